"""The parts of the page Akışlar: measure, headline, and what a click on a picture does."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from symbio import charts, flows
from symbio.disclosure import resource_label
from symbio.knowledge import Knowledge, resource_units
from symbio.locale import numbers
from symbio.ui.charts import chart_spec, show_chart
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import choose_one_of
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.selection import select
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import dark, narrow, projector

_UNIT_WITHOUT_MONEY = "t"


def choose_measure(found: list[str], currency: str, unit: str | None) -> str:
    """Draw the choice of what the pictures count: quantities of one unit, or money.

    Parameters
    ----------
    found : list of str
        As `symbio.flows.measures` returns it.
    unit : str
        Unit of the selected resource: the only one in which it can be counted.
    """
    options = found if unit is None else [unit, *(name for name in found if name == flows.VALUE)]
    return choose_one_of(
        "measure",
        t("flows.measure"),
        options or [_UNIT_WITHOUT_MONEY],
        partial(_measure, currency),
    )


def unit_of_resource(resource: str | None, knowledge: Knowledge) -> str | None:
    """The canonical unit of a resource."""
    return resource_units(knowledge).get(resource or "")


def unit_of(measure: str) -> str:
    """The unit the balances count in; tonnes where the Sankey counts money."""
    return _UNIT_WITHOUT_MONEY if measure == flows.VALUE else measure


def unit_words(measure: str, currency: str) -> str:
    """The measure a year, in words."""
    unit = currency if measure == flows.VALUE else t(f"common.unit_{measure}")
    return t("common.per_year", unit=unit)


def names(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """Names of resources and sectors in the reader's language, for a Sankey."""
    code = language()
    kinds = knowledge.resources["kind"].unique()
    labels = [*knowledge.resources["resource_id"], *(f"{flows.OTHER}_{kind}" for kind in kinds)]
    resources = {name: resource_label(name, code, knowledge) for name in labels}
    groups = {name: t(f"common.sector_{name}") for name in knowledge.nace["sector_group"].unique()}
    groups[flows.OTHER] = t("common.sector_other")
    return {"resources": resources | {flows.OTHER: t("flows.other")}, "sectors": groups}


def flows_headline(found: flows.Summary, unit: str) -> None:
    """The sentence and the figures: how much finds a taker, how much less is thrown away."""
    code = language()
    per_year = unit_words(unit, "")
    sentence(_answer(found, t(f"common.unit_{unit}")))
    before, after = found.disposed_today, found.disposed_in_plan
    told = before > 0 and not found.route_hidden
    why = "hidden" if found.route_hidden else "disposal" if before else "no_disposal"
    figures(
        Figure(
            t("flows.figure_offered"),
            numbers.compact(found.offered, code),
            per_year,
            note=t("flows.figure_offered_note", unknown=numbers.number(found.unknown, code)),
        ),
        Figure(
            t("flows.figure_matched"),
            numbers.percent(found.matched_share, code),
            note=t("flows.figure_matched_note"),
        ),
        Figure(
            t("flows.figure_met"),
            numbers.percent(found.met_share, code),
            note=t("flows.figure_met_note"),
        ),
        Figure(
            t("flows.figure_disposal"),
            numbers.compact(after, code) if told else numbers.MISSING,
            per_year if told else "",
            note=t(f"flows.figure_{why}_note"),
            change=f"{numbers.compact(after - before, code)} {per_year}"
            if told and after != before
            else "",
            better="less",
        ),
    )


def _answer(found: flows.Summary, unit: str) -> str:
    """The ten-second answer: of the offers, or of the needs where nothing is given."""
    code = language()
    amount, share = found.matched, found.matched_share
    told = found.disposed_today > 0 and not found.route_hidden
    name = "sentence" if told else "sentence_no_disposal"
    if found.matched == 0 and found.met > 0:
        name, amount, share = "sentence_needs", found.met, found.met_share
    elif not found.offered:
        name = "sentence_none"
    return t(
        f"flows.{name}",
        matched=f"{numbers.compact(amount, code)} {unit}",
        share=numbers.percent(share, code),
        before=numbers.compact(found.disposed_today, code),
        after=numbers.compact(found.disposed_in_plan, code),
        unit=unit,
    )


def most_resources() -> int:
    """How many resources a Sankey shows apart: what the screen has room for."""
    return 9 if narrow() else 18


def sankey_height(between: pd.DataFrame) -> int:
    """Height that lets every node of the fullest column be read [px]."""
    columns = ("giver_sector", "resource", "receiver_sector")
    fullest = max(between[column].nunique() for column in columns)
    return min(max(36 * min(fullest, most_resources() + 1), 200), 780 if projector() else 660)


def show_routes(streams: pd.DataFrame, unit: str) -> None:
    """Draw where the offers go today and where the plan would send them, where all is known."""
    if flows.summary(streams, unit=unit).route_hidden:
        note(t("flows.figure_hidden_note"))
        return
    chart = charts.routes_chart(flows.routes(streams, unit=unit), **_look(unit))
    show_chart(chart, alt=t("flows.routes_alt"), key="routes")
    note(t("flows.routes_note"))


def show_months(streams: pd.DataFrame, unit: str) -> None:
    """Draw what is offered, needed and matched by month."""
    chart = charts.months_chart(flows.months(streams, unit=unit), **_look(unit))
    show_chart(chart, alt=t("flows.months_alt"), key="months")
    note(t("flows.months_note"))


def _look(unit: str) -> dict[str, Any]:
    return {
        "language": language(),
        "unit": t(f"common.unit_{unit}"),
        "dark": dark(),
    }


def show_balance_chart(
    balance: pd.DataFrame, knowledge: Knowledge, unit: str, seen: tuple[Hashable, ...]
) -> None:
    """Draw the balance of the resources of one unit; a click on a bar selects the resource.

    `seen` is all that `balance` and `unit` depend on.
    """

    def make() -> dict[str, Any]:
        shown = balance[balance["unit"] == unit]
        names = [resource_label(name, language(), knowledge) for name in shown["resource"]]
        return chart_spec(charts.balance_chart(shown.assign(name=names), **_look(unit)))

    show_chart(
        make_once("balance_chart", *seen, make=make),
        alt=t("flows.balance_alt"),
        key="balance_chart",
        on_pick=pick_bar,
    )


def show_balance(balance: pd.DataFrame, knowledge: Knowledge) -> None:
    """Draw the balance of every resource; a click on a row selects the resource."""
    code = language()
    shown = balance.assign(
        name=[resource_label(name, code, knowledge) for name in balance["resource"]],
        unit_name=[t("common.per_year", unit=t(f"common.unit_{unit}")) for unit in balance["unit"]],
    )
    show_table(
        shown,
        [
            Column("name", t("common.resource"), width="medium"),
            Column("unit_name", t("common.unit"), width="small"),
            Column("offered", t("chart.offered"), -1),
            Column("matched_offer", t("flows.column_matched"), -1),
            Column("left_offer", t("flows.column_left"), -1),
            Column("needed", t("chart.needed"), -1),
            Column("matched_need", t("flows.column_met"), -1),
            Column("left_need", t("flows.column_open"), -1),
            Column("unknown", t("flows.column_unknown"), 0, help=t("flows.column_unknown_help")),
        ],
        key="balance",
        alt=t("flows.balance_alt"),
        on_row=lambda place: select("resource", str(shown["resource"].iloc[place])),
    )


def pick_flow(row: dict[str, Any]) -> None:
    """Select what a click on the Sankey means: a resource, or a sector as filter."""
    picked = row.get("pick", {})
    if picked.get("resource") not in (None, flows.OTHER):
        select("resource", picked["resource"])
    if "sector" in picked:
        only = [picked["sector"]]
        st.session_state["sectors"] = [] if st.session_state.get("sectors") == only else only


def pick_bar(selection: dict[str, Any]) -> None:
    """Select the resource of a clicked bar; a click beside the bars selects none."""
    rows = selection.get("resource") or []
    st.session_state["resource"] = rows[0]["resource"] if rows else None


def _measure(currency: str, name: str) -> str:
    return t(f"flows.measure_{name}", currency=currency)
