"""The wall of a workshop: big type, no table, no name that did not agree to be shown."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from symbio.access.sign_in import now
from symbio.charts.workshop import network
from symbio.knowledge import resource_name
from symbio.locale import numbers
from symbio.ui import reading, who
from symbio.ui.charts import show_sankey
from symbio.ui.inputs import choose_one_of
from symbio.ui.language import language, t
from symbio.ui.theme import dark
from symbio.ui.workshop_cards import wall_of
from symbio.workshop import Wall, best_since
from symbio.workshop.wall import firm_key
from symbio.zone.store import Store
from symbio.zone.store_workshop import Card, Room

VIEWS = ("have", "want", "matches", "tables", "thanks")
_EVERY = "0.5s"
_NEW = dt.timedelta(seconds=20)
# As many as a projector shows at this size.
_TILES, _LINES = 21, 7


def show_wall(room: Room, store: Store) -> None:
    """The chosen view of a room, drawn anew every second while the room is open."""
    view = choose_one_of(
        "wall",
        t("workshop.view"),
        VIEWS,
        lambda name: t(f"workshop.view_{name}"),
        label_shown=False,
    )
    every = _EVERY if room.opens(now()) else None
    st.fragment(_draw, run_every=every)(room, store, view)


def _draw(room: Room, store: Store, view: str) -> None:
    if not who.keeps_data():
        return
    seen = wall_of(room, store)
    st.html(_counters(seen) + _best(seen))
    if view == "matches":
        _matches(seen)
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


def _best(seen: Wall) -> str:
    """The best match of the last moments; nothing moves and nothing sounds."""
    best = best_since(seen, now() - _NEW)
    if best is None:
        return ""
    said = f"{t('workshop.best_new')} {_line(best, seen)}"
    return f'<p class="symbio-wall-new" role="status">{html.escape(said)}</p>'


def _tiles(cards: Sequence[Card], seen: Wall) -> str:
    if not cards:
        return f'<p class="symbio-wall-none">{html.escape(t("workshop.wall_none"))}</p>'
    tiles = "".join(_tile(card, seen) for card in list(reversed(cards))[:_TILES])
    more = ""
    if len(cards) > _TILES:
        more = f"<p>{html.escape(t('workshop.wall_more', count=len(cards) - _TILES))}</p>"
    return f'<div class="symbio-wall-tiles">{tiles}</div>{more}'


def _tile(card: Card, seen: Wall) -> str:
    resource = seen.meanings[card.card_id].resource
    meant = _resource(resource) if resource else t("workshop.unknown")
    return (
        f'<div class="symbio-wall-tile {card.direction}"><strong>{html.escape(card.text)}</strong>'
        f"<span>{html.escape(meant)}</span><em>{html.escape(_shown_as(card))}</em></div>"
    )


def _by_table(seen: Wall) -> str:
    tables: dict[int, list[Card]] = {}
    for card in seen.cards:
        tables.setdefault(card.table_number or 0, []).append(card)
    if not tables:
        return _tiles([], seen)
    return "".join(
        f"<h3>{html.escape(_table(number))}</h3>{_tiles(tables[number], seen)}"
        for number in sorted(tables, key=lambda number: (number == 0, number))
    )


def _matches(seen: Wall) -> None:
    if seen.matches.empty:
        st.html(f'<p class="symbio-wall-none">{html.escape(t("workshop.matches_none"))}</p>')
        return
    lines = [
        (firm_key(giver), firm_key(taker), _shown_as(giver), _shown_as(taker), row["kind"], title)
        for row in seen.matches.to_dict("records")
        for giver, taker in [(seen.card(row["offer_card"]), seen.card(row["need_card"]))]
        for title in [f"{_resource(row['from_resource'])} → {_resource(row['to_resource'])}"]
    ]
    frame = pd.DataFrame(
        lines, columns=["giver", "receiver", "giver_name", "receiver_name", "kind", "title"]
    )
    # A key may hold a firm's name: the browser gets numbers.
    keys = {key: f"{n}" for n, key in enumerate(dict.fromkeys([*frame.giver, *frame.receiver]))}
    frame = frame.assign(giver=frame.giver.map(keys), receiver=frame.receiver.map(keys))
    picture, words = st.columns([3, 2], gap="large")
    with picture:
        show_sankey(
            network(frame, dark=dark()), t("workshop.network_alt"), "wall_network", height=460
        )
    with words:
        st.html(_best_lines(seen))


def _best_lines(seen: Wall) -> str:
    items = "".join(
        f"<li>{html.escape(_line(row, seen))}</li>"
        for _, row in seen.matches.head(_LINES).iterrows()
    )
    return f'<ol class="symbio-wall-lines">{items}</ol>'


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
    best = _best_lines(seen) if counted.matches else ""
    return f'<p class="symbio-wall-thanks">{html.escape(said)}</p>{best}'


def _line(row: pd.Series, seen: Wall) -> str:
    giver, taker = seen.card(row["offer_card"]), seen.card(row["need_card"])
    return t(
        "workshop.line",
        giver=_shown_as(giver),
        offer=_resource(row["from_resource"]),
        receiver=_shown_as(taker),
        need=_resource(row["to_resource"]),
    )


def _shown_as(card: Card) -> str:
    """The firm's name where its phone agreed; else the table, else that it is a firm."""
    if card.may_name:
        return card.firm_name
    return _table(card.table_number) if card.table_number else t("workshop.some_firm")


def _table(number: int) -> str:
    return t("workshop.table", number=number) if number else t("workshop.no_table")


def _resource(resource_id: str) -> str:
    return resource_name(resource_id, language(), reading.knowledge())
