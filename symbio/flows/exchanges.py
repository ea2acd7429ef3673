"""The plan added up: totals, and what goes from sector to sector."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from symbio.flows.streams import UNITS

VALUE = "value"
OTHER = "other"


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
