"""The predicted streams of silent firms as a workbook; every row says that it is an estimate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import text
from symbio.report.excel import Column, Sheet, write
from symbio.zone.rows import Zone


def estimates_workbook(
    predicted: pd.DataFrame,
    zone: Zone,
    knowledge: Knowledge,
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write the rows of `symbio.estimates.predicted` into an Excel workbook.

    Parameters
    ----------
    predicted : DataFrame
        The predicted streams of that zone.
    language : str
        "tr" or "en".
    made_on : date
        The day printed on it.
    notes : sequence of (subject, words)
        Written behind the table.

    Returns
    -------
    bytes
        An .xlsx file.
    """

    def say(key: str) -> str:
        return text(language, key)

    rows = predicted.assign(
        firm=predicted["firm_id"].map(zone.firm.set_index("firm_id")["name"]),
        side=[say(f"common.direction_{side}") for side in predicted["direction"]],
        resource_name=[resource_name(key, language, knowledge) for key in predicted["resource"]],
        per_year=[
            text(language, "common.per_year", unit=say(f"common.unit_{unit}"))
            for unit in predicted["unit"]
        ],
        grade_name=say("opportunities.grade_estimated"),
    )
    columns = (
        Column("firm", say("data.column_firm")),
        Column("side", say("estimates.column_side")),
        Column("resource_name", say("data.column_resource")),
        Column("quantity_low_per_year", say("estimates.column_low")),
        Column("quantity_per_year", say("estimates.column_typical")),
        Column("quantity_high_per_year", say("estimates.column_high")),
        Column("per_year", say("estimates.column_unit")),
        Column("grade_name", say("estimates.column_grade")),
        Column("source", say("estimates.column_source")),
    )
    title = say("estimates.sheet")
    return write(
        title,
        [Sheet(title, rows, columns)],
        language=language,
        made_on=made_on,
        notes=[*notes, (title, say("estimates.lead_note"))],
    )
