"""Factors, the zone's own values and what the plan hangs on, as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from symbio.knowledge import Knowledge, note_words, source_words
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


def sources_workbook(
    known: Knowledge,
    swings: pd.DataFrame,
    zone: Zone,
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write three sheets: what the plan hangs on, every factor, the zone's own values.

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
            Sheet(text(language, "sources.factors_title"), factors, columns),
            Sheet(text(language, "workbook.sheet_factor"), zone.factor, own),
        ],
        language=language,
        made_on=made_on,
        notes=notes,
    )


def _grades(grades: pd.Series, language: str) -> list[str]:
    return [text(language, f"sources.grade_{grade}") for grade in grades]
