"""Match the stored zone and print candidates with their terms, and exchanges."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, TextIO

import pandas as pd

from symbio.commands.database import opened
from symbio.commands.terminal import table
from symbio.commands.toml_file import toml_text
from symbio.estimates import with_predicted
from symbio.knowledge import load
from symbio.knowledge.names import resource_name
from symbio.locale import numbers, text
from symbio.matching import Result, Scenario, match
from symbio.matching.scenario_text import from_toml
from symbio.opportunities import Wording, rank
from symbio.opportunities.ranking import VALUE_TERMS
from symbio.zone.own_factors import with_own_factors
from symbio.zone.rows import Zone

_NAME_WIDTH = 26

# What Excel and its kin read as the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def print_match(arguments: Namespace) -> int:
    """Print the match of the stored zone as a table, JSON or CSV."""
    with opened(arguments.db) as store:
        zone = store.read()
    scenario = Scenario.of(zone)
    if arguments.scenario is not None:
        scenario = from_toml(toml_text(arguments.scenario), file=arguments.scenario.name)
    if scenario.include_estimates:
        zone = with_predicted(zone, load())
    knowledge = with_own_factors(load(), zone)
    result = match(zone, knowledge, scenario)
    ranked = rank(zone, knowledge, result).drop(columns="search")
    if arguments.format == "json":
        _write_json(result, ranked, sys.stdout)
    elif arguments.format == "csv":
        _write_csv(ranked, sys.stdout)
    else:
        print(_report(zone, result, ranked, arguments.lang, arguments.rows))
    return 0


def _write_json(result: Result, ranked: pd.DataFrame, stream: TextIO) -> None:
    """The whole result as one object; what is missing is null."""
    whole = {
        "scenario": asdict(result.scenario),
        "solve": asdict(result.solve),
        "exchanges": _records(result.exchanges),
        "candidates": _records(ranked),
    }
    json.dump(whole, stream, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write("\n")


def _write_csv(ranked: pd.DataFrame, stream: TextIO) -> None:
    """The candidates, best first; `planned_per_year` is the exchange."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(ranked.columns)
    for record in _records(ranked):
        writer.writerow([_harmless(cell) for cell in record.values()])


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, None where something is missing."""
    plain = frame.astype("object").where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]


def _report(zone: Zone, result: Result, ranked: pd.DataFrame, language: str, rows: int) -> str:
    """What a person reads: the sum, the exchanges, the first candidates."""
    wording = Wording.of(load(), language, result.scenario.currency)
    planned = ranked[ranked["planned_per_year"] > 0]
    whole = partial(numbers.number, language=language)
    return "\n".join(
        [
            *_sum(zone, result, planned, wording),
            "",
            text(language, "command.match_exchanges", count=whole(len(planned))),
            *_shown(planned, _exchange_columns(wording), rows, language),
            "",
            text(language, "command.match_candidates", count=whole(len(ranked))),
            *_shown(ranked, _candidate_columns(wording), rows, language),
        ]
    )


def _sum(zone: Zone, result: Result, planned: pd.DataFrame, wording: Wording) -> list[str]:
    say, language = partial(text, wording.language), wording.language
    whole = partial(numbers.number, language=language)
    solve = result.solve
    return [
        say(
            "command.match_zone",
            firms=whole(len(zone.firm)),
            streams=whole(len(zone.stream)),
            unknown=whole(int(zone.stream["quantity_per_year"].isna().sum())),
        ),
        say(
            f"command.match_{solve.status}",
            candidates=whole(solve.candidates),
            milliseconds=whole(solve.milliseconds),
            gap=numbers.percent(solve.gap, language, 1),
        ),
        say(
            "command.match_total",
            value=numbers.money(
                planned["value_per_year"].sum(), result.scenario.currency, language
            ),
            co2e=whole(planned["co2e_t_per_year"].sum()),
        ),
    ]


# Heading, whether it is set to the right, and the cell of a row.
Columns = Sequence[tuple[str, bool, Callable[[Any], str]]]


def _shown(frame: pd.DataFrame, columns: Columns, rows: int, language: str) -> list[str]:
    """The first `rows` rows as a table, and how many are left out; 0 shows all."""
    if frame.empty:
        return []
    first = frame.head(rows) if rows else frame
    lines = table(
        [heading for heading, _, _ in columns],
        [[cell(row) for _, _, cell in columns] for row in first.to_dict("records")],
        {place for place, (_, right, _) in enumerate(columns) if right},
    )
    left = len(frame) - len(first)
    if left:
        lines += "\n" + text(language, "command.match_more", count=numbers.number(left, language))
    return [lines]


def _exchange_columns(wording: Wording) -> Columns:
    say = partial(text, wording.language)
    short = partial(numbers.compact, language=wording.language)
    return (
        *_party_columns(wording),
        (
            say("opportunities.column_planned"),
            True,
            lambda row: wording.quantity(row["planned_per_year"], row["unit"]),
        ),
        (
            say("opportunities.column_value"),
            True,
            lambda row: wording.amount(row["value_per_year"]),
        ),
        (say("opportunities.column_co2e") + " t", True, lambda row: short(row["co2e_t_per_year"])),
    )


def _candidate_columns(wording: Wording) -> Columns:
    say = partial(text, wording.language)
    short = partial(numbers.compact, language=wording.language)
    terms = [
        (
            say(f"opportunities.term_{name.removesuffix('_per_unit')}"),
            True,
            _term(name, sign, short),
        )
        for name, sign in VALUE_TERMS.items()
    ]
    return (
        *_party_columns(wording),
        (
            say("opportunities.column_quantity"),
            True,
            lambda row: wording.quantity(row["quantity_per_year"], row["unit"]),
        ),
        *terms,
        (say("opportunities.term_total"), True, lambda row: short(row["value_per_unit"])),
        (say("opportunities.column_fee_low"), True, lambda row: short(row["fee_low_per_unit"])),
        (say("opportunities.column_fee_high"), True, lambda row: short(row["fee_high_per_unit"])),
        (
            say("opportunities.column_standing"),
            False,
            _named(say, "opportunities.standing_", "standing"),
        ),
    )


def _party_columns(wording: Wording) -> Columns:
    say, language = partial(text, wording.language), wording.language
    return (
        (say("opportunities.column_giver"), False, lambda row: _clip(row["giver_name"])),
        (say("opportunities.column_receiver"), False, lambda row: _clip(row["receiver_name"])),
        (
            say("opportunities.column_from"),
            False,
            lambda row: _clip(resource_name(row["from_resource"], language)),
        ),
        (say("opportunities.column_legal"), False, _named(say, "common.legal_", "legal_state")),
        ("km", True, lambda row: numbers.number(row["distance_km"], language, 1)),
    )


def _named(say: Callable[..., str], prefix: str, column: str) -> Callable[[Any], str]:
    return lambda row: say(f"{prefix}{row[column]}")


def _term(name: str, sign: int, short: Callable[..., str]) -> Callable[[Any], str]:
    return lambda row: short(sign * row[name])


def _clip(name: str) -> str:
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"
