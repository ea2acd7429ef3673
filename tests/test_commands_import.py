"""The command import: what is new, gone, wrong or in doubt, and zones beside each other."""

import pytest
from command_line import stored, turkish_terminal

from symbio.__main__ import main

_turkish = pytest.fixture(autouse=True)(turkish_terminal)

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


def test_the_first_own_data_brings_the_first_facilitators_code_once(tmp_path, capsys):
    (tmp_path / "zone.csv").write_text(ZONE, encoding="utf-8")
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")

    assert main(["import", "firms.csv", "zone.csv"]) == 0
    assert "İlk kolaylaştırıcı kodu" in capsys.readouterr().out
    assert main(["access", "list"]) == 0
    assert "Kolaylaştırıcı" in capsys.readouterr().out

    assert main(["import", "firms.csv", "zone.csv"]) == 0
    assert "İlk kolaylaştırıcı kodu" not in capsys.readouterr().out
