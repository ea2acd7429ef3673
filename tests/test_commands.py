"""The command line: what it answers, with which code, and never with a trace."""

import csv
import json
import subprocess
import sys
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest

from symbio.__main__ import main
from symbio.commands.arguments import chosen_language
from symbio.commands.arguments_bench import BENCHMARKS
from symbio.knowledge import load
from symbio.locale import numbers
from symbio.matching import Scenario, match
from symbio.opportunities.ranking import VALUE_TERMS
from symbio.zone.changes import compare
from symbio.zone.demo import generate
from symbio.zone.store import open_store

ROOT = Path(__file__).parents[1]
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


FIRMS = """Firma kodu;Firma adı;Enlem;Boylam
F1;Çelik A.Ş.;37,05;30,62
F2;Plastik Ltd.;37,10;30,70
"""
WITHOUT_F2 = FIRMS.replace("F2;Plastik Ltd.;37,10;30,70\n", "")
ZONE = (
    "Bölge adı;Ülke (iki harf);Para birimi;"
    "En küçük enlem;En büyük enlem;En küçük boylam;En büyük boylam\n"
    "Deneme;TR;TRY;36;38;30;31\n"
)


@pytest.fixture
def two_firms(tmp_path):
    """A stored zone with two firms, and the function that imports another list of them."""

    def bring(content, *options):
        (tmp_path / "firms.csv").write_text(content, encoding="utf-8")
        return main(["import", "firms.csv", *options])

    (tmp_path / "zone.csv").write_text(ZONE, encoding="utf-8")
    assert bring(FIRMS, "zone.csv") == 0
    return bring


def firm_ids(tmp_path):
    return list(stored(tmp_path / "symbio.duckdb").firm["firm_id"])


def test_an_import_says_how_many_rows_are_new_and_stores_them(two_firms, tmp_path, capsys):
    capsys.readouterr()

    assert two_firms(WITHOUT_F2.replace("Çelik", "Demir") + "F3;Cam Ltd.;37,2;30,8\n") == 0

    shown = capsys.readouterr().out
    [firms] = [line.split() for line in shown.splitlines() if line.startswith("Firmalar")]
    assert firms == ["Firmalar", "1", "1", "1", "0"]  # new F3, changed F1, gone F2
    assert "2 satır yazıldı" in shown
    assert firm_ids(tmp_path) == ["F1", "F2", "F3"]


def test_the_same_file_again_changes_nothing(two_firms, capsys):
    assert two_firms(FIRMS, "zone.csv") == 0

    assert "hiçbir şey değişmedi" in capsys.readouterr().out


def test_a_dry_run_shows_what_would_change_and_writes_nothing(two_firms, tmp_path, capsys):
    assert two_firms(FIRMS.replace("Plastik", "Kâğıt"), "--dry-run") == 0

    assert "Deneme: hiçbir şey kaydedilmedi." in capsys.readouterr().out
    assert "Plastik Ltd." in set(stored(tmp_path / "symbio.duckdb").firm["name"])


def test_a_dry_run_without_a_database_makes_none(tmp_path):
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")
    (tmp_path / "zone.csv").write_text(ZONE, encoding="utf-8")

    assert main(["import", "firms.csv", "zone.csv", "--dry-run"]) == 0

    assert not (tmp_path / "symbio.duckdb").exists()


def test_a_firm_that_is_gone_is_named_and_kept(two_firms, tmp_path, capsys):
    assert two_firms(WITHOUT_F2) == 0

    assert "(F2). Silmek için --remove-gone ekleyin." in capsys.readouterr().err
    assert firm_ids(tmp_path) == ["F1", "F2"]


def test_a_firm_that_is_gone_is_deleted_when_asked(two_firms, tmp_path):
    assert two_firms(WITHOUT_F2, "--remove-gone") == 0

    assert firm_ids(tmp_path) == ["F1"]


def test_everything_wrong_is_said_at_once_and_nothing_is_stored(two_firms, tmp_path, capsys):
    wrong = FIRMS.replace("F2;Plastik", ";Plastik").replace("37,10", "kuzey") + "F3;Cam;37,1;30,7\n"

    assert two_firms(wrong) == 1

    shown = capsys.readouterr()
    assert "satır 3, «Firma kodu» sütunu" in shown.err
    assert "satır 3, «Enlem» sütunu: «kuzey»" in shown.err
    assert shown.err.rstrip().endswith("Yukarıdakileri düzeltip yeniden deneyin.")
    assert firm_ids(tmp_path) == ["F1", "F2"]


def test_a_question_is_asked_and_can_be_answered(two_firms, tmp_path, capsys):
    swapped = FIRMS.replace("37,10;30,70", "30,70;37,10")

    assert two_firms(swapped) == 1
    assert "--accept coordinates_swapped" in capsys.readouterr().err

    assert two_firms(swapped, "--accept", "coordinates_swapped") == 0
    assert list(stored(tmp_path / "symbio.duckdb").firm["latitude"]) == [37.05, 37.1]


def test_an_answer_to_no_question_is_refused(two_firms, capsys):
    assert two_firms(FIRMS, "--accept", "anything") == 1

    assert "«anything» bir soruyu yanıtlamıyor" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["none.xlsx", "folder"])
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path, capsys, name):
    (tmp_path / "folder").mkdir()

    assert main(["import", name]) == 1

    assert name in capsys.readouterr().err
    assert not (tmp_path / "symbio.duckdb").exists()


def test_a_mapping_brings_in_a_table_of_another_shape(tmp_path):
    (tmp_path / "list.csv").write_text("No;Unvan\n7;Mobilya A.Ş.\n", encoding="utf-8")
    mapping = """
        [zone]
        name = "Deneme"
        country = "TR"
        currency = "TRY"
        [[table]]
        sheet = "list"
        table = "firm"
        [table.columns]
        firm_id = "No"
        name = "Unvan"
    """
    (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")

    assert main(["import", "list.csv", "--mapping", "map.toml"]) == 0

    assert list(stored(tmp_path / "symbio.duckdb").firm["name"]) == ["Mobilya A.Ş."]


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


def test_a_template_is_not_written_over_a_workbook(tmp_path, capsys):
    assert main(["template", "mine.xlsx"]) == 0
    written = (tmp_path / "mine.xlsx").read_bytes()

    assert main(["template", "mine.xlsx"]) == 1

    assert "mine.xlsx zaten var" in capsys.readouterr().err
    assert (tmp_path / "mine.xlsx").read_bytes() == written


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


@pytest.mark.parametrize("words", [["match", "--scenario"], ["import", "z.csv", "--mapping"]])
def test_a_toml_file_that_is_not_utf8_is_said_in_a_sentence(words, database, capsys):
    Path("t.toml").write_bytes('name = "Işık"'.encode("cp1254"))
    Path("z.csv").write_text("Firma no;Firma adı\nF1;Bir\n", encoding="utf-8")

    assert main([*words, "t.toml"]) == 1
    assert "t.toml: Dosya UTF-8 ile kodlanmış bir metin değil." in capsys.readouterr().err


def test_a_backup_makes_its_folder(database, capsys):
    assert main(["backup", "yedekler/bugün"]) == 0

    assert len(list(Path("yedekler/bugün").glob("*.duckdb"))) == 1
    assert "yedekler" in capsys.readouterr().out


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


OTHER_ZONE = ZONE.replace("Deneme", "Başka OSB")


def bring_other_zone(tmp_path, bring, *options):
    (tmp_path / "zone.csv").write_text(OTHER_ZONE, encoding="utf-8")
    return bring(FIRMS.replace("F1;", "F8;"), "zone.csv", *options)


def zone_names(tmp_path):
    return list(stored(tmp_path / "symbio.duckdb").zone["name"])


def test_another_zone_is_refused_until_it_is_said_what_becomes_of_the_stored_one(
    two_firms, tmp_path, capsys
):
    assert bring_other_zone(tmp_path, two_firms) == 1

    shown = capsys.readouterr().err
    assert "«Deneme» bölgesi kayıtlı (2 firma), gelen dosya ise «Başka OSB»" in shown
    assert "--accept other_zone=replace" in shown
    assert zone_names(tmp_path) == ["Deneme"]
    assert firm_ids(tmp_path) == ["F1", "F2"]


@pytest.mark.parametrize(("answer", "name"), [("replace", "Başka OSB"), ("keep", "Deneme")])
def test_another_zone_takes_the_place_of_the_stored_one_or_joins_it(
    two_firms, tmp_path, answer, name
):
    assert bring_other_zone(tmp_path, two_firms, "--accept", f"other_zone={answer}") == 0

    assert zone_names(tmp_path) == [name]
    assert firm_ids(tmp_path) == ["F1", "F2", "F8"]  # gone rows stay unless --remove-gone


SCOTS = FIRMS.replace("37,05;30,62", "55,85;-4,25").replace("37,10;30,70", "57,15;-2,11")


def test_a_zone_abroad_is_one_question_not_one_for_each_firm(tmp_path, capsys):
    (tmp_path / "firms.csv").write_text(SCOTS, encoding="utf-8")

    assert main(["import", "firms.csv"]) == 1

    shown = capsys.readouterr().err
    assert "2 firmanın 2 tanesi Türkiye dışında" in shown
    assert "--zone ve --country" in shown
    assert "makul sınırları dışında" not in shown


def test_a_zone_is_named_on_the_command_line_with_its_country(tmp_path, capsys):
    (tmp_path / "firms.csv").write_text(SCOTS, encoding="utf-8")

    assert main(["import", "firms.csv", "--zone", "Scotland", "--country", "gb"]) == 0

    [row] = stored(tmp_path / "symbio.duckdb").zone.to_dict("records")
    assert (row["name"], row["country"], row["currency"]) == ("Scotland", "GB", "GBP")


def test_a_country_without_a_zone_is_a_sentence(tmp_path, capsys):
    (tmp_path / "firms.csv").write_text(SCOTS, encoding="utf-8")

    assert main(["import", "firms.csv", "--country", "GB"]) == 1

    assert "bölgenin adını da verin" in capsys.readouterr().err


def test_a_file_that_cannot_be_opened_has_one_reason(tmp_path, capsys):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")

    assert main(["import", "broken.xlsx"]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2  # the reason, and that nothing was stored
    assert lines[0].startswith("broken.xlsx: Dosya bozuk")


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


def test_the_first_own_data_brings_the_first_facilitators_code_once(tmp_path, capsys):
    (tmp_path / "zone.csv").write_text(ZONE, encoding="utf-8")
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")

    assert main(["import", "firms.csv", "zone.csv"]) == 0
    assert "İlk kolaylaştırıcı kodu" in capsys.readouterr().out
    assert main(["access", "list"]) == 0
    assert "Kolaylaştırıcı" in capsys.readouterr().out

    assert main(["import", "firms.csv", "zone.csv"]) == 0
    assert "İlk kolaylaştırıcı kodu" not in capsys.readouterr().out
