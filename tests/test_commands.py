"""The command line: what it answers, with which code, and never with a trace."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from symbio.__main__ import main
from symbio.commands.arguments import BENCHMARKS, chosen_language
from symbio.zone.changes import compare
from symbio.zone.demo import generate
from symbio.zone.store import open_store

ROOT = Path(__file__).parents[1]
COMMANDS = ["template", "import", "demo", "match", "export", "backup", "restore", "bench"]


@pytest.fixture(autouse=True)
def _turkish(monkeypatch, tmp_path):
    monkeypatch.delenv("SYMBIO_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "symbio.duckdb"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def zone():
    return generate(20)


@pytest.fixture
def database(zone, tmp_path):
    path = tmp_path / "symbio.duckdb"
    store = open_store(path)
    store.apply(compare(store.read(), zone.tables()), who="test")
    store.close()
    return path


def stored(path):
    store = open_store(path)
    try:
        return store.read()
    finally:
        store.close()


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
