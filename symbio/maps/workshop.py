"""The matches of a live workshop on the ground: only firms that agreed have a place on it."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pydeck as pdk

from symbio.knowledge import Knowledge
from symbio.maps.deck import deck_of
from symbio.maps.ground import ground_layers, scale_layers
from symbio.maps.layers import arcs, labels
from symbio.maps.look import Look
from symbio.maps.view import M_PER_DEGREE, View

_WIDTH_PX, _NEW_WIDTH_PX = 5, 10
_NAME_PX, _GAP_PX = 20, 6
_LETTER = 0.56  # mean width of a letter by its height
_MOST_LETTERS = 24


def room_map(
    points: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    ground: pd.DataFrame,
    view: View,
    language: str,
    knowledge: Knowledge,
    dark: bool = False,
) -> pdk.Deck:
    """Draw firms of a room and the lines between them.

    Parameters
    ----------
    points : DataFrame, one row per firm that may be placed and named
        Columns `firm_id`, `name`, `latitude`, `longitude` [degrees, WGS 84].
    lines : DataFrame, one row per two of these firms
        Columns `giver_firm_id`, `receiver_firm_id`, `kind`, `title` and `new` (drawn wider).
    ground : DataFrame
        Columns `latitude`, `longitude`: where the zone lies; nothing of it is drawn.
    view : View
        As `fit` returns it.
    """
    look = Look(language, knowledge, None, dark)
    at = {
        row["firm_id"]: [round(row["longitude"], 5), round(row["latitude"], 5)]
        for row in points.to_dict("records")
    }
    layers = ground_layers(ground, dark) + scale_layers(ground, view, language, dark)
    layers.append(_lines(lines, at, look))
    layers.append(_firms(points, at, look))
    layers.append(_names(_apart(points, lines, view), at, look))
    return deck_of(layers, view, tooltip=False)


def _lines(lines: pd.DataFrame, at: dict[str, list[float]], look: Look) -> pdk.Layer:
    colors = look.colors()
    data: list[dict[str, Any]] = [
        {
            "from": at[row["giver_firm_id"]],
            "to": at[row["receiver_firm_id"]],
            "pale": [*colors[row["kind"]], 90],
            "full": [*colors[row["kind"]], 255],
            "width": _NEW_WIDTH_PX if row["new"] else _WIDTH_PX,
            "title": row["title"],
        }
        for row in lines.iloc[::-1].to_dict("records")
    ]
    return arcs("matches", data, pickable=False)


def _firms(points: pd.DataFrame, at: dict[str, list[float]], look: Look) -> pdk.Layer:
    data = [{"at": at[row["firm_id"]]} for row in points.to_dict("records")]
    return pdk.Layer(
        "ScatterplotLayer",
        id="firms",
        data=data,
        get_position="at",
        get_radius=1,
        radius_min_pixels=9,
        radius_max_pixels=9,
        get_fill_color=look.tone("accent"),
        get_line_color=look.tone("edge"),
        line_width_min_pixels=1.5,
        stroked=True,
        pickable=False,
    )


def _apart(points: pd.DataFrame, lines: pd.DataFrame, view: View) -> pd.DataFrame:
    """The firms whose names can be read: those with the best lines, none over another's name."""
    ends = [
        firm
        for pair in zip(lines["giver_firm_id"], lines["receiver_firm_id"], strict=True)
        for firm in pair
    ]
    order = {firm: place for place, firm in enumerate(dict.fromkeys(ends))}
    ranked = points[points["firm_id"].isin(list(order))]
    ranked = ranked.assign(name=ranked["name"].map(_short), order=ranked["firm_id"].map(order))
    per_px = view.metres_per_px / M_PER_DEGREE
    east = math.cos(math.radians(view.latitude))
    taken: list[tuple[float, float, float]] = []
    kept = []
    for row in ranked.sort_values("order").to_dict("records"):
        x, y = row["longitude"] * east / per_px, row["latitude"] / per_px
        half = 0.5 * _LETTER * _NAME_PX * len(row["name"]) + _GAP_PX
        if all(abs(x - a) > half + b or abs(y - c) > _NAME_PX + 2 * _GAP_PX for a, c, b in taken):
            taken.append((x, y, half))
            kept.append(row["firm_id"])
    return ranked[ranked["firm_id"].isin(kept)]


def _short(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1].rstrip()}…"


def _names(points: pd.DataFrame, at: dict[str, list[float]], look: Look) -> pdk.Layer:
    data = [{"at": at[row["firm_id"]], "name": row["name"]} for row in points.to_dict("records")]
    sized = {"get_size": _NAME_PX, "get_pixel_offset": [0, -28], "background_padding": [6, 3, 6, 3]}
    return labels(data, look, **sized)
