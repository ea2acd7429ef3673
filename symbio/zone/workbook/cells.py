"""One cell, one field: what was typed becomes a value, or a sentence about it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from symbio.zone.rows import Field
from symbio.zone.workbook import codes
from symbio.zone.workbook.context import Cell, Context, InBoth, Trouble
from symbio.zone.workbook.coordinates import LIMITS, read_position
from symbio.zone.workbook.dates import read_date
from symbio.zone.workbook.figures import (
    AmbiguousError,
    Amount,
    UnreadableError,
    plain,
    read_amount,
)
from symbio.zone.workbook.sheet import CellValue, Fault
from symbio.zone.workbook.units import UnknownUnitError, read_unit
from symbio.zone.workbook.words import choice_name, choice_words, words

LONGEST_TEXT = 32_000  # a cell of Excel holds 32,767
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
_LARGEST = 1e15
_EMPLOYEES_OPEN = re.compile(r"(\d+)\s*(?:\+|ve (?:uzeri|ustu)|or more|and over|and more)")
_EMPLOYEES_BELOW = re.compile(r"(\d+)\s*['’]?\s*(?:d[ae]n|t[ae]n)\s*az")


def read_cell(entry: Field, value: CellValue, context: Context) -> Cell:
    """Read one cell as field `entry`.

    Parameters
    ----------
    entry : Field
        From the field dictionary.
    value : CellValue
        As it came from the file; "" is empty.
    context : Context

    Returns
    -------
    Cell
        Value None where there is nothing or nothing that can be used. A quantity or a
        price is an `Amount`, a unit is a `Unit`; they are settled with their row.
    """
    if isinstance(value, Fault):
        return Cell(None, Trouble(value.rule))
    if isinstance(value, str) and not value.strip():
        return Cell(None)
    if entry.field == "country":
        return codes.read_country(_text(value))
    if entry.unit == "degree" and entry.field not in BOUNDS:
        return _coordinate(entry, value, context)
    return _READERS[entry.type](entry, value, context)


def _text(value: CellValue) -> str:
    """A cell as one text: 12.0 is "12", a date is 2025-12-31."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _read_text(_entry: Field, value: CellValue, _context: Context) -> Cell:
    text = _text(value)
    if len(text) > LONGEST_TEXT:
        return Cell(None, Trouble("text_too_long", values={"limit": LONGEST_TEXT}))
    return Cell(text or None)


def _read_id(_entry: Field, value: CellValue, _context: Context) -> Cell:
    text = " ".join(_text(value).split())
    if len(text) > 200:
        return Cell(None, Trouble("text_too_long", values={"limit": 200}))
    return Cell(text or None)


def _read_choice(entry: Field, value: CellValue, _context: Context) -> Cell:
    choice = choice_words(entry.field, entry.choices).get(plain(_text(value)))
    if choice:
        return Cell(choice)
    names = InBoth(
        *(", ".join(choice_name(entry.field, choice, language) for choice in entry.choices)
          for language in ("tr", "en"))
    )  # fmt: skip
    return Cell(None, Trouble("choice_unknown", values={"choices": names}))


def _read_boolean(_entry: Field, value: CellValue, _context: Context) -> Cell:
    if isinstance(value, bool):
        return Cell(value)
    said = plain(_text(value))
    if said in words("yes"):
        return Cell(True)
    if said in words("no"):
        return Cell(False)
    if said in words("unknown"):
        return Cell(None)
    return Cell(None, Trouble("boolean_unknown"))


def _read_date(_entry: Field, value: CellValue, _context: Context) -> Cell:
    if isinstance(value, str) and plain(value) in words("unknown"):
        return Cell(None)
    try:
        return Cell(dt.datetime.combine(read_date(value), dt.time()))
    except (ValueError, OverflowError):
        return Cell(None, Trouble("date_unreadable"))


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
    low, high = BOUNDS.get(entry.field, (-math.inf, math.inf))
    fits = [low <= reading <= high for reading in (readings.thousands, readings.decimal)]
    sign = "," if "," in plain(value) else "."
    answer = context.answer("number_ambiguous")
    if entry.type in ("integer", "employees") or fits == [True, False]:
        answer = "thousands"
    elif fits == [False, True]:
        answer = "decimal"
    if answer is None:
        whole = math.floor(readings.decimal)
        said = {"thousands": f"{readings.thousands:.0f}", "low": whole, "high": whole + 1}
        return Trouble("number_ambiguous", "question", said)
    as_decimal = answer == "decimal"
    convention = ("comma" if sign == "," else "point") if as_decimal else (
        "point" if sign == "," else "comma"
    )  # fmt: skip
    return read_amount(value, "comma" if convention == "comma" else "point")


def _read_number(entry: Field, value: CellValue, context: Context) -> Cell:
    amount = _amount(entry, value, context)
    if isinstance(amount, Trouble):
        return Cell(None, amount)
    if amount.low is not None or amount.high is not None:
        return Cell(None, Trouble("number_range"))
    if amount.value is None:
        return Cell(None)
    times = _suffix_factor(entry.unit, amount.unit)
    if times is None:
        return Cell(None, Trouble("number_with_unit", values={"unit": entry.unit}))
    return _within(entry, amount.value * times)


def _suffix_factor(unit: str, said: str) -> float | None:
    """1 where the words are the field's own unit, days per week and so on; None otherwise."""
    if not said:
        return 1.0
    if unit == "day" and said in words("days"):
        return float(words("days")[said])
    return 1.0 if words("suffix").get(said.strip(".")) == unit else None


def _within(entry: Field, number: float) -> Cell:
    low, high = BOUNDS.get(entry.field, (-_LARGEST, _LARGEST))
    if entry.unit in _NOT_NEGATIVE:
        low = max(low, 0)
    if not low <= number <= high:
        values = {"low": f"{low:g}", "high": f"{high:g}"}
        return Cell(None, Trouble("number_out_of_bounds", values=values))
    return Cell(number)


def _read_integer(entry: Field, value: CellValue, context: Context) -> Cell:
    number, trouble = _read_number(entry, value, context)
    if isinstance(number, float) and not number.is_integer():
        return Cell(None, Trouble("number_not_whole"))
    return Cell(int(number) if isinstance(number, float) else None, trouble)


def _read_quantity(entry: Field, value: CellValue, context: Context) -> Cell:
    amount = _amount(entry, value, context)
    if isinstance(amount, Trouble):
        return Cell(None, amount)
    numbers = [number for number in (amount.value, amount.low, amount.high) if number is not None]
    if any(number < 0 for number in numbers):
        return Cell(None, Trouble("quantity_negative"))
    if any(number > _LARGEST for number in numbers):
        return Cell(None, Trouble("number_unreadable"))
    return Cell(amount if numbers else None)


def _read_money(entry: Field, value: CellValue, context: Context) -> Cell:
    amount = _amount(entry, value, context)
    if isinstance(amount, Trouble):
        return Cell(None, amount)
    if amount.low is not None or amount.high is not None:
        return Cell(None, Trouble("number_range"))
    if amount.value is None:
        return Cell(None)
    if not abs(amount.value) <= _LARGEST:
        return Cell(None, Trouble("number_unreadable"))
    return Cell(amount)


def _read_unit(_entry: Field, value: CellValue, _context: Context) -> Cell:
    try:
        return Cell(read_unit(_text(value)))
    except UnknownUnitError:
        return Cell(None, Trouble("unit_unknown"))


def _read_employees(entry: Field, value: CellValue, context: Context) -> Cell:
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


def _coordinate(entry: Field, value: CellValue, context: Context) -> Cell:
    axis = "latitude" if entry.field.endswith("latitude") else "longitude"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Cell(float(value))
    if not isinstance(value, str):
        return Cell(None, Trouble("number_is_date"))
    if plain(value) in words("unknown"):
        return Cell(None)
    try:
        position = read_position(value, axis)
    except UnreadableError:
        return Cell(None, Trouble("coordinates_unreadable"))
    degrees = position.degrees
    if position.sexagesimal:
        if abs(degrees) > LIMITS[axis]:
            return Cell(None, Trouble("coordinates_impossible", values={"limit": LIMITS[axis]}))
        if context.answer("coordinates_degrees") is None:
            proposal = {"proposal": f"{degrees:.6f}"}
            return Cell(None, Trouble("coordinates_degrees", "question", proposal))
    return Cell(degrees)


Reader = Callable[[Field, CellValue, Context], Cell]


def _of_text(read: Callable[[str, Context], Cell]) -> Reader:
    """A reader of codes: it sees the text alone."""
    return lambda _entry, value, context: (
        Cell(None, Trouble("number_is_date"))
        if isinstance(value, (dt.date, dt.time, dt.timedelta))
        else read(_text(value), context)
    )


_READERS: dict[str, Reader] = {
    "text": _read_text,
    "id": _read_id,
    "choice": _read_choice,
    "boolean": _read_boolean,
    "date": _read_date,
    "number": _read_number,
    "integer": _read_integer,
    "quantity": _read_quantity,
    "money": _read_money,
    "unit": _read_unit,
    "employees": _read_employees,
    "nace": _of_text(codes.read_nace),
    "waste_code": _of_text(codes.read_waste_code),
    "codes": _of_text(codes.read_operations),
    "route": _of_text(codes.read_operation),
    "currency": _of_text(codes.read_currency),
    "quality": _of_text(codes.read_qualities),
    "resource": _of_text(codes.read_resource),
}
