"""At most four figures, each with its unit and, on hover, its year and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

MOST = 4


@dataclass(frozen=True)
class Figure:
    """One number on a card.

    Attributes
    ----------
    label : str
        What it is, in a few words.
    value : str
        The number as the reader's language writes it, without unit.
    unit : str
        Unit, shown beside the number.
    note : str
        Year, source and what is counted; opens on hover. Markdown: escape user text.
    change : str
        Difference to the baseline, formatted, with its sign ("+12 %"); empty for none.
    better : str
        Whether "more" or "less" of it is good, or "none" where it is neither.
    """

    label: str
    value: str
    unit: str = ""
    note: str = ""
    change: str = ""
    better: str = "none"


_COLORS: dict[str, Literal["normal", "inverse", "off"]] = {
    "more": "normal",
    "less": "inverse",
    "none": "off",
}


def figures(*cards: Figure) -> None:
    """Draw the cards in one row; they wrap on a narrow screen."""
    if len(cards) > MOST:
        raise ValueError(f"at most {MOST} figures on a page, got {len(cards)}")
    with st.container(horizontal=True, key=f"figures_{len(cards)}"):
        for card in cards:
            st.metric(
                card.label,
                f"{card.value} {card.unit}".strip(),
                delta=card.change or None,
                delta_color=_COLORS[card.better],
                help=card.note or None,
                border=True,
            )
