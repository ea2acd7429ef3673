"""Tables whose numbers are written in the reader's language, whatever the browser."""

from __future__ import annotations

import html
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from symbio.locale import numbers
from symbio.locale.firm_names import short_name
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.theme import projector

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

# A styled table costs its rows on every rerun; the export has them all.
ROWS_SHOWN = 200
_ROW_PX = 35  # of Streamlit's tables
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        Column of the frame.
    header : str
        Heading, with the unit where there is one.
    digits : int or None
        Decimals of a number; None for text, -1 for three significant digits.
    help : str
        Opens on hover over the heading: source, year, what is counted.
    width : str or int or None
        "small", "medium", "large" or pixels.
    pinned : bool
        Stays in sight while the table scrolls sideways.
    firm : bool
        Holds firm names: shown without their legal form, so that the name itself is not cut.
    """

    name: str
    header: str
    digits: int | None = None
    help: str = ""
    width: Literal["small", "medium", "large"] | int | None = None
    pinned: bool = False
    firm: bool = False


def at_most(height: int | Literal["auto"], rows: int) -> int | Literal["auto", "content"]:
    """The height asked for [px], or that of the rows and the heading where it is less."""
    fits = height != "auto" and (rows + 1) * _ROW_PX < height
    return "content" if fits else height


def show_table(
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    columns: Sequence[Column],
    key: str,
    alt: str,
    on_row: Callable[[int], None] | None = None,
    height: int | Literal["auto"] = "auto",
    most: int = ROWS_SHOWN,
    rows: int | None = None,
    same: Hashable = None,
) -> None:
    """Draw the chosen columns; numbers keep sorting as numbers.

    Parameters
    ----------
    frame : DataFrame or callable
        Rows in the order to show, or what makes them where nobody has seen the `same`.
    columns : sequence of Column
        What to show, in order.
    key : str
        Name of the table in the session.
    alt : str
        What the table is, for people who do not see it.
    on_row : callable
        Called with the position of a clicked row, before the page runs again.
    most : int
        Only the first so many rows are shown, and a line says so.
    rows : int or None
        How many there are, where `frame` holds only the first of them.
    height : int or "auto"
        [px] at most; a short table is as high as its rows.
    same : hashable
        What the rows differ by, besides viewer, stored rows and language: such a table is
        written once for everybody. None for rows that nobody else sees.
    """
    if projector():
        return
    names = tuple(column.name for column in columns)

    def make() -> tuple[Any, int]:
        whole = frame() if callable(frame) else frame
        return written(whole, columns, most, language()), len(whole)

    texts, count = make() if same is None else make_once("table", key, names, same, make=make)
    options: dict[str, Any] = {}
    if on_row is not None:
        options = {
            "on_select": lambda: _clicked(key, on_row),
            "selection_mode": "single-row",
        }
    st.dataframe(
        texts,
        hide_index=True,
        column_config=_config(tuple(columns)),
        key=key,
        height=at_most(height, min(count, most)),
        placeholder=numbers.MISSING,
        alt=alt,
        **options,
    )
    shown = min(count, most)
    if (rows or count) > shown:
        code = language()
        st.caption(
            t(
                "common.first_rows",
                shown=numbers.number(shown, code),
                all=numbers.number(rows or count, code),
            )
        )


def show_words(frame: pd.DataFrame, columns: Sequence[Column], alt: str) -> None:
    """Draw a short table of sentences: each is whole, and on a phone a row is a card.

    Parameters
    ----------
    frame : DataFrame
        Texts; shown as text, never as markup.
    columns : sequence of Column
        What to show, in order; the first names the row.
    alt : str
        What the table is, for people who do not see it.
    """
    if projector():
        return
    heads = "".join(f'<th scope="col">{html.escape(column.header)}</th>' for column in columns)
    first, *others = columns
    rows = "".join(
        f'<tr><th scope="row">{html.escape(row[first.name])}</th>'
        + "".join(
            f'<td data-head="{html.escape(one.header)}">{html.escape(row[one.name])}</td>'
            for one in others
        )
        + "</tr>"
        for row in frame.to_dict("records")
    )
    st.html(
        f'<table class="symbio-words" aria-label="{html.escape(alt)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


@lru_cache(maxsize=64)
def _config(columns: tuple[Column, ...]) -> dict[str, Any]:
    """The columns as Streamlit wants them described; it changes a copy of its own."""
    return {
        column.name: st.column_config.Column(
            column.header,
            help=column.help or None,
            width=column.width,
            pinned=column.pinned or None,
            alignment=None if column.digits is None else "right",
        )
        for column in columns
    }


def _clicked(key: str, on_row: Callable[[int], None]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    if rows:
        on_row(rows[0])


def written(frame: pd.DataFrame, columns: Sequence[Column], most: int, code: str) -> Any:
    """The first `most` rows as `st.dataframe` takes them, numbers written in the language."""
    shown = frame.head(most)[[column.name for column in columns]].reset_index(drop=True)
    firms = [column.name for column in columns if column.firm]
    if firms:
        shown = shown.assign(**{name: shown[name].map(short_name, "ignore") for name in firms})
    writers: dict[str, Any] = {
        column.name: (
            (lambda value: numbers.compact(value, code))
            if column.digits < 0
            else (lambda value, digits=column.digits: numbers.number(value, code, digits))
        )
        for column in columns
        if column.digits is not None
    }
    return _with_words(shown, writers) if writers else shown


def _with_words(frame: pd.DataFrame, writers: dict[str, Callable[[Any], str]]) -> Styler:
    """The frame with its numbers as text, as `st.dataframe` reads it from a Styler.

    pandas would lay it out as a page of HTML, cell by cell, of which Streamlit takes the
    texts and puts them, cell by cell, into the frame that it has written as text, on every
    run. Here both find the frame of texts ready.
    """
    words = frame.drop(columns=[*writers]).astype(str)
    for name, write in writers.items():
        texts = [numbers.MISSING if value is pd.NA else write(value) for value in frame[name]]
        words[name] = pd.Series(texts, index=frame.index, dtype="str")
    words = words[list(frame)]
    styled = frame.style.set_uuid("written")
    for owner, name, answer in (
        (styled, "_compute", styled),
        (styled, "_translate", {}),
        (frame, "astype", words),
    ):
        setattr(owner, name, lambda *_, answer=answer: answer)
    return styled


def download_excel(label: str, build: Callable[[], bytes], file_name: str, key: str) -> None:
    """Offer an Excel file that is built when it is asked for.

    Parameters
    ----------
    build : callable
        Makes the workbook's bytes.
    """
    st.download_button(
        label,
        build,
        file_name=file_name,
        mime=_XLSX,
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
