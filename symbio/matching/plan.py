"""A good plan quickly, where links cost something or ask for a lot.

    max  Σ c x - Σ F y     with  Σ_periods x ≤ most · y  and  Σ_periods x ≥ lot · y

Linear programs in which F is spread over the quantity of the round before
(slope scaling); links that stay below their lot are given up, and what that
leaves over is filled in greedily. How good the plan is, the linear bound says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbio.matching.engine import Engine
from symbio.matching.fill import fill
from symbio.matching.links import Components, State

ROUNDS = 3  # later rounds hardly change the plan (measured)
STAY = 0.25  # share of the gap that staying at the baseline may cost
SAME = 1e-9  # a plan better by less than this share is no better


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

    def consider(self, parts: Components, x: np.ndarray) -> State:
        """Keep `x` in the components where it is feasible and better; what it means comes back."""
        state = parts.state(x)
        better = state.feasible & (state.objective > self.objective * (1 + SAME))
        self.take(parts, x, state.objective, better)
        return state

    def take(
        self, parts: Components, x: np.ndarray, objective: np.ndarray, where: np.ndarray
    ) -> None:
        """Put `x` into some components."""
        self.x = np.where(where[parts.component], x, self.x)
        self.objective = np.where(where, objective, self.objective)
        self.bound = np.maximum(self.bound, self.objective)

    def within(self, gap: float) -> bool:
        """Whether the whole plan is within `gap` of the bound."""
        return bool(self.objective.sum() >= self.bound.sum() * (1 - gap) - 1e-9)


def quick_plan(
    parts: Components, x: np.ndarray, asked: np.ndarray, engine: Engine, *, gap: float
) -> Best:
    """A feasible plan of every component and the linear bound of it.

    Parameters
    ----------
    x : ndarray
        The optimum of the program without link costs and lots.
    asked : ndarray of bool, one per component
        Where links matter; elsewhere `x` stays.
    gap : float
        Good enough: within this share of the bound.
    """
    links = parts.links
    fixed = np.where(asked[parts.of_arc], links.fixed, 0.0)
    allowed, quantity = np.ones(len(parts.names), bool), np.maximum(links.most, 1e-12)
    spread = fixed / quantity
    best = Best.of(parts, x, asked)
    if (fixed > 0).any():
        x = engine.other("bound").solve(parts.bearing(spread, allowed)).x
    best.limit(parts, x, spread)
    for turn in range(ROUNDS):
        state = parts.state(x)
        kept = best.consider(parts, fill(parts, parts.pruned(x, state), asked)).used
        best.consider(parts, parts.pruned(_over(parts, kept, asked, engine.other(f"over {turn}"))))
        if best.within(gap):
            break
        quantity = np.where(state.used, np.maximum(state.total, links.lot), quantity)
        allowed &= ~(state.short & ~kept)
        x = engine.other(f"round {turn}").solve(parts.bearing(fixed / quantity, allowed)).x
    return best


def stay(
    parts: Components,
    best: Best,
    baseline: np.ndarray,
    asked: np.ndarray,
    engine: Engine,
    *,
    gap: float,
) -> None:
    """Go back to the baseline's links in the components where that costs next to nothing.

    Exactly to the baseline where it is as good as the best plan found; to its
    links, with the best quantities and what then still fits in, where that is
    within `STAY` of the gap.
    """
    state = parts.state(baseline)
    same = asked & state.feasible & (state.objective >= best.objective * (1 - 2 * SAME))
    same &= parts.holds(baseline)
    best.take(parts, baseline, state.objective, same)
    if (same | ~asked).all():
        return
    near = fill(parts, parts.pruned(_over(parts, state.used, asked, engine)), asked & ~same)
    found = parts.state(near)
    good = found.feasible & (found.objective >= best.objective * (1 - STAY * gap))
    best.take(parts, near, found.objective, asked & ~same & good)


def _over(parts: Components, used: np.ndarray, asked: np.ndarray, engine: Engine) -> np.ndarray:
    """The best quantities over a set of links with the true costs, lots apart."""
    links = parts.links
    free = ~asked[parts.of_arc] | ((links.fixed <= 0) & (links.lot <= 0))
    return engine.solve(parts.bearing(np.zeros(len(used)), used | free)).x
