"""What stands around every page: style, language, kind of data, footer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from symbio import __version__
from symbio.access.sign_in import now
from symbio.charts import ACCENT, ACCENT_DARK
from symbio.locale import numbers
from symbio.ui import address, reading, who
from symbio.ui.database import store
from symbio.ui.language import choose_language, language, read_language, t
from symbio.ui.texts import note, sentence
from symbio.ui.theme import PROJECTOR, PROJECTOR_STYLE, STYLE, dark, projector

FIRST_PAGE = "overview"
_AT_HOME = "at_home"


def open_frame() -> None:
    """First thing in a run: the language is known, nothing is drawn yet."""
    address.arrive(st.context.url or "")
    read_language()
    address.start(PROJECTOR, False, {"1": True, "0": False}.get)
    who.start_role()


def nothing() -> None:
    """Draw nothing: the page behind an address that only leads to another one."""


def go_home(page: str, pages: Mapping[str, StreamlitPage]) -> None:
    """Lead to the page that the address means.

    The first page by its name; and a firm to its own page: once, and only where its address
    named no page.
    """
    viewer = who.viewer()
    first = not st.session_state.get(_AT_HOME)
    if viewer is not None or page == FIRST_PAGE:
        st.session_state[_AT_HOME] = True
    if page == FIRST_PAGE:
        st.switch_page(pages[FIRST_PAGE], query_params=st.query_params.to_dict())
    if first and not page and viewer is not None and viewer.role == "firm":
        st.switch_page(pages["firm"], query_params=st.query_params.to_dict())


def draw_frame() -> None:
    """Style, sidebar and, where the data is synthetic, the line that says so."""
    with st.container(key="frame_unseen"):
        st.html(_style(dark(), projector()))
        # Streamlit writes lang="en" into every page; screen readers read Turkish by it.
        st.html(
            f"<script>document.documentElement.lang='{language()}'</script>",
            unsafe_allow_javascript=True,
        )
    with st.sidebar:
        choose_language()
        who.choose_role()
        st.toggle(
            t("frame.projector"),
            key=PROJECTOR,
            help=t("frame.projector_help"),
            persist_state="session",
        )
    address.keep(PROJECTOR, "1" if projector() else "")
    about = reading.about()
    if about is not None and about.synthetic:
        said = t("frame.synthetic")
        if who.in_demo():
            said += " " + t("access.demo")
        st.html(f'<p class="symbio-banner" role="note">{said}</p>')


@cache
def _style(dark: bool, projector: bool) -> str:
    """All style of a screen, for one message."""
    accent = f":root {{ --symbio-accent: {ACCENT_DARK if dark else ACCENT}; }}"
    styles = [STYLE.read_text("utf-8"), accent]
    if projector:
        styles.append(PROJECTOR_STYLE.read_text("utf-8"))
    return f"<style>{''.join(styles)}</style>"


def keep_out(title: str) -> None:
    """Say that this page is not for this reader, or that one has to sign in first."""
    st.title(title, anchor=False)
    opened = store()
    if who.viewer() is not None:
        st.info(t("access.not_for_you"), icon=":material/lock:")
        return
    sentence(t("access.sign_in_needed"))
    st.html(f'<a class="symbio-button" href="sign-in">{t("access.sign_in")}</a>')
    who.offer_account()
    if not opened.access().facilitator(now()):
        note(t("access.first_code"))


def page(name: str) -> None:
    """Draw the title of the page `name`."""
    st.title(t(f"frame.page_{name}"), anchor=False)


def say_failure(error: Exception) -> bool:
    """A sentence in the reader's language; the log gets the trace.

    Returns
    -------
    bool
        True: Streamlit adds no message of its own.
    """
    logging.getLogger("symbio").error("a page failed", exc_info=error)
    st.error(t("frame.failed"), icon=":material/error:")
    return True


def close_frame() -> None:
    """Last thing in a run: the footer, and the link that reproduces the screen."""
    address.write()
    parts = [f"Symbio {__version__}"]
    about = reading.about()
    if about is not None and about.name:
        parts.insert(0, about.name)
        if about.day is not None:
            parts.append(t("frame.as_of", day=numbers.day(about.day, language())))
        parts.append(t("frame.revision", number=reading.revision()))
    note(" · ".join(parts))
