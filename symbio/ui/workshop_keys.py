"""The wall without a mouse: a small row of buttons, each with its key."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from symbio.access.sign_in import now
from symbio.knowledge import resolve, resource_names
from symbio.ui import address, reading, who
from symbio.ui.inputs import choose_named
from symbio.ui.language import language, t
from symbio.ui.theme import PROJECTOR
from symbio.ui.workshop_lines import resource
from symbio.ui.workshop_live import live_wall_of
from symbio.ui.workshop_step import show_step_keys
from symbio.workshop import same_cards
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Card, Room

VIEWS = ("have", "want", "matches", "map", "tables", "thanks")
_VIEW, _HELD, _MENDING, _MEANT = "wall", "wall_held", "wall_mending", "wall_meant"
_GUESSES = 5


def chosen_view() -> str:
    """The view that the wall shows; it is in the link."""
    address.start(_VIEW, VIEWS[0], lambda word: word if word in VIEWS else None)
    view = str(st.session_state[_VIEW])
    address.keep(_VIEW, "" if view == VIEWS[0] else view)
    return view


def held() -> int:
    """Number of the card at hand; 0 for none."""
    return int(st.session_state.get(_HELD, 0))


def mending(store: Store) -> bool:
    """Whether the resource of the card at hand is being corrected; a deleted one no longer is."""
    return bool(st.session_state.get(_MENDING)) and store.rooms().card(held()) is not None


def show_keys(room: Room, store: Store, view: str, cards: Sequence[Card]) -> None:
    """The row of buttons: views, agenda, pause, and what can be done with the card at hand."""
    with st.container(horizontal=True, key="wall_keys", gap="small"):
        if mending(store) and (card := store.rooms().card(held())):
            _show_mending(card, store)
            return
        for number, name in enumerate(VIEWS, start=1):
            _key(t(f"workshop.view_{name}"), str(number), _show, name, shown=name == view)
        show_step_keys(room, store)
        pause = "resume" if room.paused else "pause"
        _key(t(f"workshop.{pause}"), "P", _pause, store, room.room_id, not room.paused)
        order = [card.card_id for card in cards]
        _key(t("workshop.card_next"), "Right", _hold, order, 1)
        _key(t("workshop.card_back"), "Left", _hold, order, -1)
        if held() in order:
            _show_card_keys(room, store)
        _key(t("workshop.leave"), "0", _leave)


def _show_card_keys(room: Room, store: Store) -> None:
    card = store.rooms().card(held())
    if card is not None:  # a view without tiles shows it nowhere else
        st.html(f"<strong>{html.escape(card.text)}</strong>")
    _key(t("workshop.make_hidden"), "H", _hide, store)
    _key(t("workshop.meant_save"), "D", _mend, True)
    seen = live_wall_of(room, store)
    pair = next(
        (pair for pair in same_cards(seen.cards, seen.meanings) if held() in _numbers(pair)), None
    )
    if pair is not None:
        _key(t("workshop.merge"), "M", _merge, store, *_numbers(pair))
    _key(t("workshop.card_none"), "Esc", _hold, [], 0)


def _show_mending(card: Card, store: Store) -> None:
    """What the card may mean, a key each; any other resource from the list."""
    known = reading.knowledge()
    found = resolve(
        card.text,
        card.language,
        knowledge=known,
        taught=store.synonyms(),
        wanted=card.direction == "need",
    )
    guesses = [guess.resource_id for guess in found.guesses[:_GUESSES]]
    st.html(f"<strong>{t('workshop.meant')}</strong>")
    for number, guess in enumerate(guesses, start=1):
        _key(resource(guess), str(number), _mean, store, guess)
    names = resource_names(language(), known)
    choose_named(
        t("workshop.meant"),
        names,
        key=_MEANT,
        placeholder=t("workshop.meant_choose"),
        label_visibility="collapsed",
        on_change=_mean_chosen,
        args=(store,),
        width=360,
    )
    _key(t("workshop.meant_leave"), "Esc", _mend, False)


def _key(label: str, key: str, do, *words: object, shown: bool = False) -> None:  # type: ignore[no-untyped-def]
    st.button(
        label,
        key=f"wall_key_{key}",
        shortcut=key,
        type="primary" if shown else "tertiary",
        on_click=do,
        args=words,
    )


def _numbers(pair: tuple[Card, Card]) -> tuple[int, int]:
    return pair[0].card_id, pair[1].card_id


def _show(view: str) -> None:
    st.session_state[_VIEW] = view


def _leave() -> None:
    st.session_state[PROJECTOR] = False


def _hold(order: list[int], step: int) -> None:
    """Take the next card in hand; past either end comes the other."""
    place = order.index(held()) + step if held() in order else min(step - 1, 0)
    st.session_state[_HELD] = order[place % len(order)] if order else 0


def _mend(on: bool) -> None:
    st.session_state[_MENDING] = on


def _mean_chosen(store: Store) -> None:
    if st.session_state.get(_MEANT):
        _mean(store, st.session_state[_MEANT])


def _mean(store: Store, resource_id: str) -> None:
    _change(store, resource=resource_id)
    _mend(False)


def _hide(store: Store) -> None:
    _change(store, state="hidden")
    st.session_state[_HELD] = 0


def _merge(store: Store, kept: int, other: int) -> None:
    if who.keeps_data():
        store.rooms().merge_cards(kept, other)
        st.session_state[_HELD] = kept


def _pause(store: Store, room_id: int, paused: bool) -> None:
    if who.keeps_data():
        store.rooms().change_room(room_id, paused=paused)


def _change(store: Store, **values: str) -> None:
    if who.keeps_data():
        store.rooms().change_card(held(), changed_at=now(), **values)
