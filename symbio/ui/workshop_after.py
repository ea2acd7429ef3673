"""After a room: its cards, looked at and confirmed, become streams of the zone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from symbio.access.sign_in import now
from symbio.errors import InputError
from symbio.knowledge import Knowledge, resource_name, resource_names, resource_units
from symbio.locale import numbers
from symbio.ui import door, reading
from symbio.ui.empty import empty, explain
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import choose_one_of
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, plain, sentence
from symbio.ui.workshop_write import keep_firms, say_done, write
from symbio.workshop import UNITS
from symbio.workshop.after import (
    Proposal,
    as_streams,
    changed_since,
    event_id,
    for_firm,
    proposals,
    taught_by,
)
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store
from symbio.zone.store_audit import WrittenBook
from symbio.zone.workbook import read_typed
from symbio.zone.workshop_rows import Card, Room

PARTS = ("live", "streams", "ideas", "quiz", "campaign", "summary")
_PICKED = "after_picked"


def choose_part(room: Room) -> str:
    """Which part of the workshop the page shows; once it is over, first what is to be done."""
    first = PARTS[0] if room.opens(now()) else PARTS[1]
    names = {name: t(f"after.part_{name}") for name in PARTS}
    return choose_one_of("part", t("after.part"), PARTS, names.__getitem__, default=first)


def show_streams(room: Room, store: Store) -> None:
    """The cards that are no streams yet, one by one or all at once, and the way back."""
    once = store.book(WrittenBook).once("stream", f"{event_id(room)}-")
    cards, knowledge = store.rooms().cards(room.room_id), reading.knowledge()
    found = proposals(cards, store.read(), knowledge, store.synonyms(), once=once)
    ready = [one for one in found if one.ready]
    unseen = sum(card.state != "shown" and card.merged_into is None for card in cards)
    _say(room, found, ready, len(once), unseen)
    say_done(room, store)
    changed = changed_since(cards, store.read())
    if changed:
        words = " · ".join(plain(card.text) for card in changed)
        st.warning(t("after.changed", cards=words), icon=":material/edit_note:")
    if not found:
        empty(t("after.none" if cards else "workshop.cards_none"), icon=":material/style:")
        return
    _table(found, store)
    _say_door(room, found, store, knowledge)
    _confirm_all(room, ready, store, knowledge)
    picked = st.session_state.get(_PICKED)
    one = next((one for one in found if one.card.card_id == picked), None)
    if one is not None:
        _confirm_one(room, one, store, knowledge)


def _say(
    room: Room, found: Sequence[Proposal], ready: Sequence[Proposal], done: int, unseen: int
) -> None:
    code = language()
    new = {one.firm_id for one in found if one.firm_is_new}
    words = {"name": room.name, "count": numbers.number(len(found), code)}
    sentence(t("after.lead" if found else "after.lead_none", **words))
    figures(
        Figure(
            t("after.figure_open"),
            numbers.number(len(found), code),
            note=t("after.figure_unseen", count=numbers.number(unseen, code)),
        ),
        Figure(
            t("after.figure_ready"),
            numbers.number(len(ready), code),
            note=t("after.figure_ready_note"),
        ),
        Figure(t("after.figure_firms"), numbers.number(len(new), code)),
        Figure(t("after.figure_done"), numbers.number(done, code)),
    )


def _table(found: Sequence[Proposal], store: Store) -> None:
    names = store.read().firm.set_index("firm_id")["name"]
    units = resource_units(reading.knowledge())
    rows = [
        {
            "firm": one.card.firm_name if one.firm_is_new else names[one.firm_id],
            "new": t("after.firm_new" if one.firm_is_new else "after.firm_known"),
            "direction": t(f"common.direction_{one.card.direction}"),
            "text": one.card.text,
            "resource": _name(one.resource) if one.resource else t("workshop.unknown"),
            "quantity": _quantity(one, units),
            "state": _state(one),
        }
        for one in found
    ]
    show_table(
        pd.DataFrame(rows),
        [
            Column("state", t("after.column_state")),
            Column("firm", t("workshop.column_firm"), width=200),
            Column("new", t("after.column_new"), help=t("after.column_new_help")),
            Column("direction", t("workshop.column_direction")),
            Column("text", t("workshop.column_text"), width="large"),
            Column("resource", t("workshop.column_resource")),
            Column("quantity", t("after.column_quantity")),
        ],
        "after_cards",
        t("after.cards_alt"),
        on_row=lambda place: _pick(found[place].card.card_id),
        most=len(rows),
    )
    note(t("after.cards_hint"))


def _state(one: Proposal) -> str:
    if one.same:
        return t(f"after.state_same_{one.same}")
    return t("after.state_ready" if one.ready else "after.state_unknown")


def _quantity(one: Proposal, units: Mapping[str, str]) -> str:
    """The yearly amount in the resource's unit; what was typed where that is no such amount."""
    if one.resource and not math.isnan(one.quantity_per_year):
        unit = t("common.per_year", unit=t(f"common.unit_{units[one.resource]}"))
        return f"{numbers.compact(one.quantity_per_year, language())} {unit}"
    typed = _typed(one.card)
    return t("workshop.unit_misfit", amount=typed) if typed else t("common.quantity_unknown")


def _typed(card: Card) -> str:
    if card.quantity is None or card.unit not in UNITS:
        return ""
    unit = t(f"workshop.unit_{UNITS.index(card.unit)}")
    return f"{numbers.exact(card.quantity, language())} {unit}"


def _say_door(room: Room, found: Sequence[Proposal], store: Store, knowledge: Knowledge) -> None:
    """Say once for all cards where their confirmation would end the demo."""
    some = str(knowledge.resources["resource_id"].iloc[0])
    whole = [replace(one, resource=one.resource or some) for one in found]
    zone = store.read()
    door.say(compare(zone, as_streams(room, whole, zone, knowledge)), store)


def _confirm_all(room: Room, ready: Sequence[Proposal], store: Store, knowledge: Knowledge) -> None:
    if not ready:
        return
    zone = store.read()
    tables = as_streams(room, ready, zone, knowledge)
    count = numbers.number(len(ready), language())
    if st.button(
        t("after.confirm_all", count=count), type="primary", icon=":material/done_all:"
    ) and write(
        room,
        zone,
        tables,
        store,
        t("after.confirmed", count=count, name=room.name),
    ):
        keep_firms(room, ready, store)
        st.rerun()


def _confirm_one(room: Room, one: Proposal, store: Store, knowledge: Knowledge) -> None:
    """One card with everything that may be put right about it."""
    card, zone = one.card, store.read()
    number = card.card_id
    with st.container(border=True, key="after_card"):
        st.markdown(f"**{plain(card.text)}** · {plain(card.firm_name)}")
        if one.same:
            st.warning(t(f"after.same_{one.same}"), icon=":material/content_copy:")
        with st.form(f"after_form_{number}", border=False):
            firm = _ask_firm(one, zone)
            resource = _ask_resource(one, knowledge)
            amount = st.text_input(
                t("after.amount"),
                value="" if math.isnan(one.quantity_per_year) else _typed(card),
                key=f"after_amount_{number}",
                max_chars=40,
                help=t("after.amount_help", example=numbers.number(1234.5, language(), 1)),
                placeholder=t("common.quantity_unknown"),
            )
            pressed = st.form_submit_button(
                t("after.confirm_one"), type="primary", icon=":material/check:"
            )
        if pressed:
            _write_one(room, one, firm, resource, amount, store, knowledge)


def _ask_firm(one: Proposal, zone: Zone) -> str:
    names = zone.firm_names()
    new = t("after.firm_new_named", name=one.card.firm_name)
    order = ["", *names]
    return st.selectbox(
        t("after.firm"),
        order,
        index=0 if one.firm_is_new else order.index(one.firm_id),
        format_func=lambda firm: names[firm] if firm else new,
        key=f"after_firm_{one.card.card_id}",
        help=t("after.firm_help"),
    )


def _ask_resource(one: Proposal, knowledge: Knowledge) -> str | None:
    names = resource_names(language(), knowledge)
    order = list(names)
    return st.selectbox(
        t("after.resource"),
        order,
        index=order.index(one.resource) if one.resource else None,
        format_func=names.__getitem__,
        key=f"after_resource_{one.card.card_id}",
        placeholder=t("workshop.meant_choose"),
        help=t("after.resource_help"),
    )


def _write_one(
    room: Room,
    one: Proposal,
    firm: str,
    resource: str | None,
    amount: str,
    store: Store,
    knowledge: Knowledge,
) -> None:
    if resource is None:
        st.error(t("after.resource_missing"))
        return
    zone = store.read()
    # A firm that is new stays the one new firm of all its cards.
    moved = one if one.firm_is_new and not firm else for_firm(one, firm, zone)
    chosen = replace(moved, resource=resource, quantity_per_year=math.nan)
    tables = as_streams(room, [chosen], zone, knowledge)
    cells = {
        "stream_id": "card",
        "firm_id": chosen.firm_id,
        "direction": chosen.card.direction,
        "resource": resource,
        "quantity_per_year": amount,
    }
    stored = zone.with_table("firm", tables["firm"])
    said = read_typed("stream", cells, knowledge, stored=stored, language=language())
    if said.problems:
        explain(InputError.of(said.problems))
        return
    quantity = said.fields["quantity_per_year"]
    chosen = replace(chosen, quantity_per_year=math.nan if quantity is None else float(quantity))
    tables = as_streams(room, [chosen], zone, knowledge)
    # What is left as it stood may be what the phone said, and teaches nothing.
    meant = {}
    if resource != one.resource:
        meant = taught_by(one.card, resource, knowledge, store.synonyms())
    words = t("after.confirmed_one", text=one.card.text)
    if write(room, zone, tables, store, words, meant=meant):
        # The wall knows from now on what was put right.
        if chosen.card.resource != resource:
            store.rooms().change_card(chosen.card.card_id, resource=resource)
        keep_firms(room, [chosen], store)
        st.rerun()


def _pick(card_id: int) -> None:
    st.session_state[_PICKED] = card_id


def _name(resource: str) -> str:
    return resource_name(resource, language(), reading.knowledge())
