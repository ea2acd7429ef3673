"""From a waste to its uses, on the real tables and on two pathways checked by hand."""

import csv
import json
from dataclasses import replace

import pytest

from symbio.__main__ import main
from symbio.knowledge import load, uses
from tests.small_world import small_knowledge


def divisions(found):
    return list(dict.fromkeys(code[:2] for use in found for code in use.receiver_nace))


def test_the_uses_of_a_resource_come_with_receivers_reason_and_evidence():
    (use, *_) = uses("fly_ash")
    assert use.from_resource == "fly_ash"
    assert use.receiver_nace[0].startswith("23")
    for language in ("tr", "en"):
        assert use.process(language)
        assert use.reason(language)
        assert use.evidence(language)
        assert use.law(language)


def test_scores_fall_and_no_pathway_stands_in_two_neighbouring_rows():
    found = uses("uçucu kül", "100102", "3511")
    scores = [use.score for use in found]
    assert scores == sorted(scores, reverse=True)
    rows = [(use.pathway_id, use.from_resource) for use in found]
    assert all(one != other for one, other in zip(rows, rows[1:], strict=False))


def test_a_sector_known_only_of_another_kind_of_resource_is_no_row():
    for text in ("uçucu kül", "steam", "talaş"):
        found = uses(text)
        assert found
        assert {use.near for use in found} <= {"", "parent", "child", "sibling", "family"}
    assert uses("waste", "", "2370")  # nothing is near: the far ones are better than none


def test_the_giver_says_of_what_a_vague_waste_is():
    assert uses("talaş", "", "2562")[0].from_resource == "steel_turnings"
    assert uses("talaş", "", "1610")[0].from_resource == "sawdust"
    assert uses("talaş", "120101")[0].from_resource == "steel_turnings"
    assert uses("odun talaşı", "", "2562")[0].from_resource == "sawdust"  # the words are clear


def test_a_vague_waste_follows_its_code_and_its_giver():
    assert divisions(uses("sludge", "190805"))[0] == "01"
    assert "01" not in divisions(uses("sludge", "010413"))[:2]
    assert divisions(uses("waste", "", "1610")) != divisions(uses("waste", "", "2370"))


def test_a_code_alone_has_the_uses_of_what_it_means():
    table = load().waste_codes
    rows = table[table["resource_id"] != ""]
    first = [
        (resource, found[0].from_resource)
        for code, resource in zip(rows["waste_code"], rows["resource_id"], strict=True)
        if (found := uses("", code))
    ]

    assert len(first) > 750
    assert sum(meant == found for meant, found in first) > 0.9 * len(first)
    assert uses("", "10 01 02")[0].from_resource == "fly_ash"
    assert uses("100102") == uses("", "10 01 02")


def test_nothing_known_gives_no_uses():
    assert uses("xyz qq") == ()
    assert uses("", "", "") == ()


def test_the_uses_by_hand():
    small = small_knowledge()
    pathways = small.pathways.assign(
        receiver_nace=["1621|3109", "2223"], who="receiver", usual="main", maturity="practised"
    )
    profiles = small.sector_profiles
    small = replace(small, pathways=pathways, sector_profiles=profiles.head(0))
    found = uses("sawdust", knowledge=small)
    assert [(use.pathway_id, use.receiver_nace, use.near) for use in found[:2]] == [
        ("sawdust_to_furnish", ("1621", "3109"), ""),
        ("slurry_to_filler", ("2223",), "family"),
    ]
    # The first receiver weighs 1, the second 0.65. What is known of the rest of the family
    # counts 0.1 together: a third of it is of furnish, which the same two take, the rest of
    # slurry and filler. Of all four, 22 takes two, 16 and 31 share the others: to the power 0.2.
    known = {"16": (1 + 0.1 / 3) / 1.65, "31": (1 + 0.1 / 3) * 0.65 / 1.65, "22": 0.2 / 3}
    drawn = {"16": 2 / 1.65 / 4, "31": 2 * 0.65 / 1.65 / 4, "22": 2 / 4}
    score = {division: known[division] * drawn[division] ** 0.2 for division in known}
    assert found[0].score == pytest.approx(score["16"] / sum(score.values()), abs=1e-4)
    assert found[1].score == pytest.approx(score["22"] / sum(score.values()), abs=1e-4)
    assert uses("acid", knowledge=replace(small, pathways=pathways.head(0))) == ()

    # A sector whose profile needs acid takes it as it is.
    need = profiles.head(1).assign(
        nace="2561", direction="need", resource_id="acid", share_of_firms=1.0
    )
    taken = uses("acid", knowledge=replace(small, sector_profiles=need))
    assert (taken[0].pathway_id, taken[0].receiver_nace) == ("", ("2561",))


@pytest.fixture
def batch(tmp_path):
    def write(rows, encoding="utf-8", delimiter=","):
        path = tmp_path / "batch.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("cp1254", ";"), ("utf-8-sig", "\t")]
)
def test_a_file_gives_one_line_a_row_in_order(batch, capsys, encoding, delimiter):
    path = batch(
        [
            ["from_nace", "waste", "note", "waste_code"],
            ["3511", "Uçucu kül", "x", "10 01 02"],
            ["", "", "", ""],
            ["16.10", "odun talaşı", "", "0301 05*"],
            ["", "şzxq", "", "991234"],
            ["", "sawdust"],
        ],
        encoding,
        delimiter,
    )
    assert main(["uses", "--batch", str(path), "--lang", "tr"]) == 0
    found = lines(capsys)
    assert [row["waste"] for row in found] == ["Uçucu kül", "", "odun talaşı", "şzxq", "sawdust"]
    assert [bool(row["suggestions"]) for row in found] == [True, False, True, False, True]
    assert "991234" in found[3]["problem"]
    one = found[0]["suggestions"][0]
    assert {
        "rank",
        "to_resource",
        "process",
        "receiver_nace",
        "score",
        "reason",
        "evidence",
    } <= set(one)
    assert one["rank"] == 1
    assert all(2 <= len(code) <= 4 for code in one["receiver_nace"])


def test_texts_of_a_file_are_resolved_in_their_own_language(batch, capsys):
    path = batch(
        [
            ["text", "language", "waste_code"],
            ["uçucu kül", "tr", ""],
            ["fly ash", "en", "100102"],
            ['a "b', "xx", "*"],
            ["x" * 200_000, "", ""],
        ]
    )
    assert main(["resolve", "--batch", str(path)]) == 0
    found = lines(capsys)
    assert [row["suggestions"][0]["resource"] for row in found[:2]] == ["fly_ash", "fly_ash"]
    assert "kaynağın" in found[0]["suggestions"][0]["reason"]
    assert "resource" in found[1]["suggestions"][0]["reason"]
    assert found[3]["suggestions"] == []
    assert found[3]["problem"]


def test_a_line_that_tells_excel_the_separator_is_no_row(tmp_path, capsys):
    path = tmp_path / "from_excel.csv"
    path.write_text("sep=;\r\nwaste;waste_code\r\nuçucu kül;100102\r\n", encoding="utf-8-sig")

    assert main(["uses", "--batch", str(path), "--lang", "tr"]) == 0

    assert [row["waste_code"] for row in lines(capsys)] == ["100102"]


def test_a_file_without_the_column_is_refused_in_a_sentence(batch, capsys):
    assert main(["uses", "--batch", str(batch([["a", "b"], ["1", "2"]])), "--lang", "en"]) == 1
    assert "waste, waste_code, from_nace" in capsys.readouterr().err
    assert main(["uses", "--batch", "not_there.csv"]) == 1


def test_one_waste_is_a_table_or_json_rows(capsys):
    assert main(["uses", "talaş", "--top", "2", "--format", "json", "--lang", "tr"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["rank"] for row in rows] == [1, 2]
    assert main(["uses", "uçucu kül", "--lang", "en"]) == 0
    assert "evidence" in capsys.readouterr().out.splitlines()[0]
    assert main(["resolve", "talaş", "--lang", "en"]) == 0
    assert "sawdust" in capsys.readouterr().out
    assert main(["resolve", "xyz qq", "--lang", "en"]) == 1
    assert "No known resource" in capsys.readouterr().err


def test_uses_of_a_word_that_means_several_things_say_which_beside_the_rows(capsys):
    assert main(["uses", "talaş", "--format", "json", "--lang", "tr"]) == 0
    out, said = capsys.readouterr()
    assert json.loads(out)
    assert "birkaç şey" in said
    assert "Çelik talaşı" in said
    assert main(["uses", "talaş", "--lang", "en"]) == 0
    assert "several things: Sawdust" in capsys.readouterr().err
    for clear in (["uçucu kül"], ["talaş", "--waste-code", "120101"], ["sawdust"]):
        assert main(["uses", *clear]) == 0
        assert not capsys.readouterr().err


def test_a_sector_that_is_none_is_said_and_so_is_a_table_of_no_row(capsys, batch):
    assert main(["uses", "uçucu kül", "--from-nace", "ZZ", "--lang", "en"]) == 0
    assert "“ZZ” is not in NACE" in capsys.readouterr().err
    path = batch([["waste", "from_nace"], ["uçucu kül", "ZZ"], ["uçucu kül", "35.11"]])
    assert main(["uses", "--batch", str(path), "--lang", "tr"]) == 0
    wrong, right = lines(capsys)
    assert "«ZZ»" in wrong["problem"]
    assert "problem" not in right
    for command in ("uses", "resolve"):
        assert main([command, "talaş", "--top", "0", "--lang", "en"]) == 2
        assert "one or more" in capsys.readouterr().err


def test_every_word_and_sector_code_of_the_tables_is_sound():
    knowledge = load()
    assert set(knowledge.words["role"]) <= {
        "form", "material", "origin", "loss", "quality", "generic", "container", "noise",
    }  # fmt: skip
    assert knowledge.words["word"].is_unique
    assert knowledge.broader["word"].is_unique
    words = set(knowledge.words["word"])
    assert set(knowledge.broader["word"]) | set(knowledge.broader["broader"]) <= words
    assert knowledge.sector_codes["nace"].is_unique
    known = {code[:4] for code in knowledge.waste_codes["waste_code"]}
    assert all(set(codes.split("|")) <= known for codes in knowledge.sector_codes["waste_codes"])


def test_anybody_else_is_no_sector():
    for text in ("waste heat", "surplus steam", "treated effluent"):
        assert all(code.isdigit() for use in uses(text) for code in use.receiver_nace), text


@pytest.mark.parametrize(
    ("waste", "division"),
    [
        ("fly_ash", "23"),
        ("biomass_ash", "01"),
        ("fgd_gypsum", "23"),
        ("marble_slurry", "23"),
        ("excavated_soil", "42"),
        ("asphalt_planings", "42"),
        ("sugar_lime", "01"),
        ("container_glass", "23"),
        ("foundry_sand", "23"),
        ("blast_furnace_slag", "23"),
        ("steel_slag", "42"),
        ("mill_scale", "24"),
        ("eaf_dust", "24"),
        ("steel_offcuts", "24"),
        ("zinc_ash", "20"),
        ("cable_scrap", "38"),
        ("spent_solvent", "20"),
        ("pickling_acid", "24"),
        ("spent_caustic", "37"),
        ("sulphur", "20"),
        ("flue_gas_co2", "01"),
        ("hydrogen", "20"),
        ("oxygen", "24"),
        ("crude_glycerine", "20"),
        ("tannery_chrome_liquor", "15"),
        ("industrial_sludge", "23"),
        ("pe_film", "22"),
        ("pet_waste", "22"),
        ("pu_foam", "31"),
        ("composite_waste", "23"),
        ("rubber_waste", "23"),
        ("household_waste", "35"),
        ("rdf", "23"),
        ("steam", "20"),
        ("heat", "35"),
        ("cooling_water_heat", "35"),
        ("treated_effluent", "35"),
        ("biological_sludge", "01"),
        ("food_waste", "35"),
        ("bagasse", "35"),
        ("press_mud", "01"),
        ("stillage", "01"),
        ("whey", "10"),
        ("used_cooking_oil", "20"),
        ("wood_waste", "16"),
        ("coal_fines", "35"),
        ("blast_furnace_gas", "35"),
        ("refinery_gas", "20"),
        ("gypsum_waste", "23"),
        ("red_mud", "23"),
        ("used_oil", "19"),
        ("construction_rubble", "42"),
        ("waste_rock", "42"),
        ("steelworks_sludge", "24"),
        ("nonferrous_scrap", "24"),
        ("used_clothes", "46"),
        ("fruit_pomace", "01"),
        ("olive_mill_wastewater", "01"),
        ("waste_treatment_liquid", "38"),
        ("nitric_acid", "20"),
        ("phosphoric_acid", "20"),
        ("uncategorised_waste", "38"),
        ("automation_expert", "25"),
    ],
)
def test_who_takes_a_main_waste_is_among_the_first_two(waste, division):
    assert division in divisions(uses(waste))[:2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("asbest", ""),
        ("asbestli çimento levha (eternit)", ""),
        ("asbestos cement sheets", ""),
        ("moloz", "170605"),
        ("PCB'li trafo", ""),
        ("asbestli conta", ""),
        ("Old brake pads with asbestos", ""),
    ],
)
def test_what_may_go_to_disposal_only_is_offered_to_nobody(text, code):
    assert uses(text, code) == ()


@pytest.mark.parametrize("text", ["conta firesi", "asbestsiz conta"])
def test_what_is_free_of_it_has_its_uses(text):
    assert uses(text)


def test_the_command_line_says_that_it_goes_to_disposal_only(capsys):
    assert main(["uses", "asbest", "--lang", "tr"]) != 0
    said = capsys.readouterr()
    assert "yalnız lisanslı bertaraf" in said.out + said.err
    assert "eşleşmedi" not in said.out + said.err


@pytest.mark.parametrize(
    ("text", "code", "resource"),
    [
        ("ambalaj", "150103", "pallets"),
        ("atık", "030105", "sawdust"),
        ("cüruf", "100202", "steel_slag"),
        ("asdf", "100102", "fly_ash"),
    ],
)
def test_where_words_tell_nothing_the_code_says_what_it_is(text, code, resource):
    assert uses(text, code)[0].from_resource == resource


def test_where_words_are_clear_the_code_does_not_overrule_them():
    assert uses("zeytin prinası", "020304")[0].from_resource == "olive_pomace"


@pytest.mark.parametrize(
    ("text", "nace", "resource"),
    [
        ("hurda", "25.11", "ferrous_scrap"),
        ("posa", "10.39", "fruit_pomace"),
        ("enerji", "24", "electricity"),
        ("toz", "23.70", "quarry_fines"),
    ],
)
def test_a_general_word_means_what_the_giver_may_have_of_its_meanings(text, nace, resource):
    assert uses(text, "", nace)[0].from_resource == resource
