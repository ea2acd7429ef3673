"""A mapping corrected by clicks: how often each sheet is read, as what, and by which columns."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui.language import language, t
from symbio.ui.mapping_columns import edit_columns, edit_values
from symbio.ui.mapping_rules import ask_constants, ask_distinct, ask_figures, ask_skipped, ask_split
from symbio.ui.texts import plain
from symbio.zone.rows import TABLES
from symbio.zone.workbook.mapping import Mapping, TableMapping
from symbio.zone.workbook.proposal import HEADER_SEARCHED, read_as
from symbio.zone.workbook.sheet import Sheet, heading

_UNREAD = ""
_HEADING_SHOWN = 60  # letters


class _Reading(NamedTuple):
    """One reading of a sheet: what it begins with, and which of the added ones it is."""

    key: str
    table: TableMapping | None
    added: int | None = None


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
    several = len({sheet.file for sheet in sheets}) > 1
    for sheet in sheets:
        file = sheet.file if several else ""
        for edited in _edit_sheet(start, sheet, file, knowledge, mark):
            if edited not in tables:
                tables.append(edited)
    return ask_figures(replace(start, tables=tuple(tables)), start, mark)


def _edit_sheet(
    start: Mapping, sheet: Sheet, file: str, knowledge: Knowledge, mark: str
) -> list[TableMapping]:
    """All that one sheet is read as."""
    own = [(n, one) for n, one in enumerate(start.tables) if one.reads(sheet.file, sheet.name)]
    name = f"{sheet.file}_{sheet.name}"
    readings = [_Reading(f"{mark}_{n}_{name}", table) for n, table in own]
    readings = readings or [_Reading(f"{mark}_{len(start.tables)}_{name}", None)]
    again = f"mapping_again_{mark}_{name}"
    added: list[int] = st.session_state.get(again, [])
    readings += [_Reading(f"{mark}_again{n}_{name}", None, n) for n in added]
    icon = ":material/table:" if own else ":material/visibility_off:"
    edited: list[TableMapping] = []
    with st.expander(_title(sheet), expanded=bool(own) or not start.tables, icon=icon):
        for reading in readings:
            with st.container(border=len(readings) > 1, key=f"mapping_reading_{reading.key}"):
                row = edited[-1].header_row if edited else _likeliest_row(sheet)
                table = _edit_reading(reading, sheet, file, row, knowledge)
                if reading.added is not None:
                    st.button(
                        t("data.mapping_take_away"),
                        icon=":material/delete:",
                        key=f"mapping_away_{reading.key}",
                        on_click=_take_away,
                        args=(again, reading.added),
                    )
            edited += [table] if table else []
        if edited:
            st.button(
                t("data.mapping_again"),
                icon=":material/add:",
                help=t("data.mapping_again_help"),
                key=f"add_{again}",
                on_click=_read_again,
                args=(again,),
            )
    return edited


def _read_again(again: str) -> None:
    added: list[int] = st.session_state.get(again, [])
    st.session_state[again] = [*added, max(added, default=0) + 1]


def _take_away(again: str, which: int) -> None:
    st.session_state[again] = [one for one in st.session_state[again] if one != which]


def _edit_reading(
    reading: _Reading, sheet: Sheet, file: str, row: int, knowledge: Knowledge
) -> TableMapping | None:
    """One sheet read as one table; None where it is not to be read."""
    table, key = reading.table, reading.key
    asks_table, asks_row = st.columns(2)
    with asks_table:
        chosen = _ask_table("" if table is None else table.table, key)
    if not chosen:
        return None
    with asks_row:
        given = row if table is None else table.header_row
        row = _ask_header_row(sheet, given, f"{key}_{chosen}")
    if table is None or (chosen, row) != (table.table, table.header_row):
        table = replace(read_as(sheet, chosen, row), file=file, distinct=chosen == "firm")
    key = f"{key}_{chosen}_{row}"
    start = table
    table = edit_columns(table, sheet, key)
    table = ask_constants(table, start, sheet, key, knowledge)
    asks_split, asks_skipped = st.columns(2)
    with asks_split:
        table = ask_split(table, start, sheet, key)
    with asks_skipped:
        table = ask_skipped(table, start, sheet, key)
    table = ask_distinct(table, start, key)
    return edit_values(table, sheet, key, knowledge)


def _title(sheet: Sheet) -> str:
    rows = numbers.number(max(len(sheet.rows) - 1, 0), language())
    return t("data.mapping_sheet", sheet=plain(sheet.name), rows=rows)


def _ask_table(table: str, key: str) -> str:
    options = [_UNREAD, *TABLES]
    names = {
        one: t(f"workbook.sheet_{one}" if one else "data.mapping_table_none") for one in options
    }
    return st.selectbox(
        t("data.mapping_table"),
        options,
        index=options.index(table),
        format_func=names.__getitem__,
        key=f"mapping_table_{key}",
    )


def _ask_header_row(sheet: Sheet, row: int, key: str) -> int:
    """The row of the headings; what stands above it is left out."""

    def said(row: int) -> str:
        words = " · ".join(name for name in sheet.headers(row) if name)
        return f"{row}: {words[:_HEADING_SHOWN]}"

    last = max(min(len(sheet.rows), HEADER_SEARCHED), row)
    return st.selectbox(
        t("data.mapping_header_row"),
        range(1, last + 1),
        index=row - 1,
        format_func=said,
        key=f"mapping_row_{key}",
    )


def _likeliest_row(sheet: Sheet) -> int:
    """The first of the rows with the most different words: titles above the headings have few."""
    words = [
        len({heading(cell) for cell in row if isinstance(cell, str) and cell.strip()})
        for row in sheet.rows[:HEADER_SEARCHED]
    ]
    return words.index(max(words)) + 1 if words else 1
