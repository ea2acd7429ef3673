"""Template and export: what goes out comes in again, in both languages, text as text."""

from __future__ import annotations

import datetime as dt
import io
import random
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from workbook_files import KNOWLEDGE, read_in, workbook

from symbio.knowledge import load
from symbio.zone.changes import compare
from symbio.zone.rows import MONTHS, TABLES, Zone, dictionary
from symbio.zone.workbook import Mapping, SourceFile, export, read, template
from symbio.zone.workbook.number_cells import BOUNDS
from symbio.zone.workbook.words import heading_key, headings, sheet_name

ROOT = Path(__file__).parents[1]
SCOTLAND = ROOT.parent / "shared" / "reference" / "data" / "scotland_sites_2019.xlsx"
MAPPING = ROOT / "mappings" / "scotland_sites_2019.toml"
LANGUAGES = ("tr", "en")

# Signs that break what is careless: formulas, dotted i, line breaks, errors of Excel, escapes.
AWKWARD = st.sampled_from(
    ["=1+1", "@SUM(A1)", "-", "+9", "İ", "ığüşöç İĞÜŞÖÇ", "iki\nsatır", "#REF!", "_x0041_", "true",
     "'tırnak", "a;b|c", "<b>&amp;", "1.234", "2025-12-31", "\u2028", "😀", "\x01", "??", "http://a.b"]
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=12)
TEXT = st.one_of(AWKWARD, ANY).map(lambda text: text.replace("\r", "\n").strip()).filter(bool)
WORD = st.text("abcİığ=+-@#12 ", min_size=1, max_size=8).map(lambda word: " ".join(word.split()))
ID = WORD.filter(lambda word: word and not word.lower().startswith(("ornek", "example")))
AMOUNT = st.floats(0.001, 1e9)
DAY = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)).map(pd.Timestamp)
RESOURCES = list(KNOWLEDGE.resources["resource_id"])
CODES = list(KNOWLEDGE.waste_codes["waste_code"])
OF_TYPE = {
    "text": TEXT,
    "id": ID,
    "date": DAY,
    "boolean": st.booleans(),
    "integer": st.integers(0, 500),
    "employees": st.sampled_from(["0", "45", "50-249", "250+"]),
    "nace": st.sampled_from(["10", "10.5", "10.51", "01.13"]),
    "waste_code": st.sampled_from(CODES),
    "codes": st.sampled_from(["R3", "R3;R12", "R1;D10"]),
    "route": st.sampled_from(["R1", "D15"]),
    "currency": st.sampled_from(["TRY", "EUR", "CHF"]),
    "quality": st.sampled_from(["TKN=4.5", "ash_percent=2; İ=0.001"]),
    "resource": st.sampled_from(RESOURCES),
    "money": st.floats(-1e9, 1e9),
}
SETTLED = {"unit", "grade", "latitude", "longitude", "present_cost_currency", "cost_currency"}


def cell(entry):
    """A value that the store may hold in a field."""
    if entry.type == "choice":
        return st.sampled_from(entry.choices)
    if entry.field in BOUNDS:
        return st.floats(*BOUNDS[entry.field])
    return OF_TYPE.get(entry.type, AMOUNT)


@st.composite
def rows(draw, table, keys):
    """Rows of a table with the given keys, any other field now and then."""
    found = []
    for key in keys:
        row = dict(key)
        for entry in dictionary(table):
            wanted = entry.required or draw(st.booleans())
            if entry.field not in row and wanted and not _settled(entry.field):
                row[entry.field] = draw(cell(entry))
        found.append(row)
    return found


def _settled(field):
    return field in SETTLED or "_l" in field and field.endswith(("_latitude", "_longitude"))


def finished(stream):
    """A stream as the importer leaves it: unit, grade and a range around the quantity."""
    unit = KNOWLEDGE.resources.set_index("resource_id").loc[stream["resource"], "unit"]
    quantity = stream.get("quantity_per_year")
    ends = ("quantity_low_per_year", "quantity_high_per_year")
    stream = {name: value for name, value in stream.items() if name not in ends}
    if quantity:
        stream |= {ends[0]: quantity / 2, ends[1]: quantity * 2}
    if "present_cost_per_unit" in stream:
        stream["present_cost_currency"] = "EUR"
    return stream | {"unit": unit, "grade": "measured" if quantity else "unknown"}


@st.composite
def zones(draw):
    box = {"latitude_min": 36.0, "latitude_max": 38.0, "longitude_min": 29.0, "longitude_max": 32.5}
    zone = {"name": draw(TEXT), "country": "TR", "currency": "TRY", **box}
    firm_ids = draw(st.lists(ID, min_size=1, max_size=3, unique=True))
    stream_ids = draw(st.lists(ID, max_size=3, unique=True))
    event_ids = draw(st.lists(ID, min_size=1, max_size=2, unique=True))
    places = [{"latitude": 37.0, "longitude": 30.5}, {}]
    firms = draw(rows("firm", [{"firm_id": key} | places[n % 2] for n, key in enumerate(firm_ids)]))
    owner = st.sampled_from(firm_ids)
    streams = draw(
        rows("stream", [{"stream_id": key, "firm_id": draw(owner)} for key in stream_ids])
    )
    events = draw(rows("event", [{"event_id": key} for key in event_ids]))
    pairs = [{"event_id": event_ids[0], "firm_id": key} for key in firm_ids]
    people = [
        {"event_id": event_ids[0], "person_code": f"K{n}", "score_max": 1e9} for n in range(2)
    ]
    tables = {
        "zone": [zone],
        "firm": firms,
        "stream": [finished(stream) for stream in streams],
        "event": [event | {"cost_currency": "EUR"} for event in events],
        "attendance": draw(rows("attendance", pairs)),
        "quiz": draw(rows("quiz", people)),
    }
    return Zone.of({name: pd.DataFrame(found) for name, found in tables.items()})


def exported(zone, language):
    out = io.BytesIO()
    export.write(zone, out, language, KNOWLEDGE)
    return SourceFile("bölge.xlsx", out.getvalue())


def assert_same(zone, reading):
    said = [problem.sentence("en") for problem in reading.problems + reading.questions]
    assert said == []
    changes = compare(zone, reading.tables)
    assert changes.empty
    assert changes.counts()[["new", "changed", "gone"]].to_numpy().sum() == 0


# Nothing is shrunk: each try writes a workbook, and the failing rows are shown anyway.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(zones(), st.sampled_from(LANGUAGES))
def test_export_and_import_change_nothing_whatever_the_texts(zone, language):
    assert_same(zone, read_in(exported(zone, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_resource_goes_out_by_name_and_comes_back(language):
    firm = pd.DataFrame({"firm_id": ["F1"], "name": ["Bir"]})
    streams = pd.DataFrame({"resource": RESOURCES, "stream_id": RESOURCES})
    streams = streams.assign(firm_id="F1", direction="need", grade="unknown").merge(
        KNOWLEDGE.resources[["resource_id", "unit"]], left_on="resource", right_on="resource_id"
    )
    zone = Zone.of({"firm": firm, "stream": streams})

    assert_same(zone, read_in(exported(zone, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_goes_out_as_a_word_and_comes_back(language):
    zone = Zone.of(
        {
            "firm": pd.DataFrame({"firm_id": ["F1"], "name": ["Bir"]}),
            "event": pd.DataFrame(
                [
                    {"event_id": kind, "name": kind, "kind": kind, "date": pd.Timestamp(2026, 1, 1)}
                    for kind in ("workshop", "visit", "training", "media", "newsletter")
                ]
            ),
        }
    )
    file = exported(zone, language)

    book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
    words = {
        row[2] for row in book.get_sheet_by_name(sheet_name("event", language)).to_python()[1:]
    }
    assert ("çalıştay" in words) == (language == "tr")
    assert_same(zone, read_in(file))


def test_a_text_that_looks_like_a_formula_is_written_as_text():
    firm = pd.DataFrame({"firm_id": ["F1"], "name": ['=HYPERLINK("http://a.b")']})
    file = exported(Zone.of({"firm": firm}), "en")

    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_an_exported_workbook_reads_the_same_in_the_other_language():
    firm = pd.DataFrame(
        {"firm_id": ["F1"], "name": ["Bir"], "inside_osb": [True], "origin": ["own"]}
    )
    zone = Zone.of({"firm": firm})

    found = [read_in(exported(zone, language)).tables["firm"] for language in LANGUAGES]

    pd.testing.assert_frame_equal(*found)


@pytest.fixture(params=LANGUAGES)
def written(request, tmp_path):
    """The template in each language."""
    path = tmp_path / "template.xlsx"
    template.write(path, request.param)
    return request.param, path


def test_the_template_comes_in_cleanly_with_its_examples_left_out(written):
    _, path = written

    reading = read_in(SourceFile.at(path))

    assert reading.problems + reading.questions == ()
    assert reading.tables == {}
    skipped = {notice.sheet for notice in reading.notices if notice.rule == "examples_skipped"}
    assert len(skipped) == len(TABLES)


def test_the_template_has_a_sheet_per_table_with_every_field_in_order(written):
    language, path = written
    book = CalamineWorkbook.from_path(path)

    for table in TABLES:
        sheet = book.get_sheet_by_name(sheet_name(table, language)).to_python()
        assert sheet[0] == [entry.header(language) for entry in dictionary(table)]
        assert len(sheet) == (2 if table == "zone" else 4)


def test_the_template_says_units_in_its_language(written):
    language, path = written
    about = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    (latitude,) = (entry for entry in dictionary("firm") if entry.field == "latitude")
    units = {row[3] for row in about if row[1] == latitude.header(language)}

    assert units == {"derece" if language == "tr" else "degree"}


def test_the_template_hides_its_lists_and_nothing_else(written):
    _, path = written

    sheets = CalamineWorkbook.from_path(path).sheets_metadata

    hidden = [sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible]
    assert hidden == ["symbio_lists"]


def test_every_heading_of_the_template_has_a_note_and_lists_have_drop_downs(written):
    language, path = written
    with zipfile.ZipFile(path) as archive:
        notes = [archive.read(name).decode() for name in archive.namelist() if "comments" in name]
        sheets = b"".join(archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n)

    assert sum(text.count("<comment ") for text in notes) == sum(len(dictionary(t)) for t in TABLES)
    fields = [entry for table in TABLES for entry in dictionary(table)]
    lists = [
        entry
        for entry in fields
        if entry.type in ("choice", "boolean", "resource", "unit", "route")
    ]
    assert sheets.count(b"<dataValidation ") >= len(lists)
    assert all(entry.note(language) for entry in fields)


def test_an_example_that_is_given_a_real_id_comes_in(written):
    language, _ = written
    tables = template.examples(language)
    del tables["factor"]  # its ids are those of the knowledge tables
    renamed = {
        name: frame.apply(
            lambda column: (
                column.str.replace(r"^(ORNEK|EXAMPLE)-", "Z", regex=True)
                if column.dtype == "str"
                else column
            )
        )
        for name, frame in tables.items()
    }
    zone = Zone.of(renamed)

    reading = read_in(exported(zone, language))

    assert {name: len(frame) for name, frame in reading.tables.items()} == {
        "zone": 1, "firm": 3, "stream": 3, "event": 3, "attendance": 3, "quiz": 3,
        "synergy": 3, "synergy_step": 3, "confirmation": 3, "by_product": 3,
    }  # fmt: skip
    assert_same(zone, reading)


@pytest.mark.parametrize("table", TABLES)
def test_no_heading_means_two_fields(table):
    said = [
        (heading_key(word), entry.field)
        for entry in dictionary(table)
        for word in (entry.header_tr, entry.header_en, *entry.header_synonyms)
    ]

    assert all(headings(table)[word] == field for word, field in said)


@pytest.mark.parametrize("table", TABLES)
def test_every_field_says_what_to_write(table):
    assert all(entry.note_tr and entry.note_en for entry in dictionary(table))


def scotland():
    """The agency's workbook, or a small one of the same shape where it is not at hand."""
    if SCOTLAND.exists():
        return SourceFile.at(SCOTLAND), {"zone": 1, "firm": 754, "stream": 6065}
    sites = [["permit", "site-name", "operator", "region", "latitude", "longitude", "activities"]]
    sites += [
        ["P1", "Depo", "A", "Fife", 56.1, -3.2, "Landfill / Transfer station"],
        ["P2", "Hurda", "B", "Angus", 56.6, -2.8, "Metal recycler / Transfer station"],
    ]
    tonnes = [["permit", "io-direction", "material", "tonnes"]]
    tonnes += [["P1", "in", "Soils", 50.0], ["P1", "out", "Wood wastes", 5.0]]
    tonnes += [["P2", "in", "Metallic wastes, ferrous", 70.0], ["P2", "out", "Used oils", 0.0]]
    book = workbook({"sites": sites, "material io": tonnes}, name=SCOTLAND.name)
    return book, {"zone": 1, "firm": 2, "stream": 2}


@pytest.fixture(scope="module")
def sepa():
    file, counts = scotland()
    mapping = Mapping.from_toml(MAPPING.read_text(encoding="utf-8"), file=MAPPING.name)
    started = time.process_time()
    reading = read([file], load(), mapping=mapping, stored=Zone.of({}))
    return reading, counts, time.process_time() - started


def test_the_scottish_sites_come_in_with_the_mapping(sepa):
    reading, counts, _ = sepa

    assert reading.ready
    assert {name: len(frame) for name, frame in reading.tables.items()} == counts
    zone = Zone.of(reading.tables)
    assert (zone.country, zone.currency) == ("GB", "GBP")
    assert set(zone.firm["origin"]) == set(zone.stream["origin"]) == {"public"}
    assert zone.firm["source"].str.contains("Open Government Licence").all()
    assert zone.firm[["latitude", "longitude"]].notna().all(axis=None)
    assert set(zone.stream["unit"]) == {"t"}
    assert set(zone.stream["grade"]) == {"declared"}


def test_scottish_transfer_stations_and_landfills_need_nothing(sepa):
    zone = Zone.of(sepa[0].tables)
    needs = zone.stream[zone.stream["direction"] == "need"].merge(zone.firm, on="firm_id")

    passing = {"Transfer station", "Civic amenity", "Landfill", "Landfill (not operational)"}
    kinds = needs["activity"].dropna().map(lambda activity: set(activity.split(" / ")))
    assert len(needs) > 0
    assert not kinds.map(lambda parts: parts <= passing).any()


def test_the_scottish_sites_come_in_within_five_seconds(sepa):
    assert sepa[2] <= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_scotland_goes_out_and_comes_in_unchanged(sepa, language):
    zone = Zone.of(sepa[0].tables)

    assert_same(zone, read_in(exported(zone, language)))


def test_ten_thousand_rows_come_in_within_five_seconds():
    chance = random.Random(4)
    streams = pd.DataFrame(
        {
            "stream_id": [f"S{n}" for n in range(10_000)],
            "firm_id": [f"F{n % 500}" for n in range(10_000)],
            "direction": ["offer", "need"] * 5_000,
            "resource": [chance.choice(RESOURCES) for _ in range(10_000)],
            "waste_code": [chance.choice(CODES) for _ in range(10_000)],
            "quantity_per_year": [chance.uniform(1, 9000) for _ in range(10_000)],
            "description": [f"Açıklama {n}" for n in range(10_000)],
            "grade": "declared",
            **{month: [float(n % 7) for n in range(10_000)] for month in MONTHS},
        }
    )
    firms = pd.DataFrame({"firm_id": [f"F{n}" for n in range(500)], "name": "Firma"})
    file = exported(Zone.of({"firm": firms, "stream": streams}), "tr")

    started = time.process_time()
    reading = read_in(file)

    assert time.process_time() - started <= 5
    assert len(reading.tables["stream"]) == 10_000
