"""Words on the page; whatever people typed is shown as text, never as markup."""

from __future__ import annotations

import html
import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


def plain(text: object) -> str:
    """User text for a place that reads Markdown: every sign stands for itself."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def sentence(text: str) -> None:
    """The ten-second answer in big type; `**…**` in the text is set strong.

    User text inside it needs no escaping: the whole is written as text.
    """
    inside = _STRONG.sub(r"<strong>\1</strong>", html.escape(text))
    st.html(f'<p class="symbio-sentence">{inside}</p>')


def note(text: str) -> None:
    """A quiet line under a figure, picture or table (source, year, what is left out)."""
    inside = _STRONG.sub(r"<strong>\1</strong>", html.escape(text))
    st.html(f'<p class="symbio-note">{inside}</p>')
