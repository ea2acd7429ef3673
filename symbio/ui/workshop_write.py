"""What a room writes into the zone, in one transaction each, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from symbio.errors import InputError
from symbio.ui import door, who
from symbio.ui.access_page import show_new_code
from symbio.ui.empty import explain
from symbio.ui.language import t
from symbio.ui.take_back import take_back
from symbio.ui.texts import plain
from symbio.workshop.after import Proposal, event_id
from symbio.workshop.firms import firms_told
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Room

_DONE, _UNDONE = "after_done", "after_undone"


def say_done(room: Room, store: Store) -> None:
    """What the last button did in this room, and the way back from its last write."""
    show_new_code()
    undone = st.session_state.pop(_UNDONE, None)
    if undone is not None:
        st.success(t("data.undone" if undone else "data.undone_nothing", rows=undone))
    number, done = st.session_state.get(_DONE, (0, ""))
    if number == room.room_id:
        st.success(plain(done), icon=":material/check_circle:")
    last = store.to_undo(_note(room))
    if last:
        st.button(t("after.undo"), icon=":material/undo:", on_click=_undo, args=(room, store, last))


def write(
    room: Room,
    zone: Zone,
    tables: Mapping[str, pd.DataFrame],
    store: Store,
    said: str,
    *,
    meant: Mapping[str, str] | None = None,
    replaced: frozenset[str] = frozenset(),
) -> bool:
    """Write tables that a room leads to, in one transaction; whether that went well.

    Parameters
    ----------
    zone : Zone
        What the tables were made from. Only what they differ in from it is written, and
        nothing where somebody else has changed one of these rows since.
    said : str
        What is said afterwards.
    meant : mapping of text -> resource_id, optional
        What the zone learns with it.
    replaced : frozenset of table names
        Tables whose rows that are not among `tables` any more go.
    """
    if not who.keeps_data():
        return False
    try:
        changes = compare(zone, dict(tables))
        if not door.opened(changes, store):
            st.error(t("access.import_code_wrong"), icon=":material/key_off:")
            return False
        by, note_of_room = who.name(), _note(room)
        store.apply(changes, who=by, remove_gone=replaced, note=note_of_room, meant=meant)
    except InputError as error:
        explain(error)
        return False
    door.close(store)
    st.session_state[_DONE] = room.room_id, said
    return True


def keep_firms(room: Room, confirmed: Sequence[Proposal], store: Store) -> None:
    """Let these cards know their firm, and those that go with them."""
    cards = store.rooms().cards(room.room_id)
    told = firms_told(cards, confirmed, store.read())
    store.rooms().tell_firms(store.to_undo(_note(room)), told)


def _undo(room: Room, store: Store, batch_id: int) -> None:
    """Take back the write of this room that was its last on the screen; a callback."""
    rows = take_back(store, batch_id, _note(room))
    if rows is None:
        return
    st.session_state[_UNDONE] = rows
    st.session_state.pop(_DONE, None)


def _note(room: Room) -> str:
    """What marks a write as one of this room."""
    return f"{event_id(room)}: {room.name}"
