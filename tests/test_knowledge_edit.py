"""The tables go to Excel and come back: all that is wrong is said, no other line is touched."""

import datetime as dt
import shutil
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from symbio.__main__ import main
from symbio.knowledge import Knowledge, load
from symbio.knowledge.edit import compare, write
from symbio.knowledge.sheets import export, read
from symbio.knowledge.tables import FOLDER
from symbio.zone.workbook import SourceFile, read_sheets
from symbio.zone.workbook.sheet import Fault


@pytest.fixture(scope="module")
def knowledge():
    return load()


@pytest.fixture(scope="module")
def sheets(knowledge, tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "knowledge.xlsx"
    export(knowledge, path)
    found, wrong = read_sheets([SourceFile.at(path)])
    assert not [problem for problem in wrong if problem.severity == "error"]
    return {sheet.name: sheet.rows for sheet in found}


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped tables to write into."""
    return shutil.copytree(FOLDER, tmp_path / "tables")


def typed(sheets, *cells):
    """The sheets with cells overwritten: (sheet, row as Excel counts, column, value)."""
    out = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    for sheet, row, column, value in cells:
        out[sheet][row - 1][sheets[sheet][0].index(column)] = value
    return out


def places(wrong):
    return [(one.rule.removeprefix("knowledge_"), one.sheet, one.row, one.column) for one in wrong]


def again(folder):
    load.cache_clear()
    try:
        return load(folder)
    finally:
        load.cache_clear()


def lines(folder):
    return {path: path.read_bytes().splitlines() for path in folder.rglob("*.csv")}


def test_export_and_import_change_nothing(knowledge, sheets):
    after, wrong = read(sheets, knowledge)

    assert wrong == []
    for entry in fields(Knowledge):
        pd.testing.assert_frame_equal(getattr(after, entry.name), getattr(knowledge, entry.name))


def test_a_sheet_and_a_column_that_do_not_belong_there_are_said(knowledge, sheets):
    given = typed(sheets, ("distances", 1, "radius_km", "kind")) | {"notes": [["x"]]}
    assert places(read(given, knowledge)[1]) == [
        ("sheet", "notes", None, ""),
        ("column_missing", "distances", None, "radius_km"),
        ("column_twice", "distances", None, "kind"),
    ]
    given = typed(sheets, ("distances", 1, "radius_km", "far"))
    assert places(read(given, knowledge)[1]) == [
        ("column_missing", "distances", None, "radius_km"),
        ("column_unknown", "distances", None, "far"),
    ]


@pytest.mark.parametrize("table", ["resources", "waste_codes", "nace", "words", "factors"])
def test_without_its_first_column_a_table_is_judged_by_the_others_only(knowledge, sheets, table):
    given = typed(sheets, (table, 1, sheets[table][0][0], "kod"), (table, 3, "name_en", "")) if (
        "name_en" in sheets[table][0]
    ) else typed(sheets, (table, 1, sheets[table][0][0], "kod"))  # fmt: skip
    found = places(read(given, knowledge)[1])
    assert [rule for rule, *_ in found[:2]] == ["column_missing", "column_unknown"]
    rest = [("empty", table, 3, "name_en")] if "name_en" in sheets[table][0] else []
    assert found[2:] == rest


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("yaklaşık 0,9", "number"),
        ("1.234,56", "number"),
        ("%5", "number"),
        ("nan", "number"),
        ("1_0", "number"),
        (True, "number"),
        (dt.date(2026, 3, 1), "number"),
        ("", "empty_number"),
        (" ", "empty_number"),
    ],
)
def test_what_is_no_number_is_said_once_at_its_cell(knowledge, sheets, cell, rule):
    given = typed(sheets, ("resources", 9, "storable_days", cell))
    assert places(read(given, knowledge)[1]) == [(rule, "resources", 9, "storable_days")]


@pytest.mark.parametrize("cell", ["7", "7,0", " 7.0 ", "7e0"])
def test_a_number_typed_as_text_is_one(knowledge, sheets, cell):
    after, wrong = read(typed(sheets, ("resources", 9, "storable_days", cell)), knowledge)
    assert wrong == []
    assert after.resources.loc[7, "storable_days"] == 7
    assert after.resources["storable_days"].dtype == "int64"


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (Fault("cell_error", "#REF!"), "cell_error"),
        (Fault("cell_not_calculated", "=A1"), "cell_not_calculated"),
        (dt.datetime(2026, 3, 1), "no_text"),
        (True, "no_text"),
    ],
)
def test_a_cell_that_holds_no_text_is_said_once(knowledge, sheets, cell, rule):
    given = typed(sheets, ("resources", 9, "name_tr", cell))
    assert places(read(given, knowledge)[1]) == [(rule, "resources", 9, "name_tr")]


@pytest.mark.parametrize("typed_cell", ["clean\rdry", "clean\r\n dry", "clean \x0b\u2028dry"])
def test_a_line_broken_within_a_cell_becomes_a_blank(knowledge, sheets, folder, typed_cell):
    after, _ = read(typed(sheets, ("legal_rules", 2, "regulation", typed_cell)), knowledge)

    assert after.legal_rules["regulation"][0] == "clean dry"
    write(knowledge, after, folder)
    pd.testing.assert_frame_equal(again(folder).legal_rules, after.legal_rules)


def test_everything_is_said_in_one_go(knowledge, sheets):
    given = typed(
        sheets,
        ("pathways", 30, "yield", "yaklaşık 0,9"),
        ("pathways", 1, "process_tr", "süreç"),
        ("pathways", 31, "process_en", ""),
        ("resources", 2, "parent_id", "oil_emulsion"),
        ("resources", 3, "parent_id", "used_oil"),
        ("resources", 4, "grade", "guess"),
        ("words", 5, "role", "colour"),
    )
    lonely = ["lonely", "", "material", "oil", "Yeni şey", "New thing", "", "", "t"]
    given["resources"].append(lonely + [""] * (len(given["resources"][0]) - len(lonely)))
    last = len(given["resources"])

    found = places(read(given, knowledge)[1])

    assert {
        ("number", "pathways", 30, "yield"),
        ("column_missing", "pathways", None, "process_tr"),
        ("column_unknown", "pathways", None, "süreç"),
        ("empty", "pathways", 31, "process_en"),
        ("ring", "resources", 2, "parent_id"),
        ("ring", "resources", 3, "parent_id"),
        ("choice", "resources", 4, "grade"),
        ("choice", "words", 5, "role"),
        ("orphan", "resources", last, "resource_id"),
        ("empty_number", "resources", last, "storable_days"),
        ("no_source", "resources", last, "source"),
        ("choice_empty", "resources", last, "chapter"),
    } <= set(found)
    assert {row for _, table, row, _ in found if table == "words"} == {5}


def test_a_row_is_counted_as_excel_shows_it_below_a_blank_one(knowledge, sheets):
    given = typed(sheets, ("factors", 40, "grade", "guess"), ("factors", 41, "value", "viel"))
    given["factors"].insert(19, [""] * len(given["factors"][0]))
    given["factors"].insert(20, [" "])
    assert places(read(given, knowledge)[1]) == [
        ("choice", "factors", 42, "grade"),
        ("number", "factors", 43, "value"),
    ]
    given = typed(sheets)
    given["factors"].insert(19, [""] * len(given["factors"][0]))
    after, wrong = read(given, knowledge)
    assert wrong == []
    pd.testing.assert_frame_equal(after.factors, knowledge.factors)


def test_only_the_line_that_differs_is_written_and_only_its_cell(knowledge, sheets, folder):
    stood = lines(folder)
    at = next(
        place
        for place, row in enumerate(sheets["factors"], start=1)
        if row[0] == "virgin_price.used_oil.ANY.2025"
    )
    after, _ = read(
        typed(sheets, ("factors", at, "note_en", 'A "new" note, with comma')), knowledge
    )

    assert [(one.table, one.changed) for one in filter(None, compare(knowledge, after))] == [
        ("factors", 1)
    ]
    assert write(knowledge, after, folder) == [folder / "factors" / "chemical.csv"]

    written = lines(folder)
    differing = [
        (old, new)
        for path, rows in written.items()
        for old, new in zip(stood[path], rows, strict=True)
        if old != new
    ]
    [(old, new)] = differing
    assert new.startswith(old.split(b",general knowledge")[0])
    assert b'"A ""new"" note, with comma"' in new
    for entry in fields(Knowledge):
        pd.testing.assert_frame_equal(
            getattr(again(folder), entry.name), getattr(after, entry.name)
        )


def test_digits_and_quotes_stay_as_somebody_wrote_them(knowledge, folder):
    path = folder / "distances.csv"
    path.write_text(path.read_text().replace("water,", '"water",').replace(",50,", ",50.00,"))
    before = again(folder)
    stood = path.read_text().splitlines()
    table = before.distances.assign(source=before.distances["source"].where(
        before.distances["kind"] != "material", "general knowledge"
    ))  # fmt: skip

    write(before, replace(before, distances=table), folder)

    rows = path.read_text().splitlines()
    assert rows[1] == "material,50.00,general knowledge,assumption"
    assert rows[2:] == stood[2:]


def test_a_file_that_another_program_saved_with_a_mark_and_blank_lines_can_be_written(folder):
    path = folder / "distances.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n")
    before = again(folder)
    after = replace(before, distances=before.distances.assign(radius_km=7.0))

    assert write(before, after, folder) == [path]
    pd.testing.assert_frame_equal(again(folder).distances, after.distances, check_dtype=False)


def test_a_sorted_sheet_moves_no_line_and_a_new_row_comes_last(knowledge, sheets, folder):
    stood = lines(folder)
    given = typed(sheets)
    head, *body = given["sector_codes"]
    given["sector_codes"] = [
        head,
        *reversed(body),
        ["4399", "1709", "general knowledge", "assumption"],
    ]
    after, wrong = read(given, knowledge)
    assert wrong == []

    [path] = write(knowledge, after, folder)

    assert lines(folder)[path] == [*stood[path], b"4399,1709,general knowledge,assumption"]


def test_a_new_row_stands_where_it_was_put(knowledge, sheets, folder):
    given = typed(sheets)
    given["sector_codes"].insert(3, ["4399", "1709", "general knowledge", "assumption"])
    after, _ = read(given, knowledge)
    [path] = write(knowledge, after, folder)
    assert lines(folder)[path][3] == b"4399,1709,general knowledge,assumption"


def test_a_row_of_another_chapter_moves_and_an_empty_chapter_can_be_read(knowledge, folder):
    frame = knowledge.factors.assign(chapter=knowledge.factors["chapter"].replace("water", "mixed"))
    written = write(knowledge, replace(knowledge, factors=frame), folder)

    assert {path.name for path in written} == {"water.csv", "mixed.csv"}
    found = again(folder).factors
    assert len(found) == len(frame)
    assert found.dtypes.to_dict() == frame.dtypes.to_dict()


def test_nothing_is_written_where_one_file_cannot_be(knowledge, folder):
    changes = {
        "distances": knowledge.distances.assign(radius_km=1.0),
        "words": knowledge.words.assign(role="form"),
    }
    stood = lines(folder)
    (folder / "words.draft").mkdir()

    with pytest.raises(OSError, match="words"):
        write(knowledge, replace(knowledge, **changes), folder)

    assert lines(folder) == stood
    assert [path.name for path in folder.glob("*.draft")] == ["words.draft"]


def test_what_was_exchanged_is_put_back_where_a_later_file_is_locked(
    knowledge, folder, monkeypatch
):
    changes = {
        "distances": knowledge.distances.assign(radius_km=1.0),
        "words": knowledge.words.assign(role="form"),
    }
    stood, exchange = lines(folder), Path.replace

    def locked(draft, path):
        # As Windows does with a file that is open in Excel.
        if path.name == "words.csv":
            raise PermissionError(13, "locked", str(path))
        return exchange(draft, path)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError, match="words"):
        write(knowledge, replace(knowledge, **changes), folder)

    assert lines(folder) == stood
    assert not list(folder.glob("*.draft"))


def test_the_commands_export_check_and_refuse(tmp_path, capsys):
    path = tmp_path / "knowledge.xlsx"

    assert main(["knowledge", "export", str(path), "--lang", "en"]) == 0
    assert main(["knowledge", "export", str(path), "--lang", "en"]) == 1  # it is there already
    assert main(["knowledge", "check", str(path), "--lang", "en"]) == 0
    assert main(["knowledge", "import", str(path), "--dry-run", "--lang", "en"]) == 0
    assert "Nothing differs" in capsys.readouterr().err

    (tmp_path / "broken.xlsx").write_text("no workbook")
    assert main(["knowledge", "import", str(tmp_path / "broken.xlsx"), "--lang", "tr"]) == 1
    assert "Hiçbir şey yazılmadı" in capsys.readouterr().err


def test_the_command_names_file_sheet_row_and_column(tmp_path, capsys):
    path = tmp_path / "words.csv"
    path.write_text("word,role,words_tr,words_en\nsludge,colour,çamur,sludge\n", encoding="utf-8")

    assert main(["knowledge", "import", str(path), "--lang", "tr"]) == 1

    said = capsys.readouterr().err
    assert "words.csv, «words» sayfası, satır 2, «role» sütunu: «colour» burada olamaz" in said
