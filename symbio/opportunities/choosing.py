"""Which of the ranked candidates a reader sees: by filters, or as one firm."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from symbio.locale.letters import fold
from symbio.zone.rows import Zone

# What one party may see of a candidate: nothing that gives away the other's costs.
FIRM_COLUMNS = (
    "rank",
    "candidate_id",
    "direction",
    "partner",
    "partner_sector",
    "from_resource",
    "to_resource",
    "kind",
    "unit",
    "pathway_id",
    "distance_km",
    "legal_state",
    "legal_rules",
    "quantity_known",
    "general_value_per_unit",
    "co2e_kg_per_unit",
)


@dataclass(frozen=True)
class Chosen:
    """Rows of a ranked frame by their places: dozens of columns are copied only where read.

    Attributes
    ----------
    ranked : DataFrame
        As `symbio.opportunities.rank` orders them.
    places : array of int
        Of the chosen rows, in that order.
    """

    ranked: pd.DataFrame
    places: np.ndarray

    def __len__(self) -> int:
        """How many rows were chosen."""
        return len(self.places)

    def rows(
        self, places: slice | np.ndarray, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """The chosen rows at these places among them, in a frame of its own."""
        found = self.ranked if columns is None else self.ranked[list(columns)]
        return found.take(self.places[places]).reset_index(drop=True)

    def first(self, most: int) -> Chosen:
        """The first so many of them."""
        return Chosen(self.ranked, self.places[:most])

    def names(self, most: int | None = None) -> list[str]:
        """The ids of the chosen candidates, at most so many."""
        return self.ranked["candidate_id"].take(self.places[:most]).to_list()


def choose(opportunities: pd.DataFrame, **filters: Any) -> pd.DataFrame:
    """The ranked rows that `fit` the filters; without a filter the same frame comes back."""
    chosen = fit(opportunities, **filters)
    return opportunities if len(chosen) == len(opportunities) else chosen.rows(slice(None))


def fit(
    opportunities: pd.DataFrame,
    *,
    kinds: Collection[str] = (),
    sectors: Collection[str] = (),
    legal: Collection[str] = (),
    standings: Collection[str] = (),
    resources: Collection[str] = (),
    firm_id: str | None = None,
    within_km: float | None = None,
    words: str = "",
    meant: Collection[str] = (),
    streams: Collection[str] = (),
) -> Chosen:
    """The ranked rows that fit every filter given; an empty filter lets all pass.

    `sectors` and `firm_id` fit if either party does; each of `words` must occur
    in a name of a party, a resource or the pathway, letters folded, unless one of
    the resources is one of those `meant` by the words, or a stream one of `streams`.
    """
    keep = np.ones(len(opportunities), dtype=bool)
    for columns, allowed in (
        (("kind",), kinds),
        (("legal_state",), legal),
        (("standing",), standings),
        (("giver_sector", "receiver_sector"), sectors),
        (("from_resource", "to_resource"), resources),
        (("giver_firm_id", "receiver_firm_id", "treater_firm_id"), (firm_id,) if firm_id else ()),
    ):
        if allowed:
            keep &= _any_of(opportunities, columns, allowed)
    if within_km is not None:
        keep &= ~(opportunities["distance_km"].to_numpy() > within_km)
    if words.strip():
        keep &= (
            _named(opportunities, fold(words).split())
            | _any_of(opportunities, ("from_resource", "to_resource"), meant)
            | _any_of(opportunities, ("offer_stream_id", "need_stream_id"), streams)
        )
    return Chosen(opportunities, np.flatnonzero(keep))


def _any_of(
    opportunities: pd.DataFrame, columns: Sequence[str], allowed: Collection[str]
) -> np.ndarray:
    """Whether one of the columns holds one of the allowed words."""
    found = opportunities[list(columns)].isin(list(allowed)).any(axis=1)
    return found.to_numpy(dtype=bool)


def _named(opportunities: pd.DataFrame, words: Collection[str]) -> np.ndarray:
    """Whether every word occurs in the text to search in."""
    found = np.ones(len(opportunities), dtype=bool)
    for word in words:
        found &= opportunities["search"].str.contains(word, regex=False).to_numpy(dtype=bool)
    return found


def for_firm(opportunities: pd.DataFrame, firm_id: str, zone: Zone) -> pd.DataFrame:
    """What one firm may see of the ranked candidates it takes part in.

    No fee band, no terms, no yearly value, no quantity of the partner; a value
    per unit only as general factors make it; the partner's name only where the
    partner shows itself to everyone. The order is by that general value too: the
    rank that own prices and quantities give would tell of them.

    Returns
    -------
    DataFrame, one row per candidate of the firm
        Columns `FIRM_COLUMNS`; `direction` is what the firm would do
        ("offer" or "need"), `partner` is missing where it is not public.
    """
    gives = opportunities["giver_firm_id"] == firm_id
    mine = opportunities[gives | (opportunities["receiver_firm_id"] == firm_id)]
    gives = mine["giver_firm_id"] == firm_id
    partner_id = mine["receiver_firm_id"].where(gives, mine["giver_firm_id"])
    partner = mine["receiver_name"].where(gives, mine["giver_name"])
    public = zone.firm.set_index("firm_id")["disclosure"].eq("public")
    shown = mine.assign(
        direction=np.where(gives, "offer", "need"),
        partner=partner.where(partner_id.map(public).fillna(False).astype(bool)),
        partner_sector=mine["receiver_sector"].where(gives, mine["giver_sector"]),
    )
    shown = shown.sort_values(
        ["general_value_per_unit", "distance_km", "candidate_id"],
        ascending=[False, True, True],
        ignore_index=True,
    )
    return shown.assign(rank=np.arange(1, len(shown) + 1))[list(FIRM_COLUMNS)]
