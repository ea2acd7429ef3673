"""What a law is, and how one broken is said: its sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from symbio.errors import Problem
from symbio.knowledge.check.counted import UNITS
from symbio.knowledge.tables import Knowledge

HEAD = 2  # the row below the headings, as Excel counts
_LONGEST = 80  # letters of a cell that are said again
Find = Callable[[Knowledge], Iterator[Problem]]


@dataclass(frozen=True)
class Law:
    """One law of the tables.

    Attributes
    ----------
    reads : frozenset of str
        "table.column" of all that it looks at: where one of them could not be read, the
        law cannot be judged.
    broken : callable
        Yields what breaks it.
    """

    reads: frozenset[str]
    broken: Find


def law(*reads: str) -> Callable[[Find], Law]:
    """Make a law of a function; each of `reads` is a table with its columns: "pathways: who"."""
    columns = [
        f"{table}.{column}"
        for table, _, named in (one.partition(": ") for one in reads)
        for column in named.split()
    ]
    return lambda find: Law(frozenset(columns), find)


def rows(frame: pd.DataFrame) -> Iterator[tuple[Hashable, dict[str, Any]]]:
    """Each row with its label."""
    records: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return zip(frame.index, records, strict=True)


def wrong(
    rule: str, table: str, place: Hashable, column: str, value: object = "", **values: object
) -> Problem:
    """The problem of one cell; `place` is the label of its row, the one below the headings 0."""
    shown = f"{value:.12g}" if isinstance(value, float) else str(value)[:_LONGEST]
    where = {"sheet": table, "row": row_of(place), "column": column}
    return Problem(f"knowledge_{rule}", **where, value=shown, values=values)  # type: ignore[arg-type]


def row_of(place: Hashable) -> int:
    """The row of a label, as Excel shows it."""
    return int(str(place)) + HEAD


def looked_up(frame: pd.DataFrame, key: str, column: str) -> dict[str, Any]:
    """A column by another one; where a key stands twice its first row counts."""
    return dict(zip(frame[key][::-1], frame[column][::-1], strict=True))


def resource_units(knowledge: Knowledge) -> dict[str, str]:
    """The unit of each resource by its kind, "" where that is unknown."""
    kinds = looked_up(knowledge.resources, "resource_id", "kind")
    return {name: UNITS.get(kind, "") for name, kind in kinds.items()}


def parts(cell: str, sign: str = "|") -> list[str]:
    """The entries of a list in a cell."""
    return [part for part in cell.split(sign) if part]
