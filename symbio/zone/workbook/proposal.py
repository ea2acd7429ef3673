"""Propose a mapping: from headings, from words that mean the same, from the look of the values."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from symbio.locale.letters import fold
from symbio.zone.rows import TABLES
from symbio.zone.workbook.coordinates import is_pair
from symbio.zone.workbook.shape import Condition, Filter, TableMapping
from symbio.zone.workbook.sheet import CellValue, Sheet, column_letters
from symbio.zone.workbook.units import UnknownUnitError, read_unit
from symbio.zone.workbook.words import (
    about_sheets,
    choice_words,
    direction_in,
    heading_key,
    headings,
    sheet_names,
)

HEADER_SEARCHED = 20  # rows
VALUES_LOOKED_AT = 200  # rows
LIKE_ENOUGH = 86.0  # of 100; "Miktarı" is like "Miktar", "Su" is not like "Süre"
DECISIVE_WEIGHT = 5  # a sheet of many firm columns and one material is a sheet of streams
_DECISIVE = {
    "stream": "resource",
    "event": "kind",
    "attendance": "attended",
    "quiz": "score_before",
    "synergy": "giver_firm_id",
    "confirmation": "asked_on",
    "by_product": "integral_part",
}
_BRACKET = re.compile(r"\s*[\(\[]([^)\]]*)[\)\]]\s*$")
_WASTE_CODE = re.compile(r"\d{2}[ .]?\d{2}[ .]?\d{2}\s*\*?")


@dataclass(frozen=True)
class Guess:
    """A column that was taken for a field without being sure."""

    file: str
    sheet: str
    header: str
    table: str
    field: str


@dataclass(frozen=True)
class _Match:
    """A column and the field it fits, certain or not."""

    place: int
    field: str
    score: float
    unit: str = ""


def propose_tables(sheets: list[Sheet]) -> tuple[list[TableMapping], list[Guess]]:
    """Propose where the rows of each table come from.

    Returns
    -------
    tables : list of TableMapping
        In the order of the sheets.
    guesses : list of Guess
        Columns matched by likeness only, or by their values.
    """
    tables: list[TableMapping] = []
    guesses: list[Guess] = []
    several = len({sheet.file for sheet in sheets}) > 1
    with_firms = any(_table_and_row(sheet)[0] == "firm" for sheet in sheets)
    for sheet in sheets:
        if fold(sheet.name) in about_sheets():
            continue
        table, row = _table_and_row(sheet)
        if table is None:
            continue
        matches = _match_columns(sheet, table, row)
        found = _tables(sheet, table, row, matches, with_firms)
        tables += [replace(one, file=sheet.file if several else "") for one in found]
        names = sheet.headers(row)
        guesses += [
            Guess(sheet.file, sheet.name, names[match.place], table, match.field)
            for match in matches
            if match.score < 99
        ]
    return tables, guesses


def _table_and_row(sheet: Sheet) -> tuple[str | None, int]:
    """The table that the sheet holds and the row of its headings; None where none fits."""
    named = sheet_names().get(fold(sheet.name))
    best: tuple[int, int, str | None] = (0, 1, None)
    for row in range(1, min(HEADER_SEARCHED, len(sheet.rows)) + 1):
        names = [name for name in sheet.headers(row) if name]
        for table in (named,) if named else TABLES:
            fields = {_exact(table, name) for name in names} - {None}
            hits = len(fields) + DECISIVE_WEIGHT * (_DECISIVE.get(table) in fields)
            if hits > best[0]:
                best = (hits, row, table)
    hits, row, found = best
    return (found, row) if found and (named or hits >= 2) else (named, 1)


def _exact(table: str, name: str) -> str | None:
    """The field that a heading names for certain, with or without a unit in brackets."""
    known = headings(table)
    return known.get(heading_key(name)) or known.get(heading_key(_BRACKET.sub("", name)))


def _match_columns(sheet: Sheet, table: str, row: int) -> list[_Match]:
    """The best one-to-one pairing of columns and fields."""
    candidates = []
    for place, name in enumerate(sheet.headers(row)):
        values = _values(sheet, place, row)
        candidates += _by_heading(table, place, name) if name else []
        candidates += _by_values(table, place, values)
    matches: list[_Match] = []
    for match in sorted(candidates, key=lambda match: (-match.score, match.place)):
        taken = any(match.place == one.place or match.field == one.field for one in matches)
        if not taken:
            matches.append(match)
    return sorted(matches, key=lambda match: match.place)


def _values(sheet: Sheet, place: int, row: int) -> list[CellValue]:
    cells = (line[place] for line in sheet.rows[row : row + VALUES_LOOKED_AT] if place < len(line))
    return [cell for cell in cells if cell != ""]


def _by_heading(table: str, place: int, name: str) -> list[_Match]:
    exact = headings(table).get(heading_key(name))
    if exact:
        return [_Match(place, exact, 100.0, unit_in(name))]
    bare = headings(table).get(heading_key(_BRACKET.sub("", name)))
    if bare:
        return [_Match(place, bare, 99.0, unit_in(name))]
    alike = process.extract(
        heading_key(_BRACKET.sub("", name)), list(headings(table)), scorer=fuzz.ratio, limit=3,
        score_cutoff=LIKE_ENOUGH,
    )  # fmt: skip
    return [
        _Match(place, headings(table)[word], score - 5, unit_in(name)) for word, score, _ in alike
    ]


def unit_in(name: str) -> str:
    """The unit in the brackets of a heading, or as its last word: "Atık (t/yıl)", "Atık t/y"."""
    bracket = _BRACKET.search(name)
    for words in ([bracket.group(1)] if bracket else []) + [name.rpartition(" ")[2]]:
        try:
            if read_unit(words):
                return words
        except UnknownUnitError:
            continue
    return ""


def _by_values(table: str, place: int, values: list[CellValue]) -> list[_Match]:
    """Fields that give themselves away by what stands in the column."""
    if len(values) < 2:
        return []
    texts = [str(value).strip() for value in values if isinstance(value, str)]
    if table == "firm" and all(is_pair(value) for value in values):
        return [_Match(place, "latitude", 60.0)]
    if table != "stream" or len(texts) < len(values):
        return []
    if all(_WASTE_CODE.fullmatch(text) for text in texts):
        return [_Match(place, "waste_code", 60.0)]
    directions = choice_words("direction", ("offer", "need"))
    if {directions.get(fold(text)) for text in texts} == {"offer", "need"}:
        return [_Match(place, "direction", 60.0)]
    return []


def _tables(
    sheet: Sheet, table: str, row: int, matches: list[_Match], with_firms: bool
) -> list[TableMapping]:
    """The mapping of a sheet: usually one, more where rows hold more than one thing."""
    names, first = _names(sheet, row), _read_as(sheet, table, row, matches)
    if table == "firm" and not first.column("firm_id") and first.column("name"):
        first = first.with_column("firm_id", *first.column("name"))
    if table != "stream" or sheet_names().get(fold(sheet.name)) == table:
        return [first]
    found = _by_direction(first, sheet, row, names)
    if first.column("firm_id") and not with_firms:
        found.insert(0, _firms_of(first, sheet, row, names))
    return found


def read_as(sheet: Sheet, table: str, row: int) -> TableMapping:
    """A sheet as the rows of `table`: only the columns that their headings name for certain."""
    certain = [match for match in _match_columns(sheet, table, row) if match.score >= 99]
    return _read_as(sheet, table, row, certain)


def _read_as(sheet: Sheet, table: str, row: int, matches: list[_Match]) -> TableMapping:
    names = _names(sheet, row)
    first = TableMapping(table, sheet.name, header_row=row)
    for match in matches:
        first = first.with_column(match.field, names[match.place])
        pair = match.field == "latitude" and _is_pair_column(sheet, match.place, row)
        if pair and not first.column("longitude"):
            first = first.with_column("longitude", names[match.place])
        if match.field == "quantity_per_year" and match.unit:
            first = first.with_constant("unit", match.unit)
    return first


def _names(sheet: Sheet, row: int) -> list[str]:
    """Headings, by letter where one is empty or stands twice."""
    given = sheet.headers(row)
    folded = [fold(name) for name in given]
    return [
        name if name and folded.count(fold(name)) == 1 else f"col:{column_letters(place)}"
        for place, name in enumerate(given)
    ]


def _is_pair_column(sheet: Sheet, place: int, row: int) -> bool:
    values = _values(sheet, place, row)
    return bool(values) and all(is_pair(value) for value in values)


def _by_direction(
    first: TableMapping, sheet: Sheet, row: int, names: list[str]
) -> list[TableMapping]:
    """Two columns that are two streams, or a sheet whose name says the direction."""
    if first.column("direction"):
        return [first]
    columns = []
    for place, name in enumerate(sheet.headers(row)):
        direction, unit = direction_in(name), unit_in(name)
        if direction and unit:
            columns.append((direction, unit, names[place]))
    if {direction for direction, _, _ in columns} == {"offer", "need"}:
        headings_of = dict(zip(names, sheet.headers(row), strict=True))
        return [
            _one_way(first, direction, name, headings_of)
            .with_constant("direction", direction)
            .with_constant("unit", unit)
            for direction, unit, name in columns
        ]
    said = direction_in(sheet.name)
    return [first.with_constant("direction", said) if said else first]


def _one_way(
    first: TableMapping, direction: str, quantity: str, names: dict[str, str]
) -> TableMapping:
    """One of the two streams of a row; a row without it is left out, nothing is made up."""
    resources = _resources(first, names)
    own = resources[direction]
    table = first.with_column("quantity_per_year", quantity)
    if first.column("resource") != (own,):  # what else speaks of the other resource stays out
        for field, found in first.columns:
            if any(direction_in(names[name]) not in ("", direction) for name in found):
                table = table.with_column(field)
        table = table.with_column("resource", own).with_column("quantity_per_year", quantity)
    apart = len(set(resources.values())) > 1
    return table.with_filters(Filter("skip", (Condition(own if apart else quantity, "empty"),)))


def _resources(first: TableMapping, names: dict[str, str]) -> dict[str, str]:
    """The column of the resource by direction: "Hammadde" beside "Atık", or one for both."""
    (shared,) = first.column("resource") or ("",)
    both = dict.fromkeys(("offer", "need"), shared)
    if not shared or not direction_in(names[shared]):
        return both
    used = {name for _, found in first.columns for name in found}
    free = {
        direction_in(heading): name
        for name, heading in reversed(names.items())
        if name not in used and direction_in(heading) and not unit_in(heading)
    }
    return {**both, **free, direction_in(names[shared]): shared}


def _firms_of(first: TableMapping, sheet: Sheet, row: int, names: list[str]) -> TableMapping:
    """The firms of a sheet that names each with every stream of it."""
    firm = TableMapping("firm", sheet.name, header_row=row, distinct=True)
    used = {name for _, found in first.columns for name in found}
    for match in _match_columns(sheet, "firm", row):
        certain = match.score >= 99 or match.field in ("latitude", "longitude")
        if certain and names[match.place] not in used:
            firm = firm.with_column(match.field, names[match.place])
    firm = firm.with_column("firm_id", *first.column("firm_id"))
    return firm if firm.column("name") else firm.with_column("name", *first.column("firm_id"))
