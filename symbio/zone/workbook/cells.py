"""One cell, one field: what was typed becomes a value, or a sentence about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from symbio.zone.rows import Field
from symbio.zone.workbook import codes, number_cells
from symbio.zone.workbook.context import Cell, Context, InBoth, Trouble
from symbio.zone.workbook.coordinates import LIMITS, Axis, read_position
from symbio.zone.workbook.dates import read_date
from symbio.zone.workbook.figures import UnreadableError, plain
from symbio.zone.workbook.sheet import CellValue, Fault
from symbio.zone.workbook.units import UnknownUnitError, read_unit
from symbio.zone.workbook.words import choice_name, choice_words, words

LONGEST_TEXT = 32_000  # letters; a cell of Excel holds 32,767
LONGEST_ID = 200


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
        return codes.read_country(cell_text(value))
    if entry.field == "currency":
        return codes.read_currency(cell_text(value), context)
    if entry.unit == "degree" and entry.field not in number_cells.BOUNDS:
        return _coordinate(entry, value, context)
    return _READERS[entry.type](entry, value, context)


def cell_text(value: CellValue) -> str:
    """A cell as one text: 12.0 is "12", a date is 2025-12-31."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return (
            str(int(value))
            if value.is_integer() and abs(value) < number_cells.LARGEST
            else repr(value)
        )
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _read_text(_entry: Field, value: CellValue, _context: Context) -> Cell:
    text = cell_text(value)
    if len(text) > LONGEST_TEXT:
        return Cell(None, Trouble("text_too_long", values={"limit": LONGEST_TEXT}))
    return Cell(text or None)


def _read_id(_entry: Field, value: CellValue, _context: Context) -> Cell:
    text = " ".join(cell_text(value).split())
    if len(text) > LONGEST_ID:
        return Cell(None, Trouble("text_too_long", values={"limit": LONGEST_ID}))
    return Cell(text or None)


def _read_choice(entry: Field, value: CellValue, _context: Context) -> Cell:
    choice = choice_words(entry.field, entry.choices).get(plain(cell_text(value)))
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
    said = plain(cell_text(value))
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


def _read_unit(_entry: Field, value: CellValue, _context: Context) -> Cell:
    try:
        return Cell(read_unit(cell_text(value)))
    except UnknownUnitError:
        return Cell(None, Trouble("unit_unknown"))


def _coordinate(entry: Field, value: CellValue, context: Context) -> Cell:
    axis: Axis = "latitude" if entry.field.endswith("latitude") else "longitude"
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
            proposal: dict[str, object] = {"proposal": f"{degrees:.6f}"}
            return Cell(None, Trouble("coordinates_degrees", "question", proposal))
    return Cell(degrees)


Reader = Callable[[Field, CellValue, Context], Cell]


def _of_text(read: Callable[[str, Context], Cell]) -> Reader:
    """A reader of codes: it sees the text alone."""
    return lambda _entry, value, context: (
        Cell(None, Trouble("number_is_date"))
        if isinstance(value, (dt.date, dt.time, dt.timedelta))
        else read(cell_text(value), context)
    )


_READERS: dict[str, Reader] = {
    "text": _read_text,
    "id": _read_id,
    "choice": _read_choice,
    "boolean": _read_boolean,
    "date": _read_date,
    "number": number_cells.read_number,
    "integer": number_cells.read_integer,
    "quantity": number_cells.read_quantity,
    "money": number_cells.read_money,
    "unit": _read_unit,
    "employees": number_cells.read_employees,
    "nace": _of_text(codes.read_nace),
    "waste_code": _of_text(codes.read_waste_code),
    "codes": _of_text(codes.read_operations),
    "route": _of_text(codes.read_operation),
    "currency": _of_text(codes.read_currency),
    "quality": _of_text(codes.read_qualities),
    "resource": _of_text(codes.read_resource),
}
