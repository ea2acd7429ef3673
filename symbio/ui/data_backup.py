"""Copies of the store, and the way back to one of them while others look."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from symbio.errors import InputError
from symbio.locale import numbers
from symbio.ui import who
from symbio.ui.data_history import SAID, moment, say_what_happened
from symbio.ui.empty import explain
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, plain
from symbio.zone.changes import compare
from symbio.zone.store import TIME_ZONE, Store
from symbio.zone.store_backup import read_backup

FOLDER = "backup"
_PICKED = "data_backup"


def show_backups(store: Store) -> None:
    """The button, the copies there are, and what a return to the one picked would change."""
    folder = store.path.parent / FOLDER
    st.subheader(t("data.backup_title"), anchor=False)
    note(t("data.backup_intro", folder=folder))
    st.button(
        t("data.backup_button"), icon=":material/save:", on_click=_back_up, args=(store, folder)
    )
    say_what_happened()
    files = copies(store)
    if not files:
        note(t("data.backup_none"))
        return
    found = pd.DataFrame(
        {
            "name": [file.name for file in files],
            "time": [_written(file) for file in files],
            "size": [file.stat().st_size / 1e6 for file in files],
        }
    )
    show_table(
        found,
        [
            Column("name", t("data.column_backup"), width=420),
            Column("time", t("data.column_time")),
            Column("size", t("data.column_size"), 1),
        ],
        "data_backups",
        t("data.backup_title"),
        on_row=lambda position: _pick(found["name"].iloc[position]),
    )
    note(t("data.backup_hint"))
    picked = next((file for file in files if file.name == st.session_state.get(_PICKED)), None)
    if picked is not None:
        _offer_restore(store, picked)


def copies(store: Store) -> list[Path]:
    """Backups, and what restores put aside before they changed anything; the last first."""
    found = [
        *(store.path.parent / FOLDER).glob("*.duckdb"),
        *store.path.parent.glob(f"{store.path.stem}-before-restore-*.duckdb"),
    ]
    return sorted(found, key=lambda file: (-file.stat().st_mtime, file.name))


def _offer_restore(store: Store, file: Path) -> None:
    """What the copy holds against what is stored, and the button behind a tick."""
    try:
        held = read_backup(file).zone
    except InputError as error:
        explain(error)
        return
    code = language()
    now, names = store.read(), list(held.zone["name"])
    with st.container(border=True):
        st.subheader(t("data.restore_title", file=plain(file.name)), anchor=False)
        st.markdown(
            t(
                "data.restore_holds",
                zone=plain(*names or [t("common.unknown")]),
                firms=numbers.number(len(held.firm), code),
                streams=numbers.number(len(held.stream), code),
            )
        )
        counts = compare(now, held.tables()).counts()
        counts = counts[counts[["new", "changed", "gone"]].sum(axis=1) > 0]
        if counts.empty:
            note(t("data.restore_same"))
        else:
            _differences(counts)
        note(t("data.restore_note"))
        agreed = st.checkbox(t("data.restore_agree"), key=f"agree_{file.name}_{store.revision()}")
        st.button(
            t("data.restore_button"),
            type="primary",
            icon=":material/settings_backup_restore:",
            disabled=not agreed,
            on_click=_restore,
            args=(store, file),
        )


def _differences(counts: pd.DataFrame) -> None:
    named = counts.assign(name=[t(f"workbook.sheet_{table}") for table in counts["table"]])
    words = {"new": "restore_back", "changed": "column_changed", "gone": "restore_lost"}
    columns = [Column(name, t(f"data.{word}"), 0) for name, word in words.items()]
    show_table(
        named,
        [Column("name", t("data.column_table")), *columns],
        "restore_counts",
        t("data.restore_changes"),
    )


def _back_up(store: Store, folder: Path) -> None:
    if not who.keeps_data():
        return
    try:
        folder.mkdir(exist_ok=True)
        copy = store.backup(folder)
    except InputError as error:
        explain(error)
        return
    st.session_state[SAID] = ("data.backup_done", {"file": plain(copy.name)})


def _restore(store: Store, file: Path) -> None:
    if not who.keeps_data():
        return
    try:
        safety = store.restore(file, who=who.name())
    except InputError as error:
        explain(error)
        return
    st.session_state.pop(_PICKED, None)
    values = {"file": plain(file.name), "safety": plain(safety.name)}
    st.session_state[SAID] = ("data.restored", values)


def _pick(name: str) -> None:
    st.session_state[_PICKED] = name


def _written(file: Path) -> str:
    at = pd.Timestamp(file.stat().st_mtime, unit="s", tz="UTC")
    return moment(at.tz_convert(TIME_ZONE))
