"""The columns of one sheet: which field each is, and what the words in its cells mean."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symbio.knowledge import Knowledge, resource_names
from symbio.locale import LANGUAGES
from symbio.locale.letters import fold
from symbio.ui.language import language, t
from symbio.ui.texts import plain
from symbio.ui.theme import narrow
from symbio.zone.rows import Field, dictionary
from symbio.zone.workbook.shape import TableMapping
from symbio.zone.workbook.sheet import Sheet, column_letters, heading
from symbio.zone.workbook.words import boolean_name, choice_name

_EXAMPLES = 3
_MOST_VALUES = 60
# Fields whose cells are words with a meaning of their own.
_WORDED = ("choice", "resource")


def edit_columns(table: TableMapping, sheet: Sheet, key: str) -> TableMapping:
    """Draw one row per column of the sheet; several columns of one field are joined."""
    code = language()
    unread, nothing = t("data.mapping_not_read"), "–"
    labels = {entry.field: entry.header(code) for entry in dictionary(table.table)}
    headings = named_columns(sheet, table.header_row)
    read_as = [[labels[field] for field in _fields_of(table, name)] for _, name in headings]
    shown = pd.DataFrame(
        {
            "column": [words for words, _ in headings],
            "example": [_examples(sheet, table.header_row, n) for n in range(len(headings))],
            "field": [found[0] if found else unread for found in read_as],
            "also": [found[1] if len(found) > 1 else nothing for found in read_as],
        },
        dtype="str",
    )
    edited = st.data_editor(
        shown,
        column_config={
            "column": st.column_config.Column(t("data.mapping_column"), disabled=True),
            "example": st.column_config.Column(
                t("data.mapping_example"), disabled=True, width="medium"
            ),
            "field": st.column_config.SelectboxColumn(
                t("data.mapping_field"),
                options=[unread, *labels.values()],
                width="medium",
                required=True,
            ),
            "also": st.column_config.SelectboxColumn(
                t("data.mapping_also"), options=[nothing, *labels.values()], width="small"
            ),
        },
        # A phone has room for a heading and what it is read as.
        column_order=("column", "field", "also") if narrow() else None,
        hide_index=True,
        num_rows="fixed",
        key=f"mapping_columns_{key}",
        alt=t("data.mapping_title"),
    )
    # What was chosen before the reader changed the language counts too.
    entries = dictionary(table.table)
    fields = {entry.header(one): entry.field for one in LANGUAGES for entry in entries}
    fields |= {label: field for field, label in labels.items()}
    for (_, name), labelled, *chosen in zip(
        headings, read_as, edited["field"], edited["also"].fillna(nothing), strict=True
    ):
        before = [fields[label] for label in labelled[:2]]
        after = [fields[label] for label in dict.fromkeys(chosen) if label in fields]
        for field in before:
            if field not in after:
                table = _unassigned(table, name, field)
        for field in after:
            if field not in before:
                table = table.with_column(field, *table.column(field), name)
    return table


def _fields_of(table: TableMapping, name: str) -> list[str]:
    """The fields a column is read as, what is required first."""
    required = {entry.field for entry in dictionary(table.table) if entry.required}
    found = [field for field, names in table.columns if name in names]
    return sorted(found, key=lambda field: field not in required)


def _unassigned(table: TableMapping, name: str, field: str) -> TableMapping:
    """The same with a column no longer read as `field`."""
    return table.with_column(field, *(one for one in table.column(field) if one != name))


def named_columns(sheet: Sheet, header_row: int) -> list[tuple[str, str]]:
    """What to show and what to write into a mapping for every column with a heading.

    A heading that stands twice is told apart by the letters Excel gives the column.
    """
    found = sheet.headers(header_row)
    folded = [fold(name) for name in found]
    return [
        (f"{name or '–'} ({column_letters(place)})", f"col:{column_letters(place)}")
        if not name or folded.count(fold(name)) > 1
        else (name, name)
        for place, name in enumerate(found)
    ]


def _examples(sheet: Sheet, header_row: int, place: int) -> str:
    cells = (row[place] for row in sheet.rows[header_row:] if place < len(row))
    said = dict.fromkeys(heading(cell) for cell in cells if cell != "")
    return " · ".join(list(said)[:_EXAMPLES])


def edit_values(table: TableMapping, sheet: Sheet, key: str, knowledge: Knowledge) -> TableMapping:
    """Draw, for every column of words, what its values mean."""
    for entry in dictionary(table.table):
        names = table.column(entry.field)
        if entry.type in _WORDED and len(names) == 1:
            table = _edit_meanings(table, entry, names[0], sheet, key, knowledge)
    return table


def _edit_meanings(
    table: TableMapping, entry: Field, name: str, sheet: Sheet, key: str, knowledge: Knowledge
) -> TableMapping:
    sign = dict(table.split).get(entry.field, "")
    counts = counted(sheet, table.header_row, name, sign)
    meanings = words_of(entry, knowledge)
    if counts.empty or not meanings:
        return table
    said = dict(dict(table.values).get(entry.field, ()))
    ids = {label: meaning for meaning, label in meanings.items()}
    shown = pd.DataFrame(
        {
            "value": counts.index,
            "count": counts.to_numpy(),
            "meaning": [meanings.get(said.get(value, ""), "") for value in counts.index],
        }
    )
    with st.popover(f"{t('data.mapping_values')}: {plain(name)}"):
        st.caption(t("data.mapping_values_intro", column=plain(name)))
        edited = st.data_editor(
            shown,
            column_config={
                "value": st.column_config.Column(t("data.mapping_value"), disabled=True),
                "count": st.column_config.Column(t("data.mapping_count"), disabled=True),
                "meaning": st.column_config.SelectboxColumn(
                    t("data.mapping_meaning"), options=["", *ids], width="medium"
                ),
            },
            hide_index=True,
            num_rows="fixed",
            key=f"mapping_values_{key}_{entry.field}",
            alt=t("data.mapping_values"),
        )
    for value, label in zip(edited["value"], edited["meaning"].fillna(""), strict=True):
        table = table.with_value(entry.field, value, ids.get(label, ""))
    return table


def counted(sheet: Sheet, header_row: int, name: str, sign: str = "") -> pd.Series:
    """How often each value stands in a column, or each part of a list, the most frequent first."""
    cells = cells_of(sheet, header_row, name)
    parts = [part for cell in cells for part in (cell.split(sign) if sign else [cell])]
    said = pd.Series([heading(part) for part in parts if part.strip()], dtype="str")
    return said.value_counts().head(_MOST_VALUES)


def cells_of(sheet: Sheet, header_row: int, name: str) -> list[str]:
    """What stands in a column below its heading, as text."""
    places = [
        place for place, (_, one) in enumerate(named_columns(sheet, header_row)) if one == name
    ]
    rows = sheet.rows[header_row:] if places else []
    cells = [row[places[0]] if places[0] < len(row) else "" for row in rows]
    return [cell if isinstance(cell, str) else heading(cell) for cell in cells]


def words_of(entry: Field, knowledge: Knowledge) -> dict[str, str]:
    """The list of a field: what is written into the mapping, and its name on the screen."""
    code = language()
    if entry.type == "resource":
        return resource_names(code, knowledge)
    if entry.type == "boolean":
        return {"yes": boolean_name(True, code), "no": boolean_name(False, code)}
    if entry.field == "direction":
        return {choice: t(f"common.direction_{choice}") for choice in entry.choices}
    return {choice: choice_name(entry.field, choice, code) for choice in entry.choices}
