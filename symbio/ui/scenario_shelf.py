"""Named scenarios: save, open, delete, take away as a file, compare with, start again."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from symbio.errors import InputError
from symbio.matching import Scenario
from symbio.matching.scenario_text import from_toml, to_toml
from symbio.ui.empty import explain
from symbio.ui.inputs import choose
from symbio.ui.language import t
from symbio.ui.scenario_state import change_scenario
from symbio.ui.take_back import offer_undo
from symbio.ui.texts import note, plain
from symbio.zone.store import Store

_NAME = "what_if_name"
_LOAD = "what_if_load"
_SAID = "what_if_said"
_DELETED = "what_if_deleted"
_WHO = "ui"
AGAINST = "against"


def ask_name(scenario: Scenario, store: Store, base: Scenario) -> Scenario:
    """Draw the shelf; the scenario with the name that is typed."""
    if _NAME not in st.session_state or st.session_state.get(f"{_NAME}_of") != scenario.name:
        st.session_state[_NAME] = scenario.name
    with st.expander(t("what_if.group_scenarios"), icon=":material/bookmarks:"):
        typed = st.text_input(
            t("what_if.name"), key=_NAME, max_chars=80, placeholder=t("what_if.name_hint")
        )
        named = replace(scenario, name=" ".join(typed.split()))
        st.session_state[f"{_NAME}_of"] = named.name
        with st.container(horizontal=True):
            st.button(
                t("what_if.save"), icon=":material/save:", on_click=_save, args=(store, named)
            )
            st.download_button(
                t("what_if.download_toml"),
                to_toml(named),
                file_name="symbio-scenario.toml",
                mime="application/toml",
                on_click="ignore",
                icon=":material/download:",
            )
        _say_what_happened()
        _say_deleted(store)
        _open_saved(store, base)
        note(t("what_if.link_note"))
    return named


def ask_against(store: Store, base: Scenario) -> Scenario:
    """What the scenario is compared with: today's assumptions, or a saved one."""
    saved = store.scenarios()
    chosen = choose(
        AGAINST, t("what_if.compare"), list(saved), placeholder=t("what_if.compare_baseline")
    )
    if chosen is None:
        return base
    try:
        other = from_toml(saved[chosen], file=chosen)
    except InputError as error:
        explain(error)
        return base
    return replace(other, name=chosen, currency=base.currency, valuation_date=base.valuation_date)


def offer_reset(base: Scenario) -> None:
    """Draw the button that goes back to today's assumptions."""
    st.button(
        t("what_if.reset"),
        icon=":material/restart_alt:",
        on_click=change_scenario,
        args=(lambda _scenario: base,),
    )


def _open_saved(store: Store, base: Scenario) -> None:
    saved = store.scenarios()
    if not saved:
        return
    if st.session_state.get(_LOAD) not in saved:
        st.session_state[_LOAD] = None
    st.selectbox(
        t("what_if.load"), list(saved), index=None, key=_LOAD, placeholder=t("what_if.load_hint")
    )
    with st.container(horizontal=True):
        st.button(t("what_if.load_button"), on_click=_load, args=(store, base))
        st.button(t("what_if.delete_button"), on_click=_delete, args=(store,))


def _save(store: Store, scenario: Scenario) -> None:
    if not scenario.name:
        st.session_state[_SAID] = ("what_if.save_no_name", "")
        return
    try:
        store.save_scenario(scenario.name, to_toml(scenario), who=_WHO)
        st.session_state[_SAID] = ("what_if.saved", scenario.name)
    except InputError as error:
        explain(error)


def _load(store: Store, base: Scenario) -> None:
    name = st.session_state[_LOAD]
    content = store.scenarios().get(name or "")
    if content is None:
        return
    try:
        found = from_toml(content, file=name)
    except InputError as error:
        explain(error)
        return
    here = replace(found, name=name, currency=base.currency, valuation_date=base.valuation_date)
    change_scenario(lambda _scenario: here)


def _delete(store: Store) -> None:
    name = st.session_state[_LOAD]
    if name:
        batch_id = store.delete_scenario(name, who=_WHO, note=_note(name))
        st.session_state[_DELETED] = (name, batch_id)


def _say_deleted(store: Store) -> None:
    """Which scenario is gone, and the button that brings it back; not once it is there again."""
    name, batch_id = st.session_state.get(_DELETED, ("", 0))
    if name and name not in store.scenarios():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("what_if.deleted", name=plain(name)))
            offer_undo(store, batch_id, _DELETED, key="what_if_undo", note=_note(name))


def _note(name: str) -> str:
    return f"«{name}»"


def _say_what_happened() -> None:
    key, name = st.session_state.pop(_SAID, ("", ""))
    if key:
        st.caption(t(key, name=plain(name)))
