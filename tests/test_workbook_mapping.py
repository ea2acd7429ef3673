"""A mapping brings in workbooks of any shape."""

from __future__ import annotations

import pytest
from mapped_sheets import FIRM_TABLE, FIRMS, mapped, streams
from workbook_files import only, read_in, rules, workbook

from symbio.zone.workbook.mapping import Condition, Filter, Mapping, TableMapping

HEAD = ["Tesis", "Malzeme", "Ton"]


def test_columns_constants_and_rows_above_the_headings():
    reading = mapped([HEAD, ["F1", "Talaş", 3]], streams())

    assert len(reading.tables["firm"]) == 3
    stream = only(reading)
    assert stream[["firm_id", "direction", "resource", "quantity_per_year"]].tolist() == [
        "F1", "offer", "sawdust", 3,
    ]  # fmt: skip


def test_a_value_of_a_cell_means_what_the_mapping_says():
    table = streams().with_value("resource", "Odunumsu şeyler", "sawdust")

    reading = mapped([HEAD, ["F1", "ODUNUMSU  ŞEYLER", 3]], table)

    assert only(reading)["resource"] == "sawdust"


def test_the_direction_may_come_from_a_column():
    table = streams(("direction", "Akış")).with_value("direction", "giren", "need")
    table = table.with_value("direction", "çıkan", "offer").with_constant("direction", "")

    rows = [[*HEAD, "Akış"], ["F1", "Talaş", 3, "Giren"], ["F1", "Talaş", 5, "ÇIKAN"]]
    found = mapped(rows, table).tables["stream"].set_index("direction")["quantity_per_year"]

    assert found.to_dict() == {"need": 3, "offer": 5}


def test_two_columns_become_two_streams():
    rows = [["Tesis", "Malzeme", "Atık (kg/ay)", "Hammadde t/y"], ["F1", "Talaş", 1000, 7]]
    waste = streams(("quantity_per_year", "Atık (kg/ay)")).with_constant("unit", "kg/ay")
    raw = streams(("quantity_per_year", "Hammadde t/y")).with_constant("direction", "need")
    book = workbook({"Tesis": FIRMS, "Akım": rows})

    reading = read_in(book, mapping=Mapping(tables=(FIRM_TABLE, waste, raw)))

    found = reading.tables["stream"].set_index("direction")["quantity_per_year"]
    assert found.to_dict() == {"offer": 12, "need": 7}


def test_a_list_in_a_cell_becomes_streams_of_unknown_quantity():
    reading = mapped(
        [HEAD, ["F1", "Talaş; Peynir altı suyu", 10]], streams().with_split("resource", ";")
    )

    frame = reading.tables["stream"]
    assert list(frame["resource"]) == ["sawdust", "whey"]
    assert frame["quantity_per_year"].isna().all()
    assert "list_shares_quantity" in rules(reading.notices)


def test_lists_side_by_side_go_together():
    table = streams().with_split("resource", ";").with_split("quantity_per_year", ";")

    frame = mapped([HEAD, ["F1", "Talaş; Peynir altı suyu", "10; 20 t"]], table).tables["stream"]

    assert dict(zip(frame["resource"], frame["quantity_per_year"], strict=True)) == {
        "sawdust": 10, "whey": 20,
    }  # fmt: skip


def test_lists_of_different_length_are_an_error_with_its_row():
    table = streams().with_split("resource", ";").with_split("quantity_per_year", ";")

    problems = mapped([HEAD, ["F1", "Talaş; PAS; kül", "10; 20"]], table).problems

    assert [(p.rule, p.row) for p in problems] == [("mapping_split_uneven", 2)]


def test_a_split_row_with_an_id_of_its_own_gives_ids_that_differ():
    table = streams(("stream_id", "No")).with_split("resource", ";")

    frame = mapped([[*HEAD, "No"], ["F1", "Talaş;PAS", "", 7]], table).tables["stream"]

    assert list(frame["stream_id"]) == ["7/1", "7/2"]


def test_the_unit_may_come_from_a_column_or_stand_in_the_cell():
    table = streams(("unit", "Br"))

    frame = mapped([[*HEAD, "Br"], ["F1", "Talaş", 500, "kg"], ["F2", "Talaş", "2 t", ""]], table)

    assert set(frame.tables["stream"]["quantity_per_year"]) == {0.5, 2}


def keep(*conditions, action="keep"):
    return Filter(action, conditions)


ROWS = [
    [*HEAD, "Durum"],
    ["F1", "Talaş", 1, "Açık"],
    ["F2", "Talaş", 2, "kapalı"],
    ["F3", "Talaş", 4, ""],
]
FILTERS = {
    "is": (keep(Condition("Durum", "is", ("açık",))), {1}),
    "is not": (keep(Condition("Durum", "is", ("açık",)), action="skip"), {2, 4}),
    "empty": (keep(Condition("Durum", "empty"), action="skip"), {1, 2}),
    "by letter": (keep(Condition("col:D", "is", ("KAPALI",))), {2}),
    "every part of the firm's cell": (
        keep(Condition("Faaliyet", "every", ("aktarma", "depolama"), "firm", "/"), action="skip"),
        {2, 4},
    ),
    "some part of the firm's cell": (
        keep(Condition("Faaliyet", "any", ("Geri kazanım",), "firm", "/")),
        {2},
    ),
    "both conditions": (
        keep(
            Condition("Durum", "is", ("Açık", "kapalı")),
            Condition("Faaliyet", "any", ("geri kazanım",), "firm", "/"),
            action="skip",
        ),
        {1, 4},
    ),
}


@pytest.mark.parametrize(("rule", "left"), FILTERS.values(), ids=FILTERS.keys())
def test_rows_are_kept_and_skipped_by_what_they_and_their_firm_say(rule, left):
    reading = mapped(ROWS, streams().with_filters(rule))

    assert set(reading.tables["stream"]["quantity_per_year"]) == left
    assert [p.values["count"] for p in reading.notices if p.rule == "rows_filtered"] == [
        3 - len(left)
    ]


def test_an_id_may_be_made_of_several_columns():
    table = streams(("stream_id", "No")).with_column("stream_id", "Tesis", "No")

    stream = only(mapped([[*HEAD, "No"], ["F1", "Talaş", 3, 7]], table))

    assert stream["stream_id"] == "F1-7"


def test_a_firm_that_stands_on_each_of_its_rows_is_one_firm():
    table = TableMapping("firm", "Akım", distinct=True).with_column("firm_id", "Firma")
    table = table.with_column("name", "Firma").with_column("region", "İlçe")
    book = workbook({"Akım": [["Firma", "İlçe"], ["Bir", "Kepez"], ["Bir", "Kepez"], ["Bir", ""]]})

    assert only(read_in(book, mapping=Mapping(tables=(table,))), "firm")["region"] == "Kepez"


def test_rows_of_one_firm_that_differ_are_asked_about():
    table = TableMapping("firm", "Akım", distinct=True).with_column("firm_id", "Firma")
    mapping = Mapping(tables=(table.with_column("name", "Firma").with_column("region", "İlçe"),))
    book = workbook({"Akım": [["Firma", "İlçe"], ["Bir", "Kepez"], ["Bir", "Aksu"]]})

    assert [(p.rule, p.row) for p in read_in(book, mapping=mapping).questions] == [
        ("rows_differ", 3)
    ]
    accepted = read_in(book, mapping=mapping, accepted={"rows_differ"})
    assert only(accepted, "firm")["region"] == "Kepez"


def test_the_zone_may_be_constants_of_the_mapping():
    mapping = Mapping(tables=(FIRM_TABLE,)).with_zone("name", "Z").with_zone("country", "GB")

    reading = read_in(workbook({"Tesis": FIRMS}), mapping=mapping.with_zone("currency", "gbp"))

    assert only(reading, "zone")[["name", "country", "currency"]].tolist() == ["Z", "GB", "GBP"]


def test_the_mapping_may_say_how_numbers_are_written():
    rows = [HEAD, ["F1", "Talaş", "1.234"]]
    book = workbook({"Tesis": FIRMS, "Akım": rows})

    found = [
        only(read_in(book, mapping=Mapping(tables=(FIRM_TABLE, streams()), numbers=sign)))
        for sign in ("comma", "point")
    ]

    assert [stream["quantity_per_year"] for stream in found] == [1234, 1.234]


def test_the_mapping_may_say_how_many_days_a_year_has():
    book = workbook({"Tesis": FIRMS, "Akım": [HEAD, ["F1", "Talaş", "2 t/gün"]]})
    mapping = Mapping(tables=(FIRM_TABLE, streams()), operating_days=250)

    assert only(read_in(book, mapping=mapping))["quantity_per_year"] == 500


def test_one_file_of_several_may_be_meant():
    table = FIRM_TABLE
    files = [
        workbook({"Tesis": FIRMS}, name="2025 [son].xlsx"),
        workbook({"Tesis": FIRMS}, name="2024.xlsx"),
    ]
    only_one = TableMapping(
        table.table, table.sheet, "2025 [son].*", table.header_row, table.columns
    )

    assert len(read_in(*files, mapping=Mapping(tables=(only_one,))).tables["firm"]) == 3


WRONG_MAPPINGS = {
    "no such sheet": (TableMapping("stream", "Yok"), "mapping_no_sheet"),
    "no such column": (streams(("waste_code", "Ek-4 kodu no")), "mapping_no_column"),
    "a column with a slip of the pen": (
        streams(("waste_code", "Malzemee")),
        "mapping_column_alike",
    ),
    "a filter of a column that the firms have not": (
        streams().with_filters(keep(Condition("Renk", "is", ("mavi",), "firm"))),
        "mapping_no_firm_column",
    ),
    "a column that stands twice": (streams(("description", "Ek")), "mapping_header_twice"),
}


@pytest.mark.parametrize(("table", "rule"), WRONG_MAPPINGS.values(), ids=WRONG_MAPPINGS.keys())
def test_a_mapping_that_does_not_fit_the_file_is_named(table, rule):
    reading = mapped([[*HEAD, "Ek", "Ek"], ["F1", "Talaş", 3, "a", "b"]], table)

    assert rule in rules(reading.problems)
    assert all(
        "{" not in p.sentence(language) for p in reading.problems for language in ("tr", "en")
    )


def test_what_a_mapping_leaves_out_is_said():
    book = workbook({"Tesis": FIRMS, "Notlar": [["bir şey"]]})

    notices = read_in(book, mapping=Mapping(tables=(FIRM_TABLE,))).notices

    assert {(p.rule, p.sheet) for p in notices} >= {
        ("sheet_unused", "Notlar"),
        ("columns_unused", "Tesis"),
    }


def test_a_mapping_is_edited_step_by_step():
    table = TableMapping("stream", "S").with_column("resource", "A").with_column("resource")
    table = (
        table.with_constant("unit", "t").with_constant("unit", "").with_value("resource", "a", "b")
    )
    table = (
        table.with_value("resource", "a", "").with_split("resource", ";").with_split("resource", "")
    )

    mapping = Mapping().with_table(table).with_table(FIRM_TABLE)
    mapping = (
        mapping.with_table(streams(), 0)
        .without_table(1)
        .with_zone("name", "Z")
        .with_zone("name", "")
    )

    assert table == TableMapping("stream", "S")
    assert mapping == Mapping(tables=(streams(),))


def test_both_coordinates_may_be_read_from_one_column():
    table = FIRM_TABLE.with_column("latitude", "Konum").with_column("longitude", "Konum")
    rows = [*FIRMS[:2], ["Kod", "Unvan", "Konum"], ["F1", "Bir", "36,9123; 30,6512"]]

    firm = only(read_in(workbook({"Tesis": rows}), mapping=Mapping(tables=(table,))), "firm")

    assert firm[["latitude", "longitude"]].tolist() == [36.9123, 30.6512]
