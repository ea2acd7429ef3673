"""What flows through the zone: totals, balances, routes and months, added up for pictures.

All functions take the streams as `stream_table` lays them out or the ranked
candidates of `symbio.opportunities.rank`, filtered as the reader wishes.
Quantities that are not known count as nothing, and are counted.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import sector_group
from symbio.zone.rows import MONTHS, Zone

if TYPE_CHECKING:
    from symbio.matching import Result

UNITS = ("t", "MWh", "m3", "h", "person_day", "lane")
VALUE = "value"
OTHER = "other"
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
_USED = tuple(f"used_{month}" for month in MONTHS)


@dataclass(frozen=True)
class Totals:
    """What a plan adds up to.

    Attributes
    ----------
    exchanges, firms : int
        Links that carry something, and firms at either end.
    tonnes, megawatt_hours, cubic_metres : float
        What is handed on. [t/y, MWh/y, m³/y]
    value : float
        Joint surplus of the exchanges whose price is known. [currency/y]
    unpriced : int
        Exchanges without a price.
    co2e_t : float
        Net saving. [t CO2e/y]
    kilometres : float
        Mean great-circle distance of the exchanges; NaN where there is none. [km]
    """

    exchanges: int
    firms: int
    tonnes: float
    megawatt_hours: float
    cubic_metres: float
    value: float
    unpriced: int
    co2e_t: float
    kilometres: float


def totals(opportunities: pd.DataFrame) -> Totals:
    """Add up the planned ones among the ranked candidates."""
    used = opportunities[opportunities["planned_per_year"] > 0]
    by_unit = used.groupby("unit")["planned_per_year"].sum()
    firms = pd.concat([used["giver_firm_id"], used["receiver_firm_id"]])
    return Totals(
        exchanges=len(used),
        firms=int(firms.nunique()),
        tonnes=float(by_unit.get("t", 0.0)),
        megawatt_hours=float(by_unit.get("MWh", 0.0)),
        cubic_metres=float(by_unit.get("m3", 0.0)),
        value=float(used["value_per_year"].sum()),
        unpriced=int((~used["price_known"].astype(bool)).sum()),
        co2e_t=float(used["co2e_t_per_year"].sum()),
        kilometres=float(used["distance_km"].mean()),
    )


def between_sectors(opportunities: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """The plan's exchanges by giving sector, resource and receiving sector.

    Parameters
    ----------
    opportunities : DataFrame
        As `symbio.opportunities.rank` returns it, filtered as wished.
    measure : str
        A unit of `UNITS` (quantities of different units do not add up), or
        "value": money a year, where it is known and more than nothing.

    Returns
    -------
    DataFrame, one row per giver_sector, resource, receiver_sector, largest first
        Columns `giver_sector`, `resource`, `kind`, `receiver_sector`,
        `quantity` [measure/y], `exchanges`.
    """
    used = opportunities[opportunities["planned_per_year"] > 0]
    if measure == VALUE:
        used = used.assign(amount=used["value_per_year"])
    else:
        used = used[used["unit"] == measure].assign(amount=lambda rows: rows["planned_per_year"])
    used = used[used["amount"] > 0].rename(columns={"from_resource": "resource"})
    key = ["giver_sector", "resource", "kind", "receiver_sector"]
    added = used.groupby(key).agg(quantity=("amount", "sum"), exchanges=("amount", "size"))
    return added.reset_index().sort_values(
        ["quantity", *key], ascending=[False, True, True, True, True], ignore_index=True
    )


def largest(flows: pd.DataFrame, most: int) -> pd.DataFrame:
    """`between_sectors` with all but the `most` largest resources as one, called "other".

    Returns
    -------
    DataFrame
        The same columns; `resource` and `kind` are "other" for what is put together.
    """
    ranked = flows.groupby("resource")["quantity"].sum().sort_values(ascending=False)
    if len(ranked) <= most:
        return flows
    small = flows["resource"].isin(ranked.index[most:])
    renamed = flows.assign(
        resource=flows["resource"].mask(small, OTHER), kind=flows["kind"].mask(small, OTHER)
    )
    key = ["giver_sector", "resource", "kind", "receiver_sector"]
    added = renamed.groupby(key).sum().reset_index()
    return added.sort_values(
        ["quantity", *key], ascending=[False, True, True, True, True], ignore_index=True
    )


def measures(opportunities: pd.DataFrame) -> list[str]:
    """The measures in which the plan has something to show, in the order of `UNITS`."""
    used = opportunities[opportunities["planned_per_year"] > 0]
    found = [unit for unit in UNITS if (used["unit"] == unit).any()]
    return [*found, VALUE] if (used["value_per_year"] > 0).any() else found


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
            pd.DataFrame(used, columns=list(_USED)),
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


def balance(streams: pd.DataFrame) -> pd.DataFrame:
    """What of each resource is offered, needed, matched and left.

    Returns
    -------
    DataFrame, one row per resource, by unit in the order of `UNITS`, largest first
        Columns `resource`, `kind`, `unit`, `offered`, `matched_offer`,
        `left_offer`, `needed`, `matched_need`, `left_need` [unit/y],
        `unknown` [streams without a quantity].
    """
    key = ["resource", "kind", "unit"]
    sides = []
    for direction, whole, side in (("offer", "offered", "offer"), ("need", "needed", "need")):
        rows = streams[streams["direction"] == direction].groupby(key)
        sides.append(
            pd.DataFrame({whole: rows["quantity"].sum(), f"matched_{side}": rows["matched"].sum()})
        )
    unknown = streams["quantity"].isna().groupby([streams[column] for column in key]).sum()
    added = sides[0].join(sides[1], how="outer").fillna(0.0).assign(unknown=unknown).reset_index()
    added = added.assign(
        left_offer=added["offered"] - added["matched_offer"],
        left_need=added["needed"] - added["matched_need"],
        place=added["unit"].map({unit: place for place, unit in enumerate(UNITS)}),
        size=added["offered"] + added["needed"],
    )
    return added.sort_values(
        ["place", "size", "resource"], ascending=[True, False, True], ignore_index=True
    )[
        [
            *key,
            "offered",
            "matched_offer",
            "left_offer",
            "needed",
            "matched_need",
            "left_need",
            "unknown",
        ]
    ]


def routes(streams: pd.DataFrame, *, unit: str) -> pd.DataFrame:
    """Where the offers of one unit go today, and where they would go in the plan.

    What the plan does not use keeps today's route.

    Returns
    -------
    DataFrame, one row per state ("today", "plan") and route
        Columns `state`, `route` ("disposal", "unknown", "recovery",
        "neighbour"), `quantity` [unit/y].
    """
    offers = streams[(streams["direction"] == "offer") & (streams["unit"] == unit)]
    left = offers["quantity"].fillna(0.0) - offers["matched"]
    today = offers.groupby("route")["quantity"].sum()
    plan = left.groupby(offers["route"]).sum()
    plan["neighbour"] = offers["matched"].sum()
    rows = [
        (state, route, float(added.get(route, 0.0)))
        for state, added in (("today", today), ("plan", plan))
        for route in ("disposal", "unknown", "recovery", "neighbour")
    ]
    return pd.DataFrame(rows, columns=["state", "route", "quantity"])


def months(streams: pd.DataFrame, *, unit: str) -> pd.DataFrame:
    """What of one unit is offered, needed and matched in each month.

    Returns
    -------
    DataFrame, twelve rows
        Columns `month` (1 to 12), `offered`, `needed`, `matched` [unit/month];
        `matched` is what the givers hand on.
    """
    rows = streams[streams["unit"] == unit]
    offers, needs = (rows[rows["direction"] == side] for side in ("offer", "need"))
    return pd.DataFrame(
        {
            "month": np.arange(1, 13),
            "offered": np.nansum(offers[list(MONTHS)].to_numpy(), axis=0),
            "needed": np.nansum(needs[list(MONTHS)].to_numpy(), axis=0),
            "matched": np.nansum(offers[list(_USED)].to_numpy(), axis=0),
        }
    )


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
