"""The sections of the campaign page: answer, funnel, reach, learning, events."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from symbio import campaign, pipeline
from symbio.charts import campaign as charts
from symbio.locale import numbers
from symbio.ui import who
from symbio.ui.charts import show_chart
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import dark
from symbio.zone.rows import Zone


def show_answer(zone: Zone) -> None:
    """The sentence and the figures: reach, cost per firm, learning, women among those who came."""
    _say_answer(zone)
    figures(_reached(zone), _cost(zone), _learned(zone), _women(zone))


def _say_answer(zone: Zone) -> None:
    """One sentence: how many of how many, who is left, what was learned."""
    code = language()
    row = campaign.reach(zone).iloc[0]
    words = t(
        "campaign.lead",
        firms=numbers.number(row["firms"], code),
        reached=numbers.number(row["reached"], code),
        share=numbers.percent(row["share"], code),
        never=numbers.number(row["firms"] - row["reached"], code),
    )
    learned = campaign.quiz_change(zone.quiz)
    if learned.n:
        before, after = (
            numbers.number(mean, code, 1) for mean in (learned.mean_before, learned.mean_after)
        )
        words += " " + t("campaign.lead_learned", before=before, after=after)
    sentence(words)


def show_funnel(zone: Zone, with_candidate: set[str]) -> None:
    """From an invitation to a verified tonne."""
    code = language()
    funnel = campaign.large_steps(campaign.funnel(zone, with_candidate), who.fewest_firms())
    funnel = funnel.assign(
        name=[_step_name(step) for step in funnel["step"]],
        written=[
            _step_words({str(name): value for name, value in row.items()}, code)
            for row in funnel.to_dict("records")
        ],
    )
    st.subheader(t("campaign.funnel_title"), anchor=False)
    steps = "; ".join(funnel["name"] + " " + funnel["written"])
    chart = charts.funnel_chart(funnel, language=code, dark=dark())
    show_chart(chart, t("campaign.funnel_alt", steps=steps), "campaign_funnel")
    note(t("campaign.funnel_note"))
    each = campaign.streams_per_firm_reached(zone)
    if pd.notna(each["offer"]):
        words = {name: numbers.number(value, code, 1) for name, value in each.items()}
        note(t("campaign.streams_per_firm", haves=words["offer"], wants=words["need"]))


def _step_name(step: str) -> str:
    if step in pipeline.PATH:
        return pipeline.stage_name(step, language())
    return t(f"campaign.step_{step}")


def _step_words(row: dict[str, Any], code: str) -> str:
    """Firms with their share of the step before; in the pipeline also synergies and days."""
    if pd.isna(row["firms"]):
        return t("campaign.fewer_than", firms=who.fewest_firms())
    words = t(
        "campaign.of_previous",
        firms=numbers.number(row["firms"], code),
        share=numbers.percent(row["share_of_previous"], code),
    )
    if pd.notna(row["synergies"]):
        words += " · " + t("campaign.synergies", count=numbers.number(row["synergies"], code))
    if row["timed"]:
        days = numbers.number(row["median_days"], code)
        words += " · " + t("synergies.median_days", days=days, count=row["timed"])
    return words


def show_months(zone: Zone) -> None:
    """New and returning firms by month."""
    months = campaign.new_and_returning(zone)
    st.subheader(t("campaign.months_title"), anchor=False)
    chart = charts.visits_chart(months, language=language(), dark=dark())
    reached = numbers.number(months["reached"].iloc[-1], language())
    show_chart(chart, t("campaign.months_alt", reached=reached), "campaign_months")


def show_reach(zone: Zone, by: str) -> None:
    """Firms reached against the zone, by "sector" or by "size"."""
    code = language()
    groups = campaign.reach(zone, by="sector" if by == "sector" else "size")
    groups = groups.assign(
        name=[
            t(f"common.sector_{group}" if by == "sector" else f"campaign.size_{group}")
            for group in groups["group"]
        ],
        written=[
            t(
                "campaign.of_firms",
                reached=numbers.number(row["reached"], code),
                firms=numbers.number(row["firms"], code),
                share=numbers.percent(row["share"], code),
            )
            for row in groups.to_dict("records")
        ],
    )
    st.subheader(t(f"campaign.{by}_title"), anchor=False)
    said = "; ".join(groups["name"] + " " + groups["written"])
    chart = charts.reach_chart(groups, language=code, dark=dark())
    show_chart(chart, t("campaign.reach_alt", groups=said), f"campaign_{by}")


def show_learning(zone: Zone) -> None:
    """What people learned at all events."""
    learned = campaign.quiz_change(zone.quiz)
    if learned.n:
        st.subheader(t("campaign.quiz_title"), anchor=False)
        show_change(learned, "campaign_quiz")


def show_change(learned: campaign.QuizChange, key: str) -> None:
    """Scores before and after with the confidence interval of the change."""
    code = language()
    said = {
        name: numbers.number(value, code, 1)
        for name, value in (
            ("before", learned.mean_before),
            ("after", learned.mean_after),
            ("low", learned.low),
            ("high", learned.high),
        )
    }
    span = t("campaign.quiz_after_written", mean=said["after"], low=said["low"], high=said["high"])
    rows = pd.DataFrame(
        {
            "name": [t("campaign.quiz_before"), t("campaign.quiz_after")],
            "mean": [learned.mean_before, learned.mean_after],
            "low": [float("nan"), learned.mean_before + learned.low],
            "high": [float("nan"), learned.mean_before + learned.high],
            "written": [said["before"], span],
        }
    )
    people = numbers.number(learned.n, code)
    chart = charts.quiz_chart(rows, highest=learned.score_max, language=code, dark=dark())
    show_chart(chart, t("campaign.quiz_alt", people=people, **said), key)
    note(t("campaign.quiz_note", people=people))


def show_events(zone: Zone) -> None:
    """Every event with who came, what it cost and what was learned."""
    code = language()
    events = campaign.large_events(campaign.by_event(zone), who.fewest_firms()).iloc[::-1]
    worded = events.assign(
        day=[numbers.day(date, code) for date in events["date"]],
        kind_name=[t(f"campaign.kind_{kind}") for kind in events["kind"]],
        money=[
            numbers.money(cost, currency, code) if pd.notna(currency) else numbers.MISSING
            for cost, currency in zip(events["cost"], events["cost_currency"], strict=True)
        ],
    )
    st.subheader(t("campaign.events_title"), anchor=False)
    show_table(
        worded,
        [
            Column("day", t("campaign.column_date")),
            Column("name", t("campaign.column_event"), width=260),
            Column("kind_name", t("campaign.column_kind")),
            Column("invited", t("campaign.column_invited"), 0),
            Column("attended", t("campaign.column_attended"), 0),
            Column("first_time", t("campaign.column_first_time"), 0),
            Column("people", t("campaign.column_people"), 0),
            Column("women", t("campaign.column_women"), 0),
            Column("money", t("campaign.column_cost")),
            Column("quiz_change", t("campaign.column_quiz"), 1),
        ],
        "campaign_events",
        t("campaign.events_alt"),
    )


def _reached(zone: Zone) -> Figure:
    code = language()
    row = campaign.reach(zone).iloc[0]
    return Figure(
        t("campaign.figure_reached"),
        f"{numbers.number(row['reached'], code)} / {numbers.number(row['firms'], code)}",
        note=t(
            "campaign.figure_reached_note",
            firms=numbers.number(row["firms"], code),
            first=numbers.day(zone.event["date"].min(), code),
            last=numbers.day(zone.event["date"].max(), code),
            events=numbers.number(len(zone.event), code),
        ),
    )


def _cost(zone: Zone) -> Figure:
    code = language()
    costs = campaign.cost_per_firm_reached(zone)
    if costs.empty:
        return Figure(t("campaign.figure_cost"), numbers.MISSING)
    row = costs.iloc[0]
    words = t(
        "campaign.figure_cost_note",
        events=numbers.number(row["events"], code),
        cost=numbers.money(row["cost"], row["currency"], code),
        first=numbers.day(row["first_date"], code),
        last=numbers.day(row["last_date"], code),
        without=numbers.number(row["without_cost"], code),
    )
    if len(costs) > 1:
        others = "; ".join(
            numbers.money(other["cost_per_firm"], other["currency"], code)
            for other in costs.iloc[1:].to_dict("records")
        )
        words += " " + t("campaign.figure_cost_other", others=others)
    value = numbers.money(row["cost_per_firm"], row["currency"], code)
    return Figure(t("campaign.figure_cost"), value, note=words)


def _learned(zone: Zone) -> Figure:
    code = language()
    learned = campaign.quiz_change(zone.quiz)
    if not learned.n:
        words = t("campaign.figure_quiz_none")
        return Figure(t("campaign.figure_quiz"), numbers.MISSING, note=words)
    low, high = (numbers.number(end, code, 1) for end in (learned.low, learned.high))
    half = numbers.number((learned.high - learned.low) / 2, code, 1)
    return Figure(
        t("campaign.figure_quiz"),
        f"{numbers.number(learned.mean_change, code, 1)} ± {half}",
        note=t(
            "campaign.figure_quiz_note",
            people=numbers.number(learned.n, code),
            highest=numbers.compact(learned.score_max, code),
            low=low,
            high=high,
        ),
    )


def _women(zone: Zone) -> Figure:
    code = language()
    women = campaign.women_share(zone)
    return Figure(
        t("campaign.figure_women"),
        numbers.percent(women.share, code),
        note=t(
            "campaign.figure_women_note",
            counted=numbers.number(women.counted, code),
            people=numbers.number(women.people, code),
        ),
    )
