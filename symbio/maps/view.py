"""Which part of the earth a map shows at first, and how large a metre is on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

_TILE_PX = 512  # deck.gl: the world is 512 px wide at zoom 0
_EQUATOR_M = 40_075_016.686
_MARGIN = 1.16
_NEAREST_ZOOM = 16.0
_ZOOM_OF_ONE = 13.5  # one firm alone: enough ground to see where it is
M_PER_DEGREE = 111_195.0  # of latitude, mean Earth radius 6371 km


@dataclass(frozen=True)
class View:
    """Centre, zoom and scale of a map.

    Attributes
    ----------
    latitude, longitude : float
        Centre. [degrees, WGS 84]
    zoom : float
        Web Mercator zoom, 512 px for the world at 0.
    metres_per_px : float
        At the centre, at this zoom. [m/px]
    west, south : float
        Corner of the firms that it was made to hold. [degrees]
    """

    latitude: float
    longitude: float
    zoom: float
    metres_per_px: float
    west: float
    south: float


def home(points: pd.DataFrame, view: str, firm_id: str | None = None) -> pd.DataFrame:
    """The firms a map should show at first.

    Parameters
    ----------
    points : DataFrame
        As `firm_points` returns it.
    view : str
        "zone": those inside the OSB, where there are any; "around": all.
    firm_id : str
        A firm that must be seen too.
    """
    if view == "around" or not points["inside"].any():
        return points
    return points[points["inside"] | (points["firm_id"] == firm_id)]


def fit(points: pd.DataFrame, *, width_px: float, height_px: float) -> View:
    """A view that holds every row of `points`.

    Parameters
    ----------
    points : DataFrame
        Columns `latitude`, `longitude` [degrees]. Without rows: Antalya.
    width_px, height_px : float
        Size of the map on the screen. [px]
    """
    if points.empty:
        return _view(36.9, 30.7, 8.0, west=30.7, south=36.9)
    west, east = points["longitude"].min(), points["longitude"].max()
    south, north = points["latitude"].min(), points["latitude"].max()
    top, bottom = _mercator(north), _mercator(south)
    wide = max((east - west) / 360.0, 1e-7) * _MARGIN
    tall = max(top - bottom, 1e-7) * _MARGIN
    zoom = min(math.log2(width_px / _TILE_PX / wide), math.log2(height_px / _TILE_PX / tall))
    nearest = _NEAREST_ZOOM if len(points) > 1 else _ZOOM_OF_ONE
    middle = _latitude((top + bottom) / 2), (west + east) / 2
    return _view(*middle, min(zoom, nearest), west=west, south=south)


def room_px(points: pd.DataFrame, view: View) -> float:
    """Half the usual distance from one firm to the next on the screen [px].

    A dot of this radius leaves most firms apart: large in a small zone, small
    where a whole country is shown.
    """
    if len(points) < 2:
        return math.inf
    east = math.cos(math.radians(view.latitude))
    place = points[["latitude", "longitude"]].to_numpy() * (1.0, east)
    nearest = cKDTree(place).query(place, k=2)[0][:, 1]
    return float(np.median(nearest)) * M_PER_DEGREE / view.metres_per_px / 2


def _view(latitude: float, longitude: float, zoom: float, *, west: float, south: float) -> View:
    metres = _EQUATOR_M * math.cos(math.radians(latitude)) / (_TILE_PX * 2**zoom)
    return View(
        round(latitude, 5), round(longitude, 5), round(zoom, 2), metres, float(west), float(south)
    )


def _mercator(latitude: float) -> float:
    """North-south place on the Mercator world, 1 for the whole world, northwards."""
    return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)


def _latitude(place: float) -> float:
    return math.degrees(math.atan(math.sinh(place * 2 * math.pi)))
