"""What is wrong with files, as an Excel workbook to correct them by."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from symbio.locale import text
from symbio.report.excel import Column, Sheet, write

_COLUMNS = ("file", "sheet", "row", "column", "value", "right")


def problems_workbook(problems: pd.DataFrame, *, language: str, made_on: dt.date) -> bytes:
    """Write one row per problem.

    Parameters
    ----------
    problems : DataFrame
        Columns file, sheet, row, column, value, right.

    Returns
    -------
    bytes
        One sheet and the notes.
    """
    title = text(language, "data.problems_sheet")
    columns = tuple(Column(name, text(language, f"data.column_{name}")) for name in _COLUMNS)
    sheets = (Sheet(title, problems, columns),)
    return write(title, sheets, language=language, made_on=made_on)
