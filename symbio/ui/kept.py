"""What many readers see alike is made once, and kept by all that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from symbio.ui import reading
from symbio.ui.language import language
from symbio.ui.shared import Shared
from symbio.ui.theme import dark, narrow, projector

Made = TypeVar("Made")
_DRAWN, _MADE = 512, 384
_made: Shared[Any] = Shared(_MADE)


def draw_once(name: str, *depends_on: Hashable, draw: Callable[[], None]) -> None:
    """Draw elements that take no input; for the next reader they are sent as they were.

    Parameters
    ----------
    name : str
        What is drawn.
    depends_on : hashable
        All that it depends on besides viewer, stored rows, language, theme and kind of screen:
        texts, numbers and tuples of them.
    draw : callable
        Draws it; no inputs, no selections.
    """
    # By name and as one text: Streamlit reads the signature for every argument that has no
    # name, and takes each part of a tuple apart to hash it.
    _drawn(key=repr((name, *_screen(), *depends_on)), _draw=draw)


def make_once(name: str, *depends_on: Hashable, make: Callable[[], Made]) -> Made:
    """A picture or frame that many readers see; nobody may change it."""
    made: Made = _made.get((name, *_screen(), *depends_on), make)
    return made


def _screen() -> tuple[Hashable, ...]:
    """What every screen differs by; first of all, who looks."""
    return (
        *reading.reader(),
        str(reading.path()),
        reading.revision(),
        language(),
        dark(),
        narrow(),
        projector(),
    )


# Not `st.cache_data`, which unpickles the messages each time; they are copied when sent.
@st.cache_resource(max_entries=_DRAWN, show_spinner=False)
def _drawn(key: str, _draw: Callable[[], None]) -> None:  # noqa: ARG001
    _draw()
