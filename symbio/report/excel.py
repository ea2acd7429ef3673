"""Frames to an Excel workbook that says what it is, when it was made and from what."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from symbio import __version__
from symbio.locale import text
from symbio.locale.numbers import day

SHEET_NAME_LENGTH = 31  # Excel's limits, all three
CELL_LENGTH = 32_767
ROWS_PER_SHEET = 1_000_000
NARROW, WIDE = 8, 60
CellValue = str | float | dt.datetime | None
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


@dataclass(frozen=True)
class Column:
    """One column of a sheet: which field, under which heading, in which unit."""

    field: str
    header: str
    unit: str = ""
    digits: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One table of the workbook; without `columns`, every column under its own name."""

    title: str
    frame: pd.DataFrame
    columns: tuple[Column, ...] = ()

    def shown(self) -> tuple[Column, ...]:
        """The columns that are written, in order."""
        return self.columns or tuple(Column(str(name), str(name)) for name in self.frame.columns)


def write(
    title: str,
    sheets: Sequence[Sheet],
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write `sheets` and a last sheet of notes into one workbook.

    Text stays text: a cell that begins with "=" is never a formula. Empty and
    infinite numbers are left blank, true and false become words.

    Parameters
    ----------
    title : str
        What the workbook is, in the reader's language.
    sheets : sequence of Sheet
        The tables; a frame longer than Excel can hold goes on in further sheets.
    language : str
        "tr" or "en": the words of the notes and of true and false.
    made_on : date
        The day printed in the notes and on every page.
    notes : sequence of (subject, words)
        Zone, scenario, assumptions and sources, in the order they are to be read.

    Returns
    -------
    bytes
        An .xlsx file; the same arguments give the same cells.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made = dt.datetime.combine(made_on, dt.time())
    book.set_properties({"title": title, "comments": f"Symbio {__version__}", "created": made})
    taken: set[str] = set()
    for sheet in sheets:
        for part, frame in _parts(sheet.frame):
            name = _free_name(sheet.title if part == 1 else f"{sheet.title} ({part})", taken)
            _table(book, book.add_worksheet(name), sheet.shown(), frame, language)
    head = (
        (text(language, "report.title"), title),
        (text(language, "report.made_on"), day(made_on, language)),
        (text(language, "report.version"), f"Symbio {__version__}"),
    )
    name = _free_name(text(language, "report.notes_sheet"), taken)
    _notes(book, book.add_worksheet(name), (*head, *notes))
    footer = f"&L{_plain(title)}&C&P / &N&R{day(made_on, language)} · Symbio {__version__}"
    for worksheet in book.worksheets():
        worksheet.set_landscape()
        worksheet.set_paper(9)  # A4
        worksheet.fit_to_pages(1, 0)
        worksheet.set_footer(footer[:255])
    book.close()
    return out.getvalue()


def _parts(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    yield 1, frame.iloc[:ROWS_PER_SHEET]
    for part, start in enumerate(range(ROWS_PER_SHEET, len(frame), ROWS_PER_SHEET), start=2):
        yield part, frame.iloc[start : start + ROWS_PER_SHEET]


def _free_name(wanted: str, taken: set[str]) -> str:
    """A sheet name that Excel accepts and no other sheet has."""
    clean = wanted.translate(_FORBIDDEN_IN_NAMES).strip("' ") or "-"
    name, number = clean[:SHEET_NAME_LENGTH], 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = clean[: SHEET_NAME_LENGTH - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def _plain(words: str) -> str:
    """Words for a page footer, where "&" starts a command."""
    return words.replace("&", "&&")


def _table(
    book: Any, worksheet: Any, columns: tuple[Column, ...], frame: pd.DataFrame, language: str
) -> None:
    heading = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#0B6E6E",
            "color": "#FFFFFF",
        }
    )
    date_format = book.add_format({"num_format": "yyyy-mm-dd"})
    worksheet.set_row(0, 32)
    worksheet.freeze_panes(1, 0)
    if columns:
        worksheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    for place, column in enumerate(columns):
        header = f"{column.header} [{column.unit}]" if column.unit else column.header
        worksheet.write_string(0, place, header, heading)
        style = book.add_format({"num_format": _number_pattern(column.digits)})
        values = [_cell(value, language) for value in frame[column.field].tolist()]
        longest = max((_length(value) for value in values), default=0)
        width = max(NARROW, min(WIDE, longest), min(24, len(header)))
        worksheet.set_column(place, place, width + 1)
        for row, value in enumerate(values, start=1):
            _put(worksheet, row, place, value, style, date_format)


def _number_pattern(digits: int | None) -> str:
    if digits is None:
        return "General"
    return "#,##0" + ("." + "0" * digits if digits else "")


def _cell(value: Any, language: str) -> CellValue:
    """What goes into one cell: words, a finite number, a date or nothing."""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(part) for part in value)
    if value is None or value is pd.NaT or pd.isna(value):
        return None
    if isinstance(value, bool):
        return text(language, "report.yes" if value else "report.no")
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return str(value)[:CELL_LENGTH]


def _length(value: CellValue) -> int:
    if isinstance(value, str):
        return len(value)
    return 0 if value is None else 12


def _put(worksheet: Any, row: int, place: int, value: CellValue, style: Any, date: Any) -> None:
    if isinstance(value, str):
        worksheet.write_string(row, place, value)
    elif isinstance(value, dt.datetime):
        worksheet.write_datetime(row, place, value, date)
    elif value is not None:
        worksheet.write_number(row, place, value, style)


def _notes(book: Any, worksheet: Any, notes: Sequence[tuple[str, str]]) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    worksheet.set_column(0, 0, 28)
    worksheet.set_column(1, 1, 100)
    for row, (subject, words) in enumerate(notes):
        worksheet.write_string(row, 0, subject, bold)
        worksheet.write_string(row, 1, words[:CELL_LENGTH], wrapped)
