"""The wall of a workshop: big type, no table, no name that did not agree to be shown."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from symbio.access.sign_in import now
from symbio.locale import numbers
from symbio.locale.letters import fold
from symbio.ui import who, workshop_keys
from symbio.ui.language import language, t
from symbio.ui.workshop_lines import (
    line_of,
    lines_list,
    resource,
    show_map_of,
    show_network,
    shown_as,
    table,
)
from symbio.ui.workshop_live import live_wall_of
from symbio.ui.workshop_room import code_html
from symbio.ui.workshop_step import step_bar
from symbio.workshop import Wall, best_since
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Card, Room

# A card is on the wall at most half a second after it is in the store.
_EVERY = "0.5s"
_NEW = dt.timedelta(seconds=20)
# As many as a projector shows at this size.
MOST_TILES, MOST_OF_TABLE = 28, 3
_STYLE = Path(__file__).with_name("wall.css")


def show_wall(room: Room, store: Store) -> None:
    """The chosen view of a room, drawn anew while the room is open, and its keys."""
    st.html(_STYLE)
    view = workshop_keys.chosen_view()
    mending = workshop_keys.mending(store)
    # What is typed below must not be drawn over.
    every = _EVERY if room.opens(now()) and not mending else None
    st.fragment(_draw, run_every=every)(room.room_id, store, view)
    workshop_keys.show_keys(room, store, view, in_view(view, live_wall_of(room, store)))


def in_view(view: str, seen: Wall) -> list[Card]:
    """The cards that a view shows as tiles, in its order; all, where it shows none."""
    newest = list(reversed(seen.cards))
    if view in ("have", "want"):
        direction = "offer" if view == "have" else "need"
        return [card for card in newest if card.direction == direction][:MOST_TILES]
    if view == "tables":
        return sorted(newest, key=lambda card: (not card.table_number, card.table_number or 0))
    return newest


def _draw(room_id: int, store: Store, view: str) -> None:
    room = store.rooms().room(room_id)
    if room is None or not who.keeps_data():
        return
    seen = live_wall_of(room, store)
    since = now() - _NEW
    st.html(
        f'<div class="symbio-wall-head">{code_html(room)}<div>{_counters(seen)}'
        f"{step_bar(room)}</div></div>{_best(seen, since)}"
    )
    if view == "matches":
        show_network(seen, since)
    elif view == "map":
        show_map_of(seen, store, since)
    elif view == "thanks":
        st.html(_thanks(room, seen))
    elif view == "tables":
        st.html(_by_table(seen))
    else:
        direction = "offer" if view == "have" else "need"
        st.html(_tiles([card for card in seen.cards if card.direction == direction], seen))


def _counters(seen: Wall) -> str:
    counted = {
        "cards": seen.counters.cards,
        "firms": seen.counters.firms,
        "recognised": seen.counters.recognised,
        "matches": seen.counters.matches,
    }
    parts = "".join(
        f"<div><strong>{numbers.number(count, language())}</strong>"
        f"<span>{html.escape(t(f'workshop.count_{name}'))}</span></div>"
        for name, count in counted.items()
    )
    return f'<div class="symbio-wall-counts">{parts}</div>'


def _best(seen: Wall, since: dt.datetime) -> str:
    """The best match of the last moments; nothing moves and nothing sounds."""
    best = best_since(seen, since)
    if best is None:
        return '<p class="symbio-wall-quiet" role="status"> </p>'
    said = f"{t('workshop.best_new')} {line_of(best, seen)}"
    return f'<p class="symbio-wall-new" role="status">{html.escape(said)}</p>'


def _tiles(cards: Sequence[Card], seen: Wall) -> str:
    if not cards:
        return f'<p class="symbio-wall-none">{html.escape(t("workshop.wall_none"))}</p>'
    tiles = "".join(_tile(card, seen) for card in list(reversed(cards))[:MOST_TILES])
    more = ""
    if len(cards) > MOST_TILES:
        left = t("workshop.wall_more", count=len(cards) - MOST_TILES)
        more = f'<p class="symbio-wall-more">{html.escape(left)}</p>'
    return f'<div class="symbio-wall-tiles">{tiles}</div>{more}'


def _tile(card: Card, seen: Wall, who_said: bool = True) -> str:
    understood = seen.meanings[card.card_id].resource
    meant = resource(understood) if understood else t("workshop.unknown")
    second = "" if fold(meant) == fold(card.text) else f"<span>{html.escape(meant)}</span>"
    named = f"<em>{html.escape(shown_as(card, seen))}</em>" if who_said else ""
    held = " held" if card.card_id == workshop_keys.held() else ""
    return (
        f'<div class="symbio-wall-tile {card.direction}{held}">'
        f"<strong>{html.escape(card.text)}</strong>{second}"
        f"{named}</div>"
    )


def _by_table(seen: Wall) -> str:
    tables: dict[int, list[Card]] = {}
    for card in seen.cards:
        tables.setdefault(card.table_number or 0, []).append(card)
    if not tables:
        return _tiles([], seen)
    order = sorted(tables, key=lambda number: (number == 0, number))
    columns = "".join(
        f"<section><h3>{html.escape(table(number))}</h3>{_table_tiles(tables[number], seen)}"
        "</section>"
        for number in order
    )
    return f'<div class="symbio-wall-tables">{columns}</div>'


def _table_tiles(cards: Sequence[Card], seen: Wall) -> str:
    """Cards of one table; who wrote them is said only where a firm agreed to be named."""
    newest = list(reversed(cards))
    shown = newest[:MOST_OF_TABLE]
    tiles = "".join(_tile(card, seen, seen.may_name(card)) for card in shown)
    left = len(newest) - len(shown)
    more = html.escape(t("workshop.wall_more", count=left)) if left else ""
    said = f'<p class="symbio-wall-more">{more}</p>' if more else ""
    return f'<div class="symbio-wall-tiles">{tiles}</div>{said}'


def _thanks(room: Room, seen: Wall) -> str:
    counted = seen.counters
    said = t(
        "workshop.thanks",
        name=room.name,
        firms=numbers.number(counted.firms, language()),
        cards=numbers.number(counted.cards, language()),
        matches=numbers.number(counted.matches, language()),
        matched=numbers.number(counted.firms_matched, language()),
    )
    best = lines_list(seen) if counted.matches else ""
    return f'<p class="symbio-wall-thanks">{html.escape(said)}</p>{best}'
