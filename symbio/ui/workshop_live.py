"""The wall of a room while cards come: a full room is matched beside the screens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pandas as pd
import streamlit as st

from symbio.ui import reading
from symbio.workshop import Wall, matches_of, wall
from symbio.workshop.wall import MATCH_COLUMNS
from symbio.zone.store import Store, open_store
from symbio.zone.workshop_rows import Room

# So many cards are matched in less time than a screen takes to draw them.
AT_ONCE = 300
_KEPT = 4


class Beside:
    """Work that is done beside whoever asks: they get the last result that is whole.

    One piece at a time, so that what comes of a room never waits for a queue of old ones.
    """

    def __init__(self) -> None:
        """Start without a thread; the first piece of work makes one."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self._lock = Lock()
        self._last: dict[Hashable, tuple[Hashable, pd.DataFrame]] = {}
        self._busy = False

    def last(
        self, name: Hashable, stamp: Hashable, work: Callable[[], pd.DataFrame]
    ) -> tuple[Hashable, pd.DataFrame | None]:
        """The last result under `name`, and its stamp; `work` begins where that is another one."""
        with self._lock:
            found = self._last.get(name, (None, None))
            if found[0] != stamp and not self._busy:
                self._busy = True
                self._pool.submit(self._do, name, stamp, work).add_done_callback(_log)
        return found

    def _do(self, name: Hashable, stamp: Hashable, work: Callable[[], pd.DataFrame]) -> None:
        try:
            result = work()
            with self._lock:
                self._last.pop(name, None)
                self._last[name] = (stamp, result)
                while len(self._last) > _KEPT:
                    del self._last[next(iter(self._last))]
        finally:
            self._busy = False


_BESIDE = Beside()


def wall_of(room: Room, store: Store) -> Wall:
    """Cards and matches of a room as they are now; read and matched once for all sessions."""
    return _whole(str(store.path), store.revision(), room.room_id, store.rooms().counter())


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _whole(path: str, revision: int, room_id: int, counter: int) -> Wall:  # noqa: ARG001 - part of the key
    store = open_store(Path(path))
    cards = store.rooms().cards(room_id)
    return wall(cards, store.read(), reading.knowledge(), store.synonyms())


def live_wall_of(room: Room, store: Store) -> Wall:
    """Cards as they are now, and their matches: of a full room those of a moment ago."""
    cards = store.rooms().cards(room.room_id)
    if sum(card.state == "shown" for card in cards) <= AT_ONCE:
        return wall_of(room, store)
    zone, known, taught = store.read(), reading.knowledge(), store.synonyms()
    path, revision, counter = str(store.path), store.revision(), store.rooms().counter()
    stamp, matches = _BESIDE.last(
        (path, room.room_id),
        (revision, counter),
        lambda: matches_of(cards, zone, known, taught),
    )
    return _wall(path, revision, room.room_id, counter, stamp, matches)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _wall(
    path: str,
    revision: int,  # noqa: ARG001 - part of the key, as the next two
    room_id: int,
    counter: int,  # noqa: ARG001
    stamp: Hashable,  # noqa: ARG001
    _matches: pd.DataFrame | None,
) -> Wall:
    store = open_store(Path(path))
    found = pd.DataFrame(columns=list(MATCH_COLUMNS)) if _matches is None else _matches
    cards = store.rooms().cards(room_id)
    return wall(cards, store.read(), reading.knowledge(), store.synonyms(), found)


def _log(done: Future[None]) -> None:
    failure = done.exception()
    if failure is not None:
        logging.getLogger("symbio").error("a room could not be matched", exc_info=failure)
