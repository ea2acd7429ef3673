"""The command match: table, JSON and CSV, scenarios, and what it never writes."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from command_line import ROOT, demo_database, small_demo, turkish_terminal

from symbio.__main__ import main
from symbio.knowledge import load
from symbio.locale import numbers
from symbio.matching import Scenario, match
from symbio.opportunities.ranking import VALUE_TERMS
from symbio.zone.changes import compare
from symbio.zone.store import open_store

_turkish = pytest.fixture(autouse=True)(turkish_terminal)
zone = pytest.fixture(scope="session")(small_demo)
database = pytest.fixture(demo_database)


def test_the_match_says_the_same_as_a_table_json_and_csv(database, capsys):
    shown = {}
    for form in ("table", "json", "csv"):
        assert main(["match", "--format", form, "--rows", "0"]) == 0
        shown[form] = capsys.readouterr().out

    whole = json.loads(shown["json"])
    rows = list(csv.DictReader(StringIO(shown["csv"])))
    assert len(rows) == len(whole["candidates"]) > 0
    assert [row["candidate_id"] for row in rows] == [
        candidate["candidate_id"] for candidate in whole["candidates"]
    ]
    planned = [row for row in rows if float(row["planned_per_year"]) > 0]
    assert len(planned) == len(whole["exchanges"]) > 0
    assert f"Değişimler ({len(planned)})" in shown["table"]
    assert f"Adaylar ({len(rows)})" in shown["table"]
    total = sum(float(row["value_per_year"]) for row in planned)
    assert numbers.money(total, "TRY", "tr") in shown["table"]


def test_a_candidates_terms_add_up_to_its_value(database, capsys):
    main(["match", "--format", "json"])

    priced = [
        row for row in json.loads(capsys.readouterr().out)["candidates"] if row["price_known"]
    ]
    assert priced
    for row in priced:
        total = sum(sign * row[term] for term, sign in VALUE_TERMS.items())
        assert total == pytest.approx(row["value_per_unit"])


def test_a_table_shows_the_rows_asked_for_and_counts_the_others(database, capsys):
    assert main(["match", "--rows", "1", "--lang", "en"]) == 0

    assert "more rows; --rows 0 shows all" in capsys.readouterr().out


def test_a_scenario_file_changes_the_assumptions(database, tmp_path, capsys):
    (tmp_path / "far.toml").write_text("[radius_km]\nmaterial = 0.0\n", encoding="utf-8")
    main(["match", "--format", "json"])
    before = json.loads(capsys.readouterr().out)

    assert main(["match", "--format", "json", "--scenario", "far.toml"]) == 0

    after = json.loads(capsys.readouterr().out)
    assert after["scenario"]["currency"] == before["scenario"]["currency"] == "TRY"
    assert after["scenario"]["radius_km"] == [["material", 0.0]]
    assert len(after["candidates"]) < len(before["candidates"])


def test_a_wrong_scenario_file_is_said_with_every_mistake(database, tmp_path, capsys):
    (tmp_path / "s.toml").write_text('radius = 3\ncarbon_price_per_t = "x"\n', encoding="utf-8")

    assert main(["match", "--scenario", "s.toml"]) == 1

    shown = capsys.readouterr().err
    assert "s.toml" in shown
    assert "«radius»" in shown
    assert "«carbon_price_per_t»" in shown


def test_a_reader_that_stops_early_is_no_fault(database):
    ended = subprocess.run(
        f"{sys.executable} -m symbio match --rows 0 --db {database} | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert ended.stdout.startswith("20 firma")
    assert ended.stderr == ""


@pytest.mark.parametrize("words", [["match", "--scenario"], ["import", "z.csv", "--mapping"]])
def test_a_toml_file_that_is_not_utf8_is_said_in_a_sentence(words, database, capsys):
    Path("t.toml").write_bytes('name = "Işık"'.encode("cp1254"))
    Path("z.csv").write_text("Firma no;Firma adı\nF1;Bir\n", encoding="utf-8")

    assert main([*words, "t.toml"]) == 1
    assert "t.toml: Dosya UTF-8 ile kodlanmış bir metin değil." in capsys.readouterr().err


def test_a_name_that_looks_like_a_formula_stays_text_in_the_csv(database, capsys):
    store = open_store(database)
    zone = store.read()
    giver = match(zone, load(), Scenario.of(zone)).candidates["giver_firm_id"].iloc[0]
    firms = zone.firm.assign(name=zone.firm["name"].mask(zone.firm["firm_id"] == giver, "=1+1"))
    store.apply(compare(zone, {"firm": firms}), who="test")
    store.close()

    assert main(["match", "--db", str(database), "--format", "csv"]) == 0

    cells = [cell for row in csv.reader(capsys.readouterr().out.splitlines()) for cell in row]
    assert "'=1+1" in cells
    assert "=1+1" not in cells
