"""The firms that the campaign never reached, on the map and as a list."""

from __future__ import annotations

import pandas as pd
import pydeck as pdk
import streamlit as st

from symbio import campaign, maps
from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui.charts import show_map
from symbio.ui.kept import draw_once, make_once
from symbio.ui.language import language, t
from symbio.ui.map_page import choose_view
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note
from symbio.ui.theme import dark, narrow
from symbio.zone.rows import Zone

_MAP_HEIGHT = 460


def show_never_reached(zone: Zone, knowledge: Knowledge) -> None:
    """The firms that never came, on the map and as a list."""
    code = language()
    never = make_once("never_reached", make=lambda: campaign.never_reached(zone))
    st.subheader(t("campaign.never_title", firms=numbers.number(len(never), code)), anchor=False)
    if never.empty:
        note(t("campaign.never_none"))
        return
    points = make_once("never_points", make=lambda: _never_points(zone, knowledge, never))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        chosen = choose_view(points)
        deck = make_once(
            "never_map", chosen, make=lambda: _never_map(points, chosen, code, knowledge)
        )
        alt = t("campaign.never_alt", placed=numbers.number((~points["faint"]).sum(), code))
        show_map(deck, alt, "campaign_map", height=_MAP_HEIGHT)
        note(t("campaign.never_hint"))
    with right:
        draw_once("never_table", draw=lambda: _never_table(never))


def _never_points(zone: Zone, knowledge: Knowledge, never: pd.DataFrame) -> pd.DataFrame:
    """All firms on the map; those that came are faint."""
    points = maps.firm_points(zone, knowledge)
    return points.assign(faint=~points["firm_id"].isin(never["firm_id"]))


def _never_map(points: pd.DataFrame, view: str, language: str, knowledge: Knowledge) -> pdk.Deck:
    box = maps.home(points, view)
    fitted = maps.fit(box, width_px=350 if narrow() else 900, height_px=_MAP_HEIGHT)
    return maps.zone_map(points, view=fitted, language=language, knowledge=knowledge, dark=dark())


def _never_table(never: pd.DataFrame) -> None:
    inside = never["inside_osb"].fillna(False).astype(bool)
    worded = never.assign(
        sector_name=[t(f"common.sector_{sector}") for sector in never["sector"]],
        size_name=[t(f"campaign.size_{size}") for size in never["size"]],
        place=[t(f"common.place_{'inside' if flag else 'outside'}") for flag in inside],
    )
    show_table(
        worded,
        [
            Column("name", t("campaign.column_firm"), firm=True),
            Column("sector_name", t("campaign.column_sector")),
            Column("size_name", t("campaign.column_size")),
            Column("place", t("campaign.column_place")),
            Column("invitations", t("campaign.column_invitations"), 0),
        ],
        "campaign_never",
        t("campaign.never_table_alt"),
        height=_MAP_HEIGHT,
    )
