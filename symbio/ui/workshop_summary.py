"""After a room: what its participants take home, and the agenda that is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from symbio.knowledge import resource_name
from symbio.locale import numbers
from symbio.report.workshop import workshop_pdf, workshop_workbook
from symbio.ui import reading, who
from symbio.ui.export_notes import zone_notes
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.workshop_live import wall_of
from symbio.workshop.summary import MOST_AGENDA, Summary, clean_agenda, summary
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Room


def show_summary(room: Room, store: Store) -> None:
    """The summary as its readers will see it, the two files, and the agenda."""
    seen, zone, knowledge = wall_of(room, store), store.read(), reading.knowledge()
    cards = store.rooms().cards(room.room_id)
    found = summary(room, cards, seen, zone, knowledge)
    code = language()
    firms = numbers.number(len(found.firms), code)
    sentence(t("after.sum_lead", name=room.name, named=firms))
    figures(
        *(
            Figure(t(f"after.sum_{name}"), numbers.number(getattr(found.counters, name), code))
            for name in ("cards", "firms", "matches", "firms_matched")
        )
    )
    _downloads(room, found, store)
    _matches(found)
    _resources(found)
    _ask_agenda(room, store)


def _downloads(room: Room, found: Summary, store: Store) -> None:
    code, today, knowledge = language(), dt.date.today(), reading.knowledge()
    notes = zone_notes(store.read())
    name = f"{t('after.sum_name')}-{room.date:%Y-%m-%d}"
    with st.container(horizontal=True):
        st.download_button(
            t("after.sum_pdf"),
            lambda: workshop_pdf(room, found, knowledge, language=code, made_on=today),
            file_name=f"{name}.pdf",
            mime="application/pdf",
            key="workshop_pdf",
            type="primary",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )
        download_excel(
            t("after.sum_excel"),
            lambda: workshop_workbook(
                room, found, knowledge, language=code, made_on=today, notes=notes
            ),
            f"{name}.xlsx",
            "workshop_excel",
        )
    note(t("after.sum_notes_names"))


def _matches(found: Summary) -> None:
    st.subheader(t("workshop.matches"), anchor=False)
    if found.matches.empty:
        note(t("workshop.matches_none"))
        return
    rows = [_match(row) for row in found.matches.to_dict("records")]
    show_table(
        pd.DataFrame(rows),
        [
            Column(name, t(f"after.sum_{name}"))
            for name in ("giver", "given", "receiver", "wanted", "law")
        ],
        "summary_matches",
        t("workshop.matches_alt"),
    )


def _match(row: dict[Hashable, Any]) -> dict[str, str]:
    return {
        "giver": row["giver"] or t("workshop.some_firm"),
        "given": _name(row["from_resource"]),
        "receiver": row["receiver"] or t("workshop.some_firm"),
        "wanted": _name(row["to_resource"]),
        "law": t(f"common.legal_{row['legal_state']}"),
    }


def _resources(found: Summary) -> None:
    if found.resources.empty:
        return
    st.subheader(t("after.sum_resources"), anchor=False)
    rows = found.resources.assign(
        name=[_name(key) for key in found.resources["resource"]],
        unit_name=[
            t("common.per_year", unit=t(f"common.unit_{unit}")) for unit in found.resources["unit"]
        ],
    )
    show_table(
        rows,
        [
            Column("name", t("after.sum_resource")),
            Column("offers", t("after.sum_offers"), 0),
            Column("needs", t("after.sum_needs"), 0),
            Column("offered_per_year", t("after.sum_offered"), -1),
            Column("needed_per_year", t("after.sum_needed"), -1),
            Column("unit_name", t("after.sum_unit")),
        ],
        "summary_resources",
        t("after.sum_resources"),
    )


def _ask_agenda(room: Room, store: Store) -> None:
    with (
        st.expander(t("after.agenda"), icon=":material/list:"),
        st.form(f"agenda_{room.room_id}", border=False),
    ):
        typed = st.text_area(
            t("after.agenda"),
            value=room.agenda or "",
            key=f"agenda_text_{room.room_id}",
            max_chars=MOST_AGENDA,
            help=t("after.agenda_help"),
            label_visibility="collapsed",
        )
        if st.form_submit_button(t("after.agenda_keep"), icon=":material/save:"):
            if who.keeps_data():
                store.rooms().change_room(room.room_id, agenda=clean_agenda(typed))
            st.rerun()


def _name(resource: str) -> str:
    return resource_name(resource, language(), reading.knowledge())
