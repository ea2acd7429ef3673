"""What a mapping says about one table: plain values that are compared, edited and written down."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from symbio.locale.letters import fold

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Condition:
    """A test of one cell of a row.

    Attributes
    ----------
    column : str
        Heading, or "col:C" for the column that Excel calls C.
    of : "" or "firm"
        "firm" looks at the row of the firm that the row belongs to.
    split : str
        A sign that cuts the cell into parts; "" leaves it whole.
    test : "is", "any", "every" or "empty"
        The whole cell is one of `values`; some part is; every part is; there is nothing.
    values : tuple of str
        Compared without case, marks and extra blanks.
    """

    column: str
    test: Literal["is", "any", "every", "empty"] = "is"
    values: tuple[str, ...] = ()
    of: Literal["", "firm"] = ""
    split: str = ""


@dataclass(frozen=True)
class Filter:
    """Rows to keep or to skip: those for which all conditions hold."""

    action: Literal["keep", "skip"]
    conditions: tuple[Condition, ...]
    note: str = ""


@dataclass(frozen=True)
class TableMapping:
    """Where the rows of one table come from.

    Attributes
    ----------
    table : str
        One of `symbio.zone.rows.TABLES`.
    sheet : str
        Name of the sheet; "*" for every sheet of the file.
    file : str
        Pattern of the file's name (`*` and `?`); "" for any.
    header_row : int
        Row of the headings, from 1; everything above it is left out.
    columns : tuple of (field, headings)
        Several headings are joined: ids with "-", texts with a blank.
    constants : tuple of (field, text)
        The same for every row; a column's own value goes before it.
    values : tuple of (field, pairs)
        What a cell says, and what it means.
    split : tuple of (field, sign)
        Fields whose cell is a list; each part becomes a row of its own.
    filters : tuple of Filter
        A row stays if every "keep" holds and no "skip" does.
    distinct : bool
        Several rows may have the same id (a firm named once for each of its streams).
    """

    table: str
    sheet: str
    file: str = ""
    header_row: int = 1
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    constants: Pairs = ()
    values: tuple[tuple[str, Pairs], ...] = ()
    split: Pairs = ()
    filters: tuple[Filter, ...] = ()
    distinct: bool = False

    def reads(self, file: str, sheet: str) -> bool:
        """Whether rows come from the sheet `sheet` of the file `file`."""
        in_file = not self.file or _is_like(self.file, file)
        return in_file and (self.sheet == "*" or fold(self.sheet) == fold(sheet))

    def column(self, field: str) -> tuple[str, ...]:
        """The headings that `field` is read from, () where there are none."""
        return dict(self.columns).get(field, ())

    def with_column(self, field: str, *headings: str) -> TableMapping:
        """The same with `field` read from `headings`; without any it is not read."""
        columns = {**dict(self.columns), field: headings}
        kept = tuple((name, found) for name, found in columns.items() if found)
        return replace(self, columns=kept)

    def with_constant(self, field: str, value: str) -> TableMapping:
        """The same with `field` equal in every row; "" takes it out."""
        constants = {**dict(self.constants), field: value}
        return replace(self, constants=tuple((k, word) for k, word in constants.items() if word))

    def with_value(self, field: str, said: str, meant: str) -> TableMapping:
        """The same with `said` in a cell of `field` meaning `meant`; "" takes it out."""
        pairs = {**dict(dict(self.values).get(field, ())), said: meant}
        kept = tuple((word, meaning) for word, meaning in pairs.items() if meaning)
        values = {**dict(self.values), field: kept}
        return replace(self, values=tuple((name, found) for name, found in values.items() if found))

    def with_split(self, field: str, sign: str) -> TableMapping:
        """The same with the cells of `field` cut at `sign`; "" takes it out."""
        split = {**dict(self.split), field: sign}
        return replace(self, split=tuple((name, found) for name, found in split.items() if found))

    def with_filters(self, *filters: Filter) -> TableMapping:
        """The same with these filters."""
        return replace(self, filters=filters)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for TOML, without what is usual."""
        said: dict[str, Any] = {"table": self.table, "sheet": self.sheet}
        if self.file:
            said["file"] = self.file
        if self.header_row != 1:
            said["header_row"] = self.header_row
        if self.distinct:
            said["distinct"] = True
        said["columns"] = {
            field: found[0] if len(found) == 1 else list(found) for field, found in self.columns
        }
        said["constants"] = dict(self.constants)
        said["split"] = dict(self.split)
        said["values"] = {field: dict(pairs) for field, pairs in self.values}
        for action in ("keep", "skip"):
            said[action] = [_filter_to_dict(one) for one in self.filters if one.action == action]
        return said

    @classmethod
    def from_dict(cls, said: dict[str, Any]) -> TableMapping:
        """Build it from values that `mapping_toml.read` has checked."""
        return cls(
            table=said["table"],
            sheet=said["sheet"],
            file=said.get("file", ""),
            header_row=said.get("header_row", 1),
            columns=tuple(
                (field, (found,) if isinstance(found, str) else tuple(found))
                for field, found in said.get("columns", {}).items()
            ),
            constants=tuple(said.get("constants", {}).items()),
            values=tuple(
                (field, tuple(pairs.items())) for field, pairs in said.get("values", {}).items()
            ),
            split=tuple(said.get("split", {}).items()),
            filters=tuple(
                _filter_from_dict(action, one)
                for action in ("keep", "skip")
                for one in said.get(action, [])
            ),
            distinct=said.get("distinct", False),
        )


def _is_like(pattern: str, name: str) -> bool:
    """Whether a file's name fits `pattern`, in which only * and ? are special."""
    wild = {"*": ".*", "?": "."}
    rule = "".join(wild.get(sign, re.escape(sign)) for sign in fold(pattern))
    return re.fullmatch(rule, fold(name)) is not None


def _filter_to_dict(one: Filter) -> dict[str, Any]:
    said: dict[str, Any] = {"note": one.note} if one.note else {}
    said["when"] = [_condition_to_dict(condition) for condition in one.conditions]
    return said


def _condition_to_dict(one: Condition) -> dict[str, Any]:
    said: dict[str, Any] = {"column": one.column}
    if one.of:
        said["of"] = one.of
    if one.split:
        said["split"] = one.split
    said[one.test] = True if one.test == "empty" else list(one.values)
    return said


def _filter_from_dict(action: Any, said: dict[str, Any]) -> Filter:
    conditions = tuple(_condition_from_dict(one) for one in said["when"])
    return Filter(action, conditions, said.get("note", ""))


def _condition_from_dict(said: dict[str, Any]) -> Condition:
    test = next(name for name in ("is", "any", "every", "empty") if name in said)
    values = () if test == "empty" else tuple(said[test])
    return Condition(said["column"], test, values, said.get("of", ""), said.get("split", ""))
