"""Bilgi: words become a resource, the resource its uses, with law, evidence and firms."""

import re

import pandas as pd
import pytest
from opened_app import app_store, open_page, texts, wood_store, wood_zone
from test_disclosure import wood

from symbio.access import FACILITATOR, Viewer
from symbio.knowledge import factor, load
from symbio.matching.pathways import class_as_it_is
from symbio.ui import read_once
from symbio.zone.changes import compare

PAGE = "pages/symbiosis/knowledge.py"

store = pytest.fixture(wood_store)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_opens_and_says_what_it_knows(store, language):
    app = open_page(PAGE, language)

    assert not app.exception
    assert "842" in texts(app)


@pytest.mark.parametrize(
    ("language", "words", "panel"),
    [("tr", "talaş", "Levha"), ("en", "sawdust", "panel")],
)
def test_a_waste_shows_what_it_becomes_who_takes_it_and_law(store, language, words, panel):
    app = open_page(PAGE, language, what=words)

    assert not app.exception
    assert panel.lower() in texts(app).lower()
    assert "Mevzuat" in texts(app) or "Law" in texts(app)
    # The zone's own panel makers fit.
    assert any("Levha" in button.label for button in app.button)


@pytest.mark.parametrize(
    "viewer", [Viewer("visitor"), Viewer("board"), Viewer("firm", "F1")], ids=lambda who: who.role
)
@pytest.mark.parametrize("side", ["have", "want"])
def test_everybody_who_may_open_the_page_gets_an_answer_and_no_names(store, viewer, side):
    store.save_synonyms({"hızar tozu": "sawdust"}, who="test")

    app = open_page(PAGE, viewer=viewer, what="hızar tozu", side=side)

    assert not app.exception
    assert "Talaş" in texts(app)
    assert not [button for button in app.button if "bu bölgede hep" in button.label]
    assert not [button for button in app.button if "Levha" in button.label]


INVOICE = "Fatura Mersindere 2026/11"


def with_invoice(store):
    """The store with one firm's price in the place of the general one."""
    price = factor(load(), "virgin_price", "wood_panel_furnish", "TR")
    row = {"factor_id": price.factor_id, "value": 30 * price.value, "source": INVOICE}
    zone = store.read()
    store.apply(compare(zone, {"factor": pd.DataFrame([row])}), who="test")
    return store


@pytest.mark.parametrize(
    "viewer",
    [Viewer("visitor"), Viewer("board"), Viewer("firm", "F1"), FACILITATOR],
    ids=lambda who: who.role,
)
def test_a_price_from_somebodys_invoice_is_shown_to_the_facilitator_alone(store, viewer):
    with_invoice(store)

    app = open_page(PAGE, viewer=viewer, what="wood_panel_furnish")

    assert not app.exception
    said = texts(app).replace("\\", "")
    assert (INVOICE in said) == (viewer == FACILITATOR)
    assert ("60 (40 … 90) EUR/ton" in said) == (viewer != FACILITATOR)


def test_what_others_see_is_worth_nothing_else_for_a_price_from_somebodys_invoice(store):
    def worth(match):
        return match(str(store.path), store.revision()).ranked["value_per_unit"].max()

    before = worth(read_once.full), worth(read_once.general)
    with_invoice(store)

    assert worth(read_once.full) > 2 * before[0]
    assert worth(read_once.general) == before[1]


@pytest.fixture
def pomace(tmp_path, monkeypatch):
    """A zone whose juice maker calls its peel by the more general name."""
    zone = wood_zone()
    renamed = {"sawdust": "fruit_pomace", "wood_panel_furnish": "animal_feed"}
    stream = zone.stream.assign(resource=zone.stream["resource"].map(renamed))
    firm = zone.firm.assign(nace=zone.firm["nace"].replace("16.21", "10.91"))
    other = zone.with_table("stream", stream).with_table("firm", firm)
    yield from app_store(tmp_path, monkeypatch, other)


@pytest.mark.parametrize(
    ("language", "words", "near"),
    [
        ("tr", "narenciye posası", "Meyve ve domates posası (daha genel)"),
        ("en", "citrus peel", "Fruit and tomato pomace (more general)"),
    ],
)
def test_firms_that_fit_by_the_more_general_name_are_found_and_it_is_said(
    pomace, language, words, near
):
    app = open_page(PAGE, language, what=words)

    assert near in texts(app)
    found = [button.label for button in app.button if "Levha" in button.label]
    assert found
    assert all(near.split(" (")[0] in label for label in found)


def test_firms_that_fit_by_the_name_itself_need_no_near_one(store):
    app = open_page(PAGE, what="talaş")

    assert "(daha genel)" not in texts(app)


@pytest.mark.parametrize(
    ("language", "words", "asked"), [("tr", "iade", "anlaşılmadı"), ("en", "big", "do not say")]
)
def test_a_guess_that_is_faint_shows_nothing_until_somebody_says_which(
    store, language, words, asked
):
    app = open_page(PAGE, language, what=words)

    assert asked in texts(app)
    assert not [card for card in texts(app).split("\n") if "**1. " in card]
    said = {"iade": "expired_food", "big": "orchard_prunings"}[words]
    app = open_page(PAGE, language, what=words, meant=said)
    assert not app.exception
    assert asked not in texts(app)


def test_where_one_thing_alone_can_be_meant_nobody_is_asked_which(store):
    app = open_page(PAGE, what="uçucu kül")

    assert "Hangisi kastediliyor" not in texts(app)
    assert "meant" not in [one.key for one in app.segmented_control]
    several = open_page(PAGE, what="talaş")
    assert "meant" in [one.key for one in several.segmented_control]


def test_a_need_shows_what_could_serve_it(store):
    app = open_page(PAGE, what="yonga levha hammaddesi", side="want")

    assert not app.exception
    assert "Talaş" in texts(app)


def test_a_waste_code_alone_is_enough(store):
    app = open_page(PAGE, code="10 01 02")

    assert not app.exception
    assert "Çimento" in texts(app)


@pytest.mark.parametrize(
    ("language", "none", "law"),
    [
        ("tr", "bilinen bir yol yok", "yalnız lisanslı tesise"),
        ("en", "no way is known", "licensed"),
    ],
)
def test_a_hazardous_waste_without_a_use_still_shows_its_codes_and_where_it_may_go(
    store, language, none, law
):
    app = open_page(PAGE, language, what="pcb_waste", code="13 01 01")

    assert not app.exception
    assert none in texts(app)
    assert "130101*" in texts(app)
    assert law in texts(app)
    assert law not in texts(open_page(PAGE, language, what="talaş"))


def test_a_code_that_is_not_in_the_list_and_words_that_mean_nothing_are_said(store):
    assert "atık listesinde yok" in texts(open_page(PAGE, what="talaş", code="99 99 99"))
    app = open_page(PAGE, what="qqqq wwww")
    assert not app.exception


def test_a_confirmed_meaning_is_kept_for_the_zone(store):
    app = open_page(PAGE, what="hızardan çıkan ince toz", meant="grain_screenings")
    teach = [button for button in app.button if "bu bölgede hep" in button.label]
    teach[0].click().run()

    assert not app.exception
    assert [words for words, _ in store.synonyms()] == ["hızardan çıkan ince toz"]


@pytest.mark.parametrize(
    ("language", "what", "parts"),
    [
        ("tr", "narenciye posası", ("EUR/ton", "kg/ton", "ton/yıl", "büyüklük mertebesi")),
        ("en", "citrus peel", ("EUR/t", "kg/t", "t/y", "order of magnitude")),
    ],
)
def test_every_number_has_its_unit_and_no_more_digits_than_it_knows(store, language, what, parts):
    said = texts(open_page(PAGE, language, what=what)).replace("\\", "")

    assert all(part in said for part in parts)
    assert "birim" not in said
    assert "EUR/unit" not in said
    if language == "tr":
        assert "design decision" not in said
        assert "order of magnitude" not in said
    assert not re.search(r"\d[.,]\d{5}", said)


def test_a_yield_in_another_unit_names_both(store):
    said = texts(open_page(PAGE, what="hayvan gübresi")).replace("\\", "")

    assert re.search(r"verim [\d,]+ \([\d, …]+\) MWh/ton", said)


def test_markup_in_the_question_stays_text(store):
    app = open_page(PAGE, what="<b>talaş</b> ![x](http://a.b/c)")

    assert not app.exception
    assert "![x](" not in texts(app)


def cards(app):
    """The headings of the ways, in order."""
    return re.findall(r"\*\*\d+\. (.+?)\*\*", texts(app).replace("\\", ""))


@pytest.mark.parametrize(
    ("language", "first", "child"),
    [("tr", "Talaş", "olduğu gibi"), ("en", "Sawdust", "as it is")],
)
def test_what_is_looked_for_may_be_had_as_it_is(store, language, first, child):
    app = open_page(PAGE, language, what="sawdust", side="want")

    assert not app.exception
    assert cards(app)[0].startswith(first)
    assert child in cards(app)[0]
    assert "bilinen bir yol yok" not in texts(app)


def test_a_need_is_served_by_what_is_more_special_and_says_so(store):
    found = cards(open_page(PAGE, what="wood_waste", side="want"))

    assert found[0] == "Atık ahşap, olduğu gibi"
    assert "Talaş, olduğu gibi" in found
    assert not any(card.startswith("Atık ahşap →") for card in found)


def test_what_nobody_may_take_is_found_for_nobody(store):
    app = open_page(PAGE, what="pcb_waste", side="want")

    assert cards(app) == []
    assert "bilinen bir yol yok" in texts(app)


def test_who_looks_for_sand_is_first_shown_fresh_sand(store):
    offered = open_page(PAGE, what="kum").segmented_control(key="meant")
    wanted = open_page(PAGE, what="kum", side="want").segmented_control(key="meant")

    assert offered.value == "foundry_sand"
    assert wanted.value == "silica_sand"


def test_a_thing_with_a_way_to_itself_is_not_had_as_it_is_too():
    assert class_as_it_is(load(), "sawdust") == "by_product"
    assert class_as_it_is(load(), "heat") == ""
    assert class_as_it_is(load(), "unobtainium") == ""


@pytest.mark.parametrize(("language", "words"), [("tr", "firma uyuyor"), ("en", "that fit: ")])
def test_the_facilitator_is_told_how_many_fit_with_a_way_down_to_them(store, language, words):
    said = texts(open_page(PAGE, language, what="sawdust"))

    assert re.search(rf"\[.*{words}.*\]\(#firms\)", said)


@pytest.fixture
def hall(tmp_path, monkeypatch):
    """Six sawmills and six panel plants that show an alias only."""
    yield from app_store(tmp_path, monkeypatch, wood())


@pytest.mark.parametrize(
    "viewer", [Viewer("visitor"), Viewer("board"), Viewer("firm", "saw0")], ids=lambda who: who.role
)
@pytest.mark.parametrize(("language", "words"), [("tr", "en az 5 firma"), ("en", "At least 5")])
def test_others_are_told_how_many_fit_at_least_and_no_name(hall, viewer, language, words):
    app = open_page(PAGE, language, viewer=viewer, what="sawdust")

    assert not app.exception
    assert words in texts(app)
    assert "Levha 1" not in texts(app)


@pytest.mark.parametrize("viewer", [Viewer("visitor"), Viewer("firm", "saw")], ids=lambda w: w.role)
def test_of_fewer_than_five_firms_the_number_is_not_told(store, viewer):
    said = texts(open_page(PAGE, viewer=viewer, what="sawdust"))

    assert "beşten az firma" in said
    assert "#firms" not in said
