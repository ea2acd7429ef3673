"""TOML of a mapping: every key checked on the way in, plain and stable on the way out."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from symbio.errors import InputError, Problem
from symbio.zone.rows import TABLES, dictionary
from symbio.zone.workbook.figures import CONVENTIONS

_KEYS = ("name", "numbers", "operating_days", "operating_hours", "zone", "table")
_TABLE_KEYS = (
    "table", "sheet", "file", "header_row", "distinct",
    "columns", "constants", "values", "split", "keep", "skip",
)  # fmt: skip
_TESTS = ("is", "any", "every", "empty")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = (
    "# How Symbio reads a workbook of this shape. The format is described in docs/workbook.md.\n"
)


def read(text: str, file: str) -> dict[str, Any]:
    """The content of a mapping with every key present and of the right kind.

    Raises
    ------
    InputError
        All that is wrong with it at once.
    """
    try:
        content = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        problem = Problem("mapping_no_toml", file=file, values={"detail": str(error)})
        raise InputError(problem) from error
    check = _Check(file)
    check.keys("", content, _KEYS)
    check.text("name", content.get("name", ""))
    if content.get("numbers", "") not in ("", *CONVENTIONS):
        check.wrong("mapping_choice", "numbers", content["numbers"], choices='"comma", "point"')
    for name, most in (("operating_days", 366), ("operating_hours", 8784)):
        value = content.get(name)
        if value is not None and not (_is_number(value) and 0 < value <= most):
            check.wrong("mapping_number", name, value, most=most)
    check.texts("zone", content.get("zone", {}), _fields("zone"))
    tables = content.get("table", [])
    if not isinstance(tables, list) or not tables:
        check.wrong("mapping_no_table", "table", tables)
        tables = []
    for place, table in enumerate(tables, start=1):
        check.table(f"table {place}", table)
    if check.problems:
        raise InputError.of(check.problems)
    return {
        "name": content.get("name", ""),
        "numbers": content.get("numbers", ""),
        "operating_days": content.get("operating_days"),
        "operating_hours": content.get("operating_hours"),
        "zone": content.get("zone", {}),
        "table": tables,
    }


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _fields(table: str) -> tuple[str, ...]:
    return tuple(entry.field for entry in dictionary(table))


class _Check:
    """Collects what is wrong while the parts of a mapping are gone through."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, rule: str, where: str, value: object, **values: object) -> None:
        shown = str(value)[:80]
        said = {"where": where, **values}
        self.problems.append(Problem(rule, file=self.file, value=shown, values=said))

    def keys(self, where: str, given: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in given:
            if key not in known:
                place = f"{where}: {key}" if where else key
                self.wrong("mapping_key", place, key, known=", ".join(known))

    def text(self, key: str, value: object) -> bool:
        if not isinstance(value, str):
            self.wrong("mapping_text", key, value)
            return False
        return True

    def texts(self, key: str, given: object, known: tuple[str, ...] | None) -> None:
        if not isinstance(given, dict):
            self.wrong("mapping_text", key, given)
            return
        if known is not None:
            self.keys(key, given, known)
        for name, value in given.items():
            self.text(f"{key}.{name}", value)

    def words(self, key: str, given: object) -> None:
        if not (isinstance(given, list) and given and all(isinstance(one, str) for one in given)):
            self.wrong("mapping_words", key, given)

    def table(self, where: str, given: object) -> None:
        if not isinstance(given, dict):
            self.wrong("mapping_no_table", where, given)
            return
        self.keys(where, given, _TABLE_KEYS)
        table = given.get("table")
        if table not in TABLES:
            self.wrong("mapping_choice", f"{where}: table", table, choices=", ".join(TABLES))
            return
        self.text(f"{where}: sheet", given.get("sheet"))
        self.text(f"{where}: file", given.get("file", ""))
        row = given.get("header_row", 1)
        if not (isinstance(row, int) and not isinstance(row, bool) and row >= 1):
            self.wrong("mapping_number", f"{where}: header_row", row, most=1_048_576)
        if not isinstance(given.get("distinct", False), bool):
            self.wrong(
                "mapping_choice", f"{where}: distinct", given["distinct"], choices="true, false"
            )
        known = _fields(table)
        self._columns(f"{where}: columns", given.get("columns", {}), known)
        self.texts(f"{where}: constants", given.get("constants", {}), known)
        self.texts(f"{where}: split", given.get("split", {}), known)
        self._values(f"{where}: values", given.get("values", {}), known)
        for action in ("keep", "skip"):
            self._filters(f"{where}: {action}", given.get(action, []))

    def _columns(self, key: str, given: object, known: tuple[str, ...]) -> None:
        if not isinstance(given, dict):
            self.wrong("mapping_text", key, given)
            return
        self.keys(key, given, known)
        for name, value in given.items():
            if isinstance(value, list):
                self.words(f"{key}.{name}", value)
            else:
                self.text(f"{key}.{name}", value)

    def _values(self, key: str, given: object, known: tuple[str, ...]) -> None:
        if not isinstance(given, dict):
            self.wrong("mapping_text", key, given)
            return
        self.keys(key, given, known)
        for name, pairs in given.items():
            self.texts(f"{key}.{name}", pairs, None)

    def _filters(self, key: str, given: object) -> None:
        if not isinstance(given, list):
            self.wrong("mapping_filter", key, given)
            return
        for one in given:
            conditions = one.get("when") if isinstance(one, dict) else None
            if not isinstance(conditions, list) or not conditions:
                self.wrong("mapping_filter", key, one)
                continue
            self.keys(key, one, ("note", "when"))
            self.text(f"{key}.note", one.get("note", ""))
            for condition in conditions:
                self._condition(f"{key}.when", condition)

    def _condition(self, key: str, given: object) -> None:
        tests = [name for name in _TESTS if isinstance(given, dict) and name in given]
        if not isinstance(given, dict) or len(tests) != 1:
            self.wrong("mapping_filter", key, given)
            return
        self.keys(key, given, ("column", "of", "split", *_TESTS))
        self.text(f"{key}.column", given.get("column"))
        self.text(f"{key}.split", given.get("split", ""))
        if given.get("of", "") not in ("", "firm"):
            self.wrong("mapping_choice", f"{key}.of", given["of"], choices='"firm"')
        if tests[0] != "empty":
            self.words(f"{key}.{tests[0]}", given[tests[0]])
        elif given["empty"] is not True:
            self.wrong("mapping_choice", f"{key}.empty", given["empty"], choices="true")


def write(content: dict[str, Any]) -> str:
    """The content as TOML that `read` takes back."""
    lines = [_HEAD]
    for name in ("name", "numbers", "operating_days", "operating_hours"):
        if content[name]:
            lines.append(f"{name} = {_value(content[name])}")
    if content["zone"]:
        lines += ["", "[zone]", *_pairs(content["zone"])]
    for table in content["table"]:
        lines += ["", "[[table]]"]
        lines += [
            f"{key} = {_value(table[key])}"
            for key in ("table", "sheet", "file", "header_row", "distinct")
            if key in table
        ]
        for key in ("columns", "constants", "split"):
            if table[key]:
                lines += ["", f"[table.{key}]", *_pairs(table[key])]
        for name, pairs in table["values"].items():
            lines += ["", f"[table.values.{_key(name)}]", *_pairs(pairs)]
        for action in ("keep", "skip"):
            for one in table[action]:
                lines += ["", f"[[table.{action}]]"]
                lines += [f"note = {_value(one['note'])}"] if "note" in one else []
                lines += ["when = [", *(f"    {_inline(when)}," for when in one["when"]), "]"]
    return "\n".join(lines) + "\n"


def _pairs(pairs: dict[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in pairs.items()]


def _inline(pairs: dict[str, Any]) -> str:
    return "{ " + ", ".join(_pairs(pairs)) + " }"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_text(str(one)) for one in value) + "]"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    """A basic TOML string: JSON's escapes are TOML's, but for the sign DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
