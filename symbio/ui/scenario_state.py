"""The scenario of this session: one TOML text that the link, the inputs and a file share.

Streamlit forgets inputs that are not on the screen and keeps only plain values,
so the scenario itself is what is kept; the inputs are filled from it whenever
they are new, the language changed, or something else than they changed it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from symbio.errors import InputError
from symbio.matching import Scenario
from symbio.matching.scenario_text import from_query, from_toml, to_query, to_toml
from symbio.ui import address
from symbio.ui.language import language

KEY = "what_if"
_SHOWN = "what_if_shown"
_LANGUAGE = "what_if_language"


def open_scenario(base: Scenario) -> tuple[Scenario, InputError | None]:
    """The scenario of the link, else of this session, else `base`.

    Returns
    -------
    Scenario, InputError or None
        The error says what the link holds that means nothing; then it is `base`.
    """
    problem = None
    try:
        linked = from_query(st.query_params.to_dict(), base)
    except InputError as error:
        linked, problem = base, error
    address.start(KEY, to_toml(linked), lambda _word: None)
    kept = from_toml(st.session_state[KEY])
    # Another zone was imported meanwhile: its currency and its prices hold.
    here = replace(kept, currency=base.currency, valuation_date=base.valuation_date)
    return here, problem


def must_fill(first_input: str) -> bool:
    """Whether the inputs have to be filled from the scenario before they are drawn."""
    state = st.session_state
    return (
        first_input not in state
        or state.get(_SHOWN) != state[KEY]
        or state.get(_LANGUAGE) != language()
    )


def keep_scenario(scenario: Scenario, base: Scenario) -> None:
    """Keep what the inputs say, in the session and in the link."""
    state = st.session_state
    state[KEY] = state[_SHOWN] = to_toml(scenario)
    state[_LANGUAGE] = language()
    for key, word in to_query(scenario, base).items():
        address.keep(key, word)


def change_scenario(change: Callable[[Scenario], Scenario]) -> None:
    """Exchange the scenario from a button's callback; the inputs follow in the next run."""
    st.session_state[KEY] = to_toml(change(from_toml(st.session_state[KEY])))
