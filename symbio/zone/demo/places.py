"""Where the demo's plants stand: along the drawn roads, around the towns, across the country."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from symbio.zone.demo.profiles import table

DATA = Path(__file__).parents[3] / "data"
KM_PER_DEGREE = 111.195  # of latitude, mean Earth radius 6371 km
CENTRE = (37.07, 30.60)  # latitude, longitude [degree], ± 2 km
_SETBACK_KM = 0.055  # from the road's axis to the middle of a plot
_SPACING_KM = (0.16, 0.14, 0.12, 0.10, 0.085, 0.07)  # along the road; the widest that fits is used
# Rough ring inside the borders of Türkiye, longitude and latitude [degree], kept off the coast.
_INLAND = np.array(
    [(26.9, 41.5), (28.6, 41.25), (30.2, 40.75), (31.6, 40.95), (33.5, 41.5), (35.1, 41.5)]
    + [(36.2, 40.95), (38.4, 40.55), (40.6, 40.65), (42.4, 41.1), (43.2, 40.3), (43.9, 39.5)]
    + [(43.6, 38.2), (42.6, 37.6), (40.8, 37.4), (38.6, 37.15), (36.9, 37.0), (36.3, 37.3)]
    + [(35.2, 37.25), (33.4, 36.9), (32.0, 37.05), (30.6, 37.2), (29.2, 37.1), (28.1, 37.6)]
    + [(27.6, 38.4), (27.3, 39.3), (27.2, 39.9), (29.0, 39.95), (29.4, 40.35), (28.0, 41.2)]
)


@dataclass(frozen=True)
class Plots:
    """Middles of building plots [degrees] and the part of the zone each lies in."""

    latitude: np.ndarray
    longitude: np.ndarray
    part: np.ndarray


def to_km(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """East and north of the zone's centre [km], shape (n, 2)."""
    scale = KM_PER_DEGREE * np.cos(np.radians(CENTRE[0]))
    return np.column_stack(
        [
            (np.asarray(longitude) - CENTRE[1]) * scale,
            (np.asarray(latitude) - CENTRE[0]) * KM_PER_DEGREE,
        ]
    )


def offset(
    latitude: np.ndarray, longitude: np.ndarray, east_km: np.ndarray, north_km: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Latitude and longitude [degrees] of points moved by some kilometres."""
    moved = latitude + north_km / KM_PER_DEGREE
    return moved, longitude + east_km / (KM_PER_DEGREE * np.cos(np.radians(latitude)))


def inside(points: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Whether each point (x, y) lies inside the ring, by ray casting."""
    x, y = points[:, :1], points[:, 1:]
    x1, y1 = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    spans = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return (spans & (x < crossing)).sum(axis=1) % 2 == 1


def coordinates(name: str) -> list[tuple[dict[str, object], np.ndarray]]:
    """Properties and (longitude, latitude) vertices of each feature of data/<name>.geojson."""
    features = json.loads((DATA / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    found = []
    for feature in features:
        vertices = feature["geometry"]["coordinates"]
        ring = vertices[0] if feature["geometry"]["type"] == "Polygon" else vertices
        found.append((feature["properties"], np.array(ring, dtype="float64")))
    return found


@cache
def plots(count: int) -> Plots:
    """At least `count` plots along the streets of the zone that do not overlap.

    Raises
    ------
    ValueError
        If the drawn zone has no room for so many.
    """
    for spacing_km in _SPACING_KM:
        found = _plots(spacing_km)
        if len(found.latitude) >= count:
            return found
    raise ValueError(f"count must be at most {len(found.latitude)}, got {count}")


def _plots(spacing_km: float) -> Plots:
    [(_, outline)] = coordinates("antalya_osb_outline")
    ring = to_km(outline[:, 1], outline[:, 0])[:-1]
    streets = [
        to_km(line[:, 1], line[:, 0])
        for properties, line in coordinates("antalya_osb_roads")
        if properties["class"] != "highway"
    ]
    kept: list[np.ndarray] = []
    for street in streets:
        for plot in _along(street, spacing_km):
            near = [np.hypot(*(other - plot)) < 0.9 * spacing_km for other in kept]
            if not any(near) and all(_clear(plot, line) for line in streets):
                kept.append(plot)
    found = np.array(kept)
    found = found[inside(found, ring)]
    latitude, longitude = offset(
        np.full(len(found), CENTRE[0]), np.full(len(found), CENTRE[1]), found[:, 0], found[:, 1]
    )
    part = np.where(found[:, 1] < -0.6, "A", np.where(found[:, 1] < 0.6, "B", "C"))
    return Plots(latitude.round(6), longitude.round(6), part)


def _along(street: np.ndarray, spacing_km: float) -> np.ndarray:
    start, end = street[0], street[-1]
    length = float(np.hypot(*(end - start)))
    along = np.arange(spacing_km / 2, length, spacing_km)
    ahead = (end - start) / length
    beside = np.array([-ahead[1], ahead[0]]) * _SETBACK_KM
    middle = start + along[:, None] * ahead
    return np.concatenate([middle + beside, middle - beside])


def _clear(plot: np.ndarray, street: np.ndarray) -> bool:
    """Whether a plot keeps its setback from a (straight) street."""
    start, end = street[0], street[-1]
    ahead = (end - start) / np.hypot(*(end - start))
    way = np.clip(np.dot(plot - start, ahead), 0, np.hypot(*(end - start)))
    return bool(np.hypot(*(plot - start - way * ahead)) > 0.9 * _SETBACK_KM)


def zone_centres(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Latitude, longitude [degrees] and province of `count` centres spread over the country.

    A low-discrepancy sequence, so that the first n of them are spread evenly for every n.
    """
    low, high = _INLAND.min(axis=0), _INLAND.max(axis=0)
    steps = np.arange(1, 3 * count + 60)
    grain = 1.32471795724474602596  # the plastic number: Roberts' R2 sequence
    points = low + (high - low) * np.column_stack(
        [(0.5 + steps / grain) % 1, (0.5 + steps / grain**2) % 1]
    )
    points = points[inside(points, _INLAND)][:count]
    provinces = table("provinces")
    towns = provinces[["longitude", "latitude"]].to_numpy()
    nearest = ((points[:, None, :] - towns[None]) ** 2).sum(axis=2).argmin(axis=1)
    return points[:, 1], points[:, 0], provinces["province"].to_numpy()[nearest]


def grid(count: int) -> tuple[np.ndarray, np.ndarray]:
    """East and north [km] of `count` plots on a square grid around 0."""
    side = int(np.ceil(np.sqrt(count)))
    place = np.arange(count)
    return (place % side - (side - 1) / 2) * 0.15, (place // side - (side - 1) / 2) * 0.15
