"""The parts of the page Gizlilik: levels, personal data, and what a firm may ask for."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from symbio.errors import InputError
from symbio.locale import numbers
from symbio.privacy import AFTER_ACCESS_DAYS, erase, export, personal_fields
from symbio.ui import who
from symbio.ui.empty import explain
from symbio.ui.inputs import choose_named
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_words
from symbio.ui.texts import note, sentence
from symbio.zone.store import Store

_LEVELS = ("sector", "alias", "partners", "public")
_FIRM, _ROWS, _SURE, _SAID = "privacy_firm", "privacy_rows", "privacy_sure", "privacy_said"


def say_answer() -> None:
    """The promise in one sentence."""
    sentence(t("privacy.lead"))


def show_levels() -> None:
    """What each level shows to whom."""
    st.subheader(t("privacy.levels"), anchor=False)
    rows = pd.DataFrame(
        {
            "level": [t(f"firm.level_{level}") for level in _LEVELS],
            "others": [t(f"privacy.{level}_others") for level in _LEVELS],
            "partners": [t(f"privacy.{level}_partners") for level in _LEVELS],
        }
    )
    show_words(
        rows,
        [
            Column("level", t("firm.show")),
            Column("others", t("privacy.to_others")),
            Column("partners", t("privacy.to_partners")),
        ],
        t("privacy.levels"),
    )
    note(t("privacy.levels_note"))


def show_fields() -> None:
    """Every field that names or could name a person: what for, who sees it, how long."""
    st.subheader(t("privacy.fields"), anchor=False)
    show_words(
        personal_fields(language()),
        [
            Column("field", t("privacy.column_field")),
            Column("purpose", t("privacy.column_purpose")),
            Column("seen", t("privacy.column_seen")),
            Column("kept", t("privacy.column_kept")),
        ],
        t("privacy.fields"),
    )
    note(t("privacy.fields_note", days=AFTER_ACCESS_DAYS))


def ask_request(store: Store) -> None:
    """Hand out or erase what is kept of one firm; for the facilitator, at the firm's request."""
    names = store.read().firm_names()
    st.subheader(t("privacy.request"), anchor=False)
    note(t("privacy.request_note"))
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(t("privacy.erased", count=numbers.number(said, language())))
    if st.session_state.get(_FIRM) not in names:
        st.session_state[_FIRM] = None
    chosen = choose_named(
        t("common.firm"),
        names,
        key=_FIRM,
        placeholder=t("access.choose_firm"),
    )
    if chosen is None:
        return
    today = dt.date.today()
    st.download_button(
        t("privacy.export"),
        lambda: export(store, chosen).encode(),
        file_name=f"{t('privacy.export_name')}-{today:%Y-%m-%d}.json",
        mime="application/json",
        key="privacy_export",
        icon=":material/download:",
        on_click="ignore",
    )
    st.checkbox(t("privacy.rows"), key=_ROWS)
    st.checkbox(t("privacy.sure", firm=names[chosen]), key=_SURE)
    st.button(
        t("privacy.erase"),
        icon=":material/delete_forever:",
        disabled=not st.session_state[_SURE],
        on_click=_erase,
        args=(store, chosen),
    )


def _erase(store: Store, firm_id: str) -> None:
    if not (who.keeps_data() and st.session_state.get(_SURE)):
        return
    try:
        count = erase(store, firm_id, by=who.name(), rows=bool(st.session_state.get(_ROWS)))
    except InputError as error:
        explain(error)
        return
    st.session_state[_SAID] = count
    st.session_state[_SURE] = st.session_state[_ROWS] = False
