"""One row typed into a form, read by the same rules as a row of a workbook."""

from __future__ import annotations

from collections.abc import Mapping as Fields
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from symbio.errors import Problem
from symbio.knowledge import Knowledge
from symbio.zone.rows import Zone, dictionary
from symbio.zone.workbook.block import Block
from symbio.zone.workbook.incoming import read_blocks
from symbio.zone.workbook.mapping import Mapping
from symbio.zone.workbook.sheet import CellValue

_CONVENTIONS: dict[str, Literal["comma", "point"]] = {"tr": "comma", "en": "point"}
# Sentences that speak of cells and columns, and what a form says instead.
_IN_A_FORM = {
    "required_missing": "field_missing",
    "number_range": "field_range",
    "number_with_unit": "field_with_unit",
    "evidence_missing": "field_evidence_missing",
}


@dataclass(frozen=True)
class Typed:
    """What a form says.

    Attributes
    ----------
    fields : dict of field -> value
        Every field of the table; None where nothing was typed or it could not be used.
    problems : tuple of Problem
        What is to be put right, in the words of the form.
    """

    fields: dict[str, Any]
    problems: tuple[Problem, ...]


def read_typed(
    table: str,
    cells: Fields[str, CellValue],
    knowledge: Knowledge,
    *,
    stored: Zone,
    language: str,
) -> Typed:
    """Read and check one row of `table`.

    Parameters
    ----------
    table : str
        One of `symbio.zone.rows.TABLES`.
    cells : mapping of field -> value
        As typed; "" where nothing was. Names and ids are found as in a workbook.
    knowledge : Knowledge
    stored : Zone
        What the row may name.
    language : "tr" or "en"
        Whose numbers these are: 1.234,5 or 1,234.5; also of the headings.

    Returns
    -------
    Typed
        Nothing is raised for what a person did.
    """
    headers = {entry.field: entry.header(language) for entry in dictionary(table)}
    block = Block(table, "", "", [None], {name: [cell] for name, cell in cells.items()}, headers)
    reading = read_blocks(
        [block], Mapping(numbers=_CONVENTIONS[language]), knowledge, stored=stored
    )
    frame = reading.tables.get(table)
    row: dict[str, Any] = {entry.field: None for entry in dictionary(table)}
    if frame is not None and len(frame):
        row |= {
            str(name): None if pd.isna(value) else value for name, value in frame.iloc[0].items()
        }
    problems = (
        replace(problem, rule=_IN_A_FORM.get(problem.rule, problem.rule), form=True)
        for problem in (*reading.problems, *reading.questions)
    )
    return Typed(row, tuple(problems))
