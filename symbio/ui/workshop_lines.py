"""Matches on the wall: as sentences, as a network and on the map; no name that did not agree."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from symbio import maps
from symbio.charts.workshop import network
from symbio.knowledge import resource_name
from symbio.ui import reading
from symbio.ui.charts import show_map, show_sankey
from symbio.ui.language import language, t
from symbio.ui.theme import dark
from symbio.workshop import Wall
from symbio.zone.rows import Zone
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Card

_LISTED = 7
# A network of more lines than this is a knot.
_DRAWN = 40
_HEIGHT_PX, _MAP_WIDTH_PX = 620, 1_050
_SHUT = "sector"


def show_network(seen: Wall, since: dt.datetime) -> None:
    """Firms and the lines between them, and the best in words."""
    if seen.lines.empty:
        _say_none()
        return
    frame = pd.DataFrame([_drawn(row, seen, since) for row in _best_rows(seen)])
    # A key may hold a firm's name: the browser gets numbers.
    keys = {key: f"{n}" for n, key in enumerate(dict.fromkeys([*frame.giver, *frame.receiver]))}
    frame = frame.assign(giver=frame.giver.map(keys), receiver=frame.receiver.map(keys))
    picture, words = st.columns([3, 2], gap="large")
    with picture:
        spec = network(frame, dark=dark())
        show_sankey(spec, t("workshop.network_alt"), "wall_network", height=_HEIGHT_PX)
    with words:
        st.html(lines_list(seen))


def show_map_of(seen: Wall, store: Store, since: dt.datetime) -> None:
    """The lines between firms that agreed, on the map; the others in words only."""
    if seen.lines.empty:
        _say_none()
        return
    zone = store.read()
    points, lines, ground = _placed(seen, zone, since)
    picture, words = st.columns([3, 2], gap="large")
    with picture:
        ground = maps.home(ground, "zone")
        view = maps.fit(ground, width_px=_MAP_WIDTH_PX, height_px=_HEIGHT_PX)
        deck = maps.room_map(
            points,
            lines,
            ground=ground,
            view=view,
            language=language(),
            knowledge=reading.knowledge(),
            dark=dark(),
        )
        show_map(deck, t("workshop.map_alt"), "wall_map", height=_HEIGHT_PX)
    with words:
        said = t("workshop.map_note", drawn=len(lines), all=len(seen.lines))
        st.html(f"<p>{html.escape(said)}</p>{lines_list(seen)}")


def lines_list(seen: Wall) -> str:
    """The best matches in words, one between two firms."""
    items = "".join(
        f"<li>{html.escape(line_of(row, seen))}</li>" for row in _best_rows(seen)[:_LISTED]
    )
    return f'<ol class="symbio-wall-lines">{items}</ol>'


def line_of(row: Any, seen: Wall) -> str:
    """A match in words: who gives what to whom for what."""
    giver, taker = seen.card(row["offer_card"]), seen.card(row["need_card"])
    return t(
        "workshop.line",
        giver=shown_as(giver, seen),
        offer=resource(row["from_resource"]),
        receiver=shown_as(taker, seen),
        need=resource(row["to_resource"]),
    )


def shown_as(card: Card, seen: Wall) -> str:
    """The firm's name where all who speak for it agreed; else the table, else "a firm"."""
    if seen.may_name(card):
        return card.firm_name
    return table(card.table_number) if card.table_number else t("workshop.some_firm")


def table(number: int) -> str:
    """What a table is called."""
    return t("workshop.table", number=number) if number else t("workshop.no_table")


def resource(resource_id: str) -> str:
    """What a resource is called."""
    return resource_name(resource_id, language())


def _best_rows(seen: Wall) -> list[dict[Hashable, Any]]:
    return seen.lines.head(_DRAWN).to_dict("records")


def _drawn(row: dict[Hashable, Any], seen: Wall, since: dt.datetime) -> dict[str, Any]:
    giver, taker = seen.card(row["offer_card"]), seen.card(row["need_card"])
    return {
        "giver": row["giver"],
        "receiver": row["receiver"],
        "giver_name": shown_as(giver, seen),
        "receiver_name": shown_as(taker, seen),
        "giver_firm_id": giver.firm_id,
        "receiver_firm_id": taker.firm_id,
        "kind": row["kind"],
        "title": f"{resource(row['from_resource'])} → {resource(row['to_resource'])}",
        "new": row["since"] >= since,
    }


def _placed(
    seen: Wall, zone: Zone, since: dt.datetime
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Firms that agreed and have a place, the lines between them, and where the zone lies."""
    firms = zone.firm.dropna(subset=["latitude", "longitude"])
    agreed = {card.firm_id: card.firm_name for card in seen.cards if seen.may_name(card)}
    # Agreement on a phone is no word against what the firm itself has said.
    points = firms[firms["firm_id"].isin(set(agreed)) & (firms["disclosure"] != _SHUT).fillna(True)]
    points = points.assign(name=points["firm_id"].map(agreed))
    rows = pd.DataFrame([_drawn(row, seen, since) for row in _best_rows(seen)], columns=[*_COLUMNS])
    known = set(points["firm_id"])
    both = rows["giver_firm_id"].isin(known) & rows["receiver_firm_id"].isin(known)
    ground = firms.assign(inside=firms["inside_osb"].fillna(False).astype(bool))
    return points[["firm_id", "name", "latitude", "longitude"]], rows[both], ground


_COLUMNS = (
    "giver",
    "receiver",
    "giver_name",
    "receiver_name",
    "giver_firm_id",
    "receiver_firm_id",
    "kind",
    "title",
    "new",
)


def _say_none() -> None:
    st.html(f'<p class="symbio-wall-none">{html.escape(t("workshop.matches_none"))}</p>')
