"""Factors, the zone's own values and what the plan hangs on, as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from symbio.knowledge import Knowledge, note_words, resource_names, source_words
from symbio.locale import text
from symbio.report.excel import Column, Sheet, write
from symbio.zone.rows import Zone, dictionary

_FACTORS = (
    ("factor_id", None),
    ("metric", None),
    ("subject", None),
    ("region", None),
    ("value", 4),
    ("low", 4),
    ("high", 4),
    ("unit", None),
    ("year", 0),
    ("grade", None),
    ("source", None),
    ("note", None),
)
# What the tables themselves call their columns, as in tables/README.md; digits of numbers.
_PATHWAYS = (
    ("pathway_id", None),
    ("from_resource", None),
    ("to_resource", None),
    ("yield", 4),
    ("yield_low", 4),
    ("yield_high", 4),
    ("substitution_ratio", 4),
    ("residue_share", 4),
    ("treatment_cost_eur_per_unit", 2),
    ("treatment_cost_low_eur_per_unit", 2),
    ("treatment_cost_high_eur_per_unit", 2),
    ("treatment_year", 0),
    ("treatment_kgco2e_per_unit", 2),
    ("treatment_kwh_per_unit", 2),
    ("max_share_of_need", 2),
    ("minimum_lot_per_year", 2),
    ("figures_grade", None),
    ("source", None),
    ("grade", None),
)
_PROFILES = (
    ("nace", None),
    ("direction", None),
    ("resource_id", None),
    ("basis", None),
    ("low", 4),
    ("mode", 4),
    ("high", 4),
    ("unit", None),
    ("share_of_firms", 2),
    ("waste_code", None),
    ("source", None),
    ("grade", None),
)


def sources_workbook(
    known: Knowledge,
    swings: pd.DataFrame,
    zone: Zone,
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write what the plan hangs on, every factor, pathway and profile, the zone's own values.

    Parameters
    ----------
    known : Knowledge
        With the zone's own values in place.
    swings : DataFrame
        As `symbio.opportunities.sensitivity` returns it, with `name`.
    """
    wide = [
        Column("name", text(language, "sources.column_figure")),
        Column("exchanges", text(language, "sources.column_exchanges"), digits=0),
        Column("amount_per_year", text(language, "sources.column_amount"), digits=0),
        Column("swing_per_year", text(language, "sources.column_swing"), digits=0),
        Column("grade_name", text(language, "sources.column_grade")),
    ]
    worded = swings.assign(grade_name=_grades(swings["grade"], language))
    factors = known.factors.assign(
        metric=[text(language, f"sources.metric_{name}") for name in known.factors["metric"]],
        grade=_grades(known.factors["grade"], language),
        note=[note_words(note, language, known) for note in known.factors[f"note_{language}"]],
        source=[source_words(source, language, known) for source in known.factors["source"]],
    )
    columns = tuple(
        Column(name, text(language, f"sources.column_{name}"), digits=digits)
        for name, digits in _FACTORS
    )
    own = tuple(
        Column(entry.field, entry.header(language), digits=4 if entry.dtype == "float64" else None)
        for entry in dictionary("factor")
    )
    return write(
        text(language, "frame.page_sources"),
        [
            Sheet(text(language, "sources.swings_title"), worded, tuple(wide)),
            Sheet(text(language, "sources.table_factors"), factors, columns),
            _table("pathways", known, _PATHWAYS, language),
            _table("profiles", known, _PROFILES, language),
            Sheet(text(language, "workbook.sheet_factor"), zone.factor, own),
        ],
        language=language,
        made_on=made_on,
        notes=notes,
    )


def _table(
    name: str, known: Knowledge, columns: Sequence[tuple[str, int | None]], language: str
) -> Sheet:
    """A table of the knowledge under its own columns, with names beside the resources."""
    rows = known.pathways if name == "pathways" else known.sector_profiles
    names = resource_names(language, known)
    grades = [column for column, _ in columns if column.endswith("grade")]
    worded = rows.assign(
        source=[source_words(source, language) for source in rows["source"]],
        **{column: _grades(rows[column], language) for column in grades},
        **{
            column: rows[column].map(names)
            for column in ("from_resource", "to_resource", "resource_id")
            if column in rows
        },
    )
    shown = tuple(Column(column, column, digits=digits) for column, digits in columns)
    return Sheet(text(language, f"sources.table_{name}"), worded, shown)


def _grades(grades: pd.Series, language: str) -> list[str]:
    return [text(language, f"sources.grade_{grade}") for grade in grades]
