"""What participants take home: the room in numbers, and no firm that did not agree."""

import dataclasses
import datetime as dt
import io
import zipfile

import pandas as pd
import pytest
from opened_app import fill, open_page, texts, wood_zone
from pdf_text import pdf_text
from room_cards import a_room, card, new
from test_pages_workshop import OTHERS, WORKSHOP, press

from symbio.knowledge import load
from symbio.report.workshop import workshop_pdf, workshop_workbook
from symbio.workshop import wall
from symbio.workshop.summary import clean_agenda, summary
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Room

ROOM = Room(**vars(a_room()), room_id=1)
NOTHING = Zone.of({})
MADE = dt.date(2026, 11, 25)
SECRET = "Gizem <b>Orman</b> Ürünleri A.Ş."
OPEN = card(1, "=Açık(1)", "offer", "odun talaşı", may_name=True)
SHUT = card(
    2,
    SECRET,
    "need",
    "sunta hammaddesi Gizem Orman malı",
    resource="wood_panel_furnish",
    quantity=77431,
    unit="t/yıl",
)


def summed(*cards, zone=NOTHING, room=ROOM):
    return summary(room, cards, wall(cards, zone, load()), zone, load())


def idea(**values):
    """A zone in which the two firms of the room work on their match."""
    firms = pd.DataFrame(
        {"firm_id": ["a", "b", "c"], "name": [OPEN.firm_name, SECRET, "Komşu Gizli Ltd."]}
    )
    synergy = {
        "synergy_id": "S0001",
        "giver_firm_id": "a",
        "receiver_firm_id": "b",
        "resource": "sawdust",
        "to_resource": "wood_panel_furnish",
        "stage": "idea",
        "event_id": "workshop-1",
        "owner": "Sahip XY",
        "next_step": "Numune gönder",
        "next_step_date": pd.Timestamp("2026-12-08"),
        **values,
    }
    return Zone.of({"firm": firms, "synergy": pd.DataFrame([synergy])})


def test_only_a_firm_that_agreed_has_a_name_in_a_match():
    [match] = summed(OPEN, SHUT).matches.to_dict("records")

    assert (match["giver"], match["receiver"]) == (OPEN.firm_name, "")
    assert (match["from_resource"], match["to_resource"]) == ("sawdust", "wood_panel_furnish")


@pytest.mark.parametrize("state", ["shown", "hidden"])
def test_one_card_that_did_not_agree_keeps_the_firm_unnamed(state):
    against = card(3, "=AÇIK(1)", "offer", "talaş", state=state)

    found = summed(OPEN, SHUT, against)

    assert found.firms == ()
    assert list(found.matches["giver"]) == [""]


def test_a_firm_is_the_same_under_its_name_with_and_without_its_id():
    with_id = card(3, OPEN.firm_name, "offer", "talaş", firm_id="f1")

    assert summed(OPEN, SHUT, with_id).firms == ()


def test_quantities_are_added_up_where_five_firms_said_one():
    def some(count):
        return [
            card(n, f"Firma {n}", "offer", "odun talaşı", quantity=10 * n, unit="t/yıl")
            for n in range(1, count + 1)
        ]

    few, enough = (summed(*some(count)).resources.iloc[0] for count in (4, 5))

    assert (few["offers"], pd.isna(few["offered_per_year"])) == (4, True)
    assert (enough["offers"], enough["offered_per_year"]) == (5, 150.0)
    again = card(6, "Firma 1", "offer", "odun talaşı", quantity=1, unit="t/yıl")
    assert pd.isna(summed(*some(4), again).resources.iloc[0]["offered_per_year"])


def test_a_next_step_is_said_where_both_agreed_and_it_names_nobody_else():
    both = (OPEN, dataclasses.replace(SHUT, may_name=True))

    [said] = summed(*both, zone=idea()).steps.to_dict("records")
    assert (said["next_step"], said["stage"]) == ("Numune gönder", "idea")
    assert said["next_step_date"] == pd.Timestamp("2026-12-08")
    [named] = summed(*both, zone=idea(next_step="Komşu Gizli'ye sor")).steps.to_dict("records")
    assert named["next_step"] == ""
    [one] = summed(OPEN, SHUT, zone=idea()).steps.to_dict("records")
    assert (one["giver"], one["receiver"], one["next_step"]) == (OPEN.firm_name, "", "")


def test_a_synergy_of_another_room_is_not_in_the_summary():
    assert summed(OPEN, SHUT, zone=idea(event_id="workshop-11")).steps.empty


def test_an_agenda_is_short_lines_and_those_that_name_a_firm_are_left_out():
    kept = clean_agenda("  Açılış\n\n" + "x" * 300 + "\nGizem Orman, sunum\n")

    assert kept.splitlines() == ["Açılış", "x" * 120, "Gizem Orman, sunum"]
    assert clean_agenda(" \n ") is None
    assert len(clean_agenda("a\n" * 50).splitlines()) == 20
    room = dataclasses.replace(ROOM, agenda=kept, name="Gizem Orman günü")
    found = summed(OPEN, SHUT, room=room)
    assert found.agenda == ("Açılış", "x" * 120)
    assert found.name == ""


@pytest.mark.parametrize("language", ["tr", "en"])
def test_neither_file_has_a_name_a_word_or_a_quantity_of_a_firm_that_did_not_agree(language):
    room = dataclasses.replace(ROOM, agenda="Açılış\nGizem Orman sunar")
    found = summed(OPEN, SHUT, zone=idea(next_step="Komşu Gizli Ltd. ile konuş"), room=room)

    pdf = workshop_pdf(room, found, load(), language=language, made_on=MADE)
    book = workshop_workbook(room, found, load(), language=language, made_on=MADE)

    with zipfile.ZipFile(io.BytesIO(book)) as files:
        cells = "".join(files.read(name).decode("utf-8", "replace") for name in files.namelist())
    for said in (pdf_text(pdf), cells, pdf.decode("latin-1")):
        for secret in ("Gizem", "Komşu", "malı", "77431", "77.431", "77,431", "Sahip"):
            assert secret not in said
    # The search finds what is there.
    assert OPEN.firm_name in pdf_text(pdf)
    assert OPEN.firm_name in cells
    assert "Açılış" in pdf_text(pdf)


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook():
    book = workshop_workbook(ROOM, summed(OPEN, SHUT), load(), language="tr", made_on=MADE)

    with zipfile.ZipFile(io.BytesIO(book)) as files:
        sheets = [files.read(name) for name in files.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_a_room_without_cards_has_a_summary_too():
    found = summed()

    assert workshop_pdf(ROOM, found, load(), language="tr", made_on=MADE).startswith(b"%PDF")
    assert workshop_workbook(ROOM, found, load(), language="en", made_on=MADE)[:2] == b"PK"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "zone.duckdb"))
    store = fill(tmp_path / "zone.duckdb", wood_zone())
    store.rooms().open_room(a_room())
    store.rooms().add_card(new(may_name=True, firm_name="Açık A.Ş."))
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name=SECRET, direction="need"))
    yield store
    store.close()


@pytest.mark.parametrize(("language", "word"), [("tr", "özeti hazır"), ("en", "is ready")])
def test_the_page_offers_both_files_and_shows_what_is_in_them(store, language, word):
    app = open_page(WORKSHOP, language, part="summary")

    assert not app.exception
    assert word in texts(app)
    assert len(app.main.get("download_button")) == 2
    tables = "".join(table.value.to_string() for table in app.dataframe)
    assert "Açık A.Ş." in tables
    assert "Gizem" not in tables + texts(app)


def test_the_agenda_is_kept(store):
    app = open_page(WORKSHOP, "tr", part="summary")
    app.text_area(key="agenda_text_1").set_value("Açılış\nTanışma")

    press(app, "Gündemi kaydet")

    assert store.rooms().room(1).agenda == "Açılış\nTanışma"


@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_is_offered_the_summary(store, viewer):
    app = open_page(WORKSHOP, "tr", viewer=viewer, part="summary")

    assert not app.exception
    assert [*app.metric, *app.dataframe, *app.main.get("download_button")] == []
