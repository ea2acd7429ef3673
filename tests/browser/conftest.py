"""The whole product as people meet it: the app in its own process, Chromium before it."""

import pytest
from playwright.sync_api import expect

from symbio.__main__ import main
from symbio.bench.browser import chromium, wait_until_drawn
from symbio.bench.server import APP, served

# A map is drawn in software here, beside other tests.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            # One worker drives the browser, so that there is one app and one Chromium.
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    workbook, database = str(folder / "demo.xlsx"), folder / "symbio.duckdb"
    assert main(["demo", workbook]) == 0
    assert main(["import", workbook, "--db", str(database)]) == 0
    with served(APP, database, folder / "server.log") as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def visit(app, browser):
    """`visit("map?lang=en")` opens that address in a window of its own.

    A page beside Streamlit has no script to wait for: `plain=True`.
    """
    contexts = []

    def open_address(path, width=1280, height=900, locale="tr-TR", plain=False):
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.foreign = []
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((app.address, "data:", "blob:"))
                or request.url.startswith(app.address.replace("http", "ws"))
                else page.foreign.append(request.url)
            ),
        )
        page.goto(f"{app.address}/{path}")
        if not plain:
            wait_until_drawn(page)
        return page

    yield open_address
    for context in contexts:
        context.close()
