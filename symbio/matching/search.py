"""Branch and bound by HiGHS over the links of one component, from a plan that is known."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np

from symbio.matching.engine import Engine, new_highs, pass_model
from symbio.matching.linear import Linear, assemble
from symbio.matching.links import Components, Links


def search(
    parts: Components, x: np.ndarray, bound: float, *, gap: float, nodes: int
) -> tuple[np.ndarray, float]:
    """Search for a better plan of the one component of `parts`.

    Parameters
    ----------
    x : ndarray
        A feasible plan to start from.
    bound : float
        What no plan can exceed.
    gap, nodes : float, int
        The search stops within this share of the optimum or after so many nodes.

    Returns
    -------
    ndarray, float
        The best plan found (its quantities are the best over its links) and
        the proven bound.
    """
    mixed, binary = _mixed(parts.program, parts.group, parts.links)
    highs = new_highs()
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("mip_abs_gap", 0.0)
    highs.setOptionValue("mip_max_nodes", nodes)
    highs.setOptionValue("presolve", "on")
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    integrality = np.zeros(len(mixed.cost), dtype="int32")
    integrality[len(x) :] = 1
    pass_model(highs, mixed, integrality)
    used = parts.state(x).used
    value = np.zeros(len(mixed.cost))
    value[: len(x)] = x
    value[binary[binary >= 0]] = used[binary >= 0]
    start = highspy.HighsSolution()
    start.col_value = list(value)
    highs.setSolution(start)
    highs.run()
    proven = -highs.getInfo().mip_dual_bound
    bound = min(bound, proven) if np.isfinite(proven) else bound
    answer = np.array(highs.getSolution().col_value)
    if len(answer):
        used = np.where(binary >= 0, answer[binary] > 0.5, True)
    return _over(parts, used, x), bound


def _over(parts: Components, used: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The best quantities over the links used, lots as rows; `x` where that is worse."""
    program, links = parts.program, parts.links
    upper = np.where(used[parts.group], program.upper, 0.0)
    lots = np.flatnonzero(used & (links.lot > 0))
    columns = np.flatnonzero(np.isin(parts.group, lots))
    rows = np.searchsorted(lots, parts.group[columns])
    held = with_rows(
        replace(program, upper=upper),
        (columns, rows, np.ones(len(columns))),
        (links.lot[lots], np.full(len(lots), np.inf)),
    )
    answer = Engine(keep=False).solve(held)
    if not answer.optimal:
        return x
    found = answer.x[: len(x)]
    new, old = parts.state(found), parts.state(x)
    return found if new.feasible[0] and new.objective[0] > old.objective[0] else x


def _mixed(program: Linear, group: np.ndarray, links: Links) -> tuple[Linear, np.ndarray]:
    """The component with a binary per link that costs or asks for a lot; -1 for other arcs."""
    whole = np.flatnonzero((links.fixed > 0) | (links.lot > 0))
    number = np.arange(len(whole))
    binary = np.full(len(links.fixed), -1)
    binary[whole] = len(program.cost) + number
    columns = np.flatnonzero(binary[group] >= 0)
    row = binary[group[columns]] - len(program.cost)
    lots = np.flatnonzero(links.lot[whole] > 0)
    below = np.isin(row, lots)
    lot_row = len(whole) + np.searchsorted(lots, row[below])
    mixed = with_rows(
        program,
        (
            np.concatenate([columns, binary[whole], columns[below], binary[whole[lots]]]),
            np.concatenate([row, number, lot_row, len(whole) + np.arange(len(lots))]),
            np.concatenate(
                [
                    np.ones(len(columns)),
                    -links.most[whole],
                    np.ones(len(lot_row)),
                    -links.lot[whole[lots]],
                ]
            ),
        ),
        (
            np.concatenate([np.full(len(whole), -np.inf), np.zeros(len(lots))]),
            np.concatenate([np.zeros(len(whole)), np.full(len(lots), np.inf)]),
        ),
        (links.fixed[whole], np.ones(len(whole))),
    )
    return mixed, binary


def with_rows(
    program: Linear,
    entries: tuple[np.ndarray, np.ndarray, np.ndarray],
    rows: tuple[np.ndarray, np.ndarray],
    extra: tuple[np.ndarray, np.ndarray] | None = None,
) -> Linear:
    """One component with more rows, and with `extra` more columns (cost, upper).

    Columns and rows that were there keep their numbers.
    """
    count = len(program.row_upper)
    owner = np.repeat(np.arange(len(program.cost)), np.diff(program.start))
    cost, upper = program.cost, program.upper
    if extra is not None:
        cost, upper = np.concatenate([cost, extra[0]]), np.concatenate([upper, extra[1]])
    lower = np.concatenate([program.lower, np.zeros(len(cost) - len(program.lower))])
    return assemble(
        cost,
        (lower, upper),
        (
            np.concatenate([program.row_lower, rows[0]]),
            np.concatenate([program.row_upper, rows[1]]),
        ),
        (
            np.concatenate([owner, entries[0]]),
            np.concatenate([program.index, count + entries[1]]),
            np.concatenate([program.entry, entries[2]]),
        ),
    )
