"""Apply a mapping: from sheets to blocks of cells by field, each cell with its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from rapidfuzz import fuzz, process

from symbio.errors import Problem, Severity
from symbio.locale.letters import fold
from symbio.zone.rows import KEYS, dictionary
from symbio.zone.workbook.block import Block, take
from symbio.zone.workbook.filters import FirmCells, find_column, holds, joined, text_of
from symbio.zone.workbook.lists import split_lists
from symbio.zone.workbook.mapping import Mapping
from symbio.zone.workbook.shape import Condition, TableMapping
from symbio.zone.workbook.sheet import CellValue, Sheet, column_letters, heading
from symbio.zone.workbook.words import EXAMPLE_PREFIXES, about_sheets

_ALIKE = 70.0  # of 100
_PREFIXES = tuple(fold(prefix) for prefix in EXAMPLE_PREFIXES.values())


def is_example(cell: CellValue) -> bool:
    """Whether an id is one of the template's example rows."""
    return text_of(cell).startswith(_PREFIXES)


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
        headers = {name: name for name in cells}
        blocks.append(Block("zone", mapping.name, "", [None], cells, headers))
    used: dict[int, set[int]] = {}
    firm_cells = FirmCells(sheets, mapping.tables)
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
            named = fold(sheet.name) in about_sheets()
            empty = not any(str(cell).strip() for row in sheet.rows for cell in row)
            if not named and not empty:
                problems.append(Problem("sheet_unused", sheet.file, sheet.name, severity="notice"))
            continue
        row = by_name.get(fold(sheet.name), headers.get("*", 1))
        names = enumerate(sheet.headers(row))
        left = [name for place, name in names if name and place not in columns]
        if left:
            said: dict[str, object] = {"columns": ", ".join(left)}
            problems.append(
                Problem("columns_unused", sheet.file, sheet.name, severity="notice", values=said)
            )
    return problems


class _Cut:
    """One table cut out of one sheet."""

    def __init__(self, table: TableMapping, sheet: Sheet, firm_cells: FirmCells) -> None:
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

    def _say(self, rule: str, value: str = "", **values: object) -> None:
        file, sheet = self.sheet.file, self.sheet.name
        severity: Severity = "error" if rule.startswith("mapping_") else "notice"
        self.problems.append(
            Problem(rule, file, sheet, value=value, severity=severity, values=values)
        )

    def _find(self, names: tuple[str, ...]) -> list[int]:
        found = []
        for name in names:
            place = find_column(name, self.headings)
            if place is None:
                self._no_column(name, self.headings)
                continue
            same = [at for at, one in enumerate(self.headings) if fold(one) == fold(name)]
            if len(same) > 1:
                letters = ", ".join(f"col:{column_letters(at)}" for at in same)
                self._say("mapping_header_twice", value=name, columns=letters)
            found.append(place)
        return found

    def _no_column(self, name: str, known: list[str]) -> None:
        names = [one for one in known if one]
        alike = process.extractOne(
            name, names, scorer=fuzz.ratio, processor=fold, score_cutoff=_ALIKE
        )
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
                return self.firm_cells.cell(joined(row, firm, "-"), condition.column)
        else:
            place = (self._find((condition.column,)) or [0])[0]

            def cell(row: list[CellValue]) -> CellValue:
                return row[place] if place < len(row) else ""

        def met(row: list[CellValue]) -> bool:
            said = heading(cell(row))
            if said not in known:
                known[said] = holds(condition, said, wanted)
            return known[said]

        return met

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
        headers = {name: name for name, _ in self.table.constants}
        headers |= {name: " + ".join(found) for name, found in self.table.columns}
        rows: list[int | None] = [line + 1 for line in lines]
        file, sheet = self.sheet.file, self.sheet.name
        merged, distinct = self._merged(lines), self.table.distinct
        block = Block(self.table.table, file, sheet, rows, cells, headers, merged, distinct)
        block = self._without_examples(block)
        if not self.table.split:
            return block
        block, problems = split_lists(block, dict(self.table.split))
        self.problems += problems
        # A part means what the mapping says as a whole cell does.
        for name in set(dict(self.table.split)) & set(block.cells):
            block.cells[name][:] = [self._meant(name, part) for part in block.cells[name]]
        return block

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
            value = joined(row, places, "-" if self.entries[name].type == "id" else " ")
        return self._meant(name, value)

    def _meant(self, name: str, value: CellValue) -> CellValue:
        meanings = self._meanings.get(name)
        return meanings.get(text_of(value), value) if meanings else value

    @cached_property
    def _meanings(self) -> dict[str, dict[str, str]]:
        return {
            name: {fold(said): meant for said, meant in pairs} for name, pairs in self.table.values
        }

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
            if not any(is_example(block.cells[name][at]) for name in names)
        ]
        if len(kept) == len(block.rows):
            return block
        self._say("examples_skipped", count=len(block.rows) - len(kept))
        return take(block, kept)
