"""The tables as one workbook and back: an expert edits them without code."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import IO, Any

import pandas as pd
import xlsxwriter

from symbio.errors import Problem
from symbio.knowledge.check import in_order, problems
from symbio.knowledge.check.said import row_of
from symbio.knowledge.tables import NUMBERS, Knowledge

_WIDEST = 60  # letters
_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
_MINUS = str.maketrans("−–", "--")
_BREAKS = re.compile(r"\s*[\x00-\x1f\x7f\x85\u2028\u2029]+\s*")  # a row of a CSV is one line


@dataclass
class _Read:
    """What was read of a workbook: frames by table, what is wrong, columns that are lost."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    wrong: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def say(self, rule: str, sheet: str, **values: Any) -> None:
        """Note what is wrong with a sheet, column or cell."""
        self.wrong.append(Problem(rule, sheet=sheet, **values))


def export(knowledge: Knowledge, target: Path | IO[bytes]) -> None:
    """Write every table into one workbook, a sheet each; `chapter` says which file a row is in."""
    place = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(place, _AS_TEXT) as book:
        head = book.add_format({"bold": True, "bg_color": "#DCEBEA", "border": 1})
        words = book.add_format({"num_format": "@"})
        for entry in fields(Knowledge):
            frame: pd.DataFrame = getattr(knowledge, entry.name)
            sheet = book.add_worksheet(entry.name)
            sheet.freeze_panes(1, 1)
            for column, name in enumerate(frame.columns):
                sheet.write_string(0, column, name, head)
                is_number = name in NUMBERS[entry.name]
                width = min(_WIDEST, max([len(name), *frame[name].astype(str).str.len().head(50)]))
                sheet.set_column(column, column, width + 2, None if is_number else words)
                for row, value in enumerate(frame[name], start=1):
                    if is_number and value == value:
                        sheet.write_number(row, column, value)
                    elif not is_number and value:
                        sheet.write_string(row, column, value, words)
            sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)


def read(
    sheets: Mapping[str, Sequence[Sequence[object]]], before: Knowledge
) -> tuple[Knowledge, list[Problem]]:
    """Tables from the rows of a workbook's sheets; a sheet that is not there keeps its table.

    Parameters
    ----------
    sheets : mapping of sheet name -> rows of cells
        The first row has the names of the columns, in any order.
    before : Knowledge
        Says which columns there are.

    Returns
    -------
    Knowledge
        To be used only if nothing is wrong.
    problems : list of Problem
        All that is wrong, each at the row that Excel shows: sheets and columns that are
        missing or unknown, cells that hold no number, and every law that the rest breaks.
    """
    found = _Read()
    known = {entry.name for entry in fields(Knowledge)}
    for name in sheets:
        if name not in known:
            found.say("knowledge_sheet", name, values={"names": ", ".join(sorted(known))})
    for name in sorted(known):
        old: pd.DataFrame = getattr(before, name)
        found.tables[name] = _table(found, name, sheets[name], old) if name in sheets else old
    said = {(one.sheet, one.row, one.column) for one in found.wrong}
    laws = problems(Knowledge(**found.tables), frozenset(found.unread))
    # A cell that could not be read counts as empty: that is no second mistake.
    wrong = found.wrong + [one for one in laws if (one.sheet, one.row, one.column) not in said]
    after = {name: _as_loaded(frame, getattr(before, name)) for name, frame in found.tables.items()}
    return Knowledge(**after), in_order(wrong)


def _table(
    found: _Read, name: str, rows: Sequence[Sequence[object]], old: pd.DataFrame
) -> pd.DataFrame:
    """The rows of a sheet; each is labelled with its place below the headings, blank ones too."""
    headings = [str(cell).strip() for cell in rows[0]] if rows else []
    for column in old.columns:
        if column not in headings:
            found.say("knowledge_column_missing", name, column=column)
            found.unread.add(f"{name}.{column}")
    for column in dict.fromkeys(filter(None, headings)):
        if column not in old.columns:
            found.say("knowledge_column_unknown", name, column=column)
        elif headings.count(column) > 1:
            found.say("knowledge_column_twice", name, column=column)
    body = {
        place: row for place, row in enumerate(rows[1:]) if any(str(cell).strip() for cell in row)
    }
    columns = {}
    for column in old.columns:
        at = headings.index(column) if column in headings else len(headings)
        cells = {place: row[at] if at < len(row) else "" for place, row in body.items()}
        take, kind = (_number, "float64") if column in NUMBERS[name] else (_text, "str")
        taken = [take(found, name, place, column, cell) for place, cell in cells.items()]
        columns[column] = pd.Series(taken, index=list(body), dtype=kind)
    return pd.DataFrame(columns)


def _as_loaded(frame: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """The frame as the loader would give it: numbers are whole where they were and still are."""
    whole = [
        column
        for column in frame
        if old[column].dtype.kind == "i" and (frame[column] % 1 == 0).all()
    ]
    return frame.reset_index(drop=True).astype(dict.fromkeys(whole, "int64"))


def _number(found: _Read, name: str, place: int, column: str, cell: object) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and math.isfinite(cell):
        return float(cell)
    written = str(cell).strip()
    if _NUMBER.fullmatch(written.translate(_MINUS)):
        number = float(written.translate(_MINUS).replace(",", "."))
        if math.isfinite(number):
            return number
    if written:
        rule = _fault(cell) or "knowledge_number"
        found.say(rule, name, row=row_of(place), column=column, value=written)
    return None


def _text(found: _Read, name: str, place: int, column: str, cell: object) -> str:
    """A cell as text on one line; a code that Excel made a number loses its decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    rule = "knowledge_no_text" if isinstance(cell, (bool, dt.date, dt.time, dt.timedelta)) else ""
    if rule := _fault(cell) or rule:
        found.say(rule, name, row=row_of(place), column=column, value=str(cell))
        return ""
    return _BREAKS.sub(" ", str(cell)).strip()


def _fault(cell: object) -> str:
    """The rule of a cell that has no value (#REF!, a formula never calculated), or ""."""
    return str(getattr(cell, "rule", ""))
