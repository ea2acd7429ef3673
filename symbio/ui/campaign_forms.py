"""An event entered on the page: what it was, who was invited, who came."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from symbio.errors import InputError
from symbio.knowledge import Knowledge
from symbio.ui import door
from symbio.ui.access_page import show_new_code
from symbio.ui.empty import explain
from symbio.ui.language import language, t
from symbio.ui.take_back import offer_undo
from symbio.zone.changes import compare
from symbio.zone.rows import Zone, conform, dictionary
from symbio.zone.store import Store
from symbio.zone.workbook import read_typed

_KINDS = ("workshop", "visit", "training", "media", "newsletter")
_LINES = ("place", "channel", "materials", "hours", "cost")
_DONE = "campaign_event_done"


def offer_event(zone: Zone, knowledge: Knowledge, store: Store) -> None:
    """The form of a new event, and the way back after it was stored."""
    show_new_code()
    if st.session_state.get(_DONE):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(t("campaign.event_stored"), icon=":material/check_circle:")
            offer_undo(store, st.session_state[_DONE], _DONE)
    firms = zone.firm_names()
    with (
        st.expander(t("campaign.event_title"), icon=":material/add:"),
        st.form("campaign_event", border=False),
    ):
        st.text_input(_header("name"), key="event_name", max_chars=120)
        st.selectbox(
            _header("kind"),
            _KINDS,
            format_func=lambda kind: t(f"campaign.kind_{kind}"),
            key="event_kind",
        )
        st.date_input(
            _header("date"),
            value=dt.date.today(),
            format="DD.MM.YYYY" if language() == "tr" else "DD/MM/YYYY",
            key="event_date",
        )
        for field in _LINES:
            st.text_input(_header(field), key=f"event_{field}", max_chars=120, help=_note(field))
        for which in ("invited", "attended"):
            st.multiselect(
                t(f"campaign.event_{which}"),
                list(firms),
                format_func=firms.__getitem__,
                key=f"event_{which}",
                placeholder=t("campaign.event_choose"),
            )
        door.say_ahead(store, own=not zone.invented())
        if st.form_submit_button(t("campaign.event_button"), type="primary"):
            _store(zone, knowledge, store)


def _store(zone: Zone, knowledge: Knowledge, store: Store) -> None:
    state = st.session_state
    event_id = _next_id(zone.event)
    cells = {
        "event_id": event_id,
        "kind": state["event_kind"],
        "date": state["event_date"],
        **{field: state[f"event_{field}"].strip() for field in ("name", *_LINES)},
        # In a demo an event is invented too.
        "origin": "synthetic" if zone.invented() else "own",
    }
    said = read_typed("event", cells, knowledge, stored=zone, language=language())
    if said.problems:
        explain(InputError.of(said.problems))
        return
    came, invited = set(state["event_attended"]), set(state["event_invited"])
    attendance = pd.DataFrame(
        [
            {
                "event_id": event_id,
                "firm_id": firm,
                "invited": firm in invited,
                "attended": firm in came,
            }
            for firm in sorted(came | invited)
        ]
    )
    try:
        stored = store.read()
        tables = {
            "event": conform("event", pd.concat([stored.event, pd.DataFrame([said.fields])])),
            "attendance": conform("attendance", pd.concat([stored.attendance, attendance])),
        }
        done = door.write(compare(stored, tables), store, by="ui", note=t("campaign.event_title"))
    except InputError as error:
        explain(error)
        return
    if done is not None:
        state[_DONE] = done.batch_id
        st.rerun()


def _next_id(events: pd.DataFrame) -> str:
    found = events["event_id"].str.extract(r"^E(\d{1,6})$")[0].dropna().astype("int64")
    return f"E{1 + int(found.max()) if len(found) else 1:02d}"


def _header(field: str) -> str:
    return next(one.header(language()) for one in dictionary("event") if one.field == field)


def _note(field: str) -> str:
    return next(one.note(language()) for one in dictionary("event") if one.field == field)
