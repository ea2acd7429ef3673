"""What the shipped tables hold besides the laws of symbio.knowledge.check."""

import re

import pytest
from knowledge_laws import knowledge_tables, resource_rows

from symbio import locale
from symbio.knowledge import law, note_words, source_words, unit_in_words
from symbio.knowledge.lookup import lineage, nobody_takes
from symbio.matching import legal

ONE = ("t", "m3", "h", "person_day", "lane", "y", "unit")
knowledge = pytest.fixture(scope="module")(knowledge_tables)
resources = pytest.fixture(scope="module")(resource_rows)

STABLE_RULES = {
    "by_product_test",
    "receiver_licence_missing",
    "receiver_licence_unknown",
    "mirror_entry_test",
    "hazardous_receiver_unlicensed",
    "hazardous_transport",
    "code_ending_99",
    "utility_permission",
    "water_outside_waste_law",
    "animal_by_product",
    "no_treater_known",
    "licensed_recovery",
    "service_agreement",
    "product_not_waste",
    "quality_unknown",
}


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_source_is_the_name_of_a_work_or_stands_in_words(knowledge, language):
    for table in ("pathways", "factors", "sector_profiles"):
        for source in getattr(knowledge, table)["source"].unique():
            said = source_words(source, language, knowledge)
            assert not re.search(r"\b[a-z]+\d*_[a-z]\w*(?![\w./-])", said), (table, said)
            for part in said.split("; "):
                # What is said as the table says it begins like the name of a work or a page.
                known = part in source.split("; ") and language == "tr"
                assert not known or re.match(r"[A-Z]|[\w-]+(\.[\w-]+)+", part), (table, part)
    prose = knowledge.source_words
    assert (prose["words_tr"] != "").all()
    assert (prose["words_en"] != "").all()
    assert (prose["words_tr"] != prose["source"]).all()


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_unit_of_the_tables_is_one_that_people_write(knowledge, language):
    as_they_are = {"EUR", "TRY", "GBP", "USD", "kg", "km", "2025 = 100", "MWh", "t", "h", "y"}
    for unit in {*knowledge.factors["unit"], *knowledge.resources["unit"]}:
        said = unit_in_words(unit, language)
        for part in re.split("[/·]", said):
            named = part in {locale.texts(language)[f"common.one_{name}"] for name in ONE}
            assert named or part in as_they_are or part in ("kişi", "gün", "person", "day"), said


def test_a_unit_is_written_with_its_signs_and_the_unit_of_its_resource():
    assert unit_in_words("EUR/m3", "tr") == "EUR/m³"
    assert unit_in_words("EUR/km.y", "tr") == "EUR/km·yıl"
    assert unit_in_words("kg/t.km", "en") == "kg/t·km"
    assert unit_in_words("EUR/unit", "tr") == "EUR/birim"
    assert unit_in_words("EUR/unit", "tr", of="person_day") == "EUR/kişi·gün"
    assert unit_in_words("2025=100", "en") == "2025 = 100"


def test_a_note_names_pathways_by_what_is_done(knowledge):
    ways = set(knowledge.pathways["pathway_id"])
    for language in ("tr", "en"):
        said = " ".join(
            note_words(note, language) for note in knowledge.factors[f"note_{language}"]
        )
        assert not ways & set(re.findall(r"\w+", said))


def test_the_words_of_a_source_follow_its_parts(knowledge):
    assert source_words("design decision", "tr", knowledge) == "tasarım kararı"
    assert (
        source_words("general knowledge; order of magnitude", "tr", knowledge)
        == "genel bilgi; büyüklük mertebesi"
    )
    assert (
        source_words("general knowledge; see also EN 12620 (not opened)", "tr", knowledge)
        == "genel bilgi; ayrıca bakınız: EN 12620 (okunmadı)"
    )
    way = knowledge.pathways.set_index("pathway_id").loc["film_to_granulate"]
    assert way["process_tr"] in source_words(
        "computed from pathway film_to_granulate", "tr", knowledge
    )
    assert "31-29-7" in source_words(
        "MAESTRI library (H2020 680570), exchange 31-29-7", "tr", knowledge
    )
    assert source_words("Fatura 12 / 2026", "tr", knowledge) == "Fatura 12 / 2026"


def test_a_known_polymer_or_acid_inherits_no_pathway_of_a_mixture(resources):
    """Children inherit pathways: PVC would become polyethylene, an acid replace caustic."""
    mixtures = ("plastic_waste", "acid_alkali_waste")
    assert resources.index[resources["parent_id"].isin(mixtures)].tolist() == []


@pytest.mark.parametrize("board", ["panel_offcuts", "mdf_dust", "treated_wood", "coated_paper"])
def test_glue_coating_and_creosote_reach_no_soil_and_no_animal(knowledge, board):
    """Neither by a pathway of their own nor by one of their parents."""
    rows = knowledge.pathways
    ends = rows.loc[rows["from_resource"].isin(lineage(knowledge, board)), "to_resource"]
    reached = {end for name in ends for end in lineage(knowledge, name)}
    living = {"animal_bedding", "animal_feed", "compost", "mushroom_substrate", "absorbent"}
    assert reached
    assert reached.isdisjoint(living)


def test_only_entries_for_the_rest_are_labelled_as_not_specified(knowledge):
    # Labels are names of what a code means; such a one would catch every "not specified".
    codes = knowledge.waste_codes
    for column, phrase in (("label_tr", "başka türlü"), ("label_en", "not specified")):
        said = codes.loc[codes[column].str.contains(phrase), "waste_code"]
        assert said.str.endswith("99").all(), column


def test_mercury_and_explosives_mean_nothing_that_a_kiln_would_burn(knowledge):
    meant = knowledge.waste_codes.set_index("waste_code")["resource_id"]
    for code in ("050701", "060404", "060702", "060703", "160307", "170901", "190308"):
        assert meant[code] == "mercury_waste", code
    assert "mercury_waste" in nobody_takes(knowledge)
    for code in ("160401", "160402", "160403"):
        assert meant[code] == "", code


def test_all_842_waste_codes_are_there(knowledge):
    assert len(knowledge.waste_codes) == 842


def test_the_source_of_a_turkish_mark_says_whether_it_was_read(knowledge):
    codes = knowledge.waste_codes.set_index("waste_code")
    hazardous = codes["hazardous"] == "yes"
    checked = codes["entry_tr_checked"] == "yes"
    assert codes.loc[checked, "source"].str.contains("copy of Ek-4").all()
    assert codes.loc[hazardous & ~checked, "source"].str.contains("presumed from").all()


def test_the_rules_that_matching_names_exist(knowledge):
    rules = knowledge.legal_rules
    assert set(rules["rule_id"]) >= STABLE_RULES


def test_a_rule_is_attached_by_the_screen_or_is_a_duty(knowledge):
    rules = knowledge.legal_rules
    attached = set(rules.loc[rules["duty_of"] == "", "rule_id"])
    assert attached == set(legal.RULES)


def test_a_rule_said_to_be_checked_names_what_was_read(knowledge):
    checked = knowledge.legal_rules[knowledge.legal_rules["checked"] == "yes"]
    named = checked["source"].str.contains(r"\[S\d|read at|as cited at|SEPA site returns")
    assert checked.loc[~named, "rule_id"].tolist() == []


def test_every_mirror_entry_of_turkey_says_what_an_analysis_looks_for(knowledge):
    codes = knowledge.waste_codes
    marked = set(codes.loc[codes["entry_tr"] == "M", "waste_code"])
    mirrors = marked | {
        code
        for code, cell in zip(codes["waste_code"], codes["mirror_of"], strict=True)
        if marked & {*cell.split("|")}
    }
    for language in ("tr", "en"):
        assert [code for code in mirrors if not law.look_for(knowledge, code, language)] == []
