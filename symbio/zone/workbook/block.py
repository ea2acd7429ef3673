"""Rows of one table as they were cut out of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field

from symbio.zone.workbook.sheet import CellValue


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of one table from one sheet, not read yet.

    Attributes
    ----------
    headers : dict of field -> str
        The heading that a sentence names.
    rows : list of int or None
        Row in the sheet (from 1) of each row of the block.
    cells : dict of field -> list of CellValue
    merged : dict of field -> set of int
        Rows of the block whose cell was filled from a merged cell further up.
    """

    table: str
    file: str
    sheet: str
    rows: list[int | None]
    cells: dict[str, list[CellValue]]
    headers: dict[str, str] = field(default_factory=dict)
    merged: dict[str, set[int]] = field(default_factory=dict)
    distinct: bool = False


def take(block: Block, kept: list[int]) -> Block:
    """The block with only the rows at the places `kept`."""
    new = {old: at for at, old in enumerate(kept)}
    return Block(
        block.table, block.file, block.sheet, [block.rows[at] for at in kept],
        {name: [cells[at] for at in kept] for name, cells in block.cells.items()},
        block.headers,
        {name: {new[at] for at in found if at in new} for name, found in block.merged.items()},
        block.distinct,
    )  # fmt: skip
