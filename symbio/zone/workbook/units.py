"""Units as people write them, and the way from them to a resource's own unit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from symbio.zone.workbook.figures import plain
from symbio.zone.workbook.words import unit_rows, words

Period = Literal["", "year", "month", "week", "day", "hour"]
MONTHS_PER_YEAR = 12
WEEKS_PER_YEAR = 52
HOURS_PER_DAY = 24
_SPLIT = re.compile(r"\s*(?:/|\bper\b|\bbölü\b)\s*")


@dataclass(frozen=True)
class Unit:
    """A unit of quantity: `factor` base units, in each `per` ("" is a year)."""

    name: str
    base: str
    factor: float
    per: Period = ""


@dataclass(frozen=True)
class Nature:
    """What is known of a resource for converting it; NaN where it is not.

    Attributes
    ----------
    unit : str
        Its canonical unit.
    density : float
        [t/m3]
    heating_value : float
        [MWh/t]
    """

    unit: str
    density: float = math.nan
    heating_value: float = math.nan


class UnknownUnitError(ValueError):
    """The words name no unit."""


class NoWayError(ValueError):
    """The unit cannot be turned into the resource's own."""


class NoYearError(ValueError):
    """Per day or per hour, and nobody has said how many there are in a year."""

    def __init__(self, missing: Literal["days", "hours"]) -> None:
        super().__init__(missing)
        self.missing = missing


def read_unit(text: str) -> Unit | None:
    """The unit that `text` names: "t/ay", "kg", "m³ per year", "ayda ton".

    Returns
    -------
    Unit or None
        None for an empty text.

    Raises
    ------
    UnknownUnitError
    """
    said = plain(text).strip(" .:,;()[]")
    if not said:
        return None
    if said in unit_rows():
        return _unit(said, "")
    name, per = _period_apart(said)
    if name not in unit_rows():
        raise UnknownUnitError(text)
    return _unit(name, per)


def _period_apart(said: str) -> tuple[str, Period]:
    """Part "t/ay" into "t" and month; "ayda ton" and "ton aylık" too."""
    parts = _SPLIT.split(said)
    if len(parts) == 2 and parts[1] in words("per"):
        return parts[0], _period(parts[1])
    first, _, rest = said.partition(" ")
    if rest and first in words("per"):
        return rest, _period(first)
    rest, _, last = said.rpartition(" ")
    if rest and last in words("per"):
        return rest, _period(last)
    return said, ""


def _period(word: str) -> Period:
    return words("per")[word]  # type: ignore[return-value]


def _unit(word: str, per: Period) -> Unit:
    name, base, factor = unit_rows()[word]
    return Unit(name, base, factor, per)


def factor(
    unit: Unit, nature: Nature, *, operating_days: float | None, operating_hours: float | None
) -> float:
    """How many canonical units a year make one `unit`.

    Parameters
    ----------
    unit : Unit
    nature : Nature
        Of the resource; density and heating value lead from volume to mass to energy.
    operating_days, operating_hours : float or None
        Of a year, for what is written per day or per hour. [d/y], [h/y]

    Returns
    -------
    float
        [canonical unit/y per unit]

    Raises
    ------
    NoWayError
        The unit does not fit the resource, or density or heating value is unknown.
    NoYearError
        Operating days or hours are needed and not given.
    """
    base, per = unit.base, unit.per
    if base == "MW":
        if per not in ("", "year"):
            raise NoWayError(unit.name)
        base, per = "MWh", "hour"
    return unit.factor * between(base, nature) * periods(per, operating_days, operating_hours)


def between(base: str, nature: Nature) -> float:
    """Canonical units in one base unit, through density and heating value.

    Raises
    ------
    NoWayError
    """
    if base == nature.unit:
        return 1.0
    ways = {
        ("m3", "t"): nature.density,
        ("t", "m3"): 1 / nature.density if nature.density else math.nan,
        ("t", "MWh"): nature.heating_value,
        ("MWh", "t"): 1 / nature.heating_value if nature.heating_value else math.nan,
        ("m3", "MWh"): nature.density * nature.heating_value,
    }
    way = ways.get((base, nature.unit), math.nan)
    if math.isnan(way):
        raise NoWayError(base)
    return way


def periods(per: Period, operating_days: float | None, operating_hours: float | None) -> float:
    """How many of the period a year has.

    Raises
    ------
    NoYearError
    """
    if per == "day":
        if operating_days is None:
            raise NoYearError("days")
        return operating_days
    if per == "hour":
        if operating_hours is None:
            raise NoYearError("hours")
        return operating_hours
    return {"": 1, "year": 1, "month": MONTHS_PER_YEAR, "week": WEEKS_PER_YEAR}[per]
