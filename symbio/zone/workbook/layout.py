"""The look of the workbook, template and export alike: sheets, headings, notes, drop-downs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pandas as pd
import xlsxwriter

from symbio import __version__
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.knowledge.phrases import plain
from symbio.knowledge.resolution import Taught
from symbio.knowledge.resolve import find_resource
from symbio.locale import text
from symbio.locale.letters import sort_key
from symbio.zone.changes import OWNERS, REFERENCES
from symbio.zone.rows import TABLES, Field, dictionary
from symbio.zone.workbook.codes import LAST_DISPOSAL, LAST_RECOVERY
from symbio.zone.workbook.own_words import write_own_words
from symbio.zone.workbook.reading import LISTS_SHEET
from symbio.zone.workbook.words import (
    EXAMPLE_PREFIXES,
    boolean_name,
    choice_name,
    sheet_name,
    unit_name,
)

ROOM_ROWS = 5000  # rows below the last one that still have drop-downs
UNITS = ("t", "m3", "MWh", "h", "person_day", "lane")
OTHER_UNITS = ("kg", "kWh", "Gcal")
CURRENCIES = ("TRY", "EUR", "USD", "GBP")
NARROW, WIDE = 11, 42  # letters
_LONG_TEXT = {
    "note", "description", "activity", "quality_other", "evidence", "source", "name",
    "reason_note", "next_step", "documents",
}  # fmt: skip
_DATE_PATTERNS = {"tr": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
_TEXT_TYPES = {"text", "id", "nace", "waste_code", "employees", "codes", "route", "quality"}
_UNIT_WORDS = {
    "currency": "unit_currency",
    "currency/unit": "unit_currency_per_unit",
    "day": "unit_day",
    "degree": "unit_degree",
    "h": "unit_hour",
    "person": "unit_person",
    "point": "unit_point",
    "unit": "unit_own",
    "unit/y": "unit_own_per_year",
    "weight": "unit_weight",
}
_PATTERNS = {"degree": "0.00000", "unit/y": "#,##0.###", "currency/unit": "#,##0.00"}
Shown = str | float | dt.datetime | None


@dataclass(frozen=True)
class Page:
    """One table to write: its rows and the widths that follow from them."""

    table: str
    frame: pd.DataFrame


def write_book(
    target: Path | str | IO[bytes],
    tables: dict[str, pd.DataFrame],
    language: str,
    knowledge: Knowledge,
    taught: Taught = (),
) -> None:
    """Write all tables into one workbook in the shape that the importer knows.

    Parameters
    ----------
    target : path or binary stream
    tables : dict of table name -> DataFrame
        Conformed rows; a table that is not given has headings only.
    language : "tr" or "en"
    knowledge : Knowledge
        For the names of resources.
    taught : tuple of (text, resource_id)
        What the zone calls its resources; a sheet of its own where there is any.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    place = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(place, options) as book:
        book.set_properties(
            {"title": text(language, "workbook.about_title"), "comments": f"Symbio {__version__}"}
        )
        writer = _Writer(book, language, knowledge, taught)
        writer.about()
        for table in TABLES:
            writer.table(table, tables.get(table))
        writer.own_words()
        writer.lists()


class _Writer:
    """One workbook in the making: its formats and the lists of its drop-downs."""

    def __init__(self, book: Any, language: str, knowledge: Knowledge, taught: Taught) -> None:
        self.book, self.language, self.knowledge = book, language, knowledge
        self._formats: dict[str, Any] = {}
        self._lists: dict[tuple[str, ...], int] = {}
        self._taught, self._resources = taught, _resource_words(language, knowledge, taught)
        look = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self._required = book.add_format({**look, "bg_color": "#0B6E6E", "color": "#FFFFFF"})
        self._optional = book.add_format({**look, "bg_color": "#DCEBEA", "color": "#1B2A30"})
        self._sheets = {table: sheet_name(table, language) for table in TABLES}

    def _unit(self, entry: Field) -> str:
        """The unit of a column: words in the language, signs as they are."""
        return self._say(_UNIT_WORDS[entry.unit]) if entry.unit in _UNIT_WORDS else entry.unit

    def _say(self, key: str, **values: object) -> str:
        return text(self.language, f"workbook.{key}", **values)

    def _format(self, pattern: str) -> Any:
        if pattern not in self._formats:
            self._formats[pattern] = self.book.add_format({"num_format": pattern, "valign": "top"})
        return self._formats[pattern]

    def about(self) -> None:
        """The sheet that explains."""
        sheet = self.book.add_worksheet(self._say("sheet_about"))
        title = self.book.add_format({"bold": True, "font_size": 18, "color": "#0B6E6E"})
        head = self.book.add_format({"bold": True, "font_size": 13, "color": "#0B6E6E"})
        body = self.book.add_format({"text_wrap": True, "valign": "top"})
        bold = self.book.add_format({"bold": True, "valign": "top"})
        sheet.hide_gridlines(2)
        for column, width in enumerate((16, 34, 11, 14, 90)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, self._say("about_title"), title)
        sheet.merge_range(1, 0, 1, 4, "", body)
        sheet.write_string(1, 0, self._say("about_intro"), body)
        sheet.set_row(1, 34)
        sheet.write_string(3, 0, self._say("about_sheets_title"), head)
        row = 4
        for table in TABLES:
            sheet.write_string(row, 0, self._sheets[table], bold)
            sheet.write_string(row, 1, self._say(f"about_sheet_{table}"))
            row += 1
        sheet.write_string(row + 1, 0, self._say("about_rules_title"), head)
        row += 2
        rules = (
            self._say("about_rule_examples", prefix=EXAMPLE_PREFIXES[self.language]),
            self._say("about_rule_required"),
            self._say("about_rule_numbers"),
            self._say("about_rule_units"),
            self._say("about_rule_unknown"),
            self._say("about_rule_dates"),
            self._say("about_rule_waste"),
            self._say("about_rule_lists"),
            self._say("about_rule_again"),
        )
        for rule in rules:
            sheet.merge_range(row, 0, row, 4, "", body)
            sheet.write_string(row, 0, f"• {rule}", body)
            sheet.set_row(row, 16 * (1 + len(rule) // 150))
            row += 1
        self._all_fields(sheet, row + 1, head, bold, body)

    def _all_fields(self, sheet: Any, row: int, head: Any, bold: Any, body: Any) -> None:
        sheet.write_string(row, 0, self._say("about_fields_title"), head)
        names = ("sheet", "header", "required", "unit", "note")
        for column, name in enumerate(names):
            sheet.write_string(row + 1, column, self._say(f"about_column_{name}"), bold)
        row += 2
        for table in TABLES:
            for entry in dictionary(table):
                sheet.write_string(row, 0, self._sheets[table], body)
                sheet.write_string(row, 1, entry.header(self.language), body)
                sheet.write_string(row, 2, boolean_name(entry.required, self.language), body)
                sheet.write_string(row, 3, self._unit(entry), body)
                sheet.write_string(row, 4, entry.note(self.language), body)
                row += 1

    def table(self, table: str, frame: pd.DataFrame | None) -> None:
        """One sheet: headings, rows, drop-downs."""
        sheet = self.book.add_worksheet(self._sheets[table])
        sheet.freeze_panes(1, 2 if table in ("firm", "stream", "event", "synergy") else 0)
        sheet.set_row(0, 48)
        rows = 0 if frame is None else len(frame)
        for column, entry in enumerate(dictionary(table)):
            values = [] if frame is None else [self._shown(entry, v) for v in frame[entry.field]]
            style = self._format(self._pattern(entry))
            sheet.set_column(column, column, _width(entry, self.language, values), style)
            heading = self._required if entry.required else self._optional
            sheet.write_string(0, column, entry.header(self.language), heading)
            size = {
                "x_scale": 2.2,
                "y_scale": 0.6 + 0.3 * (1 + len(entry.note(self.language)) // 40),
            }
            sheet.write_comment(0, column, entry.note(self.language), size)
            for row, value in enumerate(values, start=1):
                _put(sheet, row, column, value, style)
            self._drop_down(sheet, table, entry, column, rows + ROOM_ROWS)
        sheet.autofilter(0, 0, max(rows, 1), len(dictionary(table)) - 1)

    def _pattern(self, entry: Field) -> str:
        if entry.type in _TEXT_TYPES:
            return "@"
        if entry.type == "date":
            return _DATE_PATTERNS[self.language]
        return _PATTERNS.get(entry.unit, "General")

    def _shown(self, entry: Field, value: Any) -> Shown:
        """A stored value as the sheet has it: words, a number, a date or nothing."""
        if value is None or pd.isna(value) or value == "":
            return None
        if entry.type == "choice":
            return choice_name(entry.field, value, self.language)
        if entry.type == "boolean":
            return boolean_name(bool(value), self.language)
        if entry.type == "resource":
            return self._resources.get(value, value)
        if entry.type == "unit":
            return unit_name(value, self.language) if value in UNITS else str(value)
        if entry.type == "date":
            return pd.Timestamp(value).to_pydatetime()
        if entry.type == "employees" and value.isdigit():
            return float(value)
        return float(value) if entry.dtype in ("float64", "Int64") else str(value)

    def _drop_down(self, sheet: Any, table: str, entry: Field, column: int, last: int) -> None:
        source = self._source(table, entry)
        if source:
            rule = {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": entry.header(self.language)[:32],
                "error_message": self._say("choose_from_list"),
            }
            sheet.data_validation(1, column, last, column, rule)

    def _source(self, table: str, entry: Field) -> str | None:
        """The cells that a drop-down offers."""
        owner = {**OWNERS.get(table, {}), **REFERENCES.get(table, {})}.get(entry.field)
        if owner:
            name = self._sheets[owner]
            return f"='{name}'!$A$2:$A${ROOM_ROWS + 1}"
        words: list[str] = []
        if entry.type == "choice":
            words = [choice_name(entry.field, one, self.language) for one in entry.choices]
        elif entry.type == "boolean":
            words = [boolean_name(value, self.language) for value in (True, False)]
        elif entry.type == "resource":
            words = sorted(self._resources.values(), key=sort_key)
        elif entry.type == "unit":
            words = [*(unit_name(unit, self.language) for unit in UNITS), *OTHER_UNITS]
        elif entry.type == "currency" or entry.field == "currency":
            words = list(CURRENCIES)
        elif entry.type == "route":
            words = [f"R{number}" for number in range(1, LAST_RECOVERY + 1)]
            words += [f"D{number}" for number in range(1, LAST_DISPOSAL + 1)]
        if not words:
            return None
        place = self._lists.setdefault(tuple(words), len(self._lists))
        letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        return f"='{LISTS_SHEET}'!{letters}$1:{letters}${len(words)}"

    def own_words(self) -> None:
        """The sheet of what the zone calls its resources, where it has taught any."""
        if self._taught:
            heading, names = self._required, self._resources
            write_own_words(self.book, heading, self._taught, self.language, names)

    def lists(self) -> None:
        """The hidden sheet that the drop-downs take their words from."""
        sheet = self.book.add_worksheet(LISTS_SHEET)
        for words, column in self._lists.items():
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
        sheet.very_hidden()


def _resource_words(language: str, knowledge: Knowledge, taught: Taught) -> dict[str, str]:
    """The name of each resource, or its id where the name would be read as another."""
    words = {}
    meant = {plain(text): resource for text, resource in taught}
    for resource in knowledge.resources["resource_id"]:
        name = resource_name(resource, language, knowledge)
        read = meant.get(plain(name)) or find_resource(name, knowledge)
        words[resource] = name if read == resource else resource
    return words


def _width(entry: Field, language: str, values: list[Shown]) -> int:
    widest = WIDE if entry.field in _LONG_TEXT else 30
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    heading = max(len(word) for word in entry.header(language).split())
    least = 24 if entry.field in _LONG_TEXT or entry.type == "resource" else NARROW
    return max(least, min(longest + 2, widest), heading + 3)


def _put(sheet: Any, row: int, column: int, value: Shown, style: Any) -> None:
    """Write text as text: a cell that begins with = is never a formula."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, style)
    elif value is not None:
        sheet.write_number(row, column, value, style)
