"""What already flows in the zone is taken off first, so that no tonne is counted twice."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from symbio.matching.pathways import SAME_PREFIX, Pathways
from symbio.matching.streams import Resources, Streams

RUNNING = ("operating", "verified")


def committed(
    synergy: pd.DataFrame,
    streams: Streams,
    firm_id: np.ndarray,
    resources: Resources,
    pathways: Pathways,
) -> np.ndarray:
    """How much of each stream the zone's running synergies use already.

    The verified quantity counts, else the planned one; a synergy of unknown
    quantity takes nothing. It is taken from the streams that it names, else from
    those of its firm and resource, in proportion to their quantity. What the
    need receives is the quantity times yield and substitution ratio of the
    pathway; where none is named or known, the same resource counts one to one
    and another one is left alone.

    Parameters
    ----------
    synergy : DataFrame
        The zone's table of synergies.
    streams : Streams
    firm_id : ndarray of str
        Ids of the firms by number.

    Returns
    -------
    ndarray, one per stream
        [unit/y], at most what the stream has; 0 where its quantity is unknown.
    """
    taken = np.zeros(len(streams))
    running = synergy[synergy["stage"].isin(RUNNING)]
    if running.empty:
        return taken
    quantity = running["quantity_verified_per_year"].fillna(running["quantity_planned_per_year"])
    running = running.assign(quantity=quantity)
    place = {name: row for row, name in enumerate(streams.id)}
    has = np.nan_to_num(streams.quantity)
    for row in running[running["quantity"] > 0].to_dict("records"):
        received = row["quantity"] * _received_share(row, pathways)
        ends = (
            (row["offer_stream_id"], row["giver_firm_id"], True, row["resource"], row["quantity"]),
            (row["need_stream_id"], row["receiver_firm_id"], False, _replaced(row), received),
        )
        for stream_id, firm, offer, resource, amount in ends:
            rows = _rows(
                streams, place, stream_id, firm_id == firm, offer, resources.id == resource
            )
            room = np.maximum(has[rows] - taken[rows], 0.0)
            if room.sum() > 0:
                taken[rows] += room * min(amount / room.sum(), 1.0)
    return taken


def without(streams: Streams, taken: np.ndarray) -> Streams:
    """The streams less what is `taken` of each [unit/y], in every month alike."""
    rows = np.flatnonzero(taken > 0)
    if len(rows) == 0:
        return streams
    month, quantity = streams.month.copy(), streams.quantity.copy()
    month[rows] *= np.maximum(1.0 - taken[rows] / quantity[rows], 0.0)[:, None]
    quantity[rows] = np.maximum(quantity[rows] - taken[rows], 0.0)
    return replace(streams, month=month, quantity=quantity)


def _replaced(row: dict[Hashable, Any]) -> object:
    return row["to_resource"] if isinstance(row["to_resource"], str) else row["resource"]


def _received_share(row: dict[Hashable, Any], pathways: Pathways) -> float:
    """Bought material replaced per unit given [1]; 0 where nothing is known of it."""
    named = row["pathway_id"]
    if not isinstance(named, str) and _replaced(row) == row["resource"]:
        named = f"{SAME_PREFIX}{row['resource']}"
    found = np.flatnonzero(pathways.id == named)
    if len(found) == 0:
        return 1.0 if _replaced(row) == row["resource"] else 0.0
    return float(pathways.yield_[found[0]] * pathways.substitution[found[0]])


def _rows(
    streams: Streams,
    place: dict[str, int],
    stream_id: object,
    of_firm: np.ndarray,
    offer: bool,
    of_resource: np.ndarray,
) -> np.ndarray:
    """The stream that is named, else all of the firm, direction and resource."""
    if isinstance(stream_id, str) and stream_id in place:
        return np.array([place[stream_id]])
    mine = (streams.offer == offer) & of_firm[streams.firm] & of_resource[streams.resource]
    return np.flatnonzero(mine)
