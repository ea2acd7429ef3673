"""A mapping brings in workbooks of any shape; it is proposed, edited, kept and read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_files import only, read_in, rules, workbook

from symbio.errors import InputError
from symbio.zone.rows import TABLES, dictionary
from symbio.zone.workbook.mapping import Condition, Filter, Mapping, TableMapping, propose
from symbio.zone.workbook.reading import read_sheets

FIRMS = [
    ["Envanter 2025", "", ""],
    [],
    ["Kod", "Unvan", "Faaliyet"],
    ["F1", "Bir A.Ş.", "Aktarma / Depolama"],
    ["F2", "İki A.Ş.", "Aktarma / Geri kazanım"],
    ["F3", "Üç A.Ş.", ""],
]
FIRM_TABLE = TableMapping("firm", "Tesis", header_row=3).with_column("firm_id", "Kod").with_column(
    "name", "Unvan"
)  # fmt: skip


def mapped(rows, table, **more):
    """Read one sheet of streams beside the firms above."""
    book = workbook({"Tesis": FIRMS, "Akım": rows})
    return read_in(book, mapping=Mapping(tables=(FIRM_TABLE, table)), **more)


def streams(*extra):
    """A mapping of the sheet Akım with firm, material and tonnes."""
    table = TableMapping("stream", "Akım").with_constant("direction", "offer")
    for field, heading in (
        ("firm_id", "Tesis"),
        ("resource", "Malzeme"),
        ("quantity_per_year", "Ton"),
    ):
        table = table.with_column(field, heading)
    for field, heading in extra:
        table = table.with_column(field, heading)
    return table


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


TOML = """
name = "Deneme"
numbers = "comma"
operating_days = 300
zone = { name = "Z", country = "TR", currency = "TRY" }

[[table]]
table = "stream"
sheet = "Akım"
header_row = 3
columns = { firm_id = "Kod", stream_id = ["Kod", "No"], resource = "Malzeme" }
constants = { direction = "offer" }
split = { resource = ";" }
values.resource = { "Odun (kuru)" = "sawdust" }
skip = [{ note = "Kapalı", when = [{ column = "Durum", is = ["kapalı"] }, { column = "Tür", of = "firm", split = "/", every = ["a"] }] }]
keep = [{ when = [{ column = "Kod", empty = true }] }]
"""  # noqa: E501


def test_a_mapping_is_read_from_toml():
    mapping = Mapping.from_toml(TOML)

    table = mapping.tables[0]
    assert (mapping.numbers, mapping.operating_days, dict(mapping.zone)["name"]) == (
        "comma",
        300,
        "Z",
    )
    assert (table.header_row, table.column("stream_id")) == (3, ("Kod", "No"))
    assert table.values == (("resource", (("Odun (kuru)", "sawdust"),)),)
    assert [one.action for one in table.filters] == ["keep", "skip"]
    assert table.filters[1].conditions[1] == Condition("Tür", "every", ("a",), "firm", "/")


def test_a_mapping_written_and_read_again_is_the_same():
    mapping = Mapping.from_toml(TOML)

    assert Mapping.from_toml(mapping.to_toml()) == mapping


TEXTS = st.text(max_size=8)
PAIRS = st.dictionaries(TEXTS, TEXTS.filter(bool), max_size=3).map(
    lambda pairs: tuple(pairs.items())
)


@st.composite
def tables(draw):
    table = draw(st.sampled_from(TABLES))
    fields = st.sampled_from([entry.field for entry in dictionary(table)])
    conditions = st.builds(
        Condition,
        TEXTS,
        st.sampled_from(["is", "any", "every"]),
        st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
        st.sampled_from(["", "firm"]),
        TEXTS,
    )
    filters = st.builds(
        Filter,
        st.just("skip"),
        st.lists(conditions, min_size=1, max_size=2).map(tuple),
        TEXTS,
    )
    headings = st.lists(TEXTS, min_size=1, max_size=2).map(tuple)
    return TableMapping(
        table,
        draw(TEXTS),
        draw(TEXTS),
        draw(st.integers(1, 9)),
        tuple(draw(st.dictionaries(fields, headings, max_size=3)).items()),
        tuple(draw(st.dictionaries(fields, TEXTS, max_size=3)).items()),
        tuple(draw(st.dictionaries(fields, PAIRS, max_size=2)).items()),
        tuple(draw(st.dictionaries(fields, TEXTS, max_size=2)).items()),
        draw(st.lists(filters, max_size=2).map(tuple)),
        draw(st.booleans()),
    )


@settings(deadline=None)
@given(st.lists(tables(), min_size=1, max_size=2), TEXTS)
def test_any_mapping_survives_toml(parts, name):
    mapping = Mapping(tuple(parts), name, zone=(("name", name),))

    assert Mapping.from_toml(mapping.to_toml()) == mapping


ONE_TABLE = '[[table]]\ntable = "firm"\nsheet = "S"\n'
BAD_TOML = {
    "no TOML": ("name = ", "mapping_no_toml"),
    "nothing": ("", "mapping_no_table"),
    "no list of tables": ("table = 5", "mapping_no_table"),
    "an unknown key": (f"naem = 'x'\n{ONE_TABLE}", "mapping_key"),
    "an unknown table": ("[[table]]\ntable = 'firma'\nsheet = 'S'\n", "mapping_choice"),
    "no sheet": ("[[table]]\ntable = 'firm'\n", "mapping_text"),
    "an unknown field": (f"{ONE_TABLE}columns = {{ adres = 'A' }}", "mapping_key"),
    "a number for a column": (f"{ONE_TABLE}columns = {{ name = 5 }}", "mapping_text"),
    "an empty list of columns": (f"{ONE_TABLE}columns = {{ name = [] }}", "mapping_words"),
    "a header row of nought": (f"{ONE_TABLE}header_row = 0", "mapping_number"),
    "an unknown way of writing numbers": (f"numbers = 'tr'\n{ONE_TABLE}", "mapping_choice"),
    "too many days": (f"operating_days = 400\n{ONE_TABLE}", "mapping_number"),
    "distinct in words": (f"{ONE_TABLE}distinct = 'evet'", "mapping_choice"),
    "values that are no table": (f"{ONE_TABLE}values = {{ nace = 'x' }}", "mapping_text"),
    "a filter without conditions": (f"{ONE_TABLE}skip = [{{ note = 'x' }}]", "mapping_filter"),
    "a condition without a test": (
        f"{ONE_TABLE}skip = [{{ when = [{{ column = 'A' }}] }}]",
        "mapping_filter",
    ),
    "a condition with two tests": (
        f"{ONE_TABLE}skip = [{{ when = [{{ column = 'A', is = ['a'], any = ['b'] }}] }}]",
        "mapping_filter",
    ),
    "a filter of an unknown table": (
        f"{ONE_TABLE}skip = [{{ when = [{{ column = 'A', of = 'event', is = ['a'] }}] }}]",
        "mapping_choice",
    ),
    "an unknown field of the zone": (f"zone = {{ ad = 'x' }}\n{ONE_TABLE}", "mapping_key"),
}


@pytest.mark.parametrize(("text", "rule"), BAD_TOML.values(), ids=BAD_TOML.keys())
def test_a_bad_mapping_is_an_input_error_with_a_sentence(text, rule):
    with pytest.raises(InputError) as caught:
        Mapping.from_toml(text, file="harita.toml")

    assert rules(caught.value.problems) == [rule]
    for language in ("tr", "en"):
        sentence = caught.value.sentences(language)[0]
        assert sentence.startswith("harita.toml: ")
        assert "{" not in sentence.replace("{'", "")


def test_all_that_is_wrong_with_a_mapping_comes_at_once():
    text = "numbers = 'x'\noperating_hours = -1\n[[table]]\ntable = 'y'\n"

    with pytest.raises(InputError) as caught:
        Mapping.from_toml(text)

    assert len(caught.value.problems) == 3


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


def test_the_example_of_the_documentation_is_a_mapping():
    page = (Path(__file__).parents[1] / "docs" / "workbook.md").read_text(encoding="utf-8")

    mapping = Mapping.from_toml(page.split("```toml\n")[1].split("```")[0])

    assert [table.table for table in mapping.tables] == ["firm", "stream"]
    assert Mapping.from_toml(mapping.to_toml()) == mapping


def test_both_coordinates_may_be_read_from_one_column():
    table = FIRM_TABLE.with_column("latitude", "Konum").with_column("longitude", "Konum")
    rows = [*FIRMS[:2], ["Kod", "Unvan", "Konum"], ["F1", "Bir", "36,9123; 30,6512"]]

    firm = only(read_in(workbook({"Tesis": rows}), mapping=Mapping(tables=(table,))), "firm")

    assert firm[["latitude", "longitude"]].tolist() == [36.9123, 30.6512]
