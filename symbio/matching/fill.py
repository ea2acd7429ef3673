"""Fill what a plan leaves over: links that are worth their cost and reach their lot, best first."""

from __future__ import annotations

import numpy as np

from symbio.matching.links import Components

TOGETHER = 256  # links looked at one by one before the others are looked at again


def fill(parts: Components, x: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Add links to a feasible plan, greedily, as far as offers and needs are left.

    Parameters
    ----------
    x : ndarray
        A feasible plan.
    asked : ndarray of bool, one per component
        Where to look.

    Returns
    -------
    ndarray
        A feasible plan that is worth at least as much. The link that would
        bring most alone goes first.
    """
    program, links, state = parts.program, parts.links, parts.state(x)
    left = np.append(np.maximum(program.row_upper - parts.activity(x), 0.0), np.inf)
    room = np.minimum(parts.room(left), program.upper - x)
    most = np.bincount(parts.group, weights=np.maximum(room, 0.0), minlength=len(parts.names))
    # A link that is used already needs no more than it has to be worth more.
    cost = np.where(state.used, 0.0, links.fixed)
    least = np.where(state.used, 0.0, links.lot)
    gain = parts.brings * most - cost
    able = (most > 0) & (most >= least) & (gain > 0) & asked[parts.of_arc]
    chosen = np.flatnonzero(able)
    # Rounded: two that differ in the last digit only keep their order.
    chosen = chosen[np.argsort(-np.round(gain[chosen], 6), kind="stable")]
    more = x.copy()
    while len(chosen):
        _take(parts, more, left, chosen[:TOGETHER], least, cost)
        chosen = chosen[TOGETHER:]
        # Most of those behind find nothing left: one look at all of them spares a look at each.
        most = _most(parts, more, left, chosen)
        worth = parts.brings[chosen] * most > cost[chosen]
        chosen = chosen[(most > 0) & (most >= least[chosen]) & worth]
    return more


def _most(parts: Components, x: np.ndarray, left: np.ndarray, arcs: np.ndarray) -> np.ndarray:
    """What some arcs, each alone, could still carry."""
    room = np.maximum(_room(parts, x, left, parts.columns_of(arcs)), 0.0)
    start = np.cumsum(parts.many[arcs]) - parts.many[arcs]
    return np.add.reduceat(room, start) if len(arcs) else room


def _room(parts: Components, x: np.ndarray, left: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """What some columns, each alone, could still carry."""
    offer, need, cap = (rows[columns] for rows in parts.rows)
    room = np.minimum(left[offer], np.minimum(left[need], left[cap]) / parts.per_need[columns])
    return np.minimum(room, parts.program.upper[columns] - x[columns])


def _open(
    parts: Components, x: np.ndarray, left: np.ndarray, arcs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The columns of some arcs that can carry something, and how many each arc has.

    What is full stays full: nothing is given back beyond what was there.
    """
    columns = parts.columns_of(arcs)
    able = _room(parts, x, left, columns) > 0
    place = np.repeat(np.arange(len(arcs)), parts.many[arcs])
    return columns[able], np.bincount(place[able], minlength=len(arcs))


def _take(
    parts: Components,
    x: np.ndarray,
    left: np.ndarray,
    chosen: np.ndarray,
    least: np.ndarray,
    cost: np.ndarray,
) -> None:
    """Give each chosen link what its streams still have, if that is enough; `x`, `left` follow.

    One after the other, for each takes from what the next finds: plain lists
    are faster here than arrays of one number.
    """
    columns, many = _open(parts, x, left, chosen)
    offer, need, cap = (rows[columns].tolist() for rows in parts.rows)
    per = parts.per_need[columns].tolist()
    upper = (parts.program.upper[columns] - x[columns]).tolist()
    remains = left.tolist()
    added = [0.0] * len(columns)
    place = 0
    for arc, columns_of_arc in zip(chosen.tolist(), many.tolist(), strict=True):
        total, taken = 0.0, []
        for at in range(place, place + columns_of_arc):
            share = per[at]
            amount = min(
                remains[offer[at]], remains[need[at]] / share, remains[cap[at]] / share, upper[at]
            )
            if amount > 0:
                taken.append((at, amount))
                total += amount
                remains[offer[at]] -= amount
                remains[need[at]] -= amount * share
                remains[cap[at]] -= amount * share
        enough = total > 0 and total >= least[arc] and parts.brings[arc] * total > cost[arc]
        for at, amount in taken:
            if enough:
                added[at] = amount
            else:
                remains[offer[at]] += amount
                remains[need[at]] += amount * per[at]
                remains[cap[at]] += amount * per[at]
        place += columns_of_arc
    x[columns] += added
    left[:] = remains
