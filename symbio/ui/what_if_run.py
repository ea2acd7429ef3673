"""Runs a scenario on a solver that stays warm between the runs of a session."""

from __future__ import annotations

import threading
from pathlib import Path
from uuid import uuid4

import streamlit as st

from symbio.errors import InputError
from symbio.estimates import with_predicted
from symbio.matching import Result, Scenario, Solver
from symbio.matching.scenario_text import from_toml, to_toml
from symbio.ui import reading
from symbio.ui.empty import end_page, explain
from symbio.ui.language import t
from symbio.zone.store import open_store

# A warm solver of the demo zone takes 250 MB; the session that waited longest gives its own up.
_SOLVERS = 8
_LockedSolver = tuple[Solver, threading.Lock]


def run(scenario: Scenario) -> Result:
    """The plan of `scenario`; where it cannot be run, say why and stop the page."""
    try:
        with st.spinner(t("what_if.solving")):
            return _solve(scenario)
    except InputError as error:
        explain(error)
        end_page()


def run_against(other: Scenario, base: Scenario) -> Result:
    """The plan to compare with: the shared baseline, or a saved scenario, solved once."""
    if to_toml(other) == to_toml(base):
        return reading.baseline()
    opened = reading.store()
    try:
        return _kept(str(opened.path), opened.revision(), to_toml(other))
    except InputError as error:
        explain(error)
        end_page()


def _solve(scenario: Scenario) -> Result:
    opened = reading.store()
    solver, lock = _solver(str(opened.path), opened.revision(), _session())
    with lock:
        return solver.match(scenario, reading.baseline())


@st.cache_resource(scope="session", show_spinner=False)
def _session() -> str:
    return uuid4().hex


@st.cache_resource(max_entries=_SOLVERS, show_spinner=False)
def _solver(path: str, revision: int, session: str) -> _LockedSolver:  # noqa: ARG001 - the key
    # A solver is not for two threads at once; a session may be one in two tabs of a browser.
    # Predicted streams take part where a scenario asks for estimates.
    known = reading.knowledge()
    zone = with_predicted(open_store(Path(path)).read(), known)
    return Solver(zone, known), threading.Lock()


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _kept(path: str, revision: int, scenario: str) -> Result:  # noqa: ARG001 - part of the key
    return _solve(from_toml(scenario))
