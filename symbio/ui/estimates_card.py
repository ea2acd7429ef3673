"""What a silent firm probably gives off and buys, and the click that notes it was asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from symbio import estimates
from symbio.errors import InputError
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.ui import reading, who
from symbio.ui.empty import explain
from symbio.ui.language import language, t
from symbio.ui.take_back import offer_undo
from symbio.ui.texts import plain
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store

_MOST = 6
_DONE = "estimates_asked"
_KIND_ORDER = ("material", "organic", "energy", "water")


def show_estimates(zone: Zone, knowledge: Knowledge, firm_id: str) -> None:
    """Draw the predictions of a firm, lighter than facts, with the button to ask it.

    Only whoever keeps the data sees them: they tell of a sector and a size.
    """
    if not who.keeps_data():
        st.caption(t("estimates.silent"))
        return
    rows = firm_rows(reading.predicted(), knowledge, firm_id)
    if rows.empty:
        st.caption(t("estimates.no_sector"))
        return
    st.caption(f"{t('estimates.silent')} {t('estimates.explained')}")
    for side in ("offer", "need"):
        listed = listing(rows[rows["direction"] == side], knowledge)
        if listed:
            st.markdown(f":gray[{t(f'map.card_{side}')} *{plain(listed)}*]")
    if rows["quantity_per_year"].isna().all():
        st.caption(t("estimates.no_size"))
    offer_ask(zone, knowledge, firm_id, rows)


def firm_rows(predicted: pd.DataFrame, knowledge: Knowledge, firm_id: str) -> pd.DataFrame:
    """The predictions of one firm: its sector's before what any plant has, by kind and quantity."""
    kinds = knowledge.resources.set_index("resource_id")["kind"]
    rows = predicted[predicted["firm_id"] == firm_id]
    order = rows["resource"].map(kinds).map({kind: at for at, kind in enumerate(_KIND_ORDER)})
    general = ~rows["source"].str[-1].str.isdigit()
    return rows.assign(order=order, general=general).sort_values(
        ["direction", "general", "order", "quantity_per_year", "stream_id"],
        ascending=[False, True, True, False, True],
        ignore_index=True,
    )


def range_of(row: dict[Any, Any]) -> str:
    """The range of a prediction with its unit, marked as an estimate."""
    low, high = row["quantity_low_per_year"], row["quantity_high_per_year"]
    if pd.isna(low) or pd.isna(high):
        return t("estimates.no_size")
    code = language()
    return t(
        "estimates.range",
        low=_rough(low, code),
        high=_rough(high, code),
        unit=t("common.per_year", unit=t(f"common.unit_{row['unit']}")),
    )


def _rough(value: float, code: str) -> str:
    """A number of two digits, as estimates are."""
    return numbers.number(value, code, 0 if value >= 10 else 1 if value >= 1 else 2)


def listing(rows: pd.DataFrame, knowledge: Knowledge) -> str:
    """The first predictions in words."""
    code = language()
    words = []
    for row in rows.head(_MOST).to_dict("records"):
        name = resource_name(str(row["resource"]), code, knowledge)
        words.append(name if pd.isna(row["quantity_per_year"]) else f"{name} ({range_of(row)})")
    more = len(rows) - len(words)
    return "; ".join(words) + (f" {t('map.card_more', number=more)}" if more else "")


def offer_ask(zone: Zone, knowledge: Knowledge, firm_id: str, rows: pd.DataFrame) -> None:
    """The button that notes the firm was asked; when it last was; the way back."""
    store = reading.store()
    before = zone.confirmation[zone.confirmation["firm_id"] == firm_id]
    if not before.empty:
        last = before.sort_values("asked_on").iloc[-1]
        asker = last["asked_by"] if pd.notna(last["asked_by"]) else t("common.unknown")
        day = numbers.day(last["asked_on"], language())
        st.caption(plain(t("estimates.asked", day=day, who=asker)))
    asked, batch_id = st.session_state.get(_DONE, ("", 0))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("estimates.ask" if before.empty else "estimates.ask_again"),
            icon=":material/contact_mail:",
            key=f"ask_{firm_id}",
            on_click=_ask,
            args=(store, firm_id, question_text(rows, knowledge)),
        )
        if asked == firm_id:
            offer_undo(store, batch_id, _DONE, key=f"unask_{firm_id}")
    if asked == firm_id:
        st.caption(t("estimates.send"))
        st.code(question_text(rows, knowledge), language=None, wrap_lines=True)


def question_text(rows: pd.DataFrame, knowledge: Knowledge) -> str:
    """What the firm is asked, ready to be sent."""
    sides = [
        f"{t(f'common.direction_{side}')}: {listing(rows[rows['direction'] == side], knowledge)}"
        for side in ("offer", "need")
        if rows["direction"].eq(side).any()
    ]
    return t("estimates.question", streams=". ".join(sides))


def _ask(store: Store, firm_id: str, question: str) -> None:
    if not who.keeps_data():
        return
    try:
        zone = store.read()
        tables = estimates.ask(zone, firm_id, on=dt.date.today(), by=who.name(), question=question)
        done = store.apply(compare(zone, tables), who=who.name(), note=t("estimates.note"))
    except InputError as error:
        explain(error)
        return
    st.session_state[_DONE] = firm_id, done.batch_id
