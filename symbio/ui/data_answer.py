"""The ten-second answer of the data page: what is stored, and how much of it is known."""

from __future__ import annotations

from symbio.locale import numbers
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.texts import sentence
from symbio.zone.rows import Zone

SECTIONS = ("import", "missing", "silent", "export", "history")


def say_answer(zone: Zone) -> None:
    """One sentence and four figures; without data, what to do first."""
    code = language()
    if zone.firm.empty:
        sentence(t("data.lead_empty"))
        return
    unknown = int(zone.stream["quantity_per_year"].isna().sum())
    counts = {
        "firms": numbers.number(len(zone.firm), code),
        "streams": numbers.number(len(zone.stream), code),
        "unknown": numbers.number(unknown, code),
    }
    sentence(t("data.lead" if unknown else "data.lead_complete", **counts))
    figures(
        Figure(t("data.figure_firms"), counts["firms"]),
        Figure(t("data.figure_streams"), counts["streams"]),
        Figure(t("data.figure_unknown"), counts["unknown"], note=t("data.figure_unknown_help")),
        Figure(t("data.figure_events"), numbers.number(len(zone.event), code)),
    )


def section_name(section: str) -> str:
    """The heading of a section of the page."""
    return t(f"data.section_{section}")
