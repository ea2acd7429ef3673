"""A scenario as a TOML file and as the words of a link, and back, with checks."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from symbio.errors import InputError, Problem
from symbio.matching.scenario import AddedFirm, AddedStream, Scenario

KINDS = ("material", "organic", "energy", "water", "asset", "logistics", "expertise")
# Lowest and highest value of each number.
RANGES: dict[str, tuple[float, float]] = {
    "disposal_price_change_percent": (-100, 1000),
    "virgin_price_change_percent": (-100, 1000),
    "transport_change_percent": (-100, 1000),
    "carbon_price_per_t": (0, 1e6),
    "minimum_lot_per_year": (0, 1e9),
    "fixed_link_cost_per_year": (0, 1e12),
    "detour_factor": (1, 5),
    "approach_k": (0, 100),
    "mip_gap": (0, 1),
    "mip_nodes": (1, 1e9),
    "nearest": (0, 1e6),
    "radius_km": (0, 20_000),
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "quantity_per_year": (0, 1e12),
    "temperature_c": (-273.15, 3000),
}
_DEFAULT = Scenario()
_FLAGS = {name for name, value in asdict(_DEFAULT).items() if isinstance(value, bool)}
_FLAG_WORDS = {"1": True, "true": True, "0": False, "false": False}
_WHOLE = {"mip_nodes", "nearest"}
_WORDS = {"name", "currency", "valuation_date"}
_ROWS: dict[str, type] = {"added_firms": AddedFirm, "added_streams": AddedStream}
_RADIUS = "radius_"


def to_toml(scenario: Scenario) -> str:
    """The scenario as TOML, every assumption written out."""
    plain = asdict(scenario)
    lines = []
    for key, value in plain.items():
        if key in _ROWS or key == "radius_km":
            continue
        lines.append(f"{key} = {_toml(value)}")
    if scenario.radius_km:
        lines += ["", "[radius_km]"] + [f"{kind} = {_toml(km)}" for kind, km in scenario.radius_km]
    for key in _ROWS:
        for row in plain[key]:
            lines += ["", f"[[{key}]]"]
            lines += [f"{name} = {_toml(cell)}" for name, cell in row.items() if cell is not None]
    return "\n".join(lines) + "\n"


def from_toml(content: str, *, file: str = "") -> Scenario:
    """The scenario that a TOML text describes; what it does not name is the default.

    Raises
    ------
    InputError
        If the text is no TOML, or a key or value means nothing; every problem at once.
    """
    try:
        given = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        problem = Problem("scenario_no_toml", file=file, values={"detail": str(error)})
        raise InputError(problem) from error
    return _read(given, Scenario(), file)


def to_query(scenario: Scenario, base: Scenario | None = None) -> dict[str, str]:
    """The words of a link: only what differs from `base` (without one: from the default)."""
    base = base or Scenario()
    words: dict[str, str] = {}
    for entry in fields(Scenario):
        value = getattr(scenario, entry.name)
        if value == getattr(base, entry.name):
            continue
        if entry.name == "radius_km":
            kept = dict(base.radius_km)
            words |= {
                f"{_RADIUS}{kind}": repr(float(km)) for kind, km in value if kept.get(kind) != km
            }
        elif entry.name in _ROWS or entry.name == "removed_firms":
            rows = [list(asdict(row).values()) if entry.name in _ROWS else row for row in value]
            words[entry.name] = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        elif isinstance(value, bool):
            words[entry.name] = "1" if value else "0"
        else:
            words[entry.name] = f"{value!r}" if isinstance(value, float) else str(value)
    return words


def from_query(query: Mapping[str, str], base: Scenario | None = None) -> Scenario:
    """The scenario of a link's words on top of `base`; words of other inputs are passed over.

    Raises
    ------
    InputError
        If a word of the scenario means nothing.
    """
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, word in query.items():
        if key.startswith(_RADIUS) and key.removeprefix(_RADIUS) in KINDS:
            given.setdefault("radius_km", {})[key.removeprefix(_RADIUS)] = _number(word)
        elif key in _ROWS or key == "removed_firms":
            try:
                given[key] = _rows_of_link(key, word)
            except (ValueError, TypeError):
                problems.append(_wrong(key, word, "", "scenario_bad_list"))
        elif key in _FLAGS:
            given[key] = _FLAG_WORDS.get(word.lower(), word)
        elif key in RANGES:
            given[key] = _number(word)
        elif key in _WORDS:
            given[key] = word
    if problems:
        raise InputError.of(problems)
    return _read(given, base or Scenario(), "")


def _number(word: str) -> Any:
    try:
        return float(word)
    except ValueError:
        return word


def _rows_of_link(key: str, word: str) -> list[Any]:
    rows = json.loads(word)
    if not isinstance(rows, list):
        raise TypeError(key)
    if key == "removed_firms":
        return rows
    names = [entry.name for entry in fields(_ROWS[key])]
    named = [dict(zip(names, row, strict=False)) for row in rows]
    return [{name: cell for name, cell in row.items() if cell is not None} for row in named]


def _read(given: Mapping[str, Any], base: Scenario, file: str) -> Scenario:
    """Check every key and value; all problems at once."""
    problems: list[Problem] = []
    known = {entry.name for entry in fields(Scenario)}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            problems.append(_wrong(key, value, file, "scenario_unknown_key"))
        elif key in _ROWS:
            values[key] = _rows(key, value, file, problems)
        elif key == "radius_km":
            values[key] = _radii(value, base, file, problems)
        elif key == "removed_firms":
            values[key] = _names(key, value, file, problems)
        else:
            values[key] = _value(key, value, file, problems)
    if problems:
        raise InputError.of(problems)
    return replace(base, **values)


def _value(key: str, value: Any, file: str, problems: list[Problem]) -> Any:
    if key in _FLAGS:
        if not isinstance(value, bool):
            problems.append(_wrong(key, value, file, "scenario_no_flag"))
        return value
    if key in RANGES:
        return _in_range(key, value, file, problems)
    if not isinstance(value, str):
        problems.append(_wrong(key, value, file, "scenario_no_text"))
    elif key == "valuation_date" and value and not _is_date(value):
        problems.append(_wrong(key, value, file, "scenario_no_date"))
    elif key == "currency" and not (len(value) == 3 and value.isascii() and value.isupper()):
        problems.append(_wrong(key, value, file, "scenario_no_currency"))
    return value


def _in_range(key: str, value: Any, file: str, problems: list[Problem], name: str = "") -> Any:
    low, high = RANGES[key]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    whole = key not in _WHOLE or (is_number and math.isfinite(value) and value == int(value))
    if not is_number or not low <= value <= high or not whole:
        rule = "scenario_no_whole_number" if key in _WHOLE else "scenario_no_number"
        problems.append(_wrong(name or key, value, file, rule, low=float(low), high=float(high)))
        return value
    return int(value) if key in _WHOLE else float(value)


def _radii(value: Any, base: Scenario, file: str, problems: list[Problem]) -> Any:
    if not isinstance(value, dict):
        problems.append(_wrong("radius_km", value, file, "scenario_bad_list"))
        return ()
    radii = dict(base.radius_km)
    for kind, km in value.items():
        if kind not in KINDS:
            problems.append(
                _wrong("radius_km", kind, file, "scenario_no_choice", choices=", ".join(KINDS))
            )
        radii[kind] = _in_range("radius_km", km, file, problems, f"radius_km.{kind}")
    return tuple(sorted(radii.items()))


def _names(key: str, value: Any, file: str, problems: list[Problem]) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        problems.append(_wrong(key, value, file, "scenario_bad_list"))
        return ()
    return tuple(sorted(set(value)))


def _rows(key: str, value: Any, file: str, problems: list[Problem]) -> tuple[Any, ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        problems.append(_wrong(key, value, file, "scenario_bad_list"))
        return ()
    make: Callable[..., Any] = _ROWS[key]
    names = {entry.name for entry in fields(_ROWS[key])}
    required = {"added_firms": {"firm_id"}, "added_streams": {"firm_id", "direction", "resource"}}
    rows = []
    for place, row in enumerate(value, start=1):
        before = len(problems)
        problems += _row_problems(f"{key}.{place}", row, names, required[key], file)
        if len(problems) == before:
            rows.append(make(**_as_floats(row)))
    return tuple(rows)


def _row_problems(
    place: str, row: dict[str, Any], names: set[str], required: set[str], file: str
) -> Iterable[Problem]:
    for name in sorted(required - {key for key, cell in row.items() if cell != ""}):
        yield _wrong(f"{place}.{name}", "", file, "scenario_missing")
    for name, cell in row.items():
        found: list[Problem] = []
        if name not in names:
            found.append(_wrong(f"{place}.{name}", cell, file, "scenario_unknown_key"))
        elif name in RANGES:
            _in_range(name, cell, file, found, f"{place}.{name}")
        elif not isinstance(cell, str):
            found.append(_wrong(f"{place}.{name}", cell, file, "scenario_no_text"))
        elif name == "direction" and cell not in ("offer", "need"):
            found.append(
                _wrong(f"{place}.{name}", cell, file, "scenario_no_choice", choices="offer, need")
            )
        yield from found


def _as_floats(row: dict[str, Any]) -> dict[str, Any]:
    return {name: float(cell) if name in RANGES else cell for name, cell in row.items()}


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _wrong(key: str, value: Any, file: str, rule: str, **values: object) -> Problem:
    return Problem(rule, file=file, value=str(value), values={"field": key, **values})


def _toml(value: Any) -> str:
    """One value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    # JSON's escapes are a subset of TOML's; only DEL must be escaped besides.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
