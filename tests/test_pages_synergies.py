"""Sinerjiler: what is worked on is shown, moved on, refused in words, and taken back."""

import datetime as dt
import io

import pandas as pd
import pytest
from opened_app import app_store, fill, open_page, refused_late, texts, wood_zone
from python_calamine import CalamineWorkbook

from symbio import pipeline
from symbio.knowledge import load
from symbio.locale import letters
from symbio.report.synergies import synergy_workbook
from symbio.zone.rows import Zone

PAGE = "pages/symbiosis/synergies.py"
LATE = pd.Timestamp("2025-01-02")


def with_synergies() -> Zone:
    zone = wood_zone()
    rows = pd.DataFrame(
        [
            ("S0001", "saw", "panel", "sample", None, LATE, "Numune", 100.0),
            ("S0002", "saw", "far", "rejected", "distance", None, None, None),
            ("S0003", "dumb", "panel", "operating", None, None, None, 40.0),
        ],
        columns=[
            "synergy_id",
            "giver_firm_id",
            "receiver_firm_id",
            "stage",
            "reason",
            "next_step_date",
            "next_step",
            "quantity_planned_per_year",
        ],
    ).assign(resource="sawdust", unit="t", reason_note=[None, "=1+1 *uzak*", None])
    return zone.with_table("synergy", rows)


@pytest.fixture
def store(tmp_path, monkeypatch):
    yield from app_store(tmp_path, monkeypatch, with_synergies())


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_opens(store, language):
    app = open_page(PAGE, language)

    assert not app.exception
    assert [metric.value for metric in app.metric][:3] == ["2", "1", "0 / 1"]


@pytest.mark.parametrize(("language", "talk"), [("tr", "İlk görüşme"), ("en", "First talk")])
def test_the_stages_of_board_and_filter_are_named_as_headings(
    tmp_path, monkeypatch, language, talk
):
    path = tmp_path / "talks.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    zone = with_synergies()
    store = fill(path, zone.with_table("synergy", zone.synergy.assign(stage="first_talk")))
    app = open_page(PAGE, language)
    store.close()

    assert f"**{talk}** · 3" in texts(app)
    options = app.multiselect(key="stages").options
    assert talk in options
    assert all(option == letters.capital(option, language) for option in options)


def test_a_zone_without_synergies_says_how_one_begins(tmp_path, monkeypatch):
    path = tmp_path / "empty.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    store = fill(path, wood_zone())
    app = open_page(PAGE)
    store.close()

    assert not app.exception
    assert "Sinerji başlat" in app.info[0].value
    assert any(button.label == "Ekle" for button in app.button)


def test_a_card_opens_the_synergy_and_a_move_is_stored_and_taken_back(store):
    app = open_page(PAGE)
    app.button(key="card_S0001").click().run()
    assert "Numune" in texts(app)

    app.selectbox(key="synergy_stage_S0001").set_value("agreement")
    next(button for button in app.button if button.label == "Taşı").click().run()

    assert not app.exception
    assert store.read().synergy.set_index("synergy_id").loc["S0001", "stage"] == "agreement"
    assert store.read().synergy_step["stage"].tolist() == ["agreement"]

    next(button for button in app.button if button.label == "Geri al").click().run()
    assert store.read().synergy.set_index("synergy_id").loc["S0001", "stage"] == "sample"


def test_the_way_back_of_a_move_takes_back_nothing_that_was_written_later(store):
    app = open_page(PAGE)
    app.button(key="card_S0001").click().run()
    app.selectbox(key="synergy_stage_S0001").set_value("agreement")
    next(button for button in app.button if button.label == "Taşı").click().run()

    assert refused_late(app, store, "Geri al")
    assert not any(button.label == "Geri al" for button in app.button)


def test_a_rejection_without_a_reason_is_refused_in_words(store):
    app = open_page(PAGE)
    app.button(key="card_S0001").click().run()

    app.selectbox(key="synergy_stage_S0001").set_value("rejected")
    next(button for button in app.button if button.label == "Taşı").click().run()

    assert "nedeni yazılmalı" in app.error[0].value
    assert store.read().synergy.set_index("synergy_id").loc["S0001", "stage"] == "sample"


def test_quantities_are_typed_as_people_write_them(store):
    app = open_page(PAGE)
    app.button(key="card_S0001").click().run()

    app.text_input(key="synergy_S0001_quantity_planned_per_year").set_value("12 500 kg")
    next(button for button in app.button if button.label == "Kaydet").click().run()
    row = store.read().synergy.set_index("synergy_id").loc["S0001"]
    assert (row["quantity_planned_per_year"], row["unit"]) == (12.5, "t")

    app.text_input(key="synergy_S0001_quantity_verified_per_year").set_value("9 t")
    next(button for button in app.button if button.label == "Kaydet").click().run()
    assert "kanıtı yok" in app.error[0].value


def test_what_people_typed_is_shown_as_text(store):
    app = open_page(PAGE)
    app.button(key="card_S0002").click().run()

    assert "\\=1\\+1 \\*uzak\\*" in texts(app)


def test_the_filter_for_overdue_steps_leaves_the_late_one(store):
    app = open_page(PAGE)
    assert {"card_S0001", "card_S0003"} <= {button.key for button in app.button}

    app.toggle(key="late").set_value(True).run()

    assert "card_S0003" not in {button.key for button in app.button}


def test_a_synergy_begins_from_an_opportunity_only_once(tmp_path, monkeypatch):
    path = tmp_path / "fresh.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    store = fill(path, wood_zone())
    app = open_page("pages/symbiosis/opportunities.py")

    next(button for button in app.button if button.label == "Sinerji başlat").click().run()

    assert not app.exception
    begun = store.read().synergy
    store.close()
    assert begun[["giver_firm_id", "resource", "stage"]].to_numpy().tolist() == [
        ["saw", "sawdust", "idea"]
    ]
    assert "Sinerji başlat" not in {button.label for button in app.button}


def test_the_export_has_list_history_and_funnel_and_no_formula():
    zone = with_synergies()
    rows = pipeline.board(zone, load(), today=dt.date(2026, 1, 1))

    book = CalamineWorkbook.from_filelike(
        io.BytesIO(synergy_workbook(rows, zone, load(), language="tr", made_on=dt.date(2026, 1, 1)))
    )

    assert book.sheet_names[:3] == ["Sinerjiler", "Sinerji aşamaları", "Fikirden doğrulanan tona"]
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "Hızar İplik" in cells
    assert "=1+1 *uzak*" in cells
