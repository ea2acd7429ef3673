"""Links with a yearly cost or a least quantity: which of them are used at all.

    max  Σ c x - Σ F y     with  Σ_periods x ≤ most · y  and  Σ_periods x ≥ lot · y

First a quick plan: linear programs in which F is spread over the quantity of
the round before (slope scaling) and links that stay below their lot are given
up. It is good enough within the gap of the
linear bound. Where it is not, and the component is small enough for the nodes
allowed, HiGHS searches on from it. Nothing is stopped by the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from symbio.matching.linear import Engine, Linear

ROUNDS = 12  # of the quick plan; later rounds hardly change it (measured)
NONE = 1e-9  # a quantity smaller than this share of the most is none


@dataclass(frozen=True)
class Links:
    """What each arc's link asks for.

    Attributes
    ----------
    fixed : ndarray
        Cost of the link if it is used [currency/y].
    lot : ndarray
        Least quantity if it is used [offer unit/y].
    most : ndarray
        Largest quantity that the arc alone could carry [offer unit/y].
    """

    fixed: np.ndarray
    lot: np.ndarray
    most: np.ndarray

    def take(self, arcs: np.ndarray) -> Links:
        """Those of `arcs`, renumbered."""
        return Links(self.fixed[arcs], self.lot[arcs], self.most[arcs])


@dataclass(frozen=True)
class State:
    """What a solution means for the links."""

    total: np.ndarray
    used: np.ndarray
    short: np.ndarray
    objective: np.ndarray
    feasible: np.ndarray


class Components:
    """Components of a program with their arcs numbered from 0.

    `program` has a column per arc and period; `group` is the arc of each
    column, `component` the component of each column, `of_arc` of each arc.
    """

    def __init__(self, program: Linear, group: np.ndarray, links: Links) -> None:
        names, self.group = np.unique(group, return_inverse=True)
        self.program = program
        self.names = names
        self.links = links.take(names)
        self.count = len(program.column_start) - 1
        self.component = np.repeat(np.arange(self.count), np.diff(program.column_start))
        self.of_arc = np.zeros(len(names), dtype="int64")
        self.of_arc[self.group] = self.component

    def state(self, x: np.ndarray) -> State:
        """Quantities and objective of each component, with the true costs."""
        links = self.links
        total = np.bincount(self.group, weights=x, minlength=len(self.names))
        used = total > NONE * np.maximum(links.most, 1e-12)
        short = used & (total < links.lot * (1 - 1e-9))
        brings = np.bincount(self.component, weights=-self.program.cost * x, minlength=self.count)
        costs = np.bincount(self.of_arc, weights=links.fixed * used, minlength=self.count)
        feasible = np.bincount(self.of_arc, weights=short, minlength=self.count) == 0
        return State(total, used, short, brings - costs, feasible)

    def bearing(self, spread: np.ndarray, allowed: np.ndarray) -> Linear:
        """The program with a cost per unit on each arc, and only the arcs allowed."""
        cost = self.program.cost + spread[self.group]
        # What costs more than it brings stays at nothing.
        free = (cost < 0) & allowed[self.group]
        return replace(self.program, cost=cost, upper=np.where(free, self.program.upper, 0.0))


@dataclass
class Best:
    """The best plan of each component so far, and the proven bound."""

    x: np.ndarray
    objective: np.ndarray
    bound: np.ndarray

    @classmethod
    def of(cls, parts: Components, x: np.ndarray, asked: np.ndarray) -> Best:
        """Nothing yet where links matter; elsewhere `x` is the optimum."""
        start = np.where(asked[parts.component], 0.0, x)
        brings = np.bincount(
            parts.component, weights=-parts.program.cost * start, minlength=parts.count
        )
        return cls(start, brings, brings)

    def limit(self, parts: Components, x: np.ndarray, spread: np.ndarray) -> None:
        """Take the optimum with spread link costs as the bound."""
        brings = -(parts.program.cost + spread[parts.group]) * x
        bound = np.bincount(parts.component, weights=brings, minlength=parts.count)
        self.bound = np.maximum(bound, self.objective)

    def consider(self, parts: Components, x: np.ndarray, state: State) -> None:
        """Keep `x` in the components where it is feasible and better."""
        better = state.feasible & (state.objective > self.objective + 1e-9)
        self.objective = np.where(better, state.objective, self.objective)
        self.bound = np.maximum(self.bound, self.objective)
        self.x = np.where(better[parts.component], x, self.x)

    def within(self, gap: float) -> bool:
        """Whether the whole plan is within `gap` of the bound."""
        return bool(self.objective.sum() >= self.bound.sum() * (1 - gap) - 1e-9)


def quick_plan(
    parts: Components,
    x: np.ndarray,
    asked: np.ndarray,
    hints: list[np.ndarray],
    engine: Engine,
    *,
    gap: float,
) -> Best:
    """A feasible plan of every component and the linear bound of it.

    Parameters
    ----------
    x : ndarray
        The optimum of the program without link costs and lots.
    asked : ndarray of bool, one per component
        Where links matter; elsewhere `x` stays.
    hints : list of ndarray of bool, one per arc each
        Sets of links worth trying: those of the baseline, say.
    gap : float
        Good enough: within this share of the bound.
    """
    links = parts.links
    fixed = np.where(asked[parts.of_arc], links.fixed, 0.0)
    allowed, quantity = np.ones(len(parts.names), bool), np.maximum(links.most, 1e-12)
    spread = fixed / quantity
    best = Best.of(parts, x, asked)
    if (fixed > 0).any():
        x = engine.solve(parts.bearing(spread, allowed)).x
    best.limit(parts, x, spread)
    before = None
    for _ in range(ROUNDS):
        state = parts.state(x)
        # Without what is too little the rest is a plan: nothing else depends on it.
        enough = np.where(state.short[parts.group], 0.0, x)
        best.consider(parts, enough, parts.state(enough))
        settled = before is not None and np.array_equal(before, state.total)
        if best.within(gap) or (settled and not state.short.any()):
            break
        before = state.total
        quantity = np.where(state.used, np.maximum(state.total, links.lot), quantity)
        allowed &= ~state.short
        x = engine.solve(parts.bearing(fixed / quantity, allowed)).x
    for used in [*(hint[parts.names] for hint in hints), parts.state(best.x).used]:
        if best.within(gap):
            break
        # The best quantities over a set of links, with their true costs.
        free = ~asked[parts.of_arc] | ((links.fixed <= 0) & (links.lot <= 0))
        x = engine.solve(parts.bearing(np.zeros(len(used)), used | free)).x
        best.consider(parts, x, parts.state(x))
    return best
