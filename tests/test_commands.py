"""The command line: what it answers, with which code, and never with a trace."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from command_line import ROOT, demo_database, small_demo, stored, turkish_terminal

from symbio.__main__ import main
from symbio.commands.arguments import chosen_language
from symbio.commands.arguments_bench import BENCHMARKS

_turkish = pytest.fixture(autouse=True)(turkish_terminal)
zone = pytest.fixture(scope="session")(small_demo)
database = pytest.fixture(demo_database)

COMMANDS = [
    "template",
    "import",
    "demo",
    "match",
    "export",
    "backup",
    "restore",
    "access",
    "privacy",
    "bench",
]


def test_help_names_every_command_and_how_to_begin(capsys):
    assert main(["--help"]) == 0

    shown = capsys.readouterr().out
    assert shown.startswith("kullanım: python -m symbio")
    assert all(f"    {command}" in shown for command in COMMANDS)
    assert "python -m symbio import bolgem.xlsx" in shown


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(capsys, command, language):
    assert main([command, "--help", "--lang", language]) == 0

    shown = capsys.readouterr().out
    assert f"python -m symbio {command}" in shown.split("\n\n")[-1]
    assert ("seçenekler:" in shown) == (language == "tr")
    assert "None" not in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Şunlar eksik: KOMUT."),
        (["mach"], "KOMUT için «mach» olmaz"),
        (["template"], "Şunlar eksik: ÇIKTI.xlsx."),
        (["match", "--rows", "çok"], "--rows için «çok» olmaz"),
        (["match", "--rows", "-1"], "--rows"),
        (["match", "--scenario"], "--scenario tek başına olmaz"),
        (["match", "--quick"], "Şunlar bilinmiyor: --quick."),
        (["match", "--lang", "de"], "--lang için «de» olmaz"),
        (["bench", "everything"], "AD için «everything» olmaz"),
    ],
)
def test_a_wrong_command_line_is_a_sentence_and_code_2(capsys, words, sentence):
    assert main(words) == 2

    shown = capsys.readouterr()
    assert shown.err.startswith(sentence)
    assert shown.out == ""


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ([], {}, "tr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "tr"),
        ([], {"LANG": "C.UTF-8", "SYMBIO_LANG": "en"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "SYMBIO_LANG": "tr"}, "tr"),
        (["match", "--lang", "tr"], {"SYMBIO_LANG": "en"}, "tr"),
        (["match", "--lang=en"], {}, "en"),
    ],
)
def test_the_language_is_asked_for_then_set_then_the_terminals(words, environment, expected):
    assert chosen_language(words, environment) == expected


@pytest.mark.parametrize(
    "words", [["match"], ["export", "out.xlsx"], ["backup", "."]], ids=lambda words: words[0]
)
def test_without_a_zone_the_commands_say_how_to_get_one(capsys, words, tmp_path):
    assert main(words) == 1

    assert "Önce içe aktarın: python -m symbio import" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_demo_is_imported_matched_and_exported_without_a_change(tmp_path, capsys):
    assert main(["demo", "demo.xlsx", "--firms", "20", "--seed", "3"]) == 0
    assert main(["import", "demo.xlsx"]) == 0
    assert main(["export", "out.xlsx", "--lang", "en"]) == 0
    capsys.readouterr()

    assert main(["import", "out.xlsx"]) == 0

    assert "hiçbir şey değişmedi" in capsys.readouterr().out


def test_a_seed_gives_the_same_demo(tmp_path):
    for name in ("one", "two"):
        assert main(["demo", f"{name}.xlsx", "--firms", "15", "--seed", "3"]) == 0
        assert main(["import", f"{name}.xlsx", "--db", f"{name}.duckdb"]) == 0

    one, two = stored(tmp_path / "one.duckdb"), stored(tmp_path / "two.duckdb")
    assert all(one.tables()[table].equals(frame) for table, frame in two.tables().items())


@pytest.mark.parametrize("firms", ["9", "60001"])
def test_a_demo_of_an_impossible_size_is_refused(firms, tmp_path, capsys):
    assert main(["demo", "demo.xlsx", "--firms", firms]) == 1

    assert "10 ile 60000 arasında" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_written_under_a_name_that_excel_opens(tmp_path, capsys):
    out = tmp_path / "bolge.csv"

    assert main(["template", str(out)]) == 1

    assert "Sonu .xlsx olan bir ad verin" in capsys.readouterr().err
    assert not out.exists()


def test_a_template_is_not_written_over_a_workbook(tmp_path, capsys):
    assert main(["template", "mine.xlsx"]) == 0
    written = (tmp_path / "mine.xlsx").read_bytes()

    assert main(["template", "mine.xlsx"]) == 1

    assert "mine.xlsx zaten var" in capsys.readouterr().err
    assert (tmp_path / "mine.xlsx").read_bytes() == written


def test_a_backup_restores_the_zone(database, zone, tmp_path, capsys):
    assert main(["backup", str(tmp_path)]) == 0
    [copy] = tmp_path.glob("symbio-backup-*.duckdb")
    assert str(copy) in capsys.readouterr().out
    database.unlink()

    assert main(["restore", str(copy)]) == 0

    assert len(stored(database).firm) == len(zone.firm) == 20


def test_a_backup_that_is_not_there_makes_no_database(tmp_path, capsys):
    assert main(["restore", "none.duckdb"]) == 1

    assert "none.duckdb bulunamadı" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_the_app_holds_is_named_with_its_holder(database, capsys):
    hold = (
        "import sys; from pathlib import Path; from symbio.zone.store import open_store;"
        f"open_store(Path({str(database)!r})); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        assert holder.stdout.readline() == b"held\n"

        assert main(["match"]) == 1

        shown = capsys.readouterr().err
        assert f"işlem no {holder.pid}" in shown
        assert "Traceback" not in shown
    finally:
        holder.communicate()


@pytest.mark.parametrize("asked", [False, True])
def test_a_fault_of_the_program_is_a_sentence_too(monkeypatch, asked):
    monkeypatch.setenv("SYMBIO_TRACE", "1" if asked else "")
    broken = "import sys, symbio.__main__ as program; sys.excepthook = program.say_fault; 1 / 0"

    ended = subprocess.run(
        [sys.executable, "-c", broken], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert ended.returncode == 1
    assert "Programın bir hatası: ZeroDivisionError: division by zero." in ended.stderr
    assert ("Traceback" in ended.stderr) == asked


def test_every_benchmark_can_be_found():
    assert all(find_spec(module) for module in BENCHMARKS.values())


def test_a_backup_makes_its_folder(database, capsys):
    assert main(["backup", "yedekler/bugün"]) == 0

    assert len(list(Path("yedekler/bugün").glob("*.duckdb"))) == 1
    assert "yedekler" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["template", "demo", "export"])
def test_a_file_that_is_there_is_written_over_only_by_force(database, tmp_path, capsys, command):
    (tmp_path / "mine.xlsx").write_bytes(b"filled in by hand")

    assert main([command, "mine.xlsx"]) == 1
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "mine.xlsx").read_bytes() == b"filled in by hand"

    assert main([command, "mine.xlsx", "--force"]) == 0
    assert (tmp_path / "mine.xlsx").read_bytes().startswith(b"PK")


def test_a_code_is_given_out_once_listed_without_it_and_taken_back(database, zone, capsys):
    firm = zone.firm["firm_id"].iloc[0]
    assert main(["access", "add", "firm", "--firm", firm, "--label", "Ayşe Demir"]) == 0
    said = capsys.readouterr()
    code = said.out.strip()
    assert len(code) == 19
    assert "yalnız şimdi" in said.err

    assert main(["access", "list"]) == 0
    listed = capsys.readouterr().out
    assert "Ayşe Demir" in listed
    assert firm in listed
    assert code[5:] not in listed

    assert main(["access", "revoke", "1"]) == 0
    assert main(["access", "revoke", "1"]) == 1
    assert "1 numaralı" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "firm"], "--firm F012"),
        (["add", "firm", "--firm", "nobody"], "kodlu firma yok"),
        (["add", "board", "--firm", "F0001"], "yalnız firm rolüyle"),
        (["revoke", "7"], "7 numaralı"),
    ],
)
def test_an_access_that_makes_no_sense_is_refused(database, capsys, words, sentence):
    assert main(["access", *words]) == 1
    assert sentence in capsys.readouterr().err
