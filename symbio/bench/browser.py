"""Headless Chromium, as the benchmark and the browser tests drive it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from symbio.errors import InputError, Problem

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The first four make it run in a container; the next draw WebGL in software; the rest
# keep it from asking the internet for anything.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_PATIENCE_MS = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser until the block ends.

    Raises
    ------
    InputError
        Playwright or Chromium is not installed on this machine.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        raise InputError(Problem("no_browser"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def wait_until_drawn(page: Page) -> None:
    """Return once the script behind `page` has run to its end and the browser shows it."""
    page.wait_for_selector(_DRAWN, state="attached", timeout=_PATIENCE_MS)
