"""The map as a pydeck Deck: ground, arcs, marks, firms, and what a hover says."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pydeck as pdk

from symbio.charts import kind_colors
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers, text
from symbio.maps.ground import ground_layers, scale_layers
from symbio.maps.view import View

# What the reader may switch on and off, in the order of drawing.
LAYERS = ("candidates", "exchanges", "needs", "offers")
MARKS = "app/static/marks.svg"
_CELL = 64
_SECTORS = (
    "food",
    "wood_furniture",
    "paper_packaging",
    "agri_chemicals",
    "machinery_metal_energy",
    "plastics",
    "construction",
    "textile",
    "waste_recovery",
    "tourism",
    "agriculture",
    "public_utility",
    "other",
)
SIGNS = (*_SECTORS, "offer", "need")
_ATLAS = {
    sign: {
        "x": place % 8 * _CELL,
        "y": place // 8 * _CELL,
        "width": _CELL,
        "height": _CELL,
        "mask": True,
    }
    for place, sign in enumerate(SIGNS)
}
# Share of the radius of a large firm.
_SIZES = {"large": 1.0, "medium": 0.78, "small": 0.6, "micro": 0.48, "unknown": 0.55}
_FIRM_PX = 12.0
# From here on the signs of the sectors are drawn only when one zooms in.
_CROWDED = 320
_FONT = pdk.types.String("IBM Plex Sans, sans-serif")
_LIGHT = {
    "inside": [255, 255, 255, 245],
    "outside": [240, 236, 224, 245],
    "edge": [27, 42, 48, 200],
    "sign": [27, 42, 48, 230],
    "accent": [11, 110, 110, 255],
    "on_accent": [255, 255, 255, 255],
    "halo": [250, 250, 247, 235],
}
_DARK = {
    "inside": [34, 46, 51, 250],
    "outside": [48, 46, 40, 250],
    "edge": [198, 210, 208, 200],
    "sign": [226, 234, 232, 230],
    "accent": [92, 196, 184, 255],
    "on_accent": [18, 25, 28, 255],
    "halo": [18, 25, 28, 235],
}
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


def zone_map(
    points: pd.DataFrame,
    *,
    view: View,
    language: str,
    knowledge: Knowledge,
    exchanges: pd.DataFrame | None = None,
    candidates: pd.DataFrame | None = None,
    marks: pd.DataFrame | None = None,
    selected: str | None = None,
    vanished: pd.DataFrame | None = None,
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
    selected : str
        Firm whose arcs stand out; its partners are named.
    vanished : DataFrame
        Arcs that a scenario loses, as `arcs` returns them; drawn grey.
    dark : bool
        Whether the page is dark.

    Returns
    -------
    pydeck.Deck
        Layers `firms`, `marks`, `exchanges`, `candidates` and `vanished` can be
        clicked; rows carry `firm_id`, arcs `giver_firm_id` and `receiver_firm_id`.
    """
    tone = _DARK if dark else _LIGHT
    words = _Words(language, knowledge)
    layers = ground_layers(points, dark)
    layers += scale_layers(points, view, language, dark)
    shown: list[pd.DataFrame] = []
    for name, rows, strength in (
        ("candidates", candidates, 0.35),
        ("vanished", vanished, 0.5),
        ("exchanges", exchanges, 1.0),
    ):
        if rows is not None and not rows.empty:
            layers.append(_arc_layer(name, rows, words, selected, strength, dark))
            shown.append(rows)
    layers += _firm_layers(points, view, words, selected, tone)
    if marks is not None and not marks.empty:
        layers.append(_mark_layer(marks, points, words, selected, dark))
    if selected is not None:
        layers += _name_layers(points, shown, selected, tone)
    return pdk.Deck(
        map_provider=None,
        initial_view_state=pdk.ViewState(
            latitude=view.latitude,
            longitude=view.longitude,
            zoom=view.zoom,
            min_zoom=3,
            max_zoom=18,
        ),
        layers=layers,
        tooltip=_TOOLTIP,
    )


class _Words:
    """What a hover says, in one language; the browser escapes it."""

    def __init__(self, language: str, knowledge: Knowledge) -> None:
        self.language = language
        self.knowledge = knowledge

    def say(self, key: str, **values: object) -> str:
        return text(self.language, key, **values)

    def resource(self, resource_id: str) -> str:
        return resource_name(resource_id, self.language, self.knowledge)

    def quantity(self, value: float, unit: str) -> str:
        if pd.isna(value):
            return self.say("common.quantity_unknown")
        unit_word = self.say(f"common.unit_{unit}")
        per_year = self.say("common.per_year", unit=unit_word)
        return f"{numbers.compact(value, self.language)} {per_year}"


def _rgb(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


def _touches(row: dict[str, Any], firm: str | None) -> bool:
    return firm is None or firm in (row["giver_firm_id"], row["receiver_firm_id"])


def _arc_layer(
    name: str,
    rows: pd.DataFrame,
    words: _Words,
    selected: str | None,
    strength: float,
    dark: bool,
) -> pdk.Layer:
    colors = {kind: _rgb(color) for kind, color in kind_colors(dark).items()}
    grey = [128, 136, 138]
    data = []
    for row in rows.to_dict("records"):
        color = grey if name == "vanished" else colors[row["kind"]]
        alpha = strength * (255 if _touches(row, selected) else 26)
        quantity = row["planned_per_year"] if name == "exchanges" else row["quantity_per_year"]
        resource = words.resource(row["from_resource"])
        if row["to_resource"] != row["from_resource"]:
            resource = f"{resource} → {words.resource(row['to_resource'])}"
        data.append(
            {
                "from": [round(row["from_longitude"], 5), round(row["from_latitude"], 5)],
                "to": [round(row["to_longitude"], 5), round(row["to_latitude"], 5)],
                "pale": [*color, round(alpha * 0.35)],
                "full": [*color, round(alpha)],
                "width": round((1.2 + 4.3 * row["weight"]) if strength == 1.0 else 1.4, 1),
                "candidate_id": row["candidate_id"],
                "giver_firm_id": row["giver_firm_id"],
                "receiver_firm_id": row["receiver_firm_id"],
                "title": resource,
                "line_1": f"{row['giver_name']} → {row['receiver_name']}",
                "line_2": " · ".join(
                    (
                        words.quantity(quantity, row["unit"]),
                        f"{numbers.number(row['distance_km'], words.language, 1)} km",
                        words.say(f"common.legal_{row['legal_state']}"),
                    )
                ),
            }
        )
    return pdk.Layer(
        "ArcLayer",
        id=name,
        data=data,
        get_source_position="from",
        get_target_position="to",
        get_source_color="pale",
        get_target_color="full",
        get_width="width",
        # Arcs lie on the map, bent to one side, so that there and back are two lines.
        get_height=0.22,
        get_tilt=90,
        pickable=True,
        auto_highlight=True,
    )


def _firm_layers(
    points: pd.DataFrame, view: View, words: _Words, selected: str | None, tone: dict[str, Any]
) -> list[pdk.Layer]:
    metres = view.metres_per_px * _FIRM_PX
    data = [
        {
            "firm_id": row["firm_id"],
            "at": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "radius": round(metres * _SIZES[row["size"]], 1),
            "sign": row["sector"],
            "sign_size": round(metres * _SIZES[row["size"]] * 1.5, 1),
            "fill": _tinted(row, selected, tone),
            "edge": [*tone["edge"][:3], 60 if row["faint"] else tone["edge"][3]],
            "ink": tone["on_accent"]
            if row["firm_id"] == selected
            else [*tone["sign"][:3], 60 if row["faint"] else tone["sign"][3]],
            "title": row["name"],
            "line_1": words.say(f"common.sector_{row['sector']}"),
            "line_2": words.say(f"map.size_{row['size']}"),
        }
        for row in points.to_dict("records")
    ]
    crowded = len(points) > _CROWDED
    circles = pdk.Layer(
        "ScatterplotLayer",
        id="firms",
        data=data,
        get_position="at",
        get_radius="radius",
        # A large zone starts with small dots that grow as one zooms in.
        radius_scale=0.42 if crowded else 1,
        radius_min_pixels=2.6,
        radius_max_pixels=22,
        get_fill_color="fill",
        get_line_color="edge",
        line_width_min_pixels=1 if crowded else 1.2,
        line_width_max_pixels=1.2,
        stroked=True,
        pickable=True,
        auto_highlight=True,
        opacity=0.85 if crowded else 1,
    )
    signs = pdk.Layer(
        "IconLayer",
        id="signs",
        data=data,
        icon_atlas=pdk.types.String(MARKS),
        icon_mapping=_ATLAS,
        get_icon="sign",
        get_position="at",
        get_size="sign_size",
        size_units=pdk.types.String("meters"),
        size_scale=0.42 if crowded else 1,
        size_max_pixels=33,
        get_color="ink",
        pickable=False,
    )
    return [circles, signs]


def _tinted(row: dict[str, Any], selected: str | None, tone: dict[str, Any]) -> list[int]:
    if row["firm_id"] == selected:
        return list(tone["accent"])
    red, green, blue, alpha = tone["inside" if row["inside"] else "outside"]
    return [red, green, blue, 130 if row["faint"] else alpha]


def _mark_layer(
    marks: pd.DataFrame, points: pd.DataFrame, words: _Words, selected: str | None, dark: bool
) -> pdk.Layer:
    colors = {kind: _rgb(color) for kind, color in kind_colors(dark).items()}
    names = dict(zip(points["firm_id"], points["name"], strict=True))
    data = []
    for row in marks.to_dict("records"):
        up = row["direction"] == "offer"
        alpha = 255 if selected in (None, row["firm_id"]) else 70
        data.append(
            {
                "firm_id": row["firm_id"],
                "at": [round(row["longitude"], 5), round(row["latitude"], 5)],
                "sign": row["direction"],
                "color": [*colors[row["kind"]], alpha],
                "beside": [(row["slot"] - (row["slots"] - 1) / 2) * 11, -17 if up else 17],
                "title": names[row["firm_id"]],
                "line_1": f"{words.say('common.direction_' + row['direction'])}: "
                f"{words.say('common.kind_' + row['kind'])}",
                "line_2": words.say("map.streams", number=row["streams"]),
            }
        )
    return pdk.Layer(
        "IconLayer",
        id="marks",
        data=data,
        icon_atlas=pdk.types.String(MARKS),
        icon_mapping=_ATLAS,
        get_icon="sign",
        get_position="at",
        get_pixel_offset="beside",
        get_size=15,
        get_color="color",
        pickable=True,
    )


def _name_layers(
    points: pd.DataFrame, shown: list[pd.DataFrame], selected: str, tone: dict[str, Any]
) -> list[pdk.Layer]:
    """The name of the selected firm and of those it exchanges with in the plan."""
    near = {selected}
    for rows in shown[-1:]:
        mine = rows[(rows["giver_firm_id"] == selected) | (rows["receiver_firm_id"] == selected)]
        near |= set(mine["giver_firm_id"]) | set(mine["receiver_firm_id"])
    named = points[points["firm_id"].isin(near)]
    data = [
        {
            "at": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "name": row["name"],
            "size": 15 if row["firm_id"] == selected else 12,
        }
        for row in named.to_dict("records")
    ]
    return [
        pdk.Layer(
            "TextLayer",
            id="names",
            data=data,
            get_position="at",
            get_text="name",
            get_size="size",
            get_color=tone["sign"],
            get_pixel_offset=[0, -24],
            font_family=_FONT,
            # Without it deck.gl leaves out every letter that ASCII does not have.
            character_set=pdk.types.String("auto"),
            font_settings={"sdf": True},
            outline_width=4,
            outline_color=tone["halo"],
            pickable=False,
        )
    ]
