"""The best plan: how much of each candidate, given what there is, what is needed and the links."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from symbio.matching.engine import Engine
from symbio.matching.linear import Linear, entries_of
from symbio.matching.links import Components, Links
from symbio.matching.plan import Best, quick_plan, stay
from symbio.matching.program import Amounts, Arcs, Program, build
from symbio.matching.search import search

# A quantity smaller than this is none [offer unit/y]; the solver works to 1e-9.
LEAST = 1e-6
# An arc whose lot is further than this above what it could carry hardly ever reaches it.
LIKELY = 1.3
# What moves with prices, as a share of what a unit is usually worth.
SWAY = 0.2
# Every arc counts up to this share more, by a fixed weight of its own, and up to
# three times that where the baseline uses it. Equal optima are told apart by it.
TIE = 1e-6


@dataclass(frozen=True)
class Worth:
    """What the numbers of a run are, one entry per arc; structure is in `Arcs`.

    Attributes
    ----------
    objective : ndarray
        v + π·g/1000 [currency/offer unit].
    fixed, lot : ndarray
        Yearly cost of the link [currency/y] and its least quantity [offer unit/y].
    usable : ndarray of bool
        Whether the arc may be used in this run.
    """

    objective: np.ndarray
    fixed: np.ndarray
    lot: np.ndarray
    usable: np.ndarray


@dataclass(frozen=True)
class Baseline:
    """A plan to stay near to, one row per arc.

    Attributes
    ----------
    quantity : ndarray
        Of the year [offer unit/y].
    month : ndarray, shape (arcs, 12)
        Of each month [offer unit/month].
    """

    quantity: np.ndarray
    month: np.ndarray

    def of_columns(self, program: Program, arcs: Arcs, amounts: Amounts) -> np.ndarray:
        """The same plan by column: a month's quantities where the column is of months."""
        arc = program.arc
        yearly = amounts.yearly[arcs.offer[arc]] & amounts.yearly[arcs.need[arc]]
        mine = program.periods[program.column_component] == program.period[:, None]
        by_month = np.where(mine, self.month[arc], 0.0).sum(axis=1)
        return np.where(yearly, self.quantity[arc], by_month)


@dataclass(frozen=True)
class Plan:
    """The plan, one entry per arc.

    Attributes
    ----------
    quantity : ndarray
        Of the year [offer unit/y].
    column, x : ndarray
        Arc-and-period columns of the program that are used, and their quantity.
    objective, bound : float
        Σ objective · quantity - Σ fixed of used arcs [currency/y], and the
        proven bound of it.
    """

    quantity: np.ndarray
    column: np.ndarray
    x: np.ndarray
    objective: float
    bound: float


def allocate(
    arcs: Arcs,
    amounts: Amounts,
    worth: Worth,
    *,
    baseline: Baseline | None = None,
    gap: float = 0.0,
    nodes: int = 10_000,
    program: Program | None = None,
    engine: Engine | None = None,
) -> Plan:
    """The plan that is worth most, and of equal ones the one nearest to the baseline.

    Parameters
    ----------
    arcs, amounts, worth : Arcs, Amounts, Worth
        What may flow, what there is, what it is worth.
    baseline : Baseline
        A plan to stay with where that costs nothing or, where links cost
        something or ask for a lot, where it is within `gap`.
    gap, nodes : float, int
        Where the search for links stops that cost or ask for a lot.
    program : Program
        As `build` returned it for the same arcs and amounts.
    engine : Engine
        One that solved this before: it starts from its last answer.

    Returns
    -------
    Plan
        The same for the same input, whatever `engine` did before.
    """
    program = program or build(arcs, amounts)
    most = program.most
    active = (
        worth.usable
        & (worth.objective > 0)
        & (most > LEAST)
        & (worth.lot <= most * (1 + 1e-12))
        & (worth.objective * most > worth.fixed)
    )
    kept = active[program.arc] & (program.upper > 0)
    if engine is not None:
        kept = engine.hold(arcs, active, _likely(worth, most, active))[program.arc]
    linear, columns = _linear(program, worth, active, kept)
    once = engine is None
    engine = engine or Engine(alone=True)
    x = engine.solve(linear).x
    links = Links(np.where(active, worth.fixed, 0.0), np.where(active, worth.lot, 0.0), most)
    parts = Components(linear, program.arc[columns], links)
    asked = _where_links_matter(parts, x)
    held = None
    if baseline is not None:
        held = np.minimum(baseline.of_columns(program, arcs, amounts)[columns], linear.upper)
        x = np.where(asked[parts.component], x, _near(parts, held, engine.other("near")))
    best = Best.of(parts, x, asked)
    if asked.any():
        best = quick_plan(parts, x, asked, engine, gap=gap)
        _search_on(parts, links, best, gap, nodes)
        if held is not None:
            stay(parts, best, held, asked, engine.other("stay"), gap=gap)
    if once:
        engine.release()
    return _plan(best, columns, program.arc[columns], arcs, worth)


def _likely(worth: Worth, most: np.ndarray, active: np.ndarray) -> np.ndarray:
    """Arcs that other prices or quantities may well bring into play."""
    usual = float(np.median(worth.objective[active])) if active.any() else 0.0
    better = (worth.objective + SWAY * usual) * most
    return worth.usable & (worth.lot <= LIKELY * most) & (LIKELY * better > worth.fixed)


def _near(parts: Components, baseline: np.ndarray, engine: Engine) -> np.ndarray:
    """The optimum in which what the baseline uses counts up to three ties more.

    So of equal optima the baseline's own wins: what any other plan carries on
    the baseline's arcs is worth no more than the optimum itself.
    """
    used = parts.state(baseline).used[parts.group]
    cost = np.where(used, parts.program.cost * (1.0 + 2.0 * TIE), parts.program.cost)
    return engine.solve(replace(parts.program, cost=cost)).x


def _where_links_matter(parts: Components, x: np.ndarray) -> np.ndarray:
    """Components in which a used link costs something or is below its lot."""
    state = parts.state(x)
    bad = state.short | (state.used & (parts.links.fixed > 0))
    asked = np.zeros(parts.count, bool)
    asked[parts.of_arc[bad]] = True
    return asked


def _search_on(parts: Components, links: Links, best: Best, gap: float, nodes: int) -> None:
    """Branch and bound, the component with most to gain first, until the plan is good enough.

    No more columns are searched in all than there are nodes allowed: a large
    search with few nodes would end at its root, seconds later (measured). Columns
    that are held for other runs only (`Engine.hold`) are none of this run's.
    """
    program, left = parts.program, nodes
    for component in np.argsort(best.objective - best.bound, kind="stable"):
        first, last = program.column_start[component], program.column_start[component + 1]
        missing = best.bound[component] - best.objective[component]
        if best.within(gap) or missing <= 1e-9 * best.bound[component]:
            return
        columns = first + np.flatnonzero(program.upper[first:last] > 0)
        if len(columns) > left:
            continue
        left -= len(columns)
        whole = program.part(component, component + 1)
        one = Components(whole.only(columns - first), parts.names[parts.group[columns]], links)
        bound = float(best.bound[component])
        x, bound = search(one, best.x[columns], bound, gap=gap, nodes=nodes)
        best.x[columns] = x
        best.objective[component] = one.state(x).objective[0]
        best.bound[component] = max(bound, best.objective[component])


def _linear(
    program: Program, worth: Worth, active: np.ndarray, kept: np.ndarray
) -> tuple[Linear, np.ndarray]:
    """The program with this run's costs, with the columns `kept` only."""
    columns = np.flatnonzero(kept)
    arc = program.arc[columns]
    on = active[arc]
    preferred = worth.objective[arc] * (1.0 + TIE * program.weight[columns])
    start, place = entries_of(program.start, columns)
    linear = Linear(
        cost=np.where(on, -preferred, 1.0),
        lower=np.zeros(len(columns)),
        upper=np.where(on, program.upper[columns], 0.0),
        row_lower=np.full(len(program.row_upper), -np.inf),
        row_upper=program.row_upper,
        start=start,
        index=program.index[place],
        entry=program.entry[place],
        column_start=np.searchsorted(columns, program.column_start),
        row_start=program.row_start,
    )
    return linear, columns


def _plan(best: Best, columns: np.ndarray, group: np.ndarray, arcs: Arcs, worth: Worth) -> Plan:
    """Quantities per arc, and the objective with the true values."""
    x = best.x
    quantity = np.bincount(group, weights=x, minlength=len(arcs.offer))
    used = quantity > LEAST
    kept = np.flatnonzero(used[group] & (x > 0))
    quantity = np.where(used, quantity, 0.0)
    paid = worth.fixed[used].sum()
    objective = float(worth.objective[used] @ quantity[used] - paid)
    return Plan(quantity, columns[kept], x[kept], objective, max(best.bound.sum(), objective))
