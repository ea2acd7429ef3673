"""The gaps of the data as an Excel workbook: a list to work through with the firms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from symbio import missing
from symbio.locale import text
from symbio.report.excel import Column, Sheet, write


def missing_workbook(
    gaps: pd.DataFrame,
    *,
    language: str,
    currency: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write the summary and every row that has a gap.

    Parameters
    ----------
    gaps : DataFrame
        As `symbio.missing.rows` returns it, and `firm` and `resource_name` in words.

    Returns
    -------
    bytes
        A sheet with one row per gap, one with every row, and the notes.
    """
    money = text(language, "common.per_year", unit=currency)

    def column(field: str, name: str, unit: str = "", digits: int | None = None) -> Column:
        return Column(field, text(language, f"data.column_{name}"), unit, digits)

    worth = (
        column("candidates", "candidates", digits=0),
        column("value_low_per_year", "low", money, 0),
        column("value_high_per_year", "high", money, 0),
    )
    name, fix = column("name", "gap"), column("fix", "fix")
    counts = (column("rows", "rows", digits=0), column("firms", "firms", digits=0))
    rows = (column("firm", "firm"), column("stream_id", "stream"))
    sheets = (
        Sheet(
            text(language, "data.missing_title"),
            _worded(missing.summary(gaps), language),
            (name, *counts, *worth, fix),
        ),
        Sheet(
            text(language, "data.missing_rows"),
            _worded(gaps, language),
            (name, *rows, column("resource_name", "resource"), *worth, fix),
        ),
    )
    return write(
        text(language, "data.missing_title"),
        sheets,
        language=language,
        made_on=made_on,
        notes=(*notes, (text(language, "report.assumptions"), text(language, "data.missing_note"))),
    )


def _worded(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    return rows.assign(
        name=[text(language, f"data.gap_{gap}") for gap in rows["gap"]],
        fix=[text(language, f"data.fix_{gap}") for gap in rows["gap"]],
    )
