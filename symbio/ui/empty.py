"""What stands where there is nothing to show yet, or where something went wrong."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from symbio.errors import InputError
from symbio.ui.language import language, t
from symbio.ui.texts import plain
from symbio.zone.changes import compare
from symbio.zone.store import Store


def explain(error: InputError) -> None:
    """Show every problem that a person can put right, one sentence each."""
    st.error("\n\n".join(plain(line) for line in error.sentences(language())))


def empty(text: str, icon: str = ":material/search_off:") -> None:
    """Say in words that there is nothing to show, and why; the rest of the page goes on."""
    st.info(text, icon=icon)


def end_page() -> NoReturn:
    """End the page here, with the frame around it: after `st.stop` nothing is drawn any more."""
    raise StopException


def ask_for_zone(store: Store) -> None:
    """Without a zone: say how one gets in, and offer to build the demo now."""
    with st.container(border=True, key="first_zone"):
        st.subheader(t("common.no_zone_title"), anchor=False)
        st.markdown(t("common.no_zone"))
        if st.button(t("common.build_demo"), type="primary", icon=":material/auto_awesome:"):
            _build_demo(store)
        st.caption(t("common.no_zone_import"))


def _build_demo(store: Store) -> None:
    with st.status(t("common.demo_generating"), expanded=True) as status:
        from symbio.zone.demo import generate

        zone = generate()
        st.write(t("common.demo_checking"))
        changes = compare(store.read(), zone.tables())
        st.write(t("common.demo_writing"))
        store.apply(changes, who="demo", note="demo")
        status.update(label=t("common.demo_ready"), state="complete")
    st.rerun()
