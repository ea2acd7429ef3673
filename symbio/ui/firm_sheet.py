"""The sheet of the firm: one page to take away."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from symbio.knowledge import Knowledge
from symbio.report.firm_sheet import firm_sheet
from symbio.ui import reading
from symbio.ui.firm_side import Side
from symbio.ui.language import language, t
from symbio.ui.texts import note


def offer_sheet(me: Side, knowledge: Knowledge) -> None:
    """Offer the sheet as a PDF, made when it is asked for."""
    code, today, about = language(), dt.date.today(), reading.about()
    currency, year = reading.zone().currency, reading.price_year()
    zone, synthetic = (about.name, about.synthetic) if about else ("", False)

    def build() -> bytes:
        return firm_sheet(
            me.name,
            me.streams,
            me.partners,
            knowledge,
            language=code,
            currency=currency,
            price_year=year,
            zone=zone,
            synthetic=synthetic,
            made_on=today,
        )

    st.download_button(
        t("firm.sheet"),
        build,
        file_name=f"{t('firm.sheet_name')}-{today:%Y-%m-%d}.pdf",
        mime="application/pdf",
        key="firm_sheet",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )
    note(t("firm.sheet_note"))
