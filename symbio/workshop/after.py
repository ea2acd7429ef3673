"""After a room: its cards as streams of the zone.

Every function returns the tables as they would be; the store compares and writes them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from symbio.knowledge import Knowledge, resolve, resource_units
from symbio.knowledge.resolution import Taught
from symbio.locale import numbers, text
from symbio.locale.letters import fold
from symbio.workshop.cards import meaning, personal_data
from symbio.workshop.wall import firm_key
from symbio.zone.rows import Zone, conform
from symbio.zone.workshop_rows import Card, Room

Tables = dict[str, pd.DataFrame]
# Nobody agreed to more by writing a card.
_LEVEL = "sector"


@dataclass(frozen=True)
class Proposal:
    """What a card would become.

    Attributes
    ----------
    card : Card
    firm_id : str
        A firm of the zone, or the id that its new firm would get.
    firm_is_new : bool
    resource : str or None
        None where nothing is sure enough; such a card cannot become a stream.
    quantity_per_year : float
        NaN where it is unknown. [unit of the resource/y]
    same : str
        "zone" where the firm has such a stream already, "room" where an earlier card
        says the same, else "".
    """

    card: Card
    firm_id: str
    firm_is_new: bool
    resource: str | None
    quantity_per_year: float
    same: Literal["", "zone", "room"] = ""

    @property
    def ready(self) -> bool:
        """Whether it may become a stream without being looked at by itself."""
        return self.resource is not None and not self.same


def event_id(room: Room) -> str:
    """The id that a room has, or would have, among the events of the campaign."""
    return f"workshop-{room.room_id}"


def stream_id(card: Card) -> str:
    """The id of the stream that a card becomes; a number used anew gives another one."""
    return f"workshop-{card.room_id}-{card.card_id}-{card.made_at:%H%M%S}"


def proposals(
    cards: Sequence[Card],
    zone: Zone,
    knowledge: Knowledge,
    taught: Taught = (),
    *,
    once: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """What the shown cards of a room would become, in the order they came.

    Parameters
    ----------
    cards : sequence of Card
        Of one room; what waits or is hidden is left out.
    zone : Zone
    knowledge : Knowledge
    taught : tuple of (text, resource_id)
        The zone's synonyms.
    once : collection of stream_id
        Streams that cards of the room became before; those cards are left out. Where it
        is empty, such a card is what its stream is.
    """
    shown = [card for card in cards if card.state == "shown"]
    firms = _firms(shown, zone)
    rows = zone.stream[["stream_id", "firm_id", "resource", "quantity_per_year"]]
    became = {row[0]: row[1:] for row in rows.itertuples(index=False, name=None)}
    kept = zone.stream[["firm_id", "direction", "resource"]].itertuples(index=False, name=None)
    there: dict[tuple[str, str, str | None], Literal["zone", "room"]] = {
        (str(firm), str(way), str(what)): "zone" for firm, way, what in kept
    }
    found = []
    for card in shown:
        if stream_id(card) in once:
            continue
        if stream_id(card) in became:
            firm, what, quantity = became[stream_id(card)]
            found.append(Proposal(card, firm, False, what, quantity))
            continue
        firm_id, is_new = firms[firm_key(card)]
        meant = meaning(card, knowledge, taught)
        key = firm_id, card.direction, meant.resource
        same: Literal["", "zone", "room"] = there.get(key, "") if meant.resource else ""
        there.setdefault(key, "room")
        found.append(Proposal(card, firm_id, is_new, meant.resource, meant.quantity_per_year, same))
    return tuple(found)


def changed_since(cards: Sequence[Card], zone: Zone) -> list[Card]:
    """The cards whose words are others than when they became streams."""
    said = dict(zip(zone.stream["stream_id"], zone.stream["description"], strict=True))
    return [card for card in cards if said.get(stream_id(card), card.text) != card.text]


def for_firm(proposal: Proposal, firm_id: str, zone: Zone) -> Proposal:
    """The same card for another firm of the zone; "" for a new firm of the card's own name."""
    if firm_id:
        return replace(proposal, firm_id=firm_id, firm_is_new=False)
    return replace(proposal, firm_id=_new_firm_id(proposal.card, zone), firm_is_new=True)


def as_streams(room: Room, chosen: Sequence[Proposal], zone: Zone, knowledge: Knowledge) -> Tables:
    """The firms and streams of the zone with those of these cards.

    A new firm gets what is known of it, its name; nothing else is made up. A quantity is
    declared by the firm or unknown.

    Parameters
    ----------
    room : Room
        Named as the source of every row.
    chosen : sequence of Proposal
        Each with a resource.

    Returns
    -------
    dict of table name -> DataFrame
        The tables firm and stream.

    Raises
    ------
    ValueError
        A card has no resource.
    """
    if any(one.resource is None for one in chosen):
        raise ValueError("every card needs a resource")
    source = source_of(room)
    # In a demo the streams of an invented firm are invented too.
    invented = set(zone.firm.loc[zone.firm["origin"] == "synthetic", "firm_id"])
    units = resource_units(knowledge)
    firms = {
        one.firm_id: {
            "firm_id": one.firm_id,
            "name": one.card.firm_name,
            "disclosure": _LEVEL,
            "origin": "own",
            **source,
        }
        for one in reversed(chosen)
        if one.firm_is_new
    }
    streams = [
        {
            "stream_id": stream_id(one.card),
            "firm_id": one.firm_id,
            "direction": one.card.direction,
            "resource": one.resource,
            "description": one.card.text,
            "quantity_per_year": one.quantity_per_year,
            "unit": units[str(one.resource)],
            "grade": "unknown" if pd.isna(one.quantity_per_year) else "declared",
            "last_confirmed": pd.Timestamp(room.date),
            "disclosure": _LEVEL,
            "origin": "synthetic" if one.firm_id in invented else "own",
            **source,
        }
        for one in chosen
    ]
    return {
        "firm": _with_rows("firm", zone.firm, list(firms.values())),
        "stream": _with_rows("stream", zone.stream, streams),
    }


def taught_by(card: Card, resource: str, knowledge: Knowledge, taught: Taught) -> dict[str, str]:
    """What the zone learns where the facilitator chooses the resource of a card: its words.

    Words that mean this resource already, or that hold personal data, teach nothing.

    Returns
    -------
    dict of text -> resource_id
        Empty, or of one text.
    """
    wanted = card.direction == "need"
    read = resolve(card.text, card.language, knowledge=knowledge, taught=taught, wanted=wanted).best
    known = read is not None and read.resource_id == resource
    return {} if known or personal_data(card.text) else {card.text: resource}


def room_of(event: object) -> int | None:
    """The room whose event this is; None for any other event."""
    found = re.fullmatch(r"workshop-(\d{1,9})", str(event))
    return int(found[1]) if found else None


def by_card(everyone: Sequence[Proposal]) -> dict[int, Proposal]:
    """What each card would become, by its number."""
    return {one.card.card_id: one for one in everyone}


def source_of(room: Room) -> dict[str, Any]:
    """Where a row comes from, in the language of the room."""
    day = numbers.day(room.date, room.language)
    return {
        "source": text(room.language, "after.source", name=room.name, day=day),
        "source_date": pd.Timestamp(room.date),
    }


def _firms(cards: Sequence[Card], zone: Zone) -> dict[str, tuple[str, bool]]:
    """For each firm of the room: its id, and whether it is new to the zone."""
    ids = set(zone.firm["firm_id"])
    named: dict[str, list[str]] = {}
    for firm, name in zip(zone.firm["firm_id"], zone.firm["name"], strict=True):
        named.setdefault(fold(name), []).append(firm)
    found: dict[str, tuple[str, bool]] = {}
    for card in cards:
        if firm_key(card) in found:
            continue
        same = named.get(fold(card.firm_name), [])
        if card.firm_id in ids:
            found[firm_key(card)] = str(card.firm_id), False
        elif len(same) == 1:
            found[firm_key(card)] = same[0], False
        else:
            found[firm_key(card)] = _new_firm_id(card, zone), True
    return found


def _new_firm_id(card: Card, zone: Zone) -> str:
    """An id that no firm has, of the first card of the firm in its room."""
    taken = set(zone.firm["firm_id"])
    wanted = f"workshop-{card.room_id}-f{card.card_id}"
    while wanted in taken:
        wanted += "b"
    return wanted


def _with_rows(table: str, stored: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return conform(table, pd.concat([stored, conform(table, pd.DataFrame(rows))]))
