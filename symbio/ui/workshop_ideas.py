"""After a room: its matches become ideas with an owner and a next step, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from symbio import pipeline
from symbio.knowledge import Knowledge, resource_name
from symbio.locale import numbers
from symbio.ui import door, reading
from symbio.ui.address import link_to
from symbio.ui.empty import empty
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, plain, sentence
from symbio.ui.workshop_live import wall_of
from symbio.ui.workshop_write import keep_firms, say_done, write
from symbio.workshop.after import Proposal, by_card, event_id, proposals
from symbio.workshop.ideas import as_idea
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Room

_PICKED = "idea_picked"
_USUAL_DAYS = 14
Match = dict[Hashable, Any]


def show_ideas(room: Room, store: Store) -> None:
    """The matches of a room, which of them people work on, and the form that begins one."""
    zone, knowledge = store.read(), reading.knowledge()
    seen = wall_of(room, store)
    everyone = by_card(proposals(seen.cards, zone, knowledge, store.synonyms()))
    matches: list[Match] = seen.matches.to_dict("records")
    kept = pipeline.begun(zone)
    ids = [_begun(match, everyone, kept) for match in matches]
    _say(room, zone, matches, ids)
    say_done(room, store)
    if not matches:
        empty(t("workshop.matches_none"), icon=":material/handshake:")
        return
    _table(matches, ids, everyone, zone)
    keys = [_key(match) for match in matches]
    picked = st.session_state.get(_PICKED)
    if picked in keys:
        place = keys.index(picked)
        with st.container(border=True, key="after_idea"):
            _show_one(room, matches[place], ids[place], everyone, store, knowledge)


def _say(room: Room, zone: Zone, matches: Sequence[Match], ids: Sequence[str | None]) -> None:
    code = language()
    words = {
        "name": room.name,
        "count": numbers.number(len(matches), code),
        "begun": numbers.number(sum(one is not None for one in ids), code),
    }
    sentence(t("after.ideas_lead" if matches else "after.ideas_lead_none", **words))
    ours = zone.synergy[zone.synergy["event_id"] == event_id(room)]
    moved = ours["stage"].isin(pipeline.PATH[1:])
    figures(
        Figure(t("workshop.count_matches"), words["count"]),
        Figure(t("after.figure_ideas"), numbers.number(len(ours), code)),
        Figure(t("after.figure_moved"), numbers.number(int(moved.sum()), code)),
        Figure(
            t("after.figure_aside"),
            numbers.number(int(ours["stage"].isin(pipeline.SET_ASIDE).sum()), code),
        ),
    )


def _table(
    matches: Sequence[Match],
    ids: Sequence[str | None],
    everyone: Mapping[int, Proposal],
    zone: Zone,
) -> None:
    stages = dict(zip(zone.synergy["synergy_id"], zone.synergy["stage"], strict=True))
    names = _names(zone)
    rows = [
        _row(match, None if one is None else stages[one], everyone, names)
        for match, one in zip(matches, ids, strict=True)
    ]
    show_table(
        pd.DataFrame(rows),
        [
            Column("stage", t("after.column_stage")),
            Column("giver", t("workshop.column_giver"), width=200),
            Column("offer", t("after.column_offer")),
            Column("receiver", t("workshop.column_receiver"), width=200),
            Column("need", t("after.column_need")),
            Column("quantity", t("after.column_quantity")),
            Column("law", t("workshop.column_law")),
        ],
        "after_matches",
        t("workshop.matches_alt"),
        on_row=lambda place: _pick(_key(matches[place])),
        most=len(rows),
    )
    note(f"{t('after.ideas_hint')} {t('workshop.matches_note')}")


def _row(
    match: Match,
    stage: str | None,
    everyone: Mapping[int, Proposal],
    names: Mapping[str, str],
) -> dict[str, str]:
    giver, receiver = _sides(match, everyone)
    return {
        "stage": pipeline.stage_name(stage, language()) if stage else t("after.idea_open"),
        "giver": _firm(giver, names),
        "offer": _name(match["from_resource"]),
        "receiver": _firm(receiver, names),
        "need": _name(match["to_resource"]),
        "quantity": _quantity(match),
        "law": t(f"common.legal_{match['legal_state']}"),
    }


def _show_one(
    room: Room,
    match: Match,
    synergy_id: str | None,
    everyone: Mapping[int, Proposal],
    store: Store,
    knowledge: Knowledge,
) -> None:
    zone = store.read()
    sides = _sides(match, everyone)
    giver, receiver = (_firm(side, _names(zone)) for side in sides)
    what = f"{_name(match['from_resource'])} → {_name(match['to_resource'])}"
    st.markdown(f"**{plain(giver)} → {plain(receiver)}** · {plain(what)}")
    if synergy_id is not None:
        link_to(
            "pages/symbiosis/synergies.py",
            t("after.idea_link"),
            ":material/view_kanban:",
            synergy=synergy_id,
        )
        return
    with st.form(f"idea_{_key(match)}", border=False):
        owner = st.text_input(
            t("after.owner"), key="idea_owner", max_chars=80, help=t("after.owner_help")
        )
        step = st.text_input(
            t("after.next_step"),
            value=t("after.next_step_usual"),
            key=f"idea_step_{_key(match)}",
            max_chars=200,
        )
        due = st.date_input(
            t("after.next_date"),
            value=dt.date.today() + dt.timedelta(days=_USUAL_DAYS),
            min_value=dt.date.today(),
            format="DD.MM.YYYY" if language() == "tr" else "DD/MM/YYYY",
            key=f"idea_due_{_key(match)}",
        )
        pressed = st.form_submit_button(
            t("after.idea_begin"), type="primary", icon=":material/lightbulb:"
        )
    fields = {
        "owner": " ".join(owner.split()),
        "next_step": " ".join(step.split()),
        "next_step_date": pd.Timestamp(due) if isinstance(due, dt.date) else None,
    }
    tables = as_idea(room, match, sides, zone, knowledge, fields, on=dt.date.today())
    door.say(compare(zone, tables), store)
    if pressed and not all(fields.values()):
        st.error(t("after.idea_missing"))
    elif pressed and write(
        room,
        zone,
        tables,
        store,
        t("after.idea_begun", giver=giver, receiver=receiver),
    ):
        keep_firms(room, sides, store)
        st.rerun()


def _sides(match: Match, everyone: Mapping[int, Proposal]) -> tuple[Proposal, Proposal]:
    """The offer and the need of a match."""
    return everyone[match["offer_card"]], everyone[match["need_card"]]


def _begun(
    match: Match,
    everyone: Mapping[int, Proposal],
    kept: Mapping[tuple[str, str, str], str],
) -> str | None:
    giver, receiver = _sides(match, everyone)
    return kept.get((giver.firm_id, receiver.firm_id, match["from_resource"]))


def _names(zone: Zone) -> dict[str, str]:
    return dict(zip(zone.firm["firm_id"], zone.firm["name"], strict=True))


def _firm(side: Proposal, names: Mapping[str, str]) -> str:
    return side.card.firm_name if side.firm_is_new else names[side.firm_id]


def _quantity(match: Match) -> str:
    if pd.isna(match["quantity_per_year"]):
        return t("common.quantity_unknown")
    unit = t("common.per_year", unit=t(f"common.unit_{match['unit']}"))
    return f"{numbers.compact(match['quantity_per_year'], language())} {unit}"


def _key(match: Match) -> str:
    return f"{match['offer_card']}-{match['need_card']}"


def _pick(key: str) -> None:
    st.session_state[_PICKED] = key


def _name(resource: str) -> str:
    return resource_name(resource, language(), reading.knowledge())
