"""Each law of the knowledge tables, broken once: it is said with its sheet, row and column."""

from dataclasses import fields, replace

import pandas as pd
import pytest

from symbio.knowledge import Knowledge, load
from symbio.knowledge.check import KEYS, LAWS, given, problems
from symbio.knowledge.check.counted import METRICS, NEEDED_FACTORS
from symbio.knowledge.tables import NUMBERS
from symbio.locale import LANGUAGES, texts

# Said of a workbook before its tables are judged: test_knowledge_edit.py.
OTHERS = {  # below, each in a test of its own
    "orphan", "no_value", "no_spread", "broader_ring", "row_missing", "no_division",
    "more_than_basis",
}  # fmt: skip
READING = {"sheet", "column_missing", "column_unknown", "column_twice", "number", "no_text"}
NO_SUCH = "No such"
# Table, id of the row, column, what is typed, rule.
MISTAKES = [
    ("resources", "sawdust", "resource_id", "", "key_missing"),
    ("resources", "bark", "resource_id", "sawdust", "key_twice"),
    ("resources", "sawdust", "source", " ", "no_source"),
    ("resources", "sawdust", "grade", "published", "general_grade"),
    ("resources", "sawdust", "parent_id", "sawdust", "ring"),
    ("resources", "sawdust", "parent_id", "steam", "parent_kind"),
    ("resources", "sawdust", "unit", "kg", "unit"),
    ("resources", "sawdust", "kind", "Material", "choice"),
    ("resources", "sawdust", "disposal_class", "", "choice_empty"),
    ("resources", "sawdust", "recovery_code", "R99", "choice_or_empty"),
    ("resources", "sawdust", "storable_days", 1.5, "whole"),
    ("resources", "sawdust", "storable_days", -5, "bounds"),
    ("resources", "sawdust", "storable_days", float("nan"), "empty_number"),
    ("resources", "sawdust", "density_t_per_m3", 0.0, "above"),
    ("resources", "sawdust", "name_en", "", "empty"),
    ("resources", "sawdust", "synonyms_tr", "toz|toz", "part_twice"),
    ("resources", "sawdust", "synonyms_tr", "toz | ufak toz", "list"),
    ("resources", "bark", "synonyms_en", "tree bark|SAWDUST", "name_taken"),
    ("resources", "sawdust", "disposal_class", "hazardous", "harmless_code"),
    ("resources", "used_oil", "disposal_class", "organic", "hazard_code"),
    ("waste_codes", "010101", "waste_code", "1234", "form"),
    ("waste_codes", "010101", "label_tr", "x" * 61, "long"),
    ("waste_codes", "010102", "label_tr", "Metal madeni kazı artığı (pasa)", "same_twice"),
    ("waste_codes", "010101", "entry_eu", "mirror_hazardous", "entry"),
    ("waste_codes", "010101", "entry_tr", "M", "entry_marked"),
    ("waste_codes", "010304", "entry_tr", "", "entry_unmarked"),
    ("waste_codes", "010306", "mirror_of", "010101", "mirror"),
    ("pathways", "wet_acid", "to_resource", "nothing_such", "unknown"),
    ("pathways", "wet_acid", "receiver_nace", "2351|9999", "unknown"),
    ("pathways", "wet_acid", "receiver_nace", "*|2351", "others_last"),
    ("pathways", "wet_acid", "yield_low", 9.0, "range"),
    ("pathways", "wet_acid", "residue_share", 0.5, "mass"),
    ("pathways", "wet_acid", "minimum_lot_per_year", -3.0, "bounds_only"),
    ("pathways", "wet_acid", "treatment_kwh_low_per_unit", float("nan"), "half_range"),
    ("pathways", "wet_acid", "treatment_kwh_per_unit", float("nan"), "empty_number"),
    ("pathways", "effluent_to_process", "evidence_tr", "burada", "one_language"),
    ("pathways", "wet_acid", "quality_needed", "moisturepercent<=15", "not_its_quality"),
    ("pathways", "wet_acid", "quality_needed", "moisture under 15", "form"),
    ("pathways", "wet_acid", "cases", "0-0-0", "form"),
    ("pathways", "effluent_to_process", "treater_nace", "", "no_treater"),
    ("pathways", "effluent_to_process", "who", "giver", "treater_of_nobody"),
    ("pathways", "wet_acid", "legal_class", "hazardous_recovery", "harmless_way"),
    ("pathways", "used_oil_to_kiln", "legal_class", "recovery", "hazardous_way"),
    ("pathways", "used_oil_to_kiln", "recovery_code", "", "no_recovery_code"),
    ("pathways", "wet_acid", "chapter", "metal", "other_chapter"),
    ("pathways", "effluent_to_process", "to_resource", "cooling_water", "same_ends"),
    ("factors", "virgin_price.used_oil.ANY.2025", "subject", "nobody", "subject_unknown"),
    ("factors", "virgin_price.used_oil.ANY.2025", "subject", "van", "subject"),
    ("factors", "virgin_price.used_oil.ANY.2025", "unit", "EUR/kg", "unit_needed"),
    ("factors", "virgin_price.used_oil.ANY.2025", "currency", "DM", "no_rate"),
    ("factors", "virgin_price.used_oil.ANY.2025", "currency", "", "empty"),
    ("factors", "virgin_price.used_oil.ANY.2025", "value", -1.0, "bounds_only"),
    ("factors", "virgin_price.used_oil.ANY.2025", "year", float("nan"), "empty_number"),
    ("factors", "co2e_grid.general.ANY.2025", "year", float("nan"), "empty_number"),
    ("factors", "virgin_price.used_oil.ANY.2025", "region", "Turkey", "region"),
    ("factors", "virgin_price.used_oil.ANY.2025", "region", "UK", "region"),
    ("factors", "co2e_virgin.electricity.TR.undated", "currency", "EUR", "no_money"),
    ("factors", "exchange_rate.USD.ANY.2025", "currency", "EUR", "other_currency"),
    ("factors", "exchange_rate.USD.ANY.2025", "value", 0.0, "above_only"),
    ("legal_rules", "code_ending_99", "country", "Turkiye", "region"),
    ("legal_rules", "code_ending_99", "duty_of", "all", "choice_or_empty"),
    ("mirror_tests", "0105", "code_prefix", "9999", "unknown"),
    ("nace", "01", "nace", "1a", "form"),
    ("nace", "0111", "nace", "9811x", "form"),
    ("sector_codes", "01", "waste_codes", "99 99", "form"),
    ("sector_codes", "01", "waste_codes", "9999", "unknown"),
    ("broader", "apple", "broader", "nothing", "unknown"),
    ("distances", "water", "radius_km", -9.0, "above"),
    ("words", "sludge", "role", "colour", "choice"),
    ("general_words", "leftover", "words_en", "waste", "same_twice"),
    ("general_words", "leftover", "resources", "bark|steam|whey|co2|salt|lime", "too_many"),
    ("sector_profiles", "0111", "nace", "9999", "unknown"),
    ("sector_profiles", "0111", "unit", "kg", "unit_needed"),
    ("sector_profiles", "0111", "basis", "worker", "unknown"),
    ("sector_profiles", "0111", "basis", "natural_gas", "no_basis"),
    ("sector_profiles", "0111", "low", -1.0, "above_only"),
    ("sector_profiles", "0111", "months", "0.5|0.5", "months"),
    ("sector_profiles", "0111", "months", "0|0|0|0|0|0|0|0|0|0|0|5", "months_sum"),
    ("sector_profiles", "0111", "qualities", "moisture_percent", "form"),
    ("sector_profiles", "0111", "qualities", "moisture_percent=30:10", "span"),
    ("sector_profiles", "0111", "qualities", "ph=5:7", "not_its_quality"),
]  # fmt: skip


# Where two columns disagree, one of them bears the problem.
SAID_AT = {
    "one_language": "evidence_en",
    "mass": "yield",
    "range": "yield",
    "same_ends": "receiver_nace",
    "treater_of_nobody": "treater_nace",
}


@pytest.fixture(scope="module")
def knowledge():
    return load()


def changed(knowledge, table, place, column, value):
    frame = getattr(knowledge, table).copy()
    if column in NUMBERS[table]:
        frame[column] = frame[column].astype("float64")
    frame.loc[place, column] = value
    return replace(knowledge, **{table: frame})


def judged(knowledge, table, column):
    """What breaks the laws that read this column."""
    laws = (law for law in LAWS if f"{table}.{column}" in law.reads)
    return [problem for law in laws for problem in law.broken(knowledge)]


def said(found, table, place, column):
    """The rules of the problems at one cell, and that their sentences can be written."""
    here = [one for one in found if (one.sheet, one.row, one.column) == (table, place + 2, column)]
    assert all(one.sentence(language) for one in here for language in LANGUAGES)
    return {one.rule.removeprefix("knowledge_") for one in here}


def test_every_table_has_its_key():
    assert set(KEYS) == {entry.name for entry in fields(Knowledge)}


def test_the_tables_of_the_package_break_no_law(knowledge):
    assert [problem.sentence("en") for problem in problems(knowledge)] == []


@pytest.mark.parametrize(("table", "row", "column", "value", "rule"), MISTAKES)
def test_a_broken_law_is_said_at_its_cell(knowledge, table, row, column, value, rule):
    frame = getattr(knowledge, table)
    place = frame.index[frame[KEYS[table][0]] == row][0]

    found = judged(changed(knowledge, table, place, column, value), table, column)

    assert rule in said(found, table, place, SAID_AT.get(rule, column))


def test_every_rule_is_broken_once_in_these_tests(knowledge):
    rules = {key.removeprefix("problem.knowledge_") for key in texts("en") if "m.knowledge_" in key}
    assert rules - READING - OTHERS == {rule for *_, rule in MISTAKES}


@pytest.mark.parametrize("name", given.CHOICES)
def test_a_word_that_may_not_stand_in_a_column_is_said(knowledge, name):
    table, column = name.split(".")
    found = judged(changed(knowledge, table, 3, column, NO_SUCH), table, column)
    assert said(found, table, 3, column) & {"choice", "choice_or_empty"}


@pytest.mark.parametrize("name", given.NEEDED)
def test_an_empty_cell_where_something_must_stand_is_said(knowledge, name):
    table, column = name.split(".")
    nothing = float("nan") if column in NUMBERS[table] else ""
    found = judged(changed(knowledge, table, 3, column, nothing), table, column)
    assert said(found, table, 3, column) & {"empty", "empty_number"}


@pytest.mark.parametrize("name", given.BOUNDS)
def test_a_number_out_of_its_bounds_is_said(knowledge, name):
    table, column = name.split(".")
    found = judged(
        changed(knowledge, table, 3, column, given.BOUNDS[name].least - 1), table, column
    )
    rules = {"bounds", "above", "bounds_only", "above_only"}
    assert said(found, table, 3, column) & rules


@pytest.mark.parametrize("name", [reference[0] for reference in given.REFERENCES])
def test_a_name_that_is_in_no_table_is_said(knowledge, name):
    table, column = name.split(".")
    found = judged(changed(knowledge, table, 3, column, NO_SUCH), table, column)
    assert "unknown" in said(found, table, 3, column)


def test_a_law_reads_no_more_than_it_says(knowledge):
    """So that it is judged whenever these columns could be read, and never else."""
    for law in LAWS:
        tables = {entry.name: getattr(knowledge, entry.name) for entry in fields(Knowledge)}
        seen = {
            name: frame[[column for column in frame if f"{name}.{column}" in law.reads]]
            for name, frame in tables.items()
        }
        assert list(law.broken(Knowledge(**seen))) == []


def test_a_resource_without_pathway_and_price_is_an_orphan_without_value(knowledge):
    lonely = knowledge.resources.iloc[[0]].assign(resource_id="lonely", parent_id="")
    frame = pd.concat([knowledge.resources, lonely], ignore_index=True)
    found = problems(replace(knowledge, resources=frame))
    lost = [one.rule for one in found if one.value == "lonely"]
    assert lost[0] == "knowledge_orphan"
    assert set(lost[1:]) == {"knowledge_no_value"}


def test_rings_and_orphans_are_said_beside_other_mistakes(knowledge):
    ids = knowledge.resources["resource_id"]
    broken = changed(knowledge, "resources", 0, "parent_id", ids[0])
    broken = changed(broken, "resources", 3, "grade", "guess")
    broken = changed(broken, "broader", 0, "broader", knowledge.broader["word"][0])
    rules = {problem.rule for problem in problems(broken)}
    assert {"knowledge_ring", "knowledge_choice", "knowledge_broader_ring"} <= rules


def test_a_price_that_is_assumed_says_how_far_off_it_may_be(knowledge):
    broken = changed(knowledge, "factors", 0, "low", float("nan"))
    broken = changed(broken, "factors", 0, "high", float("nan"))
    assert "no_spread" in said(problems(broken), "factors", 0, "low")


def test_a_division_and_a_kind_that_are_gone_are_missed(knowledge):
    divisions = knowledge.nace[knowledge.nace["nace"] != "05"].reset_index(drop=True)
    kinds = knowledge.distances[knowledge.distances["kind"] != "water"].reset_index(drop=True)
    found = problems(replace(knowledge, nace=divisions, distances=kinds))
    assert {"knowledge_no_division", "knowledge_row_missing"} <= {one.rule for one in found}


@pytest.mark.parametrize(("metric", "subject"), NEEDED_FACTORS)
def test_a_factor_that_no_calculation_can_do_without_is_missed(knowledge, metric, subject):
    table = knowledge.factors
    gone = (table["metric"] == metric) & (table["subject"] == subject) & (table["region"] == "ANY")
    less = replace(knowledge, factors=table[~gone].reset_index(drop=True))
    found = judged(less, "factors", "region")
    missed = [one.value for one in found if one.rule == "knowledge_row_missing"]
    assert missed == [f"{metric} {subject}".strip()]


def test_the_sources_page_has_a_name_for_every_metric():
    named = {key.removeprefix("sources.metric_") for key in texts("en") if "s.metric_" in key}
    assert named - {"pathway"} == set(METRICS)


def test_a_plant_gives_off_no_more_than_it_takes_in(knowledge):
    profiles = knowledge.sector_profiles
    place = profiles.index[profiles["basis"] == "natural_gas"][0]
    found = problems(changed(knowledge, "sector_profiles", place, "high", 2.0))
    assert "more_than_basis" in said(found, "sector_profiles", place, "high")


def test_a_mistake_brings_no_second_one_with_it(knowledge):
    """A wrong unit is none of the factors', a wrong class of law none of the hazard."""
    place = knowledge.resources.index[knowledge.resources["resource_id"] == "sawdust"][0]
    assert len(problems(changed(knowledge, "resources", place, "unit", "kg"))) == 1
    assert len(problems(changed(knowledge, "pathways", 3, "legal_class", "waste"))) == 1
    assert len(problems(changed(knowledge, "sector_codes", 3, "waste_codes", "99 99"))) == 1
