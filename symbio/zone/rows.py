"""The rows of a zone: one dictionary of fields, and the frames that follow it."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from pathlib import Path

import pandas as pd
from pandas.api.types import pandas_dtype

from symbio.locale import letters

TABLES = (
    "zone",
    "firm",
    "stream",
    "event",
    "attendance",
    "quiz",
    "synergy",
    "synergy_step",
    "confirmation",
    "by_product",
    "factor",
)
KEYS: dict[str, tuple[str, ...]] = {
    "zone": ("name",),
    "firm": ("firm_id",),
    "stream": ("stream_id",),
    "event": ("event_id",),
    "attendance": ("event_id", "firm_id"),
    "quiz": ("event_id", "person_code"),
    "synergy": ("synergy_id",),
    "synergy_step": ("synergy_id", "date", "stage"),
    "confirmation": ("firm_id", "asked_on"),
    "by_product": ("stream_id",),
    "factor": ("factor_id",),
}
MONTHS = tuple(f"month_{month:02d}" for month in range(1, 13))
QUALITIES = (
    "temperature_c",
    "return_temperature_c",
    "purity_percent",
    "moisture_percent",
    "cod_mg_per_l",
    "tds_mg_per_l",
    "ph",
)
_DTYPES = {
    "number": "float64",
    "quantity": "float64",
    "money": "float64",
    "integer": "Int64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}
# Employees by size class; Turkish SME rule (KOBİ Yönetmeliği) by head count alone.
SIZE_CLASSES = (("micro", 0, 9), ("small", 10, 49), ("medium", 50, 249), ("large", 250, None))


@dataclass(frozen=True)
class Field:
    """One column of one table, as the workbook, the store and the screen know it."""

    table: str
    field: str
    type: str
    unit: str
    required: bool
    choices: tuple[str, ...]
    header_tr: str
    header_en: str
    note_tr: str
    note_en: str
    header_synonyms: tuple[str, ...]

    def header(self, language: str) -> str:
        """The column's heading in `language`."""
        return self.header_tr if language == "tr" else self.header_en

    def note(self, language: str) -> str:
        """What to write into the column, in `language`."""
        return self.note_tr if language == "tr" else self.note_en

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column."""
        return _DTYPES.get(self.type, "str")


@cache
def dictionary(table: str) -> tuple[Field, ...]:
    """All fields of `table`, in the order of workbook and store."""
    with Path(__file__).with_name("fields.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Field(
                table=row["table"],
                field=row["field"],
                type=row["type"],
                unit=row["unit"],
                required=row["required"] == "yes",
                choices=_split(row["choices"]),
                header_tr=row["header_tr"],
                header_en=row["header_en"],
                note_tr=row["note_tr"],
                note_en=row["note_en"],
                header_synonyms=_split(row["header_synonyms"]),
            )
            for row in csv.DictReader(lines)
            if row["table"] == table
        )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def conform(table: str, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """`frame` with exactly the columns, order and dtypes of `table`.

    Columns that are missing come out empty, unknown ones are dropped, and rows
    are sorted by key; without a frame the result has no rows.
    """
    columns = {}
    given = pd.DataFrame() if frame is None else frame
    for entry in dictionary(table):
        values = (
            given[entry.field]
            if entry.field in given
            else pd.Series([None] * len(given), index=given.index, dtype="object")
        )
        columns[entry.field] = values.astype(pandas_dtype(entry.dtype))
    return pd.DataFrame(columns, index=given.index).sort_values(
        list(KEYS[table]), kind="stable", ignore_index=True
    )


def _empty(table: str) -> pd.DataFrame:
    return _empty_once(table).copy(deep=False)  # what a caller does to it stays with the caller


@cache
def _empty_once(table: str) -> pd.DataFrame:
    return conform(table)


@dataclass(frozen=True)
class Zone:
    """Everything stored of one zone: frames that follow the dictionary.

    Attributes
    ----------
    zone : DataFrame, one row at most
        Name, country (ISO 3166 alpha-2), currency (ISO 4217), plausible box [degrees].
    firm, stream, event, attendance, quiz : DataFrame
        One row per firm, stream, event, firm at an event, and anonymous person.
    synergy, synergy_step : DataFrame
        One row per synergy that people work on, and per stage that it reached.
    factor : DataFrame
        One row per factor of the knowledge tables that has a value of the zone's own.
    confirmation, by_product : DataFrame
        One row per firm and day it was asked to confirm estimates, and per offer
        whose by-product test was answered.
    """

    zone: pd.DataFrame
    firm: pd.DataFrame
    stream: pd.DataFrame
    event: pd.DataFrame
    attendance: pd.DataFrame
    quiz: pd.DataFrame
    synergy: pd.DataFrame
    synergy_step: pd.DataFrame
    confirmation: pd.DataFrame
    by_product: pd.DataFrame
    factor: pd.DataFrame

    @classmethod
    def of(cls, tables: dict[str, pd.DataFrame]) -> Zone:
        """Build a zone from any of its tables; the others are empty."""
        given = {name: conform(name, frame) for name, frame in tables.items() if name in TABLES}
        return cls(**{name: given[name] if name in given else _empty(name) for name in TABLES})

    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames by table name, in the order of `TABLES`."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}

    def with_table(self, name: str, frame: pd.DataFrame) -> Zone:
        """The same zone with one table exchanged."""
        return replace(self, **{name: conform(name, frame)})

    def firm_names(self) -> dict[str, str]:
        """The names of all firms by id, in the order of the names."""
        return letters.by_name(dict(zip(self.firm["firm_id"], self.firm["name"], strict=True)))

    @cached_property
    def synthetic(self) -> bool:
        """Whether any of its firms is made up."""
        return bool(self.firm["origin"].eq("synthetic").any())

    def invented(self, firms: Collection[str] | None = None) -> bool:
        """Whether these firms (without them: all) are synthetic; False where there are none."""
        held = self.firm if firms is None else self.firm[self.firm["firm_id"].isin(list(firms))]
        return not held.empty and bool(held["origin"].eq("synthetic").all())

    @cached_property
    def country(self) -> str:
        """Country of the zone (ISO 3166 alpha-2), "TR" where nothing is stored."""
        return "TR" if self.zone.empty else str(self.zone["country"].iloc[0])

    @cached_property
    def currency(self) -> str:
        """Currency of the zone's totals (ISO 4217), "TRY" where nothing is stored."""
        return "TRY" if self.zone.empty else str(self.zone["currency"].iloc[0])


def employees_range(employees: str | None) -> tuple[int, int | None] | None:
    """Lowest and highest head count of "45", "50-249" or "250+" [person]; None if unknown."""
    if not isinstance(employees, str) or not employees:
        return None
    if employees.endswith("+"):
        return int(employees[:-1]), None
    low, _, high = employees.partition("-")
    return int(low), int(high or low)


def size_class(employees: str | None) -> str:
    """micro, small, medium, large or unknown, by the lowest head count [person]."""
    span = employees_range(employees)
    if span is None:
        return "unknown"
    return next(
        name
        for name, low, high in SIZE_CLASSES
        if low <= span[0] and (high is None or span[0] <= high)
    )
