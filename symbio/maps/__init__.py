"""Frames to maps: where the firms are, what they offer and need, what could go where.

Pure functions without Streamlit and without any tile service: the ground is our own GeoJSON.
"""

from symbio.maps.deck import LAYERS, zone_map
from symbio.maps.frames import (
    ARC_COLUMNS,
    MOST_CANDIDATES,
    MOST_EXCHANGES,
    PLACES,
    arcs,
    drawable,
    firm_points,
    stream_marks,
)
from symbio.maps.ground import approximate
from symbio.maps.look import SIGNS
from symbio.maps.view import View, fit, home, room_px
from symbio.maps.workshop import room_map

__all__ = [
    "ARC_COLUMNS",
    "LAYERS",
    "MOST_CANDIDATES",
    "MOST_EXCHANGES",
    "PLACES",
    "SIGNS",
    "View",
    "approximate",
    "arcs",
    "firm_points",
    "drawable",
    "fit",
    "home",
    "room_map",
    "room_px",
    "stream_marks",
    "zone_map",
]
