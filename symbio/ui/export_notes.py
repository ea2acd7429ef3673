"""What every exported workbook says of the zone and the screen it comes from."""

from __future__ import annotations

import streamlit as st

from symbio.locale import numbers
from symbio.ui.language import language, t
from symbio.zone.rows import Zone


def zone_notes(zone: Zone) -> list[tuple[str, str]]:
    """Kind of data, zone, day of the data and the link of the screen, in the reader's words."""
    notes = []
    if zone.firm["origin"].eq("synthetic").any():
        notes.append((t("report.synthetic"), t("report.synthetic_note")))
    if not zone.zone.empty:
        row = zone.zone.iloc[0]
        day = numbers.day(row["source_date"], language()) if row["source_date"] is not None else ""
        notes.append((t("report.zone"), " · ".join(part for part in (row["name"], day) if part)))
    notes.append((t("report.link"), st.context.url or ""))
    return notes
