"""What a zone calls its resources moves with its workbook."""

import io

import pytest
from command_line import turkish_terminal
from opened_app import wood_zone
from workbook_files import ANTALYA, ZONE, read_in, rules, workbook

from symbio.__main__ import main
from symbio.knowledge import load
from symbio.zone.changes import compare
from symbio.zone.store import open_store
from symbio.zone.workbook import SourceFile, export, read

TAUGHT = (("=1+1", "fly_ash"), ("123", "whey"), ("İnce hızar tozu", "sawdust"), ("talaş", "bark"))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_what_the_zone_taught_goes_out_and_comes_in_the_same(language):
    out = io.BytesIO()
    zone = wood_zone()
    export.write(zone, out, language, taught=TAUGHT)

    # "Talaş" names sawdust in the tables and bark in this zone: no stream of it becomes another.
    file = SourceFile("z.xlsx", out.getvalue())
    reading = read([file], load(), stored=zone, taught=TAUGHT)
    assert reading.problems + reading.questions == ()
    assert "sheet_unused" not in rules(reading.notices)
    assert compare(zone, reading.tables).empty
    assert tuple(reading.meant.items()) == TAUGHT


def test_a_line_that_names_no_resource_is_said_with_its_place():
    lines = [["Söz", "Kaynak"], ["hızar tozu", "nesne"], ["", "sawdust"], ["", ""]]
    reading = read_in(workbook({"Zone": [ZONE, ANTALYA], "Bölgenin sözcükleri": lines}))

    assert rules(reading.problems) == ["own_words_unknown"] * 2
    assert [problem.row for problem in reading.problems] == [2, 3]
    assert "nesne" in reading.problems[0].sentence("tr")


def test_a_zone_that_moves_keeps_its_words_and_they_are_taken_back_with_its_rows(
    monkeypatch, tmp_path, capsys
):
    turkish_terminal(monkeypatch, tmp_path)
    old = open_store(tmp_path / "old.duckdb")
    old.apply(compare(old.read(), wood_zone().tables()), who="test")
    old.save_synonyms(dict(TAUGHT), who="test")
    old.close()
    assert main(["export", "zone.xlsx", "--db", "old.duckdb"]) == 0
    assert main(["import", "zone.xlsx", "--db", "new.duckdb"]) == 0
    assert "4 yeni" in capsys.readouterr().out

    new = open_store(tmp_path / "new.duckdb")
    assert set(new.synonyms()) == set(TAUGHT)
    new.undo("test", new.to_undo())
    assert new.synonyms() == ()
    new.close()
