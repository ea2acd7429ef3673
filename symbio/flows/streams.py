"""The streams that took part in a match, with what of each the plan uses."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import sector_group
from symbio.zone.rows import MONTHS, Zone

if TYPE_CHECKING:
    from symbio.matching import Result

HIDDEN = "hidden"  # the route of a stream of which the viewer may not know it
UNITS = ("t", "MWh", "m3", "h", "person_day", "lane")
STREAM_COLUMNS = (
    "stream_id",
    "firm_id",
    "sector",
    "direction",
    "resource",
    "kind",
    "unit",
    "quantity",
    "matched",
    "route",
)
USED = tuple(f"used_{month}" for month in MONTHS)


def stream_table(zone: Zone, knowledge: Knowledge, result: Result) -> pd.DataFrame:
    """The streams that took part in a match, with what of each the plan uses.

    Parameters
    ----------
    zone : Zone
        The stored rows.
    knowledge : Knowledge
        For kinds, units and sectors.
    result : Result
        The outcome of `symbio.matching.match` on that zone.

    Returns
    -------
    DataFrame, one row per stream, by stream_id
        Columns `STREAM_COLUMNS`, `month_01` … `month_12` and `used_month_01` …:
        `quantity` is what is left after a firm's own use [unit/y, missing if
        unknown], `matched` what the plan gives or delivers [unit/y], `route`
        one of "disposal", "recovery", "unknown".
    """
    netted = result.streams.set_index("stream_id")["quantity_per_year"]
    rows = zone.stream[zone.stream["stream_id"].isin(netted.index)].sort_values("stream_id")
    resources = knowledge.resources.set_index("resource_id")
    nace = zone.firm.set_index("firm_id")["nace"]
    sector = {firm: sector_group(code, knowledge) for firm, code in nace.items()}
    table = pd.DataFrame(
        {
            "stream_id": rows["stream_id"],
            "firm_id": rows["firm_id"],
            "sector": rows["firm_id"].map(sector),
            "direction": rows["direction"],
            "resource": rows["resource"],
            "kind": rows["resource"].map(resources["kind"]),
            "unit": rows["resource"].map(resources["unit"]),
            "quantity": rows["stream_id"].map(netted),
            "matched": 0.0,
            "route": _route(rows["present_route"]),
        }
    ).reset_index(drop=True)
    months = _spread(rows[list(MONTHS)].to_numpy(dtype="float64"), table["quantity"].to_numpy())
    used = _used(table, result.exchanges)
    matched = used.sum(axis=1)
    # No exchange takes more than there is; the sum of twelve months may by a rounding.
    matched = np.fmin(matched, table["quantity"].to_numpy(dtype="float64"))
    return pd.concat(
        [
            table.assign(matched=np.nan_to_num(matched)),
            pd.DataFrame(months, columns=list(MONTHS)),
            pd.DataFrame(used, columns=list(USED)),
        ],
        axis=1,
    )


def choose_streams(
    streams: pd.DataFrame,
    *,
    kinds: Collection[str] = (),
    sectors: Collection[str] = (),
    resource: str | None = None,
    firm_id: str | None = None,
) -> pd.DataFrame:
    """The streams that fit every filter given; an empty filter lets all pass."""
    keep = pd.Series(True, index=streams.index)
    if kinds:
        keep &= streams["kind"].isin(list(kinds))
    if sectors:
        keep &= streams["sector"].isin(list(sectors))
    if resource is not None:
        keep &= streams["resource"] == resource
    if firm_id is not None:
        keep &= streams["firm_id"] == firm_id
    return streams[keep]


def _route(codes: pd.Series) -> pd.Series:
    """What an R or D code means in one word."""
    first = codes.fillna("").str.strip().str[:1].str.upper()
    return first.map({"R": "recovery", "D": "disposal"}).fillna("unknown")


def _spread(profile: np.ndarray, quantity: np.ndarray) -> np.ndarray:
    """A year's quantity by month in proportion to the profile, evenly without one."""
    weight = np.maximum(np.nan_to_num(profile), 0.0)
    total = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, total, out=np.full_like(weight, 1 / 12), where=total > 0)
    return share * quantity[:, None]


def _used(table: pd.DataFrame, exchanges: pd.DataFrame) -> np.ndarray:
    """What the plan uses of each stream, by month [unit/month]."""
    place = pd.Series(np.arange(len(table)), index=table["stream_id"])
    given = exchanges[list(MONTHS)].to_numpy(dtype="float64")
    # A need counts in its own unit: what arrives after the conversion.
    arrives = exchanges["delivered_per_year"] / exchanges["quantity_per_year"]
    used = np.zeros((len(table), 12))
    for column, factor in (
        ("offer_stream_id", np.ones(len(exchanges))),
        ("need_stream_id", arrives.to_numpy(dtype="float64")),
    ):
        rows = exchanges[column].map(place)
        known = rows.notna().to_numpy()
        np.add.at(used, rows[known].astype(int).to_numpy(), (given * factor[:, None])[known])
    return used
