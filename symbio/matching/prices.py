"""Prices and CO2e factors of every resource, in the scenario's currency and price level."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.errors import InputError
from symbio.knowledge import Knowledge
from symbio.knowledge.lookup import exchange, factor, factor_table, price_level
from symbio.matching.pathways import pathways_of
from symbio.matching.scenario import Scenario
from symbio.matching.streams import Streams

# How good a price is; the weakest that enters decides. "none" is no price at all.
OWN, FACTOR, ASSUMPTION, MISSING = 0, 1, 2, 3
GRADES = ("own", "factor", "assumption", "missing")


@dataclass(frozen=True)
class Amounts:
    """A number per resource (or kind) and its grade; NaN and MISSING where there is none."""

    value: np.ndarray
    grade: np.ndarray


@dataclass(frozen=True)
class Prices:
    """Sourced defaults by resource number, in the scenario's currency; CO2e in kg.

    `handling` and `link` go by the kind of the resource, `freight` is per t·km,
    `lane` per km, `treatment` by pathway number; `electricity` per MWh. `intake` is what the
    process costs that takes a waste in as it is, where such a waste is not bought.
    `landfill` is what the disposal of the resource's class costs; `disposal` is what
    usually becomes of the resource today, which for scrap is a sale.
    """

    disposal: Amounts
    landfill: Amounts
    virgin: Amounts
    handling: Amounts
    link: Amounts
    lane: Amounts
    freight: Amounts
    electricity: Amounts
    treatment: Amounts
    intake: Amounts
    disposal_kg: np.ndarray
    landfill_kg: np.ndarray
    virgin_kg: np.ndarray
    intake_kg: np.ndarray
    freight_kg: float
    grid_kg: float


def valuation_year(scenario: Scenario, knowledge: Knowledge) -> float:
    """The year whose price level is used: that of the date, else the latest of the rates."""
    if scenario.valuation_date:
        return float(scenario.valuation_date[:4])
    rates = knowledge.factors[knowledge.factors["metric"] == "exchange_rate"]
    return float(rates["year"].max()) if len(rates) else float("nan")


@lru_cache(maxsize=32)
def prices_of(knowledge: Knowledge, country: str, currency: str, at_year: float) -> Prices:
    """Look every factor up once and bring it to one currency and one price level.

    Parameters
    ----------
    country : str
        ISO 3166 alpha-2.
    at_year : float
        Year of the price level.

    Raises
    ------
    InputError
        If there is no exchange rate for `currency`.
    """
    exchange(1.0, "EUR", currency, knowledge)
    subjects = tuple(knowledge.resources["resource_id"])
    money = _Money(knowledge, country, currency, at_year)

    classes = tuple(knowledge.resources["disposal_class"])

    def co2(metric: str, of: tuple[str, ...] = subjects) -> np.ndarray:
        return factor_table(knowledge, metric, of, country)["value"].to_numpy("float64")

    freight_kg = factor(knowledge, "co2e_freight", "", country)
    grid_kg = factor(knowledge, "co2e_grid", "", country)
    virgin = money.of("virgin_price", subjects)
    return Prices(
        disposal=money.of("disposal_cost", subjects),
        landfill=money.of("disposal_cost", classes),
        virgin=_with_day_rate(virgin, money.of("expert_day_rate", subjects), knowledge),
        handling=money.of("handling_cost", subjects),
        link=money.of("link_cost_per_km_year", subjects),
        lane=money.of("lane_rate", subjects),
        freight=money.of("freight_rate", ("",)),
        electricity=money.of("virgin_price", ("electricity",)),
        treatment=_treatment(money, knowledge),
        intake=_where_not_bought(virgin, money.of("treatment_cost", subjects)),
        disposal_kg=co2("co2e_disposal"),
        landfill_kg=co2("co2e_disposal", classes),
        virgin_kg=co2("co2e_virgin"),
        intake_kg=np.where(virgin.value == 0, co2("co2e_treatment"), 0.0),
        freight_kg=float("nan") if freight_kg is None else freight_kg.value,
        grid_kg=float("nan") if grid_kg is None else grid_kg.value,
    )


@dataclass(frozen=True)
class _Money:
    knowledge: Knowledge
    country: str
    currency: str
    at_year: float

    def of(self, metric: str, subjects: tuple[str, ...]) -> Amounts:
        """A metric for each subject, converted."""
        table = factor_table(self.knowledge, metric, subjects, self.country)
        rate = self.rates(table["currency"], table["year"])
        value = table["value"].to_numpy("float64") * rate
        grade = np.where(table["grade"] == "assumption", ASSUMPTION, FACTOR)
        return Amounts(value, np.where(np.isnan(value), MISSING, grade).astype("int8"))

    def rates(self, currency: pd.Series, year: pd.Series) -> np.ndarray:
        """What one unit of money of a currency and year is worth; NaN without a rate."""
        pairs = pd.MultiIndex.from_arrays([currency, year.astype("float64")])
        codes, unique = pairs.factorize()
        worth = np.array([self._worth(str(name), float(at)) for name, at in unique] or [1.0])
        return worth[codes]

    def _worth(self, currency: str, year: float) -> float:
        if not currency:
            return float("nan")
        level = price_level(self.knowledge, currency, year, at_year=self.at_year)
        try:
            return exchange(level, currency, self.currency, self.knowledge)
        except InputError:
            return float("nan")


def _with_day_rate(virgin: Amounts, day_rate: Amounts, knowledge: Knowledge) -> Amounts:
    """Experts by the day where they have no price of their own."""
    expert = (knowledge.resources["unit"] == "person_day").to_numpy() & np.isnan(virgin.value)
    return Amounts(
        np.where(expert, day_rate.value, virgin.value),
        np.where(expert, day_rate.grade, virgin.grade),
    )


def _where_not_bought(virgin: Amounts, cost: Amounts) -> Amounts:
    """A cost of what has a price of 0; nothing of what somebody buys."""
    free = virgin.value == 0
    return Amounts(np.where(free, cost.value, 0.0), np.where(free, cost.grade, OWN).astype("int8"))


def _treatment(money: _Money, knowledge: Knowledge) -> Amounts:
    """What each pathway's process costs per unit of the offer; nothing without a process."""
    pathways = pathways_of(knowledge)
    eur = pd.Series(["EUR"] * len(pathways.id))
    value = pathways.treatment_cost_eur * money.rates(eur, pd.Series(pathways.treatment_year))
    grade = np.where(pathways.assumed, ASSUMPTION, FACTOR)
    grade = np.where(pathways.same, OWN, grade)
    return Amounts(value, np.where(np.isnan(value), MISSING, grade).astype("int8"))


def own_prices(streams: Streams, knowledge: Knowledge, scenario: Scenario) -> np.ndarray:
    """What each stream costs (or earns, negative) its firm today, in the scenario's money.

    A price without a currency is in the scenario's; one whose currency has no
    exchange rate is taken as unknown.
    """
    money = _Money(knowledge, "", scenario.currency, valuation_year(scenario, knowledge))
    known = np.flatnonzero(~np.isnan(streams.price))
    worth = np.full(len(streams), np.nan)
    currency = pd.Series(streams.price_currency[known]).replace("", scenario.currency)
    rate = money.rates(currency.astype("str"), pd.Series(streams.price_year[known]))
    worth[known] = streams.price[known] * rate
    return worth
