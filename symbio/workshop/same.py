"""Cards of one firm that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symbio.locale.letters import fold
from symbio.workshop.cards import Meaning
from symbio.workshop.wall import firm_key
from symbio.zone.workshop_rows import Card


def same_cards(cards: Sequence[Card], meanings: Mapping[int, Meaning]) -> list[tuple[Card, Card]]:
    """Pairs of cards of one firm and direction that are taken for the same thing.

    Parameters
    ----------
    cards : sequence of Card
        Those that are shown.
    meanings : mapping of card_id -> Meaning

    Returns
    -------
    list of (Card, Card)
        The first that came, and each later one; a facilitator decides whether they are one.
    """
    first: dict[tuple[str, str, str], Card] = {}
    found = []
    for card in cards:
        resource = meanings[card.card_id].resource
        said = (firm_key(card), card.direction, resource or f"text:{fold(card.text)}")
        if said in first:
            found.append((first[said], card))
        else:
            first[said] = card
    return found
