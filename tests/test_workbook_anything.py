"""Whatever stands in a file, reading it ends in rows or sentences, never in a crash."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_files import KNOWLEDGE, read_in, zone_book

from symbio.zone.rows import TABLES, dictionary
from symbio.zone.workbook import SourceFile
from symbio.zone.workbook.cells import read_cell
from symbio.zone.workbook.context import ANSWERS, Context
from symbio.zone.workbook.sheet import Fault
from symbio.zone.workbook.words import sheet_name

FIELDS = [entry for table in TABLES for entry in dictionary(table)]
NUMERIC = "1.234 1,5 30 36.9 2025 31 e5 １ ٣ inf - – ± ~ % ° ' / * ; = . ?"
WORDS = "t kg m³ gün ay N K R3 TL € Aralık evet F1 offer sawdust bin"
PIECES = st.sampled_from(["12 500", "10 01 01", "en az", "\n", *NUMERIC.split(), *WORDS.split()])
TYPED = st.one_of(
    st.lists(PIECES, max_size=5).map(" ".join), st.lists(PIECES, max_size=4).map("".join)
)
TEXTS = st.one_of(TYPED, st.text(max_size=20))
CELLS = st.one_of(
    TEXTS,
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(dt.timedelta(-9999), dt.timedelta(9999)),
    st.just(Fault("cell_error", "#REF!")),
)
CONTEXTS = [
    Context(KNOWLEDGE),
    Context(KNOWLEDGE, frozenset(ANSWERS), "comma", 300, 6000),
]


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(FIELDS), CELLS, st.sampled_from(CONTEXTS))
def test_any_cell_is_read_or_complained_about(entry, value, context):
    cell = read_cell(entry, value, context)

    assert cell.value is None or cell.trouble is None or cell.trouble.severity == "notice"


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(TABLES), st.booleans())
def test_any_table_is_read_or_complained_about(data, table, answered):
    entries = dictionary(table)
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";")
    lines.writerow([entry.field for entry in entries])
    for _ in range(4):
        cells = [data.draw(TYPED) for _ in entries]
        lines.writerow([cell.replace("\n", " ") for cell in cells])
    accepted = {*ANSWERS, "operating_days_unknown=300"} if answered else ()
    file = SourceFile(f"{sheet_name(table, 'tr')}.csv", out.getvalue().encode())

    reading = read_in(file, accepted=accepted)

    for problem in reading.problems + reading.questions + reading.notices:
        for language in ("tr", "en"):
            assert problem.sentence(language)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "PK.xlsx"]))
def test_any_bytes_are_read_or_complained_about(data, name):
    reading = read_in(SourceFile(name, b"PK\x03\x04" + data if name == "PK.xlsx" else data))

    assert not reading.ready or reading.tables


@pytest.fixture(scope="module")
def good():
    return zone_book(streams=[["F1", "offer", "sawdust", 3, "t"]]).data


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_a_workbook_with_changed_bytes_is_read_or_complained_about(good, chance, changes):
    data = bytearray(good)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)

    reading = read_in(SourceFile("a.xlsx", bytes(data)))

    assert reading.tables or reading.problems or reading.questions or reading.notices


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_problem_reads_as_a_sentence(language):
    text = "stream_id;firm_id;direction;resource;quantity_per_year;unit\n;;;;;\n;X;y;z;1.234;adet\n"

    reading = read_in(SourceFile("Akışlar.csv", text.encode()))

    sentences = [problem.sentence(language) for problem in reading.problems]
    assert sentences
    assert all(sentence[-1] in ".?" and "{" not in sentence for sentence in sentences)
