"""Amounts of rows that name a resource: one unit per resource, whatever unit was typed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from symbio.errors import Problem
from symbio.zone.workbook.checking import Rows, count_notice
from symbio.zone.workbook.context import Context, InBoth, Trouble
from symbio.zone.workbook.figures import Amount
from symbio.zone.workbook.resources import named, natures
from symbio.zone.workbook.units import (
    Nature,
    NoWayError,
    NoYearError,
    Unit,
    UnknownUnitError,
    factor,
    read_unit,
)
from symbio.zone.workbook.words import unit_name


class Settler:
    """Goes through rows once; what it cannot settle it says with its place.

    Parameters
    ----------
    rows : Rows
        With the columns resource and unit.
    contexts : list of Context
        One per block.
    fields : iterable of str
        Columns that it reads and writes anew.
    main : str
        The quantity that a notice of a conversion is about.
    """

    def __init__(
        self, rows: Rows, contexts: list[Context], fields: Iterable[str], main: str
    ) -> None:
        self.rows, self.contexts, self.main = rows, contexts, main
        names = (*fields, "unit")
        self.given = {name: rows.frame[name].tolist() for name in names}
        self.resource = rows.frame["resource"].tolist()
        self.out: dict[str, list[object]] = {name: [None] * len(rows.frame) for name in names}
        self.problems: list[Problem] = []
        self.bad: set[tuple[int, str]] = set()
        self.converted: dict[tuple[int, str, str], list[int]] = {}
        self.assumed_currency: list[int] = []

    def known(self, place: int) -> bool:
        """Whether the row's resource was recognised; an unknown one is said elsewhere."""
        resource = self.resource[place]
        return resource is not None and resource == resource

    def context(self, place: int) -> Context:
        """What holds for the row's file."""
        return self.contexts[self.rows.block[place]]

    def nature(self, place: int) -> Nature:
        """Unit, density and heating value of the row's resource; also sets its unit."""
        nature = natures(self.context(place).knowledge)[str(self.resource[place])]
        self.out["unit"][place] = nature.unit
        return nature

    def column_unit(self, place: int) -> Unit | None:
        """The unit that the row names, for amounts that name none."""
        unit = self.given["unit"][place]
        return unit if isinstance(unit, Unit) else None

    def settled(self, place: int, field: str) -> Amount | None:
        """The amount of a cell in the resource's own unit a year; None where there is none."""
        amount = self.given[field][place]
        if not isinstance(amount, Amount):
            return None
        nature, unit = self.nature(place), self.column_unit(place)
        own = self.unit_in_cell(place, field, amount.unit)
        if amount.unit and own is None:
            return None
        if own and unit and (own.name, own.per or "year") != (unit.name, unit.per or "year"):
            self.wrong(place, field, Trouble("unit_twice", values={"unit": unit.name}))
            return None
        chosen = own or unit or Unit(nature.unit, nature.unit, 1.0)
        times = self._times(place, field, chosen, nature)
        return None if times is None else amount.times(times)

    def wrong(self, place: int, field: str, trouble: Trouble) -> None:
        """Say what is wrong with a cell and use it no more."""
        self.problems.append(self.rows.problem(place, field, trouble))
        self.bad.add((place, field))

    def unit_in_cell(self, place: int, field: str, words: str) -> Unit | None:
        """The unit written beside the number."""
        if not words:
            return None
        try:
            return read_unit(words)
        except UnknownUnitError:
            self.wrong(place, field, Trouble("unit_unknown"))
            return None

    def no_way(self, place: int, field: str, unit: Unit, nature: Nature) -> None:
        """Say that a unit cannot become the resource's."""
        resource = str(self.resource[place])
        values: dict[str, object] = {
            "unit": unit.name,
            "resource": named(resource, self.contexts[0].knowledge),
            "canonical": InBoth(unit_name(nature.unit, "tr"), unit_name(nature.unit, "en")),
        }
        self.wrong(place, field, Trouble("unit_not_convertible", values=values))

    def finished(self, **columns: list[object]) -> Rows:
        """The rows with what was settled."""
        settled = {**self.out, **columns}
        frame = self.rows.frame.assign(
            **{name: pd.Series(values, dtype="object") for name, values in settled.items()}
        )
        rows = self.rows
        return Rows(rows.table, frame, rows.blocks, rows.block, rows.at, rows.bad | self.bad)

    def notices(self) -> list[Problem]:
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
        return problems

    def _times(self, place: int, field: str, unit: Unit, nature: Nature) -> float | None:
        context = self.context(place)
        try:
            times = factor(
                unit, nature,
                operating_days=context.operating_days, operating_hours=context.operating_hours,
            )  # fmt: skip
        except NoWayError:
            self.no_way(place, field, unit, nature)
            return None
        except NoYearError as error:
            rule = {"days": "operating_days_unknown", "hours": "operating_hours_unknown"}[
                error.missing
            ]
            self.wrong(place, field, Trouble(rule, "question", {"unit": unit.name}))
            return None
        base = "MWh" if unit.base == "MW" else unit.base
        if base != nature.unit and field == self.main:
            key = (int(self.rows.block[place]), str(self.resource[place]), base)
            self.converted.setdefault(key, []).append(place)
        return times
