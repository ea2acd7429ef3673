"""From blocks of cells to rows with types; what cannot be read is said with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
import pandas as pd

from symbio.errors import Problem, Severity
from symbio.zone.rows import Field, dictionary
from symbio.zone.workbook.block import Block
from symbio.zone.workbook.cells import cell_text, read_cell
from symbio.zone.workbook.context import Cell, Context, Trouble
from symbio.zone.workbook.coordinates import is_pair
from symbio.zone.workbook.sheet import CellValue, heading

# Pairs of fields that may stand in one cell: "36.91, 30.65".
POSITIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "firm": (("latitude", "longitude"),),
    "stream": (
        ("lane_origin_latitude", "lane_origin_longitude"),
        ("lane_destination_latitude", "lane_destination_longitude"),
    ),
}
_CODED, _CODE = "resource", "waste_code"  # a code says more of what its row's resource is
_SHOWN = 80  # letters of a value in a sentence


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one table with the place each came from.

    Attributes
    ----------
    frame : DataFrame, one row per row, index from 0
        Every field of the table; object columns, None where there is nothing.
    blocks : tuple of Block
    block, at : array of int
        Which block a row is from, and its place there.
    bad : frozenset of (place, field)
        Cells that were given and could not be used.
    """

    table: str
    frame: pd.DataFrame
    blocks: tuple[Block, ...]
    block: np.ndarray
    at: np.ndarray
    bad: frozenset[tuple[int, str]] = frozenset()

    def with_frame(self, frame: pd.DataFrame) -> Rows:
        """The same rows with other values."""
        return replace(self, frame=frame)

    def take(self, kept: np.ndarray) -> Rows:
        """Only the rows at the places `kept`."""
        new = {int(old): place for place, old in enumerate(kept)}
        return replace(
            self,
            frame=self.frame.iloc[kept].reset_index(drop=True),
            block=self.block[kept],
            at=self.at[kept],
            bad=frozenset((new[place], name) for place, name in self.bad if place in new),
        )

    def row(self, place: int) -> int | None:
        """The row in the sheet, from 1."""
        return self.blocks[self.block[place]].rows[self.at[place]]

    def shown(self, place: int, field: str) -> str:
        """What the cell said, as a sentence quotes it."""
        block = self.blocks[self.block[place]]
        cells = block.cells.get(field)
        return heading(cells[self.at[place]])[:_SHOWN] if cells else ""

    def problem(
        self,
        place: int,
        field: str,
        trouble: Trouble,
        value: str | None = None,
    ) -> Problem:
        """A sentence about one cell."""
        block = self.blocks[self.block[place]]
        return Problem(
            trouble.rule,
            file=block.file,
            sheet=block.sheet,
            row=self.row(place),
            column=header_of(block, field),
            value=self.shown(place, field) if value is None else value,
            severity=trouble.severity,
            values=dict(trouble.values),
        )


def header_of(block: Block, field: str) -> str:
    """The heading of a field in its sheet; its usual headings where it has no column."""
    if field in block.headers:
        return block.headers[field]
    entry = next(entry for entry in dictionary(block.table) if entry.field == field)
    return f"{entry.header_tr} / {entry.header_en}"


def read_rows(
    table: str, blocks: list[Block], context_of: Callable[[str], Context]
) -> tuple[Rows, list[Problem]]:
    """Read the cells of every block of `table`.

    Parameters
    ----------
    table : str
    blocks : list of Block
        Those of the table.
    context_of : function of a file's name -> Context
        Conventions differ from file to file.

    Returns
    -------
    Rows
    problems : list of Problem
        In the order of the blocks, then of the fields, then of the rows.
    """
    entries = dictionary(table)
    columns: dict[str, list[object]] = {entry.field: [] for entry in entries}
    counts = [len(block.rows) for block in blocks]
    rows = Rows(
        table,
        pd.DataFrame(index=range(sum(counts))),
        tuple(blocks),
        np.repeat(np.arange(len(blocks)), counts),
        np.concatenate([np.arange(count) for count in counts] or [np.arange(0)]).astype(int),
    )
    problems: list[Problem] = []
    bad: set[tuple[int, str]] = set()
    start = 0
    for block in blocks:
        cells = _with_pairs(block)
        for entry in entries:
            read = _read_column(entry, cells, block, context_of(block.file))
            columns[entry.field] += [cell.value for cell in read]
            for place, cell in enumerate(read, start=start):
                if cell.trouble is not None:
                    problems.append(rows.problem(place, entry.field, cell.trouble))
                    if cell.trouble.severity != "notice":
                        bad.add((place, entry.field))
        start += len(block.rows)
    frame = pd.DataFrame(
        {name: pd.Series(values, dtype="object") for name, values in columns.items()}
    )
    return replace(rows, frame=frame, bad=frozenset(bad)), problems


def _with_pairs(block: Block) -> dict[str, list[CellValue]]:
    """The block's cells, a pair of coordinates in one cell standing in both columns."""
    cells = dict(block.cells)
    for latitude, longitude in POSITIONS.get(block.table, ()):
        nothing: list[CellValue] = [""] * len(block.rows)
        first, second = cells.get(latitude, nothing), cells.get(longitude, nothing)
        pairs = [is_pair(one) or is_pair(other) for one, other in zip(first, second, strict=True)]
        if any(pairs):
            both = list(zip(first, second, pairs, strict=True))
            cells[latitude] = [other if pair and one == "" else one for one, other, pair in both]
            cells[longitude] = [one if pair and other == "" else other for one, other, pair in both]
    return cells


def _read_column(
    entry: Field, cells: dict[str, list[CellValue]], block: Block, context: Context
) -> list[Cell]:
    """Read one column, each distinct value once; a resource with the waste code beside it."""
    if entry.field not in cells:
        return [Cell(None)] * len(block.rows)
    beside = cells.get(_CODE, []) if entry.field == _CODED else []
    known: dict[tuple[type, CellValue, str], Cell] = {}
    read = []
    for value, code in zip_longest(cells[entry.field], map(cell_text, beside), fillvalue=""):
        key = (type(value), value, code)
        if key not in known:
            beside_it = replace(context, waste_code=code) if code else context
            known[key] = read_cell(entry, value, beside_it)
        read.append(known[key])
    shared = block.merged.get(entry.field, set()) if entry.type == "quantity" else set()
    return [
        _merged(cell, context) if place in shared and cell.value is not None else cell
        for place, cell in enumerate(read)
    ]


def _merged(cell: Cell, context: Context) -> Cell:
    """A quantity in a merged cell may be of each row, of the first, or of all together."""
    answer = context.answer("merged_quantity")
    if answer == "each":
        return cell
    if answer == "first":
        return Cell(None)
    return Cell(None, Trouble("merged_quantity", "question"))


def missing_cells(rows: Rows) -> list[Problem]:
    """A sentence for every required cell that is empty."""
    problems = []
    for entry in dictionary(rows.table):
        if not entry.required:
            continue
        empty = np.flatnonzero(rows.frame[entry.field].isna().to_numpy())
        problems += [
            rows.problem(int(place), entry.field, Trouble("required_missing"))
            for place in empty
            if (int(place), entry.field) not in rows.bad
        ]
    return problems


def count_notice(rows: Rows, places: np.ndarray, rule: str, **values: object) -> list[Problem]:
    """One notice per block with how many rows it concerns and the first of them."""
    problems = []
    severity: Severity = "notice"
    for number in np.unique(rows.block[places]):
        own = places[rows.block[places] == number]
        block = rows.blocks[number]
        said = {"count": len(own), "first": rows.row(int(own[0])) or "–", **values}
        problems.append(Problem(rule, block.file, block.sheet, severity=severity, values=said))
    return problems
