"""What holds for all rows: constants, lists in cells, rows left out, how figures are written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui.language import language, t
from symbio.ui.mapping_columns import cells_of, counted, named_columns, words_of
from symbio.ui.texts import plain
from symbio.zone.rows import Field, dictionary
from symbio.zone.workbook.figures import Convention
from symbio.zone.workbook.mapping import Mapping
from symbio.zone.workbook.proposal import unit_in
from symbio.zone.workbook.shape import Condition, Filter, TableMapping
from symbio.zone.workbook.sheet import Sheet

_SIGNS = {
    ";": "semicolon",
    ",": "comma",
    "/": "slash",
    "|": "bar",
    "+": "plus",
    "\n": "line",
}
_EMPTY = ""
_INPUT_WIDTH = 260  # pixels


def ask_constants(
    table: TableMapping, start: TableMapping, sheet: Sheet, key: str, knowledge: Knowledge
) -> TableMapping:
    """Ask for the fields that are the same in every row, and for their values.

    Direction and unit are asked for where no column was taken for them at the start.
    """
    entries = {entry.field: entry for entry in dictionary(table.table)}
    labels = {field: entry.header(language()) for field, entry in entries.items()}
    said = dict(start.constants)
    wanted = [
        field
        for field, entry in entries.items()
        if field in said or (_always_said(entry) and not start.column(field))
    ]
    chosen = st.multiselect(
        t("data.mapping_constants"),
        list(entries),
        default=wanted,
        format_func=labels.__getitem__,
        placeholder=t("data.mapping_constants_hint"),
        help=t("data.mapping_constants_help"),
        key=f"mapping_constants_{key}",
    )
    table = replace(table, constants=())
    with st.container(horizontal=True):
        for field in chosen:
            own, place = said.get(field, ""), f"{key}_{field}"
            if field == "unit" and not own:
                # Another quantity column brings another unit: its heading may say one.
                names = dict(named_columns(sheet, table.header_row))
                found = [one for one in table.column("quantity_per_year") if one in names.values()]
                own = unit_in(found[0]) if found else ""
                place = f"{place}_{found}"
            value = _ask_constant(entries[field], own, place, knowledge)
            table = table.with_constant(field, value.strip())
    return table


def _always_said(entry: Field) -> bool:
    return entry.field == "unit" or (entry.required and bool(entry.choices))


def _ask_constant(entry: Field, said: str, key: str, knowledge: Knowledge) -> str:
    """The value of one field: from the field's own list where it has one."""
    label, words = entry.header(language()), words_of(entry, knowledge)
    place = f"mapping_constant_{key}"
    if not words:
        hint = t("data.mapping_unit_hint") if entry.field == "unit" else None
        return st.text_input(label, said, placeholder=hint, key=place, width=_INPUT_WIDTH)
    options = list(dict.fromkeys([*words, *([said] if said else [])]))
    chosen = st.selectbox(
        label,
        options,
        index=options.index(said) if said else None,
        format_func=lambda word: words.get(word, word),
        placeholder=t("data.mapping_choose"),
        key=place,
        width=_INPUT_WIDTH,
    )
    return chosen or ""


def ask_split(table: TableMapping, start: TableMapping, sheet: Sheet, key: str) -> TableMapping:
    """Ask for the columns whose cells hold several things, and for the sign between them."""
    columns = _columns(sheet, table)
    said = {name: sign for field, sign in start.split for name in start.column(field)}
    chosen = st.multiselect(
        t("data.mapping_split"),
        list(columns),
        default=[name for name in columns if name in said],
        format_func=columns.__getitem__,
        placeholder=t("data.mapping_split_hint"),
        help=t("data.mapping_split_help"),
        key=f"mapping_split_{key}",
    )
    signs = {name: _ask_sign(table, sheet, name, said.get(name, ""), key) for name in chosen}
    table = replace(table, split=())
    for field, names in table.columns:
        table = table.with_split(field, next((signs[one] for one in names if one in signs), ""))
    return table


def _ask_sign(table: TableMapping, sheet: Sheet, name: str, said: str, key: str) -> str:
    """The sign between the things in a cell; at first the one that stands there most often."""
    cells = cells_of(sheet, table.header_row, name)
    words = {sign: t(f"data.sign_{name}") for sign, name in _SIGNS.items()}
    often = max(_SIGNS, key=lambda sign: sum(sign in cell for cell in cells))
    options = list(dict.fromkeys([*_SIGNS, *([said] if said else [])]))
    chosen = st.selectbox(
        t("data.mapping_sign", column=plain(_columns(sheet, table)[name])),
        options,
        index=options.index(said or often),
        format_func=lambda sign: words.get(sign, sign),
        accept_new_options=True,
        key=f"mapping_sign_{key}_{name}",
    )
    return str(chosen)


def ask_skipped(table: TableMapping, start: TableMapping, sheet: Sheet, key: str) -> TableMapping:
    """Ask for the rows to leave out, by what stands in one of their columns."""
    columns = _columns(sheet, table)
    simple = [one for one in start.filters if _is_simple(one, columns)]
    others = [one for one in start.filters if one not in simple]
    said: dict[str, list[str]] = {}
    for test in (one.conditions[0] for one in simple):
        said.setdefault(test.column, []).extend(test.values or (_EMPTY,))
    chosen = st.multiselect(
        t("data.mapping_skip"),
        list(columns),
        default=list(said),
        format_func=columns.__getitem__,
        placeholder=t("data.mapping_skip_hint"),
        help=t("data.mapping_skip_help"),
        key=f"mapping_skip_{key}",
    )
    found: list[Filter] = []
    empty = t("data.mapping_skip_empty")
    for name in chosen:
        own = said.get(name, [])
        counts = counted(sheet, table.header_row, name)
        values = st.multiselect(
            t("data.mapping_skip_values", column=plain(columns[name])),
            list(dict.fromkeys([_EMPTY, *counts.index, *own])),
            default=own,
            format_func=partial(_or_empty, empty=empty),
            placeholder=t("data.mapping_choose"),
            key=f"mapping_skipped_{key}_{name}",
        )
        words = tuple(value for value in values if value != _EMPTY)
        found += [Filter("skip", (Condition(name, "is", words),))] if words else []
        found += [Filter("skip", (Condition(name, "empty"),))] if _EMPTY in values else []
    if others:
        st.caption(t("data.mapping_more_filters", count=len(others)))
    return table.with_filters(*others, *found)


def _is_simple(one: Filter, columns: dict[str, str]) -> bool:
    """Whether the form can show a filter: one column of the sheet and whole cells."""
    test = one.conditions[0]
    plain_test = test.test in ("is", "empty") and not (test.of or test.split)
    alone = one.action == "skip" and len(one.conditions) == 1 and not one.note
    return alone and plain_test and test.column in columns


def ask_distinct(table: TableMapping, start: TableMapping, key: str) -> TableMapping:
    """Ask whether rows with the same id are one firm."""
    if table.table != "firm" and not start.distinct:
        return table
    ticked = st.checkbox(t("data.mapping_distinct"), start.distinct, key=f"mapping_distinct_{key}")
    return replace(table, distinct=ticked)


def ask_figures(mapping: Mapping, start: Mapping, mark: str) -> Mapping:
    """Ask how numbers are written and how long plants run: for all sheets, and only if known."""
    signs: dict[Convention | None, str] = {
        None: t("data.mapping_numbers_found"),
        "comma": "1.234,5",
        "point": "1,234.5",
    }
    asks_sign, asks_days, asks_hours = st.columns(3)
    with asks_sign:
        sign = st.selectbox(
            t("data.mapping_numbers"),
            list(signs),
            index=list(signs).index(start.numbers),
            format_func=signs.__getitem__,
            key=f"mapping_numbers_{mark}",
        )
    with asks_days:
        days = _ask_time("days", start.operating_days, 366, mark)
    with asks_hours:
        hours = _ask_time("hours", start.operating_hours, 8784, mark)
    return replace(mapping, numbers=sign, operating_days=days, operating_hours=hours)


def _ask_time(name: str, said: float | None, most: int, mark: str) -> float | None:
    """Operating days or hours of a year; None where nothing or no possible number is typed."""
    code = language()
    typed = st.text_input(
        t(f"data.mapping_{name}"),
        "" if said is None else numbers.exact(said, code),
        placeholder=t("data.mapping_time_hint"),
        max_chars=12,
        key=f"mapping_{name}_{mark}",
    ).strip()
    value = numbers.read(typed, code) if typed else None
    if typed and (value is None or not 0 < value <= most):
        st.caption(f":red[{t('data.mapping_time_wrong', most=numbers.number(most, code))}]")
        return None
    return value


def _columns(sheet: Sheet, table: TableMapping) -> dict[str, str]:
    """What is written into a mapping for each column, and what is shown."""
    return {name: shown for shown, name in named_columns(sheet, table.header_row)}


def _or_empty(value: str, empty: str) -> str:
    return value or empty
