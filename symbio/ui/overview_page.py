"""The parts of the page Genel bakış: headline, small map, best opportunities, gaps."""

from __future__ import annotations

import pandas as pd
import pydeck as pdk
import streamlit as st

from symbio import flows, maps
from symbio.charts import sankey
from symbio.disclosure import Counts
from symbio.flows import Totals, totals
from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui import reading, who
from symbio.ui.address import link_to
from symbio.ui.amounts import short_money
from symbio.ui.best_list import best_flows, best_opportunities
from symbio.ui.charts import show_map, show_sankey
from symbio.ui.empty import empty
from symbio.ui.figures import Figure, figures
from symbio.ui.flows_page import names, unit_words
from symbio.ui.kept import draw_once, make_once
from symbio.ui.language import language, t
from symbio.ui.legend import show_legend
from symbio.ui.map_page import map_turn, pick_firm
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import dark, narrow, projector
from symbio.zone.rows import Zone

# More arcs than this do not fit a small picture; the page Harita draws them all.
_ARCS = 60
# A picture beside the list has room for fewer resources than a page of its own.
_RESOURCES = 9


def overview_headline(counts: Counts, plan: pd.DataFrame, currency: str) -> None:
    """The one sentence and the four figures of the zone."""
    draw_once("overview_headline", draw=lambda: _headline(counts, totals(plan), currency))


def _headline(counts: Counts, totals: Totals, currency: str) -> None:
    code = language()
    words = {
        "firms": numbers.number(counts.firms, code),
        "streams": numbers.number(counts.streams, code),
        "exchanges": numbers.number(totals.exchanges, code),
        "value": short_money(totals.value, currency),
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
                candidates=numbers.number(counts.candidates, code),
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
            f"{short_money(totals.value, currency)}{t('common.a_year')}",
            note=t(
                "overview.figure_value_note",
                date=reading.price_year() or t("common.unknown"),
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
    code, selected, turn = language(), st.session_state.get("firm"), map_turn()
    size = {"width_px": 350 if narrow() else 620, "height_px": 400 if narrow() else 520}

    def make() -> tuple[pdk.Deck, int, int]:
        points = maps.firm_points(zone, knowledge)
        exchanges = maps.arcs(points, ranked, planned=True).head(_ARCS)
        deck = maps.zone_map(
            points,
            view=maps.fit(maps.home(points, "zone"), **size),
            language=code,
            knowledge=knowledge,
            exchanges=exchanges,
            selected=selected,
            turn=turn,
            dark=dark(),
        )
        return deck, len(points), len(exchanges)

    if not zone.firm["latitude"].notna().any():
        # Nobody shows where it is: what goes between the sectors is the picture.
        _sectors_instead(reading.plan(), knowledge, zone.currency)
        return
    deck, firms, exchanges = make_once("overview_map", selected, turn, make=make)
    show_map(
        deck,
        alt=t(
            "overview.alt",
            firms=numbers.number(firms, code),
            exchanges=numbers.number(exchanges, code),
        ),
        key="overview_map",
        on_pick=pick_firm,
        height=size["height_px"],
    )
    if exchanges == _ARCS:
        note(t("overview.map_note", number=numbers.number(_ARCS, code)))
    draw_once("overview_legend", draw=lambda: show_legend(_kinds(reading.plan()), ()))


def _sectors_instead(plan: pd.DataFrame, knowledge: Knowledge, currency: str) -> None:
    """The plan's value from sector to sector, in the place of a map without firms."""
    between = flows.between_sectors(plan, measure=flows.VALUE)
    if between.empty:
        empty(t("overview.best_none"))
        return
    unit = unit_words(flows.VALUE, currency)
    spec = sankey(
        flows.largest(between, _RESOURCES),
        language=language(),
        unit=unit,
        **names(knowledge),
        dark=dark(),
        large=projector(),
    )
    show_sankey(spec, alt=t("flows.sankey_alt"), key="overview_sankey", height=520)
    note(t("overview.no_map"))


def _kinds(ranked: pd.DataFrame) -> pd.Series:
    return ranked.loc[ranked["planned_per_year"] > 0, "kind"]


def show_best(
    ranked: pd.DataFrame, plan: pd.DataFrame, knowledge: Knowledge, currency: str
) -> None:
    """What is worth most: single opportunities for the facilitator, else flows of sectors."""
    if not who.keeps_data():
        st.subheader(t("overview.flows_title"), anchor=False)
        best_flows(plan, knowledge, currency)
        link_to("pages/zone/flows.py", t("overview.flows_link"), ":material/account_tree:")
        note(t("common.general"))
        return
    st.subheader(t("overview.best_title"), anchor=False)
    best_opportunities(ranked, knowledge, currency)
    link_to("pages/symbiosis/opportunities.py", t("overview.best_link"), ":material/handshake:")


def show_gaps(currency: str) -> None:
    """What the data lacks, with the candidates that each gap holds back; not for a room."""
    if projector() or not who.keeps_data():
        return
    gaps = reading.gaps()
    st.subheader(t("overview.gaps_title"), anchor=False)
    if gaps.empty:
        empty(t("overview.gaps_none"), icon=":material/check_circle:")
        return
    draw_once("overview_gaps", draw=lambda: _gap_table(gaps, currency))
    note(t("overview.gaps_note"))
    link_to("pages/data/data.py", t("overview.gaps_link"), ":material/table_view:")


def _gap_table(gaps: pd.DataFrame, currency: str) -> None:
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


def _range(low: float, high: float, currency: str) -> str:
    if pd.isna(low) or pd.isna(high):
        return numbers.MISSING
    ends = [short_money(end, currency) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else t("common.range", low=ends[0], high=ends[1])
