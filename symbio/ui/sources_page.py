"""The sections of the page of sources: how many figures there are, what the plan hangs on."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import streamlit as st

from symbio import opportunities
from symbio.knowledge import Knowledge, unit_in_words
from symbio.knowledge.pathway_costs import cost_id, replaceable
from symbio.locale import numbers
from symbio.matching import Result
from symbio.report.sources import sources_workbook
from symbio.ui.amounts import short_money
from symbio.ui.export_notes import zone_notes
from symbio.ui.factor_words import amount, figure_name
from symbio.ui.figures import Figure, figures
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.own_factor import pick
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import narrow
from symbio.zone.own_factors import GRADE
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
    grades = (
        known.factors["grade"],
        known.pathways["figures_grade"],
        known.sector_profiles["grade"],
    )
    assumed = sum(int((column == "assumption").sum()) for column in grades)
    counts = (numbers.number(len(column), code) for column in grades)
    words = t(
        "sources.lead",
        **dict(zip(("factors", "pathways", "profiles"), counts, strict=True)),
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
        grade_name=[_grade_of(row, zone) for row in records],
        amount=[short_money(row["amount_per_year"], zone.currency) for row in records],
        swing=[
            short_money(row["swing_per_year"], zone.currency)
            if not math.isnan(row["swing_per_year"])
            else t("sources.no_range")
            for row in records
        ],
    )
    ids = [_figure_id(row) for row in records]
    show_table(
        worded,
        [
            Column("name", t("sources.column_figure"), width=340 if narrow() else 440),
            Column("range", t("sources.column_range"), width=220),
            Column("grade_name", t("sources.column_grade"), width=110),
            Column("exchanges", t("sources.column_exchanges"), 0),
            Column("amount", t("sources.column_amount"), width=170),
            Column("swing", t("sources.column_swing"), width=170),
        ],
        "sources_swings",
        t("sources.swings_title"),
        on_row=lambda position: pick(ids[position]),
    )
    note(t("sources.swings_note"))


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


def _figure_id(row: dict[str, Any]) -> str:
    """The id under which a figure opens; of a pathway that of its treatment cost."""
    return cost_id(row["pathway_id"]) if row["pathway_id"] else str(row["factor_id"])


def _swing_name(row: dict[str, Any], known: Knowledge) -> str:
    return figure_name(row["metric"], row["pathway_id"] or row["subject"], known)


def _range_of(row: dict[str, Any], known: Knowledge) -> str:
    code, known_figures = language(), replaceable(known)
    found = known_figures[known_figures["factor_id"] == _figure_id(row)].iloc[0]
    low, high = (amount(found[name], code) for name in ("low", "high"))
    return f"{low} … {high} {unit_in_words(found['unit'], code)}"


def _grade_of(row: dict[str, Any], zone: Zone) -> str:
    own = _figure_id(row) in set(zone.factor["factor_id"])
    return t(f"sources.grade_{GRADE if own else row['grade']}")
