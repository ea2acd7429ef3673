"""Personal data: listed with purpose and term, handed out, erased, forgotten in time."""

import datetime as dt
import html
import json
from dataclasses import replace

import pandas as pd
import pytest
from opened_app import open_page, texts
from room_cards import a_room, new
from test_disclosure import wood

from symbio import pipeline
from symbio.__main__ import main
from symbio.access import FACILITATOR, Viewer
from symbio.access.sign_in import add_account, add_code, now
from symbio.errors import InputError
from symbio.locale import letters
from symbio.privacy import columns_of, erase, export, keep_retention, personal_fields
from symbio.ui.reading import forget
from symbio.ui.served import EachDay
from symbio.zone.changes import compare
from symbio.zone.rows import conform
from symbio.zone.store import open_store
from symbio.zone.store_consent import Contact
from symbio.zone.store_quiz import Answer, QuizBook

AT = dt.datetime(2026, 1, 1, 12, 0)
DAY = dt.date(2026, 1, 1)
SAW = Viewer("firm", "saw0")


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    store = open_store(path)
    store.apply(compare(store.read(), wood().tables()), who="Ayşe Demir")
    add_code(store, SAW, "Ayşe Demir", by="x")
    add_account(store, SAW, "ayse@saw.example", "Ayşe Demir", by="x")
    add_code(store, Viewer("firm", "saw1"), "Başka Biri", by="x")
    store.consents().set_contact(
        Contact("saw0", "Ayşe Demir", "ayse@saw.example", "0242", AT, "Ayşe Demir", DAY)
    )
    store.consents().give(("s0", "n0"), "saw0", "contact", by="Ayşe Demir", at=AT)
    yield store
    store.close()


def everything(store):
    """All that the file holds, as text."""
    with store._transaction() as cursor:
        names = [name for (name,) in cursor.execute("SHOW TABLES").fetchall()]
        return "\n".join(
            str(row) for name in names for row in cursor.execute(f"SELECT * FROM {name}").fetchall()
        )


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_field_says_what_for_who_sees_it_and_how_long(language):
    rows = personal_fields(language)

    assert len(rows) >= 8
    # In words: a column of the store that has none in this language fails above.
    assert not rows["field"].str.contains(r"[_.]").any()
    assert all(letters.capital(words, language) == words for words in rows["field"])
    assert rows.notna().all().all()
    assert (rows.map(len) > 2).all().all()


def test_the_fields_that_the_table_names_are_there(store):
    with store._transaction() as cursor:
        known = {
            f"{table}.{column}"
            for table, column in cursor.execute(
                "SELECT table_name, column_name FROM information_schema.columns"
            ).fetchall()
        }
    for place in personal_fields("en")["place"]:
        for table, column in columns_of(place):
            assert f"{table}.{column}" in known


def test_a_firm_gets_everything_about_it_and_nothing_of_others(store):
    found = json.loads(export(store, "saw0"))

    assert found["firm"][0]["name"] == "Hızar 0"
    assert [row["stream_id"] for row in found["stream"]] == ["s0"]
    assert found["stream"][0]["present_cost_per_unit"] == 777.0
    assert {entry["account"] for entry in found["access"]} == {None, "ayse@saw.example"}
    assert found["contact"]["phone"] == "0242"
    assert found["consent"][0]["given_by"] == "Ayşe Demir"
    assert {entry["table"] for entry in found["history"]} == {"firm", "stream"}
    written = json.dumps(found, ensure_ascii=False)
    assert "saw1" not in written
    assert "Başka" not in written
    assert "argon2" not in written
    with pytest.raises(InputError):
        export(store, "nobody")


def test_erasing_people_leaves_the_firm_and_no_name(store):
    assert erase(store, "saw0", by="x", rows=False) > 0

    left = everything(store)
    for name in ("Ayşe", "ayse@saw.example", "0242"):
        assert name not in left
    assert "Hızar 0" in left
    assert "Başka Biri" in left
    assert store.consents().alive() == []
    assert not [a for a in store.access().entries() if a.firm_id == "saw0" and a.opens(now())]


def test_another_firms_person_of_the_same_name_is_not_erased(store):
    for firm in ("saw0", "saw1"):
        add_code(store, Viewer("firm", firm), "Ali Kara", by="x")
        rows = store.read().stream.copy()
        rows.loc[rows["firm_id"] == firm, "quantity_per_year"] = 5.0
        store.apply(compare(store.read(), {"stream": rows}), who="Ali Kara")
        pair = ("s1", "n0") if firm == "saw1" else ("s0", "n1")
        store.consents().give(pair, firm, "contact", by="Ali Kara", at=AT)

    erase(store, "saw0", by="x", rows=False)

    assert store.batches()["who"].tolist()[:2] == ["Ali Kara", "—"]
    assert [entry.given_by for entry in store.consents().alive()] == ["Ali Kara"]


def test_erasing_the_firm_leaves_nothing_of_it(store):
    erase(store, "saw0", by="x", rows=True)

    left = everything(store)
    assert "Hızar 0" not in left
    assert "Hızar 1" in left
    assert "saw0" not in set(store.read().firm["firm_id"])
    assert "777.0" in left  # of the other sawmills
    assert json.loads(export(store, "saw1"))["firm"]


def test_names_typed_about_a_firm_go_with_its_rows_as_the_table_says(store):
    zone = store.read()
    synergy = {
        "giver_firm_id": "saw0",
        "receiver_firm_id": "saw1",
        "resource": "sawdust",
        "owner": "Zeynep Kaya",
        "next_step": "Zeynep Kaya arar",
        "next_step_date": pd.Timestamp(DAY),
        "origin": "own",
    }
    tables = pipeline.start(zone, synergy, on=DAY)
    answers = pd.DataFrame({"stream_id": ["s0"], "answered_by": ["Zeynep Kaya"]})
    tables["by_product"] = conform("by_product", answers)
    store.apply(compare(zone, tables), who="test")

    erase(store, "saw0", by="x", rows=False)
    assert "Zeynep" in everything(store)
    kept = personal_fields("en").set_index("place")["kept"]
    assert "only the people" in kept["synergy.owner · next_step"]

    erase(store, "saw0", by="x", rows=True)
    assert "Zeynep" not in everything(store)


def test_what_is_past_its_time_is_forgotten(store):
    assert keep_retention(store, DAY) == 0
    assert keep_retention(store, DAY + dt.timedelta(days=1)) == 1
    assert store.consents().contact("saw0", dt.date.min) is None

    assert keep_retention(store, now().date() + dt.timedelta(days=800)) == 3
    assert "Başka Biri" not in everything(store)


def test_cards_of_workshops_are_handed_out_erased_and_forgotten(store):
    store.rooms().open_room(a_room())
    name = store.read().firm.set_index("firm_id").loc["saw0", "name"]
    store.rooms().add_card(new("kimliğim var", firm_id="saw0", firm_name="başka yazım"))
    store.rooms().add_card(new("adıyla yazan", firm_name=name.upper()))
    store.rooms().add_card(new("başkasının", firm_name="Bal"))

    handed = export(store, "saw0")
    assert "kimliğim var" in handed
    assert "adıyla yazan" in handed
    assert "başkasının" not in handed
    erase(store, "saw0", by="test", rows=False)
    assert [card.text for card in store.rooms().cards(1)] == ["başkasının"]

    keep_retention(store, store.rooms().room(1).kept_until + dt.timedelta(days=1))

    assert store.rooms().cards(1) == []
    assert "başkasının" not in everything(store)


def test_which_firm_a_card_was_taken_for_is_erased_with_that_firm(store):
    store.rooms().open_room(a_room())
    card = store.rooms().add_card(new("talaş", firm_id="saw0", firm_name="Başka Ad"))
    store.rooms().tell_firms(1, {card.card_id: "panel0"})
    assert "(1, 1, 'saw0', 'panel0')" in everything(store)

    erase(store, "saw0", by="x", rows=True)

    assert "(1, 1, 'saw0', 'panel0')" not in everything(store)
    assert store.rooms().card(card.card_id).firm_id == "panel0"


def test_answers_of_a_quiz_are_forgotten_with_the_cards_of_their_room(store):
    over = store.rooms().open_room(a_room())
    running = store.rooms().open_room(
        replace(a_room("XYZ234"), keep_until=over.kept_until + dt.timedelta(days=1))
    )
    book = store.book(QuizBook)
    for room in (over, running):
        book.answer(room.room_id, Answer("before", "phone", (1, 2)), 9)

    assert keep_retention(store, over.kept_until) == 1  # the contact
    assert len(book.answers(over.room_id)) == 1
    keep_retention(store, over.kept_until + dt.timedelta(days=1))

    assert book.answers(over.room_id) == []
    assert len(book.answers(running.room_id)) == 1
    assert everything(store).count("'phone'") == 1
    kept = personal_fields("en").set_index("place")["kept"]
    assert "180 days" in kept["room_answer.pair · chosen"]


def test_the_commands_hand_out_and_erase(store, tmp_path, capsys):
    store.close()
    out = tmp_path / "saw0.json"

    assert main(["privacy", "export", "saw0", str(out), "--lang", "tr"]) == 0
    assert json.loads(out.read_text("utf-8"))["firm"]
    assert main(["privacy", "erase", "saw0", "--rows", "--lang", "tr"]) == 0
    assert "kayıt silindi" in capsys.readouterr().out
    assert main(["privacy", "export", "nobody", str(out), "--lang", "tr"]) == 1


def test_a_server_that_runs_on_forgets_once_on_each_new_day(store):
    async def nothing(scope, receive, send):
        """Answer nothing."""

    days = EachDay(nothing, work=forget)
    today = dt.date.today()
    tomorrow = today + dt.timedelta(days=1)

    assert [days.begins(day) for day in (today, tomorrow, tomorrow)] == [False, True, False]
    assert store.consents().contact("saw0", dt.date.min) is not None
    forget()
    assert store.consents().contact("saw0", dt.date.min) is None


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("viewer", [FACILITATOR, Viewer("visitor"), SAW, Viewer("board")])
def test_the_page_is_everybodys_and_the_request_the_facilitators(store, viewer, language):
    app = open_page("pages/data/privacy.py", language, viewer=viewer)

    assert not app.exception
    # Whole sentences, in words: no cell is cut off and none shows a name of the store.
    assert not app.dataframe
    said = texts(app)
    assert said.count("<table") == 2
    assert "contact.person" not in said
    for words in personal_fields(language)[["field", "kept"]].to_numpy().ravel():
        assert html.escape(words) in said
    assert bool(app.selectbox(key="privacy_firm") if viewer.sees_all else False) == viewer.sees_all


def test_the_page_erases_only_after_a_yes(store):
    app = open_page("pages/data/privacy.py")
    app.selectbox(key="privacy_firm").set_value("saw0").run()
    (button,) = [one for one in app.main.button if one.label == "Sil"]
    assert button.disabled

    app.checkbox(key="privacy_sure").set_value(True).run()
    next(one for one in app.main.button if one.label == "Sil").click().run()

    assert not app.exception
    assert "kayıt silindi" in "".join(said.value for said in app.success)
    assert "Ayşe" not in everything(store)
    assert "Hızar 0" in everything(store)
