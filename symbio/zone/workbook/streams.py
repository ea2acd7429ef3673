"""Settle the streams: one unit per resource, ranges, prices, grades, ids."""

from __future__ import annotations

import numpy as np

from symbio.errors import Problem
from symbio.zone.workbook.amounts import Settler
from symbio.zone.workbook.checking import Rows, count_notice
from symbio.zone.workbook.context import Context, Trouble
from symbio.zone.workbook.figures import Amount
from symbio.zone.workbook.prices import currency_apart
from symbio.zone.workbook.resources import with_resources
from symbio.zone.workbook.units import Nature, NoWayError, Unit, between

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
    settler = _Streams(rows, contexts)
    for place in range(len(rows.frame)):
        settler.row(place)
    problems += settler.problems + settler.notices()
    return _without_zero(settler.finished(), problems)


def _without_zero(rows: Rows, problems: list[Problem]) -> tuple[Rows, list[Problem]]:
    quantity = rows.frame["quantity_per_year"]
    zero = np.array([value == 0 for value in quantity], dtype=bool)
    if not zero.any():
        return rows, problems
    notices = count_notice(rows, np.flatnonzero(zero), "zero_skipped")
    return rows.take(np.flatnonzero(~zero)), problems + notices


class _Streams(Settler):
    """Quantities with their range, price and grade of each stream."""

    def __init__(self, rows: Rows, contexts: list[Context]) -> None:
        names = (*_QUANTITIES, "grade", "present_cost_per_unit", "present_cost_currency")
        super().__init__(rows, contexts, names, main=_QUANTITIES[0])
        self.no_quantity: list[int] = []

    def row(self, place: int) -> None:
        if not self.known(place):
            self.out["grade"][place] = self.given["grade"][place]
            return
        self._quantities(place)
        self._cost(place, self.nature(place), self.column_unit(place))

    def notices(self) -> list[Problem]:
        """Also streams whose grade says more than their quantity."""
        problems = super().notices()
        if self.no_quantity:
            places = np.array(self.no_quantity)
            problems += count_notice(self.rows, places, "grade_without_quantity")
        return problems

    def _quantities(self, place: int) -> None:
        found = {field: self.settled(place, field) for field in _QUANTITIES}
        settled = {field: amount for field, amount in found.items() if amount is not None}
        main = settled.get(_QUANTITIES[0], Amount())
        ends: list[float | None] = [main.low, main.high]
        for which, field in enumerate(_QUANTITIES[1:]):
            end = settled.get(field)
            if end is None:
                continue
            if end.value is None or end.low is not None:
                self.wrong(place, field, Trouble("number_range"))
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
            self.wrong(place, _QUANTITIES[1], Trouble("range_reversed"))
            return False
        if value is not None and not least - slack <= value <= most + slack:
            self.wrong(place, _QUANTITIES[0], Trouble("range_outside"))
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

    def _cost(self, place: int, nature: Nature, unit: Unit | None) -> None:
        field = "present_cost_per_unit"
        amount = self.given[field][place]
        currency = self.given["present_cost_currency"][place]
        if not isinstance(amount, Amount) or amount.value is None:
            self.out["present_cost_currency"][place] = currency
            return
        own_currency, words = currency_apart(amount.unit)
        own_unit = self.unit_in_cell(place, field, words)
        if words and own_unit is None:
            return
        if own_currency and currency and own_currency != currency:
            self.wrong(place, field, Trouble("currency_twice", values={"currency": currency}))
            return
        chosen = own_unit or unit or Unit(nature.unit, nature.unit, 1.0)
        try:
            per_canonical = chosen.factor * between(chosen.base, nature)
        except NoWayError:
            self.no_way(place, field, chosen, nature)
            return
        if not (own_currency or currency):
            self.assumed_currency.append(place)
        self.out[field][place] = amount.value / per_canonical
        self.out["present_cost_currency"][place] = (
            own_currency or currency or self.context(place).currency
        )
