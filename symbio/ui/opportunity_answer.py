"""The ten-second answer above the ranked list: one sentence and four figures."""

from __future__ import annotations

import pandas as pd

from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.opportunities import Wording
from symbio.ui.amounts import short_money
from symbio.ui.figures import Figure, figures
from symbio.ui.kept import draw_once
from symbio.ui.language import language, t
from symbio.ui.texts import sentence


def show_answer(ranked: pd.DataFrame, say: Wording) -> None:
    """The sentence, and the figures where there is something to count."""

    def draw() -> None:
        say_answer(ranked, say)
        if not ranked.empty:
            show_figures(ranked, say)

    draw_once("opportunity_answer", draw=draw)


def say_answer(ranked: pd.DataFrame, say: Wording) -> None:
    """How many candidates there are, what the plan gains, and which is worth most."""
    code = language()
    if ranked.empty:
        sentence(t("opportunities.lead_none"))
        return
    count = numbers.number(len(ranked), code)
    planned = ranked[ranked["planned_per_year"] > 0]
    if planned.empty:
        priced = bool(ranked["price_known"].any())
        sentence(t(f"opportunities.{'lead_unplanned' if priced else 'lead_physical'}", count=count))
        return
    best = planned.iloc[0]
    sentence(
        t(
            "opportunities.lead",
            count=count,
            planned=numbers.number(len(planned), code),
            value=short_money(planned["value_per_year"].sum(), say.currency),
        )
        + " "
        + t(
            "opportunities.lead_best",
            giver=best["giver_name"],
            receiver=best["receiver_name"],
            resource=resource_name(best["from_resource"], code),
        )
    )


def show_figures(ranked: pd.DataFrame, say: Wording) -> None:
    """The plan in figures, and what waits on a condition."""
    code = language()
    planned = ranked[ranked["planned_per_year"] > 0]
    waiting = (ranked["legal_state"] == "conditional").sum()
    figures(
        Figure(
            t("opportunities.figure_planned"),
            numbers.number(len(planned), code),
            note=t("opportunities.figure_planned_help"),
        ),
        Figure(
            t("opportunities.figure_value"),
            t(
                "common.per_year",
                unit=short_money(planned["value_per_year"].sum(), say.currency, tight=True),
            ),
            note=t("opportunities.figure_value_help"),
        ),
        Figure(
            t("opportunities.figure_co2e"),
            numbers.number(planned["co2e_t_per_year"].sum(), code),
            t("common.co2e_a_year"),
            note=t("opportunities.figure_co2e_help"),
        ),
        Figure(
            t("opportunities.figure_waiting"),
            numbers.number(waiting, code),
            note=t("opportunities.figure_waiting_help"),
        ),
    )
