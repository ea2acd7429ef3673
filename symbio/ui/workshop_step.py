"""The agenda of a workshop while it runs: the present step, time left, next and previous."""

from __future__ import annotations

import html

import streamlit as st

from symbio.access.sign_in import now
from symbio.ui import who
from symbio.ui.language import t
from symbio.workshop.agenda import Present, present, steps
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Room

# Presenters' remote controls send these keys.
_NEXT, _BACK = "PageDown", "PageUp"


def step_bar(room: Room) -> str:
    """The present step and the time left, as HTML for the wall; "" without an agenda."""
    at = present(room, now())
    if at is None:
        return ""
    said = html.escape(t("workshop.step", number=at.number, of=at.of))
    left, over = _left(at)
    share = "" if at.share is None else f' style="width: {100 * at.share:.0f}%"'
    return (
        f'<div class="symbio-wall-step{over}"><span>{said}</span>'
        f"<strong>{html.escape(at.title)}</strong><time>{left}</time><i{share}></i></div>"
    )


def show_step_keys(room: Room, store: Store) -> None:
    """Buttons for the next and the previous step; their keys work anywhere on the page."""
    last = len(steps(room.agenda))
    if not last:
        return
    number = min(room.step, last)
    st.button(
        t("workshop.step_back"),
        key="wall_step_back",
        shortcut=_BACK,
        type="tertiary",
        disabled=number == 0,
        on_click=_go,
        args=(store, room.room_id, -1),
    )
    st.button(
        t("workshop.step_next"),
        key="wall_step_next",
        shortcut=_NEXT,
        type="tertiary",
        disabled=number == last,
        on_click=_go,
        args=(store, room.room_id, 1),
    )


def _left(at: Present) -> tuple[str, str]:
    """Minutes and seconds left, and the class of a step whose time is over."""
    if at.left_s is None:
        return "", ""
    minutes, seconds = divmod(round(abs(at.left_s)), 60)
    over = at.left_s < 0
    return f"{'+' if over else ''}{minutes}:{seconds:02d}", " over" if over else ""


def _go(store: Store, room_id: int, by: int) -> None:
    """Move on from where the room is now, however fast the key was pressed."""
    room = store.rooms().room(room_id)
    if room is not None and who.keeps_data():
        last = len(steps(room.agenda))
        step = min(max(min(room.step, last) + by, 0), last)
        store.rooms().change_room(room_id, step=step, step_at=now())
