"""Light or dark, desk or projector."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from symbio.ui.run import once_a_run

STYLE = Path(__file__).with_name("style.css")
PROJECTOR_STYLE = Path(__file__).with_name("projector.css")
PROJECTOR = "projector"


def dark() -> bool:
    """Whether this reader sees the dark theme."""
    return once_a_run("dark", lambda: st.context.theme.type == "dark")


def projector() -> bool:
    """Whether the screen is shown to a room: big type, no tables."""
    return once_a_run(PROJECTOR, lambda: bool(st.session_state.get(PROJECTOR, False)))


def narrow() -> bool:
    """Whether the reader holds a phone: the browser says so of itself."""
    return once_a_run("narrow", lambda: "Mobi" in (st.context.headers.get("User-Agent") or ""))
