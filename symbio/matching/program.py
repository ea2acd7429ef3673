"""The allocation as one linear program: columns, rows, components and months.

    max  Σ (v + π·g/1000) x - Σ F y
    x per candidate, and per period where the offer or the need counts by months
    supply rows   Σ x ≤ what there is           (per offer, and period)
    demand rows   Σ yield · substitution · x ≤ what is needed   (per need, and period)
    cap rows      the same over one pathway ≤ its largest share of the need

Months in which every monthly stream of a component has the same quantity are
one period: what is best in one of them is best in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

CHUNK = 200_000  # arcs whose twelve months are held at once
# SplitMix64 (Steele, Lea, Flood 2014): scatters neighbouring numbers.
_STEP = 0x9E3779B97F4A7C15
_ROUNDS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


@dataclass(frozen=True)
class Amounts:
    """What each stream has: of the year, by month, and which of the two counts.

    Attributes
    ----------
    year : ndarray, one per stream
    month : ndarray, shape (streams, 12)
    yearly : ndarray of bool
    """

    year: np.ndarray
    month: np.ndarray
    yearly: np.ndarray


@dataclass(frozen=True)
class Arcs:
    """The candidates that may be used, by number of their streams.

    Attributes
    ----------
    replaced : ndarray
        Yield times substitution ratio [need unit/offer unit].
    cap_group, cap_share : ndarray
        Number of the (need, pathway) that share a cap, and the cap as share of
        the need [1]; a share of 1 is no cap.
    weight : ndarray of float in (0, 1)
        Decides between equal optima; the same for the same candidate always.
    """

    offer: np.ndarray
    need: np.ndarray
    replaced: np.ndarray
    cap_group: np.ndarray
    cap_share: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True)
class Program:
    """Columns sorted by component, candidate and period; rows sorted by component.

    `upper` is no less than what a column can carry; the rows hold the limits.

    The matrix is by columns (start, index, entry). `component` slices: columns
    of component k are `column_start[k]:column_start[k + 1]`, rows likewise.
    """

    arc: np.ndarray
    period: np.ndarray
    upper: np.ndarray
    row_upper: np.ndarray
    start: np.ndarray
    index: np.ndarray
    entry: np.ndarray
    column_start: np.ndarray
    row_start: np.ndarray
    most: np.ndarray
    periods: np.ndarray
    column_component: np.ndarray
    weight: np.ndarray


def build(arcs: Arcs, amounts: Amounts) -> Program:
    """Build columns and rows of every arc; nothing here depends on prices."""
    label, count = _components(arcs, len(amounts.year))
    periods = _periods(label, count, amounts)
    number = periods.max(axis=1) + 1
    by_period = _by_period(amounts, periods[label], int(number.max(initial=1)))
    component = label[arcs.offer]
    monthly = ~(amounts.yearly[arcs.offer] & amounts.yearly[arcs.need])
    order = np.argsort(component, kind="stable")
    many = np.where(monthly, number[component], 1)[order]
    arc = np.repeat(order, many).astype("int32")
    period = (np.arange(len(arc)) - np.repeat(np.cumsum(many) - many, many)).astype("int32")
    rows = _Rows.of(arcs, amounts, label, number, by_period)
    offer_row, offer_has = rows.of_stream(arcs.offer[arc], period)
    need_row, need_has = rows.of_stream(arcs.need[arc], period)
    cap_row, cap_has = rows.of_cap(arcs.cap_group[arc], period)
    replaced = arcs.replaced[arc]
    rows_3 = np.column_stack([offer_row, need_row, cap_row])
    entries_3 = np.column_stack([np.ones(len(arc)), replaced, replaced])
    present = rows_3 >= 0
    start = np.concatenate([[0], np.cumsum(present.sum(axis=1))])
    with np.errstate(divide="ignore"):
        upper = np.minimum(offer_has, np.minimum(need_has, cap_has) / replaced)
    column_component = component[arc]
    return Program(
        arc=arc,
        period=period,
        upper=_rounded_up(upper),
        row_upper=rows.upper,
        start=start.astype("int32"),
        index=rows_3[present].astype("int32"),
        entry=entries_3[present],
        column_start=np.searchsorted(column_component, np.arange(count + 1)),
        row_start=rows.start,
        most=_most(arcs, amounts),
        periods=periods,
        column_component=column_component.astype("int32"),
        weight=_mixed(arcs.weight[arc], period),
    )


def _rounded_up(upper: np.ndarray) -> np.ndarray:
    """The next power of two: the rows hold the limit itself, and small moves change no bound."""
    some = upper > 0
    return np.where(some, 2.0 ** np.ceil(np.log2(np.where(some, upper, 1.0))), 0.0)


def _components(arcs: Arcs, streams: int) -> tuple[np.ndarray, int]:
    """A label per stream, numbered by the first arc that uses it; unused streams last."""
    ones = np.ones(len(arcs.offer), dtype="int8")
    graph = coo_array((ones, (arcs.offer, arcs.need)), shape=(streams, streams))
    _, raw = connected_components(graph, directed=False)
    used = raw[arcs.offer]
    _, first = np.unique(used, return_index=True)
    rank = np.full(int(raw.max(initial=-1)) + 1, len(first))
    rank[used[np.sort(first)]] = np.arange(len(first))
    return rank[raw], len(first)


def _periods(label: np.ndarray, count: int, amounts: Amounts) -> np.ndarray:
    """The period of each month in each component, shape (components + 1, 12); the last is none."""
    rows = np.flatnonzero(~amounts.yearly & (label < count))
    # Equal months give equal sums in the same order; the weights keep others apart.
    odd = np.sqrt(np.arange(len(rows)) + 2.0)
    sums = np.column_stack(
        [
            np.bincount(label[rows], weights=odd * amounts.month[rows, month], minlength=count + 1)
            for month in range(12)
        ]
    )
    same = sums[:, :, None] == sums[:, None, :]
    first = same.argmax(axis=2)
    new = first == np.arange(12)
    return np.take_along_axis(np.cumsum(new, axis=1) - 1, first, axis=1)


def _by_period(amounts: Amounts, periods: np.ndarray, width: int) -> np.ndarray:
    """What each stream has in each period, shape (streams, most periods)."""
    total = np.zeros((len(amounts.year), width))
    place = np.arange(len(amounts.year))
    for month in range(12):
        np.add.at(total, (place, np.minimum(periods[:, month], width - 1)), amounts.month[:, month])
    return total


@dataclass(frozen=True)
class _Rows:
    """Supply, demand and cap rows, numbered by component."""

    number: np.ndarray
    first: np.ndarray
    many: np.ndarray
    cap_first: np.ndarray
    cap_many: np.ndarray
    upper: np.ndarray
    start: np.ndarray

    @classmethod
    def of(
        cls,
        arcs: Arcs,
        amounts: Amounts,
        label: np.ndarray,
        number: np.ndarray,
        by_period: np.ndarray,
    ) -> _Rows:
        count = len(number) - 1
        used = np.flatnonzero(label < count)
        many = np.zeros(len(label), dtype="int64")
        many[used] = np.where(amounts.yearly[used], 1, number[label[used]])
        first = np.cumsum(many) - many
        streams = np.repeat(np.arange(len(label)), many)
        period = np.arange(len(streams)) - first[streams]
        has = np.where(amounts.yearly[streams], amounts.year[streams], by_period[streams, period])
        groups, row_of = np.unique(arcs.cap_group, return_index=True)
        cap_many = np.zeros(int(arcs.cap_group.max(initial=-1)) + 2, dtype="int64")
        capped = arcs.cap_share[row_of] < 1.0
        need = arcs.need[row_of]
        cap_many[groups] = np.where(capped, many[need], 0)
        cap_first = len(streams) + np.cumsum(cap_many) - cap_many
        group = np.repeat(groups, cap_many[groups])
        place = np.repeat(np.arange(len(groups)), cap_many[groups])
        within = len(streams) + np.arange(len(group)) - cap_first[group]
        cap_has = arcs.cap_share[row_of][place] * has[first[need][place] + within]
        component = np.concatenate([label[streams], label[need][place]])
        order = np.argsort(component, kind="stable")
        renumbered = np.empty(len(order), dtype="int64")
        renumbered[order] = np.arange(len(order))
        return cls(
            number=renumbered,
            first=first,
            many=many,
            cap_first=cap_first,
            cap_many=cap_many,
            upper=np.concatenate([has, cap_has])[order],
            start=np.searchsorted(component[order], np.arange(count + 1)),
        )

    def of_stream(self, stream: np.ndarray, period: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row of each stream in a period (of the year where it counts by the year), its limit."""
        row = self.number[self.first[stream] + np.where(self.many[stream] > 1, period, 0)]
        return row, self.upper[row]

    def of_cap(self, group: np.ndarray, period: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row of each cap, -1 and no limit where there is none."""
        capped = self.cap_many[group] > 0
        if not capped.any():
            return np.full(len(group), -1), np.full(len(group), np.inf)
        place = self.cap_first[group] + np.where(self.cap_many[group] > 1, period, 0)
        row = np.where(capped, self.number[np.where(capped, place, 0)], -1)
        return row, np.where(capped, self.upper[row], np.inf)


def _most(arcs: Arcs, amounts: Amounts) -> np.ndarray:
    """The most of a year that each arc alone could carry [offer unit/y]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        per_need = arcs.cap_share / arcs.replaced
        most = np.minimum(amounts.year[arcs.offer], per_need * amounts.year[arcs.need])
        both = np.flatnonzero(~amounts.yearly[arcs.offer] & ~amounts.yearly[arcs.need])
        for part in np.array_split(both, len(both) // CHUNK + 1):
            monthly = np.minimum(
                amounts.month[arcs.offer[part]],
                per_need[part, None] * amounts.month[arcs.need[part]],
            )
            most[part] = monthly.sum(axis=1)
    return np.maximum(most, 0.0)


def _mixed(weight: np.ndarray, period: np.ndarray) -> np.ndarray:
    """Another number in (0, 1) for each period of the same candidate, with no pattern in it."""
    mixed = (weight * 2.0**53).astype("uint64") + period.astype("uint64") * np.uint64(_STEP)
    for shift, factor in _ROUNDS:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return ((mixed >> np.uint64(11)).astype("float64") + 0.5) / 2.0**53
