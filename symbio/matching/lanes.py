"""Shared transport: a load that rides along on a truck's lane, judged by its detour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbio.matching.distance import km_of, on_sphere
from symbio.matching.pairs import Pairs
from symbio.matching.streams import Streams


@dataclass(frozen=True)
class LaneFit:
    """Great-circle lengths of each pair [km]; NaN where an end is unknown or it is no lane.

    Attributes
    ----------
    detour : ndarray
        What the offered truck drives more to take the load along.
    wanted : ndarray
        The wanted lane itself, which is then not driven.
    """

    detour: np.ndarray
    wanted: np.ndarray


def lane_fit(pairs: Pairs, streams: Streams, is_lane: np.ndarray) -> LaneFit:
    """Detour of the offered lane O → D through the wanted lane o → d.

    detour = |O o| + |o d| + |d D| - |O D|
    """
    detour, wanted = np.full(len(pairs.offer), np.nan), np.full(len(pairs.offer), np.nan)
    rows = np.flatnonzero(is_lane)
    start, end = on_sphere(*streams.lane[:, :2].T), on_sphere(*streams.lane[:, 2:].T)
    offer, need = pairs.offer[rows], pairs.need[rows]

    def km(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        return km_of(((one - other) ** 2).sum(axis=1))

    wanted[rows] = km(start[need], end[need])
    detour[rows] = (
        km(start[offer], start[need])
        + wanted[rows]
        + km(end[need], end[offer])
        - km(start[offer], end[offer])
    )
    # Rounding can leave a hair below nothing where the lanes are the same.
    return LaneFit(np.maximum(detour, 0.0), wanted)
