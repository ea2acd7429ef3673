"""The address bar holds the screen: a link reproduces it, in either language.

Values in the address are ids, never labels, so that a link survives the other
language. (Streamlit's own `bind="query-params"` writes the labels.) Inputs call
`start` before and `keep` after they are drawn; the frame calls `arrive` first
and `write` last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

_PAGE = "address_page"
_WRITTEN = "address_written"
_DRAWN = "address_drawn"
_ARRIVED = "address_arrived"
_KEPT = "address_kept"


def arrive(page: str) -> None:
    """Find out whether this run came by a link (or the back button) or by a click.

    After a link the inputs follow the address; after a click the address
    follows the inputs. A change of page inside the app empties the address,
    and so may the back button: an empty address asks for nothing.
    """
    state = st.session_state
    now = st.query_params.to_dict()
    first = _PAGE not in state
    same_page = state.get(_PAGE) == page
    state[_ARRIVED] = first or bool(now and not (same_page and now == state.get(_WRITTEN)))
    state[_PAGE] = page
    state[_DRAWN] = {}


def start(key: str, default: Any, read: Callable[[str], Any]) -> None:
    """Give the input `key` its value: from the address after a link, else as it was.

    Parameters
    ----------
    key : str
        Name in the session and in the address.
    default : object
        Value where nothing is known yet.
    read : callable
        Address text to value; None for a text that means nothing here.
    """
    state = st.session_state
    if state.get(_ARRIVED, True):
        word = st.query_params.get(key)
    elif key not in state:
        # Streamlit forgets an input that a page does not draw; its word is kept.
        word = state.get(_KEPT, {}).get(key)
    else:
        return
    value = read(word) if word is not None else None
    state[key] = default if value is None else value


def given(key: str, default: Any = None) -> bool:
    """Whether the reader chose something for `key`, before its input is drawn."""
    state = st.session_state
    if state.get(_ARRIVED, True):
        return key in st.query_params
    if key not in state:
        return key in state.get(_KEPT, {})
    return bool(state[key]) and state[key] != default


def keep(key: str, word: str) -> None:
    """Have `key=word` in the address of this screen; an empty word leaves it out."""
    drawn, kept = (st.session_state.setdefault(name, {}) for name in (_DRAWN, _KEPT))
    if word:
        drawn[key] = kept[key] = word
    else:
        kept.pop(key, None)


def write() -> None:
    """Put everything that was drawn in this run into the address, in one step."""
    drawn = dict(st.session_state.get(_DRAWN, {}))
    if st.query_params.to_dict() != drawn:
        st.query_params.from_dict(drawn)
    st.session_state[_WRITTEN] = drawn


def link() -> str:
    """The link to this screen with everything drawn so far in this run."""
    words = urlencode(st.session_state.get(_DRAWN, {}))
    return f"{st.context.url or ''}?{words}" if words else st.context.url or ""


def link_to(page: str, label: str, icon: str | None = None, **words: str | None) -> None:
    """Draw a link to another page that carries a selection along.

    Parameters
    ----------
    page : str
        Path of the page, for example "pages/zone/map.py".
    label : str
        What the link says; user text goes through `plain` first.
    **words : str or None
        Address words the other page understands, for example firm="F012".
    """
    carried = {key: word for key, word in words.items() if word}
    carried["lang"] = st.session_state.get("lang", "")
    st.page_link(page, label=label, icon=icon, query_params=carried)
