"""Distances as bands, so that no place of a firm can be told from a row."""

from __future__ import annotations

import pandas as pd

from symbio.disclosure.bands import distance_band, rounded


def usual_km(general: pd.DataFrame) -> pd.Series:
    """The middle of the band in which the median distance of each kind lies, by kind [km]."""
    return distance_band(general.groupby("kind")["distance_km"].median())["middle_km"]


def without_distance(rows: pd.DataFrame, usual: pd.Series, exact: pd.Series) -> pd.DataFrame:
    """Distances as bands, and values as the middle of the band makes them.

    Of a firm that shows its sector only, not even the band.

    Parameters
    ----------
    rows : DataFrame
        Candidates with `giver_state` and `receiver_state`.
    usual : Series
        By kind: the distance that stands for any firm that shows its sector only. [km]
    exact : Series of bool
        Rows whose distance may be seen as it is.
    """
    hidden = (rows["giver_state"] == "sector") | (rows["receiver_state"] == "sector")
    band = distance_band(rows["distance_km"]).mask(hidden)
    middle = band["middle_km"].mask(hidden, rows["kind"].map(usual))
    km = rows["distance_km"].where(exact, middle)
    legs = rows["distance_to_treater_km"].fillna(0.0) + rows["distance_from_treater_km"].fillna(0.0)
    legs = legs.where(legs > 0, rows["distance_km"])
    money = rows["general_value_per_unit"] + _moved(rows, "transport_per_unit", legs, km)
    co2e = rows["co2e_kg_per_unit"] + _moved(rows, "co2e_transport_kg_per_unit", legs, km)
    fixed = rows["fixed_link_cost_per_year"].fillna(0.0)
    return rows.assign(
        distance_km=km.mask(hidden),
        low_km=band["low_km"].where(~exact, km),
        high_km=band["high_km"].where(~exact, km),
        general_value_per_unit=rounded(money, 2).mask(hidden, rounded(money)),
        value_per_unit=rounded(money, 2).mask(hidden, rounded(money)),
        co2e_kg_per_unit=rounded(co2e, 2),
        link_cost_per_year=rounded(fixed - _moved(rows, "fixed_link_cost_per_year", legs, km), 2),
    )


def _moved(rows: pd.DataFrame, column: str, legs: pd.Series, km: pd.Series) -> pd.Series:
    """What the true distance put into `column`, less what the shown distance would put.

    The rate of a kilometre is taken over all rows of the same way, so that it tells
    nothing of one of them.
    """
    rate = (
        (rows[column] / legs.where(legs > 0))
        .groupby([rows["pathway_id"], rows["from_resource"]])
        .transform("median")
    )
    return rows[column].fillna(0.0) - rate.fillna(0.0) * km.fillna(0.0)
