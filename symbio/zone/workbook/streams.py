"""Settle the streams: one unit per resource, ranges, prices, grades, ids."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.errors import Problem
from symbio.zone.workbook.checking import Rows, count_notice
from symbio.zone.workbook.context import Context, InBoth, Trouble
from symbio.zone.workbook.figures import Amount
from symbio.zone.workbook.prices import currency_apart
from symbio.zone.workbook.resources import named, natures, with_resources
from symbio.zone.workbook.units import (
    Nature,
    NoWayError,
    NoYearError,
    Unit,
    UnknownUnitError,
    between,
    factor,
    read_unit,
)
from symbio.zone.workbook.words import unit_name

_QUANTITIES = ("quantity_per_year", "quantity_low_per_year", "quantity_high_per_year")
_NEAR = 1e-9  # relative


def settle_streams(rows: Rows, contexts: list[Context]) -> tuple[Rows, list[Problem]]:
    """Turn amounts into numbers of the resource's own unit.

    Parameters
    ----------
    rows : Rows
        Of table stream, as `checking.read_rows` returns them.
    contexts : list of Context
        One per block.

    Returns
    -------
    Rows
        Quantities [canonical unit/y], prices [currency per canonical unit], unit, grade.
        Streams of quantity 0 are left out.
    problems : list of Problem
    """
    rows, problems = with_resources(rows, contexts[0].knowledge)
    settler = _Settler(rows, contexts)
    for place in range(len(rows.frame)):
        settler.row(place)
    frame = rows.frame.assign(
        **{name: pd.Series(v, dtype="object") for name, v in settler.out.items()}
    )
    rows = Rows(rows.table, frame, rows.blocks, rows.block, rows.at, rows.bad | settler.bad)
    problems += settler.problems
    problems += settler.conversion_notices()
    return _without_zero(rows, problems)


def _without_zero(rows: Rows, problems: list[Problem]) -> tuple[Rows, list[Problem]]:
    quantity = rows.frame["quantity_per_year"]
    zero = np.array([value == 0 for value in quantity], dtype=bool)
    if not zero.any():
        return rows, problems
    notices = count_notice(rows, np.flatnonzero(zero), "zero_skipped")
    return rows.take(np.flatnonzero(~zero)), problems + notices


class _Settler:
    """Goes through the rows once; the same unit and resource are looked up once."""

    def __init__(self, rows: Rows, contexts: list[Context]) -> None:
        self.rows, self.contexts = rows, contexts
        names = (*_QUANTITIES, "unit", "grade", "present_cost_per_unit", "present_cost_currency")
        self.given = {name: rows.frame[name].tolist() for name in names}
        self.resource = rows.frame["resource"].tolist()
        self.out: dict[str, list[object]] = {name: [None] * len(rows.frame) for name in names}
        self.problems: list[Problem] = []
        self.bad: set[tuple[int, str]] = set()
        self.converted: dict[tuple[int, str, str], list[int]] = {}
        self.assumed_currency: list[int] = []
        self.no_quantity: list[int] = []

    def row(self, place: int) -> None:
        context = self.contexts[self.rows.block[place]]
        resource = self.resource[place]
        if resource is None or resource != resource:
            self.out["grade"][place] = self.given["grade"][place]
            return
        nature = natures(context.knowledge)[str(resource)]
        unit = self.given["unit"][place]
        column_unit = unit if isinstance(unit, Unit) else None
        self.out["unit"][place] = nature.unit
        self._quantities(place, nature, column_unit, context)
        self._cost(place, nature, column_unit, context)

    def _wrong(self, place: int, field: str, trouble: Trouble) -> None:
        self.problems.append(self.rows.problem(place, field, trouble))
        self.bad.add((place, field))

    def _quantities(self, place: int, nature: Nature, unit: Unit | None, context: Context) -> None:
        settled: dict[str, Amount] = {}
        for field in _QUANTITIES:
            amount = self.given[field][place]
            if isinstance(amount, Amount):
                done = self._settled(place, field, amount, nature, unit, context)
                if done is not None:
                    settled[field] = done
        main = settled.get(_QUANTITIES[0], Amount())
        ends: list[float | None] = [main.low, main.high]
        for which, field in enumerate(_QUANTITIES[1:]):
            end = settled.get(field)
            if end is None:
                continue
            if end.value is None or end.low is not None:
                self._wrong(place, field, Trouble("number_range"))
            else:
                ends[which] = end.value
        low, high = ends
        value = main.value
        if value is None and low is not None and high is not None:
            value = (low + high) / 2
        if not self._in_order(place, value, low, high):
            return
        for field, number in zip(_QUANTITIES, (value, low, high), strict=True):
            self.out[field][place] = number
        self._grade(place, value)

    def _in_order(
        self, place: int, value: float | None, low: float | None, high: float | None
    ) -> bool:
        least = -np.inf if low is None else low
        most = np.inf if high is None else high
        slack = _NEAR * max(abs(number or 0.0) for number in (value, low, high))
        if least > most + slack:
            self._wrong(place, _QUANTITIES[1], Trouble("range_reversed"))
            return False
        if value is not None and not least - slack <= value <= most + slack:
            self._wrong(place, _QUANTITIES[0], Trouble("range_outside"))
            return False
        return True

    def _grade(self, place: int, value: float | None) -> None:
        grade = self.given["grade"][place]
        asked = any((place, field) in self.rows.bad | self.bad for field in _QUANTITIES)
        if value is None and not asked:
            if grade not in (None, "unknown"):
                self.no_quantity.append(place)
            grade = "unknown"
        elif grade is None:
            grade = "declared"
        self.out["grade"][place] = grade

    def _settled(
        self,
        place: int,
        field: str,
        amount: Amount,
        nature: Nature,
        unit: Unit | None,
        context: Context,
    ) -> Amount | None:
        own = self._unit_in_cell(place, field, amount.unit)
        if amount.unit and own is None:
            return None
        if own and unit and (own.name, own.per or "year") != (unit.name, unit.per or "year"):
            self._wrong(place, field, Trouble("unit_twice", values={"unit": unit.name}))
            return None
        chosen = own or unit or Unit(nature.unit, nature.unit, 1.0)
        times = self._times(place, field, chosen, nature, context)
        if times is None:
            return None
        return amount.times(times)

    def _unit_in_cell(self, place: int, field: str, words: str) -> Unit | None:
        if not words:
            return None
        try:
            return read_unit(words)
        except UnknownUnitError:
            self._wrong(place, field, Trouble("unit_unknown"))
            return None

    def _times(
        self, place: int, field: str, unit: Unit, nature: Nature, context: Context
    ) -> float | None:
        try:
            times = factor(
                unit, nature,
                operating_days=context.operating_days, operating_hours=context.operating_hours,
            )  # fmt: skip
        except NoWayError:
            self._no_way(place, field, unit, nature)
            return None
        except NoYearError as error:
            rule = {"days": "operating_days_unknown", "hours": "operating_hours_unknown"}[
                error.missing
            ]
            self._wrong(place, field, Trouble(rule, "question", {"unit": unit.name}))
            return None
        base = "MWh" if unit.base == "MW" else unit.base
        if base != nature.unit and field == _QUANTITIES[0]:
            key = (int(self.rows.block[place]), str(self.resource[place]), base)
            self.converted.setdefault(key, []).append(place)
        return times

    def _no_way(self, place: int, field: str, unit: Unit, nature: Nature) -> None:
        resource = str(self.resource[place])
        values: dict[str, object] = {
            "unit": unit.name,
            "resource": named(resource, self.contexts[0].knowledge),
            "canonical": InBoth(unit_name(nature.unit, "tr"), unit_name(nature.unit, "en")),
        }
        self._wrong(place, field, Trouble("unit_not_convertible", values=values))

    def _cost(self, place: int, nature: Nature, unit: Unit | None, context: Context) -> None:
        field = "present_cost_per_unit"
        amount = self.given[field][place]
        currency = self.given["present_cost_currency"][place]
        if not isinstance(amount, Amount) or amount.value is None:
            self.out["present_cost_currency"][place] = currency
            return
        own_currency, words = currency_apart(amount.unit)
        own_unit = self._unit_in_cell(place, field, words)
        if words and own_unit is None:
            return
        if own_currency and currency and own_currency != currency:
            self._wrong(place, field, Trouble("currency_twice", values={"currency": currency}))
            return
        chosen = own_unit or unit or Unit(nature.unit, nature.unit, 1.0)
        try:
            per_canonical = chosen.factor * between(chosen.base, nature)
        except NoWayError:
            self._no_way(place, field, chosen, nature)
            return
        if not (own_currency or currency):
            self.assumed_currency.append(place)
        self.out[field][place] = amount.value / per_canonical
        self.out["present_cost_currency"][place] = own_currency or currency or context.currency

    def conversion_notices(self) -> list[Problem]:
        """What was taken for granted, one sentence per sheet."""
        problems = []
        for (block, resource, base), converted in self.converted.items():
            knowledge = self.contexts[block].knowledge
            nature = natures(knowledge)[resource]
            values: dict[str, object] = {
                "unit": base,
                "canonical": nature.unit,
                "resource": named(resource, knowledge),
            }
            problems += count_notice(
                self.rows, np.array(converted), "converted_by_nature", **values
            )
        if self.assumed_currency:
            currency = self.contexts[0].currency
            places = np.array(self.assumed_currency)
            problems += count_notice(self.rows, places, "currency_assumed", currency=currency)
        if self.no_quantity:
            problems += count_notice(
                self.rows, np.array(self.no_quantity), "grade_without_quantity"
            )
        return problems
