"""Hands of a person before the browser: they press again where nothing happened."""

import contextlib

from playwright.sync_api import Error, expect

from symbio.bench.browser import wait_until_drawn

# A press is lost where the page is drawn anew at that moment; all of them must be lost to fail.
TRIES, PATIENCE_MS = 6, 15_000


def press_until(button, shown):
    """Press a button as long as it is there, until something is seen that was not before."""
    for _ in range(TRIES):
        with contextlib.suppress(Error):
            if not shown.first.is_visible():
                button.first.click(timeout=PATIENCE_MS)
        with contextlib.suppress(AssertionError):
            expect(shown.first).to_be_visible(timeout=PATIENCE_MS)
            return
    expect(shown.first).to_be_visible()


def at_rest(page, thing):
    """Where a thing is once it stands still: a drawer moves while it opens."""
    expect(thing).to_be_visible()
    wait_until_drawn(page)
    before = None
    while True:
        thing.scroll_into_view_if_needed()
        box = thing.bounding_box()
        if box == before:
            return box
        before = box
        page.wait_for_timeout(300)
