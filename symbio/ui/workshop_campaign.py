"""After a room: it becomes an event of the campaign, with attendance and quiz."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from symbio import campaign
from symbio.errors import InputError
from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui import door, reading
from symbio.ui.address import link_to
from symbio.ui.empty import explain
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.texts import note, sentence
from symbio.ui.workshop_live import wall_of
from symbio.ui.workshop_write import say_done, write
from symbio.workshop.after import event_id, proposals
from symbio.workshop.event import FIELDS, as_event, came, event_row
from symbio.workshop.quiz import questions_of, quiz_rows
from symbio.zone.changes import compare
from symbio.zone.rows import Zone, dictionary
from symbio.zone.store import Store
from symbio.zone.store_quiz import QuizBook
from symbio.zone.workbook import read_typed
from symbio.zone.workshop_rows import Room

_REPLACED = frozenset({"attendance", "quiz"})
_SEEN = "event_seen"
_TYPED = ("place", "channel", "hours", "cost", "materials")


def show_event(room: Room, store: Store) -> None:
    """What the campaign holds of a room, and the form that puts it there."""
    zone, knowledge = store.read(), reading.knowledge()
    everyone = proposals(wall_of(room, store).cards, zone, knowledge, store.synonyms())
    book = store.book(QuizBook)
    questions = questions_of(book, room.room_id)
    quiz = quiz_rows(book.answers(room.room_id), questions, event_id(room), store.secret())
    kept = event_row(room, zone)
    new = {one.firm_id for one in everyone if one.firm_is_new}
    _say(room, zone, kept, len(came(everyone)), len(new), quiz)
    say_done(room, store)
    if kept:
        link_to("pages/campaign/campaign.py", t("after.to_campaign"), ":material/campaign:")
    _form(room, zone, kept, came(everyone), quiz, store, knowledge)


def _say(
    room: Room, zone: Zone, kept: dict[str, Any], here: int, new: int, quiz: pd.DataFrame
) -> None:
    code = language()
    sentence(t("after.event_lead_kept" if kept else "after.event_lead", name=room.name))
    rows = zone.attendance[zone.attendance["event_id"] == event_id(room)]
    learned = campaign.quiz_change(quiz)
    figures(
        Figure(
            t("after.figure_came"),
            numbers.number(here, code),
            note=t("after.figure_came_note", new=numbers.number(new, code)),
        ),
        Figure(t("after.figure_kept"), numbers.number(len(rows), code)),
        Figure(t("quiz.figure_pairs"), numbers.number(learned.n, code)),
        Figure(
            t("after.figure_pairs_kept"),
            numbers.number(
                campaign.quiz_change(zone.quiz[zone.quiz["event_id"] == event_id(room)]).n, code
            ),
        ),
    )


def _form(
    room: Room,
    zone: Zone,
    kept: dict[str, Any],
    here: Collection[str],
    quiz: pd.DataFrame,
    store: Store,
    knowledge: Knowledge,
) -> None:
    names = zone.firm_names()
    before = zone.attendance[zone.attendance["event_id"] == event_id(room)]
    first = {
        name: set(before.loc[before[name].fillna(False).astype(bool), "firm_id"])
        for name in ("invited", "attended")
    }
    held, seen = _held(room, first)
    first["attended"] |= set(here)
    tables = as_event(room, zone, fields=kept, quiz=quiz, **first)
    door.say(compare(zone, tables), store)
    with st.form(f"event_{room.room_id}", border=False):
        chosen = {
            name: st.multiselect(
                t(f"campaign.event_{name}"),
                list(names),
                default=[firm for firm in names if firm in first[name]],
                format_func=names.__getitem__,
                key=f"room_{name}_{held}",
                placeholder=t("campaign.event_choose"),
            )
            for name in ("invited", "attended")
        }
        columns = st.columns(2)
        cells = {}
        for place, field in enumerate(_TYPED):
            with columns[place % 2]:
                cells[field] = _line(room, field, kept.get(field))
        pressed = st.form_submit_button(
            t("after.event_update" if kept else "after.event_enter"),
            type="primary",
            icon=":material/campaign:",
            key=f"room_enter_{room.room_id}",
        )
    note(t("after.event_note"))
    if not pressed:
        return
    if seen != held:
        st.error(t("after.event_meanwhile"))
        return
    said = read_typed(
        "event",
        {
            "event_id": event_id(room),
            "name": room.name,
            "kind": "workshop",
            "date": room.date,
            **cells,
        },
        knowledge,
        stored=zone,
        language=language(),
    )
    if said.problems:
        explain(InputError.of(said.problems))
        return
    fields = {name: said.fields[name] for name in FIELDS}
    tables = as_event(room, zone, fields=fields, quiz=quiz, **chosen)
    if write(room, zone, tables, store, t("after.event_entered"), replaced=_REPLACED):
        st.rerun()


def _held(room: Room, kept: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """What choices of firms begin with, now and in the run before.

    They outlive any other write and any new card, but not another attendance.
    """
    held = f"{room.room_id}_{hash(tuple(frozenset(firms) for firms in kept.values()))}"
    seen = st.session_state.get(_SEEN, held)
    st.session_state[_SEEN] = held
    return held, seen


def _line(room: Room, field: str, value: object) -> str:
    entry = next(one for one in dictionary("event") if one.field == field)
    shown = "" if value is None or pd.isna(value) else value  # type: ignore[call-overload]
    return st.text_input(
        entry.header(language()),
        value=numbers.exact(shown, language()) if isinstance(shown, float) else str(shown),
        key=f"room_{field}_{room.room_id}",
        max_chars=120,
        help=entry.note(language()),
    )
