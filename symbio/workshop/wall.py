"""What the wall of a workshop shows: cards as they are understood, and which fit each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd

from symbio.knowledge import Knowledge, resource_units
from symbio.knowledge.resolution import Taught
from symbio.locale.letters import fold
from symbio.matching import Scenario, match
from symbio.opportunities import quantities
from symbio.workshop.cards import Meaning, meaning
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Card

MATCH_COLUMNS = (
    "offer_card",
    "need_card",
    "pathway_id",
    "from_resource",
    "to_resource",
    "kind",
    "legal_state",
    "quantity_per_year",
    "unit",
    "value_per_unit",
    "since",
)
LINE_COLUMNS = (
    "giver",
    "receiver",
    "offer_card",
    "need_card",
    "from_resource",
    "to_resource",
    "kind",
    "matches",
    "since",
)
_LAW = {"allowed": 0, "conditional": 1, "blocked": 2}
_STREAM = "card:"
_NEW_FIRM = "new-firm:"


@dataclass(frozen=True)
class Counters:
    """How much is on the wall."""

    cards: int
    offers: int
    needs: int
    firms: int
    recognised: int
    matches: int
    firms_matched: int


@dataclass(frozen=True)
class Wall:
    """Everything a projector needs of one room at one moment.

    Attributes
    ----------
    cards : tuple of Card
        Those that are shown, in the order they came.
    meanings : dict of card_id -> Meaning
    matches : DataFrame, one row per offer and need that fit, the best first
        Columns `MATCH_COLUMNS`; what the law blocks is left out. The quantity is
        the plan's or else what both could exchange, missing where either side's is
        unknown [unit/y]; the value rests on general factors [currency/unit]; `since` is
        when the later card came or was changed [UTC].
    lines : DataFrame, one row per two firms that have matches, the best first
        Columns `LINE_COLUMNS`: keys of the firms, their best match, how many there are,
        and when the last of them came [UTC].
    named : frozenset of str
        Keys of the firms that may be named: every card that speaks for them agrees.
    counters : Counters
    """

    cards: tuple[Card, ...]
    meanings: dict[int, Meaning]
    matches: pd.DataFrame
    lines: pd.DataFrame
    named: frozenset[str]
    counters: Counters

    def may_name(self, card: Card) -> bool:
        """Whether the firm of a card may be named and placed before the room."""
        return firm_key(card) in self.named

    def card(self, card_id: int) -> Card:
        """The shown card of this number."""
        return self._by_id[card_id]

    @cached_property
    def _by_id(self) -> dict[int, Card]:
        return {card.card_id: card for card in self.cards}


def firm_key(card: Card) -> str:
    """Which firm a card speaks for: two spellings of one name are one firm."""
    return card.firm_id or _NEW_FIRM + fold(card.firm_name)


def wall(
    cards: Sequence[Card],
    zone: Zone,
    knowledge: Knowledge,
    taught: Taught = (),
    matches: pd.DataFrame | None = None,
) -> Wall:
    """Read the shown cards of a room and match those of different firms.

    Parameters
    ----------
    cards : sequence of Card
        Of one room; what waits or is hidden is left out.
    zone : Zone
        For places and licences of firms that it knows, and its currency.
    knowledge : Knowledge
    taught : tuple of (text, resource_id)
        The zone's synonyms.
    matches : DataFrame, optional
        What `matches_of` found a moment ago, where finding it anew would take too long:
        those of cards that changed since, or are not shown any more, are left out.

    Returns
    -------
    Wall
        The same for the same cards in the same order.
    """
    shown = tuple(card for card in cards if card.state == "shown")
    meanings = {card.card_id: meaning(card, knowledge, taught) for card in shown}
    by_id = {card.card_id: card for card in shown}
    if matches is None:
        matches = _matches(by_id, meanings, zone, knowledge)
    else:
        matches = _still(matches, by_id)
    matched = {*matches["offer_card"], *matches["need_card"]}
    offers = sum(card.direction == "offer" for card in shown)
    counters = Counters(
        cards=len(shown),
        offers=offers,
        needs=len(shown) - offers,
        firms=len({firm_key(card) for card in shown}),
        recognised=sum(one.resource is not None for one in meanings.values()),
        matches=len(matches),
        firms_matched=len({firm_key(by_id[number]) for number in matched}),
    )
    # A firm is the same under one id, and under one name.
    against = {fold(card.firm_name) for card in cards if not card.may_name}
    silent = {
        firm_key(card) for card in cards if not card.may_name or fold(card.firm_name) in against
    }
    named = frozenset({firm_key(card) for card in shown} - silent)
    return Wall(shown, meanings, matches, _lines(matches, by_id), named, counters)


def matches_of(
    cards: Sequence[Card], zone: Zone, knowledge: Knowledge, taught: Taught = ()
) -> pd.DataFrame:
    """The matches of the shown cards alone, as `Wall.matches` has them: what takes long."""
    shown = {card.card_id: card for card in cards if card.state == "shown"}
    meanings = {number: meaning(card, knowledge, taught) for number, card in shown.items()}
    return _matches(shown, meanings, zone, knowledge)


def best_since(wall: Wall, moment: datetime) -> pd.Series | None:
    """The best match whose later card came at `moment` [UTC] or after it; None for none."""
    new = wall.matches[wall.matches["since"] >= moment]
    return None if new.empty else new.iloc[0]


def _still(matches: pd.DataFrame, cards: dict[int, Card]) -> pd.DataFrame:
    changed = {number: card.changed_at for number, card in cards.items()}
    same = [matches[f"{side}_card"].map(changed) <= matches["since"] for side in ("offer", "need")]
    return matches[same[0] & same[1]].reset_index(drop=True)


def _matches(
    cards: dict[int, Card], meanings: dict[int, Meaning], zone: Zone, knowledge: Knowledge
) -> pd.DataFrame:
    known = [cards[number] for number, one in meanings.items() if one.resource is not None]
    if {card.direction for card in known} != {"offer", "need"}:
        return pd.DataFrame(columns=list(MATCH_COLUMNS))
    room = _as_zone(known, meanings, zone, knowledge)
    result = match(room, knowledge, Scenario.of(zone))
    found = result.candidates[result.candidates["legal_state"] != "blocked"]
    planned = result.exchanges.set_index("candidate_id")["quantity_per_year"]
    possible = quantities(result)["quantity_per_year"]
    numbers = {
        side: found[f"{side}_stream_id"].str.removeprefix(_STREAM).astype("int64")
        for side in ("offer", "need")
    }
    came = {number: card.changed_at for number, card in cards.items()}
    since = pd.concat([numbers[side].map(came) for side in numbers], axis=1).max(axis=1)
    return (
        found.assign(
            offer_card=numbers["offer"],
            need_card=numbers["need"],
            quantity_per_year=found["candidate_id"].map(planned).astype("float64").fillna(possible),
            since=since,
            law=found["legal_state"].map(_LAW),
        )
        .sort_values(
            ["law", "value_per_unit", "offer_card", "need_card"],
            ascending=[True, False, True, True],
            kind="stable",
        )
        .drop_duplicates(["offer_card", "need_card"])[list(MATCH_COLUMNS)]
        .reset_index(drop=True)
    )


def _lines(matches: pd.DataFrame, cards: dict[int, Card]) -> pd.DataFrame:
    keys = {number: firm_key(card) for number, card in cards.items()}
    ends = ["giver", "receiver"]
    between = matches.assign(
        giver=matches["offer_card"].map(keys), receiver=matches["need_card"].map(keys)
    )
    groups = between.groupby(ends, sort=False)
    counted = groups.agg(matches=("offer_card", "size"), since=("since", "max")).reset_index()
    best = between.drop_duplicates(ends).drop(columns="since")
    return best.merge(counted, on=ends)[list(LINE_COLUMNS)]


def _as_zone(
    cards: Sequence[Card], meanings: dict[int, Meaning], zone: Zone, knowledge: Knowledge
) -> Zone:
    """The cards as streams, and their firms: as the zone knows them, or new ones."""
    units = resource_units(knowledge)
    known = zone.firm[zone.firm["firm_id"].isin({card.firm_id for card in cards})]
    names = {firm_key(card): card.firm_name for card in cards}
    new = [
        {"firm_id": key, "name": name}
        for key, name in names.items()
        if key not in set(known["firm_id"])
    ]
    rows = [(card, meanings[card.card_id]) for card in cards]
    streams = pd.DataFrame(
        [
            {
                "stream_id": f"{_STREAM}{card.card_id}",
                "firm_id": firm_key(card),
                "direction": card.direction,
                "resource": one.resource,
                "description": card.text,
                "quantity_per_year": one.quantity_per_year,
                "unit": units[str(one.resource)],
                "grade": "unknown" if pd.isna(one.quantity_per_year) else "declared",
            }
            for card, one in rows
        ]
    )
    firms = pd.concat([known, pd.DataFrame(new, columns=["firm_id", "name"])], ignore_index=True)
    return Zone.of({"zone": zone.zone, "firm": firms, "stream": streams})
