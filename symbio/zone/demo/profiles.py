"""What the demo draws from: plant profiles, typical streams, seasons, places, published facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from symbio.zone.rows import MONTHS, QUALITIES

FOLDER = Path(__file__).parent
NUMBERS: dict[str, tuple[str, ...]] = {
    "profiles": (
        "weight",
        "employees_low",
        "employees_high",
        "licence_share",
        "electricity_mwh_per_employee",
        "gas_m3_per_employee",
        "water_m3_per_employee",
        "wastewater_share",
    ),
    "streams": ("share", "low", "high", "storable_days", "cost_low", "cost_high"),
    "water": ("share_low", "share_high"),
    "seasons": MONTHS,
    "neighbours": ("latitude", "longitude", "spread_km", "count"),
    "provinces": ("latitude", "longitude"),
    "lanes": ("latitude", "longitude", "weight"),
    "facts": ("value", "year"),
    "words": (),
    "campaign": ("hours", "cost", "attend_share"),
}


@cache
def table(name: str) -> pd.DataFrame:
    """One CSV of this folder: texts are "" where empty, numbers NaN. Do not change it."""
    frame = pd.read_csv(FOLDER / f"{name}.csv", dtype="str", keep_default_na=False)
    for column in NUMBERS[name]:
        frame[column] = pd.to_numeric(frame[column].replace("", None))
    return frame


def fact(fact_id: str) -> float:
    """A published magnitude or an assumption of facts.csv, in the unit it stands in there."""
    facts = table("facts")
    return float(facts.loc[facts["fact_id"] == fact_id, "value"].item())


def qualities(cell: str) -> dict[str, tuple[float, float]]:
    """Ranges of a cell such as "temperature_c=80:95;moisture_percent=60:80"."""
    ranges = {}
    for part in cell.split(";"):
        if part:
            name, _, span = part.partition("=")
            low, _, high = span.partition(":")
            ranges[name.strip()] = (float(low), float(high or low))
    return ranges


def season_columns(season: str) -> dict[str, float]:
    """Month weights of a season of seasons.csv; none where every month is alike."""
    if not season:
        return {}
    weights = table("seasons").set_index("season").loc[season]
    return {month: float(np.asarray(weights[month])) for month in MONTHS}


def quality_columns(rng: np.random.Generator, cell: str, count: int) -> dict[str, Any]:
    """Named numbers of a quality cell; those without a column of their own go into one text."""
    columns: dict[str, Any] = {}
    others = []
    for name, (low, high) in qualities(cell).items():
        values = significant(rng.uniform(low, high, count), 3)
        if name in QUALITIES:
            columns[name] = values
        else:
            others.append([f"{name}={value:g}" for value in significant(values, 2)])
    if others:
        columns["quality_other"] = ["; ".join(parts) for parts in zip(*others, strict=True)]
    return columns


def significant(values: np.ndarray, digits: int) -> np.ndarray:
    """Round to so many significant digits; 0 and unknown stay as they are."""
    values = np.asarray(values, dtype="float64")
    size = np.floor(np.log10(np.where(values == 0, 1.0, np.abs(values))))
    scale = 10.0 ** (digits - 1 - size)
    return np.round(values * scale) / scale
