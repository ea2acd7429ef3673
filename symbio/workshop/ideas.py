"""After a room: its matches as synergies that people work on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from symbio import pipeline
from symbio.knowledge import Knowledge
from symbio.workshop.after import Proposal, Tables, as_streams, event_id, source_of, stream_id
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Room


def as_idea(
    room: Room,
    match: Mapping[Any, Any],
    sides: tuple[Proposal, Proposal],
    zone: Zone,
    knowledge: Knowledge,
    fields: Mapping[str, Any],
    *,
    on: date,
) -> Tables:
    """The zone's tables with a match of the room as an idea that somebody works on.

    A side whose card became a stream, or whose firm has such a stream, keeps it; else its
    card becomes one.

    Parameters
    ----------
    match : mapping
        A row of `Wall.matches`.
    sides : pair of Proposal
        The offer and the need.
    fields : mapping
        Owner, next step and its date, as in the table synergy.
    on : date
        The day of the idea.

    Returns
    -------
    dict of table name -> DataFrame
        The tables firm, stream, synergy and synergy_step.

    Raises
    ------
    InputError
        Giver and receiver are one firm.
    """
    streams = [_stream_of(side, zone) for side in sides]
    new = [side for side, kept in zip(sides, streams, strict=True) if kept is None]
    tables = as_streams(room, new, zone, knowledge)
    quantity = match["quantity_per_year"]
    row = {
        "giver_firm_id": sides[0].firm_id,
        "receiver_firm_id": sides[1].firm_id,
        "resource": match["from_resource"],
        "to_resource": match["to_resource"],
        "pathway_id": match["pathway_id"],
        "offer_stream_id": streams[0] or stream_id(sides[0].card),
        "need_stream_id": streams[1] or stream_id(sides[1].card),
        "event_id": event_id(room),
        "quantity_planned_per_year": None if pd.isna(quantity) else quantity,
        "unit": match["unit"],
        "origin": "synthetic" if _all_invented(tables["firm"], sides) else "own",
        **source_of(room),
        **fields,
    }
    return {**tables, **pipeline.start(zone, row, on=on)}


def _stream_of(side: Proposal, zone: Zone) -> str | None:
    """The stream that a card became, else the one its firm has of the same."""
    rows = zone.stream
    if (rows["stream_id"] == stream_id(side.card)).any():
        return stream_id(side.card)
    same = (
        (rows["firm_id"] == side.firm_id)
        & (rows["direction"] == side.card.direction)
        & (rows["resource"] == side.resource)
    )
    return str(rows.loc[same, "stream_id"].iloc[0]) if same.any() else None


def _all_invented(firms: pd.DataFrame, sides: tuple[Proposal, Proposal]) -> bool:
    origin = firms.set_index("firm_id")["origin"]
    return all(origin[side.firm_id] == "synthetic" for side in sides)
