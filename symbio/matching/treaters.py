"""The plant in between: which firm treats what neither giver nor receiver can."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from symbio.matching.distance import Distances
from symbio.matching.pathways import Pathways
from symbio.matching.streams import Firms

# Waste treatment and sewerage: likely treaters where licences are unknown.
TREATER_NACE = ("38", "37")
# Legal classes whose treatment needs no waste licence.
WITHOUT_LICENCE = ("by_product", "outside_waste_law", "utility", "service")
# Of many treaters only this many near either end are looked at, from `MANY_TREATERS` on.
NEAR_TREATERS = 6
MANY_TREATERS = 60
CHUNK = 4_000_000  # distances held at once


@dataclass(frozen=True)
class Treaters:
    """The treater of each candidate: firm number (-1: none) and the two distances [km]."""

    firm: np.ndarray
    to_km: np.ndarray
    from_km: np.ndarray


def treaters_of(
    giver: np.ndarray,
    receiver: np.ndarray,
    pathway: np.ndarray,
    firms: Firms,
    pathways: Pathways,
    distances: Distances,
    *,
    licensed_only: bool,
) -> Treaters:
    """The best treater by total distance, for the pathways that need one.

    A firm can treat if its licences hold the pathway's recovery code, or if no
    licence of it is on record and its sector is waste treatment or sewerage
    (NACE 38 and 37). Where the pathway names sectors, the sector must be one
    of them; where its legal class asks for no licence, that is enough. The
    radius does not limit it, so that a wider radius never makes a route worse.
    """
    count = len(giver)
    best = Treaters(
        np.full(count, -1, dtype="int32"), np.full(count, np.nan), np.full(count, np.nan)
    )
    asked = pathway[pathways.who[pathway] == "third_party"]
    # Most pathways have the same treaters as another.
    groups: dict[bytes, list[int]] = {}
    sectors = pd.factorize(firms.nace)
    for place in np.unique(asked).tolist():
        able = can_treat(firms, sectors, pathways, place, licensed_only=licensed_only)
        able &= ~np.isnan(firms.xyz[:, 0])
        groups.setdefault(able.tobytes(), []).append(place)
    for mask, places in groups.items():
        able = np.flatnonzero(np.frombuffer(mask, bool))
        if len(able) == 0:
            continue
        rows = np.flatnonzero(np.isin(pathway, places))
        # The same two firms often meet in several streams.
        code = giver[rows].astype("int64") * len(firms.id) + receiver[rows]
        code, back = np.unique(code, return_inverse=True)
        ends = np.divmod(code, len(firms.id))
        firm, to_km, from_km = _best(ends, able, distances)
        best.firm[rows] = firm[back]
        best.to_km[rows] = to_km[back]
        best.from_km[rows] = from_km[back]
    return best


def can_treat(
    firms: Firms,
    sectors: tuple[np.ndarray, np.ndarray],
    pathways: Pathways,
    pathway: int,
    *,
    licensed_only: bool,
) -> np.ndarray:
    """Which firms can run the process as a third party, bool per firm.

    `sectors` are the firms' NACE codes as numbers, and the codes by number.
    """
    none = np.zeros(len(firms.id), bool)
    licensed = firms.operations.get(str(pathways.recovery_code[pathway]), none)
    named = pathways.treater_nace[pathway]
    wanted = named or TREATER_NACE
    codes, names = sectors
    # A firm that is known by its division only may be any plant of it, as a receiver may.
    in_sector = np.array(
        [
            name.startswith(wanted)
            or (name != "" and any(code.startswith(name) for code in wanted))
            for name in names
        ]
        or [False],
        bool,
    )[codes]
    silent = none if licensed_only else ~firms.licences_known
    if not named:
        return licensed | (in_sector & silent)
    # A licence for the operation is not yet the plant for it: the sector must fit too.
    no_licence_needed = str(pathways.legal_class[pathway]) in WITHOUT_LICENCE
    in_sector |= firms.nace == ""
    return in_sector & (licensed | ((silent | no_licence_needed) & (firms.nace != "")))


def _best(
    ends: tuple[np.ndarray, np.ndarray], able: np.ndarray, distances: Distances
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    giver, receiver = ends
    choice = np.broadcast_to(able, (len(giver), len(able)))
    if len(able) > MANY_TREATERS:
        choice = _near(ends, able, distances.xyz)
    firm = np.full(len(giver), -1)
    to_km, from_km = np.full(len(giver), np.nan), np.full(len(giver), np.nan)
    step = max(1, CHUNK // choice.shape[1])
    for start in range(0, len(giver), step):
        part = slice(start, start + step)
        options = choice[part]
        shape = options.shape
        left = distances.between(np.repeat(giver[part], shape[1]), options.ravel()).reshape(shape)
        right = distances.between(options.ravel(), np.repeat(receiver[part], shape[1])).reshape(
            shape
        )
        total = np.where(np.isnan(left + right), np.inf, left + right)
        # The lowest firm number among equals: options are sorted.
        chosen = total.argmin(axis=1)[:, None]
        known = np.isfinite(np.take_along_axis(total, chosen, axis=1))[:, 0]
        firm[part] = np.where(known, np.take_along_axis(options, chosen, axis=1)[:, 0], -1)
        to_km[part] = np.where(known, np.take_along_axis(left, chosen, axis=1)[:, 0], np.nan)
        from_km[part] = np.where(known, np.take_along_axis(right, chosen, axis=1)[:, 0], np.nan)
    return firm, to_km, from_km


def _near(ends: tuple[np.ndarray, np.ndarray], able: np.ndarray, xyz: np.ndarray) -> np.ndarray:
    """The treaters nearest to the giver and nearest to the receiver, sorted."""
    # Each firm is asked about once, however many others it meets.
    firms = np.unique(np.concatenate(ends))
    firms = firms[~np.isnan(xyz[firms, 0])]
    near = np.zeros((len(xyz), NEAR_TREATERS), dtype="int64")
    near[firms] = cKDTree(xyz[able]).query(xyz[firms], k=NEAR_TREATERS)[1]
    return np.sort(np.concatenate([able[near[firm]] for firm in ends], axis=1), axis=1)
