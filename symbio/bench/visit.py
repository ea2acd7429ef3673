"""First visit in Chromium: the map page against an empty Streamlit page, in one run."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from symbio.bench.browser import chromium, wait_until_drawn
from symbio.bench.demo_store import demo_database
from symbio.bench.lines import Line
from symbio.bench.server import APP, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "visit"
TIMES = 5
RATIO = 3.5
_EMPTY = 'import streamlit as st\n\nst.title("Symbio")\nst.write("…")\n'
_MAP = '[data-testid="stDeckGlJsonChart"] canvas'
_HEADING = '[data-testid="stHeading"]'


def measure() -> list[Line]:
    """Open both pages in fresh contexts, in turns, until drawn.

    Returns
    -------
    list of Line
        Median seconds of both pages, and their ratio.
    """
    with tempfile.TemporaryDirectory(prefix="symbio-") as name:
        folder = Path(name)
        database, script = demo_database(folder), folder / "empty.py"
        script.write_text(_EMPTY, encoding="utf-8")
        with (
            served(APP, database, folder / "server.log") as app,
            served(script, database, folder / "empty.log") as empty,
            chromium() as browser,
        ):
            visits = {
                "map": (f"{app.address}/map?lang=tr", _MAP),
                "empty": (empty.address, _HEADING),
            }
            for address, drawn in visits.values():
                _visit_s(browser, address, drawn)  # the server's own first time
            seconds: dict[str, list[float]] = {case: [] for case in visits}
            for _ in range(TIMES):
                for case, (address, drawn) in visits.items():
                    seconds[case].append(_visit_s(browser, address, drawn))
    medians = {case: statistics.median(values) for case, values in seconds.items()}
    return [
        Line(NAME, "empty Streamlit page", medians["empty"], "s", digits=2),
        Line(NAME, "map page", medians["map"], "s", digits=2),
        Line(NAME, "map page / empty page", medians["map"] / medians["empty"], "×", RATIO, 2),
    ]


def _visit_s(browser: Browser, address: str, drawn: str) -> float:
    """From the address to a finished script and a drawn element, with an empty cache [s]."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.wait_for_selector(drawn, state="attached", timeout=60_000)
        wait_until_drawn(page)
        return time.perf_counter() - start
    finally:
        context.close()
