"""The tables go to Excel and come back; every law that is broken is said with its cell."""

import shutil
from dataclasses import fields, replace

import pandas as pd
import pytest

from symbio.__main__ import main
from symbio.knowledge import Knowledge, load
from symbio.knowledge.check import KEYS, problems
from symbio.knowledge.edit import compare, export, read, write
from symbio.knowledge.tables import FOLDER
from symbio.zone.workbook import SourceFile, read_sheets


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


def changed(knowledge, table, place, column, value):
    frame = getattr(knowledge, table).copy()
    frame.loc[place, column] = value
    return replace(knowledge, **{table: frame})


def test_every_table_has_its_key():
    assert set(KEYS) == {entry.name for entry in fields(Knowledge)}


def test_the_tables_of_the_package_break_no_law(knowledge):
    assert [problem.sentence("en") for problem in problems(knowledge)] == []


def test_export_and_import_change_nothing(knowledge, sheets):
    after, wrong = read(sheets, knowledge)

    assert wrong == []
    for entry in fields(Knowledge):
        pd.testing.assert_frame_equal(getattr(after, entry.name), getattr(knowledge, entry.name))


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("resources", "parent_id", "nothing_such", "unknown"),
        ("resources", "unit", "kg", "unit"),
        ("resources", "kind", "stuff", "choice"),
        ("resources", "name_tr", "", "one_language"),
        ("resources", "resource_id", "", "key_missing"),
        ("pathways", "to_resource", "nothing_such", "unknown"),
        ("pathways", "receiver_nace", "2351|9999", "unknown"),
        ("pathways", "usual", "often", "choice"),
        ("pathways", "yield", 99.0, "bounds"),
        ("pathways", "yield_low", 9.0, "range"),
        ("pathways", "source", " ", "no_source"),
        ("factors", "subject", "nothing_such", "unknown"),
        ("factors", "grade", "sure", "choice"),
        ("waste_codes", "resource_id", "nothing_such", "unknown"),
        ("sector_profiles", "basis", "head", "unknown"),
    ],
)
def test_a_broken_law_is_said_with_sheet_row_and_column(knowledge, table, column, value, rule):
    found = problems(changed(knowledge, table, 4, column, value))

    said = [problem for problem in found if problem.rule == f"knowledge_{rule}"]
    assert (said[0].sheet, said[0].row) == (table, 6)
    for language in ("tr", "en"):
        assert said[0].sentence(language)


def test_a_ring_of_parents_and_an_orphan_are_found(knowledge):
    ids = knowledge.resources["resource_id"]
    ring = changed(knowledge, "resources", 0, "parent_id", ids[0])
    assert "knowledge_ring" in {problem.rule for problem in problems(ring)}

    first = knowledge.resources.iloc[[0]].assign(
        resource_id="lonely", parent_id="", kind="material"
    )
    lonely = first.assign(unit="t", waste_code="", qualities="")
    frame = pd.concat([knowledge.resources, lonely], ignore_index=True)
    orphan = problems(replace(knowledge, resources=frame))
    assert [problem.value for problem in orphan if problem.rule == "knowledge_orphan"] == ["lonely"]


def test_a_lost_column_an_unknown_one_and_a_word_for_a_number_are_said(knowledge, sheets):
    rows = [list(row) for row in sheets["distances"]]
    rows[0][0] = "sort"
    _, wrong = read({"distances": rows, "notes": [["x"]]}, knowledge)
    assert [problem.rule for problem in wrong] == [
        "knowledge_sheet",
        "knowledge_column_missing",
        "knowledge_column_unknown",
    ]

    rows = [list(row) for row in sheets["distances"]]
    rows[1][rows[0].index("radius_km")] = "far"
    _, wrong = read({"distances": rows}, knowledge)
    assert [(problem.rule, problem.row, problem.value) for problem in wrong] == [
        ("knowledge_number", 2, "far")
    ]


def test_only_the_chapter_that_differs_is_written(knowledge, tmp_path):
    folder = tmp_path / "tables"
    shutil.copytree(FOLDER, folder)
    place = knowledge.pathways.index[knowledge.pathways["chapter"] == "water"][0]
    after = changed(knowledge, "pathways", place, "trouble_en", 'A "new" trouble, with comma')

    assert [(row.table, row.changed) for row in compare(knowledge, after) if row.changed] == [
        ("pathways", 1)
    ]
    write(knowledge, after, folder)

    load.cache_clear()
    again = load(folder)
    load.cache_clear()
    pd.testing.assert_frame_equal(again.pathways, after.pathways)
    for name in ("resources", "factors"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(knowledge, name))


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
