"""The page of the live workshop, for the facilitator and for those whom it is not for."""

import datetime as dt
import json
import time
from threading import Event

import pandas as pd
import pytest
from opened_app import open_page, texts, wood_store
from room_cards import new

from symbio.access import Viewer
from symbio.access.sign_in import now
from symbio.charts.workshop import MOST_FIRMS, network
from symbio.ui import workshop_live
from symbio.ui.workshop_live import Beside
from symbio.zone.changes import compare
from symbio.zone.workshop_rows import NewRoom

WORKSHOP = "pages/campaign/workshop.py"
OTHERS = [Viewer("visitor"), Viewer("firm", "saw"), Viewer("board"), None]


store = pytest.fixture(wood_store)


@pytest.fixture
def room(store):
    made = now()
    values = {"code": "ABC234", "name": "Ağaç *atölyesi*", "date": dt.date(2026, 11, 24)}
    values |= {"language": "tr", "tables": 3, "moderated": False, "made_by": "test"}
    return store.rooms().open_room(
        NewRoom(**values, made_at=made, expires_at=made + dt.timedelta(hours=3))
    )


def press(app, label):
    next(button for button in app.main.button if button.label == label).click().run()
    assert not app.exception


@pytest.mark.parametrize(("language", "word"), [("tr", "Bir atölye açın"), ("en", "Open a work")])
def test_without_a_room_the_page_says_what_one_is(store, language, word):
    app = open_page(WORKSHOP, language)

    assert not app.exception
    assert word in texts(app)


def test_a_room_is_opened_with_a_name_and_a_code(store):
    app = open_page(WORKSHOP, "tr")
    press(app, "Atölyeyi aç")
    assert "Atölyeye bir ad verin." in texts(app)
    assert store.rooms().rooms() == []

    app.text_input(key="room_new_name").set_value("Deneme")
    press(app, "Atölyeyi aç")

    [room] = store.rooms().rooms()
    assert (room.name, room.tables, room.moderated) == ("Deneme", 8, False)
    assert room.code in texts(app)
    assert room.opens(now())


def test_opening_a_room_forgets_the_cards_of_rooms_whose_time_is_over(store, room):
    store.rooms().add_card(new())
    store.rooms().change_room(1, keep_until=now().date() - dt.timedelta(days=1))
    app = open_page(WORKSHOP, "tr")

    app.text_input(key="room_new_name").set_value("Deneme")
    press(app, "Atölyeyi aç")

    assert [room.name for room in store.rooms().rooms()] == ["Deneme", "Ağaç *atölyesi*"]
    assert store.rooms().cards(1) == []


@pytest.mark.parametrize(("language", "word"), [("tr", "Eşleşme"), ("en", "Matches")])
def test_cards_and_matches_are_on_the_page(store, room, language, word):
    store.rooms().add_card(new())
    before = open_page(WORKSHOP, language)
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name="Bal", direction="need"))

    after = open_page(WORKSHOP, language)

    assert not after.exception
    counts = [
        {figure.label: figure.value for figure in app.metric}[word] for app in (before, after)
    ]
    assert counts == ["0", "1"]
    assert after.dataframe[0].value["giver"].tolist() == ["Ada"]


@pytest.mark.parametrize("projector", ["0", "1"])
def test_a_card_that_comes_while_the_page_is_open_appears(store, room, projector):
    app = open_page(WORKSHOP, "tr", projector=projector, wall="have")

    store.rooms().add_card(new("sonradan gelen"))
    app.run()

    shown = texts(app) + "".join(table.value.to_string() for table in app.dataframe)
    assert "sonradan gelen" in shown
    assert any(figure.value == "1" for figure in app.metric) == (projector == "0")
    assert ("<strong>1</strong>" in shown) == (projector == "1")


def test_a_room_is_paused_and_ended(store, room):
    app = open_page(WORKSHOP, "tr")

    press(app, "Duraklat")
    assert store.rooms().room(1).paused
    press(app, "Sürdür")
    assert not store.rooms().room(1).paused
    press(app, "Şimdi bitir")

    assert not store.rooms().room(1).opens(now())
    assert "kapandı" in texts(app)
    assert "ABC234" not in texts(app)


def test_a_card_is_hidden_and_its_resource_corrected(store, room):
    store.rooms().add_card(new("talaş"))
    app = open_page(WORKSHOP, "tr")
    app.session_state["card_picked"] = 1
    app.run()

    press(app, "Gizle")
    assert store.rooms().card(1).state == "hidden"
    app.selectbox(key="card_meant").set_value("sawdust").run()
    press(app, "Kaynağı düzelt")

    assert store.rooms().card(1).resource == "sawdust"


@pytest.mark.parametrize(
    "viewer", [Viewer("visitor"), Viewer("firm", "saw"), Viewer("board"), None]
)
def test_nobody_else_sees_the_cards(store, room, viewer):
    store.rooms().add_card(new())

    app = open_page(WORKSHOP, "tr", viewer=viewer)

    assert not app.exception
    assert "ABC234" not in texts(app)
    assert [*app.metric, *app.dataframe, *app.main.button] == []


@pytest.mark.parametrize(("language", "table"), [("tr", "Masa 2"), ("en", "Table 2")])
def test_the_wall_names_only_firms_whose_phone_agreed(store, room, language, table):
    store.rooms().add_card(new("odun <i>talaşı</i>", firm_name="Gizli <b>A.Ş.</b>", table_number=2))
    store.rooms().add_card(
        new("sunta hammaddesi", "d2", firm_name="Bal <b>A.Ş.</b>", direction="need", may_name=True)
    )
    for view in ("have", "want", "matches", "map", "tables", "thanks"):
        app = open_page(WORKSHOP, language, projector="1", wall=view)

        assert not app.exception
        written = texts(app)
        assert "Gizli" not in written
        assert "<i>" not in written
        assert "<b>" not in written
        assert list(app.dataframe) == []
        assert (table in written) == (view != "want")
        assert ("Bal &lt;b&gt;" in written) == (view != "have")


def test_the_wall_shows_no_card_that_waits_or_is_hidden(store, room):
    store.rooms().add_card(new("bekleyen", state="waiting"))
    store.rooms().add_card(new("gizlenen", "d2", state="hidden"))
    store.rooms().add_card(new("görünen", "d3"))

    written = texts(open_page(WORKSHOP, "tr", projector="1", wall="have"))

    assert "görünen" in written
    assert "bekleyen" not in written
    assert "gizlenen" not in written


def test_the_wall_says_what_is_new(store, room):
    old = now() - dt.timedelta(minutes=5)
    store.rooms().add_card(new(changed_at=old))
    store.rooms().add_card(
        new("sunta hammaddesi", "d2", firm_name="Bal", direction="need", changed_at=old)
    )
    assert 'class="symbio-wall-new"' not in texts(open_page(WORKSHOP, "tr", projector="1"))

    store.rooms().change_card(2, changed_at=now())

    assert 'class="symbio-wall-new"' in texts(open_page(WORKSHOP, "tr", projector="1"))


@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_opens_the_wall(store, room, viewer):
    store.rooms().add_card(new(may_name=True))

    written = texts(open_page(WORKSHOP, "tr", viewer=viewer, projector="1"))

    assert "ABC234" not in written
    assert "Ada" not in written


def test_the_network_has_a_line_for_each_two_firms_and_its_words_are_text():
    lines = pd.DataFrame(
        [
            ("0", "1", "A {b}", "<i>B</i>", "material", "x", True),
            ("0", "2", "A {b}", "C", "water", "y", False),
        ],
        columns=["giver", "receiver", "giver_name", "receiver_name", "kind", "title", "new"],
    )

    [drawn] = network(lines)["series"]

    assert [(line["source"], line["target"]) for line in drawn["links"]] == [
        ("giver:0", "receiver:1"),
        ("giver:0", "receiver:2"),
    ]
    first, second = (line["lineStyle"]["width"] for line in drawn["links"])
    assert first > second
    nodes = drawn["data"][:3]
    assert [node["label"]["formatter"] for node in nodes] == ["A (b)", "<i>B</i>", "C"]
    assert nodes[1]["tooltip"]["formatter"] == "&lt;i&gt;B&lt;/i&gt;"
    # Names stand outside: left of the left column and right of the right one.
    for node in nodes:
        side = "left" if node["x"] == 0 else "right"
        assert node["label"]["position"] == side


def test_a_network_of_many_firms_draws_those_with_the_best_lines():
    lines = pd.DataFrame(
        {
            "giver": [str(n) for n in range(30)],
            "receiver": "x",
            "giver_name": "G",
            "receiver_name": "R",
            "kind": "material",
            "title": "t",
            "new": False,
        }
    )

    [drawn] = network(lines)["series"]

    assert len(drawn["links"]) == MOST_FIRMS
    assert drawn["links"][0]["source"] == "giver:0"


def placed(app):
    """Names, places and lines on the map of the wall."""
    [deck] = app.get("deck_gl_json_chart")
    layers = {layer["id"]: layer["data"] for layer in json.loads(deck.proto.json)["layers"]}
    return [at["name"] for at in layers["names"]], layers["firms"], layers["matches"]


def test_the_map_places_only_firms_that_agreed_and_did_not_shut_themselves(store, room):
    panel = {"firm_name": "Levha", "firm_id": "panel", "direction": "need"}
    store.rooms().add_card(new(firm_name="Hızar İplik", firm_id="saw", may_name=True))
    store.rooms().add_card(new("sunta hammaddesi", "d2", may_name=True, **panel))

    names, firms, lines = placed(open_page(WORKSHOP, "tr", projector="1", wall="map"))
    assert (sorted(names), len(firms), len(lines)) == (["Hızar İplik", "Levha"], 2, 1)

    store.rooms().change_card(2, may_name=False)
    names, firms, lines = placed(open_page(WORKSHOP, "tr", projector="1", wall="map"))
    assert (len(names), len(firms), len(lines)) == (0, 1, 0)

    store.rooms().change_card(2, may_name=True)
    zone = store.read()
    shut = zone.firm.assign(
        disclosure=["sector" if one == "panel" else None for one in zone.firm.firm_id]
    )
    store.apply(compare(zone, {"firm": shut}), who="test")
    assert len(placed(open_page(WORKSHOP, "tr", projector="1", wall="map"))[1]) == 1


def test_the_wall_shows_the_step_and_moves_on(store, room):
    store.rooms().change_room(1, agenda="Açılış, 10 dk\nKapanış")
    app = open_page(WORKSHOP, "tr", projector="1")
    assert "Açılış" not in texts(app)

    press(app, "Sonraki adım")

    assert "Adım 1/2" in texts(app)
    assert "10:00" in texts(app) or "9:5" in texts(app)
    press(app, "Sonraki adım")
    assert "Kapanış" in texts(app)
    press(app, "Önceki adım")
    assert store.rooms().room(1).step == 1


def test_every_view_and_the_card_at_hand_have_a_key(store, room):
    store.rooms().add_card(new("talaş"))
    store.rooms().add_card(new("talaşlar", "d2"))
    store.rooms().add_card(new("forklift", "d3"))
    app = open_page(WORKSHOP, "tr", projector="1")

    keys = [button.proto.shortcut for button in app.main.button]
    assert len(set(keys)) == len(keys)
    assert {"1", "2", "3", "4", "5", "6", "0", "p", "right", "left"} <= {
        key.lower() for key in keys
    }
    press(app, "Sonraki kart")
    assert 'held"><strong>forklift' in texts(app)
    press(app, "Gizle")
    assert store.rooms().card(3).state == "hidden"

    press(app, "Sonraki kart")
    press(app, "Kaynağı düzelt")
    press(app, "Talaş")
    assert store.rooms().card(2).resource == "sawdust"
    press(app, "Kartı bırak")
    store.rooms().change_card(1, resource="sawdust")
    app.run()
    press(app, "Sonraki kart")
    press(app, "Birleştir")
    assert store.rooms().card(2).merged_into == 1
    press(app, "Duraklat")
    assert store.rooms().room(1).paused
    assert "Ara verildi" in texts(app)


def test_a_view_without_tiles_says_which_card_is_at_hand(store, room):
    store.rooms().add_card(new("odun <i>talaşı</i>"))
    app = open_page(WORKSHOP, "tr", projector="1", wall="thanks")
    assert "odun" not in texts(app)

    press(app, "Sonraki kart")

    assert "<strong>odun &lt;i&gt;talaşı" in texts(app)


def test_the_page_offers_to_merge_and_to_erase(store, room):
    store.rooms().add_card(new("odun talaşı"))
    store.rooms().add_card(new("Odun talaşı", "d2"))
    app = open_page(WORKSHOP, "tr")

    press(app, "Birleştir")
    assert store.rooms().card(2).merged_into == 1
    app.session_state["card_picked"] = 1
    app.run()
    press(app, "Kartı geri dönüşsüz sil")

    assert [card.state for card in store.rooms().cards(1)] == ["shown"]


def test_the_page_says_why_a_card_should_be_looked_at(store, room):
    store.rooms().add_card(new("odun talaşı 0532 123 45 67", state="waiting"))

    app = open_page(WORKSHOP, "tr")

    [row] = app.dataframe[0].value.to_dict("records")
    assert (row["hint"], row["resource"]) == ("telefon?", "Talaş")


def test_a_full_room_shows_cards_at_once_and_matches_a_moment_later(store, room, monkeypatch):
    monkeypatch.setattr(workshop_live, "AT_ONCE", 0)
    monkeypatch.setattr(workshop_live, "_BESIDE", Beside())
    store.rooms().add_card(new())
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name="Bal", direction="need"))
    app = open_page(WORKSHOP, "tr", projector="1")
    assert "odun talaşı" in texts(app)

    for _ in range(100):
        if "<strong>1</strong><span>Eşleşme" in texts(app):
            break
        time.sleep(0.05)
        app.run()

    assert "<strong>1</strong><span>Eşleşme" in texts(app)


def test_work_beside_gives_the_last_whole_result_and_never_queues():
    beside, go = Beside(), Event()
    done = []

    def slow():
        go.wait(10)
        done.append("slow")
        return pd.DataFrame({"n": [1]})

    assert beside.last("room", 1, slow) == (None, None)
    assert beside.last("room", 2, lambda: done.append("queued")) == (None, None)
    go.set()
    while beside.last("room", 1, slow)[0] != 1:
        time.sleep(0.01)

    assert beside.last("room", 1, slow)[1]["n"].tolist() == [1]
    assert done == ["slow"]
