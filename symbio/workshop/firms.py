"""Which firms the cards of a room turn out to be of."""

from __future__ import annotations

from collections.abc import Sequence

from symbio.locale.letters import fold
from symbio.workshop.after import Proposal
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Card


def firms_told(cards: Sequence[Card], confirmed: Sequence[Proposal], zone: Zone) -> dict[int, str]:
    """The firms that cards of a room turn out to be of once some of them are confirmed.

    What is put right about a card holds for it and the cards that it speaks for, which stay
    one with it; where it had no firm of the zone, also for the other cards of its written name
    that have none.

    Parameters
    ----------
    cards : sequence of Card
        All of the room.
    confirmed : sequence of Proposal
    zone : Zone
        With the firms of `confirmed`.

    Returns
    -------
    dict of card_id -> firm_id
        Only of cards that were of another firm, or of none.
    """
    ids = set(zone.firm["firm_id"])
    own = {one.card.card_id: one.firm_id for one in confirmed}
    named = {
        fold(one.card.firm_name): one.firm_id for one in confirmed if one.card.firm_id not in ids
    }
    told = {}
    for card in cards:
        others = None if card.firm_id in ids else named.get(fold(card.firm_name))
        spoken_for = own.get(card.merged_into or 0, others)
        firm = own.get(card.card_id, spoken_for)
        if firm is not None and firm != card.firm_id:
            told[card.card_id] = firm
    return told
