"""The ranked list: its filters, its picture, its table and what is exported of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from symbio import opportunities
from symbio.charts import symbiosis as charts
from symbio.knowledge import Knowledge, resolve
from symbio.knowledge.names import resource_name
from symbio.knowledge.resolve import ASKS_BELOW
from symbio.locale import numbers
from symbio.opportunities import STANDINGS, Wording
from symbio.report.opportunities import facilitator_workbook
from symbio.ui import address, reading
from symbio.ui.charts import show_chart
from symbio.ui.export_notes import zone_notes
from symbio.ui.filters import choose_filters
from symbio.ui.inputs import choose_many, enter_text
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note
from symbio.ui.theme import dark, narrow
from symbio.zone.rows import Zone

PICKED = "candidate"
_ROWS = 200  # as many as a table shows
_MOST_EXPORTED = 20_000  # more would keep the server busy for everyone
_BARS = 10


def ask_filters(ranked: pd.DataFrame, zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    """Draw the filters; the rows that pass."""
    filters = choose_filters(zone, knowledge)
    search, standing = st.columns([3, 5], gap="small")
    with search:
        words = enter_text("q", t("opportunities.search"), t("opportunities.search_hint"))
    with standing:
        standings = choose_many(
            "standing",
            t("opportunities.filter_standing"),
            STANDINGS,
            lambda name: t(f"opportunities.standing_{name}"),
        )
    return opportunities.choose(
        filters.of_firm(ranked),
        standings=standings,
        words=words,
        meant=_meant(words, knowledge),
    )


def _meant(words: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The resources that the words of a search surely mean, by the zone's own names too."""
    if not words:
        return ()
    taught = reading.store().synonyms()
    found = resolve(words, language(), knowledge=knowledge, taught=taught)
    return tuple(guess.resource_id for guess in found.guesses if guess.confidence >= ASKS_BELOW)


def show_best(shown: pd.DataFrame, say: Wording) -> None:
    """Draw the most valuable candidates as bars; a click opens one."""
    best = shown[shown["value_per_year"] > 0].head(_BARS)
    if best.empty:
        return
    code = language()
    drawn = best.assign(
        label=[_bar_label(row, code) for row in best.to_dict("records")],
        pair=best["giver_name"] + " → " + best["receiver_name"],
        kind_name=[t(f"common.kind_{kind}") for kind in best["kind"]],
    )[["candidate_id", "label", "pair", "kind", "kind_name", "value_per_year"]]
    chart = charts.best_chart(
        drawn, language=code, currency=say.currency, dark=dark(), narrow=narrow()
    )
    worth = numbers.money(best["value_per_year"].iloc[0], say.currency, code)
    alt = t("opportunities.chart_alt", count=len(best), best=drawn["pair"].iloc[0], value=worth)
    st.subheader(t("opportunities.chart_title"), anchor=False)
    show_chart(chart, alt, "best_opportunities", on_pick=_bar_picked)


def show_list(shown: pd.DataFrame, all_count: int, say: Wording) -> None:
    """Draw the table; a click on a row opens its card."""
    st.subheader(t("opportunities.table_title"), anchor=False)
    note(f"{_filtered(shown, all_count)}. {t('opportunities.table_hint')}")
    ids = shown["candidate_id"]
    money = t("common.per_year", unit=say.currency)
    show_table(
        _worded_once(shown.head(_ROWS), say).reindex(shown.index),
        [
            Column("rank", t("opportunities.column_rank"), 0, width=56, pinned=True),
            Column("giver_name", t("opportunities.column_giver"), width=180),
            Column("receiver_name", t("opportunities.column_receiver"), width=180),
            Column("what", t("opportunities.column_from"), width=150),
            Column("value_per_year", f"{t('opportunities.column_value')} ({money})", 0),
            Column("quantity", t("opportunities.column_quantity")),
            Column("standing_name", t("opportunities.column_standing")),
            Column("distance_km", f"{t('opportunities.column_distance')} (km)", 1),
            Column("fee", t("opportunities.column_fee"), help=t("opportunities.card_fee_note")),
            Column("co2e_t_per_year", f"{t('opportunities.column_co2e')} (t)", 0),
            Column("legal_name", t("opportunities.column_legal")),
            Column("grade_name", t("opportunities.column_grade")),
            Column("reasons", t("opportunities.column_reasons"), width=520),
        ],
        "opportunity_table",
        t("opportunities.table_title"),
        on_row=lambda position: _pick(ids.iloc[position]),
        height=620,
    )


def _worded_once(rows: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """The rows in words; kept for everyone who looks at the same rows in the same language."""
    key = (str(reading.path()), reading.revision(), say.language, tuple(rows["candidate_id"]))
    return _worded(key, rows, say)


@st.cache_resource(max_entries=16, show_spinner=False)
def _worded(
    key: tuple[object, ...],  # noqa: ARG001 - what rows and say are known by
    _rows: pd.DataFrame,
    _say: Wording,
) -> pd.DataFrame:
    """The rows with what the table shows in words."""
    rows, say = _rows, _say
    records = rows.to_dict("records")
    return rows.assign(
        what=[resource_name(row["from_resource"], say.language) for row in records],
        standing_name=[t(f"opportunities.standing_{row['standing']}") for row in records],
        legal_name=[t(f"common.legal_{row['legal_state']}") for row in records],
        grade_name=[t(f"opportunities.grade_{row['data_grade']}") for row in records],
        quantity=[
            say.quantity(row["planned_per_year"] or row["quantity_per_year"], row["unit"])
            for row in records
        ],
        fee=[
            _fee_written(row["fee_low_per_unit"], row["fee_high_per_unit"], say) for row in records
        ],
        reasons=[" ".join(say.reasons(row)) for row in records],
    )


def picked_row(shown: pd.DataFrame) -> dict[str, Any]:
    """The candidate of the link or the last click; without one, the first of the list."""
    address.start(PICKED, "", str)
    chosen = shown[shown["candidate_id"] == st.session_state[PICKED]]
    if not chosen.empty:
        address.keep(PICKED, st.session_state[PICKED])
    first = (shown if chosen.empty else chosen).iloc[0]
    return {str(name): value for name, value in first.items()}


def offer_export(shown: pd.DataFrame, all_count: int, zone: Zone, knowledge: Knowledge) -> None:
    """Offer what is on the screen, all rows of it, as an Excel file."""
    code, currency = language(), zone.currency
    today = dt.date.today()
    filtered = t("report.no_filters")
    if len(shown) < all_count:
        filtered = _filtered(shown, all_count)
    if len(shown) > _MOST_EXPORTED:
        most = numbers.number(_MOST_EXPORTED, code)
        filtered = f"{filtered}. {t('opportunities.first_exported', count=most)}"
    notes = [*zone_notes(zone), (t("report.filters"), filtered)]
    download_excel(
        t("opportunities.download"),
        lambda: facilitator_workbook(
            shown.head(_MOST_EXPORTED),
            knowledge,
            language=code,
            currency=currency,
            made_on=today,
            notes=notes,
        ),
        f"{t('opportunities.download_name')}-{today:%Y-%m-%d}.xlsx",
        "opportunities_excel",
    )
    note(t("opportunities.note_overlap"))


def _filtered(shown: pd.DataFrame, all_count: int) -> str:
    """How many rows of how many pass the filters."""
    code = language()
    return t(
        "opportunities.filtered",
        count=numbers.number(len(shown), code),
        all=numbers.number(all_count, code),
    )


def _bar_label(row: dict[Any, Any], code: str) -> str:
    """Rank, resource and, where there is room, the giver."""
    name = f"{row['rank']}. {resource_name(row['from_resource'], code)}"
    return name if narrow() else f"{name} · {row['giver_name']}"


def _fee_written(low: float, high: float, say: Wording) -> str:
    return f"{say.amount(low)} … {say.amount(high)}" if low < high else numbers.MISSING


def _bar_picked(selection: dict[str, object]) -> None:
    rows = selection.get("candidate")
    if isinstance(rows, list) and rows:
        _pick(rows[0]["candidate_id"])


def _pick(candidate_id: str) -> None:
    st.session_state[PICKED] = candidate_id
