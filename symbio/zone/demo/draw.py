"""The invented streams of the demo: what each firm offers and needs, how much, of what quality."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.zone.demo.profiles import (
    fact,
    quality_columns,
    season_columns,
    significant,
    table,
)
from symbio.zone.demo.utilities import utility_streams

MOST_PER_FIRM = 8
UNKNOWN_SHARE = 0.12  # of all streams: a card in a workshop often has no number
PRICED_SHARE = 0.65  # of the waste streams with a known quantity
CONFIRMED = ("2025-01-15", "2026-08-31")
_EVIDENCE = (
    "Sayaç okuması (sentetik)",
    "Tartım (sentetik)",
    "Çalıştay kartı (sentetik)",
    "Firma beyanı (sentetik)",
)
PRICED = ("2025-07-01", "2026-06-30")


class Row(NamedTuple):
    """One line of streams.csv."""

    profile_id: str
    direction: str
    resource: str
    share: float
    basis: str
    low: float
    high: float
    season: str
    storable_days: float
    waste_code: str
    route: str
    cost_low: float
    cost_high: float
    payer: str
    qualities: str
    description: str


def draw_streams(
    rng: np.random.Generator,
    firms: pd.DataFrame,
    used: pd.DataFrame,
    knowledge: Knowledge,
    *,
    streams_per_firm: float | None,
) -> pd.DataFrame:
    """Draw the streams of every firm from the profiles.

    Parameters
    ----------
    firms : DataFrame
        As `draw_firms` returns it.
    used : DataFrame, one row per firm
        Utilities of each firm, as `utilities` returns them. [kWh/y, m3/y]
    streams_per_firm : float or None
        Mean number wanted; None leaves it to the profiles (about five, eight at most).

    Returns
    -------
    DataFrame, one row per stream in the order of its id
        Columns of table stream.
    """
    rows = [Row(*line) for line in table("streams")[list(Row._fields)].itertuples(index=False)]
    members = {row: _members(row, firms) for row in rows}
    parts = [utility_streams(rng, firms, used, knowledge)]
    wanted = None if streams_per_firm is None else streams_per_firm * len(firms) - len(parts[0])
    power = _power(rows, members, wanted)
    for place, row in enumerate(rows):
        chosen = members[row][rng.random(len(members[row])) < 1 - (1 - row.share) ** power]
        if len(chosen):
            part = _draw(rng, row, firms.iloc[chosen], used.iloc[chosen], knowledge)
            parts.append(part.assign(firm=chosen, line=place))
    frame = pd.concat(parts, ignore_index=True).sort_values(["firm", "line"], ignore_index=True)
    # A firm that burns no gas has no heat of it.
    frame = frame[frame["quantity_per_year"] > 0].reset_index(drop=True)
    general = np.flatnonzero([row.profile_id.startswith("*") for row in rows])
    frame = _once_per_resource(frame, general)
    if streams_per_firm is None:
        frame = _at_most(rng, frame, MOST_PER_FIRM)
    frame = _grades(rng, frame, firms["disclosure"].to_numpy())
    width = max(5, len(str(len(frame))))
    frame["stream_id"] = [f"S{number:0{width}d}" for number in range(1, len(frame) + 1)]
    frame["firm_id"] = firms["firm_id"].to_numpy()[frame["firm"]]
    return frame


def _members(row: Row, firms: pd.DataFrame) -> np.ndarray:
    """Positions of the firms that may have the stream; silent ones have said nothing."""
    if row.profile_id == "*":
        mask = np.ones(len(firms), dtype=bool)
    elif row.profile_id == "*osb":
        mask = firms["inside_osb"].to_numpy()
    else:
        mask = (firms["profile_id"] == row.profile_id).to_numpy()
    return np.flatnonzero(mask & ~firms["silent"].to_numpy())


def _power(rows: list[Row], members: dict[Row, np.ndarray], wanted: float | None) -> float:
    """The k in 1 - (1 - share)^k that gives the number of streams wanted; 1 where none is."""
    if wanted is None:
        return 1.0
    share = np.array([row.share for row in rows])
    firms = np.array([len(members[row]) for row in rows])
    low, high = 0.05, 60.0
    for _ in range(50):
        middle = (low + high) / 2
        enough = float((firms * (1 - (1 - share) ** middle)).sum()) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return high


def _draw(
    rng: np.random.Generator,
    row: Row,
    firms: pd.DataFrame,
    used: pd.DataFrame,
    knowledge: Knowledge,
) -> pd.DataFrame:
    """One line of streams.csv for the firms that have it."""
    count = len(firms)
    basis = {
        "employee": firms["head_count"],
        "firm": pd.Series(1.0, index=firms.index),
        "electricity": used["electricity"] / 1000,
        "gas": used["natural_gas"] * fact("gas_heating_value") / 1000,
        "water": used["water"],
    }[row.basis].to_numpy(dtype="float64")
    amount = basis * np.exp(rng.uniform(np.log(row.low), np.log(row.high), count))
    resource = knowledge.resources.set_index("resource_id").loc[row.resource]
    descriptions = np.array(row.description.split("|"), dtype="object")
    part = pd.DataFrame(
        {
            "direction": row.direction,
            "resource": row.resource,
            "unit": resource["unit"],
            "quantity_per_year": significant(amount, 3),
            "waste_code": row.waste_code or None,
            "storable_days": row.storable_days,
            "present_route": row.route or None,
            "payer": row.payer or None,
            "description": descriptions[rng.integers(0, len(descriptions), count)],
        },
        index=range(count),
    )
    part = part.assign(**quality_columns(rng, row.qualities, count), **season_columns(row.season))
    if not np.isnan(row.cost_low):
        part = part.assign(present_cost_per_unit=_costs(rng, row, count))
    if resource["kind"] == "logistics":
        part = part.assign(**_lanes(rng, firms))
    return part


def _costs(rng: np.random.Generator, row: Row, count: int) -> np.ndarray:
    """Present cost [TRY/unit], income negative; unknown for one in three."""
    cost = significant(rng.uniform(row.cost_low, row.cost_high, count), 2)
    return np.where(rng.random(count) < PRICED_SHARE, cost, np.nan)


def _lanes(rng: np.random.Generator, firms: pd.DataFrame) -> dict[str, Any]:
    """Lanes between the firm and a town, six in ten towards the firm."""
    towns = table("lanes")
    chance = towns["weight"].to_numpy() / towns["weight"].sum()
    town = rng.choice(len(towns), len(firms), p=chance)
    home = {
        "": firms["region"].to_numpy(),
        "_latitude": firms["latitude"].to_numpy(),
        "_longitude": firms["longitude"].to_numpy(),
    }
    away = {
        "": towns["place"].to_numpy()[town],
        "_latitude": towns["latitude"].to_numpy()[town],
        "_longitude": towns["longitude"].to_numpy()[town],
    }
    inbound = rng.random(len(firms)) < 0.6
    columns: dict[str, Any] = {}
    for end in home:
        columns[f"lane_origin{end}"] = np.where(inbound, away[end], home[end])
        columns[f"lane_destination{end}"] = np.where(inbound, home[end], away[end])
    return columns


def _once_per_resource(frame: pd.DataFrame, general: np.ndarray) -> pd.DataFrame:
    """Drop a general stream where the firm has the resource already; lanes by direction."""
    lane = frame["resource"] == "truck_lane"
    key = frame["resource"].where(~lane, frame["resource"] + frame["direction"])
    again = frame.assign(key=key).duplicated(["firm", "key"])
    return frame[~(again & frame["line"].isin(general))].reset_index(drop=True)


def _at_most(rng: np.random.Generator, frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Drop streams of firms with too many: not the metered, not a firm's main one."""
    own = frame["line"].where(frame["line"] >= 0)
    kept = frame["metered"].notna() | (own == own.groupby(frame["firm"]).transform("min"))
    rank = pd.Series(rng.random(len(frame)), index=frame.index).mask(kept, -1.0)
    place = rank.groupby(frame["firm"]).rank(method="first")
    return frame[place <= most].reset_index(drop=True)


def _grades(rng: np.random.Generator, frame: pd.DataFrame, disclosure: np.ndarray) -> pd.DataFrame:
    """Grade, range, dates and disclosure of every stream; `disclosure` is that of its firm."""
    count = len(frame)
    metered = frame["metered"].notna().to_numpy()
    open_to_doubt = ~metered
    unknown = open_to_doubt & (
        rng.random(count) < UNKNOWN_SHARE * count / max(open_to_doubt.sum(), 1)
    )
    measured = metered | (open_to_doubt & (rng.random(count) < 0.25))
    grade = np.select([unknown, measured], ["unknown", "measured"], "declared")
    quantity = frame["quantity_per_year"].where(~unknown)
    ranged = (grade == "declared") & (rng.random(count) < 0.4)
    spread = rng.choice([0.1, 0.2, 0.3], count)
    cost = frame["present_cost_per_unit"]
    confirmed = _days(rng, CONFIRMED, count)
    evidence = np.select([metered, measured, unknown], list(_EVIDENCE[:3]), _EVIDENCE[3])
    return frame.assign(
        grade=grade,
        quantity_per_year=quantity,
        quantity_low_per_year=np.where(ranged, significant(quantity * (1 - spread), 3), np.nan),
        quantity_high_per_year=np.where(ranged, significant(quantity * (1 + spread), 3), np.nan),
        present_cost_per_unit=cost,
        present_cost_currency=pd.Series("TRY", index=frame.index).where(cost.notna()),
        present_cost_date=pd.Series(_days(rng, PRICED, count)).where(cost.notna()),
        evidence=evidence,
        last_confirmed=confirmed,
        disclosure=disclosure[frame["firm"]],
    )


def _days(rng: np.random.Generator, span: tuple[str, str], count: int) -> np.ndarray:
    first, last = (np.datetime64(day) for day in span)
    return first + rng.integers(0, int((last - first).astype("int64")) + 1, count)
