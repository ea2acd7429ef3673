"""How much of each firm and each stream its owner shows to others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from symbio.zone.rows import Zone

# From least to most; a firm that said nothing shows least.
LEVELS = ("sector", "alias", "partners", "public")


def firm_levels(zone: Zone) -> pd.Series:
    """The level of each firm, by firm_id."""
    return zone.firm.set_index("firm_id")["disclosure"].fillna(LEVELS[0])


def stream_levels(zone: Zone) -> pd.Series:
    """The level of each stream, by stream_id: its own, else its firm's."""
    of_firm = zone.stream["firm_id"].map(firm_levels(zone)).fillna(LEVELS[0])
    own = zone.stream["disclosure"]
    return pd.Series(
        own.where(own.notna(), of_firm).to_numpy(), index=zone.stream["stream_id"], dtype="str"
    )


@dataclass(frozen=True)
class Agreements:
    """What both sides of an offer and a need have agreed to, as pairs of stream ids.

    Attributes
    ----------
    contact : frozenset of (offer_stream_id, need_stream_id)
        Both are interested: names, contact and quantities of these streams are open.
    figures : frozenset of (offer_stream_id, need_stream_id)
        Both agreed to show the range of the fee.
    """

    contact: frozenset[tuple[str, str]] = frozenset()
    figures: frozenset[tuple[str, str]] = frozenset()


NOTHING_AGREED = Agreements()


def agreed(candidates: pd.DataFrame, pairs: Collection[tuple[str, str]]) -> pd.Series:
    """Which candidates are between streams of these pairs."""
    keys = zip(candidates["offer_stream_id"], candidates["need_stream_id"], strict=True)
    return pd.Series([key in pairs for key in keys], index=candidates.index, dtype="bool")
