"""No page shows a key of the program, and no Turkish page an English sentence."""

import html
import re
from pathlib import Path

import pytest
from opened_app import fill, open_page
from test_locale import ENGLISH

from symbio.access import Viewer
from symbio.zone.demo import generate

ROOT = Path(__file__).parents[1]
PAGES = {path.stem: str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("pages/*/*.py"))}
# Other looks at the same pages.
MORE = [
    *(("data", {"section": section}) for section in ("missing", "silent", "export", "history")),
    ("knowledge", {"what": "uçucu kül"}),
    ("knowledge", {"what": "buhar", "side": "want"}),
    ("sources", {"metric": "co2e_virgin"}),
    ("sources", {"find": "su"}),
]
KEY = re.compile(r"(?<![\w./-])[a-z]+\d*_[a-z]\w*(?![\w./-])")
PLACE = re.compile(r"\S*/\S+/\S*")  # of a file or a page
HIDDEN = re.compile(r":material/\w+:|<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)
KINDS = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
INPUTS = ("button", "selectbox", "multiselect", "text_input", "text_area", "checkbox", "toggle")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "zone.duckdb"
    store = fill(path, generate(60, seed=11))
    store.close()
    return path


def lines(app):
    """What stands on the page, line by line; sources may be names of works in any language."""
    said = [element.value for kind in KINDS for element in app.main.get(kind)]
    said += [element.proto.body for element in app.main.get("html")]
    said += [f"{metric.label} {metric.value}" for metric in app.main.metric]
    for kind in INPUTS:
        for element in app.main.get(kind):
            said += [element.label, *getattr(element, "options", ())]
    for table in app.main.dataframe:
        frame = table.value.drop(columns=["source"], errors="ignore")
        said += [str(cell) for cell in frame.to_numpy().ravel()]
    words = "\n".join(str(part) for part in said)
    return [
        PLACE.sub("", line.replace("\\", ""))
        for line in html.unescape(HIDDEN.sub("", words)).splitlines()
        if not line.startswith(("Kanıt: ", "Evidence: "))
    ]


def wrong(app, language):
    """The lines that hold a key or, in Turkish, an English word."""
    return [
        line
        for line in lines(app)
        if KEY.search(line) or (language == "tr" and ENGLISH.search(line))
    ]


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_in_words(demo, monkeypatch, page, language):
    monkeypatch.setenv("SYMBIO_DB", str(demo))
    viewer = {"viewer": Viewer("firm", "F0002")} if page == "firm" else {}

    app = open_page(PAGES[page], language, **viewer)

    assert not app.exception
    assert len(lines(app)) > 5
    assert wrong(app, language) == []


@pytest.mark.parametrize(("page", "address"), MORE)
def test_another_look_at_a_page_speaks_in_words(demo, monkeypatch, page, address):
    monkeypatch.setenv("SYMBIO_DB", str(demo))

    app = open_page(PAGES[page], **address)

    assert not app.exception
    assert wrong(app, "tr") == []
