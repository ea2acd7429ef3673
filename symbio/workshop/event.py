"""A room as an event of the campaign: who was invited, who came, what was learned."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from symbio.workshop.after import Proposal, Tables, event_id, source_of
from symbio.zone.rows import Zone, conform
from symbio.zone.workshop_rows import Room

FIELDS = ("place", "channel", "hours", "cost", "cost_currency", "materials")


def came(everyone: Sequence[Proposal]) -> frozenset[str]:
    """The firms of the zone that wrote a card; a new firm counts once its card is confirmed."""
    return frozenset(one.firm_id for one in everyone if not one.firm_is_new)


def event_row(room: Room, zone: Zone) -> dict[str, Any]:
    """What the campaign holds of a room so far; empty where it holds nothing."""
    found = zone.event[zone.event["event_id"] == event_id(room)]
    return {} if found.empty else {str(key): value for key, value in found.iloc[0].items()}


def as_event(
    room: Room,
    zone: Zone,
    *,
    invited: Collection[str],
    attended: Collection[str],
    fields: Mapping[str, Any],
    quiz: pd.DataFrame,
) -> Tables:
    """The campaign's tables with a room as an event, in the place of what they held of it.

    Parameters
    ----------
    invited, attended : collection of firm_id
        Firms of the zone. People are not counted: phones are none.
    fields : mapping
        Any of `FIELDS`.
    quiz : DataFrame
        As `symbio.workshop.quiz.quiz_rows` returns it; without rows, what is held stays.

    Returns
    -------
    dict of table name -> DataFrame
        The tables event, attendance and quiz.
    """
    event = event_id(room)
    # In a demo a room of invented firms is invented too.
    invented = set(zone.firm.loc[zone.firm["origin"] == "synthetic", "firm_id"])
    synthetic = bool(attended) and set(attended) <= invented
    row = {
        **event_row(room, zone),
        **{name: fields.get(name) for name in FIELDS},
        "event_id": event,
        "name": room.name,
        "kind": "workshop",
        "date": pd.Timestamp(room.date),
        "origin": "synthetic" if synthetic else "own",
        **source_of(room),
    }
    kept = zone.attendance[zone.attendance["event_id"] == event].set_index("firm_id", drop=False)
    attendance = [
        {
            **(kept.loc[firm].to_dict() if firm in kept.index else {}),
            "event_id": event,
            "firm_id": firm,
            "invited": firm in invited,
            "attended": firm in attended,
        }
        for firm in sorted({*invited, *attended})
    ]
    return {
        "event": _in_place("event", zone.event, event, pd.DataFrame([row])),
        "attendance": _in_place("attendance", zone.attendance, event, pd.DataFrame(attendance)),
        "quiz": _in_place("quiz", zone.quiz, event, quiz) if len(quiz) else zone.quiz,
    }


def _in_place(table: str, stored: pd.DataFrame, event: str, rows: pd.DataFrame) -> pd.DataFrame:
    others = stored[stored["event_id"] != event]
    return conform(table, pd.concat([others, conform(table, rows)], ignore_index=True))
