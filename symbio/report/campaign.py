"""The campaign as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import pandas as pd

from symbio import campaign, pipeline
from symbio.locale import text
from symbio.report.excel import Column, Sheet, write
from symbio.zone.rows import Zone

# Field, name of its heading, decimals; per sheet.
_REACH = (
    ("name", "group", None),
    ("firms", "firms", 0),
    ("reached", "reached", 0),
    ("percent", "share", 1),
)
_FUNNEL = (
    ("name", "step", None),
    ("firms", "firms", 0),
    ("zone_percent", "of_zone", 1),
    ("previous_percent", "of_previous", 1),
    ("synergies", "synergies", 0),
    ("median_days", "days", 0),
)
_MONTHS = (
    ("month", "date", None),
    ("events", "event", 0),
    ("new", "new", 0),
    ("returning", "returning", 0),
    ("reached", "reached", 0),
    ("people", "people", 0),
)
_NEVER = (
    ("name", "firm", None),
    ("sector", "sector", None),
    ("size", "size", None),
    ("invitations", "invitations", 0),
)
_EVENTS = (
    ("date", "date", None),
    ("name", "event", None),
    ("kind", "kind", None),
    ("place", "place", None),
    ("invited", "invited", 0),
    ("attended", "attended", 0),
    ("first_time", "first_time", 0),
    ("people", "people", 0),
    ("women", "women", 0),
    ("cost", "cost", 2),
    ("cost_currency", "currency", None),
    ("quiz_change", "quiz", 2),
)


def campaign_workbook(
    zone: Zone,
    firms_with_candidate: Collection[str],
    *,
    language: str,
    made_on: dt.date,
    fewest_firms: int = 0,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write reach, funnel, months, events and the firms never reached.

    Parameters
    ----------
    zone : Zone
        Firms, events, attendance and quiz.
    firms_with_candidate : collection of str
        Firms that give or receive in at least one candidate.
    fewest_firms : int
        How many firms a figure must rest on.

    Returns
    -------
    bytes
        Six sheets and the notes.
    """
    return write(
        text(language, "frame.page_campaign"),
        [
            _reach(zone, "sector", language),
            _reach(zone, "size", language),
            _funnel(zone, firms_with_candidate, fewest_firms, language),
            _sheet("months_title", campaign.new_and_returning(zone), _MONTHS, language),
            _events(zone, fewest_firms, language),
            _never(zone, language),
        ],
        language=language,
        made_on=made_on,
        notes=notes,
    )


def _reach(zone: Zone, by: str, language: str) -> Sheet:
    by_sector = by == "sector"
    groups = campaign.reach(zone, by="sector" if by_sector else "size")
    groups = groups.assign(
        name=_sectors(groups["group"], language)
        if by_sector
        else _sizes(groups["group"], language),
        percent=groups["share"] * 100,
    )
    return _sheet(f"{by}_title", groups, _REACH, language)


def _funnel(
    zone: Zone, firms_with_candidate: Collection[str], fewest_firms: int, language: str
) -> Sheet:
    steps = campaign.large_steps(campaign.funnel(zone, firms_with_candidate), fewest_firms)
    steps = steps.assign(
        name=[
            pipeline.stage_name(step, language)
            if step in pipeline.PATH
            else text(language, f"campaign.step_{step}")
            for step in steps["step"]
        ],
        zone_percent=steps["share_of_zone"] * 100,
        previous_percent=steps["share_of_previous"] * 100,
    )
    return _sheet("funnel_title", steps, _FUNNEL, language)


def _events(zone: Zone, fewest_firms: int, language: str) -> Sheet:
    events = campaign.large_events(campaign.by_event(zone), fewest_firms)
    kinds = [text(language, f"campaign.kind_{kind}") for kind in events["kind"]]
    return _sheet("events_title", events.assign(kind=kinds), _EVENTS, language)


def _never(zone: Zone, language: str) -> Sheet:
    firms = campaign.never_reached(zone)
    firms = firms.assign(
        sector=_sectors(firms["sector"], language), size=_sizes(firms["size"], language)
    )
    return _sheet("never_title", firms, _NEVER, language, firms=len(firms))


def _sectors(names: pd.Series, language: str) -> list[str]:
    return [text(language, f"common.sector_{name}") for name in names]


def _sizes(names: pd.Series, language: str) -> list[str]:
    return [text(language, f"campaign.size_{name}") for name in names]


def _sheet(
    title: str,
    frame: pd.DataFrame,
    fields: Sequence[tuple[str, str, int | None]],
    language: str,
    **values: object,
) -> Sheet:
    columns = tuple(
        Column(field, text(language, f"campaign.column_{name}"), digits=digits)
        for field, name, digits in fields
    )
    return Sheet(text(language, f"campaign.{title}", **values), frame, columns)
