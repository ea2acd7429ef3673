"""Veri: a workbook of any shape comes in by clicks, as it does by a mapping file."""

import pytest
from opened_app import open_page, press, texts, wood_store
from test_pages_data import PAGE, book, upload

from symbio.knowledge import load
from symbio.zone.workbook import Mapping, SourceFile, read

HEADINGS = ["İşyeri", "Çıkan", "Ayda (kg/ay)", "EAK", "Alınan hammaddeler", "Hâl"]
ROWS = [
    ["2025 listesi"],
    HEADINGS,
    ["Bir A.Ş.", "Talaş", 1000, "030105", "Peynir altı suyu, Agrega", "açık"],
    ["Bir A.Ş.", "Ot", "", "", "", "açık"],
    ["İki A.Ş.", "Talaş", 500, "030105", "", "kapalı"],
]
READ = ("mapping_table_", "mapping_columns_")

store = pytest.fixture(wood_store)


def widget(app, kind, label, place=-1):
    """An input by the beginning of its label; of several the one at `place`."""
    return [one for one in app.main.get(kind) if one.label.startswith(label)][place]


def choose(app, kind, label, value, place=-1):
    widget(app, kind, label, place).set_value(value).run()
    assert not app.exception


def read_as(app, table, **columns):
    """Read the last reading of the sheet as `table`, heading by heading."""
    choose(app, "selectbox", "Bu sayfanın satırları", table)
    assert widget(app, "selectbox", "Başlık satırı").value == 2  # below the title
    tables = [box.key for box in app.selectbox if box.key.startswith("mapping_table_")]
    editor = tables[-1].replace(*READ) + f"_{table}_2"
    edits = {HEADINGS.index(name): said for name, said in columns.items()}
    app.session_state[editor] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception


def firms(app):
    read_as(app, "firm", İşyeri={"field": "Firma kodu", "also": "Firma adı"})


def kept(app, store):
    """The mapping as it is now, which is what the download gives."""
    app.text_input(key="import_mapping_name").set_value("Bizim").run()
    press(app, "Eşlemeyi sakla")
    return Mapping.from_toml(store.mappings()["Bizim"])


def test_a_sheet_of_unknown_headings_gives_firms_offers_and_needs_by_clicks(store):
    data = book(Liste=ROWS)
    app = upload(open_page(PAGE), data)
    firms(app)
    choose(app, "multiselect", "Her satırda aynı", ["inside_osb"])
    choose(app, "selectbox", "OSB içinde", "yes")
    press(app, "Bu sayfayı bir daha oku")
    read_as(
        app,
        "stream",
        İşyeri={"field": "Firma kodu"},
        Çıkan={"field": "Kaynak (malzeme, enerji, su …)"},
        EAK={"field": "Atık kodu (Ek-4)"},
        **{"Ayda (kg/ay)": {"field": "Yıllık miktar"}},
    )
    choose(app, "selectbox", "Yön", "offer")
    assert widget(app, "text_input", "Birim").value == "kg/ay"  # as the heading says
    choose(app, "multiselect", "Okunmayacak satırlar", ["Hâl", "Ayda (kg/ay)"])
    choose(app, "multiselect", "«Hâl» şunlardan biriyse", ["kapalı"])
    choose(app, "multiselect", "«Ayda", [""])
    press(app, "Bu sayfayı bir daha oku")
    read_as(
        app,
        "stream",
        İşyeri={"field": "Firma kodu"},
        **{"Alınan hammaddeler": {"field": "Kaynak (malzeme, enerji, su …)"}},
    )
    choose(app, "selectbox", "Yön", "need")
    choose(app, "multiselect", "Bir hücrede birden çok şey", ["Alınan hammaddeler"])
    assert widget(app, "selectbox", "«Alınan hammaddeler» içinde").value == ","
    choose(app, "multiselect", "Okunmayacak satırlar", ["Alınan hammaddeler"])
    choose(app, "multiselect", "«Alınan hammaddeler» şunlardan", [""])
    mapping = kept(app, store)

    found = read([SourceFile("liste.xlsx", data)], load(), mapping=mapping, stored=store.read())

    assert found.problems == () == found.questions
    assert found.tables["firm"]["inside_osb"].tolist() == [True, True]
    streams = found.tables["stream"].sort_values(["direction", "resource"])
    assert list(
        zip(streams["firm_id"], streams["direction"], streams["resource"], strict=True)
    ) == [
        ("Bir A.Ş.", "need", "aggregate"),
        ("Bir A.Ş.", "need", "whey"),
        ("Bir A.Ş.", "offer", "sawdust"),
    ]
    assert streams["quantity_per_year"].iloc[-1] == 12

    press(app, "Bu eşlemeyle denetle")
    press(app, "Yaz:")
    written = store.read()
    assert set(found.tables["stream"]["stream_id"]) <= set(written.stream["stream_id"])
    assert {"Bir A.Ş.", "İki A.Ş."} <= set(written.firm["firm_id"])


def test_a_reading_that_was_added_is_taken_away_again(store):
    app = upload(open_page(PAGE), book(Liste=ROWS))
    firms(app)
    press(app, "Bu sayfayı bir daha oku")
    read_as(app, "stream", İşyeri={"field": "Firma kodu"})
    assert [table.table for table in kept(app, store).tables] == ["firm", "stream"]

    press(app, "Bu okumayı kaldır")

    assert [table.table for table in kept(app, store).tables] == ["firm"]


WHOLE = """
numbers = "comma"
operating_days = 300
operating_hours = 6000.5

[[table]]
table = "stream"
sheet = "Liste"
header_row = 2
columns = { firm_id = "İşyeri", resource = "Çıkan", description = "Çıkan", waste_code = "EAK" }
constants = { direction = "arz", unit = "t/ay", grade = "measured" }
split = { resource = "&", description = "&" }
values.resource = { "Ot" = "straw" }
keep = [{ when = [{ column = "Hâl", is = ["açık"] }] }]
skip = [
    { note = "Kapalı", when = [{ column = "Hâl", is = ["kapalı"] }] },
    { when = [{ column = "EAK", empty = true }] },
]

[[table]]
table = "firm"
sheet = "Liste"
header_row = 2
distinct = true
columns = { firm_id = "İşyeri", name = "İşyeri" }
constants = { inside_osb = "yes" }
"""


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_mapping_file_shown_in_the_form_stays_what_it_is(store, language):
    store.save_mapping("Bütün", WHOLE, who="test")
    app = upload(open_page(PAGE, language), book(Liste=ROWS))
    app.selectbox(key="import_start").set_value("Bütün").run()
    assert not app.exception

    app.text_input(key="import_mapping_name").set_value("Yine").run()
    press(app, "Eşlemeyi sakla" if language == "tr" else "Keep the mapping")

    again, whole = Mapping.from_toml(store.mappings()["Yine"]), Mapping.from_toml(WHOLE)
    for one, other in zip(again.tables, whole.tables, strict=True):
        assert dict(one.constants) == dict(other.constants)
        assert dict(one.split) == dict(other.split)
        assert (one.columns, one.values, one.distinct) == (
            other.columns, other.values, other.distinct,
        )  # fmt: skip
        assert set(one.filters) == set(other.filters)
    assert (again.numbers, again.operating_days, again.operating_hours) == ("comma", 300, 6000.5)
    assert ("2 süzgeç daha" if language == "tr" else "2 more filters") in texts(app)


def test_the_headings_that_are_known_are_read_as_soon_as_a_table_is_chosen(store):
    rows = [["A", "Kaynak adı", "Tonaj (kg)"], ["saw", "Talaş", 5]]
    app = upload(open_page(PAGE), book(Liste=rows))
    for box in [box for box in app.selectbox if box.key.startswith("mapping_table_")]:
        if box.value == "":
            box.set_value("stream").run()
            assert not app.exception

    [table] = kept(app, store).tables

    assert table.column("quantity_per_year") == ("Tonaj (kg)",)
    assert dict(table.constants)["unit"] == "kg"


def test_days_a_year_are_part_of_the_mapping_and_refused_where_impossible(store):
    rows = [["firm_id", "direction", "resource", "quantity_per_year"], ["saw", "offer", "Kül", ""]]
    app = upload(open_page(PAGE), book(Akışlar=rows))

    choose(app, "text_input", "Yılda çalışılan gün", "300")
    choose(app, "text_input", "Yılda çalışılan saat", "9.000")

    mapping = kept(app, store)
    assert (mapping.operating_days, mapping.operating_hours) == (300, None)
    assert "0 ile 8.784 arasında" in texts(app)


def test_columns_keep_their_fields_when_the_language_changes(store):
    app = upload(open_page(PAGE), book(Liste=ROWS))
    firms(app)

    app.session_state["lang"] = "en"
    app.run()

    assert not app.exception
    app.text_input(key="import_mapping_name").set_value("Ours").run()
    press(app, "Keep the mapping")
    [table] = Mapping.from_toml(store.mappings()["Ours"]).tables
    assert dict(table.columns) == {"firm_id": ("İşyeri",), "name": ("İşyeri",)}
