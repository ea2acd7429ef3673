"""Cells that hold a list: each part becomes a row of its own."""

from __future__ import annotations

from dataclasses import replace

from symbio.errors import Problem
from symbio.zone.rows import dictionary
from symbio.zone.workbook.block import Block
from symbio.zone.workbook.sheet import CellValue, heading


def split_lists(block: Block, signs: dict[str, str]) -> tuple[Block, list[Problem]]:
    """Cut the cells of some fields at their sign.

    Parameters
    ----------
    block : Block
    signs : dict of field -> str
        "talaş; yonga" with ";" makes two rows. Lists of one row go side by side and need
        the same number of parts; a cell with one part goes with each.

    Returns
    -------
    Block
        A single quantity beside several parts belongs to all of them together, so the
        parts have none.
    problems : list of Problem
    """
    kinds = {entry.field: entry.type for entry in dictionary(block.table)}
    order: list[int] = []
    cells: dict[str, list[CellValue]] = {name: [] for name in block.cells}
    problems: list[Problem] = []
    shared = 0
    for at in range(len(block.rows)):
        lists = {
            name: _parts(found[at], signs.get(name, "")) for name, found in block.cells.items()
        }
        count = max(len(parts) for parts in lists.values())
        if any(len(parts) not in (1, count) for parts in lists.values()):
            uneven = ", ".join(name for name, parts in lists.items() if len(parts) > 1)
            file, sheet, row = block.file, block.sheet, block.rows[at]
            problems.append(Problem("mapping_split_uneven", file, sheet, row, value=uneven))
            continue
        order += [at] * count
        for name, parts in lists.items():
            if count > 1 and len(parts) == 1:
                shared += kinds[name] == "quantity" and parts[0] != ""
                parts = _for_each(kinds[name], name, parts[0], count)
            cells[name] += parts
    if shared:
        values: dict[str, object] = {"count": shared}
        file, sheet = block.file, block.sheet
        problems.append(
            Problem("list_shares_quantity", file, sheet, severity="notice", values=values)
        )
    rows = [block.rows[at] for at in order]
    merged = {
        name: {new for new, old in enumerate(order) if old in found}
        for name, found in block.merged.items()
    }
    return replace(block, rows=rows, cells=cells, merged=merged), problems


def _for_each(kind: str, name: str, cell: CellValue, count: int) -> list[CellValue]:
    """One cell beside `count` parts: quantities cannot be shared, ids stay apart."""
    if kind == "quantity":
        return [""] * count
    if name == "stream_id" and cell != "":
        return [f"{heading(cell)}/{part}" for part in range(1, count + 1)]
    return [cell] * count


def _parts(cell: CellValue, sign: str) -> list[CellValue]:
    if not sign or not isinstance(cell, str):
        return [cell]
    return [part.strip() for part in cell.split(sign) if part.strip()] or [""]
