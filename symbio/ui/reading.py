"""The one place where rows come from the store to a screen, as its viewer may see them.

Every page, export and chart gets its frames here: for a facilitator as they are
stored, for anybody else as `symbio.disclosure` lets them through. Frames are read and
matched once per revision, shared between sessions, and never changed by a page.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from symbio import firm
from symbio.access import FACILITATOR, Viewer
from symbio.disclosure import (
    Agreements,
    Counts,
    Matched,
    View,
    firms_at_least,
    rounded,
)
from symbio.errors import InputError
from symbio.knowledge import Knowledge, load, resolve
from symbio.locale import DEFAULT_LANGUAGE
from symbio.matching import Result, Scenario
from symbio.privacy import keep_retention
from symbio.ui import database, read_once, who
from symbio.ui.database import path, store_or_none
from symbio.ui.empty import ask_for_zone, end_page
from symbio.ui.language import language, t
from symbio.zone.rows import Zone
from symbio.zone.store import Store, open_store

# The zones, revisions and viewers that are matched.
_matched: set[tuple[Hashable, ...]] = set()
_MOST_REMEMBERED = 4096


def store() -> Store:
    """The open store with everything in it, for the facilitator.

    Raises
    ------
    PermissionError
        For anybody else.
    """
    if not _viewer().sees_all:
        raise PermissionError("this is the facilitator's")
    return database.store()


def revision() -> int:
    """Number of the last write to the store: part of the key of any cache."""
    return database.store().revision()


def reader() -> tuple[Hashable, ...]:
    """What decides what this session may see: part of the key of whatever is kept for many."""
    return (*_key(_viewer()), *read_once.agreed(agreements()))


def warm() -> None:
    """Read and match the stored zone before anyone asks, where there is one to read."""
    if not path().exists():
        return
    try:
        opened = open_store(path())
    except InputError:
        return  # the page that is opened says why
    forget()
    key = str(opened.path), opened.revision()
    # The index of words, so that the first card of a workshop waits for nothing.
    for known in (load(), read_once.knowledge_of(*key)):
        resolve("", knowledge=known, taught=opened.synonyms())
    if not read_once.zone_of(*key).firm.empty:
        read_once.full(*key)
        read_once.gaps(*key)
        if open_store(path()).closed():
            read_once.common(*key, DEFAULT_LANGUAGE)
    _set_apart()


def forget() -> None:
    """Erase what is kept longer than it may be, where there is a store."""
    opened = store_or_none() if path().exists() else None
    if opened is not None:
        keep_retention(opened, dt.date.today())


def stored() -> Zone | None:
    """The zone as this viewer sees it, empty or not; None where there is no store, or nobody."""
    if store_or_none() is None or who.viewer() is None:
        return None
    opened = database.store()
    whole = read_once.zone_of(str(opened.path), opened.revision())
    return whole if whole.firm.empty else _view().zone


def zone() -> Zone:
    """The zone as this viewer sees it; where there is none yet, offer the demo and stop."""
    opened = database.store()
    if read_once.zone_of(str(opened.path), opened.revision()).firm.empty:
        if who.keeps_data():
            ask_for_zone(opened)
        else:
            st.info(t("common.no_zone_title"), icon=":material/search_off:")
        end_page()
    return _view().zone


def about() -> read_once.About | None:
    """What the frame says of the zone; None where there is no store, or nobody."""
    if store_or_none() is None or who.viewer() is None:
        return None
    opened = database.store()
    return read_once.about(str(opened.path), opened.revision())


def knowledge() -> Knowledge:
    """The knowledge tables; for the facilitator with the zone's own factors in place.

    A value from somebody's invoice, and the words that say so, are nobody else's: all
    others get the general tables, and what is worth anything to them is made of these.
    """
    if not who.facilitates():
        return load()
    opened = database.store()
    return read_once.knowledge_of(str(opened.path), opened.revision())


def synonyms() -> tuple[tuple[str, str], ...]:
    """What the zone's people call its resources: words alone, which tell of no firm."""
    return database.store().synonyms()


def general_knowledge() -> Knowledge:
    """The knowledge tables as they are shipped, without the zone's own factors."""
    return load()


def opportunities() -> pd.DataFrame:
    """The candidates that this viewer sees one by one, as `opportunities.rank` orders them."""
    return _view().opportunities


def plan() -> pd.DataFrame:
    """The planned exchanges for sums; no row of it is for a screen."""
    return _view().plan


def streams() -> pd.DataFrame:
    """The streams for sums, as `symbio.flows.stream_table` lays them out."""
    return _view().streams


def counts() -> Counts:
    """How much there is in the zone."""
    return _view().counts


def named_firms() -> pd.DataFrame:
    """The firms that this viewer may choose one by one: rows of `zone().firm`."""
    return _view().named_firms


def with_candidate() -> frozenset[str]:
    """Ids of `zone().firm` with a candidate that the law does not block."""
    return _view().with_candidate


def price_year() -> str:
    """Year of the prices that values are made of; "" where none is dated."""
    opened = database.store()
    whole = read_once.zone_of(str(opened.path), opened.revision())
    return Scenario.of(whole).valuation_date[:4]


def baseline() -> Result:
    """The zone matched under the default scenario, for the facilitator.

    Raises
    ------
    PermissionError
        For anybody else: it holds everything.
    """
    return _whole().result


def predicted() -> pd.DataFrame:
    """What silent firms probably give off and buy; rows for the facilitator only."""
    opened = database.store()
    found = read_once.predicted(str(opened.path), opened.revision())
    return found if _viewer().sees_all else found.head(0)


def gaps() -> pd.DataFrame:
    """What the data lacks, as `symbio.missing.summary` adds it up, for the facilitator.

    Raises
    ------
    PermissionError
        For anybody else.
    """
    opened = store()
    return read_once.gaps(str(opened.path), opened.revision())


def agreements() -> Agreements:
    """What the viewer's firm and its partners agreed to."""
    viewer, opened = _viewer(), database.store()
    if viewer.firm_id is None:
        return Agreements()
    whole = read_once.zone_of(str(opened.path), opened.revision())
    return firm.agreements(opened.consents().alive(), whole, viewer.firm_id)


def general_ranked() -> pd.DataFrame:
    """The candidates without own prices, of all firms: to be cut to the viewer's own at once."""
    opened = database.store()
    return read_once.general(str(opened.path), opened.revision()).ranked


def partners_at_least(resources: Collection[str], *, wanted: bool) -> int:
    """How many other firms of the zone at least could be partners for any of the resources.

    Parameters
    ----------
    wanted : bool
        Those that give them are asked for, not those that take them.

    Returns
    -------
    int
        As `symbio.disclosure.firms_at_least`: 0 where there is none, or too few to tell.
    """
    opened, own = database.store(), _viewer().firm_id
    common = read_once.common(str(opened.path), opened.revision(), language())
    ours, theirs = ("to_resource", "giver") if wanted else ("from_resource", "receiver")
    rows = common.general.ranked
    rows = rows[rows[ours].isin(list(resources)) & (rows["legal_state"] != "blocked")]
    others = rows[rows[f"{theirs}_firm_id"] != own]
    return firms_at_least(others, theirs, common.names.levels)


def own_gaps(firm_id: str) -> pd.DataFrame:
    """What the data of the viewer's firm lacks, as `symbio.missing.rows` finds it, rounded."""
    opened = database.store()
    rows = read_once.general_gaps(str(opened.path), opened.revision())
    mine = rows[rows["firm_id"] == firm_id]
    worth = {name: rounded(mine[name]) for name in ("value_low_per_year", "value_high_per_year")}
    return mine.assign(**worth)


def _viewer() -> Viewer:
    found = who.viewer()
    if found is None:
        raise PermissionError("nobody is signed in, and the frame runs no page for nobody")
    return found


def _whole() -> Matched:
    opened = store()
    return read_once.full(str(opened.path), opened.revision())


def _view() -> View:
    viewer, opened = _viewer(), database.store()
    key = str(opened.path), opened.revision()
    with _patience((*key, *_key(viewer), language())):
        if viewer == FACILITATOR:
            return read_once.whole_view(*key)
        return read_once.view_for(*key, viewer, language(), read_once.agreed(agreements()))


@contextmanager
def _patience(key: tuple[Hashable, ...]) -> Iterator[None]:
    """Say that the zone is being matched, where it is not matched yet for this viewer."""
    if key in _matched:
        yield
        return
    with st.spinner(t("common.matching")):
        yield
    if len(_matched) > _MOST_REMEMBERED:
        _matched.clear()
    fresh = key[:2] not in _matched
    _matched.update((key, key[:2]))
    if fresh:  # what a single viewer adds is small
        _set_apart()


def _set_apart() -> None:
    """Keep what stays for long out of the garbage collector.

    Streamlit collects all generations after every rerun, which looks at every object of
    every table anew: 30 ms a rerun on the demo zone (measured).
    """
    gc.collect()
    gc.freeze()


def _key(viewer: Viewer) -> tuple[Hashable, ...]:
    return (viewer.role, viewer.firm_id)
