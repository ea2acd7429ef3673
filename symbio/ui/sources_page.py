"""The sections of the page of sources: what the result hangs on, every factor, own values."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import streamlit as st

from symbio import opportunities
from symbio.knowledge import Knowledge, note_words, resource_units, source_words, unit_in_words
from symbio.locale import letters, numbers
from symbio.matching import Result
from symbio.report.sources import sources_workbook
from symbio.ui.amounts import short_money
from symbio.ui.export_notes import zone_notes
from symbio.ui.factor_words import amount, metric_name, subject_name
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import choose, enter_text, switch
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.own_factor import pick
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, sentence
from symbio.zone.rows import Zone

_MOST_SWINGS = 15


def swings(zone: Zone, known: Knowledge, result: Result) -> pd.DataFrame:
    """What the plan's value hangs on, worked out once for everyone."""
    return make_once(
        "sources_swings",
        make=lambda: opportunities.sensitivity(result.exchanges, zone, known),
    )


def say_answer(zone: Zone, known: Knowledge, swings: pd.DataFrame) -> None:
    """One sentence: how many figures, how many assumed, what to check first."""
    code = language()
    assumed = int((known.factors["grade"] == "assumption").sum())
    words = t(
        "sources.lead",
        all=numbers.number(len(known.factors), code),
        assumed=numbers.number(assumed, code),
    )
    wide = swings.dropna(subset=["swing_per_year"])
    if len(wide):
        first = {str(name): value for name, value in wide.iloc[0].items()}
        words += " " + t(
            "sources.lead_first",
            name=_swing_name(first, known),
            swing=short_money(first["swing_per_year"], zone.currency),
        )
    sentence(words)


def show_figures(zone: Zone, known: Knowledge, swings: pd.DataFrame) -> None:
    """Counts by grade, own values, and the swing of the first few figures."""
    code = language()
    grades = known.factors["grade"].value_counts()
    figures(
        Figure(
            t("sources.figure_published"),
            f"{numbers.number(int(grades.get('published', 0)), code)} / "
            f"{numbers.number(len(known.factors), code)}",
            note=t("sources.figure_published_note"),
        ),
        Figure(
            t("sources.figure_assumed"),
            numbers.number(int(grades.get("assumption", 0)), code),
            note=t("sources.figure_assumed_note"),
        ),
        Figure(
            t("sources.figure_own"),
            numbers.number(len(zone.factor), code),
            note=t("sources.figure_own_note"),
        ),
        Figure(
            t("sources.figure_used"),
            numbers.number(len(swings), code),
            note=t("sources.figure_used_note"),
        ),
    )


def show_swings(swings: pd.DataFrame, known: Knowledge, zone: Zone) -> None:
    """The figures that move the plan's value most."""
    st.subheader(t("sources.swings_title"), anchor=False)
    if swings.empty:
        note(t("sources.swings_none"))
        return
    rows = swings.head(_MOST_SWINGS)
    records = [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
    ranges = [_range_of(row, known) for row in records]
    worded = rows.assign(
        name=[_swing_name(row, known) for row in records],
        range=ranges,
        grade_name=[t(f"sources.grade_{row['grade']}") for row in records],
        amount=[short_money(row["amount_per_year"], zone.currency) for row in records],
        swing=[
            short_money(row["swing_per_year"], zone.currency)
            if not math.isnan(row["swing_per_year"])
            else t("sources.no_range")
            for row in records
        ],
    )
    ids = rows["factor_id"].reset_index(drop=True)
    show_table(
        worded,
        [
            Column("name", t("sources.column_figure"), width=340),
            Column("range", t("sources.column_range"), width=220),
            Column("grade_name", t("sources.column_grade"), width=110),
            Column("exchanges", t("sources.column_exchanges"), 0),
            Column("amount", t("sources.column_amount"), width=170),
            Column("swing", t("sources.column_swing"), width=170),
        ],
        "sources_swings",
        t("sources.swings_title"),
        on_row=lambda position: pick(str(ids.iloc[position])),
    )
    note(t("sources.swings_note"))


def show_factors(known: Knowledge, zone: Zone) -> None:
    """Every factor that passes the filters; a click opens it."""
    st.subheader(t("sources.factors_title"), anchor=False)
    code = language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metrics = sorted(known.factors["metric"].unique())
        metric = choose("metric", t("sources.column_metric"), metrics, metric_name)
        words = enter_text("find", t("sources.find"), t("sources.find_hint"))
        own = switch("own", t("sources.only_own"))
    rows = known.factors
    if metric:
        rows = rows[rows["metric"] == metric]
    if own:
        rows = rows[rows["factor_id"].isin(zone.factor["factor_id"])]
    rows = rows.assign(subject_name=[subject_name(subject) for subject in rows["subject"]])
    if words:
        wanted = letters.fold(words)
        rows = rows[
            [
                wanted in letters.fold(f"{name} {source} {key}")
                for name, source, key in zip(
                    rows["subject_name"], rows["source"], rows["factor_id"], strict=True
                )
            ]
        ]
    if rows.empty:
        note(t("sources.none_fit"))
        return
    worded = rows.assign(
        region=rows["region"].replace("ANY", t("sources.region_any")),
        metric_name=[metric_name(metric) for metric in rows["metric"]],
        unit_written=[unit_in_words(unit, code) for unit in rows["unit"]],
        value_written=[amount(value, code) for value in rows["value"]],
        low_written=[amount(value, code) for value in rows["low"]],
        high_written=[amount(value, code) for value in rows["high"]],
        year_written=[f"{year:.0f}" if year == year else numbers.MISSING for year in rows["year"]],
        grade_name=[t(f"sources.grade_{grade}") for grade in rows["grade"]],
        source=[source_words(source, code) for source in rows["source"]],
        note_written=[note_words(note, code, known) for note in rows[f"note_{code}"]],
    )
    ids = rows["factor_id"].reset_index(drop=True)
    show_table(
        worded,
        [
            Column("metric_name", t("sources.column_metric"), width=170),
            Column("subject_name", t("sources.column_subject"), width=170, pinned=True),
            Column("region", t("sources.column_region"), width=70),
            Column("value_written", t("sources.column_value"), width=90),
            Column("low_written", t("sources.column_low"), width=80),
            Column("high_written", t("sources.column_high"), width=80),
            Column("unit_written", t("sources.column_unit"), width=110),
            Column("year_written", t("sources.column_year"), width=60),
            Column("grade_name", t("sources.column_grade"), width=100),
            Column("source", t("sources.column_source"), width=260),
            Column("note_written", t("sources.column_note"), width=240),
        ],
        "sources_factors",
        t("sources.factors_title"),
        on_row=lambda position: pick(str(ids.iloc[position])),
        height=620,
    )


def offer_export(known: Knowledge, swings: pd.DataFrame, zone: Zone) -> None:
    """Offer all factors, the zone's own values and what the plan hangs on as an Excel file."""
    code, today, notes = language(), dt.date.today(), zone_notes(zone)
    named = swings.assign(
        name=[
            _swing_name({str(key): value for key, value in row.items()}, known)
            for row in swings.to_dict("records")
        ]
    )
    download_excel(
        t("sources.download"),
        lambda: sources_workbook(known, named, zone, language=code, made_on=today, notes=notes),
        f"{t('sources.download_name')}-{today:%Y-%m-%d}.xlsx",
        "sources_excel",
    )


def _swing_name(row: dict[str, Any], known: Knowledge) -> str:
    if row["pathway_id"]:
        ways = known.pathways.set_index("pathway_id")[f"process_{language()}"]
        return t("sources.treatment_of", process=ways.get(row["pathway_id"], row["pathway_id"]))
    return f"{metric_name(row['metric'])}: {subject_name(row['subject'])}"


def _range_of(row: dict[str, Any], known: Knowledge) -> str:
    code = language()
    if row["pathway_id"]:
        found = known.pathways[known.pathways["pathway_id"] == row["pathway_id"]].iloc[0]
        names = ("treatment_cost_low_eur_per_unit", "treatment_cost_high_eur_per_unit")
        unit = f"EUR/{resource_units(known)[found['from_resource']]}"
    else:
        found = known.factors[known.factors["factor_id"] == row["factor_id"]].iloc[0]
        names, unit = ("low", "high"), str(found["unit"])
    low, high = (amount(found[name], code) for name in names)
    return f"{low} … {high} {unit_in_words(unit, code)}"
