"""The ground under the firms: outline, roads and coast from our own GeoJSON, and a scale."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pydeck as pdk

from symbio.locale import numbers
from symbio.maps.layers import arcs
from symbio.maps.view import M_PER_DEGREE, View

DATA = Path(__file__).parents[2] / "data"
FILES = ("antalya_coast", "antalya_osb_outline", "antalya_osb_roads")
_LIGHT = {
    "sea": [206, 222, 228],
    "shore": [150, 178, 188],
    "zone": [232, 235, 226],
    "edge": [160, 172, 166],
    "road": [201, 206, 196],
    "ink": [27, 42, 48],
}
_DARK = {
    "sea": [22, 36, 44],
    "shore": [52, 76, 88],
    "zone": [28, 39, 43],
    "edge": [78, 96, 102],
    "road": [58, 72, 78],
    "ink": [230, 236, 234],
}
_KM_PER_DEGREE = M_PER_DEGREE / 1000


def tones(dark: bool) -> dict[str, list[int]]:
    """Colours of the ground on light or dark pages."""
    return _DARK if dark else _LIGHT


def covers(points: pd.DataFrame) -> list[str]:
    """The files whose box touches the box of the firms; none where the zone is elsewhere."""
    if points.empty:
        return []
    west, east = points["longitude"].min(), points["longitude"].max()
    south, north = points["latitude"].min(), points["latitude"].max()
    found = []
    for name in FILES:
        box = _box(name)
        if box and box[0] <= east and west <= box[2] and box[1] <= north and south <= box[3]:
            found.append(name)
    return found


def approximate(points: pd.DataFrame) -> bool:
    """Whether the drawn ground says of itself that it is approximate."""
    return any(
        feature["properties"].get("approximate")
        for name in covers(points)
        for feature in _read(name)["features"]
    )


def ground_layers(points: pd.DataFrame, dark: bool) -> list[pdk.Layer]:
    """Sea, outline and roads, as far as they lie where the firms are."""
    tone = tones(dark)
    fills = {"antalya_coast": tone["sea"], "antalya_osb_outline": tone["zone"]}
    pens: dict[str, dict[str, Any]] = {
        "antalya_coast": {"tone": tone["shore"], "width_min_pixels": 1},
        "antalya_osb_outline": {"tone": tone["edge"], "width_min_pixels": 1.5},
        "antalya_osb_roads": {
            "tone": tone["road"],
            "get_width": 14,
            "width_min_pixels": 1,
            "width_max_pixels": 6,
        },
    }
    layers = []
    for name in covers(points):
        if name in fills:
            area = _sea() if name == "antalya_coast" else _read(name)
            layers.append(_area(name, area, fills[name]))
        layers.append(_lines(f"{name}_lines", list(_paths(_read(name))), **pens[name]))
    return layers


def scale_layers(points: pd.DataFrame, view: View, language: str, dark: bool) -> list[pdk.Layer]:
    """A bar of a round number of metres or kilometres under the firms that are seen at first."""
    if points.empty:
        return []
    metres = _round_length(view.metres_per_px * 110)
    west, south = view.west, view.south - view.metres_per_px * 28 / 1000 / _KM_PER_DEGREE
    per_degree = 1000 * _KM_PER_DEGREE * math.cos(math.radians(south))
    east = west + metres / per_degree
    words = (
        f"{numbers.number(metres / 1000, language)} km"
        if metres >= 1000
        else f"{numbers.number(metres, language)} m"
    )
    ink = tones(dark)["ink"]
    bar = [[west, south], [east, south]]
    return [
        _lines("scale", [bar], [*ink, 170], width_min_pixels=2, width_max_pixels=2),
        pdk.Layer(
            "TextLayer",
            id="scale_words",
            data=[{"position": bar[0], "text": words}],
            get_position="position",
            get_text="text",
            get_size=12,
            get_color=[*ink, 200],
            get_text_anchor=pdk.types.String("start"),
            get_alignment_baseline=pdk.types.String("bottom"),
            get_pixel_offset=[0, -4],
            font_family=pdk.types.String("IBM Plex Sans, sans-serif"),
            pickable=False,
        ),
    ]


def _lines(name: str, paths: list[Any], tone: list[int], **settings: Any) -> pdk.Layer:
    """Lines along `paths` of [longitude, latitude], in metres wide; flat arcs (see `arcs`)."""
    data = [{"from": start, "to": end} for path in paths for start, end in itertools.pairwise(path)]
    pen = {"get_source_color": tone, "get_target_color": tone, "get_width": 1, **settings}
    flat = {"get_height": 0, "num_segments": 2, "width_units": pdk.types.String("meters")}
    return arcs(name, data, pickable=False, **pen, **flat)


def _area(name: str, data: dict[str, Any], tone: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer", id=name, data=data, stroked=False, get_fill_color=tone, pickable=False
    )


def _round_length(metres: float) -> float:
    """The largest of 1, 2, 5 · 10ⁿ that is not more than `metres` [m]."""
    power = 10 ** math.floor(math.log10(metres))
    return next(step * power for step in (5, 2, 1) if step * power <= metres)


@cache
def _read(name: str) -> dict[str, Any]:
    path = DATA / f"{name}.geojson"
    if not path.exists():
        return {"type": "FeatureCollection", "features": []}
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return whole


@cache
def _box(name: str) -> tuple[float, float, float, float] | None:
    places = [
        place
        for feature in _read(name)["features"]
        for place in _places(feature["geometry"]["coordinates"])
    ]
    if not places:
        return None
    longitudes, latitudes = zip(*places, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _places(coordinates: list[Any]) -> list[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        return [(coordinates[0], coordinates[1])]
    return [place for part in coordinates for place in _places(part)]


def _paths(shapes: dict[str, Any]) -> Iterator[list[list[float]]]:
    """The lines of all features; of an area, its edges."""
    for feature in shapes["features"]:
        lines = feature["geometry"]["coordinates"]
        yield from [lines] if feature["geometry"]["type"] == "LineString" else lines


@cache
def _sea() -> dict[str, Any]:
    """The coast line drawn on to both sides and closed to the south: beyond it is sea."""
    features = []
    for feature in _read("antalya_coast")["features"]:
        line = feature["geometry"]["coordinates"]
        south = min(latitude for _, latitude in line) - 1.5
        west = [line[0][0] - 1.5, line[0][1] - 0.1]
        east = [line[-1][0] + 1.5, line[-1][1] - 0.6]
        ring = [west, *line, east, [east[0], south], [west[0], south], west]
        features.append(
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"type": "FeatureCollection", "features": features}
