"""What the reader looks at: one set of filters for map, flows and whatever follows them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import astuple, dataclass
from typing import Any

import pandas as pd
import streamlit as st

from symbio import flows, opportunities
from symbio.charts import KIND_COLORS
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name, sector_group
from symbio.locale import letters, numbers
from symbio.maps import PLACES
from symbio.ui import address, reading, who
from symbio.ui.inputs import choose_many, choose_one_of, slide
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.selection import choose_firm, choose_resource
from symbio.zone.rows import Zone

_FARTHEST_KM = 60.0
# What stands in the drawer, with the value that filters nothing.
_DRAWER = (
    ("kinds", None),
    ("sectors", None),
    ("place", "all"),
    ("legal", None),
    ("km", _FARTHEST_KM),
)


@dataclass(frozen=True)
class Filters:
    """The reader's choice; an empty tuple or None lets all pass.

    Attributes
    ----------
    firm, resource : str or None
        The shared selection. The firm does not filter, it stands out.
    place : str
        "all", "inside" or "outside" the OSB.
    within_km : float or None
        Longest great-circle distance. [km]
    """

    firm: str | None = None
    resource: str | None = None
    place: str = "all"
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    within_km: float | None = None

    @property
    def key(self) -> tuple[Hashable, ...]:
        """All of the choice, for what is made once."""
        return astuple(self)

    def word(self) -> str:
        """A word that differs where the selection does: for keys of pictures drawn anew."""
        return "_".join((self.firm or "", self.resource or "", *self.sectors, *self.kinds))

    def of_opportunities(self, ranked: pd.DataFrame) -> pd.DataFrame:
        """The ranked candidates that pass; the same frame where nothing is filtered."""
        return opportunities.choose(ranked, **self._of_candidates())

    def of_firm(self, ranked: pd.DataFrame) -> pd.DataFrame:
        """The ranked candidates that pass and touch the selected firm, if there is one."""
        return opportunities.choose(ranked, firm_id=self.firm, **self._of_candidates())

    def fit(self, ranked: pd.DataFrame, **more: Any) -> opportunities.Chosen:
        """The same by their places; `more` filters of `symbio.opportunities.fit`."""
        return opportunities.fit(ranked, firm_id=self.firm, **self._of_candidates(), **more)

    def of_streams(self, streams: pd.DataFrame) -> pd.DataFrame:
        """The rows of `symbio.flows.stream_table` that pass."""
        return flows.choose_streams(
            streams,
            kinds=self.kinds,
            sectors=self.sectors,
            resource=self.resource,
            firm_id=self.firm,
        )

    def _of_candidates(self) -> dict[str, Any]:
        return {
            "kinds": self.kinds,
            "sectors": self.sectors,
            "legal": self.legal,
            "resources": (self.resource,) if self.resource else (),
            "within_km": self.within_km,
        }


def choose_filters(zone: Zone, knowledge: Knowledge, *, everything: bool = True) -> Filters:
    """Draw the shared filters: the selection in sight, the rest in a drawer.

    Parameters
    ----------
    everything : bool
        Also place, legal state and distance, which only pages with arcs need.
    """
    firm_field, resource_field, drawer = st.columns(
        [3, 3, 2], vertical_alignment="bottom", gap="small"
    )
    with firm_field:
        firm = choose_firm(reading.named_firms()) if everything or who.keeps_data() else None
    with resource_field:
        names = make_once("resource_names", make=lambda: _resource_names(zone, knowledge))
        resource = choose_resource(names)
    defaults = _DRAWER if everything else _DRAWER[:2]
    count = sum(address.given(key, default) for key, default in defaults)
    label = t("common.filters_on", number=count) if count else t("common.filters")
    with drawer, st.popover(label, icon=":material/tune:", width="stretch"):
        kinds = choose_many("kinds", t("common.kind"), list(KIND_COLORS), _kind)
        known = make_once("sectors", make=lambda: _sectors(zone, knowledge))
        sectors = choose_many("sectors", t("common.sector"), known, _sector)
        if not everything:
            return Filters(firm, resource, "all", tuple(sectors), tuple(kinds))
        place = choose_one_of("place", t("common.place"), PLACES, _place)
        legal = choose_many("legal", t("common.legal"), opportunities.LEGAL_STATES, _legal)
        km = slide("km", t("common.within"), 1, _FARTHEST_KM, _FARTHEST_KM, 1)
        st.caption(t("common.within_help", km=numbers.number(_FARTHEST_KM, language())))
    within = None if km >= _FARTHEST_KM else km
    return Filters(firm, resource, place, tuple(sectors), tuple(kinds), tuple(legal), within)


def _resource_names(zone: Zone, knowledge: Knowledge) -> dict[str, str]:
    found = {*zone.stream["resource"], *reading.streams()["resource"]}
    known = knowledge.resources["resource_id"]
    return letters.by_name(
        {name: resource_name(name, language(), knowledge) for name in known[known.isin(found)]}
    )


def _sectors(zone: Zone, knowledge: Knowledge) -> list[str]:
    found = {sector_group(code, knowledge) for code in zone.firm["nace"].unique()}
    return sorted(found, key=lambda name: (name == "other", letters.sort_key(_sector(name))))


def _kind(name: str) -> str:
    return t(f"common.kind_{name}")


def _sector(name: str) -> str:
    return t(f"common.sector_{name}")


def _place(name: str) -> str:
    return t(f"common.place_{name}")


def _legal(name: str) -> str:
    return t(f"common.legal_{name}")
