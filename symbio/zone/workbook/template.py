"""The workbook to fill in: all sheets and headings, drop-downs, notes and example rows."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import IO

import pandas as pd

from symbio.knowledge import Knowledge, load
from symbio.zone.rows import TABLES, Field, conform, dictionary
from symbio.zone.workbook.layout import write_book


def write(path: Path | str | IO[bytes], language: str, knowledge: Knowledge | None = None) -> None:
    """Write the template.

    Parameters
    ----------
    path : path or binary stream
        Where the .xlsx goes.
    language : "tr" or "en"
        Of sheet names, headings, notes, drop-downs and examples; the importer knows both.
    knowledge : Knowledge, optional
        The package's own by default.
    """
    write_book(path, examples(language), language, knowledge or load())


def examples(language: str) -> dict[str, pd.DataFrame]:
    """The example rows of every table; the importer leaves them out.

    Returns
    -------
    dict of table name -> DataFrame
        Conformed; every id begins with ORNEK- or EXAMPLE-.
    """
    with Path(__file__).with_name("examples.csv").open(encoding="utf-8", newline="") as lines:
        cells = list(csv.DictReader(lines))
    found = {}
    for table in TABLES:
        rows: dict[str, dict[str, object]] = {}
        entries = {entry.field: entry for entry in dictionary(table)}
        for cell in cells:
            if cell["table"] == table:
                value = _typed(entries[cell["field"]], cell[language])
                rows.setdefault(cell["row"], {})[cell["field"]] = value
        found[table] = conform(table, pd.DataFrame(list(rows.values())))
    return found


def _typed(entry: Field, words: str) -> object:
    if entry.dtype in ("float64", "Int64"):
        return float(words)
    if entry.type == "boolean":
        return words == "yes"
    return pd.Timestamp(words) if entry.type == "date" else words
