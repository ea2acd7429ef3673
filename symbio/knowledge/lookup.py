"""Factors: the most specific row that fits, money between currencies and years."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import pandas as pd

from symbio.errors import InputError, Problem
from symbio.knowledge.tables import Knowledge

FACTOR_COLUMNS = (
    "subject",
    "value",
    "low",
    "high",
    "unit",
    "currency",
    "year",
    "grade",
    "factor_id",
)
Amount = TypeVar("Amount", float, np.ndarray, pd.Series)


@dataclass(frozen=True)
class Factor:
    """One row of factors.csv; numbers are NaN where the cell is empty."""

    factor_id: str
    metric: str
    subject: str
    region: str
    value: float
    low: float
    high: float
    unit: str
    currency: str
    year: float
    source: str
    grade: str
    note_tr: str
    note_en: str
    chapter: str = ""

    def note(self, language: str) -> str:
        """The note in `language`."""
        return self.note_tr if language == "tr" else self.note_en


def factor(
    knowledge: Knowledge, metric: str, subject: str = "", country: str = ""
) -> Factor | None:
    """The factor that fits `subject` in `country` best, or None where there is none.

    The subject decides before the region: the resource itself, its parents from
    near to far, its disposal class, its kind, then the general row; within one
    subject the zone's country, then EU, then ANY; of several years the latest.

    Parameters
    ----------
    knowledge : Knowledge
    metric : str
        As in factors.csv, for example "virgin_price".
    subject : str
        A resource, disposal class, kind, vehicle or currency; "" is general.
    country : str
        ISO 3166 alpha-2; "" asks for EU and ANY only.
    """
    place = _best_rows(knowledge, metric, country, (subject,))[0]
    if place < 0:
        return None
    (row,) = knowledge.factors.iloc[[place]].to_dict("records")
    return Factor(**{str(name): cell for name, cell in row.items()})


def factor_table(
    knowledge: Knowledge, metric: str, subjects: Sequence[str] | pd.Series, country: str = ""
) -> pd.DataFrame:
    """`factor` for many subjects at once.

    Returns
    -------
    DataFrame, one row per entry of `subjects`, in the same order
        The columns of `FACTOR_COLUMNS`. Where nothing fits, numbers are NaN
        and texts "".
    """
    codes, unique = pd.factorize(pd.Series(subjects, dtype="str"))
    rows = _best_rows(knowledge, metric, country, tuple(str(name) for name in unique))
    columns = [name for name in FACTOR_COLUMNS if name != "subject"]
    found = knowledge.factors[columns].reindex(rows)
    texts = [name for name in columns if found[name].dtype == "str"]
    found[texts] = found[texts].fillna("")
    found.insert(0, "subject", unique.to_numpy())
    return found.iloc[codes].reset_index(drop=True)


def lineage(knowledge: Knowledge, subject: str) -> tuple[str, ...]:
    """Subjects to ask in turn: `subject`, its parents, its disposal class, kind and ""."""
    resources = _by_id(knowledge)
    if subject not in resources:
        return (subject, "") if subject else ("",)
    chain, name = [], subject
    while name:
        chain.append(name)
        name = str(resources[name]["parent_id"])
    own = resources[subject]
    return (*chain, str(own["disposal_class"]), str(own["kind"]), "")


def family(knowledge: Knowledge, resource: str) -> dict[str, str]:
    """What a resource, its parents from near to far and all below it are to it.

    Returns
    -------
    dict
        resource_id to "" (itself), "parent" or "child": as matching lets a child walk the
        pathways of its parents.
    """
    resources = _by_id(knowledge)
    if resource not in resources:
        return {resource: ""}
    above = lineage(knowledge, resource)[1:-3]
    below = [name for name in resources if resource in lineage(knowledge, name)[1:-3]]
    return {resource: ""} | dict.fromkeys(above, "parent") | dict.fromkeys(below, "child")


def valued_by(knowledge: Knowledge, resource: str, country: str = "") -> tuple[str, ...]:
    """The metrics that say what a resource costs and emits.

    What is bought has a price and its production's emissions; what a plant only takes in for
    treatment has what the treatment costs and emits; what nobody takes has its disposal alone.

    Parameters
    ----------
    country : str
        ISO 3166 alpha-2.
    """
    if resource in nobody_takes(knowledge):
        return ("disposal_cost", "co2e_disposal")
    price = factor(knowledge, "virgin_price", resource, country)
    if price is not None and price.value == 0:
        return ("disposal_cost", "treatment_cost", "co2e_disposal", "co2e_treatment")
    return ("disposal_cost", "virgin_price", "co2e_disposal", "co2e_virgin")


@lru_cache(maxsize=16)
def nobody_takes(knowledge: Knowledge) -> frozenset[str]:
    """Resources for disposal only: hazardous, no pathway leads from them, no sector needs them."""
    table, profiles = knowledge.resources, knowledge.sector_profiles
    hazardous = table.loc[table["disposal_class"] == "hazardous", "resource_id"]
    needed = profiles.loc[profiles["direction"] == "need", "resource_id"]
    return frozenset(hazardous) - {*knowledge.pathways["from_resource"], *needed}


def exchange(amount: Amount, from_currency: str, to_currency: str, knowledge: Knowledge) -> Amount:
    """`amount` of one currency in another, at the rates of factors.csv.

    Raises
    ------
    InputError
        If there is no rate for one of the currencies.
    """
    if from_currency == to_currency:
        return amount
    per_euro = _rates(knowledge)
    missing = [name for name in (from_currency, to_currency) if name not in per_euro]
    if missing:
        known = ", ".join(currencies(knowledge))
        raise InputError(
            *(
                Problem("currency_without_rate", value=name, values={"known": known})
                for name in missing
            )
        )
    return amount * (per_euro[to_currency] / per_euro[from_currency])


def currencies(knowledge: Knowledge) -> tuple[str, ...]:
    """The currencies with a rate of exchange (ISO 4217), sorted."""
    return tuple(sorted(_rates(knowledge)))


def price_level(knowledge: Knowledge, currency: str, year: float, *, at_year: float) -> float:
    """How many of `currency` at prices of `at_year` equal one at prices of `year`.

    A year beyond the index takes its nearest year; without an index, or where
    a year is unknown, prices are left as they are.
    """
    index = _price_index(knowledge).get(currency)
    if index is None or np.isnan(year) or np.isnan(at_year):
        return 1.0
    years, values = index
    then, now = np.interp([year, at_year], years, values)
    return float(now / then)


@lru_cache(maxsize=16)
def _by_id(knowledge: Knowledge) -> dict[str, dict[Hashable, object]]:
    columns = ["parent_id", "kind", "disposal_class"]
    return knowledge.resources.set_index("resource_id")[columns].to_dict("index")  # type: ignore[return-value]


@lru_cache(maxsize=256)
def _rows_by_subject(knowledge: Knowledge, metric: str, country: str) -> dict[str, int]:
    """Per subject, the place in factors of the row with the nearest region and latest year."""
    regions = {name: rank for rank, name in enumerate(dict.fromkeys((country, "EU", "ANY")))}
    rows = knowledge.factors[["metric", "subject", "region", "year", "factor_id"]]
    rows = rows[(rows["metric"] == metric) & rows["region"].isin(regions)]
    rows = rows.assign(rank=rows["region"].map(regions)).sort_values(
        ["rank", "year", "factor_id"], ascending=[True, False, True]
    )
    first = rows.drop_duplicates("subject")
    return dict(zip(first["subject"], first.index, strict=True))


@lru_cache(maxsize=1024)
def _best_rows(
    knowledge: Knowledge, metric: str, country: str, subjects: tuple[str, ...]
) -> tuple[int, ...]:
    rows = _rows_by_subject(knowledge, metric, country)
    return tuple(
        next((rows[name] for name in lineage(knowledge, subject) if name in rows), -1)
        for subject in subjects
    )


@lru_cache(maxsize=16)
def _rates(knowledge: Knowledge) -> dict[str, float]:
    rows = knowledge.factors[knowledge.factors["metric"] == "exchange_rate"]
    latest = rows.sort_values(["year", "factor_id"]).drop_duplicates("subject", keep="last")
    return dict(zip(latest["subject"], latest["value"].astype(float), strict=True))


@lru_cache(maxsize=16)
def _price_index(knowledge: Knowledge) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    rows = knowledge.factors[knowledge.factors["metric"] == "price_index"].sort_values("year")
    return {
        str(currency): (part["year"].to_numpy(), part["value"].to_numpy())
        for currency, part in rows.groupby("subject")
    }
