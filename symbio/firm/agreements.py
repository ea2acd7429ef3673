"""From the words that single firms gave to what both sides of an offer and a need agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symbio.disclosure import Agreements
from symbio.zone.rows import Zone
from symbio.zone.store_consent import Consent, Pair


@dataclass(frozen=True)
class Standing:
    """How one firm stands with the other side of one offer and one need.

    Attributes
    ----------
    mine, theirs : bool
        Who is interested.
    my_figures, their_figures : bool
        Who agreed to show the range of the fee.
    """

    mine: bool = False
    theirs: bool = False
    my_figures: bool = False
    their_figures: bool = False

    @property
    def contact(self) -> bool:
        """Whether both are interested, so that names and contacts are open."""
        return self.mine and self.theirs

    @property
    def figures(self) -> bool:
        """Whether both show the range of the fee."""
        return self.contact and self.my_figures and self.their_figures


def standing(consents: Iterable[Consent], firm_id: str) -> dict[Pair, Standing]:
    """How a firm stands with the other side, by offer and need; only where somebody spoke."""
    said: dict[Pair, set[tuple[bool, str]]] = {}
    for entry in consents:
        said.setdefault(entry.pair, set()).add((entry.firm_id == firm_id, entry.kind))
    return {
        pair: Standing(
            mine=(True, "contact") in words,
            theirs=(False, "contact") in words,
            my_figures=(True, "figures") in words,
            their_figures=(False, "figures") in words,
        )
        for pair, words in said.items()
    }


def agreements(consents: Iterable[Consent], zone: Zone, firm_id: str | None) -> Agreements:
    """What a firm and its partners agreed to.

    Only the two firms whose streams they are can agree; a word of anybody else, or
    about a stream that is gone, counts for nothing.
    """
    if firm_id is None:
        return Agreements()
    owner = dict(zip(zone.stream["stream_id"], zone.stream["firm_id"], strict=True))
    parties = [
        entry
        for entry in consents
        if entry.firm_id in {owner.get(stream) for stream in entry.pair}
        and firm_id in {owner.get(stream) for stream in entry.pair}
        and all(stream in owner for stream in entry.pair)
    ]
    found = standing(parties, firm_id)
    return Agreements(
        contact=frozenset(pair for pair, how in found.items() if how.contact),
        figures=frozenset(pair for pair, how in found.items() if how.figures),
    )
