"""The log: who changed what and when, and the way back."""

from __future__ import annotations

import json
from typing import Literal

import pandas as pd
import streamlit as st
from babel.dates import format_datetime

from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.take_back import take_back
from symbio.ui.texts import note
from symbio.zone.rows import TABLES
from symbio.zone.store import Store

SAID = "data_history_said"
_BATCH = "data_batch"
_MOST_RECORDS = 500
_SHORT, _TALL_PX = 8, 330


def show_log(store: Store) -> None:
    """Every write, the last first; the records of the one picked; the undo button."""
    st.subheader(t("data.history_title"), anchor=False)
    batches = store.batches()
    if batches.empty:
        note(t("data.history_none"))
        return
    last = store.to_undo()
    st.button(
        t("data.undo"),
        icon=":material/undo:",
        disabled=not last,
        on_click=_undo,
        args=(store, last),
    )
    note(t("data.history_hint"))
    numbers_of = batches["batch_id"]
    worded = batches.assign(
        when=[moment(at) for at in batches["at"]],
        what=[t(f"data.kind_{kind}") for kind in batches["kind"]],
    )
    show_table(
        worded,
        [
            Column("batch_id", t("data.column_batch"), 0, width=60),
            Column("when", t("data.column_time")),
            Column("who", t("data.column_who")),
            Column("what", t("data.column_kind")),
            Column("rows", t("data.column_rows"), 0),
            Column("note", t("data.column_note"), width=320),
        ],
        "data_log",
        t("data.history_title"),
        on_row=lambda position: _pick(int(numbers_of.iloc[position])),
        height=_height(len(batches)),
    )
    if st.session_state.get(_BATCH) in set(numbers_of):
        _show_records(store, batches, st.session_state[_BATCH])


def _undo(store: Store, batch_id: int) -> None:
    rows = take_back(store, batch_id)
    if rows is not None:
        key = "data.undone" if rows else "data.undone_nothing"
        st.session_state[SAID] = (key, {"rows": rows})


def say_what_happened() -> None:
    """What the last button did."""
    key, values = st.session_state.pop(SAID, ("", {}))
    if key:
        st.success(t(key, **values))


def _show_records(store: Store, batches: pd.DataFrame, batch: int) -> None:
    """What one write changed, field by field."""
    later = int(batches.loc[batches["batch_id"] > batch, "rows"].sum())
    own = int(batches.loc[batches["batch_id"] == batch, "rows"].sum())
    records = store.audit(limit=min(own, _MOST_RECORDS), offset=later)
    changed = [
        (
            _table_name(row["table"]),
            row["key"],
            t(f"data.action_{row['action']}"),
            field,
            before,
            after,
        )
        for row in records.to_dict("records")
        for field, before, after in _differences(row["before"], row["after"])
    ]
    names = ["table", "key", "action", "field", "before", "after"]
    st.subheader(t("data.history_rows", batch=batch), anchor=False)
    show_table(
        pd.DataFrame(changed, columns=names),
        [Column(name, t(f"data.column_{name}")) for name in names],
        "data_records",
        t("data.history_rows", batch=batch),
        height=_height(len(changed)),
    )


def _differences(before: str | None, after: str | None) -> list[tuple[str, str, str]]:
    """Fields that differ between two rows kept as JSON; "" where there is nothing."""
    old, new = (json.loads(side) if isinstance(side, str) else {} for side in (before, after))
    return [
        (field, _shown(old.get(field)), _shown(new.get(field)))
        for field in dict.fromkeys([*old, *new])
        if old.get(field) != new.get(field)
    ]


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _table_name(table: str) -> str:
    return t(f"workbook.sheet_{table}" if table in TABLES else f"data.kind_{table}")


def _height(rows: int) -> int | Literal["auto"]:
    """Long lists scroll, short ones are as high as they are."""
    return "auto" if rows <= _SHORT else _TALL_PX


def moment(at: pd.Timestamp) -> str:
    """A day and time as the reader's language writes them."""
    locale = {"tr": "tr_TR", "en": "en_GB"}[language()]
    return format_datetime(at.floor("s").to_pydatetime(), "d MMM y HH:mm", locale=locale)


def _pick(batch: int) -> None:
    st.session_state[_BATCH] = batch
