"""The invented firms of the demo: kind, name, size, place, licences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.zone.demo import places
from symbio.zone.demo.names import firm_names
from symbio.zone.demo.profiles import table

SINGLE_ZONE_LIMIT = 500  # firms; above it the demo is spread over many zones of the country
FIRMS_PER_ZONE = 150
NEIGHBOUR_SHARE = 40 / 250
SILENT_SHARE = 0.15  # firms that have said nothing: only estimates tell of them
SILENT_FROM = 5  # firms of a kind; the few of a rare kind have all been asked
# Most say little at first; a few, who give by the lorry, have nothing to hide.
_LEVELS, _LEVEL_SHARES = ["sector", "alias", "partners", "public"], [0.25, 0.4, 0.2, 0.15]
_BANDS = ((0, 9, "0-9"), (10, 49, "10-49"), (50, 99, "50-99"), (100, 249, "100-249"))
_NEIGHBOUR_KM = (3.0, 35.0)  # from the centre of a zone of the country


def draw_firms(rng: np.random.Generator, firms: int) -> pd.DataFrame:
    """Invent the firms of one zone, or of many where there are more than one holds.

    Returns
    -------
    DataFrame, one row per firm in the order of its id
        The columns of table firm, and `profile_id`, `head_count` [person],
        `silent` (has said nothing yet), which the streams are drawn from.
    """
    kinds = _kinds(rng, firms) if firms <= SINGLE_ZONE_LIMIT else _kinds_in_country(rng, firms)
    profile = table("profiles").set_index("profile_id").loc[kinds["profile_id"]].reset_index()
    count = len(kinds)
    low, high = np.log(profile["employees_low"]), np.log(profile["employees_high"])
    head_count = np.exp(rng.uniform(low, high)).round().astype("int64")
    licensed = (rng.random(count) < profile["licence_share"].to_numpy()) & (
        profile["licences"].to_numpy() != ""
    )
    width = max(4, len(str(count)))
    frame = kinds.assign(
        firm_id=[f"F{number:0{width}d}" for number in range(1, count + 1)],
        name=_names(rng, kinds["profile_id"]),
        activity=profile["activity"].to_numpy(),
        nace=profile["nace"].to_numpy(),
        head_count=head_count,
        employees=_employees(rng, head_count),
        licences=profile["licences"].str.replace("|", ";").where(licensed),
        disclosure=rng.choice(_LEVELS, count, p=_LEVEL_SHARES),
        silent=(rng.random(count) < SILENT_SHARE) & (profile["weight"].to_numpy() >= SILENT_FROM),
    )
    frame["public_alias"] = [f"Firma {number:0{width}d}" for number in range(1, count + 1)]
    return frame


def _kinds(rng: np.random.Generator, firms: int) -> pd.DataFrame:
    """Kind and place of each firm of the one zone that is drawn on the map."""
    outside = int(round(firms * NEIGHBOUR_SHARE))
    profiles = table("profiles")
    own = profiles[profiles["place"] == "osb"]
    counts = apportion(own["weight"].to_numpy(), firms - outside)
    inside = pd.DataFrame({"profile_id": np.repeat(own["profile_id"].to_numpy(), counts)})
    plots = places.plots(len(inside))
    plot = rng.permutation(len(plots.latitude))[: len(inside)]
    chance = rng.random(len(inside))
    missing = chance > 0.95
    inside = inside.assign(
        inside_osb=True,
        osb_part=plots.part[plot],
        region="Döşemealtı",
        latitude=np.where(missing, np.nan, plots.latitude[plot]),
        longitude=np.where(missing, np.nan, plots.longitude[plot]),
        location_precision=pd.Series(
            np.select([chance < 0.70, chance < 0.87], ["parcel", "street"], "approximate")
        ).where(~missing),
    )
    return pd.concat([inside, _neighbours(rng, outside)], ignore_index=True)


def _neighbours(rng: np.random.Generator, count: int) -> pd.DataFrame:
    rows = table("neighbours")
    counts = apportion(rows["count"].to_numpy(), count)
    chosen = rows.loc[np.repeat(rows.index.to_numpy(), counts)].reset_index(drop=True)
    angle = rng.uniform(0, 2 * np.pi, count)
    away = chosen["spread_km"].to_numpy() * np.sqrt(rng.random(count))
    latitude, longitude = places.offset(
        chosen["latitude"].to_numpy(),
        chosen["longitude"].to_numpy(),
        away * np.cos(angle),
        away * np.sin(angle),
    )
    return pd.DataFrame(
        {
            "profile_id": chosen["profile_id"],
            "inside_osb": False,
            "osb_part": None,
            "region": chosen["region"],
            "latitude": latitude.round(4),
            "longitude": longitude.round(4),
            "location_precision": chosen["precision"],
        }
    )


def _kinds_in_country(rng: np.random.Generator, firms: int) -> pd.DataFrame:
    """Kind and place of each firm of many zones, each of about the same size."""
    zones = -(-firms // FIRMS_PER_ZONE)
    zone = np.arange(firms) * zones // firms
    outside = rng.random(firms) < NEIGHBOUR_SHARE
    profiles = table("profiles")
    kind = np.empty(firms, dtype="object")
    for mask, place in ((outside, "neighbour"), (~outside, "osb")):
        own = profiles[profiles["place"] == place]
        weight = own["weight"].to_numpy()
        kind[mask] = rng.choice(own["profile_id"].to_numpy(), mask.sum(), p=weight / weight.sum())
    latitude, longitude, province = places.zone_centres(zones)
    east, north = places.grid(2 * FIRMS_PER_ZONE)
    plot = np.arange(firms) - np.searchsorted(zone, zone)
    angle = rng.uniform(0, 2 * np.pi, firms)
    away = rng.uniform(*_NEIGHBOUR_KM, firms)
    here, there = places.offset(
        latitude[zone],
        longitude[zone],
        np.where(outside, away * np.cos(angle), east[plot]),
        np.where(outside, away * np.sin(angle), north[plot]),
    )
    missing = rng.random(firms) > 0.97
    precision = pd.Series(np.where(outside, "district", "parcel")).where(~missing)
    return pd.DataFrame(
        {
            "profile_id": kind,
            "inside_osb": ~outside,
            "osb_part": [f"OSB {number + 1:03d}" for number in zone],
            "region": province[zone],
            "latitude": np.where(missing, np.nan, here.round(5)),
            "longitude": np.where(missing, np.nan, there.round(5)),
            "location_precision": precision,
        }
    )


def apportion(weights: np.ndarray, total: int) -> np.ndarray:
    """Whole numbers in proportion to `weights` that add up to `total` (largest remainder)."""
    exact = weights * total / weights.sum()
    whole = np.floor(exact + 1e-9).astype("int64")
    rest = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return whole


def _names(rng: np.random.Generator, profile_id: pd.Series) -> np.ndarray:
    names = np.empty(len(profile_id), dtype="object")
    for profile in table("profiles").to_dict("records"):
        mask = (profile_id == profile["profile_id"]).to_numpy()
        names[mask] = firm_names(
            rng,
            tuple(profile["products"].split("|")),
            int(mask.sum()),
            company=profile["company"] == "yes",
        )
    return names


def _employees(rng: np.random.Generator, head_count: np.ndarray) -> pd.Series:
    """Seven in ten as a number, the others as a band; one in twenty unknown."""
    band = np.full(len(head_count), "250+", dtype="object")
    for low, high, label in _BANDS:
        band[(head_count >= low) & (head_count <= high)] = label
    chance = rng.random(len(head_count))
    known = np.where(chance < 0.70, head_count.astype("str"), band)
    return pd.Series(known).where(chance <= 0.95)
