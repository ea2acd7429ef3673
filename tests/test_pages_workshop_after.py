"""The page of a workshop after the room: what the facilitator confirms, and the way back."""

import datetime as dt

import pytest
from opened_app import fill, open_page, texts, wood_store, wood_zone
from room_cards import a_room, new, room_that_is_over
from test_pages_workshop import OTHERS, WORKSHOP, press

from symbio.access.sign_in import now
from symbio.workshop.after import stream_id
from symbio.zone.store import open_store

store = pytest.fixture(wood_store)

room = pytest.fixture(room_that_is_over)


def pick(app, card_id):
    app.session_state["after_picked"] = card_id
    app.run()
    assert not app.exception


def figure(app, label):
    return next(one.value for one in app.metric if one.label == label)


@pytest.mark.parametrize(("language", "word"), [("tr", "Henüz kart"), ("en", "No card")])
def test_a_room_without_cards_says_so(store, room, language, word):
    app = open_page(WORKSHOP, language, part="streams")

    assert not app.exception
    assert word in texts(app)


@pytest.mark.parametrize(
    ("language", "all_of_them", "undo"),
    [("tr", "Hazır kartları onayla (2)", "geri al"), ("en", "(2)", "Undo")],
)
def test_ready_cards_become_streams_at_once_and_are_taken_back(
    store,
    room,
    language,
    all_of_them,
    undo,
):
    store.rooms().add_card(new())
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name="Bal", direction="need"))
    store.rooms().add_card(new("qwxyz", "d3", firm_name="Can"))
    before = len(store.read().stream)
    app = open_page(WORKSHOP, language, part="streams")
    assert len(app.dataframe[0].value) == 3

    button = next(one for one in app.main.button if all_of_them in one.label)
    press(app, button.label)

    rows = store.read().stream
    assert len(rows) == before + 2
    assert set(rows.loc[rows["source"].notna(), "disclosure"]) == {"sector"}
    assert len(app.dataframe[0].value) == 1
    # The wall knows the new firms by the ids that they got.
    assert [card.firm_id for card in store.rooms().cards(1)] == [
        "workshop-1-f1",
        "workshop-1-f2",
        None,
    ]
    batch = store.batches().iloc[0]
    assert (batch["who"], batch["note"]) == ("test", f"workshop-1: {room.name}")

    button = next(one for one in app.main.button if undo in one.label)
    press(app, button.label)

    assert len(store.read().stream) == before
    assert len(app.dataframe[0].value) == 3
    assert {card.firm_id for card in store.rooms().cards(1)} == {None}
    assert not any(undo in one.label for one in app.main.button)


@pytest.mark.parametrize("button", ["Hazır kartları onayla (1)", "Bu kartı onayla"])
def test_what_a_phone_said_of_its_words_teaches_the_zone_nothing(store, room, button):
    store.rooms().add_card(new("talaş", resource="sawdust"))
    app = open_page(WORKSHOP, "tr", part="streams")
    pick(app, 1)

    press(app, button)

    assert "sawdust" in set(store.read().stream["resource"])
    assert len(store.read().stream) == len(wood_zone().stream) + 1
    assert store.synonyms() == ()


def test_one_card_is_put_right_and_confirmed(store, room):
    store.rooms().add_card(new("talaş", firm_name="Hızar Ltd.", quantity=5, unit="t/ay"))
    store.rooms().add_card(new("sunta hammaddesi", firm_name="Hızar Ltd.", direction="need"))
    app = open_page(WORKSHOP, "tr", part="streams")
    pick(app, 1)

    press(app, "Bu kartı onayla")
    assert "Önce kaynağı seçin" in texts(app)
    app.selectbox(key="after_firm_1").set_value("panel")
    app.selectbox(key="after_resource_1").set_value("sawdust")
    app.text_input(key="after_amount_1").set_value("yaklaşık çok")
    press(app, "Bu kartı onayla")
    assert len(app.error) == 1
    app.text_input(key="after_amount_1").set_value("2,5 t/ay")
    press(app, "Bu kartı onayla")

    card = store.rooms().card(1)
    row = store.read().stream.set_index("stream_id").loc[stream_id(card)]
    assert (row["firm_id"], row["resource"]) == ("panel", "sawdust")
    assert row["quantity_per_year"] == pytest.approx(30)
    assert store.synonyms() == (("talaş", "sawdust"),)
    # The firm's other card goes with it.
    assert store.rooms().card(2).firm_id == "panel"
    assert "Hızar Ltd." not in set(store.read().firm["name"])


def test_a_firm_put_right_moves_no_other_card_and_the_way_back_restores_it(store, room):
    store.rooms().add_card(new("kül", firm_name="Hızar İplik", firm_id="saw"))
    store.rooms().add_card(new("hurda palet", firm_name="Hızar İplik", firm_id="saw"))
    app = open_page(WORKSHOP, "tr", part="streams")
    pick(app, 1)
    app.selectbox(key="after_firm_1").set_value("panel")
    app.selectbox(key="after_resource_1").set_value("sawdust")

    press(app, "Bu kartı onayla")
    assert [card.firm_id for card in store.rooms().cards(1)] == ["panel", "saw"]

    press(app, "Bu atölyenin son yazmasını geri al")
    assert [card.firm_id for card in store.rooms().cards(1)] == ["saw", "saw"]


def put_right(card_id, firm):
    """Confirm a card as sawdust of another firm, on the page."""
    app = open_page(WORKSHOP, "tr", part="streams")
    pick(app, card_id)
    app.selectbox(key=f"after_firm_{card_id}").set_value(firm)
    app.selectbox(key=f"after_resource_{card_id}").set_value("sawdust")
    press(app, "Bu kartı onayla")


def firms_of(store):
    return [card.firm_id for card in store.rooms().cards(1)]


@pytest.mark.parametrize(
    ("page", "words", "undo"),
    [
        (WORKSHOP, {"part": "streams"}, "Bu atölyenin son yazmasını geri al"),
        ("pages/data/data.py", {"section": "history"}, "Geri al"),
    ],
)
def test_the_way_back_knows_the_earlier_firm_also_after_a_restart(store, room, page, words, undo):
    store.rooms().add_card(new("kül", firm_name="Hızar İplik", firm_id="saw"))
    store.rooms().add_card(new("hurda palet", "d2", firm_name="Hızar Ltd."))
    put_right(1, "panel")
    put_right(2, "far")
    assert firms_of(store) == ["panel", "far"]
    store.close()
    again = open_store(store.path)

    press(open_page(page, "tr", **words), undo)
    assert firms_of(again) == ["panel", None]
    press(open_page(page, "tr", **words), undo)
    assert firms_of(again) == ["saw", None]
    assert not set(again.read().stream["stream_id"]) - set(wood_zone().stream["stream_id"])
    again.close()


def test_cards_made_one_stay_so_when_the_firm_of_one_is_put_right(store, room):
    store.rooms().add_card(new("talaş", firm_name="Hızar İplik", firm_id="saw"))
    store.rooms().add_card(new("talaş", "d2", firm_name="Hızar İplik", firm_id="saw"))
    store.rooms().merge_cards(1, 2)

    put_right(1, "panel")
    kept, other = store.rooms().cards(1)
    assert (kept.firm_id, other.firm_id) == ("panel", "panel")
    assert (other.state, other.merged_into) == ("hidden", 1)

    app = open_page(WORKSHOP, "tr", part="streams")
    press(app, "Bu atölyenin son yazmasını geri al")
    assert firms_of(store) == ["saw", "saw"]
    assert store.rooms().card(2).merged_into == 1


def test_the_quantity_of_a_card_can_be_marked_unknown(store, room):
    store.rooms().add_card(new(quantity=5, unit="t/ay"))
    app = open_page(WORKSHOP, "tr", part="streams")
    pick(app, 1)
    assert app.text_input(key="after_amount_1").value == "5 ton/ay"

    app.text_input(key="after_amount_1").set_value("")
    press(app, "Bu kartı onayla")

    rows = store.read().stream
    assert rows.loc[rows["source"].notna(), "grade"].tolist() == ["unknown"]


def test_words_of_people_are_text(store, room):
    store.rooms().add_card(new("*odun* <b>talaşı</b>", firm_name="[Ada](http://x)"))
    app = open_page(WORKSHOP, "en", part="streams")
    pick(app, 1)
    app.selectbox(key="after_resource_1").set_value("sawdust")
    press(app, "Confirm this card")

    assert "became a stream" in texts(app)
    store.rooms().change_card(1, text="forklift <i>")
    app.run()
    assert "after their confirmation: forklift" in texts(app)
    assert "<i>" not in texts(app)
    assert "<b>" not in texts(app)
    assert "[Ada]" not in texts(app)


def test_in_a_demo_the_first_own_card_asks_for_a_code_and_ends_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "demo.duckdb"))
    zone = wood_zone()
    tables = {
        name: frame.assign(origin="synthetic") if "origin" in frame else frame
        for name, frame in zone.tables().items()
    }
    demo = fill(tmp_path / "demo.duckdb", type(zone).of(tables))
    assert not demo.closed()
    demo.rooms().open_room(a_room())
    demo.rooms().add_card(new())
    app = open_page(WORKSHOP, "tr", viewer=None, part="streams")
    assert "gösterim biter" in texts(app)

    press(app, "Hazır kartları onayla (1)")

    assert demo.closed()
    assert demo.access().entries()[0].role == "facilitator"
    demo.close()


def test_a_room_that_is_over_opens_with_what_is_to_be_done(store, room):
    store.rooms().add_card(new())

    over = open_page(WORKSHOP, "tr")
    store.rooms().change_room(1, expires_at=now() + dt.timedelta(hours=1))
    running = open_page(WORKSHOP, "tr")

    assert "Hazır kartları onayla (1)" in [one.label for one in over.main.button]
    assert "Hazır kartları onayla (1)" not in [one.label for one in running.main.button]


def test_two_cards_that_were_made_one_are_one_stream(store, room):
    store.rooms().add_card(new())
    store.rooms().add_card(new("talaş", "d2", quantity=5, unit="t/yıl"))
    store.rooms().merge_cards(1, 2)

    app = open_page(WORKSHOP, "tr", part="streams")

    assert len(app.dataframe[0].value) == 1
    assert figure(app, "Onaylanacak kart") == "1"


@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_is_shown_what_would_be_confirmed(store, room, viewer):
    store.rooms().add_card(new(firm_name="Gizli"))

    app = open_page(WORKSHOP, "tr", viewer=viewer, part="streams")

    assert not app.exception
    assert "Gizli" not in texts(app)
    assert [*app.metric, *app.dataframe, *app.main.button] == []
