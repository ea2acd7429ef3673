"""The button that takes a write back: the one it was drawn for, nobody else's later one."""

from __future__ import annotations

import streamlit as st

from symbio.errors import InputError
from symbio.ui import who
from symbio.ui.empty import explain
from symbio.ui.language import t
from symbio.zone.store import Store


def offer_undo(
    store: Store, batch_id: int, *done: str, key: str | None = None, note: str | None = None
) -> None:
    """Draw the button as long as this is the last write.

    Parameters
    ----------
    batch_id : int
        What `Store.apply` returned when it was written.
    done : str
        Names in the session that hold something of the write; forgotten once it is taken back.
    note : str, optional
        Of writes with exactly this note it need be the last only.
    """
    if batch_id and batch_id == store.to_undo(note):
        st.button(
            t("data.undo"),
            icon=":material/undo:",
            key=key,
            on_click=_take_back,
            args=(store, batch_id, done, note),
        )


def take_back(store: Store, batch_id: int, note: str | None = None) -> int | None:
    """Take one write back; the rows put back, None where that is refused in words.

    For callbacks: whoever keeps no data takes nothing back.
    """
    if not who.keeps_data():
        return None
    try:
        return store.undo(who.name(), batch_id, note=note)
    except InputError as error:
        explain(error)
        return None


def _take_back(store: Store, batch_id: int, done: tuple[str, ...], note: str | None) -> None:
    if take_back(store, batch_id, note) is not None:
        for name in done:
            st.session_state.pop(name, None)
