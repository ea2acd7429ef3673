"""The comparison of two scenarios as an Excel file."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.matching import Result
from symbio.report.what_if import comparison_workbook
from symbio.ui.export_notes import zone_notes
from symbio.ui.language import language, t
from symbio.ui.tables import download_excel
from symbio.ui.what_if_result import changes
from symbio.zone.rows import Zone


def offer_export(
    before: Result, after: Result, moved: pd.DataFrame, zone: Zone, knowledge: Knowledge
) -> None:
    """Offer figures, exchanges and assumptions, before and after."""
    code, today = language(), dt.date.today()
    names = dict(zip(zone.firm["firm_id"], zone.firm["name"], strict=True))
    compared = " → ".join(
        result.scenario.name or t(f"what_if.{name}")
        for result, name in ((before, "baseline_name"), (after, "unnamed"))
    )
    solved = t(
        f"what_if.solved_{after.solve.status}",
        count=numbers.number(after.solve.candidates, code),
        gap=numbers.percent(after.solve.gap, code, 1),
        milliseconds=numbers.number(after.solve.milliseconds, code),
    )
    notes = [
        *zone_notes(zone),
        (t("report.scenario"), compared),
        (t("report.optimum"), solved),
        (t("report.currency"), after.scenario.currency),
    ]
    download_excel(
        t("what_if.download"),
        lambda: comparison_workbook(
            before,
            after,
            changes(before, after, moved, zone, code, everything=True),
            names,
            knowledge,
            language=code,
            made_on=today,
            notes=notes,
        ),
        f"{t('what_if.download_name')}-{today:%Y-%m-%d}.xlsx",
        "what_if_excel",
    )
