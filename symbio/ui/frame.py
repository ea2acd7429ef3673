"""What stands around every page: style, language, kind of data, footer."""

from __future__ import annotations

import logging

import streamlit as st

from symbio import __version__
from symbio.charts import ACCENT, ACCENT_DARK
from symbio.locale import numbers
from symbio.ui import address, reading
from symbio.ui.language import choose_language, language, read_language, t
from symbio.ui.texts import note
from symbio.ui.theme import PROJECTOR, PROJECTOR_STYLE, STYLE, dark, projector


def open_frame() -> None:
    """First thing in a run: the language is known, nothing is drawn yet."""
    address.arrive(st.context.url or "")
    read_language()
    address.start(PROJECTOR, False, {"1": True, "0": False}.get)


def draw_frame() -> None:
    """Style, sidebar and, where the data is synthetic, the line that says so."""
    with st.container(key="frame_unseen"):
        st.html(STYLE)
        st.html(f"<style>:root {{ --symbio-accent: {ACCENT_DARK if dark() else ACCENT}; }}</style>")
        if projector():
            st.html(PROJECTOR_STYLE)
        # Streamlit writes lang="en" into every page; screen readers read Turkish by it.
        st.html(
            f"<script>document.documentElement.lang='{language()}'</script>",
            unsafe_allow_javascript=True,
        )
    with st.sidebar:
        choose_language()
        st.toggle(
            t("frame.projector"),
            key=PROJECTOR,
            help=t("frame.projector_help"),
            persist_state="session",
        )
    address.keep(PROJECTOR, "1" if projector() else "")
    if _synthetic():
        st.html(f'<p class="symbio-banner" role="note">{t("frame.synthetic")}</p>')


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
    stored = reading.stored()
    parts = [f"Symbio {__version__}"]
    if stored is not None and not stored.zone.empty:
        row = stored.zone.iloc[0]
        parts.insert(0, str(row["name"]))
        if row["source_date"] == row["source_date"] and row["source_date"] is not None:
            parts.append(t("frame.as_of", day=numbers.day(row["source_date"], language())))
        parts.append(t("frame.revision", number=reading.revision()))
    note(" · ".join(parts))


def _synthetic() -> bool:
    stored = reading.stored()
    return stored is not None and bool(stored.firm["origin"].eq("synthetic").any())
