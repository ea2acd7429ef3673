"""Apply a mapping: from sheets to blocks of cells by field, each cell with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz import process

from symbio.errors import Problem
from symbio.locale.letters import fold
from symbio.zone.rows import KEYS, dictionary
from symbio.zone.workbook.mapping import Mapping
from symbio.zone.workbook.shape import Condition, TableMapping
from symbio.zone.workbook.sheet import CellValue, Sheet, column_letters, column_number, heading
from symbio.zone.workbook.words import sheet_names

EXAMPLE_PREFIXES = {"tr": "ORNEK-", "en": "EXAMPLE-"}
_FOLDED_PREFIXES = tuple(fold(prefix) for prefix in EXAMPLE_PREFIXES.values())
_ABOUT_SHEETS = frozenset({fold("Açıklama"), fold("Read me")})


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


def shape(sheets: list[Sheet], mapping: Mapping) -> tuple[list[Block], list[Problem]]:
    """Cut the sheets into blocks as `mapping` says.

    Returns
    -------
    blocks : list of Block
        The row of the zone first where the mapping has one, then in the mapping's order.
    problems : list of Problem
        Sheets and columns that the mapping names and the files do not have; what was
        not used; examples and filtered rows that were left out.
    """
    blocks: list[Block] = []
    problems: list[Problem] = []
    if mapping.zone:
        cells: dict[str, list[CellValue]] = {name: [value] for name, value in mapping.zone}
        blocks.append(Block("zone", mapping.name, "", [None], cells, {name: name for name in cells}))
    used: dict[int, set[int]] = {}
    firm_cells = _FirmCells(sheets, mapping)
    for table in mapping.tables:
        found = [sheet for sheet in sheets if table.reads(sheet.file, sheet.name)]
        if not found:
            problems.append(_no_sheet(table, sheets))
        for sheet in found:
            cut = _Cut(table, sheet, firm_cells)
            used.setdefault(id(sheet), set()).update(cut.used)
            problems += cut.problems
            if cut.block is not None:
                blocks.append(cut.block)
    problems += _unused(sheets, used, mapping)
    return blocks, problems


def _no_sheet(table: TableMapping, sheets: list[Sheet]) -> Problem:
    names = ", ".join(sheet.name for sheet in sheets)
    file = ", ".join(dict.fromkeys(sheet.file for sheet in sheets))
    return Problem("mapping_no_sheet", file=file, value=table.sheet, values={"sheets": names})


def _unused(sheets: list[Sheet], used: dict[int, set[int]], mapping: Mapping) -> list[Problem]:
    """Notices for sheets and for columns with a heading that nothing was read from."""
    problems = []
    headers = {table.sheet: table.header_row for table in mapping.tables}
    by_name = {fold(name): row for name, row in headers.items()}
    for sheet in sheets:
        columns = used.get(id(sheet))
        if columns is None:
            named = fold(sheet.name) in _ABOUT_SHEETS
            empty = not any(str(cell).strip() for row in sheet.rows for cell in row)
            if not named and not empty:
                problems.append(
                    Problem("sheet_unused", file=sheet.file, sheet=sheet.name, severity="notice")
                )
            continue
        row = by_name.get(fold(sheet.name), headers.get("*", 1))
        left = [name for place, name in enumerate(sheet.headers(row)) if name and place not in columns]
        if left:
            names = ", ".join(left)
            problems.append(
                Problem("columns_unused", sheet.file, sheet.name, severity="notice",
                        values={"columns": names})
            )  # fmt: skip
    return problems


def text_of(value: CellValue) -> str:
    """A cell for comparing: folded, whole numbers without a decimal."""
    return fold(heading(value))


class _FirmCells:
    """The cells of the sheet of firms by firm id, for conditions that look there."""

    def __init__(self, sheets: list[Sheet], mapping: Mapping) -> None:
        self._rows: dict[str, list[CellValue]] = {}
        self._columns: dict[str, int] = {}
        for table in mapping.tables:
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
            self._rows.setdefault(_joined(row, known, "-"), row)

    def cell(self, firm: str, column: str) -> CellValue:
        row, place = self._rows.get(firm), self._columns.get(fold(column))
        return row[place] if row is not None and place is not None and place < len(row) else ""

    def knows(self, column: str) -> bool:
        return fold(column) in self._columns


def find_column(name: str, headings: list[str]) -> int | None:
    """The place of the column called `name`, or of "col:C"; None where there is none."""
    if name.startswith("col:") and name[4:].isalpha() and len(name) <= 7:
        place = column_number(name[4:])
        return place if place < 16_384 else None
    folded = fold(name)
    return next((place for place, one in enumerate(headings) if fold(one) == folded), None)


def _joined(row: list[CellValue], places: Iterable[int], sign: str) -> str:
    parts = [heading(row[place]) for place in places if place < len(row)]
    return sign.join(part for part in parts if part)


class _Cut:
    """One table cut out of one sheet."""

    def __init__(self, table: TableMapping, sheet: Sheet, firm_cells: _FirmCells) -> None:
        self.table, self.sheet, self.firm_cells = table, sheet, firm_cells
        self.headings = sheet.headers(table.header_row)
        self.problems: list[Problem] = []
        self.entries = {entry.field: entry for entry in dictionary(table.table)}
        self.places = {name: self._find(found) for name, found in table.columns}
        self.tests = [
            (one, [(condition, self._test(condition)) for condition in one.conditions])
            for one in table.filters
        ]
        self.used = {place for places in self.places.values() for place in places}
        self.used |= self._filter_places()
        broken = any(problem.severity == "error" for problem in self.problems)
        self.block = None if broken else self._cut()

    def _say(self, rule: str, **values: object) -> None:
        severity = "error" if rule.startswith("mapping_") else "notice"
        place = {"file": self.sheet.file, "sheet": self.sheet.name}
        value = str(values.pop("value", ""))
        row = values.pop("row", None)
        self.problems.append(
            Problem(rule, **place, value=value, severity=severity, values=values,  # type: ignore[arg-type]
                    row=row if isinstance(row, int) else None)
        )  # fmt: skip

    def _find(self, names: tuple[str, ...]) -> list[int]:
        found = []
        for name in names:
            place = find_column(name, self.headings)
            if place is None:
                self._no_column(name, self.headings)
            else:
                twice = [one for one in self.headings if fold(one) == fold(name)]
                if len(twice) > 1:
                    letters = [
                        f"col:{column_letters(at)}"
                        for at, one in enumerate(self.headings)
                        if fold(one) == fold(name)
                    ]
                    self._say("mapping_header_twice", value=name, columns=", ".join(letters))
                found.append(place)
        return found

    def _no_column(self, name: str, known: list[str]) -> None:
        alike = process.extractOne(name, [one for one in known if one], score_cutoff=70)
        rule = "mapping_column_alike" if alike else "mapping_no_column"
        self._say(
            rule, value=name, header_row=self.table.header_row, alike=alike[0] if alike else ""
        )

    def _filter_places(self) -> set[int]:
        names = [
            condition.column
            for one in self.table.filters
            for condition in one.conditions
            if not condition.of
        ]
        places = {find_column(name, self.headings) for name in names}
        return {place for place in places if place is not None}

    def _test(self, condition: Condition) -> Callable[[list[CellValue]], bool]:
        """A function that tells whether a row meets the condition."""
        wanted = {fold(value) for value in condition.values}
        known: dict[str, bool] = {}
        if condition.of == "firm":
            if not self.firm_cells.knows(condition.column):
                self._say("mapping_no_firm_column", value=condition.column)
            firm = self._find(self.table.column("firm_id"))

            def cell(row: list[CellValue]) -> CellValue:
                return self.firm_cells.cell(_joined(row, firm, "-"), condition.column)
        else:
            place = (self._find((condition.column,)) or [0])[0]

            def cell(row: list[CellValue]) -> CellValue:
                return row[place] if place < len(row) else ""

        def holds(row: list[CellValue]) -> bool:
            said = heading(cell(row))
            if said not in known:
                known[said] = _holds(condition, said, wanted)
            return known[said]

        return holds

    def _cut(self) -> Block | None:
        lines = self._lines()
        if not lines:
            return None
        cells = {
            name: [self._cell(name, places, line) for line in lines]
            for name, places in self.places.items()
        }
        for name, value in self.table.constants:
            given = cells.get(name, [""] * len(lines))
            cells[name] = [cell if cell != "" else value for cell in given]
        rows: list[int | None] = [line + 1 for line in lines]
        block = Block(
            self.table.table, self.sheet.file, self.sheet.name, rows, cells,
            headers={
                name: " + ".join(found) for name, found in self.table.columns
            } | {name: name for name, _ in self.table.constants if name not in self.places},
            merged=self._merged(lines),
            distinct=self.table.distinct,
        )  # fmt: skip
        block = self._without_examples(block)
        return self._split(block) if self.table.split else block

    def _lines(self) -> list[int]:
        """Places of the rows that hold something and that no filter takes out."""
        used = sorted({place for places in self.places.values() for place in places})
        lines, skipped = [], 0
        for line in range(self.table.header_row, len(self.sheet.rows)):
            row = self.sheet.rows[line]
            if not any(row[place] != "" and str(row[place]).strip() for place in used
                       if place < len(row)):  # fmt: skip
                continue
            if self._stays(row):
                lines.append(line)
            else:
                skipped += 1
        if skipped:
            self._say("rows_filtered", count=skipped)
        return lines

    def _stays(self, row: list[CellValue]) -> bool:
        return all(
            all(holds(row) for _, holds in tests) == (one.action == "keep")
            for one, tests in self.tests
        )

    def _cell(self, name: str, places: list[int], line: int) -> CellValue:
        row = self.sheet.rows[line]
        if len(places) == 1:
            value = row[places[0]] if places[0] < len(row) else ""
        else:
            value = _joined(row, places, "-" if self.entries[name].type == "id" else " ")
        meanings = self._meanings.get(name)
        return meanings.get(text_of(value), value) if meanings else value

    @property
    def _meanings(self) -> dict[str, dict[str, str]]:
        if not hasattr(self, "_folded_meanings"):
            self._folded_meanings = {
                name: {fold(said): meant for said, meant in pairs}
                for name, pairs in self.table.values
            }
        return self._folded_meanings

    def _merged(self, lines: list[int]) -> dict[str, set[int]]:
        merged = self.sheet.merged
        if not merged:
            return {}
        return {
            name: {
                at
                for at, line in enumerate(lines)
                if (line, places[0]) in merged and merged[line, places[0]][0] < line
            }
            for name, places in self.places.items()
            if len(places) == 1
        }

    def _without_examples(self, block: Block) -> Block:
        names = [
            name
            for name, entry in self.entries.items()
            if name in block.cells and (entry.type == "id" or name in KEYS[block.table])
        ]
        kept = [
            at
            for at in range(len(block.rows))
            if not any(text_of(block.cells[name][at]).startswith(_FOLDED_PREFIXES) for name in names)
        ]
        if len(kept) == len(block.rows):
            return block
        self._say("examples_skipped", count=len(block.rows) - len(kept))
        return take(block, kept)

    def _split(self, block: Block) -> Block:
        """Rows for the parts of cells that hold a list."""
        signs = dict(self.table.split)
        order: list[int] = []
        parts: dict[str, list[CellValue]] = {name: [] for name in block.cells}
        shared = 0
        for at in range(len(block.rows)):
            lists = {
                name: _parts(block.cells[name][at], sign)
                for name, sign in signs.items()
                if name in block.cells
            }
            count = max((len(found) for found in lists.values()), default=1)
            if any(len(found) not in (1, count) for found in lists.values()):
                self._say("mapping_split_uneven", row=block.rows[at], value=", ".join(lists))
                continue
            order += [at] * count
            for name, cells in block.cells.items():
                found = lists.get(name, [cells[at]])
                if count > 1 and len(found) == 1 and found[0] != "":
                    kind = self.entries[name].type
                    shared += kind == "quantity"
                    if kind == "quantity":
                        found = [""]
                    elif name == "stream_id":
                        found = [f"{heading(found[0])}/{part}" for part in range(1, count + 1)]
                parts[name] += found if len(found) == count else found * count
        if shared:
            self._say("list_shares_quantity", count=shared)
        return Block(
            block.table, block.file, block.sheet, [block.rows[at] for at in order], parts,
            block.headers,
            {name: {new for new, old in enumerate(order) if old in found}
             for name, found in block.merged.items()},
            block.distinct,
        )  # fmt: skip


def _holds(condition: Condition, said: str, wanted: set[str]) -> bool:
    parts = said.split(condition.split) if condition.split else [said]
    folded = [fold(part) for part in parts if part.strip()]
    if condition.test == "empty":
        return not folded
    if condition.test == "every":
        return bool(folded) and all(part in wanted for part in folded)
    if condition.test == "any":
        return any(part in wanted for part in folded)
    return fold(said) in wanted


def _parts(value: CellValue, sign: str) -> list[CellValue]:
    if not isinstance(value, str):
        return [value]
    return [part.strip() for part in value.split(sign) if part.strip()] or [""]


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


def template_table(sheet: Sheet) -> str | None:
    """The table whose sheet in the template has this name, or None."""
    return sheet_names().get(fold(sheet.name))
