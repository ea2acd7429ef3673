"""The page of a workshop: a match becomes an idea that somebody works on."""

import pytest
from opened_app import open_page, texts, wood_store
from room_cards import new, room_that_is_over
from test_pages_workshop import WORKSHOP, press

store = pytest.fixture(wood_store)
room = pytest.fixture(room_that_is_over)


@pytest.mark.parametrize(("language", "word"), [("tr", "henüz eşleşme yok"), ("en", "no match")])
def test_a_room_without_matches_says_so(store, room, language, word):
    app = open_page(WORKSHOP, language, part="ideas")

    assert not app.exception
    assert word in texts(app)


@pytest.mark.parametrize(
    ("language", "begin", "missing", "undo"),
    [
        ("tr", "Fikir olarak başlat", "Sorumlu, sonraki adım", "geri al"),
        ("en", "Begin as an idea", "An owner, a next step", "Undo"),
    ],
)
def test_a_match_becomes_an_idea_once_and_is_taken_back(
    store, room, language, begin, missing, undo
):
    store.rooms().add_card(new(firm_name="Ada *A.Ş.*"))
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name="Bal", direction="need"))
    app = open_page(WORKSHOP, language, part="ideas")
    app.session_state["idea_picked"] = "1-2"
    app.run()

    press(app, begin)
    assert missing in texts(app)
    assert store.read().synergy.empty
    app.text_input(key="idea_owner").set_value("AY")
    press(app, begin)

    [row] = store.read().synergy.to_dict("records")
    assert (row["owner"], row["stage"]) == ("AY", "idea")
    assert not [one for one in app.main.button if one.label == begin]
    synergies = open_page("pages/symbiosis/synergies.py", language, synergy=row["synergy_id"])
    assert not synergies.exception
    assert any("workshop" in link.proto.page for link in synergies.main.get("page_link"))

    button = next(one for one in app.main.button if undo in one.label)
    press(app, button.label)

    assert store.read().synergy.empty
