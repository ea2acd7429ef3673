"""Find columns by their headings, and tell whether a row meets a condition."""

from __future__ import annotations

from collections.abc import Iterable

from symbio.locale.letters import fold
from symbio.zone.workbook.shape import Condition, TableMapping
from symbio.zone.workbook.sheet import CellValue, Sheet, column_number, heading


def find_column(name: str, headings: list[str]) -> int | None:
    """The place of the column called `name`, or of "col:C"; None where there is none."""
    if not name:
        return None
    if name.startswith("col:") and name[4:].isalpha() and len(name) <= 7:
        place = column_number(name[4:])
        return place if place < 16_384 else None
    folded = fold(name)
    return next((place for place, one in enumerate(headings) if fold(one) == folded), None)


def joined(row: list[CellValue], places: Iterable[int], sign: str) -> str:
    """Cells of a row as one text, empty ones left out."""
    parts = [heading(row[place]) for place in places if place < len(row)]
    return sign.join(part for part in parts if part)


def text_of(value: CellValue) -> str:
    """A cell for comparing: folded, whole numbers without a decimal."""
    return fold(heading(value))


class FirmCells:
    """The cells of the sheet of firms by firm id, for conditions that look there."""

    def __init__(self, sheets: list[Sheet], tables: Iterable[TableMapping]) -> None:
        self._rows: dict[str, list[CellValue]] = {}
        self._columns: dict[str, int] = {}
        for table in tables:
            if table.table != "firm":
                continue
            for sheet in sheets:
                if table.reads(sheet.file, sheet.name):
                    self._take(table, sheet)

    def _take(self, table: TableMapping, sheet: Sheet) -> None:
        names = sheet.headers(table.header_row)
        places = [find_column(name, names) for name in table.column("firm_id")]
        if not places or None in places:
            return
        known = [place for place in places if place is not None]
        self._columns |= {fold(name): place for place, name in enumerate(names) if name}
        for row in sheet.rows[table.header_row :]:
            self._rows.setdefault(joined(row, known, "-"), row)

    def cell(self, firm: str, column: str) -> CellValue:
        """The cell of a firm in a column of its sheet; "" where there is none."""
        row, place = self._rows.get(firm), self._columns.get(fold(column))
        return row[place] if row is not None and place is not None and place < len(row) else ""

    def knows(self, column: str) -> bool:
        """Whether the sheet of firms has the column."""
        return fold(column) in self._columns


def holds(condition: Condition, said: str, wanted: set[str]) -> bool:
    """Whether the text of a cell meets the condition; `wanted` is folded."""
    parts = said.split(condition.split) if condition.split else [said]
    folded = [fold(part) for part in parts if part.strip()]
    if condition.test == "empty":
        return not folded
    if condition.test == "every":
        return bool(folded) and all(part in wanted for part in folded)
    if condition.test == "any":
        return any(part in wanted for part in folded)
    return fold(said) in wanted
