"""The layers of the map: arcs, firms, marks of offers and needs, names."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pydeck as pdk

from symbio.locale import numbers
from symbio.locale.firm_names import short_name
from symbio.maps.look import ATLAS, FONT, MARKS, Look
from symbio.maps.view import M_PER_DEGREE, View

SMALLEST_PX = 3.2
# Share of the radius of a large firm.
_SIZES = {"large": 1.0, "medium": 0.78, "small": 0.6, "micro": 0.48, "unknown": 0.55}
# More names than this cover what they name.
_MOST_NAMES = 7
# So far from the middle of the map a name may be written centred.
_MIDDLE_PX = 100
_GREY = [128, 136, 138]


def arc_layer(name: str, rows: pd.DataFrame, look: Look, strength: float) -> pdk.Layer:
    """Arcs pale at the giver and full at the receiver, wider for more.

    `name` is "exchanges", "candidates" or "vanished" (drawn grey); `strength`
    from 0 to 1 says how much they stand out.
    """
    colors = look.colors()
    data = []
    # The largest last, on top of the others.
    for row in rows.iloc[::-1].sort_values("weight", kind="stable").to_dict("records"):
        color = _GREY if name == "vanished" else colors[row["kind"]]
        alpha = strength * (90 + 165 * row["weight"] if look.stands_out(*_ends(row)) else 22)
        quantity = row["planned_per_year"] if name == "exchanges" else row["quantity_per_year"]
        resource = look.resource(row["from_resource"])
        if row["to_resource"] != row["from_resource"]:
            resource = f"{resource} → {look.resource(row['to_resource'])}"
        data.append(
            {
                "from": [round(row["from_longitude"], 5), round(row["from_latitude"], 5)],
                "to": [round(row["to_longitude"], 5), round(row["to_latitude"], 5)],
                "pale": [*color, round(alpha * 0.3)],
                "full": [*color, round(alpha)],
                "width": round((0.8 + 3.6 * row["weight"] ** 2) if strength == 1.0 else 1.2, 1),
                "candidate_id": row["candidate_id"],
                "giver_firm_id": row["giver_firm_id"],
                "receiver_firm_id": row["receiver_firm_id"],
                "title": resource,
                "line_1": f"{row['giver_name']} → {row['receiver_name']}",
                "line_2": " · ".join(
                    (
                        look.quantity(quantity, row["unit"]),
                        f"{numbers.number(row['distance_km'], look.language, 1)} km",
                        look.say(f"common.legal_{row['legal_state']}"),
                    )
                ),
            }
        )
    return arcs(name, data, pickable=True, auto_highlight=True)


def arcs(name: str, data: list[dict[str, Any]], **settings: Any) -> pdk.Layer:
    """Arcs `from` one place `to` another, `pale` there and `full` here, as wide as `width` [px].

    A first visit waits for each kind of layer, as the browser makes a program for it: so
    straight lines are drawn by this kind, too, with other `settings`.
    """
    bent = {
        "get_source_position": "from",
        "get_target_position": "to",
        "get_source_color": "pale",
        "get_target_color": "full",
        "get_width": "width",
        # Arcs lie on the map, bent to one side, so that there and back are two lines.
        "get_height": 0.22,
        "get_tilt": 90,
    }
    return pdk.Layer("ArcLayer", id=name, data=data, **(bent | settings))


def firm_layers(points: pd.DataFrame, metres: float, look: Look) -> list[pdk.Layer]:
    """A dot per firm, as large as its size class, with the sign of its sector.

    `metres` is the radius of a large firm.
    """
    data = [
        {
            "firm_id": row["firm_id"],
            "at": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "radius": round(metres * _SIZES[row["size"]], 1),
            "sign": row["sector"],
            "sign_size": round(metres * _SIZES[row["size"]] * 1.5, 1),
            **_tints(row, look),
            "title": row["name"],
            "line_1": look.say(f"common.sector_{row['sector']}"),
            "line_2": look.say(f"map.size_{row['size']}"),
        }
        for row in points.to_dict("records")
    ]
    circles = pdk.Layer(
        "ScatterplotLayer",
        id="firms",
        data=data,
        get_position="at",
        get_radius="radius",
        radius_min_pixels=SMALLEST_PX,
        radius_max_pixels=22,
        get_fill_color="fill",
        get_line_color="edge",
        line_width_min_pixels=1.1,
        line_width_max_pixels=1.2,
        stroked=True,
        pickable=True,
        auto_highlight=True,
    )
    signs = pdk.Layer(
        "IconLayer",
        id="signs",
        data=data,
        icon_atlas=pdk.types.String(MARKS),
        icon_mapping=ATLAS,
        get_icon="sign",
        get_position="at",
        get_size="sign_size",
        size_units=pdk.types.String("meters"),
        size_max_pixels=33,
        get_color="ink",
        pickable=False,
    )
    return [circles, signs]


def _tints(row: dict[Any, Any], look: Look) -> dict[str, list[int]]:
    if row["firm_id"] == look.selected:
        return {
            "fill": look.tone("accent"),
            "edge": look.tone("edge"),
            "ink": look.tone("on_accent"),
        }
    faint = row["faint"]
    return {
        "fill": look.tone("inside" if row["inside"] else "outside", faint),
        "edge": look.tone("edge", faint),
        "ink": look.tone("sign", faint),
    }


def _ends(row: dict[Any, Any]) -> tuple[str, str]:
    return row["giver_firm_id"], row["receiver_firm_id"]


def mark_layer(
    name: str, marks: pd.DataFrame, points: pd.DataFrame, metres: float, look: Look
) -> pdk.Layer:
    """Offers above their firm, filled and pointing up; needs below, hollow and pointing down.

    `name` is "marks", or "estimates": drawn lighter, and said to be estimates.
    """
    estimated = name == "estimates"
    strength = 0.6 if estimated else 1.0
    streams = "map.streams_estimated" if estimated else "map.streams"
    colors = look.colors()
    names = dict(zip(points["firm_id"], points["name"], strict=True))
    data = []
    for row in marks.to_dict("records"):
        up = row["direction"] == "offer"
        alpha = round(strength * (255 if look.stands_out(row["firm_id"]) else 70))
        north = metres * (1.45 if up else -1.45) / M_PER_DEGREE
        east = metres * 0.95 * (row["slot"] - (row["slots"] - 1) / 2) / M_PER_DEGREE
        east /= math.cos(math.radians(row["latitude"]))
        data.append(
            {
                "firm_id": row["firm_id"],
                "at": [round(row["longitude"] + east, 6), round(row["latitude"] + north, 6)],
                "sign": row["direction"],
                "color": [*colors[row["kind"]], alpha],
                "title": names[row["firm_id"]],
                "line_1": f"{look.say('common.direction_' + row['direction'])}: "
                f"{look.say('common.kind_' + row['kind'])}",
                "line_2": look.say(streams, number=row["streams"]),
            }
        )
    return pdk.Layer(
        "IconLayer",
        id=name,
        data=data,
        icon_atlas=pdk.types.String(MARKS),
        icon_mapping=ATLAS,
        get_icon="sign",
        get_position="at",
        get_size=round(metres * 1.3, 1),
        size_units=pdk.types.String("meters"),
        size_max_pixels=28,
        get_color="color",
        pickable=True,
    )


def name_layers(
    points: pd.DataFrame, partners: pd.DataFrame | None, look: Look, view: View
) -> list[pdk.Layer]:
    """The name of the selected firm, and of those it has an arc with, unless they are many."""
    near = {look.selected}
    if partners is not None:
        mine = partners[
            (partners[["giver_firm_id", "receiver_firm_id"]] == look.selected).any(axis=1)
        ]
        near |= set(mine["giver_firm_id"]) | set(mine["receiver_firm_id"])
    near = near if len(near) <= _MOST_NAMES else {look.selected}
    named = points[points["firm_id"].isin(near)]
    data = [
        {
            "at": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "name": short_name(row["name"]),
            "anchor": _anchor(row["longitude"], view),
            "size": 15 if row["firm_id"] == look.selected else 12,
        }
        for row in named.to_dict("records")
    ]
    sized = {"get_size": "size", "get_pixel_offset": [0, -24], "background_padding": [5, 2, 5, 2]}
    return [labels(data, look, get_text_anchor="anchor", **sized)]


def _anchor(longitude: float, view: View) -> str:
    """Which end of a name stands over its firm: away from the middle it runs towards it."""
    metres = (longitude - view.longitude) * M_PER_DEGREE * math.cos(math.radians(view.latitude))
    right_px = metres / view.metres_per_px
    return "start" if right_px < -_MIDDLE_PX else "end" if right_px > _MIDDLE_PX else "middle"


def labels(data: list[dict[str, Any]], look: Look, **settings: Any) -> pdk.Layer:
    """What stands in `name` beside the place `at`, on a ground of its own."""
    return pdk.Layer(
        "TextLayer",
        id="names",
        data=data,
        get_position="at",
        get_text="name",
        get_color=look.tone("sign"),
        font_family=FONT,
        # Without it deck.gl leaves out every letter that ASCII does not have.
        character_set=pdk.types.String("auto"),
        background=True,
        get_background_color=look.tone("halo"),
        pickable=False,
        **settings,
    )
