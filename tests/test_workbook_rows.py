"""Rows that come in: each cell checked, each doubt asked about, all of it at once."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from workbook_files import (
    ANTALYA,
    FIRM,
    KNOWLEDGE,
    STREAM,
    ZONE,
    only,
    read_firm,
    read_in,
    read_stream,
    rules,
    workbook,
    zone_book,
)

from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.workbook import ANSWERS, SourceFile, answers, read

WRONG_IN_A_STREAM = {
    "a quantity that is no number": ({"quantity_per_year": "çok"}, "number_unreadable"),
    "a negative quantity": ({"quantity_per_year": -3}, "quantity_negative"),
    "a quantity that Excel made a date": (
        {"quantity_per_year": dt.date(2025, 5, 3)},
        "number_is_date",
    ),
    "a unit that is none": ({"quantity_per_year": "5 varil"}, "unit_unknown"),
    "a unit column that is none": ({"quantity_per_year": 5, "unit": "adet"}, "unit_unknown"),
    "two units": ({"quantity_per_year": "5 kg", "unit": "t"}, "unit_twice"),
    "a unit of another kind": (
        {"quantity_per_year": 5, "unit": "kişi·gün"},
        "unit_not_convertible",
    ),
    "a range upside down": (
        {"quantity_per_year": 5, "quantity_low_per_year": 9, "quantity_high_per_year": 4},
        "range_reversed",
    ),
    "a quantity outside its range": (
        {"quantity_per_year": 50, "quantity_low_per_year": 3, "quantity_high_per_year": 9},
        "range_outside",
    ),
    "a range as a lower bound": ({"quantity_low_per_year": "3-5 t"}, "number_range"),
    "an unknown resource": ({"resource": "qqqq"}, "resource_unknown"),
    "a resource with a slip of the pen": ({"resource": "Talaşş"}, "resource_alike"),
    "an unknown direction": ({"direction": "yukarı"}, "choice_unknown"),
    "an unknown grade": ({"grade": "şöyle böyle"}, "choice_unknown"),
    "a waste code that is none": ({"waste_code": "ahşap"}, "waste_code_unreadable"),
    "a waste code that is not in the list": ({"waste_code": "99 99 99"}, "waste_code_unknown"),
    "a route that is none": ({"present_route": "R14"}, "operation_unknown"),
    "a currency that is none": ({"present_cost_currency": "altın"}, "currency_unknown"),
    "two currencies": (
        {"present_cost_per_unit": "5 €/t", "present_cost_currency": "TRY"},
        "currency_twice",
    ),
    "a price per something unknown": ({"present_cost_per_unit": "5 TL/palet"}, "unit_unknown"),
    "a price range": ({"present_cost_per_unit": "100-150 TL"}, "number_range"),
    "moisture above 100": ({"moisture_percent": 125}, "number_out_of_bounds"),
    "a pH of 20": ({"ph": 20}, "number_out_of_bounds"),
    "a temperature range": ({"temperature_c": "80-90"}, "number_range"),
    "a temperature in tonnes": ({"temperature_c": "80 t"}, "number_with_unit"),
    "a negative month": ({"month_03": -1}, "number_out_of_bounds"),
    "a date that is none": ({"last_confirmed": "31.2.2025"}, "date_unreadable"),
    "a quality without a value": ({"quality_other": "kül 2"}, "quality_unreadable"),
    "half of a lane's end": ({"lane_origin_latitude": 41.0}, "coordinates_half"),
    "a firm that is nowhere": ({"firm_id": "X99"}, "firm_unknown"),
    "a firm with a slip of the pen": ({"firm_id": "Bir A.S"}, "firm_alike"),
    "no firm": ({"firm_id": ""}, "required_missing"),
    "no direction": ({"direction": ""}, "required_missing"),
    "no resource": ({"resource": ""}, "required_missing"),
}


@pytest.mark.parametrize(
    ("cells", "rule"), WRONG_IN_A_STREAM.values(), ids=WRONG_IN_A_STREAM.keys()
)
def test_a_mistake_in_a_stream_is_named_with_its_cell(cells, rule):
    reading = read_stream(**cells)

    assert rules(reading.problems) == [rule]
    problem = reading.problems[0]
    assert (problem.file, problem.sheet, problem.row) == ("kitap.xlsx", "Streams", 2)
    assert problem.column in cells
    assert not reading.ready
    for language in ("tr", "en"):
        assert "{" not in problem.sentence(language)


WRONG_IN_A_FIRM = {
    "a NACE code that is none": ({"nace": "gıda"}, "nace_unreadable"),
    "a NACE division that does not exist": ({"nace": "04.10"}, "nace_unknown"),
    "a NACE code that Excel made a date": ({"nace": dt.date(2025, 12, 10)}, "number_is_date"),
    "employees in words": ({"employees": "epeyce"}, "employees"),
    "half an employee": ({"employees": 4.5}, "employees"),
    "neither yes nor no": ({"inside_osb": "belki"}, "boolean_unknown"),
    "a licence that is none": ({"licences": "R3; lisans"}, "operation_unknown"),
    "a coordinate in words": ({"latitude": "OSB", "longitude": 30.5}, "coordinates_unreadable"),
    "a coordinate that is no place": ({"latitude": 99, "longitude": 222}, "coordinates_impossible"),
    "half a position": ({"latitude": 37.0, "longitude": ""}, "coordinates_half"),
    "no name": ({"name": ""}, "required_missing"),
    "an unknown precision": ({"location_precision": "mavi"}, "choice_unknown"),
    "a name beyond measure": ({"name": "A" * 32_100}, "text_too_long"),
}


@pytest.mark.parametrize(("cells", "rule"), WRONG_IN_A_FIRM.values(), ids=WRONG_IN_A_FIRM.keys())
def test_a_mistake_in_a_firm_is_named_with_its_cell(cells, rule):
    reading = read_firm(**cells)

    assert rules(reading.problems) == [rule]
    assert reading.problems[0].row == 2
    assert reading.problems[0].column in cells


def test_all_problems_come_at_once():
    streams = [
        ["F1", "offer", "sawdust", "çok", "t"],
        ["F1", "yukarı", "qqqq", 5, "adet"],
        ["X9", "need", "heat", -1, "MWh"],
    ]

    problems = read_in(zone_book(streams=streams, firms=[["F1", "Yine", 99, 222]])).problems

    found = {(problem.sheet, problem.row, problem.rule) for problem in problems}
    assert found == {
        ("Firms", 3, "coordinates_impossible"),
        ("Firms", 3, "duplicate_id"),
        ("Streams", 2, "number_unreadable"),
        ("Streams", 3, "choice_unknown"),
        ("Streams", 3, "resource_unknown"),
        ("Streams", 3, "unit_unknown"),
        ("Streams", 4, "quantity_negative"),
        ("Streams", 4, "firm_unknown"),
    }


def test_a_sentence_says_place_value_and_what_would_be_right():
    problem = read_stream(resource="Talaşş").problems[0]

    place = "kitap.xlsx, «Streams» sayfası, satır 2, «resource» sütunu: "
    assert problem.sentence("tr").startswith(f"{place}«Talaşş» tanınan bir kaynak değil.")
    assert "«Talaş»" in problem.sentence("tr")
    assert "“Sawdust”" in problem.sentence("en")


def test_kilograms_become_tonnes():
    stream = only(read_stream(quantity_per_year="12 500 kg"))

    assert (stream["quantity_per_year"], stream["unit"], stream["grade"]) == (12.5, "t", "declared")


def test_tonnes_per_month_become_tonnes_per_year():
    assert only(read_stream(quantity_per_year=2, unit="t/ay"))["quantity_per_year"] == 24


def test_cubic_metres_become_tonnes_by_the_density_and_it_is_said():
    reading = read_stream(quantity_per_year=10, unit="m³")

    assert only(reading)["quantity_per_year"] == 5
    assert rules(reading.notices) == ["converted_by_nature"]


def test_cubic_metres_without_a_density_are_an_error_that_names_the_cell():
    reading = read_stream(resource="caustic", quantity_per_year="10 m³")

    assert [(p.rule, p.row, p.column, p.value) for p in reading.problems] == [
        ("unit_not_convertible", 2, "quantity_per_year", "10 m³")
    ]


def test_a_range_keeps_its_ends_and_declares_its_middle():
    stream = only(read_stream(quantity_per_year="3-5 t"))

    names = ["quantity_low_per_year", "quantity_per_year", "quantity_high_per_year", "grade"]
    assert stream[names].tolist() == [3, 4, 5, "declared"]


@pytest.mark.parametrize("typed", ["", "?", "bilinmiyor"])
def test_an_unknown_quantity_is_allowed(typed):
    stream = only(read_stream(quantity_per_year=typed))

    assert pd.isna(stream["quantity_per_year"])
    assert (stream["grade"], stream["unit"]) == ("unknown", "t")


def test_a_grade_without_a_quantity_is_unknown_and_it_is_said():
    reading = read_stream(quantity_per_year="", grade="ölçüldü")

    assert only(reading)["grade"] == "unknown"
    assert rules(reading.notices) == ["grade_without_quantity"]


def test_a_stream_of_nothing_is_left_out_and_it_is_said():
    reading = read_stream(quantity_per_year=0)

    assert "stream" not in reading.tables
    assert rules(reading.notices) == ["zero_skipped"]


def test_a_price_per_kilogram_becomes_a_price_per_tonne():
    stream = only(read_stream(quantity_per_year=500, unit="kg", present_cost_per_unit="2,5 TL"))

    assert stream["quantity_per_year"] == 0.5
    assert stream["present_cost_per_unit"] == 2500
    assert stream["present_cost_currency"] == "TRY"


def test_a_price_in_a_cell_may_name_its_currency_and_unit():
    stream = only(read_stream(quantity_per_year=500, unit="kg", present_cost_per_unit="-150 €/t"))

    assert (stream["present_cost_per_unit"], stream["present_cost_currency"]) == (-150, "EUR")


def test_a_price_without_a_currency_is_in_that_of_the_zone_and_it_is_said():
    reading = read_stream(present_cost_per_unit=100)

    assert only(reading)["present_cost_currency"] == "TRY"
    assert rules(reading.notices) == ["currency_assumed"]


def test_a_missing_price_stays_missing():
    assert pd.isna(only(read_stream(quantity_per_year=5))["present_cost_per_unit"])


def test_without_a_resource_the_waste_code_tells_it_and_it_is_said():
    reading = read_stream(resource="", waste_code="12 01 01", quantity_per_year=1)

    codes = KNOWLEDGE.waste_codes.set_index("waste_code")
    assert only(reading)["resource"] == codes.loc["120101", "resource_id"]
    assert rules(reading.notices) == ["resource_from_code"]


@pytest.mark.parametrize("typed", ["03 01 05", "030105", "03.01.05", 30105])
def test_a_waste_code_is_six_digits_however_it_is_written(typed):
    assert only(read_stream(waste_code=typed))["waste_code"] == "030105"


def test_a_star_on_a_code_that_is_not_hazardous_is_asked_about():
    assert rules(read_stream(waste_code="03 01 05*").questions) == ["waste_code_star"]
    accepted = read_stream(waste_code="03 01 05*", accepted={"waste_code_star"})
    assert only(accepted)["waste_code"] == "030105"


@pytest.mark.parametrize(
    "typed", ["Talaş", "TALAŞ", "talas", "sawdust", "testere talaşı", " Saw dust "]
)
def test_a_resource_is_known_by_every_name_it_has(typed):
    assert only(read_stream(resource=typed))["resource"] == "sawdust"


@pytest.mark.parametrize(
    ("typed", "direction"),
    [("ARZ", "offer"), ("çıktı", "offer"), ("Out", "offer"), ("need", "need"), ("İHTİYAÇ", "need")],
)
def test_a_direction_is_known_by_its_usual_words(typed, direction):
    assert only(read_stream(direction=typed))["direction"] == direction


@pytest.mark.parametrize(
    ("column", "typed", "read_as"),
    [
        ("nace", "10.51", "10.51"),
        ("nace", "1051", "10.51"),
        ("nace", 10.51, "10.51"),
        ("nace", 1.13, "01.13"),
        ("nace", "C10", "10"),
        ("nace", "10.51.02", "10.51"),
        ("employees", 45, "45"),
        ("employees", "1.200", "1200"),
        ("employees", "50 – 249", "50-249"),
        ("employees", "250 ve üzeri", "250+"),
        ("employees", "10'dan az", "0-9"),
        ("licences", "R12, R 03 ve D10", "R3;R12;D10"),
        ("inside_osb", "Evet", True),
        ("inside_osb", "dışında", False),
        ("disclosure", "takma adla", "alias"),
        ("disclosure", "by alias", "alias"),
        ("source_date", "Aralık 2025", pd.Timestamp(2025, 12, 1)),
        ("activity", 2019, "2019"),
        ("activity", "=1+1", "=1+1"),
    ],
)
def test_a_cell_of_a_firm_is_read_as_it_is_meant(column, typed, read_as):
    assert only(read_firm(**{column: typed}), "firm")[column] == read_as


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


def test_a_file_without_a_zone_says_what_it_took_for_granted():
    assert rules(read_in(workbook({"Firms": [FIRM, ["F1", "Bir"]]})).notices) == ["zone_missing"]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([ANTALYA, ["İkinci", *ANTALYA[1:]]], "two_zones"),
        ([[*ANTALYA[:3], 38.0, 36.0, 29.0, 32.5]], "box_reversed"),
        ([["Bölge", "Atlantis", "TRY"]], "country_unknown"),
    ],
)
def test_a_mistake_in_the_zone_is_named(rows, rule):
    assert rule in rules(read_in(workbook({"Zone": [ZONE, *rows]})).problems)


def test_a_repeated_id_names_both_rows():
    reading = read_in(zone_book(firms=[["F2", "İki"], ["F2", "İki"]]))

    assert [(p.rule, p.row) for p in reading.problems] == [("duplicate_id", 4)]
    assert "row 3" in reading.problems[0].sentence("en")


def test_a_firm_that_is_stored_need_not_be_in_the_file():
    stored = read_in(zone_book()).tables
    streams = workbook({"Streams": [STREAM, ["F1", "offer", "sawdust", 3, "t"]]})

    reading = read_in(streams, stored=Zone.of(stored))

    assert reading.problems == ()
    assert list(reading.tables) == ["stream"]


def test_a_name_in_place_of_an_id_is_understood_and_it_is_said():
    reading = read_in(zone_book(streams=[["BİR A.Ş.", "offer", "sawdust", 3, "t"]]))

    assert only(reading)["firm_id"] == "F1"
    assert rules(reading.notices) == ["firm_by_name"]


def test_streams_without_ids_get_the_same_ones_every_time():
    streams = [
        ["F1", "offer", "sawdust", 3, "t"],
        ["F1", "offer", "sawdust", 5, "t"],
        ["F1", "need", "heat", 7, "MWh"],
    ]
    first = read_in(zone_book(streams=streams))
    again = read_in(zone_book(streams=streams), stored=Zone.of(first.tables))

    assert list(first.tables["stream"]["stream_id"]) == [
        "F1/need/heat/1",
        "F1/offer/sawdust/1",
        "F1/offer/sawdust/2",
    ]
    assert compare(Zone.of(first.tables), again.tables).empty


def test_an_id_that_is_given_is_not_given_again():
    columns = ["stream_id", *STREAM]
    streams = [
        ["", "F1", "offer", "sawdust", 3, "t"],
        ["F1/offer/sawdust/1", "F1", "offer", "sawdust", 5, "t"],
    ]

    reading = read_in(zone_book(streams=streams, stream_columns=columns))

    assert set(reading.tables["stream"]["stream_id"]) == {
        "F1/offer/sawdust/1",
        "F1/offer/sawdust/2",
    }


EVENTS = ["event_id", "name", "kind", "date", "hours", "cost"]


def campaign(events=(), attendance=(), quiz=()):
    return workbook(
        {
            "Zone": [ZONE, ANTALYA],
            "Firmalar": [FIRM, ["F1", "Bir A.Ş."]],
            "Etkinlikler": [
                EVENTS,
                ["E1", "Açılış", "çalıştay", "14.03.2026", "2:30", "45.000,00 TL"],
                *events,
            ],
            "Katılım": [["event_id", "firm_id", "invited", "attended", "people"], *attendance],
            "Testler": [
                ["event_id", "person_code", "score_before", "score_after", "score_max"],
                *quiz,
            ],
        }
    )


def test_a_campaign_comes_in_with_its_events_attendance_and_quiz():
    reading = read_in(
        campaign(attendance=[["E1", "F1", "evet", "x", 3]], quiz=[["E1", "K1", 4, 8, 10]])
    )

    event = only(reading, "event")
    assert event[["kind", "hours", "cost", "cost_currency"]].tolist() == [
        "workshop",
        2.5,
        45000,
        "TRY",
    ]
    assert event["date"] == pd.Timestamp(2026, 3, 14)
    assert only(reading, "attendance")[["invited", "attended", "people"]].tolist() == [
        True,
        True,
        3,
    ]
    assert only(reading, "quiz")[["score_before", "score_after"]].tolist() == [4, 8]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ({"events": [["E2", "İki", "şenlik", "1.1.2026"]]}, "choice_unknown"),
        ({"events": [["E2", "İki", "ziyaret", ""]]}, "required_missing"),
        ({"attendance": [["E9", "F1", "evet", "evet", 1]]}, "event_unknown"),
        ({"attendance": [["E1", "F9", "evet", "evet", 1]]}, "firm_unknown"),
        ({"attendance": [["E1", "F1", "evet", "evet", 1.5]]}, "number_not_whole"),
        ({"attendance": [["E1", "F1"], ["E1", "F1"]]}, "duplicate_id"),
        ({"quiz": [["E1", "K1", 4, 12, 10]]}, "score_above_most"),
        ({"quiz": [["E1", "", 4, 8, 10]]}, "required_missing"),
    ],
)
def test_a_mistake_in_the_campaign_is_named(rows, rule):
    assert rule in rules(read_in(campaign(**rows)).problems)


def test_an_empty_sheet_leaves_its_table_alone():
    assert "stream" not in read_in(zone_book()).tables


def test_several_files_are_one_zone():
    firms = SourceFile("firmalar.csv", b"Firma kodu;Firma ad\xc4\xb1\nF1;Bir\n")
    streams = workbook({"Akışlar": [STREAM, ["F1", "arz", "Talaş", 3, "t"]]})

    reading = read_in(firms, streams)

    assert {name: len(frame) for name, frame in reading.tables.items()} == {"firm": 1, "stream": 1}
    assert reading.problems == ()


def test_progress_goes_from_nought_to_one():
    seen = []

    read(
        [zone_book()],
        KNOWLEDGE,
        stored=Zone.of({}),
        progress=lambda share, key: seen.append((share, key)),
    )

    shares = [share for share, _ in seen]
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)
    assert all(key.startswith("workbook.progress_") for _, key in seen)


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
