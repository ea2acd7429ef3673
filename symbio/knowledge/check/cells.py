"""The laws of single cells and columns, made of the data in given.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import starmap

import pandas as pd

from symbio.errors import Problem
from symbio.knowledge.check import given
from symbio.knowledge.check.given import Bound
from symbio.knowledge.check.said import Law, law, parts, row_of, wrong
from symbio.knowledge.tables import NUMBERS, Knowledge


def _column(knowledge: Knowledge, name: str) -> tuple[str, str, pd.Series]:
    """Table, column and cells of "table.column"."""
    table, _, column = name.partition(".")
    return table, column, getattr(knowledge, table)[column]


def _reads(name: str) -> str:
    return name.replace(".", ": ")


def _listed(name: str, cell: str) -> list[str]:
    """The entries of a cell: one, or those of a list."""
    return parts(cell, given.LISTS[name]) if name in given.LISTS else parts(cell, "\0")


def _key(table: str, key: tuple[str, ...]) -> Law:
    @law(f"{table}: {' '.join(key)}")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        empty = (frame[list(key)] == "").any(axis="columns")
        for place in frame.index[empty]:
            lost = next(column for column in key if frame.loc[place, column] == "")
            yield wrong("key_missing", table, place, lost)
        for place, row in frame[~empty & frame.duplicated(list(key))].iterrows():
            yield wrong("key_twice", table, place, key[0], " ".join(row[list(key)]))

    return broken


def _unique(table: str, columns: tuple[str, ...]) -> Law:
    @law(f"{table}: {' '.join(columns)}")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        seen: dict[tuple[object, ...], object] = {}
        for place, *row in frame[list(columns)].itertuples():
            told = tuple("" if cell != cell else cell for cell in row)
            if any(told) and seen.setdefault(told, place) != place:
                shown = " ".join(f"{cell:g}" if isinstance(cell, float) else cell for cell in told)
                other = row_of(str(seen[told]))
                yield wrong("same_twice", table, place, columns[0], shown, other=other)

    return broken


def _choice(name: str, allowed: tuple[str, ...]) -> Law:
    @law(_reads(name))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        choices = ", ".join(filter(None, allowed))
        for place, value in cells[~cells.isin(allowed)].items():
            rule = "choice_or_empty" if "" in allowed else "choice" if value else "choice_empty"
            yield wrong(rule, table, place, column, value, choices=choices)

    return broken


def _form(name: str, form: tuple[str, str]) -> Law:
    pattern, example = form

    @law(_reads(name))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        for place, cell in cells.items():
            for part in _listed(name, cell):
                if not re.fullmatch(pattern, part):
                    yield wrong("form", table, place, column, part, example=example)

    return broken


def _list(name: str, sign: str) -> Law:
    @law(_reads(name))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        for place, cell in cells[cells.str.contains(sign, regex=False)].items():
            found = cell.split(sign)
            if any(part != part.strip() or not part for part in found):
                yield wrong("list", table, place, column, cell, sign=sign)
            for part in dict.fromkeys(part for part in found if part and found.count(part) > 1):
                yield wrong("part_twice", table, place, column, part)

    return broken


def _reference(name: str, target: str, besides: tuple[str, ...]) -> Law:
    @law(_reads(name), _reads(target))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        holder, _, held = _column(knowledge, target)
        known = {*besides, *held}
        for place, cell in cells.items():
            for part in _listed(name, cell):
                if part.strip() not in known:
                    yield wrong("unknown", table, place, column, part, target=holder)

    return broken


def _beginning(name: str) -> Law:
    @law(_reads(name), "waste_codes: waste_code")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        codes = knowledge.waste_codes["waste_code"]
        known = {code[:length] for code in codes for length in (2, 4, 6)}
        for place, cell in cells.items():
            for part in _listed(name, cell):
                if part not in known and re.fullmatch(given.FORMS[name][0], part):
                    yield wrong("unknown", table, place, column, part, target="waste_codes")

    return broken


def _range(table: str, columns: tuple[str, str, str]) -> Law:
    @law(f"{table}: {' '.join(columns)}")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        low, middle, high = (frame[column] for column in columns)
        unsorted = (low > middle) | (middle > high) | (low > high)
        for place in frame.index[unsorted]:
            three = [float(frame.loc[place, column]) for column in columns]
            values = dict(zip(("low", "middle", "high"), three, strict=True))
            yield wrong("range", table, place, columns[1], three[1], **values)
        for place in frame.index[middle.isna() & (low.notna() | high.notna())]:
            if f"{table}.{columns[1]}" not in given.NEEDED:
                yield wrong("empty_number", table, place, columns[1])
        for place in frame.index[low.isna() != high.isna()]:
            lost = columns[0] if pd.isna(low[place]) else columns[2]
            yield wrong("half_range", table, place, lost)

    return broken


def _bound(name: str, bound: Bound) -> Law:
    @law(_reads(name))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        numbers = cells.dropna().astype("float64")
        small = numbers <= bound.least if bound.above else numbers < bound.least
        large = numbers > (float("inf") if bound.most is None else bound.most)
        rule = "above" if bound.above else "bounds"
        for place, value in numbers[small | large].items():
            three = {"found": value, "least": bound.least, "most": bound.most or 0}
            # A year is written without a sign between its thousands.
            whole = bound.whole and value % 1 == 0
            values = {key: int(one) if whole else float(one) for key, one in three.items()}
            said = rule if bound.most is not None else f"{rule}_only"
            yield wrong(said, table, place, column, value, **values)
        if bound.whole:
            for place, value in numbers[numbers % 1 != 0].items():
                yield wrong("whole", table, place, column, value)

    return broken


def _needed(name: str) -> Law:
    @law(_reads(name))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        is_number = column in NUMBERS[table]
        for place in cells.index[cells.isna() if is_number else cells == ""]:
            yield wrong("empty_number" if is_number else "empty", table, place, column)

    return broken


def _both(name: str) -> Law:
    table, _, text = name.partition(".")
    pair = (f"{text}_tr", f"{text}_en")

    @law(f"{table}: {' '.join(pair)}")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        turkish, english = (frame[column] == "" for column in pair)
        for place in frame.index[turkish != english]:
            yield wrong("one_language", table, place, pair[0] if turkish[place] else pair[1])

    return broken


def _source(table: str) -> Law:
    @law(f"{table}: source")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        for place in frame.index[frame["source"].str.strip() == ""]:
            yield wrong("no_source", table, place, "source")

    return broken


def _grade(table: str) -> Law:
    @law(f"{table}: source grade")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        general = frame["source"].str.contains("general knowledge", regex=False)
        known = frame["grade"].isin(given.GRADES)
        for place, grade in frame.loc[general & known, "grade"].items():
            if grade != "assumption":
                yield wrong("general_grade", table, place, "grade", grade)

    return broken


def _long(name: str, most: int) -> Law:
    @law(_reads(name))
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        table, column, cells = _column(knowledge, name)
        for place, cell in cells[cells.str.len() > most].items():
            yield wrong("long", table, place, column, cell, most=most)

    return broken


# Of waste codes only the resource may be general knowledge, and the source says so.
_of_one_grade = [table for table in given.GRADED if table != "waste_codes"]
LAWS: tuple[Law, ...] = (
    *starmap(_key, given.KEYS.items()),
    *starmap(_unique, given.UNIQUE),
    *starmap(_choice, given.CHOICES.items()),
    *starmap(_form, given.FORMS.items()),
    *starmap(_list, given.LISTS.items()),
    *starmap(_reference, given.REFERENCES),
    *map(_beginning, given.BEGINNINGS),
    *starmap(_range, given.RANGES),
    *starmap(_bound, given.BOUNDS.items()),
    *map(_needed, given.NEEDED),
    *map(_both, given.IN_BOTH),
    *map(_source, given.SOURCED),
    *map(_grade, _of_one_grade),
    *starmap(_long, given.LONGEST.items()),
)
