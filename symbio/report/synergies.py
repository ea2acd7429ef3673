"""The synergies as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from symbio import pipeline
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import text
from symbio.report.excel import Column, Sheet, write
from symbio.zone.rows import Zone, dictionary

_WORDED = {"resource", "to_resource", "stage", "reason", "disclosure", "origin", "unit"}
_HEADERS = {
    "stage": "column_stage",
    "synergies": "column_count",
    "percent": "column_percent",
    "median_days": "column_days",
    "timed": "column_timed",
}


def synergy_workbook(
    rows: pd.DataFrame,
    zone: Zone,
    knowledge: Knowledge,
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write the list, the history of what is in it, and the funnel of the whole zone.

    Parameters
    ----------
    rows : DataFrame
        Rows of `symbio.pipeline.board`, in the order to show.
    zone : Zone
        For history and funnel.
    knowledge : Knowledge
        For the names of resources.

    Returns
    -------
    bytes
        Three sheets and the notes.
    """
    steps = zone.synergy_step[zone.synergy_step["synergy_id"].isin(rows["synergy_id"])]
    return write(
        text(language, "frame.page_synergies"),
        [
            _table("synergy", rows, language, knowledge, with_names=True),
            _table("synergy_step", steps, language, knowledge),
            _funnel(zone, language),
        ],
        language=language,
        made_on=made_on,
        notes=notes,
    )


def _table(
    table: str,
    rows: pd.DataFrame,
    language: str,
    knowledge: Knowledge,
    *,
    with_names: bool = False,
) -> Sheet:
    columns, worded = [], rows.copy(deep=False)
    for entry in dictionary(table):
        if entry.field in _WORDED:
            worded[entry.field] = [
                _word(entry.field, value, language, knowledge) for value in rows[entry.field]
            ]
        digits = 2 if entry.dtype == "float64" else None
        columns.append(Column(entry.field, entry.header(language), digits=digits))
    if with_names:
        names = [
            Column(f"{side}_name", text(language, f"synergies.column_{side}"))
            for side in ("giver", "receiver")
        ]
        columns[1:1] = names
    return Sheet(text(language, f"workbook.sheet_{table}"), worded, tuple(columns))


def _word(field: str, value: object, language: str, knowledge: Knowledge) -> str | None:
    if not isinstance(value, str):
        return None
    if field in ("resource", "to_resource"):
        return resource_name(value, language, knowledge)
    if field == "unit":
        return text(language, f"common.unit_{value}")
    return text(language, f"workbook.choice_{field}_{value}")


def _funnel(zone: Zone, language: str) -> Sheet:
    rows = pipeline.funnel(zone)
    rows = rows.assign(
        stage=[pipeline.stage_name(stage, language) for stage in rows["stage"]],
        percent=rows["share_of_previous"] * 100,
    )
    columns = tuple(
        Column(name, text(language, f"synergies.{header}"), digits=None if name == "stage" else 0)
        for name, header in _HEADERS.items()
    )
    return Sheet(text(language, "synergies.funnel_title"), rows, columns)
