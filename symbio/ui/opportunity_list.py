"""The ranked list: its filters, its picture, its table and what is exported of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from symbio.charts import symbiosis as charts
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.locale.firm_names import short_name
from symbio.opportunities import STANDINGS, Chosen, Sought, Wording, seek
from symbio.report.opportunities import facilitator_workbook
from symbio.ui import address, reading
from symbio.ui.charts import in_columns, show_chart
from symbio.ui.export_notes import zone_notes
from symbio.ui.filters import choose_filters
from symbio.ui.inputs import choose_many, enter_text
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note
from symbio.ui.theme import dark
from symbio.zone.rows import Zone

PICKED = "candidate"
_ROWS = 200  # as many as a table shows
_MOST_EXPORTED = 20_000  # more would keep the server busy for everyone
_BARS = 10
_DRAWN = (
    "candidate_id",
    "rank",
    "from_resource",
    "giver_name",
    "receiver_name",
    "kind",
    "value_per_year",
)
_NUMBERS = ("rank", "value_per_year", "distance_km", "co2e_t_per_year")


def wording(knowledge: Knowledge, currency: str) -> Wording:
    """What says the candidates in the reader's language."""
    return make_once("wording", currency, make=lambda: Wording.of(knowledge, language(), currency))


def ask_filters(ranked: pd.DataFrame, zone: Zone, knowledge: Knowledge) -> Chosen:
    """Draw the filters; the ranked rows that pass."""
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
    sought = _sought(words, zone, knowledge)
    return filters.fit(
        ranked,
        standings=standings,
        words=words,
        meant=sought.resources,
        streams=sought.streams,
    )


def _sought(words: str, zone: Zone, knowledge: Knowledge) -> Sought:
    """What the words of a search mean to this reader, by the zone's own names too."""
    if not words:
        return Sought()

    def make() -> Sought:
        taught = reading.store().synonyms()
        return seek(words, zone, knowledge, language=language(), taught=taught)

    return make_once("sought", words, make=make)


def show_best(shown: Chosen, say: Wording) -> None:
    """Draw the most valuable candidates as bars; a click opens one."""
    worth = shown.ranked["value_per_year"].to_numpy()[shown.places]
    best = shown.places[np.flatnonzero(worth > 0)[:_BARS]]
    if not len(best):
        return
    spec, alt = make_once(
        "best_opportunities",
        best.tobytes(),
        make=lambda: _best(Chosen(shown.ranked, best).rows(slice(None), _DRAWN), say),
    )
    st.subheader(t("opportunities.chart_title"), anchor=False)
    show_chart(spec, alt, "best_opportunities", on_pick=_bar_picked)


def _best(best: pd.DataFrame, say: Wording) -> tuple[dict[str, Any], str]:
    """The chart, and what it shows in words."""
    code = language()
    drawn = best.assign(
        label=[_bar_label(row, code) for row in best.to_dict("records")],
        pair=best["giver_name"] + " → " + best["receiver_name"],
        kind_name=[t(f"common.kind_{kind}") for kind in best["kind"]],
    )

    def make() -> dict[str, Any]:
        chart = charts.best_chart(drawn, language=code, currency=say.currency, dark=dark())
        return chart.to_dict(validate=False)

    spec = make_once("best_of_kinds", say.currency, *best["kind"].unique(), make=make)
    worth = numbers.money(best["value_per_year"].iloc[0], say.currency, code)
    first = drawn["pair"].iloc[0]
    alt = t("opportunities.chart_alt", count=len(best), best=first, value=worth)
    return in_columns(charts.with_bars(spec, drawn)), alt


def show_list(shown: Chosen, all_count: int, say: Wording) -> None:
    """Draw the table; a click on a row opens its card."""
    st.subheader(t("opportunities.table_title"), anchor=False)
    note(f"{_filtered(shown, all_count)}. {t('opportunities.table_hint')}")
    first = shown.places[:_ROWS].tobytes()
    ids = make_once("opportunity_ids", first, make=lambda: shown.names(_ROWS))
    show_table(
        lambda: worded(shown.first(_ROWS), say),
        make_once("opportunity_columns", say.currency, make=lambda: _columns(say.currency)),
        "opportunity_table",
        t("opportunities.table_title"),
        on_row=lambda position: _pick(ids[position]),
        height=620,
        rows=len(shown),
        same=first,
    )


def _columns(currency: str) -> tuple[Column, ...]:
    money = t("common.per_year", unit=currency)
    return (
        Column("rank", t("opportunities.column_rank"), 0, width=56, pinned=True),
        Column("what", t("opportunities.column_from")),
        Column("value_per_year", f"{t('opportunities.column_value')} ({money})", 0),
        Column("giver_name", t("opportunities.column_giver"), firm=True),
        Column("receiver_name", t("opportunities.column_receiver"), firm=True),
        Column("quantity", t("opportunities.column_quantity")),
        Column("standing_name", t("opportunities.column_standing")),
        Column("distance_km", f"{t('opportunities.column_distance')} (km)", 1),
        Column("fee", t("opportunities.column_fee"), help=t("opportunities.card_fee_note")),
        Column("co2e_t_per_year", f"{t('opportunities.column_co2e')} (t)", 0),
        Column("legal_name", t("opportunities.column_legal")),
        Column("grade_name", t("opportunities.column_grade")),
        Column("reasons", t("opportunities.column_reasons"), width=520),
    )


def worded(rows: Chosen, say: Wording) -> pd.DataFrame:
    """What the table shows, in words; each candidate is worded once for everyone."""
    known: dict[str, dict[str, str]] = make_once("opportunity_words", say.currency, make=dict)
    names = rows.names()
    unknown = np.array([place for place, name in enumerate(names) if name not in known], dtype=int)
    for row in rows.rows(unknown).to_dict("records") if len(unknown) else ():
        known[row["candidate_id"]] = _words(row, say)
    written = [known[name] for name in names]
    fields = written[0] if written else ()
    words = {field: [one[field] for one in written] for field in fields}
    return rows.rows(slice(None), _NUMBERS).assign(**words)


def _words(row: dict[Any, Any], say: Wording) -> dict[str, str]:
    return {
        "giver_name": row["giver_name"],
        "receiver_name": row["receiver_name"],
        "what": resource_name(row["from_resource"], say.language),
        "standing_name": t(f"opportunities.standing_{row['standing']}"),
        "legal_name": t(f"common.legal_{row['legal_state']}"),
        "grade_name": t(f"opportunities.grade_{row['data_grade']}"),
        "quantity": say.quantity(row["planned_per_year"] or row["quantity_per_year"], row["unit"]),
        "fee": _fee_written(row["fee_low_per_unit"], row["fee_high_per_unit"], say),
        "reasons": " ".join(say.reasons(row)),
    }


def picked_row(shown: Chosen) -> dict[str, Any]:
    """The candidate of the link or the last click; without one, the first of the list."""
    address.start(PICKED, "", str)
    place, picked = shown.places[0], st.session_state[PICKED]
    if picked:
        named = np.flatnonzero(shown.ranked["candidate_id"] == picked)
        found = np.intersect1d(named, shown.places)
        if len(found):
            address.keep(PICKED, picked)
            place = found[0]
    return _row(shown.ranked, place)


def _row(ranked: pd.DataFrame, place: int) -> dict[str, Any]:
    """All columns of one candidate; nobody may change it."""
    return make_once(
        "opportunity",
        int(place),
        make=lambda: {str(name): column.iloc[place] for name, column in ranked.items()},
    )


def offer_export(shown: Chosen, all_count: int, zone: Zone, knowledge: Knowledge) -> None:
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
            shown.rows(slice(_MOST_EXPORTED)),
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


def _filtered(shown: Chosen, all_count: int) -> str:
    """How many rows of how many pass the filters."""
    code = language()
    return t(
        "opportunities.filtered",
        count=numbers.number(len(shown), code),
        all=numbers.number(all_count, code),
    )


def _bar_label(row: dict[Any, Any], code: str) -> str:
    """Rank, resource and giver."""
    name = resource_name(row["from_resource"], code)
    return f"{row['rank']}. {name} · {short_name(row['giver_name'])}"


def _fee_written(low: float, high: float, say: Wording) -> str:
    return f"{say.amount(low)} … {say.amount(high)}" if low < high else numbers.MISSING


def _bar_picked(selection: dict[str, object]) -> None:
    rows = selection.get("candidate")
    if isinstance(rows, list) and rows:
        _pick(rows[0]["candidate_id"])


def _pick(candidate_id: str) -> None:
    st.session_state[PICKED] = candidate_id
