"""Estimates of silent firms: on the map and the card, on Veri, and the click that asks."""

import json

import pandas as pd
import pytest
from opened_app import fill, open_page, refused_late, texts, wood_zone

from symbio.access import Viewer

MAP = "pages/zone/map.py"
DATA = "pages/data/data.py"


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    zone = wood_zone()
    quiet = pd.DataFrame(
        [("dairy", "Sessiz <b>Süt</b>", "10.51", 37.01, 30.0, "50", "own", True)],
        columns=[
            *("firm_id", "name", "nace", "latitude", "longitude", "employees"),
            *("origin", "inside_osb"),
        ],
    )
    firms = pd.concat([zone.firm, quiet], ignore_index=True)
    store = fill(path, zone.with_table("firm", firms))
    yield store
    store.close()


def layers(app):
    spec = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"].partition("~")[0]: layer for layer in spec["layers"]}


def test_the_map_draws_estimates_only_where_their_layer_is_on(store):
    assert "estimates" not in layers(open_page(MAP))

    drawn = layers(open_page(MAP, layers="estimates"))["estimates"]["data"]

    assert {row["firm_id"] for row in drawn} == {"dairy"}
    assert all("tahmin" in row["line_2"] for row in drawn)
    assert max(row["color"][3] for row in drawn) < 160  # lighter than what is declared
    assert "Tahmin (soluk)" in texts(open_page(MAP, layers="estimates"))


def test_an_estimate_is_in_no_figure_of_the_map(store):
    with_layer, without = (open_page(MAP, layers=word) for word in ("estimates", "none"))
    assert [m.value for m in with_layer.metric] == [m.value for m in without.metric]


@pytest.mark.parametrize(("language", "word"), [("tr", "tahmin:"), ("en", "estimate:")])
def test_the_card_of_a_silent_firm_lists_ranges_marked_as_estimates(store, language, word):
    written = texts(open_page(MAP, language, firm="dairy")).replace("\\", "")

    assert word in written
    assert written.index("Peynir altı suyu" if language == "tr" else "Whey") < written.index(word)


def test_one_click_asks_the_firm_and_another_takes_it_back(store):
    app = open_page(MAP, firm="dairy")
    app.button(key="ask_dairy").click().run()

    assert not app.exception
    row = store.read().confirmation.iloc[0]
    assert row["firm_id"] == "dairy"
    assert "tahmin" in row["question"]
    assert "Teyit istendi" in texts(app)
    assert "facilitator" not in row["question"]

    app.button(key="unask_dairy").click().run()
    assert store.read().confirmation.empty


def test_the_way_back_of_a_question_takes_back_nothing_that_was_written_later(store):
    app = open_page(MAP, firm="dairy")
    app.button(key="ask_dairy").click().run()

    assert refused_late(app, store, "Geri al")
    assert len(store.read().confirmation) == 1


@pytest.mark.parametrize(("language", "word"), [("tr", "1 firma"), ("en", "1 firms")])
def test_the_data_page_lists_silent_firms_and_when_they_were_asked(store, language, word):
    app = open_page(DATA, language, section="silent")

    assert word in texts(app)
    assert app.dataframe[0].value["name"].tolist() == ["Sessiz <b>Süt</b>"]
    app.button(key="ask_dairy").click().run()
    assert app.dataframe[0].value["asked"].iloc[0]


def test_without_silent_firms_the_section_says_so(store):
    zone = store.read()
    from symbio.zone.changes import compare

    spoken = zone.firm[zone.firm["firm_id"] != "dairy"]
    store.apply(
        compare(zone, {"firm": spoken}), who="test", remove_gone=frozenset({"firm", "stream"})
    )
    assert "Akış bildirmemiş firma yok" in texts(open_page(DATA, section="silent"))


def test_who_does_not_keep_the_data_sees_no_estimate(store):
    app = open_page(MAP, viewer=Viewer("visitor"), firm="dairy", layers="estimates")

    assert not app.exception
    assert "estimates" not in layers(app)
    assert "tahmin" not in texts(app)
    assert not [button for button in app.button if button.key == "ask_dairy"]
