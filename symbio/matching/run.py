"""From a zone and a scenario to the plan; and again, faster, when only numbers changed."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from symbio.knowledge import Knowledge
from symbio.matching.allocate import Baseline, Plan, Worth, allocate
from symbio.matching.engine import Engine
from symbio.matching.pathways import pathways_of
from symbio.matching.prepare import Prepared, prepare
from symbio.matching.priced import Priced
from symbio.matching.result import Result, Solve
from symbio.matching.scenario import Scenario
from symbio.matching.streams import resources_of
from symbio.matching.tables import candidate_frame, exchange_frame, stream_frame
from symbio.zone.rows import MONTHS, Zone

# The weights that tell equal optima apart may cost up to this share (allocate.TIE).
OPTIMAL = 5e-6
LOT_KINDS = ("material", "organic")


def match(
    zone: Zone, knowledge: Knowledge, scenario: Scenario, baseline: Result | None = None
) -> Result:
    """Find who could give what to whom, and the plan that is worth most.

    Parameters
    ----------
    zone : Zone
        The stored rows; nothing in it is changed.
    knowledge : Knowledge
    scenario : Scenario
        All assumptions; `Scenario.of(zone)` changes nothing.
    baseline : Result
        Of plans that are worth the same, the one nearest to this is taken.

    Returns
    -------
    Result
        The same for the same input, whatever the order of the zone's rows.

    Raises
    ------
    InputError
        If the scenario names a firm that does not exist, or its currency has no rate.
    """
    started = perf_counter()
    return _run(prepare(zone, knowledge, scenario), scenario, baseline, None, started)


class Solver:
    """Runs scenario after scenario on one zone and keeps what stays the same.

    The answer is that of `match`; only the way to it is shorter. One solver
    belongs to one session: it is not for two threads at once.
    """

    def __init__(self, zone: Zone, knowledge: Knowledge) -> None:
        self.zone = zone
        self.knowledge = knowledge
        self._prepared: Prepared | None = None
        self._engine = Engine()

    def match(self, scenario: Scenario, baseline: Result | None = None) -> Result:
        """As `match`, on this solver's zone."""
        started = perf_counter()
        if self._prepared is None or not self._prepared.fits(self.knowledge, scenario):
            self._prepared = prepare(self.zone, self.knowledge, scenario)
        return _run(self._prepared, scenario, baseline, self._engine, started)

    def match_prepared(
        self, prepared: Prepared, scenario: Scenario, baseline: Result | None = None
    ) -> Result:
        """As `match`, on prepared rows: those of `Prepared.with_quantities`, say."""
        return _run(prepared, scenario, baseline, self._engine, perf_counter())


def _run(
    prepared: Prepared,
    scenario: Scenario,
    baseline: Result | None,
    engine: Engine | None,
    started: float,
) -> Result:
    """Price the candidates, solve, and write the frames."""
    found = prepared.found
    priced = Priced(prepared, scenario)
    lot = _lot(prepared, scenario)
    live = prepared.live
    plan = allocate(
        prepared.arcs,
        prepared.amounts,
        _worth(prepared, priced, lot, scenario),
        baseline=_baseline(prepared, baseline),
        gap=scenario.mip_gap,
        nodes=scenario.mip_nodes,
        program=prepared.program,
        engine=engine,
    )
    exchanges = exchange_frame(prepared, priced, lot, plan, scenario)
    streams = stream_frame(prepared, plan)
    return Result(
        candidates=lambda: candidate_frame(prepared, priced, lot),
        exchanges=exchanges,
        streams=streams,
        solve=_solve(plan, len(live), found.pruned, started),
        scenario=scenario,
    )


def _lot(prepared: Prepared, scenario: Scenario) -> np.ndarray:
    """The least quantity of each candidate: the pathway's or, for matter, the scenario's."""
    found = prepared.found
    kind = resources_of(prepared.knowledge).kind[prepared.streams.resource[found.offer]]
    own = pathways_of(prepared.knowledge).minimum_lot[found.pathway]
    asked = np.where(np.isin(kind, LOT_KINDS), scenario.minimum_lot_per_year, 0.0)
    return np.maximum(own, asked)


def _worth(prepared: Prepared, priced: Priced, lot: np.ndarray, scenario: Scenario) -> Worth:
    """What the plan maximises: joint surplus and, at a carbon price, what is known of CO2e."""
    live = prepared.live
    value, co2e = priced.value[live], np.nan_to_num(priced.co2e[live])
    allowed = prepared.law.state[live] <= (1 if scenario.allow_conditional else 0)
    usable = allowed & ~np.isnan(value)
    return Worth(
        objective=np.where(usable, value + scenario.carbon_price_per_t * co2e / 1000, 0.0),
        fixed=np.nan_to_num(priced.fixed[live]),
        lot=lot[live],
        usable=usable,
    )


def _baseline(prepared: Prepared, baseline: Result | None) -> Baseline | None:
    """The baseline's quantities of each live candidate; 0 where it planned none."""
    if baseline is None or baseline.exchanges.empty or not len(prepared.live):
        return None
    plan = baseline.exchanges
    streams, pathways = prepared.streams, pathways_of(prepared.knowledge)
    places = [
        _places(streams.id, plan["offer_stream_id"].to_numpy(dtype="object")),
        _places(streams.id, plan["need_stream_id"].to_numpy(dtype="object")),
        _places(pathways.id, plan["pathway_id"].to_numpy(dtype="object")),
    ]
    known = np.minimum.reduce(places) >= 0

    def code(offer: np.ndarray, need: np.ndarray, pathway: np.ndarray) -> np.ndarray:
        pair = offer.astype("int64") * len(streams) + need
        return pair * len(pathways.id) + pathway

    found, live = prepared.found, prepared.live
    mine = code(found.offer[live], found.need[live], found.pathway[live])
    wanted = code(*(place[known] for place in places))
    at = np.searchsorted(mine, wanted)
    hit = (at < len(mine)) & (mine[np.minimum(at, len(mine) - 1)] == wanted)
    quantity, month = np.zeros(len(live)), np.zeros((len(live), 12))
    quantity[at[hit]] = plan["quantity_per_year"].to_numpy(dtype="float64")[known][hit]
    month[at[hit]] = plan[list(MONTHS)].to_numpy(dtype="float64")[known][hit]
    return Baseline(quantity, month)


def _places(names: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Row of each wanted name, -1 where it is not there."""
    place = {name: row for row, name in enumerate(names)}
    return np.array([place.get(name, -1) for name in wanted], dtype="int64")


def _solve(plan: Plan, candidates: int, pruned: bool, started: float) -> Solve:
    slack = float(plan.bound - plan.objective) / max(abs(plan.bound), 1e-9)
    gap = slack if slack > OPTIMAL else 0.0
    status = "gap" if gap else ("optimal" if len(plan.x) else "empty")
    return Solve(
        status=status,
        gap=float(gap),
        candidates=candidates,
        milliseconds=(perf_counter() - started) * 1000,
        objective=plan.objective,
        pruned=pruned,
    )
