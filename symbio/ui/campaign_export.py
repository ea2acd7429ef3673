"""The campaign as an Excel file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from symbio.report.campaign import campaign_workbook
from symbio.ui import who
from symbio.ui.export_notes import zone_notes
from symbio.ui.language import language, t
from symbio.ui.tables import download_excel
from symbio.zone.rows import Zone


def offer_export(zone: Zone, firms_with_candidate: Collection[str]) -> None:
    """Offer the campaign as an Excel file."""
    code, today, notes = language(), dt.date.today(), zone_notes(zone)
    fewest = who.fewest_firms()  # asked now: the file is made where nobody looks
    download_excel(
        t("campaign.download"),
        lambda: campaign_workbook(
            zone,
            firms_with_candidate,
            language=code,
            made_on=today,
            fewest_firms=fewest,
            notes=notes,
        ),
        f"{t('campaign.download_name')}-{today:%Y-%m-%d}.xlsx",
        "campaign_excel",
    )
