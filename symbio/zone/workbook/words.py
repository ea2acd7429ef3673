"""Words that people write for the same thing, in both languages: words.csv and units.csv."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from symbio.locale import LANGUAGES, text
from symbio.locale.letters import fold
from symbio.zone.rows import TABLES, dictionary

EXAMPLE_PREFIXES = {"tr": "ORNEK-", "en": "EXAMPLE-"}
_FOLDER = Path(__file__).parent
_DIRECTIONS = {
    "offer": ("atik", "arz", "cikti", "cikan", "verilen", "giden", "yan urun", "waste", "output",
              "out", "offer", "supply", "by-product"),
    "need": ("hammadde", "talep", "ihtiyac", "girdi", "giren", "alinan", "gelen", "raw material",
             "input", "in", "need", "demand"),
}  # fmt: skip


@cache
def words(group: str) -> dict[str, str]:
    """Every folded word of `group`, to its id."""
    with (_FOLDER / "words.csv").open(encoding="utf-8", newline="") as lines:
        return {
            fold(word): row["id"]
            for row in csv.DictReader(lines)
            if row["group"] == group
            for word in row["words"].split("|")
        }


@cache
def unit_rows() -> dict[str, tuple[str, str, float]]:
    """Every folded word for a unit, to (unit, base unit, base units in one)."""
    with (_FOLDER / "units.csv").open(encoding="utf-8", newline="") as lines:
        return {
            fold(word): (row["unit"], row["base"], float(row["factor"]))
            for row in csv.DictReader(lines)
            for word in row["words"].split("|")
        }


@cache
def choice_words(field: str, choices: tuple[str, ...]) -> dict[str, str]:
    """Every folded word for a choice of `field`: its id, its words in both languages, others."""
    found = dict(words(f"choice.{field}"))
    for choice in choices:
        for language in LANGUAGES:
            found[fold(choice_name(field, choice, language))] = choice
    found |= {fold(choice): choice for choice in choices}
    return {word: choice for word, choice in found.items() if choice in choices}


def choice_name(field: str, choice: str, language: str) -> str:
    """The word for a choice in `language`, as drop-downs and exports have it."""
    return text(language, f"workbook.choice_{field}_{choice}")


def boolean_name(value: bool, language: str) -> str:
    """Yes or no in `language`."""
    return text(language, "workbook.yes" if value else "workbook.no")


def unit_name(unit: str, language: str) -> str:
    """How a canonical unit is written in `language`."""
    return text(language, f"common.unit_{unit}") if unit else ""


def sheet_name(table: str, language: str) -> str:
    """The name of a table's sheet in `language`."""
    return text(language, f"workbook.sheet_{table}")


def heading_key(name: str) -> str:
    """A heading for comparing: "Site-Name" and "site_name" are the same."""
    return " ".join(re.sub(r"[-_/.:*]+", " ", fold(name)).split())


@cache
def headings(table: str) -> dict[str, str]:
    """Every heading, as `heading_key` has it, that is surely a field of `table`."""
    found: dict[str, str] = {}
    for entry in dictionary(table):
        for word in entry.header_synonyms:
            found.setdefault(heading_key(word), entry.field)
    for entry in dictionary(table):
        for word in (entry.header_tr, entry.header_en):
            found[heading_key(word)] = entry.field
    return found | {heading_key(entry.field): entry.field for entry in dictionary(table)}


def direction_in(name: str) -> str:
    """The direction that a heading or a sheet's name says, "" where it says none."""
    words = f" {re.sub(r'[^a-z0-9-]+', ' ', fold(name))} "
    for direction, signs in _DIRECTIONS.items():
        if any(f" {sign}" in words if len(sign) > 3 else f" {sign} " in words for sign in signs):
            return direction
    return ""


@cache
def sheet_names() -> dict[str, str]:
    """Every folded sheet name of the template, in both languages, to its table."""
    return {
        fold(name): table
        for table in TABLES
        for name in (table, *(sheet_name(table, language) for language in LANGUAGES))
    }


@cache
def about_sheets() -> frozenset[str]:
    """Folded names of the sheets that hold no table: what explains, and the zone's own words."""
    about = {fold(text(language, "workbook.sheet_about")) for language in LANGUAGES}
    return own_words_sheets() | about


@cache
def own_words_sheets() -> frozenset[str]:
    """Folded names of the sheet that says what the zone calls its resources."""
    return frozenset(fold(text(language, "workbook.sheet_own_words")) for language in LANGUAGES)
