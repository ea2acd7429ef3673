"""How far synergies get, what the failed ones share, and all of it as an Excel file."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from symbio import pipeline
from symbio.charts import campaign as charts
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import letters, numbers
from symbio.report.synergies import synergy_workbook
from symbio.ui.charts import show_chart
from symbio.ui.export_notes import zone_notes
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note
from symbio.ui.theme import dark
from symbio.zone.rows import Zone


def show_funnel(zone: Zone) -> None:
    """From idea to verified, with the median days of each step."""
    code = language()
    rows = pipeline.funnel(zone)
    rows = rows.assign(
        name=[pipeline.stage_name(stage, code) for stage in rows["stage"]],
        firms=rows["synergies"],
        written=[_step(row, code) for _, row in rows.iterrows()],
    )
    st.subheader(t("synergies.funnel_title"), anchor=False)
    chart = charts.funnel_chart(
        rows, language=code, dark=dark(), title=t("synergies.axis_synergies")
    )
    steps = "; ".join(rows["name"] + " " + rows["written"])
    show_chart(chart, t("synergies.funnel_alt", steps=steps), "synergy_funnel")
    note(t("synergies.funnel_note"))


def _step(row: pd.Series, code: str) -> str:
    words = numbers.number(row["synergies"], code)
    if pd.notna(row["share_of_previous"]):
        words += f" ({numbers.percent(row['share_of_previous'], code)})"
    if row["timed"]:
        days = numbers.number(row["median_days"], code)
        words += f" · {t('synergies.median_days', days=days, count=row['timed'])}"
    return words


def show_in_common(zone: Zone, knowledge: Knowledge) -> None:
    """What the parked and rejected synergies of one reason share."""
    rows = pipeline.in_common(zone, knowledge)
    if rows.empty:
        return
    code = language()
    st.subheader(t("synergies.common_title"), anchor=False)
    worded = rows.assign(
        reason_name=[
            letters.capital(t(f"workbook.choice_reason_{reason}"), code)
            for reason in rows["reason"]
        ],
        stage_name=[pipeline.stage_name(stage, code) for stage in rows["stage_reached"]],
        shared_words=[
            _shared({str(name): value for name, value in row.items()}, knowledge)
            for row in rows.to_dict("records")
        ],
    )
    show_table(
        worded,
        [
            Column("reason_name", t("synergies.column_reason")),
            Column("synergies", t("synergies.column_count"), 0),
            Column("shared_words", t("synergies.column_shared")),
            Column("stage_name", t("synergies.column_stage_reached")),
            Column("notes", t("synergies.column_notes")),
        ],
        "synergy_common",
        t("synergies.common_title"),
    )


def _shared(row: dict[str, object], knowledge: Knowledge) -> str:
    if not row["shared"]:
        return numbers.MISSING
    code, value = language(), str(row["value"])
    name = value
    if row["shared"] == "pathway_id":
        ways = knowledge.pathways.set_index("pathway_id")[f"process_{code}"]
        name = str(ways.get(value, value))
    elif row["shared"] == "resource":
        name = resource_name(value, code)
    else:
        name = t(f"common.sector_{value}")
    return t(
        f"synergies.shared_{row['shared']}",
        alike=row["alike"],
        all=row["synergies"],
        name=name,
    )


def offer_export(zone: Zone, knowledge: Knowledge, shown: pd.DataFrame) -> None:
    """Offer what is on the screen as an Excel file."""
    code, today, notes = language(), dt.date.today(), zone_notes(zone)
    download_excel(
        t("synergies.download"),
        lambda: synergy_workbook(shown, zone, knowledge, language=code, made_on=today, notes=notes),
        f"{t('synergies.download_name')}-{today:%Y-%m-%d}.xlsx",
        "synergies_excel",
    )
