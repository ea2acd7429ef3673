"""Doubts about a workbook: what is asked, what is proposed, and what an answer does."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from workbook_files import FIRM, only, read_firm, read_in, read_stream, rules, workbook, zone_book

from symbio.zone.rows import Zone
from symbio.zone.workbook import ANSWERS, answers


def test_a_number_that_can_be_read_in_two_ways_is_a_question_with_both_readings():
    question = read_stream(quantity_per_year="1.234", unit="t").questions[0]

    assert question.rule == "number_ambiguous"
    assert "1234" in question.sentence("tr")
    assert "1 ile 2 arasında" in question.sentence("tr")


@pytest.mark.parametrize(("answer", "tonnes"), [("thousands", 1234), ("decimal", 1.234)])
def test_a_number_in_doubt_is_read_as_answered(answer, tonnes):
    reading = read_stream(quantity_per_year="1.234", accepted={f"number_ambiguous={answer}"})

    assert only(reading)["quantity_per_year"] == tonnes


def test_a_number_cell_is_never_in_doubt():
    assert only(read_stream(quantity_per_year=1.234))["quantity_per_year"] == 1.234


def test_other_numbers_of_the_file_take_the_doubt_away():
    streams = [["F1", "offer", "sawdust", "1.234", "t"], ["F1", "need", "heat", "12,5", "MWh"]]

    reading = read_in(zone_book(streams=streams))

    assert reading.questions == ()
    assert set(reading.tables["stream"]["quantity_per_year"]) == {1234, 12.5}


def test_a_bound_of_the_field_takes_the_doubt_away():
    assert only(read_stream(moisture_percent="12.345"))["moisture_percent"] == 12.345


def test_per_day_asks_for_the_days_of_the_year():
    assert rules(read_stream(quantity_per_year="2 t/gün").questions) == ["operating_days_unknown"]
    answered = read_stream(quantity_per_year="2 t/gün", accepted={"operating_days_unknown=300"})
    assert only(answered)["quantity_per_year"] == 600


def test_power_asks_for_the_hours_of_the_year():
    heat = {"resource": "heat", "quantity_per_year": "500 kW"}
    assert rules(read_stream(**heat).questions) == ["operating_hours_unknown"]
    answered = read_stream(**heat, accepted={"operating_hours_unknown=6000"})
    assert only(answered)["quantity_per_year"] == 3000


def test_a_position_of_two_equal_numbers_is_shown_whole():
    (question,) = read_firm(latitude=0, longitude=0).questions

    assert question.value == "0; 0"


DOUBTFUL_POSITIONS = {
    "swapped": ((30.5, 37.0), "coordinates_swapped", (37.0, 30.5)),
    "in degrees and minutes": (("37°30'N", "30°30'E"), "coordinates_degrees", (37.5, 30.5)),
    "without a decimal sign": ((370562, 306034), "coordinates_scaled", (37.0562, 30.6034)),
    "with thousands marks": (
        ("37.056.200", "30.603.400"),
        "coordinates_scaled",
        (37.0562, 30.6034),
    ),
    "outside the box": ((41.0, 29.5), "coordinates_outside", (41.0, 29.5)),
    "at nought": ((0, 0), "coordinates_outside", (0, 0)),
}


def test_the_limits_of_the_zone_are_written_as_the_reader_writes_numbers():
    cells = dict(zip(("latitude", "longitude"), (41.0, 29.5), strict=True))
    (asked,) = read_firm(**cells).questions

    assert re.search(r"\(\d+–\d+; \d+–32,5\)", asked.sentence("tr"))
    assert re.search(r"\(\d+–\d+; \d+–32\.5\)", asked.sentence("en"))


@pytest.mark.parametrize(
    ("position", "rule", "proposal"), DOUBTFUL_POSITIONS.values(), ids=DOUBTFUL_POSITIONS.keys()
)
def test_a_doubtful_position_is_asked_about_and_read_as_proposed(position, rule, proposal):
    cells = dict(zip(("latitude", "longitude"), position, strict=True))

    asked = read_firm(**cells)
    assert set(rules(asked.questions)) == {rule}
    assert asked.tables["firm"][["latitude", "longitude"]].isna().all(axis=None)
    assert not asked.ready

    answered = only(read_firm(**cells, accepted={rule}), "firm")
    assert answered[["latitude", "longitude"]].tolist() == pytest.approx(list(proposal))


@pytest.mark.parametrize(
    "cells",
    [
        {"latitude": "36,9123", "longitude": "30,6512"},
        {"latitude": "36.9123, 30.6512"},
        {"latitude": "", "longitude": "36,9123; 30,6512"},
        {"latitude": "36.9123° K", "longitude": "30.6512° D"},
    ],
)
def test_a_plain_position_needs_no_question(cells):
    assert only(read_firm(**cells), "firm")[["latitude", "longitude"]].tolist() == [
        36.9123,
        30.6512,
    ]


def test_without_a_box_of_its_own_a_zone_lies_in_its_country():
    zone = Zone.of({"zone": pd.DataFrame([{"name": "Z", "country": "TR", "currency": "TRY"}])})
    book = workbook({"Firms": [FIRM, ["F1", "Bir", 30.5, 37.0]]})

    assert rules(read_in(book, stored=zone).questions) == ["coordinates_swapped"]


@pytest.mark.parametrize("rule", ANSWERS)
def test_every_question_has_answers_with_words_in_both_languages(rule):
    tokens = answers.tokens(rule)

    assert tokens
    assert all(
        answers.answer_name(token, language) for token in tokens for language in ("tr", "en")
    )


def test_what_is_no_question_has_no_answers():
    assert answers.tokens("file_empty") == ()


def test_a_sure_guess_is_a_question_that_can_be_agreed_to():
    streams = [["F1", "offer", "mermer çamuruu", 3, "t"]]
    asked = read_in(zone_book(streams=streams))
    assert rules(asked.questions) == ["resource_guessed"]
    assert not asked.problems

    agreed = read_in(zone_book(streams=streams), accepted=frozenset({"resource_guessed"}))
    assert agreed.tables["stream"]["resource"].tolist() == ["marble_slurry"]


def test_the_waste_code_of_the_row_says_what_an_unknown_name_means():
    columns = ["firm_id", "direction", "resource", "quantity", "unit", "waste_code"]
    coded = ["F1", "offer", "yağ", 3, "t", "120107"]
    bare = ["F1", "offer", "yağ", 3, "t", ""]

    asked = read_in(zone_book(streams=[coded, bare], stream_columns=columns))
    agreed = read_in(
        zone_book(streams=[coded], stream_columns=columns),
        accepted=frozenset({"resource_guessed"}),
    )

    assert rules(asked.questions) == ["resource_guessed"]
    assert rules(asked.problems) == ["resource_alike"]
    assert agreed.tables["stream"]["resource"].tolist() == ["used_oil"]


def test_a_name_that_the_zone_has_confirmed_is_known():
    streams = [["F1", "offer", "Bizim beyaz", 3, "t"]]
    taught = (("bizim BEYAZ", "marble_slurry"),)
    assert rules(read_in(zone_book(streams=streams)).problems)
    known = read_in(zone_book(streams=streams), taught=taught)
    assert known.tables["stream"]["resource"].tolist() == ["marble_slurry"]


def test_thousands_of_unknown_resources_are_all_named_and_only_some_get_proposals():
    streams = [["F1", "offer", f"talaşş {n}", 3, "t"] for n in range(300)]

    found = rules(read_in(zone_book(streams=streams)).problems)

    assert (found.count("resource_alike"), found.count("resource_unknown")) == (200, 100)
