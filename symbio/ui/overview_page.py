"""The parts of the page Genel bakış: headline, small map, best opportunities, gaps."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from symbio import maps
from symbio.charts import kind_colors
from symbio.flows import Totals
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.matching import Result
from symbio.ui.charts import show_map
from symbio.ui.empty import empty
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.map_page import map_turn, pick_firm
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import dark, narrow
from symbio.zone.rows import Zone

_BEST = 5
# More arcs than this do not fit a small picture; the page Harita draws them all.
_ARCS = 60


def overview_headline(zone: Zone, totals: Totals, result: Result) -> None:
    """The one sentence and the four figures of the zone."""
    code, currency = language(), zone.currency
    words = {
        "firms": numbers.number(len(zone.firm), code),
        "streams": numbers.number(len(zone.stream), code),
        "exchanges": numbers.number(totals.exchanges, code),
        "value": _money(totals.value, currency),
        "co2e": numbers.compact(totals.co2e_t, code),
    }
    sentence(t("overview.sentence" if totals.exchanges else "overview.sentence_none", **words))
    tonnes = t("common.per_year", unit=t("common.unit_t"))
    figures(
        Figure(
            t("overview.figure_exchanges"),
            numbers.number(totals.exchanges, code),
            note=t(
                "overview.figure_exchanges_note",
                candidates=numbers.number(len(result.candidates), code),
                firms=numbers.number(totals.firms, code),
            ),
        ),
        Figure(
            t("common.figure_tonnes"),
            numbers.compact(totals.tonnes, code),
            tonnes,
            note=t("common.figure_tonnes_note"),
        ),
        Figure(
            t("overview.figure_value"),
            f"{_money(totals.value, currency)}{t('common.a_year')}",
            note=t(
                "overview.figure_value_note",
                date=result.scenario.valuation_date[:4] or t("common.unknown"),
                unpriced=numbers.number(totals.unpriced, code),
            ),
        ),
        Figure(
            t("overview.figure_co2e"),
            numbers.compact(totals.co2e_t, code),
            t("common.per_year", unit="t CO₂e"),
            note=t("overview.figure_co2e_note"),
        ),
    )


def small_map(zone: Zone, knowledge: Knowledge, ranked: pd.DataFrame) -> None:
    """The zone and the plan's exchanges, not larger than a card."""
    code = language()
    points = maps.firm_points(zone, knowledge)
    exchanges = maps.arcs(points, ranked, planned=True).head(_ARCS)
    size = {"width_px": 350 if narrow() else 620, "height_px": 400 if narrow() else 520}
    show_map(
        maps.zone_map(
            points,
            view=maps.fit(maps.home(points, "zone"), **size),
            language=code,
            knowledge=knowledge,
            exchanges=exchanges,
            selected=st.session_state.get("firm"),
            turn=map_turn(),
            dark=dark(),
        ),
        alt=t(
            "overview.alt",
            firms=numbers.number(len(points), code),
            exchanges=numbers.number(len(exchanges), code),
        ),
        key="overview_map",
        on_pick=pick_firm,
        height=size["height_px"],
    )
    if len(exchanges) == _ARCS:
        note(t("overview.map_note", number=numbers.number(_ARCS, code)))


def best_opportunities(ranked: pd.DataFrame, knowledge: Knowledge, currency: str) -> None:
    """The first five of the ranked list, one line each."""
    code = language()
    best = ranked[ranked["standing"].isin(("planned", "possible"))].head(_BEST)
    if best.empty:
        empty(t("overview.best_none"))
        return
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
        gain = f"{_money(row['value_per_year'], currency)}{t('common.a_year')}"
        rows.append(
            f'<div style="border-color:{colors[row["kind"]]}">'
            f"<header><b>{html.escape(what)}</b><b>{html.escape(gain)}</b></header>"
            f"<p>{html.escape(str(row['giver_name']))} → {html.escape(str(row['receiver_name']))}"
            f"</p><p><small>{html.escape(facts)}</small></p></div>"
        )
    st.html(f'<div class="symbio-best">{"".join(rows)}</div>')


def show_gaps(gaps: pd.DataFrame, currency: str) -> None:
    """What the data lacks, with the candidates that each gap holds back."""
    if gaps.empty:
        empty(t("overview.gaps_none"), icon=":material/check_circle:")
        return
    show_table(
        gaps.assign(
            name=[t(f"data.gap_{gap}") for gap in gaps["gap"]],
            value=[
                _range(low, high, currency)
                for low, high in zip(
                    gaps["value_low_per_year"], gaps["value_high_per_year"], strict=True
                )
            ],
        ),
        [
            Column("name", t("overview.gap")),
            Column("rows", t("overview.gap_rows"), 0),
            Column("candidates", t("overview.gap_candidates"), 0),
            Column("value", t("overview.gap_value"), help=t("overview.gap_value_help")),
        ],
        key="gaps",
        alt=t("overview.gaps_alt"),
    )
    note(t("overview.gaps_note"))


def _saved(co2e_t: float) -> str:
    """Emissions avoided or added, in words: a minus sign before a saving is easily misread."""
    if pd.isna(co2e_t):
        return t("overview.co2e_unknown")
    amount = numbers.compact(abs(co2e_t), language())
    return t("overview.co2e_less" if co2e_t >= 0 else "overview.co2e_more", amount=amount)


def _range(low: float, high: float, currency: str) -> str:
    if pd.isna(low) or pd.isna(high):
        return numbers.MISSING
    return t("common.range", low=_money(low, currency), high=_money(high, currency))


def _money(value: float, currency: str) -> str:
    """Money in millions where it is that much: 12,3 million says more than 12.345.678."""
    code = language()
    if abs(value) >= 1e6:
        digits = 0 if abs(value) >= 1e8 else 1
        return t("common.million", value=numbers.money(value / 1e6, currency, code, digits))
    return numbers.money(value, currency, code)
