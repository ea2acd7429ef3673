"""Everything that changes a synergy: begin, move on, edit, delete, take back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from symbio import pipeline
from symbio.errors import InputError
from symbio.knowledge import Knowledge, resource_names
from symbio.locale import numbers
from symbio.ui import door, reading
from symbio.ui.access_page import show_new_code
from symbio.ui.address import link_to
from symbio.ui.empty import explain
from symbio.ui.inputs import choose_named
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.take_back import offer_undo
from symbio.ui.texts import plain
from symbio.zone.changes import compare
from symbio.zone.rows import Zone, dictionary
from symbio.zone.store import Store
from symbio.zone.workbook import read_typed

Tables = dict[str, pd.DataFrame]
_DONE = "synergy_done"
_WHO = "ui"
_AMOUNTS = (
    "quantity_planned_per_year",
    "quantity_verified_per_year",
    "co2e_planned_t_per_year",
    "co2e_verified_t_per_year",
    "gain_planned_per_year",
    "gain_verified_per_year",
    "investment",
)
_LINES = ("owner", "next_step", "evidence", "documents")


def say_done(store: Store) -> None:
    """What the last change was, and the button that takes it back."""
    show_new_code()
    words, batch_id = st.session_state.get(_DONE, ("", 0))
    if words:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(words, icon=":material/check_circle:")
            offer_undo(store, batch_id, _DONE)


def offer_new(zone: Zone, knowledge: Knowledge, store: Store, *, open_first: bool = False) -> None:
    """The form that begins a synergy, or enters an exchange that runs already."""
    firms = zone.firm_names()
    names = resource_names(language(), knowledge)
    title = t("synergies.new_title")
    with (
        st.expander(title, expanded=open_first, icon=":material/add:"),
        st.form("synergy_new", border=False),
    ):
        for side in ("giver", "receiver"):
            choose_named(
                t(f"synergies.new_{side}"),
                firms,
                key=f"synergy_new_{side}",
                placeholder=t("synergies.choose"),
            )
        for field in ("resource", "to_resource"):
            choose_named(
                t(f"synergies.new_{field}"),
                names,
                key=f"synergy_new_{field}",
                placeholder=t("synergies.choose"),
            )
        st.selectbox(
            t("synergies.column_stage"),
            [*pipeline.PATH[:-1]],
            format_func=lambda stage: pipeline.stage_name(stage, language()),
            key="synergy_new_stage",
            help=t("synergies.new_stage_help"),
        )
        _day("synergy_new_day", t("synergies.on"), dt.date.today())
        _amount("new", "quantity_planned_per_year", None)
        st.text_input(_header("owner"), key="synergy_new_owner", max_chars=80)
        door.say_ahead(store, own=not zone.invented())
        if st.form_submit_button(t("synergies.new_button"), type="primary"):
            _begin(zone, knowledge, store)


def move_form(row: dict[str, Any], store: Store) -> None:
    """To another stage, with the day, the reason where one is needed, and a note."""
    synergy_id = row["synergy_id"]
    place = pipeline.ALL_STAGES.index(row["stage"])
    following = place + 1 if place + 1 < len(pipeline.PATH) else place
    with st.form(f"synergy_move_{synergy_id}", border=False):
        stage = st.selectbox(
            t("synergies.move_to"),
            pipeline.ALL_STAGES,
            index=following,
            format_func=lambda name: pipeline.stage_name(name, language()),
            key=f"synergy_stage_{synergy_id}",
        )
        on = _day(f"synergy_on_{synergy_id}", t("synergies.on"), dt.date.today())
        reason = st.selectbox(
            t("synergies.move_reason"),
            pipeline.REASONS,
            index=None,
            format_func=lambda name: t(f"workbook.choice_reason_{name}"),
            key=f"synergy_reason_{synergy_id}",
            placeholder=t("synergies.move_reason_hint"),
        )
        words = st.text_input(
            t("synergies.move_note"), key=f"synergy_note_{synergy_id}", max_chars=300
        )
        if st.form_submit_button(t("synergies.move_button"), type="primary"):
            _write(
                store,
                lambda stored: pipeline.move(
                    stored,
                    synergy_id,
                    stage,
                    on=on,
                    reason=reason or "",
                    reason_note=words if stage in pipeline.SET_ASIDE else "",
                    note=words,
                ),
                t("synergies.moved", stage=t(f"workbook.choice_stage_{stage}")),
            )


def edit_form(row: dict[str, Any], zone: Zone, store: Store) -> None:
    """Owner, next step, what is planned and what was shown, with its evidence."""
    synergy_id = row["synergy_id"]
    with st.form(f"synergy_edit_{synergy_id}", border=False):
        typed: dict[str, Any] = {}
        for field in ("owner", "next_step"):
            typed[field] = _line(synergy_id, field, row[field])
        due = row["next_step_date"]
        day = st.date_input(
            _header("next_step_date"),
            value=None if pd.isna(due) else due.date(),
            format="DD.MM.YYYY" if language() == "tr" else "DD/MM/YYYY",
            key=f"synergy_due_{synergy_id}",
        )
        for field in _AMOUNTS:
            typed[field] = _amount(synergy_id, field, row)
        for field in ("evidence", "documents"):
            typed[field] = _line(synergy_id, field, row[field])
        if st.form_submit_button(t("synergies.edit_button"), type="primary"):
            _save(row, typed, day, zone, store)


def remove_button(row: dict[str, Any], store: Store) -> None:
    """Delete with its history; the last change can be taken back."""
    synergy_id = row["synergy_id"]
    with st.popover(t("synergies.remove"), icon=":material/delete:"):
        st.markdown(t("synergies.remove_ask"))
        if st.button(t("synergies.remove_yes"), key=f"synergy_remove_{synergy_id}"):
            _write(
                store,
                lambda stored: pipeline.remove(stored, synergy_id),
                t("synergies.removed"),
            )


def offer_start(row: dict[str, Any], zone: Zone, store: Store) -> None:
    """The button that begins a synergy from an opportunity; says where there is one already.

    Parameters
    ----------
    row : dict
        One row of `symbio.opportunities.rank`.
    """
    show_new_code()
    begun = make_once("synergies_begun", make=lambda: pipeline.begun(zone))
    same = begun.get((row["giver_firm_id"], row["receiver_firm_id"], row["from_resource"]))
    if same:
        [stage] = zone.synergy.loc[zone.synergy["synergy_id"] == same, "stage"]
        link_to(
            "pages/symbiosis/synergies.py",
            t("synergies.open_it", stage=t(f"workbook.choice_stage_{stage}")),
            ":material/view_kanban:",
            synergy=same,
        )
        return
    if row["legal_state"] == "blocked":
        return
    door.say_ahead(store, own=not row["synthetic"])
    if st.button(
        t("synergies.start_it"), icon=":material/add:", key=f"start_{row['candidate_id']}"
    ):
        _write(
            store,
            lambda stored: pipeline.start(
                stored, pipeline.from_candidate(row, zone.currency), on=dt.date.today()
            ),
            t("synergies.begun"),
        )


def _begin(zone: Zone, knowledge: Knowledge, store: Store) -> None:
    state = st.session_state
    missing = [
        t(f"synergies.new_{name}")
        for name in ("giver", "receiver", "resource")
        if state[f"synergy_new_{name}"] is None
    ]
    if missing:
        st.error(t("synergies.new_missing", fields=", ".join(missing)))
        return
    sides = state["synergy_new_giver"], state["synergy_new_receiver"]
    cells = {
        "synergy_id": "new",
        "giver_firm_id": state["synergy_new_giver"],
        "receiver_firm_id": state["synergy_new_receiver"],
        "resource": state["synergy_new_resource"],
        "to_resource": state["synergy_new_to_resource"] or "",
        "stage": state["synergy_new_stage"],
        "quantity_planned_per_year": state["synergy_new_quantity_planned_per_year"],
        "owner": state["synergy_new_owner"],
    }
    said = read_typed("synergy", cells, knowledge, stored=zone, language=language())
    if said.problems:
        explain(InputError.of(said.problems))
        return
    fields = {
        name: value
        for name, value in said.fields.items()
        if name not in ("synergy_id", "stage", "stage_date") and value is not None
    }
    _write(
        store,
        lambda stored: pipeline.start(
            stored,
            # In a demo what two invented firms do is invented too.
            {**fields, "origin": "synthetic" if stored.invented(sides) else "own"},
            on=state["synergy_new_day"],
            stage=state["synergy_new_stage"],
        ),
        t("synergies.begun"),
    )


def _save(
    row: dict[str, Any], typed: dict[str, str], day: dt.date | None, zone: Zone, store: Store
) -> None:
    """Read what was typed by the workbook's rules and write what differs."""
    keys = ("synergy_id", "giver_firm_id", "receiver_firm_id", "resource", "money_currency")
    cells = {name: row[name] if isinstance(row[name], str) else "" for name in keys} | typed
    # The stage is not this form's: its own rules are checked against the whole row below.
    cells["stage"] = "idea"
    said = read_typed("synergy", cells, reading.knowledge(), stored=zone, language=language())
    if said.problems:
        explain(InputError.of(said.problems))
        return
    names = (*_AMOUNTS, *_LINES, "unit", "money_currency")
    fields = {name: said.fields[name] for name in names}
    fields["next_step_date"] = None if day is None else pd.Timestamp(day)
    _write(
        store,
        lambda stored: pipeline.edit(stored, row["synergy_id"], fields),
        t("synergies.saved"),
    )


def _write(store: Store, change: Callable[[Zone], Tables], words: str) -> None:
    """Write a change of what is stored now, or say why not; then draw the page anew."""
    try:
        stored = store.read()
        changes = compare(stored, change(stored))
        gone = frozenset({"synergy", "synergy_step"})
        done = door.write(changes, store, by=_WHO, remove_gone=gone)
    except InputError as error:
        explain(error)
        return
    if done is not None:
        st.session_state[_DONE] = words, done.batch_id
        st.rerun()


def _header(field: str) -> str:
    return next(entry.header(language()) for entry in dictionary("synergy") if entry.field == field)


def _line(synergy_id: str, field: str, value: object) -> str:
    return st.text_input(
        _header(field),
        value=value if isinstance(value, str) else "",
        key=f"synergy_{field}_{synergy_id}",
        max_chars=300,
    )


def _amount(synergy_id: str, field: str, row: dict[str, Any] | None) -> str:
    """A field for an amount as people write it, with its unit."""
    shown = ""
    if row is not None and pd.notna(row[field]):
        shown = numbers.exact(float(row[field]), language())
        if field.startswith("quantity") and isinstance(row["unit"], str):
            shown = f"{shown} {t('common.unit_' + row['unit'])}"
    return st.text_input(
        _header(field),
        value=shown,
        key=f"synergy_{synergy_id}_{field}",
        max_chars=40,
        help=plain(_note(field)),
    )


def _note(field: str) -> str:
    return next(entry.note(language()) for entry in dictionary("synergy") if entry.field == field)


def _day(key: str, label: str, default: dt.date) -> dt.date:
    day = st.date_input(
        label,
        value=default,
        max_value=dt.date.today(),
        format="DD.MM.YYYY" if language() == "tr" else "DD/MM/YYYY",
        key=key,
    )
    return day if isinstance(day, dt.date) else default
