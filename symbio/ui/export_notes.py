"""What every exported workbook says of the zone and the screen it comes from."""

from __future__ import annotations

import pandas as pd

from symbio.locale import numbers
from symbio.ui import address
from symbio.ui.language import language, t
from symbio.zone.rows import Zone


def zone_notes(zone: Zone) -> list[tuple[str, str]]:
    """Kind of data, zone, day of the data and the link of the screen, in the reader's words."""
    notes = []
    if zone.synthetic:
        notes.append((t("report.synthetic"), t("report.synthetic_note")))
    if not zone.zone.empty:
        row = zone.zone.iloc[0]
        parts = [str(row["name"])]
        if pd.notna(row["source_date"]):
            parts.append(numbers.day(row["source_date"], language()))
        notes.append((t("report.zone"), " · ".join(parts)))
    notes.append((t("report.link"), address.link()))
    return notes
