"""What participants take home from a room: its numbers, and no firm that did not agree.

No words of a card are in it: they may name a firm. Quantities are added up only where
five firms said one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from symbio.knowledge import Knowledge, resource_units
from symbio.locale.letters import fold
from symbio.workshop.after import event_id, proposals
from symbio.workshop.cards import clean
from symbio.workshop.wall import Counters, Wall, firm_key
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Card, Room

MOST_AGENDA, _MOST_STEPS, _MOST_STEP = 1_500, 20, 120
# As few firms as share a figure that is shown, here and in `symbio.disclosure`.
FEWEST = 5
RESOURCE_COLUMNS = (
    "resource",
    "offers",
    "needs",
    "offered_per_year",
    "needed_per_year",
    "unit",
)
MATCH_COLUMNS = ("giver", "receiver", "from_resource", "to_resource", "legal_state")
STEP_COLUMNS = (*MATCH_COLUMNS[:4], "stage", "next_step", "next_step_date")


@dataclass(frozen=True)
class Summary:
    """What may leave the room.

    Attributes
    ----------
    name : str
        Of the room; "" where it names a firm that did not agree.
    counters : Counters
    resources : DataFrame, one row per resource, the most named first
        Columns `RESOURCE_COLUMNS`: firms that have and that want it [firm], and sums
        [unit/y], missing where fewer than `FEWEST` firms said a quantity.
    matches : DataFrame, one row per match, as on the wall
        Columns `MATCH_COLUMNS`; giver and receiver are "" for a firm that did not agree.
    steps : DataFrame, one row per synergy that the room led to, the next due first
        Columns `STEP_COLUMNS`; next_step is "" where a party did not agree, or the words
        name a firm that did not.
    agenda : tuple of str
        Its steps; those that name a firm that did not agree are left out.
    firms : tuple of str
        Names of the firms that agreed, in alphabetical order of their letters.
    """

    name: str
    counters: Counters
    resources: pd.DataFrame
    matches: pd.DataFrame
    steps: pd.DataFrame
    agenda: tuple[str, ...]
    firms: tuple[str, ...]


def clean_agenda(typed: str) -> str | None:
    """An agenda as it is kept: a short line for each step; None where there is none."""
    lines = (clean(line, _MOST_STEP) for line in typed[:MOST_AGENDA].splitlines())
    return "\n".join([line for line in lines if line][:_MOST_STEPS]) or None


def summary(
    room: Room, cards: Sequence[Card], seen: Wall, zone: Zone, knowledge: Knowledge
) -> Summary:
    """Say of a room what all its participants may read.

    Parameters
    ----------
    room : Room
    cards : sequence of Card
        All of its cards: a firm agreed to be named only if every one of them says so.
    seen : Wall
        What the room shows.
    zone : Zone
        For the synergies that the room led to.
    knowledge : Knowledge
    """
    names = _agreed(cards)
    by_firm = {
        one.firm_id: names.get(firm_key(one.card), "")
        for one in proposals(seen.cards, zone, knowledge)
    }
    hidden = _hidden(cards, zone, {firm for firm, name in by_firm.items() if name})
    agenda = (room.agenda or "").splitlines()
    return Summary(
        name="" if _mentions(room.name, hidden) else room.name,
        counters=seen.counters,
        resources=_resources(seen, knowledge),
        matches=_matches(seen, names),
        steps=_steps(room, zone, by_firm, hidden),
        agenda=tuple(line for line in agenda if not _mentions(line, hidden)),
        firms=tuple(sorted({name for name in names.values() if name}, key=fold)),
    )


def _agreed(cards: Sequence[Card]) -> dict[str, str]:
    """The name of each firm all of whose cards agreed, as it was first typed; else "".

    A firm is the same under one id, and under one name.
    """
    found: dict[str, str] = {}
    for card in cards:
        found.setdefault(firm_key(card), card.firm_name)
    against = [card for card in cards if not card.may_name]
    keys, names = {firm_key(card) for card in against}, {fold(card.firm_name) for card in against}
    return {key: "" if key in keys or fold(name) in names else name for key, name in found.items()}


def _hidden(cards: Sequence[Card], zone: Zone, named: Collection[str]) -> list[list[str]]:
    """The words by which firms could be known that did not agree: of the room and the zone."""
    others = zone.firm.loc[~zone.firm["firm_id"].isin(named), "name"]
    agreed = _agreed(cards)
    typed = [card.firm_name for card in cards if not agreed[firm_key(card)]]
    said = [_words(name)[:2] for name in [*typed, *others]]
    return [words for words in said if words]


def _mentions(text: str, hidden: Sequence[Sequence[str]]) -> bool:
    """Whether a text has the first words of a hidden name, one after the other."""
    words = _words(text)
    return any(
        words[place : place + len(name)] == name for name in hidden for place in range(len(words))
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w{2,}", fold(text))


def _resources(seen: Wall, knowledge: Knowledge) -> pd.DataFrame:
    units = resource_units(knowledge)
    cards = pd.DataFrame(
        [
            (meant.resource, card.direction, firm_key(card), meant.quantity_per_year)
            for card in seen.cards
            for meant in [seen.meanings[card.card_id]]
            if meant.resource is not None
        ],
        columns=["resource", "direction", "firm", "quantity"],
    )
    rows = []
    for resource, group in cards.groupby("resource"):
        sides = {way: group[group["direction"] == way] for way in ("offer", "need")}
        rows.append(
            {
                "resource": resource,
                "offers": sides["offer"]["firm"].nunique(),
                "needs": sides["need"]["firm"].nunique(),
                "offered_per_year": _sum(sides["offer"]),
                "needed_per_year": _sum(sides["need"]),
                "unit": units[str(resource)],
            }
        )
    frame = pd.DataFrame(rows, columns=list(RESOURCE_COLUMNS))
    order = -(frame["offers"] + frame["needs"])
    return frame.assign(order=order).sort_values(["order", "resource"], ignore_index=True)[
        list(RESOURCE_COLUMNS)
    ]


def _sum(cards: pd.DataFrame) -> float:
    known = cards.dropna(subset=["quantity"])
    return float(known["quantity"].sum()) if known["firm"].nunique() >= FEWEST else float("nan")


def _matches(seen: Wall, names: dict[str, str]) -> pd.DataFrame:
    rows = [
        {
            "giver": names.get(firm_key(seen.card(row["offer_card"])), ""),
            "receiver": names.get(firm_key(seen.card(row["need_card"])), ""),
            **{name: row[name] for name in MATCH_COLUMNS[2:]},
        }
        for row in seen.matches.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(MATCH_COLUMNS))


def _steps(
    room: Room, zone: Zone, names: dict[str, str], hidden: Sequence[Sequence[str]]
) -> pd.DataFrame:
    ours = zone.synergy[zone.synergy["event_id"] == event_id(room)]
    rows = []
    for row in ours.sort_values(["next_step_date", "synergy_id"]).to_dict("records"):
        giver, receiver = (names.get(row[f"{side}_firm_id"], "") for side in ("giver", "receiver"))
        step = row["next_step"] if isinstance(row["next_step"], str) else ""
        rows.append(
            {
                "giver": giver,
                "receiver": receiver,
                "from_resource": row["resource"],
                "to_resource": row["to_resource"] if isinstance(row["to_resource"], str) else None,
                "stage": row["stage"],
                "next_step": step if giver and receiver and not _mentions(step, hidden) else "",
                "next_step_date": row["next_step_date"],
            }
        )
    return pd.DataFrame(rows, columns=list(STEP_COLUMNS))
