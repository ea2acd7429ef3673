"""Electricity, gas and water of the demo's plants: they add up to published totals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.zone.demo.profiles import fact, quality_columns, season_columns, table


def draw_utilities(rng: np.random.Generator, firms: pd.DataFrame) -> pd.DataFrame:
    """Electricity [kWh/y], gas [m3/y], water and wastewater [m3/y] of every plant.

    Whole numbers, drawn from sector and size and scaled so that the plants
    inside that are not silent add up to the published totals, in proportion
    to how many plants there are against the default.
    """
    profile = table("profiles").set_index("profile_id").loc[firms["profile_id"]]
    people = firms["head_count"].to_numpy() ** 0.9  # larger plants use a little less per head
    counted = (firms["inside_osb"] & ~firms["silent"]).to_numpy()
    part = firms["inside_osb"].sum() / fact("plants_inside")
    drawn = {}
    for fact_id, column in (
        ("electricity", "electricity_mwh_per_employee"),
        ("natural_gas", "gas_m3_per_employee"),
        ("water", "water_m3_per_employee"),
    ):
        weight = profile[column].to_numpy() * people * rng.lognormal(0, 0.3, len(firms))
        drawn[fact_id] = scale_to(weight, counted, round(fact(fact_id) * part))
    share = profile["wastewater_share"].to_numpy() * rng.uniform(0.85, 1.05, len(firms))
    drawn["wastewater"] = let_go(drawn["water"], share, counted, round(fact("wastewater") * part))
    return pd.DataFrame(drawn, index=firms.index)


def scale_to(weight: np.ndarray, counted: np.ndarray, total: int) -> np.ndarray:
    """Whole numbers in proportion to `weight`; those `counted` add up to `total` exactly."""
    reach = weight[counted].sum()
    if reach == 0:
        return np.zeros(len(weight), dtype="int64")
    whole = np.floor(weight * (total / reach)).astype("int64")
    largest = int(np.where(counted, weight, -1).argmax())
    whole[largest] += total - int(whole[counted].sum())
    return whole


def let_go(water: np.ndarray, share: np.ndarray, counted: np.ndarray, total: int) -> np.ndarray:
    """What each plant lets go of its water: whole numbers, never more than it takes.

    The shares are bent together, 1 - (1 - share)^k, until those `counted` add
    up to `total`; where their water does not suffice, all of it goes.
    """
    able = np.where(share > 0, water, 0)
    if able[counted].sum() <= total:
        return able
    low, high = 0.0, 1.0
    while _bent(able, share, high)[counted].sum() < total:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        enough = _bent(able, share, middle)[counted].sum() >= total
        low, high = (low, middle) if enough else (middle, high)
    whole = _bent(able, share, low)
    # What rounding left over goes one by one to those that still have room.
    room = np.flatnonzero(counted & (whole < able))
    whole[room[: total - int(whole[counted].sum())]] += 1
    return whole


def _bent(able: np.ndarray, share: np.ndarray, power: float) -> np.ndarray:
    return np.floor(able * (1 - (1 - np.minimum(share, 0.99)) ** power)).astype("int64")


def utility_streams(
    rng: np.random.Generator, firms: pd.DataFrame, used: pd.DataFrame, knowledge: Knowledge
) -> pd.DataFrame:
    """Metered streams of the plants inside that are not silent.

    A plant's water is split by quality: what cooling or cutting could take
    from elsewhere is a need of its own, and so is each kind of water it lets
    go. The water needs add up to the plant's water, the offers to its wastewater.

    Returns
    -------
    DataFrame, one row per stream
        `firm` (position in `firms`), `line` (below 0), and columns of table stream.
    """
    unit = knowledge.resources.set_index("resource_id")["unit"]
    gas_kwh = fact("gas_heating_value") if unit["natural_gas"] == "MWh" else 1000.0
    metered = (firms["inside_osb"] & ~firms["silent"]).to_numpy()
    parts = []
    for name, per, text in (
        ("electricity", 1 / 1000, "Şebekeden elektrik"),
        ("natural_gas", gas_kwh / 1000, "Doğal gaz"),
    ):
        firm = np.flatnonzero(metered & (used[name] > 0).to_numpy())
        part = pd.DataFrame({"firm": firm, "resource": name, "description": text})
        part["quantity_per_year"] = used[name].to_numpy()[firm] * per
        parts.append(part.assign(direction="need"))
    for direction, total in (("need", "water"), ("offer", "wastewater")):
        amount = used[total].to_numpy().astype("int64")
        parts.extend(_water(rng, firms, np.where(metered, amount, 0), direction))
    frame = pd.concat(
        [part.assign(line=place - len(parts)) for place, part in enumerate(parts)],
        ignore_index=True,
    )
    return frame.assign(unit=frame["resource"].map(unit), metered=True)


def _water(
    rng: np.random.Generator, firms: pd.DataFrame, amount: np.ndarray, direction: str
) -> list[pd.DataFrame]:
    """Split each plant's water over the lines of water.csv; the general line takes the rest."""
    lines = table("water")
    lines = lines[lines["direction"] == direction]
    rest = amount.copy()
    parts = []
    for line in lines[lines["profile_id"] != "*"].to_dict("records"):
        firm = np.flatnonzero((firms["profile_id"] == line["profile_id"]).to_numpy() & (amount > 0))
        share = rng.uniform(line["share_low"], line["share_high"], len(firm))
        taken = np.floor(amount[firm] * share).astype("int64")
        rest[firm] -= taken
        parts.append(_water_part(rng, line, firm, taken))
    [general] = lines[lines["profile_id"] == "*"].to_dict("records")
    firm = np.flatnonzero(rest > 0)
    return [_water_part(rng, general, firm, rest[firm]), *parts]


def _water_part(
    rng: np.random.Generator, line: dict[Any, Any], firm: np.ndarray, amount: np.ndarray
) -> pd.DataFrame:
    part = pd.DataFrame(
        {
            "firm": firm,
            "direction": line["direction"],
            "resource": line["resource"],
            "quantity_per_year": amount.astype("float64"),
            "description": line["description"],
        }
    )
    return part.assign(
        **quality_columns(rng, line["qualities"], len(firm)), **season_columns(line["season"])
    )
