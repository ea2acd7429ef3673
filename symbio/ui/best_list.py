"""The best opportunities as cards: what, between whom, worth how much."""

from __future__ import annotations

import html
from collections.abc import Hashable

import pandas as pd
import streamlit as st

from symbio import flows
from symbio.charts import OTHER_COLOR, kind_colors
from symbio.disclosure import resource_label
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.ui.amounts import short_money
from symbio.ui.empty import empty
from symbio.ui.kept import draw_once
from symbio.ui.language import language, t
from symbio.ui.theme import dark

_BEST = 5


def best_opportunities(
    ranked: pd.DataFrame, knowledge: Knowledge, currency: str, *same: Hashable
) -> None:
    """The first five of the ranked list, one line each.

    Parameters
    ----------
    same : hashable
        What the list differs by, besides viewer and stored rows: the filters.
    """

    def draw() -> None:
        best = ranked[ranked["standing"].isin(["planned", "possible"])].head(_BEST)
        if best.empty:
            empty(t("overview.best_none"))
        else:
            _cards(best, knowledge, currency)

    draw_once("best_opportunities", *same, draw=draw)


def _cards(best: pd.DataFrame, knowledge: Knowledge, currency: str) -> None:
    code = language()
    colors = kind_colors(dark())
    rows = []
    for row in best.to_dict("records"):
        facts = " · ".join(
            (
                f"{numbers.number(row['distance_km'], code, 1)} km",
                t(f"common.legal_{row['legal_state']}"),
                _saved(row["co2e_t_per_year"]),
            )
        )
        what = resource_name(row["from_resource"], code, knowledge)
        if row["to_resource"] != row["from_resource"]:
            what += f" → {resource_name(row['to_resource'], code, knowledge)}"
        gain = f"{short_money(row['value_per_year'], currency)}{t('common.a_year')}"
        pair = f"{row['giver_name']} → {row['receiver_name']}"
        rows.append(_card(colors[row["kind"]], what, gain, pair, facts))
    st.html(f'<div class="symbio-best">{"".join(rows)}</div>')


def best_flows(plan: pd.DataFrame, knowledge: Knowledge, currency: str) -> None:
    """The five flows between sectors that are worth most, one line each; no firm in them."""
    code = language()
    best = flows.between_sectors(plan, measure=flows.VALUE).head(_BEST)
    if best.empty:
        empty(t("overview.best_none"))
        return
    colors = kind_colors(dark()) | {flows.OTHER: OTHER_COLOR}
    rows = []
    for row in best.to_dict("records"):
        ends = (row["giver_sector"], row["receiver_sector"])
        pair = " → ".join(t(f"common.sector_{end}") for end in ends)
        if ends == (flows.OTHER, flows.OTHER):
            pair = t("overview.flow_various")
        gain = f"{short_money(row['quantity'], currency)}{t('common.a_year')}"
        count = t("overview.flow_exchanges", count=numbers.number(row["exchanges"], code))
        what = resource_label(row["resource"], code, knowledge)
        rows.append(_card(colors[row["kind"]], what, gain, pair, count))
    st.html(f'<div class="symbio-best">{"".join(rows)}</div>')


def _card(color: str, what: str, gain: str, pair: str, facts: str) -> str:
    what, gain, pair, facts = (html.escape(words) for words in (what, gain, pair, facts))
    return (
        f'<div style="border-color:{color}"><header><b>{what}</b><b>{gain}</b></header>'
        f"<p>{pair}</p><p><small>{facts}</small></p></div>"
    )


def _saved(co2e_t: float) -> str:
    """Emissions avoided or added, in words: a minus sign before a saving is easily misread."""
    if pd.isna(co2e_t):
        return t("overview.co2e_unknown")
    amount = numbers.compact(abs(co2e_t), language())
    return t("overview.co2e_less" if co2e_t >= 0 else "overview.co2e_more", amount=amount)
