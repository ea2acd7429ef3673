"""The empty template, and everything that is stored in the template's shape."""

from __future__ import annotations

import datetime as dt
import io

import streamlit as st

from symbio.knowledge import Knowledge
from symbio.knowledge.resolution import Taught
from symbio.ui.language import language, t
from symbio.ui.tables import download_excel
from symbio.ui.texts import note
from symbio.zone.rows import Zone
from symbio.zone.workbook import export, template


def offer_template(knowledge: Knowledge) -> None:
    """The workbook to fill in."""
    code = language()

    def build() -> bytes:
        out = io.BytesIO()
        template.write(out, code, knowledge)
        return out.getvalue()

    download_excel(t("data.template"), build, f"{t('data.template_name')}.xlsx", "data_template")
    note(t("data.template_note"))


def offer_export(zone: Zone, knowledge: Knowledge, taught: Taught) -> None:
    """Every row of the zone and its own words for resources; what comes back in changes nothing."""
    code = language()

    def build() -> bytes:
        out = io.BytesIO()
        export.write(zone, out, code, knowledge, taught)
        return out.getvalue()

    st.subheader(t("data.section_export"), anchor=False)
    note(t("data.export_intro"))
    name = f"{t('data.export_name')}-{dt.date.today():%Y-%m-%d}.xlsx"
    download_excel(t("data.export_button"), build, name, "data_export")
    note(t("data.export_privacy"))
