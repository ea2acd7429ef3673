"""The parts of the page Harita: layers, headline, notes, and what stands beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st

from symbio import maps
from symbio.flows import Totals
from symbio.knowledge import Knowledge
from symbio.locale import letters, numbers
from symbio.ui import address, reading, who
from symbio.ui.best_list import best_opportunities
from symbio.ui.empty import empty
from symbio.ui.exchange_table import show_exchanges
from symbio.ui.figures import Figure, figures
from symbio.ui.filters import Filters
from symbio.ui.firm_card import show_firm
from symbio.ui.inputs import choose_one_of
from symbio.ui.language import language, t
from symbio.ui.legend import show_legend
from symbio.ui.selection import select
from symbio.ui.texts import note, sentence
from symbio.ui.theme import dark, narrow, projector
from symbio.ui.who import keeps_data
from symbio.zone.rows import Zone

_SHOWN_FIRST = ["exchanges"]
_TURN = "map_turn"
_VIEWS = ("zone", "around")


def choose_layers() -> list[str]:
    """Draw the switches of the map's layers; estimates are the facilitator's."""
    options = [name for name in reversed(maps.LAYERS) if name != "estimates" or keeps_data()]

    def read(word: str) -> list[str]:
        return [name for name in word.split("~") if name in options]

    address.start("layers", _SHOWN_FIRST, read)
    chosen = st.pills(
        t("map.layers"),
        options,
        selection_mode="multi",
        format_func=_layer,
        key="layers",
        persist_state="session",
    )
    address.keep("layers", "" if chosen == _SHOWN_FIRST else "~".join(chosen) or "none")
    return list(chosen)


def choose_view(points: pd.DataFrame) -> str:
    """Draw the switch between the zone and its surroundings, where there are both."""
    if points["inside"].all() or not points["inside"].any():
        return "around"
    return choose_one_of("view", t("map.view"), _VIEWS, _view)


def map_size() -> dict[str, int]:
    """Width and height that a map will have on the reader's screen [px]."""
    if narrow():
        return {"width_px": 350, "height_px": 440}
    return {"width_px": 900, "height_px": 760 if projector() else 640}


@dataclass(frozen=True, eq=False)
class MapParts:
    """What a map draws beside firms: frames of `symbio.maps`; None where its layer is off."""

    exchanges: pd.DataFrame
    candidates: pd.DataFrame | None
    marks: pd.DataFrame
    estimates: pd.DataFrame | None


def map_parts(
    points: pd.DataFrame,
    rows: pd.DataFrame,
    zone: Zone,
    knowledge: Knowledge,
    filters: Filters,
    layers: list[str],
) -> MapParts:
    """The frames of the layers that are on; the plan's exchanges always, for they are counted."""
    chosen: dict[str, Any] = {"kinds": filters.kinds, "resource": filters.resource}
    sides = [side for side in ("offer", "need") if f"{side}s" in layers]
    estimates = None
    if "estimates" in layers:
        predicted = zone.with_table("stream", reading.predicted())
        both = ("offer", "need")
        estimates = maps.stream_marks(points, predicted, knowledge, directions=both, **chosen)
    return MapParts(
        exchanges=maps.arcs(points, rows, planned=True),
        candidates=maps.arcs(points, rows, planned=False) if "candidates" in layers else None,
        marks=maps.stream_marks(points, zone, knowledge, directions=sides, **chosen),
        estimates=estimates,
    )


def map_deck(
    points: pd.DataFrame,
    parts: MapParts,
    knowledge: Knowledge,
    filters: Filters,
    layers: list[str],
    view: str,
) -> pdk.Deck:
    """The map of the page, as `show_map` draws it."""
    shown = maps.drawable(parts.exchanges, filters.firm) if "exchanges" in layers else None
    return maps.zone_map(
        points,
        view=maps.fit(maps.home(points, view, filters.firm), **map_size()),
        language=language(),
        knowledge=knowledge,
        exchanges=shown,
        candidates=parts.candidates,
        marks=parts.marks,
        estimates=parts.estimates,
        selected=filters.firm,
        turn=map_turn(),
        dark=dark(),
    )


def map_key(zone: Zone, points: pd.DataFrame, parts: MapParts, layers: list[str]) -> None:
    """What colours and signs mean, and what the map leaves out."""
    show_legend(
        parts.exchanges["kind"],
        points["sector"],
        directions="offers" in layers,
        estimates="estimates" in layers,
    )
    map_notes(zone, points, parts.exchanges, parts.candidates)


def map_headline(points: pd.DataFrame, totals: Totals) -> None:
    """The sentence and the figures above the map."""
    code = language()
    shown = points[~points["faint"]]
    sentence(
        t(
            "map.sentence",
            firms=numbers.number(len(shown), code),
            exchanges=numbers.number(totals.exchanges, code),
            giving=numbers.number(totals.firms, code),
        )
        if totals.exchanges
        else t("map.sentence_none", firms=numbers.number(len(shown), code))
    )
    sectors = shown["sector"].nunique()
    figures(
        Figure(
            t("map.figure_firms"),
            numbers.number(len(shown), code),
            note=t(
                "map.figure_firms_note",
                inside=numbers.number(int(shown["inside"].sum()), code),
                outside=numbers.number(int((~shown["inside"]).sum()), code),
                sectors=sectors,
            ),
        ),
        Figure(
            t("map.figure_exchanges"),
            numbers.number(totals.exchanges, code),
            note=t("map.figure_exchanges_note"),
        ),
        Figure(
            t("common.figure_tonnes"),
            numbers.compact(totals.tonnes, code),
            t("common.per_year", unit=t("common.unit_t")),
            note=t("common.figure_tonnes_note"),
        ),
        Figure(
            t("map.figure_km"),
            numbers.number(totals.kilometres, code, 1),
            "km",
            note=t("map.figure_km_note"),
        ),
    )


def map_notes(
    zone: Zone, points: pd.DataFrame, exchanges: pd.DataFrame, candidates: pd.DataFrame | None
) -> None:
    """What the map leaves out, and how exact its ground is."""
    code = language()
    lost = int(zone.firm[["latitude", "longitude"]].isna().any(axis=1).sum())
    lines = []
    if lost:
        key = "map.note_no_place" if who.keeps_data() else "map.note_hidden"
        lines.append(t(key, number=numbers.number(lost, code)))
    if len(exchanges) > maps.MOST_EXCHANGES:
        lines.append(t("map.note_exchanges", number=numbers.number(maps.MOST_EXCHANGES, code)))
    if candidates is not None and len(candidates) >= maps.MOST_CANDIDATES:
        lines.append(t("map.note_candidates", number=numbers.number(maps.MOST_CANDIDATES, code)))
    if maps.approximate(points):
        lines.append(t("map.note_approximate"))
    if lines:
        note(" ".join(lines))


def map_turn() -> int:
    """How many clicks on a map this session has answered."""
    return int(st.session_state.get(_TURN, 0))


def pick_firm(objects: dict[str, list[dict[str, Any]]]) -> None:
    """Select the firm behind a click on the map; a click on the ground selects none."""
    st.session_state[_TURN] = map_turn() + 1
    for rows in objects.values():
        for row in rows:
            firm = row.get("firm_id") or row.get("giver_firm_id")
            if firm:
                select("firm", firm)
                return
    st.session_state["firm"] = None


def show_beside_map(zone: Zone, knowledge: Knowledge, filters: Filters, rows: pd.DataFrame) -> None:
    """The card of the selected firm and its rows, or the rows of the whole map."""
    rows = filters.of_firm(rows)
    if projector():
        best_opportunities(rows, knowledge, zone.currency, *filters.key)
        return
    if filters.firm is None:
        rows = rows[rows["planned_per_year"] > 0]
        st.subheader(t("map.beside_all"), anchor=False)
        note(t("map.beside_all_note"))
    else:
        show_firm(zone, knowledge, filters.firm)
    if rows.empty:
        empty(t("map.beside_none_firm" if filters.firm else "map.beside_none"))
        return
    show_exchanges(
        rows,
        knowledge,
        key=f"map_rows_{letters.fold(filters.firm or 'all')}",
        currency=zone.currency,
        firm=filters.firm,
        height=520 if filters.firm is None else "auto",
    )


# Named, not lambdas: with enforceSerializableSessionState they must be picklable.
def _layer(name: str) -> str:
    return t(f"map.layer_{name}")


def _view(name: str) -> str:
    return t(f"map.view_{name}")
