"""The what-if: from a zone to the plan, cold and hot, against HiGHS on the same program alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count

import highspy
import numpy as np
import pandas as pd

from symbio.bench.lines import Line, median_ms
from symbio.knowledge import Knowledge, load
from symbio.matching import Scenario, Solver, match
from symbio.matching.engine import new_highs
from symbio.matching.prepare import Prepared, prepare
from symbio.zone.demo import generate
from symbio.zone.rows import MONTHS, Zone

NAME = "matching"
FIRMS, STREAMS_PER_FIRM = 200, 10.5
TIMES = 21
COLD_MS, HOT_MS, RATIO = 350.0, 60.0, 2.0


def measure() -> list[Line]:
    """Measure one what-if: everything from nothing, then prices moved, then quantities moved.

    Returns
    -------
    list of Line
        The size of the case, medians [ms], and their ratios to the bare solve [times].
    """
    zone, knowledge = generate(FIRMS, streams_per_firm=STREAMS_PER_FIRM), load()
    base = replace(Scenario.of(zone), count_pipe_cost=False)  # F = 0
    prepared, result = prepare(zone, knowledge, base), match(zone, knowledge, base)
    scenarios = list(_scenarios(base, TIMES + 1))
    costs = [_cost(prepared, zone, knowledge, scenario) for scenario in scenarios]
    cold = median_ms(lambda: match(zone, knowledge, base), TIMES)
    prices = _prices_moved_ms(zone, knowledge, scenarios)
    bounds = _bounds_moved_ms(zone, knowledge, prepared, base)
    # The faster of HiGHS with its own defaults and with the options that the product sets.
    bare_cold = min(median_ms(partial(_bare, prepared, costs[0], new), TIMES) for new in BARE)
    bare_hot = min(_bare_hot_ms(prepared, costs, new) for new in BARE)
    return [
        Line(NAME, "firms", len(zone.firm), ""),
        Line(NAME, "streams", len(zone.stream), ""),
        Line(NAME, "streams by month", 100 * _monthly(zone), "%"),
        Line(NAME, "candidates", len(result.candidates), ""),
        Line(NAME, "candidates in the program", result.solve.candidates, ""),
        Line(NAME, "columns of the program", len(prepared.program.arc), ""),
        Line(NAME, "exchanges", len(result.exchanges), ""),
        Line(NAME, "from nothing, median", cold, "ms", COLD_MS, 1),
        Line(NAME, "prices moved, median", prices, "ms", HOT_MS, 1),
        Line(NAME, "quantities moved, median", bounds, "ms", HOT_MS, 1),
        Line(NAME, "bare solve from nothing, median", bare_cold, "ms", digits=1),
        Line(NAME, "bare solve, prices moved, median", bare_hot, "ms", digits=1),
        Line(NAME, "from nothing / bare solve", cold / bare_cold, "×", RATIO, 2),
        Line(NAME, "prices moved / bare solve", prices / bare_hot, "×", RATIO, 2),
    ]


def _scenarios(base: Scenario, many: int) -> Iterator[Scenario]:
    """`many` different sets of prices, as somebody drags three sliders."""
    for step in range(many):
        yield replace(
            base,
            disposal_price_change_percent=4.0 * (step % 7) - 10,
            virgin_price_change_percent=3.0 * (step % 5) - 5,
            transport_change_percent=5.0 * (step % 11) - 20,
        )


def _prices_moved_ms(zone: Zone, knowledge: Knowledge, scenarios: list[Scenario]) -> float:
    solver = Solver(zone, knowledge)
    solver.match(scenarios[-1])
    following = iter(scenarios)
    return median_ms(lambda: solver.match(next(following)), TIMES)


def _bounds_moved_ms(zone: Zone, knowledge: Knowledge, prepared: Prepared, base: Scenario) -> float:
    """Every known quantity multiplied by a number of its own."""
    known = zone.stream.dropna(subset="quantity_per_year")
    quantity = pd.Series(known["quantity_per_year"].to_numpy(), index=known["stream_id"])
    solver = Solver(zone, knowledge)
    solver.match_prepared(prepared, base)
    seeds = count()

    def run() -> None:
        drawn = np.random.default_rng(next(seeds)).uniform(0.8, 1.2, len(quantity))
        solver.match_prepared(prepared.with_quantities(quantity * drawn), base)

    return median_ms(run, TIMES)


def _cost(prepared: Prepared, zone: Zone, knowledge: Knowledge, scenario: Scenario) -> np.ndarray:
    """What one unit of each column of the program is worth; what loses is worth nothing."""
    candidates = match(zone, knowledge, scenario).candidates
    value = candidates["value_per_unit"].to_numpy(dtype="float64")[prepared.live]
    return np.maximum(np.nan_to_num(value), 0.0)[prepared.program.arc]


def _default_highs() -> highspy.Highs:
    highs = highspy.Highs()
    highs.silent()
    # HiGHS keeps one number of threads for the whole process: the product's.
    highs.setOptionValue("threads", 1)
    return highs


BARE: tuple[Callable[[], highspy.Highs], ...] = (_default_highs, new_highs)


def _bare(prepared: Prepared, cost: np.ndarray, new: Callable[[], highspy.Highs]) -> highspy.Highs:
    """The whole program in one HiGHS, solved."""
    program = prepared.program
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(program.row_upper)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), program.upper
    lp.row_lower_ = np.full(len(program.row_upper), -np.inf)
    lp.row_upper_ = program.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = program.start, program.index
    lp.a_matrix_.value_ = program.entry
    highs = new()
    highs.passModel(lp)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"the bare solve ended with {highs.getModelStatus()}")
    return highs


def _bare_hot_ms(
    prepared: Prepared, costs: list[np.ndarray], new: Callable[[], highspy.Highs]
) -> float:
    highs = _bare(prepared, costs[-1], new)
    columns = np.arange(len(costs[-1]), dtype="int32")
    following = iter(costs)

    def run() -> None:
        highs.changeColsCost(len(columns), columns, next(following))
        highs.run()

    return median_ms(run, TIMES)


def _monthly(zone: Zone) -> float:
    """Share of streams with a month profile [1]."""
    return float(zone.stream[list(MONTHS)].notna().any(axis="columns").mean())
