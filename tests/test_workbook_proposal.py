"""A mapping is proposed from headings, units and what stands in the columns."""

from __future__ import annotations

from mapped_sheets import FIRMS
from workbook_files import read_in, rules, workbook

from symbio.zone.workbook.mapping import Mapping, propose
from symbio.zone.workbook.reading import read_sheets


def proposed(sheets):
    found, _ = read_sheets([workbook(sheets)])
    return propose(found)


def test_headings_are_recognised_in_both_languages_and_by_their_synonyms():
    rows = [
        ["Firma kodu", "SITE NAME", "lat", "Boylam", "çalışan", "Renk"],
        ["F1", "Bir", 37.0, 30.5, 4, "m"],
    ]

    table = proposed({"Tesisler": rows}).tables[0]

    assert table.table == "firm"
    assert dict(table.columns) == {
        "firm_id": ("Firma kodu",),
        "name": ("SITE NAME",),
        "latitude": ("lat",),
        "longitude": ("Boylam",),
        "employees": ("çalışan",),
    }


def test_a_heading_that_is_only_alike_is_a_question():
    rows = [["Firma kodu", "Firma adı", "Enlemi", "Boylam"], ["F1", "Bir", 37.0, 30.5]]
    book = workbook({"Tesisler": rows})

    reading = read_in(book)

    assert [(p.rule, p.column) for p in reading.questions] == [("header_guessed", "Enlemi")]
    assert read_in(book, accepted={"header_guessed"}).ready
    assert read_in(book, mapping=reading.mapping.agreed()).ready


def test_the_row_of_headings_is_found():
    assert (
        proposed({"Tesis": [*FIRMS[:2], ["Firma kodu", "Firma adı"], *FIRMS[3:]]})
        .tables[0]
        .header_row
        == 3
    )


def test_the_unit_is_taken_from_the_heading():
    rows = [["Firma kodu", "Yön", "Malzeme", "Miktar (kg/ay)"], ["F1", "arz", "Talaş", 1000]]

    table = proposed({"Akımlar": rows}).tables[-1]

    assert dict(table.constants)["unit"] == "kg/ay"


def test_a_flat_sheet_gives_firms_and_streams():
    rows = [
        ["Firma", "Enlem", "Boylam", "Atık adı", "Ek-4 kodu", "Atık miktarı (t/yıl)"],
        ["Bir A.Ş.", 37.0, 30.5, "Talaş", "03 01 05", 12],
        ["Bir A.Ş.", 37.0, 30.5, "Kül", "10 01 01", 5],
    ]

    reading = read_in(workbook({"Atıklar 2025": rows}))

    assert reading.problems + reading.questions == ()
    assert reading.tables["firm"][["firm_id", "latitude"]].to_numpy().tolist() == [
        ["Bir A.Ş.", 37.0]
    ]
    assert set(reading.tables["stream"]["quantity_per_year"]) == {12, 5}
    assert set(reading.tables["stream"]["direction"]) == {"offer"}


def test_a_waste_and_a_raw_material_column_are_proposed_as_two_streams():
    rows = [["Firma kodu", "Malzeme", "Atık (kg/ay)", "Hammadde t/y"], ["F1", "Talaş", 1000, 7]]

    mapping = proposed({"Akım": rows})

    found = [
        (dict(t.constants)["direction"], t.column("quantity_per_year")) for t in mapping.tables[1:]
    ]
    assert found == [("offer", ("Atık (kg/ay)",)), ("need", ("Hammadde t/y",))]


def test_an_empty_cell_of_two_quantity_columns_makes_no_stream_up():
    rows = [
        ["Firma kodu", "Malzeme", "Giren (t/yıl)", "Çıkan (t/yıl)"],
        ["F1", "Talaş", "", 100],
        ["F2", "Talaş", 50, ""],
        ["F3", "Talaş", "bilinmiyor", 7],
    ]

    reading = read_in(workbook({"Akım": rows}))

    streams = reading.tables["stream"]
    assert reading.problems + reading.questions == ()
    assert sorted(zip(streams["firm_id"], streams["direction"], strict=True)) == [
        ("F1", "offer"),
        ("F2", "need"),
        ("F3", "need"),
        ("F3", "offer"),
    ]


def test_a_waste_and_a_raw_material_beside_it_are_two_resources():
    rows = [
        ["Firma kodu", "Atık", "Atık miktarı (t/ay)", "Atık kodu", "Hammadde", "Hammadde (kg)"],
        ["F1", "Talaş", 12.5, "030105", "Agrega", 3000],
        ["F2", "Talaş", "", "030105", "", ""],
        ["F3", "", "", "", "Agrega", ""],
        ["F4", "", "", "", "", ""],
    ]

    reading = read_in(workbook({"Envanter": rows}))

    assert reading.problems + reading.questions == ()
    streams = reading.tables["stream"].set_index(["firm_id", "direction"]).sort_index()
    assert streams["resource"].to_dict() == {
        ("F1", "need"): "aggregate",
        ("F1", "offer"): "sawdust",
        ("F2", "offer"): "sawdust",
        ("F3", "need"): "aggregate",
    }
    assert streams["waste_code"].notna().to_dict()["F1", "need"] is False
    assert streams["quantity_per_year"].loc["F1", "need"] == 3
    assert set(reading.tables["firm"]["firm_id"]) == {"F1", "F2", "F3", "F4"}


def test_what_stands_in_a_column_tells_what_it_is():
    rows = [["Firma kodu", "Malzeme", "Sütun X", "Sütun Y"]]
    rows += [["F1", "Talaş", "03 01 05", "Giriş"], ["F1", "Kül", "10 01 01", "Çıkış"]]

    mapping = proposed({"Akım": rows})

    table = next(table for table in mapping.tables if table.table == "stream")
    assert (table.column("waste_code"), table.column("direction")) == (("Sütun X",), ("Sütun Y",))
    assert {guess.field for guess in mapping.guesses} == {"waste_code", "direction"}


def test_headings_that_stand_twice_are_told_apart_by_letter():
    rows = [["Firma kodu", "Firma adı", "Enlem", "Enlem", "Boylam"], ["F1", "Bir", 37.0, 0, 30.5]]

    assert proposed({"Tesis": rows}).tables[0].column("latitude") == ("col:C",)


def test_a_workbook_with_nothing_known_in_it_is_an_error():
    reading = read_in(workbook({"Sayfa1": [["a", "b"], [1, 2]]}))

    assert rules(reading.problems) == ["nothing_recognised"]


def test_a_proposal_survives_toml():
    mapping = proposed({"Tesis": [["Firma kodu", "Firma adı", "Enlem"], ["F1", "Bir", 37.0]]})

    assert Mapping.from_toml(mapping.to_toml()) == mapping
