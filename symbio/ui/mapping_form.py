"""A mapping corrected by clicks: per sheet which column is which field, and what values mean."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatch

import pandas as pd
import streamlit as st

from symbio.knowledge import Knowledge, resource_names
from symbio.locale import numbers
from symbio.ui.language import language, t
from symbio.ui.texts import plain
from symbio.zone.rows import TABLES, Field, dictionary
from symbio.zone.workbook.mapping import Mapping, TableMapping
from symbio.zone.workbook.sheet import Sheet, column_letters, heading

_EXAMPLES = 3
_MOST_VALUES = 60
_UNREAD = ""
# Fields whose cells are words with a meaning of their own.
_WORDED = ("choice", "resource")


def edit_mapping(start: Mapping, sheets: list[Sheet], knowledge: Knowledge, mark: str) -> Mapping:
    """Draw an editor for every sheet.

    Parameters
    ----------
    start : Mapping
        What the editors begin with. It must stay the same while they are on the
        screen: Streamlit keeps what the person changed as a difference to it.
    sheets : list of Sheet
        What the files hold.
    mark : str
        Another for another `start`.

    Returns
    -------
    Mapping
        As the person has it now.
    """
    tables: list[TableMapping] = []
    for sheet in sheets:
        own: list[tuple[int, TableMapping | None]] = [
            (n, table) for n, table in enumerate(start.tables) if _reads(table, sheet)
        ]
        for place, table in own or [(len(start.tables), None)]:
            edited = _edit_table(
                table, f"{mark}_{place}_{sheet.file}_{sheet.name}", sheet, knowledge
            )
            if edited is not None and edited not in tables:
                tables.append(edited)
    return replace(start, tables=tuple(tables))


def _reads(table: TableMapping, sheet: Sheet) -> bool:
    in_file = not table.file or fnmatch(sheet.file, table.file)
    return in_file and table.sheet in (sheet.name, "*")


def _edit_table(
    table: TableMapping | None, key: str, sheet: Sheet, knowledge: Knowledge
) -> TableMapping | None:
    """One sheet read as one table; None where it is not to be read."""
    icon = ":material/visibility_off:" if table is None else ":material/table:"
    with st.expander(_title(sheet), expanded=table is not None, icon=icon):
        chosen = _ask_table("" if table is None else table.table, key)
        if not chosen:
            return None
        if table is None or chosen != table.table:
            table = TableMapping(chosen, sheet.name)
        key = f"{key}_{chosen}"
        table = _edit_columns(table, sheet, key)
        return _edit_values(table, sheet, key, knowledge)


def _title(sheet: Sheet) -> str:
    rows = numbers.number(max(len(sheet.rows) - 1, 0), language())
    return t("data.mapping_sheet", sheet=plain(sheet.name), rows=rows)


def _ask_table(table: str, key: str) -> str:
    options = [_UNREAD, *TABLES]
    return st.selectbox(
        t("data.mapping_table"),
        options,
        index=options.index(table),
        format_func=lambda name: t(f"workbook.sheet_{name}" if name else "data.mapping_table_none"),
        key=f"mapping_table_{key}",
    )


def _edit_columns(table: TableMapping, sheet: Sheet, key: str) -> TableMapping:
    """Draw one row per column of the sheet; several columns of one field are joined."""
    code = language()
    unread = t("data.mapping_not_read")
    labels = {entry.field: entry.header(code) for entry in dictionary(table.table)}
    headings = named_columns(sheet, table.header_row)
    shown = pd.DataFrame(
        {
            "column": [words for words, _ in headings],
            "example": [_examples(sheet, table.header_row, n) for n in range(len(headings))],
            "field": [labels.get(_field_of(table, name), unread) for _, name in headings],
        },
        dtype="str",
    )
    edited = st.data_editor(
        shown,
        column_config={
            "column": st.column_config.Column(t("data.mapping_column"), disabled=True),
            "example": st.column_config.Column(
                t("data.mapping_example"), disabled=True, width="large"
            ),
            "field": st.column_config.SelectboxColumn(
                t("data.mapping_field"),
                options=[unread, *labels.values()],
                width="medium",
                required=True,
            ),
        },
        hide_index=True,
        num_rows="fixed",
        key=f"mapping_columns_{key}",
        alt=t("data.mapping_title"),
    )
    fields = {label: field for field, label in labels.items()}
    for (_, name), before, after in zip(headings, shown["field"], edited["field"], strict=True):
        if after != before:
            table = _assigned(table, name, fields.get(after, ""))
    return table


def _field_of(table: TableMapping, name: str) -> str:
    """The field a column is read as; of several, the one that is required or comes first."""
    found = [field for field, names in table.columns if name in names]
    required = [entry.field for entry in dictionary(table.table) if entry.required]
    return next((field for field in found if field in required), found[0] if found else "")


def _assigned(table: TableMapping, name: str, field: str) -> TableMapping:
    """The same with a column read as `field` and as nothing else; "" leaves it out."""
    for other, names in table.columns:
        if name in names:
            table = table.with_column(other, *(one for one in names if one != name))
    return table.with_column(field, *table.column(field), name) if field else table


def named_columns(sheet: Sheet, header_row: int) -> list[tuple[str, str]]:
    """What to show and what to write into a mapping for every column with a heading.

    A heading that stands twice is told apart by the letters Excel gives the column.
    """
    found = sheet.headers(header_row)
    return [
        (f"{name or '–'} ({column_letters(place)})", f"col:{column_letters(place)}")
        if not name or found.count(name) > 1
        else (name, name)
        for place, name in enumerate(found)
    ]


def _examples(sheet: Sheet, header_row: int, place: int) -> str:
    cells = (row[place] for row in sheet.rows[header_row:] if place < len(row))
    said = dict.fromkeys(heading(cell) for cell in cells if cell != "")
    return " · ".join(list(said)[:_EXAMPLES])


def _edit_values(table: TableMapping, sheet: Sheet, key: str, knowledge: Knowledge) -> TableMapping:
    """Draw, for every column of words, what its values mean."""
    for entry in dictionary(table.table):
        names = table.column(entry.field)
        if entry.type in _WORDED and len(names) == 1:
            table = _edit_meanings(table, entry, names[0], sheet, key, knowledge)
    return table


def _edit_meanings(
    table: TableMapping, entry: Field, name: str, sheet: Sheet, key: str, knowledge: Knowledge
) -> TableMapping:
    counts = _counts(sheet, table.header_row, name)
    meanings = _meanings(entry, knowledge)
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


def _counts(sheet: Sheet, header_row: int, name: str) -> pd.Series:
    """How often each value stands in a column, the most frequent first."""
    places = [
        place for place, (_, one) in enumerate(named_columns(sheet, header_row)) if one == name
    ]
    if not places:
        return pd.Series(dtype="int64")
    cells = [row[places[0]] for row in sheet.rows[header_row:] if places[0] < len(row)]
    said = pd.Series([heading(cell) for cell in cells if cell != ""], dtype="str")
    return said.value_counts().head(_MOST_VALUES)


def _meanings(entry: Field, knowledge: Knowledge) -> dict[str, str]:
    """What a value can mean: what is written into the mapping, and its name on the screen."""
    code = language()
    if entry.type == "resource":
        return resource_names(code, knowledge)
    if entry.field == "direction":
        return {choice: t(f"common.direction_{choice}") for choice in entry.choices}
    return {choice: choice for choice in entry.choices}
