"""The table of personal data: field, purpose, who sees it, how long it is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from symbio.locale import letters, text

FIELD_COLUMNS = ("place", "field", "purpose", "seen", "kept")


@cache
def personal_fields(language: str) -> pd.DataFrame:
    """One row per field or group of fields that names or could name a person.

    Returns
    -------
    DataFrame
        Columns `FIELD_COLUMNS` in `language`; `place` is table and columns of the store, `field`
        the same in words.
    """
    rows = pd.read_csv(Path(__file__).with_name("fields.csv"), dtype="str")
    rows = rows.assign(field=[_words(place, language) for place in rows["place"]])
    named = {f"{name}_{language}": name for name in ("purpose", "seen", "kept")}
    return rows.rename(columns=named)[list(FIELD_COLUMNS)]


def columns_of(place: str) -> tuple[tuple[str, str], ...]:
    """Table and column of each part of a place: "contact.person · email" names two."""
    table, found = "", []
    for part in place.split(" · "):
        before, dot, column = part.rpartition(".")
        table = before if dot else table
        found.append((table, column))
    return tuple(found)


def _words(place: str, language: str) -> str:
    names = [
        text(language, f"privacy.field_{table}_{column}") for table, column in columns_of(place)
    ]
    return letters.capital(", ".join(names), language)
