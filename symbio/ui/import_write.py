"""What an import would change, and the button that changes it; then the way back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd
import streamlit as st

from symbio.errors import InputError
from symbio.locale import numbers
from symbio.ui import door, who
from symbio.ui.access_page import show_new_code
from symbio.ui.empty import explain
from symbio.ui.import_files import shelf
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.take_back import offer_undo
from symbio.ui.texts import note
from symbio.zone.changes import Changes, compare
from symbio.zone.rows import KEYS, Zone, dictionary
from symbio.zone.store import Store
from symbio.zone.workbook import Reading

WRITTEN = "import_written"
_MOST_LENGTH = 60


def show_preview(reading: Reading, stored: Zone, store: Store, note_of_files: str) -> None:
    """Counts per table, changed fields, firms that are gone, and the button to write."""
    changes = _compared(reading, stored, store.revision())
    st.subheader(t("data.preview_title"), anchor=False)
    _counts(changes)
    _changed(changes)
    chosen = _ask_gone(changes, stored)
    others = _ask_others(changes)
    words = reading.meant.items() - set(store.synonyms())
    if words:
        note(t("data.own_words", count=numbers.number(len(words), language())))
    if changes.empty and not chosen and not others and not words:
        st.success(t("data.preview_nothing"), icon=":material/check_circle:")
        return
    picked = with_gone(changes, stored, chosen, others=others)
    code = language()
    label = t(
        "data.write",
        new=numbers.number(sum(len(part.new) for part in changes.tables().values()), code),
        changed=numbers.number(sum(len(part.changed) for part in changes.tables().values()), code),
        removed=numbers.number(sum(len(part.gone) for part in picked.tables().values()), code),
    )
    typed = st.text_input(t("data.who"), max_chars=60, key="import_who", help=t("data.who_hint"))
    door.say(picked, store)
    if st.button(label, type="primary", icon=":material/save:"):
        _write(picked, store, " ".join(typed.split()), note_of_files, reading.meant)


def say_written(store: Store) -> None:
    """What the last import wrote, and the button to take it back."""
    written = st.session_state.get(WRITTEN)
    if written is None:
        return
    show_new_code()
    with st.container(horizontal=True, vertical_alignment="center"):
        rows, batch_id = written
        count = numbers.number(rows, language())
        st.success(t("data.written", rows=count), icon=":material/check_circle:")
        offer_undo(store, batch_id, WRITTEN)


def with_gone(
    changes: Changes, stored: Zone, firms: Collection[str], *, others: bool = False
) -> Changes:
    """The changes with only these rows gone.

    Parameters
    ----------
    changes : Changes
        The comparison of `stored` with the files.
    firms : collection of str
        Firms to delete, of those that are not in the files; what belongs to them goes too.
    others : bool
        Whether other rows that are not in the files go as well: streams of
        firms that stay, events, and what belongs to those.
    """
    staying = set(changes.firm.gone["firm_id"]) - set(firms)
    parts = {}
    for name, part in changes.tables().items():
        gone = part.gone
        if name == "firm":
            gone = gone[gone["firm_id"].isin(list(firms))]
        elif name != "zone":  # one row; a new one takes the place of the old one
            gone = gone if others else gone.head(0)
            if "firm_id" in gone:
                rows = getattr(stored, name)
                back = pd.concat([part.new, part.changed])["firm_id"]
                own = rows["firm_id"].isin(list(firms)) & ~rows["firm_id"].isin(back)
                gone = pd.concat([gone[~gone["firm_id"].isin(staying)], rows[own]])
                gone = gone.drop_duplicates(list(KEYS[name]))
        parts[name] = replace(part, gone=gone.reset_index(drop=True))
    return replace(changes, **parts)


def other_gone(changes: Changes) -> int:
    """How many rows are not in the files although their firm is."""
    away = changes.firm.gone["firm_id"]
    return sum(
        int((~part.gone["firm_id"].isin(away)).sum()) if "firm_id" in part.gone else len(part.gone)
        for name, part in changes.tables().items()
        if name not in ("zone", "firm")
    )


def _compared(reading: Reading, stored: Zone, revision: int) -> Changes:
    """The comparison, kept as long as neither the reading nor the store is another."""
    kept, key = shelf(), (id(reading), revision)
    if kept.get("changes_of") != key:
        kept.update(changes_of=key, changes=compare(stored, reading.tables))
    changes: Changes = kept["changes"]
    return changes


def _counts(changes: Changes) -> None:
    counts = changes.counts()
    counts = counts[counts.drop(columns="table").sum(axis=1) > 0]
    named = counts.assign(name=[t(f"workbook.sheet_{table}") for table in counts["table"]])
    columns = [Column("name", t("data.column_table"))]
    columns += [
        Column(name, t(f"data.column_{name}"), 0) for name in ("new", "changed", "gone", "same")
    ]
    show_table(named, columns, "import_counts", t("data.preview_title"))


def _changed(changes: Changes) -> None:
    """Field by field what differs."""
    code = language()
    headers = {
        (entry.table, entry.field): entry.header(code)
        for table in changes.tables()
        for entry in dictionary(table)
    }
    parts = [
        part.changed_fields.assign(
            table=t(f"workbook.sheet_{name}"),
            field=[headers[name, field] for field in part.changed_fields["field"]],
        )
        for name, part in changes.tables().items()
        if not part.changed_fields.empty
    ]
    if not parts:
        return
    rows = pd.concat(parts, ignore_index=True)
    shown = rows.assign(before=_shown(rows["before"]), after=_shown(rows["after"]))
    with st.expander(f"{t('data.changed_title')} ({numbers.number(len(rows), code)})"):
        names = ("table", "key", "field", "before", "after")
        columns = [Column(name, t(f"data.column_{name}")) for name in names]
        show_table(shown, columns, "import_changed", t("data.changed_title"))


def _shown(values: pd.Series) -> list[str]:
    return ["" if value is None else str(value)[:_MOST_LENGTH] for value in values]


def _ask_gone(changes: Changes, stored: Zone) -> list[str]:
    """The firms that are stored but not in the files; the ones ticked are to be deleted."""
    gone = changes.firm.gone
    if gone.empty:
        return []
    st.subheader(t("data.gone_title"), anchor=False)
    note(t("data.gone_intro"))
    # Where another zone takes the place of the stored one, its firms are meant to go with it.
    replaced = not changes.zone.new.empty and not changes.zone.gone.empty
    everyone = st.checkbox(
        t("data.gone_all", count=numbers.number(len(gone), language())), value=replaced
    )
    streams = stored.stream.groupby("firm_id").size()
    shown = pd.DataFrame(
        {
            "remove": everyone,
            "name": gone["name"],
            "streams": gone["firm_id"].map(streams).fillna(0).astype("int64"),
        }
    )
    edited = st.data_editor(
        shown,
        column_config={
            "remove": st.column_config.CheckboxColumn(t("data.gone_remove"), width="small"),
            "name": st.column_config.Column(t("data.column_firm"), disabled=True),
            "streams": st.column_config.Column(t("data.gone_streams"), disabled=True),
        },
        hide_index=True,
        num_rows="fixed",
        key=f"import_gone_{everyone}",
        alt=t("data.gone_title"),
    )
    ticked = edited["remove"].fillna(False).astype(bool).to_numpy()
    return list(gone.loc[ticked, "firm_id"])


def _ask_others(changes: Changes) -> bool:
    """Whether single rows that are not in the files are to go too."""
    count = other_gone(changes)
    if not count:
        return False
    return st.checkbox(t("data.gone_others", count=numbers.number(count, language())))


def _write(changes: Changes, store: Store, by: str, files: str, meant: dict[str, str]) -> None:
    remove = frozenset(name for name, part in changes.tables().items() if len(part.gone))
    if not door.opened(changes, store):
        st.error(t("access.import_code_wrong"), icon=":material/key_off:")
        return
    try:
        with st.spinner(t("data.writing"), show_time=True):
            done = store.apply(
                changes, who=by or who.name(), remove_gone=remove, note=files, meant=meant
            )
    except InputError as error:
        explain(error)
        return
    door.close(store)
    st.session_state[WRITTEN] = done.rows, done.batch_id
    st.rerun()
