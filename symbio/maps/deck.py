"""The map as a pydeck Deck: ground, arcs, firms, marks, names."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from symbio.knowledge import Knowledge
from symbio.maps.ground import ground_layers, scale_layers
from symbio.maps.layers import SMALLEST_PX, arc_layer, firm_layers, mark_layer, name_layers
from symbio.maps.look import Look
from symbio.maps.view import View, room_px

# What the reader may switch on and off, in the order of drawing.
LAYERS = ("candidates", "exchanges", "estimates", "needs", "offers")
_LARGEST_PX = 12.0
# Neighbours may touch, so that their signs can still be read.
_FILL = 1.3
_ROOM_FOR_NAMES_PX = 4.5
_TOOLTIP = {
    "html": "<b>{title}</b><br/>{line_1}<br/>{line_2}",
    "style": {
        "backgroundColor": "#1B2A30",
        "color": "#FAFAF7",
        "fontFamily": "IBM Plex Sans, sans-serif",
        "fontSize": "13px",
        "lineHeight": "1.4",
        "padding": "8px 10px",
        "borderRadius": "6px",
        "maxWidth": "300px",
    },
}


class _Deck(pdk.Deck):
    """A Deck whose JSON is written in one go and once: half the bytes, a tenth of the time."""

    __slots__ = ("_written",)  # a slot, for pydeck writes every other attribute into the JSON

    def to_json(self) -> str:
        """The spec as JSON, without the blanks that only people need."""
        if not hasattr(self, "_written"):
            self._written = json.dumps(self, default=default_serialize, separators=(",", ":"))
        return self._written


def zone_map(
    points: pd.DataFrame,
    *,
    view: View,
    language: str,
    knowledge: Knowledge,
    exchanges: pd.DataFrame | None = None,
    candidates: pd.DataFrame | None = None,
    marks: pd.DataFrame | None = None,
    estimates: pd.DataFrame | None = None,
    selected: str | None = None,
    vanished: pd.DataFrame | None = None,
    turn: int = 0,
    dark: bool = False,
) -> pdk.Deck:
    """Draw firms and what goes, or could go, between them.

    Parameters
    ----------
    points : DataFrame
        As `firm_points` returns it.
    view : View
        As `fit` returns it.
    exchanges, candidates : DataFrame
        As `arcs` returns them; pale at the giver, full at the receiver, wider for more.
    marks : DataFrame
        As `stream_marks` returns it: offers point up, needs are hollow and point down.
    estimates : DataFrame
        As `stream_marks` returns it for predicted streams; drawn lighter and said to be estimates.
    selected : str
        Firm whose arcs stand out; its partners are named.
    vanished : DataFrame
        Arcs that a scenario loses, as `arcs` returns them; drawn grey.
    turn : int
        How many clicks the map has answered. Part of the layers' names: Streamlit
        fades everything but the clicked object of a layer that it finds again,
        and what stands out is ours to say.
    dark : bool
        Whether the page is dark.

    Returns
    -------
    pydeck.Deck
        Layers `firms`, `marks`, `estimates`, `exchanges`, `candidates` and `vanished` (with
        the turn behind, if there is one) can be clicked; rows carry `firm_id`,
        arcs `giver_firm_id` and `receiver_firm_id`.
    """
    look = Look(language, knowledge, selected, dark)
    room = room_px(points, view)
    # In metres, so that dots grow as one zooms in.
    metres = view.metres_per_px * min(max(_FILL * room, SMALLEST_PX), _LARGEST_PX)
    layers = ground_layers(points, dark) + scale_layers(points, view, language, dark)
    for name, rows, strength in (
        ("candidates", candidates, 0.35),
        ("vanished", vanished, 0.5),
        ("exchanges", exchanges, 1.0),
    ):
        if rows is not None and not rows.empty:
            layers.append(arc_layer(name, rows, look, strength))
    layers += firm_layers(points, metres, look)
    if marks is not None and not marks.empty:
        layers.append(mark_layer("marks", marks, points, metres, look))
    if estimates is not None and not estimates.empty:
        layers.append(mark_layer("estimates", estimates, points, metres, look))
    if selected is not None:
        layers += name_layers(points, exchanges if room > _ROOM_FOR_NAMES_PX else None, look, view)
    for layer in layers:
        if turn and layer.pickable:
            layer.id = f"{layer.id}~{turn}"
    return deck_of(layers, view, _TOOLTIP)


def deck_of(layers: list[pdk.Layer], view: View, tooltip: bool | dict[str, Any]) -> pdk.Deck:
    """Layers over no tiles: nothing is asked of another server."""
    return _Deck(
        map_provider=None,
        initial_view_state=pdk.ViewState(
            latitude=view.latitude,
            longitude=view.longitude,
            zoom=view.zoom,
            min_zoom=3,
            max_zoom=18,
        ),
        layers=layers,
        tooltip=tooltip,
    )
