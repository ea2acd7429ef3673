"""The firms that have said nothing: what is estimated of them, and who was asked when."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from symbio import estimates
from symbio.knowledge import Knowledge
from symbio.knowledge.names import nace_name, resource_name
from symbio.locale import numbers
from symbio.report.estimates import estimates_workbook
from symbio.ui import address, estimates_card
from symbio.ui.export_notes import zone_notes
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, sentence
from symbio.zone.rows import Zone

SILENT = "silent"


def show_silent(zone: Zone, knowledge: Knowledge, predicted: pd.DataFrame) -> None:
    """Draw the sentence, one row per silent firm, and the estimates of the one picked.

    Parameters
    ----------
    predicted : DataFrame
        As `symbio.estimates.predicted` returns it.
    """
    firms = estimates.silent_firms(zone, predicted)
    code = language()
    if firms.empty:
        sentence(t("estimates.none"))
        return
    asked = int(firms["asked_on"].notna().sum())
    counts = {
        "firms": numbers.number(len(firms), code),
        "streams": numbers.number(len(predicted), code),
        "asked": numbers.number(asked, code),
    }
    sentence(t("estimates.lead", **counts))
    note(t("estimates.lead_note"))
    ids = firms["firm_id"]
    show_table(
        firms.assign(
            sector=[nace_name(str(nace), code, knowledge) for nace in firms["nace"]],
            asked=firms["asked_on"].map(lambda day: numbers.day(day, code), na_action="ignore"),
        ),
        [
            Column("name", t("data.column_firm"), width=240),
            Column("sector", t("common.sector"), width=220),
            Column("employees", t("estimates.column_employees")),
            Column("streams", t("estimates.column_streams"), 0),
            Column("asked", t("estimates.column_asked")),
            Column("asked_by", t("estimates.column_by")),
        ],
        "silent_firms",
        t("estimates.table_alt"),
        on_row=lambda position: _pick(ids.iloc[position]),
    )
    _show_firm(zone, knowledge, predicted, list(ids))
    _offer_export(zone, knowledge, predicted)


def _show_firm(zone: Zone, knowledge: Knowledge, predicted: pd.DataFrame, ids: list[str]) -> None:
    """The estimates of the firm of the link or the last click."""
    address.start(SILENT, ids[0], lambda word: word if word in ids else None)
    if st.session_state[SILENT] not in ids:
        st.session_state[SILENT] = ids[0]
    chosen = st.session_state[SILENT]
    address.keep(SILENT, "" if chosen == ids[0] else chosen)
    name = zone.firm.set_index("firm_id").loc[chosen, "name"]
    st.subheader(t("estimates.firm_title", firm=name), anchor=False)
    rows = estimates_card.firm_rows(predicted, knowledge, chosen)
    if rows.empty:
        note(t("estimates.no_sector"))
        return
    show_table(
        _worded(rows, knowledge),
        [
            Column("side", t("estimates.column_side")),
            Column("resource_name", t("data.column_resource"), width=240),
            Column("range", t("estimates.column_range"), width=220),
            Column("waste_code", t("estimates.column_code")),
        ],
        "silent_streams",
        t("estimates.firm_title", firm=name),
    )
    estimates_card.offer_ask(zone, knowledge, chosen, rows)


def _worded(rows: pd.DataFrame, knowledge: Knowledge) -> pd.DataFrame:
    code = language()
    return rows.assign(
        side=[t(f"common.direction_{side}") for side in rows["direction"]],
        resource_name=[resource_name(key, code, knowledge) for key in rows["resource"]],
        range=[estimates_card.range_of(row) for row in rows.to_dict("records")],
    )


def _offer_export(zone: Zone, knowledge: Knowledge, predicted: pd.DataFrame) -> None:
    """All estimates as an Excel file, marked as such in every row."""
    code, today, notes = language(), dt.date.today(), zone_notes(zone)
    download_excel(
        t("estimates.download"),
        lambda: estimates_workbook(
            predicted, zone, knowledge, language=code, made_on=today, notes=notes
        ),
        f"{t('estimates.file')}-{today:%Y-%m-%d}.xlsx",
        "silent_excel",
    )


def _pick(firm_id: str) -> None:
    st.session_state[SILENT] = firm_id
