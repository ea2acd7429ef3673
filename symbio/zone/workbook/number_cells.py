"""Cells that hold numbers: with bounds, with a unit, as a quantity, a price, a head count."""

from __future__ import annotations

import datetime as dt
import math
import re

from symbio.zone.rows import Field
from symbio.zone.workbook.context import Cell, Context, Trouble
from symbio.zone.workbook.figures import (
    AmbiguousError,
    Amount,
    Convention,
    UnreadableError,
    plain,
    read_amount,
)
from symbio.zone.workbook.sheet import CellValue
from symbio.zone.workbook.words import words

# Smallest and largest value that makes sense, by field.
BOUNDS: dict[str, tuple[float, float]] = {
    "purity_percent": (0, 100),
    "moisture_percent": (0, 100),
    "ph": (0, 14),
    "temperature_c": (-273.15, 3000),
    "return_temperature_c": (-273.15, 3000),
    "cod_mg_per_l": (0, 1e7),
    "tds_mg_per_l": (0, 1e7),
    "storable_days": (0, 36_500),
    "hours": (0, 10_000),
    "latitude_min": (-90, 90),
    "latitude_max": (-90, 90),
    "longitude_min": (-180, 180),
    "longitude_max": (-180, 180),
}
_NOT_NEGATIVE = {"weight", "person", "point", "unit/y"}
LARGEST = 1e15
_EMPLOYEES_OPEN = re.compile(r"(\d+)\s*(?:\+|ve (?:uzeri|ustu)|or more|and over|and more)")
_EMPLOYEES_BELOW = re.compile(r"(\d+)\s*['’]?\s*(?:d[ae]n|t[ae]n)\s*az")


def _amount(entry: Field, value: CellValue, context: Context) -> Amount | Trouble:
    """The number in a cell, with what stands around it."""
    if isinstance(value, bool):
        return Trouble("number_unreadable")
    if isinstance(value, (int, float)):
        return Amount(float(value)) if math.isfinite(value) else Trouble("number_unreadable")
    if isinstance(value, (dt.time, dt.timedelta)) and entry.unit == "h":
        return Amount(_hours(value))
    if not isinstance(value, str):
        return Trouble("number_is_date")
    if entry.unit == "h" and (match := re.fullmatch(r"(\d{1,3}):([0-5]\d)", value.strip())):
        return Amount(int(match[1]) + int(match[2]) / 60)
    try:
        return read_amount(value, context.convention)
    except AmbiguousError as readings:
        return _one_of_two(entry, value, context, readings)
    except UnreadableError:
        return Trouble("number_unreadable")


def _hours(value: dt.time | dt.timedelta) -> float:
    if isinstance(value, dt.timedelta):
        return value.total_seconds() / 3600
    return value.hour + value.minute / 60 + value.second / 3600


def _one_of_two(
    entry: Field, value: str, context: Context, readings: AmbiguousError
) -> Amount | Trouble:
    """Decide by what the field can hold, by what the person answered, or ask."""
    as_decimal: Convention = "comma" if "," in plain(value) else "point"
    as_thousands: Convention = "point" if as_decimal == "comma" else "comma"
    try:
        read = {
            "thousands": read_amount(value, as_thousands),
            "decimal": read_amount(value, as_decimal),
        }
    except UnreadableError:
        return Trouble("number_unreadable")
    low, high = BOUNDS.get(entry.field, (-math.inf, math.inf))
    fits = [low <= reading <= high for reading in (readings.thousands, readings.decimal)]
    answer = context.answer("number_ambiguous")
    if entry.type in ("integer", "employees") or fits == [True, False]:
        answer = "thousands"
    elif fits == [False, True]:
        answer = "decimal"
    if answer is None:
        whole = math.floor(readings.decimal)
        said = {"thousands": f"{readings.thousands:.0f}", "low": whole, "high": whole + 1}
        return Trouble("number_ambiguous", "question", said)
    return read["decimal" if answer == "decimal" else "thousands"]


def read_number(entry: Field, value: CellValue, context: Context) -> Cell:
    """One number within its bounds, with its own unit or none."""
    amount, trouble = _single(entry, value, context)
    if amount is None or amount.value is None:
        return Cell(None, trouble)
    times = _suffix_factor(entry.unit, amount.unit)
    if times is None:
        return Cell(None, Trouble("number_with_unit", values={"unit": entry.unit}))
    return _within(entry, amount.value * times)


def _single(
    entry: Field, value: CellValue, context: Context
) -> tuple[Amount | None, Trouble | None]:
    """One amount and no range; nothing where the cell is empty."""
    amount = _amount(entry, value, context)
    if isinstance(amount, Trouble):
        return None, amount
    if amount.low is not None or amount.high is not None:
        return None, Trouble("number_range")
    return amount, None


def _suffix_factor(unit: str, said: str) -> float | None:
    """1 where the words are the field's own unit, days per week and so on; None otherwise."""
    if not said:
        return 1.0
    if unit == "day" and said in words("days"):
        return float(words("days")[said])
    return 1.0 if words("suffix").get(said.strip(".")) == unit else None


def _within(entry: Field, number: float) -> Cell:
    low, high = BOUNDS.get(entry.field, (-LARGEST, LARGEST))
    if entry.unit in _NOT_NEGATIVE:
        low = max(low, 0)
    if not low <= number <= high:
        rule = (
            "number_too_small" if high == LARGEST and low == 0 > number else "number_out_of_bounds"
        )
        return Cell(None, Trouble(rule, values={"low": float(low), "high": float(high)}))
    return Cell(number)


def read_integer(entry: Field, value: CellValue, context: Context) -> Cell:
    """A whole number."""
    number, trouble = read_number(entry, value, context)
    if isinstance(number, float) and not number.is_integer():
        return Cell(None, Trouble("number_not_whole"))
    return Cell(int(number) if isinstance(number, float) else None, trouble)


def read_quantity(entry: Field, value: CellValue, context: Context) -> Cell:
    """A quantity as an `Amount`: its unit is settled with the row."""
    amount = _amount(entry, value, context)
    if isinstance(amount, Trouble):
        return Cell(None, amount)
    numbers = [number for number in (amount.value, amount.low, amount.high) if number is not None]
    if any(number < 0 for number in numbers):
        return Cell(None, Trouble("quantity_negative"))
    if any(number > LARGEST for number in numbers):
        return Cell(None, Trouble("number_unreadable"))
    return Cell(amount if numbers else None)


def read_money(entry: Field, value: CellValue, context: Context) -> Cell:
    """A price as an `Amount`: currency and unit are settled with the row."""
    amount, trouble = _single(entry, value, context)
    if amount is None or amount.value is None:
        return Cell(None, trouble)
    if not abs(amount.value) <= LARGEST:
        return Cell(None, Trouble("number_unreadable"))
    return Cell(amount)


def read_employees(entry: Field, value: CellValue, context: Context) -> Cell:
    """A head count or a band: 45, 50-249, 250+."""
    said = plain(value) if isinstance(value, str) else ""
    if match := _EMPLOYEES_OPEN.fullmatch(said):
        return Cell(f"{match[1]}+")
    if match := _EMPLOYEES_BELOW.fullmatch(said):
        return Cell(f"0-{max(int(match[1]) - 1, 0)}")
    amount = _amount(entry, value, context)
    if isinstance(amount, Trouble):
        return Cell(None, amount if amount.rule == "number_is_date" else Trouble("employees"))
    ends = [number for number in (amount.low, amount.high) if number is not None]
    numbers = ends or ([] if amount.value is None else [amount.value])
    whole = all(number.is_integer() and 0 <= number <= 1e7 for number in numbers)
    if not whole or _suffix_factor("person", amount.unit) is None:
        return Cell(None, Trouble("employees"))
    if not numbers:
        return Cell(None)
    if amount.high is None and amount.low is not None:
        return Cell(f"{int(amount.low)}+")
    if amount.low is None and amount.high is not None:
        return Cell(f"0-{int(amount.high)}")
    return Cell("-".join(str(int(number)) for number in numbers))
