"""The zone as it is stored now, and its baseline match; read once per revision.

The frames are shared between sessions and never changed by a page.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import streamlit as st

from symbio import estimates, flows, missing
from symbio import opportunities as ranking
from symbio.errors import InputError
from symbio.knowledge import Knowledge, load
from symbio.matching import Result, Scenario, match
from symbio.ui.database import path, store
from symbio.ui.empty import ask_for_zone
from symbio.ui.language import t
from symbio.zone.own_factors import with_own_factors
from symbio.zone.rows import Zone
from symbio.zone.store import open_store

# The zones and revisions that are matched.
_matched: set[tuple[str, int]] = set()
# Two: the revision shown and the one that a slower session is still drawing.
_KEPT = 2


def revision() -> int:
    """Number of the last write to the store: part of the key of any cache."""
    return store().revision()


def warm() -> None:
    """Read and match the stored zone before anyone asks, where there is one to read."""
    if not path().exists():
        return
    try:
        opened = open_store(path())
    except InputError:
        return  # the page that is opened says why
    key = str(opened.path), opened.revision()
    if not _zone(*key).firm.empty:
        _opportunities(*key)
        _streams(*key)
        _gaps(*key)
    _set_apart()


def stored() -> Zone | None:
    """The stored zone, empty or not; None where the store cannot be opened."""
    try:
        opened = open_store(path())
    except InputError:
        return None
    return _zone(str(opened.path), opened.revision())


def zone() -> Zone:
    """The stored zone; where there is none yet, offer the demo and stop the page."""
    opened = store()
    stored = _zone(str(opened.path), opened.revision())
    if stored.firm.empty:
        ask_for_zone(opened)
        st.stop()
    return stored


def knowledge() -> Knowledge:
    """The knowledge tables with the zone's own factors in the place of the general ones."""
    opened = store()
    return _knowledge(str(opened.path), opened.revision())


def general_knowledge() -> Knowledge:
    """The knowledge tables as they are shipped, without the zone's own factors."""
    return load()


def baseline() -> Result:
    """The zone matched under the default scenario of its currency."""
    opened = store()
    key = str(opened.path), opened.revision()
    with _patience(key):
        return _baseline(*key)


def opportunities() -> pd.DataFrame:
    """The baseline's candidates as `symbio.opportunities.rank` orders them."""
    opened = store()
    key = str(opened.path), opened.revision()
    with _patience(key):
        return _opportunities(*key)


@contextmanager
def _patience(key: tuple[str, int]) -> Iterator[None]:
    """Say that the zone is being matched, where it is not matched yet."""
    if key in _matched:
        yield
        return
    with st.spinner(t("common.matching")):
        yield
    _matched.add(key)
    _set_apart()


def _set_apart() -> None:
    """Keep what stays for long out of the garbage collector.

    Streamlit collects all generations after every rerun, which looks at every object of
    every table anew: 30 ms a rerun on the demo zone (measured).
    """
    gc.collect()
    gc.freeze()


def streams() -> pd.DataFrame:
    """The baseline's streams as `symbio.flows.stream_table` lays them out."""
    opened = store()
    return _streams(str(opened.path), opened.revision())


def predicted() -> pd.DataFrame:
    """What firms that have said nothing probably give off and buy."""
    opened = store()
    return _predicted(str(opened.path), opened.revision())


def gaps() -> pd.DataFrame:
    """What the data lacks, as `symbio.missing.summary` adds it up."""
    opened = store()
    return _gaps(str(opened.path), opened.revision())


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _zone(path: str, revision: int) -> Zone:  # noqa: ARG001 - the revision is part of the key
    return open_store(Path(path)).read()


def _knowledge(path: str, revision: int) -> Knowledge:
    return with_own_factors(load(), _zone(path, revision))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _baseline(path: str, revision: int) -> Result:
    stored = _zone(path, revision)
    return match(stored, _knowledge(path, revision), Scenario.of(stored))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _opportunities(path: str, revision: int) -> pd.DataFrame:
    return ranking.rank(
        _zone(path, revision), _knowledge(path, revision), _baseline(path, revision)
    )


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _streams(path: str, revision: int) -> pd.DataFrame:
    return flows.stream_table(
        _zone(path, revision), _knowledge(path, revision), _baseline(path, revision)
    )


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _predicted(path: str, revision: int) -> pd.DataFrame:
    return estimates.predicted(_zone(path, revision), load())


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _gaps(path: str, revision: int) -> pd.DataFrame:
    ranked = _opportunities(path, revision)
    return missing.summary(missing.rows(_zone(path, revision), _knowledge(path, revision), ranked))
