"""The language of the screen: from the link, else the browser, else Turkish."""

from __future__ import annotations

import streamlit as st

from symbio.locale import DEFAULT_LANGUAGE, LANGUAGES, text
from symbio.ui import address
from symbio.ui.run import once_a_run

KEY = "lang"


def language() -> str:
    """The language chosen for this session."""
    return once_a_run(KEY, _chosen)


def _chosen() -> str:
    chosen = st.session_state.get(KEY)
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def t(key: str, **values: object) -> str:
    """The text `key` in the language of this session, its placeholders filled."""
    return text(language(), key, **values)


def choose_language() -> None:
    """Draw the switch between the languages; every other input keeps its value."""
    st.segmented_control(
        "Dil / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=KEY,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def read_language() -> None:
    """Know the language before anything is drawn."""
    browser = (st.context.locale or DEFAULT_LANGUAGE).split("-")[0]
    first = browser if browser in LANGUAGES else DEFAULT_LANGUAGE
    address.start(KEY, first, lambda word: word if word in LANGUAGES else None)
    # Always in the link: two people who open it see the same screen.
    address.keep(KEY, language())
