"""What the data lacks, what a fix would bring, and who can fix it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from symbio import missing
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.report.missing import missing_workbook
from symbio.ui import address
from symbio.ui.amounts import short_money
from symbio.ui.export_notes import zone_notes
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, sentence
from symbio.zone.rows import Zone

GAP = "gap"


def show_missing(zone: Zone, knowledge: Knowledge, gaps: pd.DataFrame) -> None:
    """Draw the sentence, one row per gap, and the firms behind the gap picked.

    Parameters
    ----------
    gaps : DataFrame
        As `symbio.missing.rows` returns it.
    """
    summary = missing.summary(gaps)
    if summary.empty:
        sentence(t("data.missing_none"))
        return
    _say(summary, zone.currency)
    st.subheader(t("data.missing_title"), anchor=False)
    note(t("data.missing_hint"))
    kinds = summary["gap"]
    worded = summary.assign(
        name=[t(f"data.gap_{gap}") for gap in kinds], fix=[t(f"data.fix_{gap}") for gap in kinds]
    )
    money = t("common.per_year", unit=zone.currency)
    show_table(
        worded,
        [
            Column("name", t("data.column_gap"), width=230),
            Column("rows", t("data.column_rows"), 0),
            Column("firms", t("data.column_firms"), 0),
            Column("candidates", t("data.column_candidates"), 0),
            Column("value_low_per_year", f"{t('data.column_low')} ({money})", 0),
            Column("value_high_per_year", f"{t('data.column_high')} ({money})", 0),
            Column("fix", t("data.column_fix"), width=420),
        ],
        "data_gaps",
        t("data.missing_title"),
        on_row=lambda position: _pick(kinds.iloc[position]),
    )
    note(t("data.missing_note"))
    _show_rows(zone, knowledge, gaps, list(kinds))
    _offer_export(zone, knowledge, gaps)


def _say(summary: pd.DataFrame, currency: str) -> None:
    """The gap that hides most money; without money, the one that weakens most candidates."""
    code = language()
    worth = summary.dropna(subset=["value_high_per_year"])
    worth = worth[worth["value_high_per_year"] > 0]
    if worth.empty:
        row = summary.sort_values("candidates", ascending=False, kind="stable").iloc[0]
        words = {"candidates": numbers.number(row["candidates"], code)}
        sentence(t("data.missing_lead_plain", gap=t(f"data.gap_{row['gap']}"), **words))
        return
    row = worth.sort_values("value_high_per_year", ascending=False, kind="stable").iloc[0]
    sentence(
        t(
            "data.missing_lead",
            gap=t(f"data.gap_{row['gap']}"),
            candidates=numbers.number(row["candidates"], code),
            low=short_money(row["value_low_per_year"], currency),
            high=short_money(row["value_high_per_year"], currency),
        )
    )


def _show_rows(zone: Zone, knowledge: Knowledge, gaps: pd.DataFrame, kinds: list[str]) -> None:
    """The firms and streams that have the gap of the link or the last click."""
    address.start(GAP, kinds[0], lambda word: word if word in kinds else None)
    if st.session_state[GAP] not in kinds:
        st.session_state[GAP] = kinds[0]
    chosen = st.session_state[GAP]
    address.keep(GAP, "" if chosen == kinds[0] else chosen)
    st.subheader(f"{t('data.missing_rows')}: {t(f'data.gap_{chosen}')}", anchor=False)
    show_table(
        named_rows(gaps[gaps["gap"] == chosen], zone, knowledge, language()),
        [
            Column("firm", t("data.column_firm"), firm=True),
            Column("stream_id", t("data.column_stream")),
            Column("resource_name", t("data.column_resource"), width=200),
            Column("candidates", t("data.column_candidates"), 0),
            Column("value_low_per_year", t("data.column_low"), 0),
            Column("value_high_per_year", t("data.column_high"), 0),
        ],
        "data_gap_rows",
        t("data.missing_rows"),
    )


def named_rows(gaps: pd.DataFrame, zone: Zone, knowledge: Knowledge, language: str) -> pd.DataFrame:
    """The rows of the gaps with the names of firm and resource."""
    names = zone.firm.set_index("firm_id")["name"]
    return gaps.assign(
        firm=gaps["firm_id"].map(names),
        resource_name=gaps["resource"].map(
            lambda key: resource_name(key, language, knowledge), na_action="ignore"
        ),
    )


def _offer_export(zone: Zone, knowledge: Knowledge, gaps: pd.DataFrame) -> None:
    code, today, notes = language(), dt.date.today(), zone_notes(zone)
    download_excel(
        t("data.missing_download"),
        lambda: missing_workbook(
            named_rows(gaps, zone, knowledge, code),
            language=code,
            currency=zone.currency,
            made_on=today,
            notes=notes,
        ),
        f"{t('data.missing_name')}-{today:%Y-%m-%d}.xlsx",
        "data_gaps_excel",
    )


def _pick(gap: str) -> None:
    st.session_state[GAP] = gap
