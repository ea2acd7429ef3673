"""What the campaign led to, how it compares, and whom to visit next."""

from __future__ import annotations

import datetime as dt
import math
from typing import Literal

import pandas as pd
import streamlit as st
from babel.dates import format_date

from symbio import campaign, missing
from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui import who
from symbio.ui.amounts import short_money
from symbio.ui.inputs import choose_one_of
from symbio.ui.kept import draw_once, make_once
from symbio.ui.language import language, t
from symbio.ui.selection import select
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note
from symbio.zone.rows import Zone

_GROUPS: tuple[Literal["kind", "channel", "month"], ...] = ("kind", "channel", "month")
_MOST_VISITS = 30


def show_groups(zone: Zone) -> None:
    """Events by kind, channel or month with the ideas that came of them."""
    st.subheader(t("campaign.groups_title"), anchor=False)
    by = choose_one_of(
        "campaign_by",
        t("campaign.groups_by"),
        _GROUPS,
        lambda name: t(f"campaign.groups_by_{name}"),
        label_shown=False,
    )
    draw_once("campaign_groups", by, draw=lambda: _group_table(zone, by))


def _group_table(zone: Zone, by: str) -> None:
    rows = campaign.by_group(zone, by=_GROUPS[_GROUPS.index(by)])
    rows = campaign.large_events(rows, who.fewest_firms())
    worded = rows.assign(group=[_group_name(by, name) for name in rows["group"]])
    show_table(
        worded,
        [
            Column("group", t(f"campaign.groups_by_{by}"), width=200),
            Column("events", t("campaign.column_events"), 0),
            Column("invited", t("campaign.column_invited"), 0),
            Column("attended", t("campaign.column_attended"), 0),
            Column("first_time", t("campaign.column_first_time"), 0),
            Column("people", t("campaign.column_people"), 0),
            Column("women", t("campaign.column_women"), 0),
            Column("ideas", t("campaign.column_ideas"), 0),
            Column("running", t("campaign.column_running"), 0),
        ],
        "campaign_groups",
        t("campaign.groups_title"),
    )
    costs = campaign.cost_per_running(zone)
    for row in costs[costs["running"] >= max(who.fewest_firms(), 1)].to_dict("records"):
        note(
            t(
                "campaign.cost_per_running",
                cost=numbers.money(row["cost_per_running"], row["currency"], language()),
                running=row["running"],
            )
        )


def _group_name(by: str, name: object) -> str:
    if by == "kind":
        return t(f"campaign.kind_{name}")
    if by == "month":
        day = pd.Timestamp(name)  # type: ignore[arg-type]
        return format_date(day.date(), "LLLL y", locale={"tr": "tr_TR", "en": "en_GB"}[language()])
    return str(name) if name else t("campaign.no_channel")


def show_programmes(zone: Zone) -> None:
    """Show the campaign beside published ones, each with its year and source."""
    code = language()
    ours = campaign.measures(zone)
    rows = campaign.programmes()
    worded = rows.assign(
        name=[t(f"campaign.measure_{measure}") for measure in rows["measure"]],
        own=[_measure(measure, ours[measure], code) for measure in rows["measure"]],
        theirs=[
            _measure(measure, value, code)
            for measure, value in zip(rows["measure"], rows["value"], strict=True)
        ],
        what=[
            f"{row['programme']} ({row['year']})" if row["year"] else row["programme"]
            for row in rows.to_dict("records")
        ],
        note=rows[f"note_{code}"],
    )
    st.subheader(t("campaign.programmes_title"), anchor=False)
    show_table(
        worded,
        [
            Column("name", t("campaign.column_measure"), width=260),
            Column("own", t("campaign.column_ours"), width=110),
            Column("theirs", t("campaign.column_theirs"), width=130),
            Column("what", t("campaign.column_programme"), width=210),
            Column("note", t("campaign.column_note"), width=330),
            Column("source", t("campaign.column_source"), width=260),
        ],
        "campaign_programmes",
        t("campaign.programmes_title"),
    )
    note(t("campaign.programmes_note"))


def _measure(measure: str, value: float, code: str) -> str:
    if math.isnan(value):
        return numbers.MISSING
    if measure.startswith("ideas_to"):
        return numbers.percent(value, code, 1)
    if measure.endswith("_usd"):
        return numbers.money(value, "USD", code)
    return numbers.compact(value, code)


def show_next(zone: Zone, knowledge: Knowledge, ranked: pd.DataFrame) -> None:
    """Whom to invite or visit next, with what waits there; a click selects the firm."""
    today = dt.date.today()

    def make() -> pd.DataFrame:
        gaps = missing.rows(zone, knowledge, ranked)
        return campaign.next_activities(zone, ranked, gaps, today=today)

    rows = make_once("campaign_next", today.isoformat(), make=make).head(_MOST_VISITS)
    st.subheader(t("campaign.next_title"), anchor=False)
    if rows.empty:
        note(t("campaign.next_none"))
        return
    names = zone.firm.set_index("firm_id")["name"]
    worded = rows.assign(
        name=rows["firm_id"].map(names),
        why=[t(f"campaign.next_{reason}") for reason in rows["reason"]],
        planned=[short_money(value, zone.currency) for value in rows["planned_value_per_year"]],
        unknown=[
            short_money(value, zone.currency) if value > 0 else numbers.MISSING
            for value in rows["unknown_value_per_year"]
        ],
    )
    firms = rows["firm_id"].reset_index(drop=True)
    show_table(
        worded,
        [
            Column("name", t("campaign.column_firm"), firm=True),
            Column("why", t("campaign.column_why"), width=330),
            Column("candidates", t("campaign.column_candidates"), 0),
            Column("planned", t("campaign.column_waiting"), width=170),
            Column("unknown", t("campaign.column_unknown"), width=190),
        ],
        "campaign_next",
        t("campaign.next_title"),
        on_row=lambda position: select("firm", str(firms.iloc[position])),
    )
    note(t("campaign.next_note"))
