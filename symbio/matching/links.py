"""Links with a yearly cost or a least quantity, and what a solution means for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from symbio.matching.linear import Linear

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
    """What a solution means for the links.

    `short` are used links below their lot or not worth their cost.
    """

    total: np.ndarray
    used: np.ndarray
    short: np.ndarray
    objective: np.ndarray
    feasible: np.ndarray


class Components:
    """Components of a program with their arcs numbered in the order of their columns.

    `program` has a column per arc and period, the columns of an arc side by
    side, each with an entry of 1 for its offer, one for its need and possibly
    one for a cap. `group` is the arc of each column, `names` the number that
    each arc had, `component` the component of each column, `of_arc` of each arc.
    """

    def __init__(self, program: Linear, group: np.ndarray, links: Links) -> None:
        self.program = program
        new = np.concatenate([[True], group[1:] != group[:-1]]) if len(group) else group > 0
        self.first = np.flatnonzero(new)
        self.many = np.diff(np.append(self.first, len(group)))
        self.group = np.cumsum(new) - 1
        self.names = group[self.first]
        self.links = links.take(self.names)
        self.count = len(program.column_start) - 1
        self.component = np.repeat(np.arange(self.count), np.diff(program.column_start))
        self.of_arc = self.component[self.first]
        self.brings = -program.cost[self.first]

    @cached_property
    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Row of the offer, of the need and of the cap of each column; no cap is one past all."""
        program = self.program
        start = program.start[:-1]
        capped = np.diff(program.start) > 2
        cap = np.full(len(start), len(program.row_upper))
        cap[capped] = program.index[start[capped] + 2]
        return program.index[start], program.index[start + 1], cap

    @cached_property
    def per_need(self) -> np.ndarray:
        """What one unit of each column takes of its need."""
        return self.program.entry[self.program.start[:-1] + 1]

    def columns_of(self, arcs: np.ndarray) -> np.ndarray:
        """The columns of some arcs, arc by arc."""
        many = self.many[arcs]
        within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        return np.repeat(self.first[arcs], many) + within

    def activity(self, x: np.ndarray) -> np.ndarray:
        """What a solution uses of each row."""
        program = self.program
        used = np.repeat(x, np.diff(program.start)) * program.entry
        return np.bincount(program.index, weights=used, minlength=len(program.row_upper))

    def room(self, left: np.ndarray) -> np.ndarray:
        """The most that each column alone could carry of what is left of the rows."""
        offer, need, cap = self.rows
        return np.minimum(left[offer], np.minimum(left[need], left[cap]) / self.per_need)

    def state(self, x: np.ndarray) -> State:
        """Quantities and objective of each component, with the true costs."""
        links = self.links
        total = np.bincount(self.group, weights=x, minlength=len(self.names))
        used = total > NONE * np.maximum(links.most, 1e-12)
        short = used & (total < links.lot * (1 - 1e-9))
        losing = used & (self.brings * total < links.fixed * (1 - 1e-9))
        brings = np.bincount(self.component, weights=-self.program.cost * x, minlength=self.count)
        costs = np.bincount(self.of_arc, weights=links.fixed * used, minlength=self.count)
        feasible = np.bincount(self.of_arc, weights=short, minlength=self.count) == 0
        return State(total, used, short | losing, brings - costs, feasible)

    def pruned(self, x: np.ndarray, state: State | None = None) -> np.ndarray:
        """`x` without links that are short; the rest stays feasible, for nothing needs them."""
        state = state or self.state(x)
        return np.where(state.short[self.group], 0.0, x) if state.short.any() else x

    def holds(self, x: np.ndarray) -> bool:
        """Whether `x` keeps every bound and row, rounding apart."""
        program = self.program
        within = x <= program.upper * (1 + 1e-9) + 1e-9
        return bool(
            within.all() and (self.activity(x) <= program.row_upper * (1 + 1e-9) + 1e-9).all()
        )

    def bearing(self, spread: np.ndarray, allowed: np.ndarray) -> Linear:
        """The program with a cost per unit on each arc, and only the arcs allowed."""
        cost = self.program.cost + spread[self.group]
        # What costs more than it brings stays at nothing.
        free = (cost < 0) & allowed[self.group]
        return replace(self.program, cost=cost, upper=np.where(free, self.program.upper, 0.0))
