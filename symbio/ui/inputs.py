"""Inputs whose value is in the link. Quantities are typed as text and read strictly.

`st.number_input` is not used: in an English browser it turns 12,5 into 125.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from symbio.locale import numbers
from symbio.ui import address
from symbio.ui.language import language, t

Names = Callable[[str], str]
_SEPARATOR = "~"


def choose(
    key: str,
    label: str,
    options: Sequence[str],
    names: Names = str,
    placeholder: str = "",
    help: str | None = None,
) -> str | None:
    """One of `options` from a list that may stay empty; the value is the id, not the label."""
    address.start(key, None, lambda word: word if word in options else None)
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    chosen = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=names,
        key=key,
        placeholder=placeholder or t("common.all"),
        help=help,
        persist_state="session",
    )
    address.keep(key, chosen or "")
    return chosen


def choose_named(
    label: str, names: Mapping[str, str], *, key: str, placeholder: str, **more: Any
) -> str | None:
    """One of the ids of `names` from a list that begins empty; for a form, not for the address."""
    chosen: str | None = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=key,
        placeholder=placeholder,
        **more,
    )
    return chosen


def choose_one_of(
    key: str,
    label: str,
    options: Sequence[str],
    names: Names = str,
    default: str | None = None,
    help: str | None = None,
    label_shown: bool = True,
) -> str:
    """Exactly one of a few `options`, all in sight."""
    first = default or options[0]
    address.start(key, first, lambda word: word if word in options else None)
    if st.session_state.get(key) not in options:
        st.session_state[key] = first
    chosen = st.segmented_control(
        label,
        list(options),
        format_func=names,
        key=key,
        required=True,
        help=help,
        label_visibility="visible" if label_shown else "collapsed",
        persist_state="session",
    )
    address.keep(key, "" if chosen == first else str(chosen))
    return str(chosen)


def ask_one_of(key: str, label: str, options: Sequence[str], names: Names = str) -> str | None:
    """One of a few `options`, all in sight, or None as long as nobody has said which."""
    address.start(key, None, lambda word: word if word in options else None)
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    chosen = st.segmented_control(
        label, list(options), format_func=names, key=key, persist_state="session"
    )
    address.keep(key, chosen or "")
    return chosen


def choose_many(
    key: str,
    label: str,
    options: Sequence[str],
    names: Names = str,
    placeholder: str = "",
    help: str | None = None,
) -> list[str]:
    """Any of `options`; none chosen means all."""

    def read(word: str) -> list[str]:
        return [part for part in word.split(_SEPARATOR) if part in options]

    address.start(key, [], read)
    st.session_state[key] = [part for part in st.session_state.get(key, []) if part in options]
    chosen = st.multiselect(
        label,
        list(options),
        format_func=names,
        key=key,
        placeholder=placeholder or t("common.all"),
        help=help,
        persist_state="session",
        select_all=False,
    )
    address.keep(key, _SEPARATOR.join(chosen))
    return chosen


def switch(key: str, label: str, default: bool = False, help: str | None = None) -> bool:
    """On or off."""
    address.start(key, default, {"1": True, "0": False}.get)
    chosen = st.toggle(label, key=key, help=help, persist_state="session")
    address.keep(key, "" if chosen == default else "1" if chosen else "0")
    return chosen


def slide(
    key: str,
    label: str,
    low: float,
    high: float,
    default: float,
    step: float,
    format: str = "%g",
    help: str | None = None,
) -> float:
    """A number between `low` and `high` on a slider; say the unit in the label."""

    def read(word: str) -> float | None:
        try:
            value = float(word)
        except ValueError:
            return None
        return min(max(value, low), high) if value == value else None

    address.start(key, float(default), read)
    chosen = st.slider(
        label,
        float(low),
        float(high),
        step=float(step),
        format=format,
        key=key,
        help=help,
        persist_state="session",
    )
    address.keep(key, "" if chosen == default else f"{chosen:g}")
    return chosen


def enter_text(
    key: str, label: str, placeholder: str = "", max_chars: int = 80, help: str | None = None
) -> str:
    """A line of text; what comes back is untrusted, show it through `plain`."""
    address.start(key, "", lambda word: word[:max_chars])
    entered = st.text_input(
        label,
        key=key,
        placeholder=placeholder,
        max_chars=max_chars,
        help=help,
        persist_state="session",
    )
    address.keep(key, entered.strip())
    return entered.strip()


def enter_quantity(
    key: str,
    label: str,
    unit: str,
    default: float | None = None,
    low: float = 0.0,
    high: float = 1e9,
    help: str | None = None,
) -> float | None:
    """A number typed as the language writes it; wrong input is explained under the field.

    Parameters
    ----------
    unit : str
        Shown after the label and behind the number that was read. [as given]
    default : float or None
        Value while the field is empty.
    low, high : float
        Smallest and largest value that makes sense. [unit]

    Returns
    -------
    float or None
        The number; `default` while the field is empty or holds no number.
    """
    code = language()
    address.start(key, "", lambda word: word[:24])
    entered = st.text_input(
        f"{label} ({unit})" if unit else label,
        key=key,
        placeholder=numbers.compact(default, code) if default is not None else "",
        max_chars=24,
        help=help,
        persist_state="session",
    ).strip()
    address.keep(key, entered)
    if not entered:
        return default
    value = numbers.read(entered, code)
    if value is None:
        st.caption(f":red[{t('common.not_a_number', example=numbers.number(1234.5, code, 1))}]")
        return default
    if not low <= value <= high:
        bounds = {"low": numbers.compact(low, code), "high": numbers.compact(high, code)}
        st.caption(f":red[{t('common.out_of_bounds', **bounds)}]")
        return default
    st.caption(t("common.read_as", value=numbers.number(value, code, 2), unit=unit))
    return value
