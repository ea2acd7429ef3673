"""The kept answers of the by-product test, and the wizard on the opportunity card."""

import datetime as dt

import pytest
from opened_app import fill, open_page, refused_late, texts, wood_zone

from symbio.errors import InputError
from symbio.knowledge import load
from symbio.knowledge.law import BY_PRODUCT_QUESTIONS
from symbio.opportunities import by_product
from symbio.zone.rows import Zone

PAGE = "pages/symbiosis/opportunities.py"
DAY = dt.date(2026, 3, 1)
YES = dict.fromkeys(BY_PRODUCT_QUESTIONS, "yes")


def kept(zone, answers, stream="s1"):
    return zone.with_table(
        "by_product",
        by_product.keep_answers(zone, stream, answers, by="A.D.", on=DAY)["by_product"],
    )


def test_answers_come_back_as_they_were_given():
    answers = YES | {"no_harm": "no", "direct_use": "unknown"}
    assert by_product.given_answers(kept(wood_zone(), answers), "s1") == answers
    assert set(by_product.given_answers(wood_zone(), "s1").values()) == {"unknown"}


def test_later_answers_replace_earlier_ones_and_leave_other_streams_alone():
    zone = kept(kept(kept(wood_zone(), YES), YES, "s2"), YES | {"no_harm": "no"})
    assert len(zone.by_product) == 2
    assert by_product.judge(zone, load(), "s1").outcome == "unlikely"
    assert by_product.judge(zone, load(), "s2").outcome == "likely"


def test_a_hazardous_code_of_the_offer_sends_it_to_the_ministry():
    zone = wood_zone()
    coded = zone.with_table("stream", zone.stream.assign(waste_code="030104"))
    assert by_product.judge(kept(coded, YES), load(), "s1").outcome == "ask"


def test_answers_for_a_stream_that_there_is_none_of_are_refused():
    with pytest.raises(InputError):
        by_product.keep_answers(Zone.of({}), "s9", YES, by="", on=DAY)


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    zone = wood_zone()
    store = fill(path, zone.with_table("stream", zone.stream.assign(waste_code="030105")))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("tr", ("Yan ürün sayılması olası.", "Kapasite raporu")),
        ("en", ("It is likely to count as a by-product", "capacity report")),
    ],
)
def test_six_answers_on_the_card_say_likely_or_unlikely_with_what_to_mend(store, language, words):
    app = open_page(PAGE, language, candidate="s1~n1~sawdust_to_panel")
    for question in BY_PRODUCT_QUESTIONS:
        app.segmented_control(key=f"by_product_{question}_s1").set_value("yes")
    save = next(
        button for button in app.button if button.label in ("Yanıtları sakla", "Keep the answers")
    )
    save.click().run()

    assert not app.exception
    assert words[0] in texts(app)
    assert by_product.judge(store.read(), load(), "s1").outcome == "likely"

    app.segmented_control(key="by_product_capacity_report_s1").set_value("no")
    next(b for b in app.button if b.label == save.label).click().run()
    assert words[1] in texts(app)
    assert words[0] not in texts(app)
    app.button(key="by_product_undo_s1").click().run()
    assert words[0] in texts(app)


def test_the_way_back_of_answers_takes_back_nothing_that_was_written_later(store):
    app = open_page(PAGE, candidate="s1~n1~sawdust_to_panel")
    app.segmented_control(key="by_product_capacity_report_s1").set_value("no")
    next(button for button in app.button if button.label == "Yanıtları sakla").click().run()

    assert refused_late(app, store, "Geri al")
    assert len(store.read().by_product) == 1


def test_the_card_says_what_an_analysis_looks_for_and_what_the_holder_has_to_keep(store):
    written = texts(open_page(PAGE, "en", candidate="s1~n1~sawdust_to_panel"))
    assert "formaldehyde" in written
    assert "180 days" not in written  # for hazardous waste only
    assert "one year at most" in written
