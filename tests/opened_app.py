"""The app over a small zone in a real store, driven without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from symbio.access import FACILITATOR, Viewer
from symbio.access.sign_in import add_account, now
from symbio.ui.database import path
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store, open_store

ROOT = Path(__file__).parents[1]
KM = 1 / 111.195  # degrees of latitude in one kilometre


def wood_zone() -> Zone:
    """A sawmill, a panel plant 2 km and one 30 km away, a mill of unknown quantity."""
    firm = pd.DataFrame(
        [
            ("saw", "Hızar İplik", "16.10", 37.0, "45"),
            ("panel", "Levha *A.Ş.*", "16.21", 37.0 + 2 * KM, "60"),
            ("far", "Uzak <b>Levha</b>", "16.21", 37.0 + 30 * KM, "300"),
            ("dumb", "Sessiz", "16.10", 37.0 + 1 * KM, None),
        ],
        columns=["firm_id", "name", "nace", "latitude", "employees"],
    ).assign(longitude=30.0, origin="own", inside_osb=True)
    stream = pd.DataFrame(
        [
            ("s1", "saw", "offer", "sawdust", 1000.0, "declared", 20.0),
            ("n1", "panel", "need", "wood_panel_furnish", 600.0, "measured", None),
            ("n2", "far", "need", "wood_panel_furnish", 5000.0, "measured", None),
            ("s2", "dumb", "offer", "sawdust", None, "unknown", 15.0),
        ],
        columns=[
            "stream_id",
            "firm_id",
            "direction",
            "resource",
            "quantity_per_year",
            "grade",
            "moisture_percent",
        ],
    ).assign(unit="t")
    event = pd.DataFrame(
        [
            ("E1", "Açılış", "workshop", "2025-01-10", 1000.0, "TRY"),
            ("E2", "Eğitim", "training", "2025-03-05", 500.0, "TRY"),
        ],
        columns=["event_id", "name", "kind", "date", "cost", "cost_currency"],
    )
    attendance = pd.DataFrame(
        [
            ("E1", "saw", True, True, 2, 1),
            ("E1", "panel", True, True, 1, 0),
            ("E1", "far", True, False, None, None),
            ("E2", "saw", True, True, 3, 2),
        ],
        columns=["event_id", "firm_id", "invited", "attended", "people", "women"],
    )
    quiz = pd.DataFrame(
        [("E1", "P1", 1, 2, 5), ("E1", "P2", 2, 4, 5), ("E1", "P3", 3, 3, 5)],
        columns=["event_id", "person_code", "score_before", "score_after", "score_max"],
    )
    own = pd.DataFrame({"name": ["Orman OSB"], "country": ["TR"], "currency": ["TRY"]})
    return Zone.of(
        {
            "zone": own,
            "firm": firm,
            "stream": stream,
            "event": event,
            "attendance": attendance,
            "quiz": quiz,
        }
    )


def fill(path: Path, zone: Zone) -> Store:
    """A store that holds `zone`."""
    store = open_store(path)
    store.apply(compare(store.read(), zone.tables()), who="test")
    return store


def app_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: Zone) -> Iterator[Store]:
    """For fixtures: a store that holds `zone`, and that the app opens."""
    opened = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(opened))
    store = fill(opened, zone)
    yield store
    store.close()


def wood_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """For fixtures: the store of the sawmill and the panel plants."""
    yield from app_store(tmp_path, monkeypatch, wood_zone())


def press(app: AppTest, label: str, place: int = 0) -> None:
    """Press a button whose label begins so, of several the one at `place`."""
    found = [button for button in app.main.button if button.label.startswith(label)]
    found[place].click().run()
    assert not app.exception


def open_page(
    page: str, language: str = "tr", *, viewer: Viewer | None = FACILITATOR, **words: str
) -> AppTest:
    """The app on `page`, as a link with these words opens it to `viewer`; None is nobody."""
    # AppTest keeps functions in the session, which the product itself never does.
    config.set_option("runner.enforceSerializableSessionState", False)
    app = AppTest.from_file(str(ROOT / "frame.py"), default_timeout=60)
    st.cache_resource.clear()  # every test has the same session id
    app.user = {} if viewer is None else signed_in(viewer)
    if viewer is not None:
        app.secrets["auth"] = {"client_id": "test"}
    app.query_params["lang"] = language
    app.run()
    app.switch_page(page)
    for key, word in {"lang": language, **words}.items():
        app.query_params[key] = word
    return app.run()


def signed_in(viewer: Viewer) -> dict[str, object]:
    """The account of the sign-in provider that `viewer` has, let in to the store."""
    subject = f"{viewer.role}-{viewer.firm_id}".lower()
    store = open_store(path())
    if store.access().by_account([subject], now()) is None:
        add_account(store, viewer, subject, "test", by="test")
    return {"is_logged_in": True, "sub": subject}


def texts(app: AppTest) -> str:
    """Everything that is written on the page, for looking for words in it."""
    kinds = ("markdown", "caption", "title", "subheader", "info", "warning", "error", "success")
    # A dialog stands beside the page, as the sidebar does, which is left out.
    parts = [part for part in app._tree.children.values() if part is not app.sidebar]
    written = [element.value for part in parts for kind in kinds for element in part.get(kind)]
    # The sentence and the notes are written as plain HTML.
    written += [element.proto.body for part in parts for element in part.get("html")]
    return "\n".join(str(words) for words in written)


def refused_late(app: AppTest, store: Store, label: str) -> bool:
    """Whether an undo button pressed after somebody else's write takes nothing back, in words."""
    [button] = [one for one in app.button if one.label.startswith(label)]
    zone = store.read()
    renamed = zone.firm.assign(region="Kepez")
    store.apply(compare(zone, {"firm": renamed}), who="other")
    before = store.revision()
    button.click().run()
    assert not app.exception
    return store.revision() == before and "hiçbir şey geri alınmadı" in texts(app)
