"""Rows that come in: each cell checked, all that is wrong at once."""

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
from symbio.zone.workbook import SourceFile, read

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
    "a negative month": ({"month_03": -1}, "number_too_small"),
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


def test_limits_are_written_as_the_reader_writes_numbers():
    (problem,) = read_stream(temperature_c=5000).problems

    assert "-273,15 ile 3.000 arasında" in problem.sentence("tr")
    assert "between -273.15 and 3,000" in problem.sentence("en")


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


def read_factor(value):
    """Read one factor of the zone's own, general range 0.08 to 0.1 EUR/t·km."""
    row = {"factor_id": "freight_rate.general.ANY.2025", "value": value, "source": "teklif"}
    return read_in(workbook({"Factors": [list(row), list(row.values())]}))


@pytest.mark.parametrize(("language", "unit"), [("tr", "EUR/ton·km"), ("en", "EUR/t·km")])
def test_a_factor_that_is_far_from_the_general_one_comes_in_with_a_warning(language, unit):
    reading = read_factor(2.7)

    assert only(reading, "factor")["value"] == 2.7
    [said] = [notice for notice in reading.notices if notice.rule == "factor_far"]
    assert unit in said.sentence(language)
    assert "factor_far" not in rules(read_factor(0.29).notices)
