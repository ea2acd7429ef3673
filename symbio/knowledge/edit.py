"""The tables as one workbook and back: an expert edits them without code."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any

import pandas as pd
import xlsxwriter

from symbio.errors import Problem
from symbio.knowledge.check import KEYS
from symbio.knowledge.tables import FOLDER, NUMBERS, Knowledge

_CHAPTER = "chapter"
_WIDEST = 60  # letters
_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


@dataclass(frozen=True)
class Difference:
    """How one table differs: rows by their key."""

    table: str
    new: int
    changed: int
    gone: int


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
    problems : list of Problem
        Columns that are missing or unknown, and cells that should be numbers.
    """
    tables: dict[str, pd.DataFrame] = {}
    found: list[Problem] = []
    known = {entry.name for entry in fields(Knowledge)}
    found += [
        Problem("knowledge_sheet", sheet=name, values={"names": ", ".join(sorted(known))})
        for name in sheets
        if name not in known
    ]
    for name in sorted(known):
        old: pd.DataFrame = getattr(before, name)
        if name not in sheets:
            tables[name] = old
            continue
        tables[name], problems = _table(name, sheets[name], old)
        found += problems
    return Knowledge(**tables), found


def _table(
    name: str, rows: Sequence[Sequence[object]], old: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    headings = [str(cell).strip() for cell in rows[0]] if rows else []
    found = [
        Problem("knowledge_column_missing", sheet=name, column=column)
        for column in old.columns
        if column not in headings
    ]
    found += [
        Problem("knowledge_column_unknown", sheet=name, column=column)
        for column in headings
        if column and column not in old.columns
    ]
    if found:
        return old, found
    body = [row for row in rows[1:] if any(cell != "" for cell in row)]
    columns: dict[str, list[Any]] = {}
    for column in old.columns:
        place = headings.index(column)
        cells = [row[place] if place < len(row) else "" for row in body]
        if column in NUMBERS[name]:
            columns[column] = [None if cell == "" else _number(cell) for cell in cells]
            found += [
                Problem("knowledge_number", sheet=name, row=at + 2, column=column, value=str(cell))
                for at, (cell, value) in enumerate(zip(cells, columns[column], strict=True))
                if cell != "" and value is None
            ]
        else:
            columns[column] = [_text(cell) for cell in cells]
    if found:
        return old, found
    frame = pd.DataFrame(columns, columns=old.columns)
    return frame.astype(old.dtypes.to_dict()), []


def _number(cell: object) -> float | None:
    if isinstance(cell, (int, float)):
        return float(cell)
    try:
        return float(str(cell).strip().replace(",", "."))
    except ValueError:
        return None


def _text(cell: object) -> str:
    """A cell as text; a code that Excel made a number loses its decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def compare(before: Knowledge, after: Knowledge) -> list[Difference]:
    """How many rows of each table are new, changed and gone."""
    found = []
    for entry in fields(Knowledge):
        old, new = (_keyed(getattr(one, entry.name), entry.name) for one in (before, after))
        both = old.keys() & new.keys()
        found.append(
            Difference(
                entry.name,
                new=len(new.keys() - old.keys()),
                changed=sum(old[key] != new[key] for key in both),
                gone=len(old.keys() - new.keys()),
            )
        )
    return found


def _keyed(frame: pd.DataFrame, name: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Rows by key; where a key stands twice the second is told apart by its count."""
    plain = frame.astype("object").where(frame.notna(), None)
    seen: dict[tuple[Any, ...], int] = {}
    out = {}
    for row in plain.to_dict("records"):
        key = tuple(row[column] for column in KEYS[name])
        seen[key] = seen.get(key, 0) + 1
        out[(*key, seen[key])] = tuple(row.values())
    return out


def write(before: Knowledge, after: Knowledge, folder: Path = FOLDER) -> list[Path]:
    """Write the tables that differ into the CSV files of `folder`, one a chapter.

    Returns
    -------
    list of Path
        The files written; a number that did not change keeps the digits it had.
    """
    written = []
    for difference in compare(before, after):
        name = difference.table
        if not (difference.new or difference.changed or difference.gone):
            continue
        frame: pd.DataFrame = getattr(after, name)
        if _CHAPTER not in frame:
            written.append(_put(folder / f"{name}.csv", frame, name))
            continue
        chapters = {*frame[_CHAPTER], *getattr(before, name)[_CHAPTER]}
        for chapter in sorted(chapters):
            rows = frame[frame[_CHAPTER] == chapter].drop(columns=_CHAPTER)
            written.append(_put(folder / name / f"{chapter}.csv", rows, name))
    return written


def _put(path: Path, frame: pd.DataFrame, name: str) -> Path:
    """Write one CSV by way of a draft, so that nothing is ever half-written."""
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(frame.columns)
        for row in frame.to_dict("records"):
            writer.writerow(
                [
                    ("" if value != value else f"{value:.12g}")
                    if column in NUMBERS[name]
                    else value
                    for column, value in row.items()
                ]
            )
    draft.replace(path)
    return path
