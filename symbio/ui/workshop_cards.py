"""The cards of a room as the facilitator sees them: live, with everything that can be done."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from symbio.access.sign_in import now
from symbio.knowledge import resource_name, resource_names
from symbio.locale import letters, numbers
from symbio.ui import reading, who
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import choose_named
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, plain
from symbio.ui.workshop_live import live_wall_of
from symbio.workshop import UNITS, Meaning, Wall, doubts, meaning, same_cards
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Card, Room

_PICKED, _MEANT = "card_picked", "card_meant"
_EVERY = "1s"
_PAIRS, _LISTED = 3, 40


def show_live(room: Room, store: Store) -> None:
    """Counters, matches and cards; drawn anew every second while the room is open."""
    every = _EVERY if room.opens(now()) else None
    st.fragment(_live, run_every=every)(room, store)


def _live(room: Room, store: Store) -> None:
    if not who.keeps_data():
        return
    seen = live_wall_of(room, store)
    cards = store.rooms().cards(room.room_id)
    _counters(seen, cards)
    _same(seen, store)
    st.subheader(t("workshop.matches"), anchor=False)
    _matches(seen)
    st.subheader(t("workshop.cards"), anchor=False)
    _cards(cards, seen, store)


def _counters(seen: Wall, cards: list[Card]) -> None:
    code, counted = language(), seen.counters
    waiting = sum(card.state == "waiting" for card in cards)
    figures(
        Figure(
            t("workshop.count_cards"),
            numbers.number(counted.cards, code),
            note=t("workshop.count_waiting", count=waiting),
        ),
        Figure(t("workshop.count_firms"), numbers.number(counted.firms, code)),
        Figure(
            t("workshop.count_recognised"),
            numbers.number(counted.recognised, code),
        ),
        Figure(
            t("workshop.count_matches"),
            numbers.number(counted.matches, code),
            note=t("workshop.count_matched", count=counted.firms_matched),
        ),
    )


def _same(seen: Wall, store: Store) -> None:
    """Cards of one firm that say the same, to be made one."""
    pairs = same_cards(seen.cards, seen.meanings)[:_PAIRS]
    if pairs:
        st.subheader(t("workshop.same"), anchor=False)
    for kept, other in pairs:
        said, button = st.columns([4, 1], vertical_alignment="center")
        words = {"one": plain(kept.text), "other": plain(other.text)}
        said.markdown(t("workshop.same_pair", firm=plain(kept.firm_name), **words))
        button.button(
            t("workshop.merge"),
            key=f"merge_{kept.card_id}_{other.card_id}",
            on_click=_merge,
            args=(store, kept.card_id, other.card_id),
        )


def _matches(seen: Wall) -> None:
    if seen.matches.empty:
        note(t("workshop.matches_none"))
        return
    rows = [_match_row(row, seen) for row in seen.matches.head(_LISTED).to_dict("records")]
    show_table(
        pd.DataFrame(rows),
        [
            Column("giver", t("workshop.column_giver")),
            Column("offer", t("workshop.column_offer")),
            Column("receiver", t("workshop.column_receiver")),
            Column("need", t("workshop.column_need")),
            Column("law", t("workshop.column_law")),
        ],
        "workshop_matches",
        t("workshop.matches_alt"),
    )
    left = len(seen.matches) - _LISTED
    more = t("workshop.matches_more", count=left, most=_LISTED) + " " if left > 0 else ""
    note(more + t("workshop.matches_note"))


def _match_row(row: dict[Hashable, Any], seen: Wall) -> dict[str, str]:
    offer, need = (seen.card(row[f"{side}_card"]) for side in ("offer", "need"))
    return {
        "giver": offer.firm_name,
        "offer": _said(offer, str(row["from_resource"])),
        "receiver": need.firm_name,
        "need": _said(need, str(row["to_resource"])),
        "law": t(f"common.legal_{row['legal_state']}"),
    }


def _said(card: Card, resource: str) -> str:
    """The words of a card, and the resource where they are others."""
    name = _resource(resource)
    same = letters.fold(name) == letters.fold(card.text)
    return card.text if same else f"{card.text} ({name})"


def _cards(cards: list[Card], seen: Wall, store: Store) -> None:
    if not cards:
        note(t("workshop.cards_none"))
        return
    # What waits comes first, then the newest.
    order = sorted(cards, key=lambda card: (card.state != "waiting", -card.card_id))
    show_table(
        pd.DataFrame([_card_row(card, _meaning(card, seen, store)) for card in order]),
        [
            Column("state", t("workshop.column_state")),
            Column("hint", t("workshop.column_hint")),
            Column("firm", t("workshop.column_firm")),
            Column("table", t("workshop.column_table")),
            Column("direction", t("workshop.column_direction")),
            Column("text", t("workshop.column_text"), width="large"),
            Column("resource", t("workshop.column_resource")),
            Column("quantity", t("workshop.column_quantity")),
        ],
        "workshop_cards",
        t("workshop.cards_alt"),
        on_row=lambda place: _pick(order[place].card_id),
        most=len(order),
    )
    note(t("workshop.cards_hint"))
    picked = store.rooms().card(st.session_state.get(_PICKED, 0))
    if picked is not None and picked.room_id == cards[0].room_id:
        _edit(picked, store)


def _meaning(card: Card, seen: Wall, store: Store) -> Meaning:
    """What a card means, also where the wall does not show it."""
    known = seen.meanings.get(card.card_id)
    return known or meaning(card, reading.knowledge(), store.synonyms())


def _card_row(card: Card, meant: Meaning) -> dict[str, str]:
    amount = ""
    if card.quantity is not None and card.unit in UNITS:
        unit = t(f"workshop.unit_{UNITS.index(card.unit)}")
        amount = f"{numbers.exact(card.quantity, language())} {unit}"
    fits = meant.resource is None or not amount or not math.isnan(meant.quantity_per_year)
    return {
        "state": t(f"workshop.state_{'merged' if card.merged_into else card.state}"),
        "hint": ", ".join(t(f"workshop.hint_{doubt}") for doubt in _doubts(card)),
        "firm": card.firm_name,
        "table": "" if card.table_number is None else str(card.table_number),
        "direction": t(f"common.direction_{card.direction}"),
        "text": card.text,
        "resource": _resource(meant.resource) if meant.resource else t("workshop.unknown"),
        "quantity": amount if fits else t("workshop.unit_misfit", amount=amount),
    }


def _doubts(card: Card) -> tuple[str, ...]:
    return doubts(f"{card.text} {card.firm_name}")


def _edit(card: Card, store: Store) -> None:
    with st.container(border=True, key="workshop_card"):
        st.markdown(f"**{plain(card.text)}** · {plain(card.firm_name)}")
        names = resource_names(language(), reading.knowledge())
        choose_named(
            t("workshop.meant"),
            names,
            key=_MEANT,
            placeholder=t("workshop.meant_choose"),
        )
        show, hide, save, gone = st.columns(4)
        for column, state in ((show, "shown"), (hide, "hidden")):
            column.button(
                t(f"workshop.make_{state}"),
                disabled=card.state == state,
                on_click=_change,
                args=(store, card.card_id),
                kwargs={"state": state, "merged_into": None}
                if state == "shown"
                else {"state": state},
            )
        save.button(
            t("workshop.meant_save"),
            disabled=st.session_state.get(_MEANT) is None,
            on_click=_mean,
            args=(store, card.card_id),
        )
        with gone.popover(t("workshop.erase")):
            st.button(
                t("workshop.erase_now"),
                key="card_erase",
                on_click=_erase,
                args=(store, card.card_id),
            )


def _merge(store: Store, kept: int, other: int) -> None:
    if who.keeps_data():
        store.rooms().merge_cards(kept, other)


def _erase(store: Store, card_id: int) -> None:
    if who.keeps_data():
        store.rooms().delete_card(card_id)


def _mean(store: Store, card_id: int) -> None:
    meant = st.session_state.get(_MEANT)
    if meant is not None:
        _change(store, card_id, resource=meant)


def _change(store: Store, card_id: int, **values: str) -> None:
    if who.keeps_data():
        store.rooms().change_card(card_id, changed_at=now(), **values)


def _pick(card_id: int) -> None:
    st.session_state[_PICKED] = card_id
    st.session_state.pop(_MEANT, None)


def _resource(resource_id: str) -> str:
    return resource_name(resource_id, language())
