"""Offers and needs that meet: every pair, or the nearest on both sides where there are too many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from symbio.matching.distance import Distances, chord_of
from symbio.matching.streams import Streams

# More pairs than this are not all looked at: the nearest are kept instead.
PAIR_LIMIT = 20_000_000
NEAREST_WHERE_LARGE = 10
CHUNK = 2_000_000  # pairs held at once
Found = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # offer, need, meeting, km


@dataclass(frozen=True)
class Pairs:
    """Offer, need and pathway by number, with the distance of the two firms [km].

    Sorted by offer, need, pathway. `pruned` says that only the nearest were kept.
    """

    offer: np.ndarray
    need: np.ndarray
    pathway: np.ndarray
    distance_km: np.ndarray
    pruned: bool


@dataclass(frozen=True)
class _Side:
    """Streams of one direction by resource: those of resource r are rows[start[r]:end[r]]."""

    rows: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, streams: Streams, resources: int, *, offer: bool) -> _Side:
        rows = np.flatnonzero(streams.offer == offer)
        rows = rows[np.argsort(streams.resource[rows], kind="stable")]
        names = np.arange(resources)
        resource = streams.resource[rows]
        return cls(
            rows, np.searchsorted(resource, names), np.searchsorted(resource, names, side="right")
        )

    def count(self, resource: np.ndarray) -> np.ndarray:
        return self.end[resource] - self.start[resource]

    def of_resource(self, resource: int) -> np.ndarray:
        return self.rows[self.start[resource] : self.end[resource]]


def pairs_of(
    streams: Streams,
    distances: Distances,
    routes: np.ndarray,
    radius_km: np.ndarray,
    *,
    nearest: int,
) -> Pairs:
    """Join offers and needs over the routes, other firms only, within the radius.

    Parameters
    ----------
    routes : ndarray of int, shape (routes, 3)
        Offered resource, needed resource, pathway; sorted.
    radius_km : ndarray, one per route
        How far the route may go; inf for routes that are judged otherwise.
    nearest : int
        Partners kept per stream and route, the nearest on both sides; 0 keeps all
        as long as there are at most `PAIR_LIMIT`.

    Returns
    -------
    Pairs
        A firm whose place is unknown meets everyone, at an unknown distance;
        where only the nearest are kept it meets no one.
    """
    resources = int(routes.max()) + 1 if len(routes) else 1
    offers = _Side.of(streams, resources, offer=True)
    needs = _Side.of(streams, resources, offer=False)
    sizes = offers.count(routes[:, 0]) * needs.count(routes[:, 1])
    routes, radius_km = routes[sizes > 0], radius_km[sizes > 0]
    meets, first = np.unique(routes[:, :2], axis=0, return_index=True)
    if len(meets) == 0:
        none = np.empty(0, dtype="int64")
        return Pairs(none, none, none, np.empty(0), False)
    reach = np.maximum.reduceat(radius_km, first)
    sizes = sizes[sizes > 0][first]
    pruned = nearest > 0 or int(sizes.sum()) > PAIR_LIMIT
    keep = nearest or NEAREST_WHERE_LARGE
    by_tree = pruned & (sizes > 4 * keep)
    found = _all(streams, distances, (offers, needs), meets, np.where(by_tree, 0, sizes), reach)
    if by_tree.any():
        near = _nearest(streams, distances, (offers, needs), meets, by_tree, reach, keep)
        found = [*found, *near]
    together: Found = tuple(np.concatenate(part) for part in zip(*found, strict=True))  # type: ignore[assignment]
    return _on_routes(together, routes, radius_km, first, pruned, len(streams))


def _all(
    streams: Streams,
    distances: Distances,
    sides: tuple[_Side, _Side],
    meets: np.ndarray,
    sizes: np.ndarray,
    reach: np.ndarray,
) -> list[Found]:
    """Every pair of every meeting, in chunks, as far as it is not known to be too far."""
    offers, needs = sides
    wide = needs.count(meets[:, 1])
    chunk = np.cumsum(sizes) // CHUNK
    found = []
    for part in np.split(np.arange(len(meets)), np.flatnonzero(np.diff(chunk)) + 1):
        meet = np.repeat(part, sizes[part])
        local = np.arange(len(meet)) - np.repeat(np.cumsum(sizes[part]) - sizes[part], sizes[part])
        row, column = np.divmod(local, wide[meet])
        offer = offers.rows[offers.start[meets[meet, 0]] + row]
        need = needs.rows[needs.start[meets[meet, 1]] + column]
        found.append(_filtered(streams, distances, offer, need, meet, reach))
    return found


def _filtered(
    streams: Streams,
    distances: Distances,
    offer: np.ndarray,
    need: np.ndarray,
    meet: np.ndarray,
    reach: np.ndarray,
) -> Found:
    giver, receiver = streams.firm[offer], streams.firm[need]
    km = distances.between(giver, receiver)
    keep = np.flatnonzero((giver != receiver) & ~(km > reach[meet]))
    # Half the size of the default integers: there can be millions of them.
    small = (part[keep].astype("int32") for part in (offer, need, meet))
    return *small, km[keep]  # type: ignore[return-value]


def _nearest(
    streams: Streams,
    distances: Distances,
    sides: tuple[_Side, _Side],
    meets: np.ndarray,
    chosen: np.ndarray,
    reach: np.ndarray,
    keep: int,
) -> list[Found]:
    """The `keep` nearest needs of each offer and the `keep` nearest offers of each need."""
    offers, needs = sides
    xyz = distances.xyz[streams.firm]
    trees: dict[tuple[bool, int], tuple[cKDTree, np.ndarray]] = {}

    def tree_of(is_offer: bool, resource: int) -> tuple[cKDTree, np.ndarray]:
        key = (is_offer, resource)
        if key not in trees:
            rows = (offers if is_offer else needs).of_resource(resource)
            rows = rows[~np.isnan(xyz[rows, 0])]
            trees[key] = (cKDTree(xyz[rows]), rows)
        return trees[key]

    found = []
    for meet in np.flatnonzero(chosen):
        left = tree_of(True, int(meets[meet, 0]))
        right = tree_of(False, int(meets[meet, 1]))
        bound = chord_of(float(reach[meet]))
        here, there = _hits(xyz, left[1], right, bound, keep)
        back_need, back_offer = _hits(xyz, right[1], left, bound, keep)
        code = np.unique(
            np.concatenate([here * len(streams) + there, back_offer * len(streams) + back_need])
        )
        offer, need = np.divmod(code, len(streams))
        found.append(_filtered(streams, distances, offer, need, np.full(len(code), meet), reach))
    return found


def _hits(
    xyz: np.ndarray, rows: np.ndarray, other: tuple[cKDTree, np.ndarray], bound: float, keep: int
) -> tuple[np.ndarray, np.ndarray]:
    tree, places = other
    if tree.n == 0 or len(rows) == 0:
        return np.empty(0, dtype="int64"), np.empty(0, dtype="int64")
    # One more than kept, because the firm itself may be the nearest.
    _, hit = tree.query(xyz[rows], k=min(keep + 1, tree.n), distance_upper_bound=bound)
    hit = hit.reshape(len(rows), -1)
    row, column = np.nonzero(hit < tree.n)
    return rows[row], places[hit[row, column]]


def _on_routes(
    found: Found,
    routes: np.ndarray,
    radius_km: np.ndarray,
    first: np.ndarray,
    pruned: bool,
    count: int,
) -> Pairs:
    """Each pair once per pathway that joins its two resources, in order."""
    offer, need, meet, km = found
    order = np.argsort(offer.astype("int64") * count + need, kind="stable")
    offer, need, meet, km = offer[order], need[order], meet[order], km[order]
    many = np.diff(np.append(first, len(routes)))[meet]
    pair = np.repeat(np.arange(len(offer)), many)
    route = first[meet][pair] + np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    keep = np.flatnonzero(~(km[pair] > radius_km[route]))
    pair, route = pair[keep], route[keep]
    pathway = routes[route, 2].astype("int32")
    return Pairs(offer[pair], need[pair], pathway, km[pair], pruned)
