"""The laws of the knowledge tables, and the look-ups on tables small enough to check by hand."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from symbio.errors import InputError
from symbio.knowledge import (
    exchange,
    factor,
    factor_table,
    find_resource,
    law,
    load,
    nace_name,
    price_level,
    resource_name,
    sector_group,
    source_words,
)
from symbio.knowledge.lookup import lineage
from symbio.knowledge.tables import OTHERS
from symbio.locale.letters import fold
from symbio.matching import legal

GRADES = {"measured", "published", "declared", "assumption"}
UNITS = {
    "material": "t",
    "organic": "t",
    "energy": "MWh",
    "water": "m3",
    "asset": "h",
    "logistics": "lane",
    "expertise": "person_day",
}
SECTOR_GROUPS = {
    "food",
    "wood_furniture",
    "paper_packaging",
    "agri_chemicals",
    "machinery_metal_energy",
    "plastics",
    "construction",
    "textile",
    "waste_recovery",
    "tourism",
    "agriculture",
    "public_utility",
    "other",
}
DISPOSAL_CLASSES = ("municipal", "inert", "hazardous", "organic", "liquid", "none")
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
SCOTTISH_CLASSES = [
    "Household and similar wastes",
    "Wood wastes",
    "Metallic wastes, mixed ferrous and non-ferrous",
    "Discarded equipment (excluding discarded vehicles, batteries and accumulators wastes)",
    "Vegetal wastes",
    "Paper and cardboard wastes",
    "Soils",
    "Mineral waste from construction and demolition",
    "Batteries and accumulators wastes",
    "Glass wastes",
    "Mixed and undifferentiated materials",
    "Used oils",
    "Chemical wastes",
    "Textile wastes",
    "Plastic wastes",
    "Rubber wastes",
    "Metallic wastes, ferrous",
    "Animal and mixed food waste",
    "Other mineral wastes",
    "Metallic wastes, non-ferrous",
    "Discarded vehicles",
    "Sorting residues",
    "Common sludges",
    "Mineral wastes from waste treatment and stabilised wastes",
    "Industrial effluent sludges",
    "Health care and biological wastes",
    "Sludges and liquid wastes from waste treatment",
    "Spent solvents",
    "Acid, alkaline or saline wastes",
    "Combustion wastes",
    "Waste containing PCB",
    "Animal faeces, urine and manure",
    "Dredging spoils",
    "Uncategorised",
]
TREATMENT_ONLY = "a treatment capacity replaces no purchased material"
CONDITION = re.compile(r"([a-z0-9_]+)(<=|>=)(-?\d+(?:\.\d+)?)")


@pytest.fixture(scope="module")
def knowledge():
    return load()


@pytest.fixture(scope="module")
def resources(knowledge):
    return knowledge.resources.set_index("resource_id")


def words(column):
    """Every entry of a column of |-lists."""
    return {entry for cell in column for entry in cell.split("|") if entry}


# --- laws of the tables


def test_ids_are_unique(knowledge):
    keys = {
        "resources": "resource_id",
        "waste_codes": "waste_code",
        "pathways": "pathway_id",
        "factors": "factor_id",
        "qualities": "quality",
        "legal_rules": "rule_id",
        "mirror_tests": "code_prefix",
        "nace": "nace",
        "distances": "kind",
    }
    for table, key in keys.items():
        ids = getattr(knowledge, table)[key]
        assert ids.is_unique, table
        assert (ids != "").all(), table


def test_every_row_names_its_source_and_a_known_grade(knowledge):
    for table in (
        "resources",
        "waste_codes",
        "pathways",
        "factors",
        "distances",
        "mirror_tests",
        "sector_profiles",
    ):
        rows = getattr(knowledge, table)
        assert (rows["source"] != "").all(), table
        assert set(rows["grade"]) <= GRADES, table
    assert (knowledge.legal_rules["source"] != "").all()


def test_general_knowledge_is_never_called_published(knowledge):
    for table in ("resources", "pathways", "factors"):
        rows = getattr(knowledge, table)
        general = rows["source"].str.contains("general knowledge")
        assert set(rows.loc[general, "grade"]) <= {"assumption"}, table


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


def test_every_text_stands_in_both_languages(knowledge):
    for table, texts in {
        "resources": ("name",),
        "pathways": ("process", "trouble"),
        "legal_rules": ("title",),
        "mirror_tests": ("look_for",),
        "nace": ("name",),
        "qualities": ("name",),
    }.items():
        rows = getattr(knowledge, table)
        for text in texts:
            assert (rows[f"{text}_tr"] != "").all(), (table, text)
            assert (rows[f"{text}_en"] != "").all(), (table, text)
    for table, text in {
        "pathways": "evidence",
        "factors": "note",
        "legal_rules": "missing",
    }.items():
        rows = getattr(knowledge, table)
        assert ((rows[f"{text}_tr"] == "") == (rows[f"{text}_en"] == "")).all(), table


def test_parents_exist_and_lead_to_an_end(resources):
    assert set(resources["parent_id"]) - {""} <= set(resources.index)
    for resource_id in resources.index:
        seen = set()
        while resource_id:
            assert resource_id not in seen, resource_id
            seen.add(resource_id)
            resource_id = resources.loc[resource_id, "parent_id"]


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


def test_every_kind_has_its_unit_and_a_radius(knowledge, resources):
    assert (resources["unit"] == resources["kind"].map(UNITS)).all()
    assert set(knowledge.distances["kind"]) == set(UNITS)
    assert (knowledge.distances["radius_km"] > 0).all()


def test_disposal_classes_and_qualities_of_resources_are_known(knowledge, resources):
    assert set(resources["disposal_class"]) <= set(DISPOSAL_CLASSES)
    assert words(resources["qualities"]) <= set(knowledge.qualities["quality"])
    assert set(knowledge.qualities["fit"]) <= {"source_min", "source_max", "none"}


def test_the_codes_of_resources_exist_and_agree_on_hazard(knowledge, resources):
    coded = resources[resources["waste_code"] != ""]
    hazardous = coded["waste_code"].map(knowledge.waste_codes.set_index("waste_code")["hazardous"])
    assert hazardous.notna().all()
    assert ((hazardous == "yes") == (coded["disposal_class"] == "hazardous")).all()


def test_there_are_842_waste_codes_and_mirror_entries_come_in_both_forms(knowledge):
    codes = knowledge.waste_codes
    assert len(codes) == 842
    assert codes["waste_code"].str.fullmatch(r"\d{6}").all()
    assert set(codes["resource_id"]) - {""} <= set(knowledge.resources["resource_id"])
    hazard = codes["hazardous"]
    assert set(hazard[codes["entry_eu"] == "mirror_hazardous"]) == {"yes"}
    assert set(hazard[codes["entry_eu"] == "mirror_non_hazardous"]) == {"no"}


def test_turkey_marks_every_hazardous_code_and_no_other(knowledge):
    codes = knowledge.waste_codes.set_index("waste_code")
    hazardous = codes["hazardous"] == "yes"
    assert set(codes.loc[hazardous, "entry_tr"]) == {"A", "M"}
    assert set(codes.loc[~hazardous, "entry_tr"]) == {""}
    assert set(codes["entry_tr_checked"]) == {"yes", "no"}
    checked = codes["entry_tr_checked"] == "yes"
    assert codes.loc[checked, "source"].str.contains("copy of Ek-4").all()
    assert codes.loc[hazardous & ~checked, "source"].str.contains("presumed from").all()


def test_a_mirror_entry_excludes_hazardous_codes_of_its_own_chapter(knowledge):
    codes = knowledge.waste_codes.set_index("waste_code")
    for code, cell in codes.loc[codes["mirror_of"] != "", "mirror_of"].items():
        assert codes.loc[code, "hazardous"] == "no"
        for excluded in cell.split("|"):
            assert codes.loc[excluded, "hazardous"] == "yes"
            assert excluded[:2] == code[:2]


def test_every_code_has_a_label_of_its_own_in_both_languages(knowledge):
    codes = knowledge.waste_codes
    for language in ("tr", "en"):
        assert (codes[f"label_{language}"] != "").all()
        assert codes[f"label_{language}"].is_unique
        assert codes[f"label_{language}"].str.len().max() <= 60


def test_no_written_name_means_two_resources(knowledge):
    seen = {}
    for row in knowledge.resources.to_dict("records"):
        spellings = [row["resource_id"].replace("_", " "), row["name_tr"], row["name_en"]]
        spellings += row["synonyms_tr"].split("|") + row["synonyms_en"].split("|")
        for spelling in filter(None, spellings):
            assert seen.setdefault(fold(spelling), row["resource_id"]) == row["resource_id"], (
                spelling
            )


def test_both_ends_of_a_pathway_exist(knowledge, resources):
    assert set(knowledge.pathways["from_resource"]) <= set(resources.index)
    assert set(knowledge.pathways["to_resource"]) <= set(resources.index)


@pytest.mark.parametrize(
    ("low", "middle", "high"),
    [
        ("yield_low", "yield", "yield_high"),
        (
            "treatment_cost_low_eur_per_unit",
            "treatment_cost_eur_per_unit",
            "treatment_cost_high_eur_per_unit",
        ),
    ],
)
def test_the_ranges_of_pathways_are_in_order(knowledge, low, middle, high):
    rows = knowledge.pathways
    assert (rows[low] > 0).all()
    assert (rows[low] <= rows[middle]).all()
    assert (rows[middle] <= rows[high]).all()


def test_no_pathway_makes_matter_heat_or_water(knowledge, resources):
    rows = knowledge.pathways
    unit = resources["unit"]
    same_unit = rows["from_resource"].map(unit) == rows["to_resource"].map(unit)
    out = rows["yield"] + rows["residue_share"]
    assert rows.loc[same_unit & (out > 1 + 1e-9), "pathway_id"].tolist() == []


def test_shares_ratios_and_lots_are_in_their_bounds(knowledge):
    rows = knowledge.pathways
    assert rows["max_share_of_need"].between(0.01, 1).all()
    assert (rows["substitution_ratio"] > 0).all()
    assert rows["residue_share"].between(0, 1).all()
    assert (rows["minimum_lot_per_year"] >= 0).all()
    assert (rows["treatment_kgco2e_per_unit"] >= 0).all()
    assert (rows["treatment_year"] >= 2020).all()


def test_the_words_of_a_pathway_are_known(knowledge):
    rows = knowledge.pathways
    assert set(rows["who"]) <= {"giver", "receiver", "third_party"}
    assert set(rows["maturity"]) <= {"practised", "pilot", "research"}
    assert set(rows["figures_grade"]) <= GRADES
    assert set(rows["legal_class"]) <= {
        "by_product",
        "recovery",
        "hazardous_recovery",
        "utility",
        "outside_waste_law",
        "service",
    }
    assert words(rows["extra_rules"]) <= set(knowledge.legal_rules["rule_id"])


def test_meat_and_kitchen_waste_reach_animals_only_under_the_feed_rules(knowledge, resources):
    feed = {"pet_food_ingredient", "animal_feed"}
    for row in knowledge.pathways.to_dict("records"):
        end = row["to_resource"]
        while end and end not in feed:
            end = resources.loc[end, "parent_id"]
        code = resources.loc[row["from_resource"], "waste_code"]
        rules = row["extra_rules"].split("|")
        if end and code[:4] == "0202":
            assert "abp_category_3" in rules, row["pathway_id"]
        if end and code == "200108":
            assert "catering_waste_feed" in rules, row["pathway_id"]


def test_recovery_names_its_code_and_a_third_party_its_trade(knowledge):
    rows = knowledge.pathways
    recovery = rows["legal_class"].isin(("recovery", "hazardous_recovery"))
    assert rows.loc[recovery, "recovery_code"].str.fullmatch(r"R\d{1,2}").all()
    assert ((rows["who"] == "third_party") == (rows["treater_nace"] != "")).all()


def test_sectors_of_pathways_exist(knowledge):
    named = words(knowledge.pathways["receiver_nace"]) | words(knowledge.pathways["treater_nace"])
    assert named <= {OTHERS, *knowledge.nace["nace"]}
    lists = knowledge.pathways["receiver_nace"].str.split("|")
    assert all(OTHERS not in codes[:-1] for codes in lists), "others come last"


def test_pathways_with_the_same_ends_serve_different_sectors(knowledge):
    pump = knowledge.pathways["pathway_id"].str.contains("heat_pump")
    groups = knowledge.pathways.groupby(["from_resource", "to_resource", pump])
    for ends, rows in groups:
        assert (rows["receiver_nace"].str.contains(OTHERS, regex=False)).sum() <= 1, ends
        prefixes = [set(cell.split("|")) - {OTHERS} for cell in rows["receiver_nace"]]
        for place, first in enumerate(prefixes):
            for second in prefixes[place + 1 :]:
                overlap = [a for a in first for b in second if a.startswith(b) or b.startswith(a)]
                assert not overlap, ends


def test_what_a_pathway_asks_of_an_offer_is_a_quality_of_that_resource(knowledge, resources):
    for row in knowledge.pathways.to_dict("records"):
        for condition in filter(None, row["quality_needed"].split(";")):
            found = CONDITION.fullmatch(condition)
            assert found, (row["pathway_id"], condition)
            assert found[1] in resources.loc[row["from_resource"], "qualities"].split("|"), row


def test_hazardous_waste_only_walks_hazardous_pathways(knowledge, resources):
    hazardous = knowledge.pathways["from_resource"].map(resources["disposal_class"]) == "hazardous"
    assert ((knowledge.pathways["legal_class"] == "hazardous_recovery") == hazardous).all()


def test_the_ranges_of_factors_are_in_order_where_there_are_ranges(knowledge):
    rows = knowledge.factors
    assert rows["value"].notna().all()
    assert (rows["low"].isna() | (rows["low"] <= rows["value"])).all()
    assert (rows["high"].isna() | (rows["high"] >= rows["value"])).all()
    assert (rows["low"].isna() == rows["high"].isna()).all()


def test_assumptions_about_prices_say_how_far_off_they_may_be(knowledge):
    rows = knowledge.factors
    prices = rows[rows["currency"].ne("") & rows["metric"].ne("price_index")]
    assert prices.loc[prices["grade"] == "assumption", "low"].notna().all()


def test_money_has_a_currency_with_a_rate_and_a_year(knowledge):
    rows = knowledge.factors
    rates = set(rows.loc[rows["metric"] == "exchange_rate", "subject"])
    money = rows[rows["currency"] != ""]
    assert set(money["currency"]) <= rates
    assert money["year"].notna().all()
    undated = rows[rows["year"].isna()]
    assert undated["note_en"].str.contains("does not name its year").all()


def test_subjects_of_factors_are_known(knowledge, resources):
    known = {"", *resources.index, *DISPOSAL_CLASSES, *UNITS, "EUR", "TRY", "GBP", "USD"}
    vehicles = {"articulated_over_33t", "rigid_over_17t", "van"}
    assert set(knowledge.factors["subject"]) <= known | vehicles
    assert set(knowledge.factors["region"]) <= {"ANY", "EU", "TR", "GB"}


@pytest.mark.parametrize("country", ["TR", "GB"])
def test_every_disposal_class_has_a_cost(knowledge, country):
    for disposal_class in DISPOSAL_CLASSES:
        assert factor(knowledge, "disposal_cost", disposal_class, country) is not None


@pytest.mark.parametrize("country", ["TR", "GB", "DE"])
@pytest.mark.parametrize(
    "metric", ["virgin_price", "disposal_cost", "handling_cost", "co2e_virgin", "co2e_disposal"]
)
def test_every_resource_can_be_valued_as_an_offer_and_as_a_need(knowledge, metric, country):
    resources = knowledge.resources
    if metric == "virgin_price":  # a lane is worth its kilometres
        lanes = resources.loc[resources["kind"] == "logistics", "resource_id"]
        assert factor_table(knowledge, "lane_rate", lanes, country)["value"].notna().all()
        assert factor_table(knowledge, metric, lanes, country)["value"].isna().all()
        resources = resources[resources["kind"] != "logistics"]
    found = factor_table(knowledge, metric, resources["resource_id"], country)
    assert found["value"].notna().all(), found.loc[found["value"].isna(), "subject"].tolist()


def test_no_resource_is_an_orphan(knowledge, resources):
    """Without a pathway, its own or its parents', it is a service or treated only, and says so."""
    ends = {*knowledge.pathways["from_resource"], *knowledge.pathways["to_resource"]}
    served = [bool(ends.intersection(lineage(knowledge, name))) for name in resources.index]
    for resource_id, row in resources.loc[[not found for found in served]].iterrows():
        price = factor(knowledge, "virgin_price", resource_id)
        service = row["kind"] in ("asset", "logistics", "expertise")
        assert service or (price.value == 0 and price.note_en == TREATMENT_ONLY), resource_id


def test_a_price_of_nothing_says_why(knowledge):
    rows = knowledge.factors
    free = rows[(rows["metric"] == "virgin_price") & (rows["value"] == 0)]
    assert set(free["note_en"]) == {TREATMENT_ONLY}
    assert set(free["grade"]) == {"assumption"}


def test_what_is_sold_today_is_not_said_to_be_landfilled(knowledge):
    rows = knowledge.factors
    sold = rows[(rows["metric"] == "disposal_cost") & (rows["value"] < 0)]
    for subject, region in zip(sold["subject"], sold["region"], strict=True):
        today = factor(knowledge, "co2e_disposal", subject, "" if region == "ANY" else region)
        assert today.value <= 0, subject


def test_the_saving_of_todays_buyer_is_that_of_its_pathway(knowledge):
    pathways = knowledge.pathways.set_index("pathway_id")
    rows = knowledge.factors
    computed = rows[rows["source"].str.startswith("computed from pathway ")]
    assert len(computed) > 20
    for row in computed.to_dict("records"):
        way = pathways.loc[row["source"].removeprefix("computed from pathway ")]
        replaced = factor(knowledge, "co2e_virgin", way["to_resource"]).value
        saved = (
            way["yield"] * way["substitution_ratio"] * replaced - way["treatment_kgco2e_per_unit"]
        )
        assert abs(row["value"]) == pytest.approx(saved, abs=0.06), row["factor_id"]


def test_a_product_that_is_sold_anyway_saves_nothing_by_changing_its_buyer(knowledge):
    for subject in ("pe_granulate", "compost", "whey_powder", "electricity"):
        for country in ("TR", "GB"):
            today = factor(knowledge, "co2e_disposal", subject, country).value
            assert today + factor(knowledge, "co2e_virgin", subject, country).value == 0


def test_the_rules_that_matching_names_exist(knowledge):
    rules = knowledge.legal_rules
    assert set(rules["rule_id"]) >= STABLE_RULES
    assert set(rules["outcome"]) <= {"allowed", "conditional", "blocked"}
    assert set(rules["checked"]) <= {"yes", "no"}
    assert set(rules["country"]) <= {"TR", "GB", "ANY"}
    unsettled = rules[rules["outcome"] != "allowed"]
    assert (unsettled["missing_tr"] != "").all()
    assert set(rules["duty_of"]) <= {"", "waste", "hazardous", "non_hazardous"}


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


def test_all_88_divisions_of_nace_have_a_sector_group(knowledge):
    divisions = knowledge.nace[knowledge.nace["nace"].str.len() == 2]
    assert len(divisions) == 88
    assert set(knowledge.nace["sector_group"]) <= SECTOR_GROUPS
    classes = knowledge.nace.loc[knowledge.nace["nace"].str.len() == 4, "nace"]
    assert set(classes.str[:2]) <= set(divisions["nace"])


def test_sector_profiles_cover_sixty_groups_and_every_division_of_industry(knowledge):
    profiles = knowledge.sector_profiles
    named = set(profiles["nace"]) - {"C"}
    assert named <= set(knowledge.nace["nace"])
    assert len({code[:3] for code in named}) >= 60
    industry = {f"{division}" for division in range(10, 34)}
    assert {code[:2] for code in named} >= industry - {"33"}
    assert not profiles.duplicated(["nace", "direction", "resource_id"]).any()


def test_sector_profiles_are_in_order_and_in_their_units(knowledge, resources):
    profiles = knowledge.sector_profiles
    assert (profiles["low"] > 0).all()
    assert (profiles["low"] <= profiles["mode"]).all()
    assert (profiles["mode"] <= profiles["high"]).all()
    assert profiles["share_of_firms"].between(0.05, 1).all()
    assert set(profiles["direction"]) == {"offer", "need"}
    per = {
        "employee": "employee",
        "electricity": "MWh",
        "natural_gas": "MWh",
        "process_water": "m3",
    }
    expected = profiles["resource_id"].map(resources["unit"]) + "/" + profiles["basis"].map(per)
    assert (profiles["unit"] == expected).all()
    months = [cell.split("|") for cell in profiles["months"] if cell]
    assert all(len(row) == 12 and sum(map(float, row)) > 0 for row in months)


def test_codes_and_qualities_of_sector_profiles_belong_to_their_resource(knowledge, resources):
    profiles = knowledge.sector_profiles
    assert set(profiles["waste_code"]) - {""} <= set(knowledge.waste_codes["waste_code"])
    for row in profiles[profiles["qualities"] != ""].to_dict("records"):
        asked = set(resources.loc[row["resource_id"], "qualities"].split("|"))
        for part in row["qualities"].split(";"):
            name, _, span = part.partition("=")
            low, _, high = span.partition(":")
            assert name in asked, row
            assert float(low) <= float(high), row


def test_what_hangs_on_fuel_or_water_has_a_row_for_it_and_never_exceeds_it(knowledge):
    profiles = knowledge.sector_profiles
    needs = set(
        profiles.loc[profiles["direction"] == "need", ["nace", "resource_id"]].itertuples(
            index=False, name=None
        )
    )
    hanging = profiles[(profiles["basis"] != "employee") & (profiles["nace"] != "C")]
    assert {(row.nace, row.basis) for row in hanging.itertuples()} <= needs
    assert (hanging["high"] <= 1).all()


def test_a_plant_of_fifty_uses_power_and_water_as_plants_do(knowledge):
    """Industry between a sewing room and a steelworks; the OSB's mean is 17 MWh and 657 m3."""
    profiles = knowledge.sector_profiles
    own = profiles[(profiles["basis"] == "employee") & (profiles["direction"] == "need")]
    industry = own[own["nace"].str[:2].between("10", "33")]
    power = industry.loc[industry["resource_id"] == "electricity", "mode"] * 50
    water = industry.loc[industry["resource_id"] == "process_water", "mode"] * 50
    assert power.between(100, 30_000).all()
    assert water.between(400, 500_000).all()
    assert 500 < power.median() < 2_000


# --- published figures that others rely on


@pytest.mark.parametrize(
    ("metric", "subject", "country", "value", "currency"),
    [
        ("disposal_cost", "municipal", "GB", 126.15 + 26, "GBP"),
        ("disposal_cost", "inert", "GB", 4.05 + 26, "GBP"),
        ("virgin_price", "pe_granulate", "TR", 1444, "EUR"),
        ("virgin_price", "pe_film", "GB", 330, "EUR"),
        ("co2e_grid", "", "TR", 439, ""),
        ("co2e_freight", "", "TR", 0.10163, ""),
        ("co2e_disposal", "wood_waste", "GB", 925.34348, ""),
    ],
)
def test_published_figures_are_as_published(knowledge, metric, subject, country, value, currency):
    found = factor(knowledge, metric, subject, country)
    assert found.value == pytest.approx(value)
    assert found.currency == currency


# --- look-ups


@pytest.fixture(scope="module")
def small():
    """Sawdust is wood, wood is municipal material; prices that tell each rule apart."""
    resources = pd.DataFrame(
        [
            ("wood", "", "material", "municipal"),
            ("sawdust", "wood", "material", "municipal"),
            ("fine_dust", "sawdust", "material", "inert"),
            ("water", "", "water", "liquid"),
        ],
        columns=["resource_id", "parent_id", "kind", "disposal_class"],
    )
    rows = [
        ("price", "wood", "ANY", 1.0, 2025),
        ("price", "wood", "TR", 2.0, 2020),
        ("price", "municipal", "GB", 3.0, 2025),
        ("price", "inert", "GB", 4.0, 2025),
        ("price", "material", "ANY", 5.0, 2025),
        ("price", "", "ANY", 6.0, 2023),
        ("price", "", "ANY", 7.0, 2025),
        ("price", "", "EU", 8.0, 2021),
        ("fee", "inert", "ANY", 9.0, 2025),
        ("exchange_rate", "EUR", "ANY", 1.0, 2025),
        ("exchange_rate", "TRY", "ANY", 50.0, 2025),
        ("exchange_rate", "GBP", "ANY", 0.8, 2025),
        ("price_index", "TRY", "ANY", 50.0, 2023),
        ("price_index", "TRY", "ANY", 100.0, 2025),
        ("toll", "wood", "EU", 10.0, 2025),
        ("toll", "wood", "TR", 11.0, 2020),
        ("tax", "material", "ANY", 12.0, 2025),
        ("tax", "municipal", "ANY", 13.0, 2025),
    ]
    factors = pd.DataFrame(rows, columns=["metric", "subject", "region", "value", "year"])
    factors = factors.assign(
        factor_id=[f"f{place}" for place in range(len(rows))],
        **dict.fromkeys(("low", "high"), float("nan")),
        **dict.fromkeys(("unit", "currency", "source", "grade", "note_tr", "note_en"), "x"),
    ).astype({"year": "float64"})
    return replace(load(), resources=resources, factors=factors)


def test_the_nearest_subject_wins_over_the_nearest_region(small):
    # wood has no GB row, so its ANY row (1) stands before municipal in GB (3).
    assert factor(small, "price", "sawdust", "GB").value == 1.0


def test_the_country_wins_over_any_region_even_when_it_is_older(small):
    assert factor(small, "price", "sawdust", "TR").value == 2.0
    assert factor(small, "toll", "sawdust", "TR").value == 11.0
    assert factor(small, "toll", "sawdust", "FR").value == 10.0


def test_the_disposal_class_comes_before_the_kind(small):
    assert factor(small, "tax", "sawdust").value == 13.0
    assert factor(small, "tax", "fine_dust").value == 12.0


def test_parents_come_before_the_disposal_class(small):
    assert factor(small, "price", "fine_dust", "GB").value == 1.0
    assert factor(small, "fee", "fine_dust", "GB").value == 9.0


def test_without_a_subject_the_general_row_of_the_nearest_region_stands(small):
    assert factor(small, "price", "water", "TR").value == 8.0
    assert factor(small, "price", "", "TR").value == 8.0


def test_of_two_years_the_later_one_stands(small):
    general = small.factors[small.factors["region"] != "EU"]
    assert factor(replace(small, factors=general), "price", "water", "TR").value == 7.0


def test_a_metric_without_rows_has_no_factor(small):
    assert factor(small, "fee", "wood", "TR") is None
    assert factor(small, "nothing", "wood", "TR") is None


def test_a_table_of_factors_keeps_order_and_repeats_and_marks_what_is_missing(small):
    found = factor_table(small, "fee", ["wood", "fine_dust", "wood", "fine_dust"], "TR")

    assert found["subject"].tolist() == ["wood", "fine_dust", "wood", "fine_dust"]
    assert found["value"].isna().tolist() == [True, False, True, False]
    assert found["factor_id"].tolist() == ["", "f8", "", "f8"]


def test_an_empty_table_of_factors_has_the_usual_columns(small):
    found = factor_table(small, "fee", [], "TR")
    assert found.empty
    assert {"subject", "value", "low", "high", "currency", "year", "grade", "factor_id"} <= set(
        found
    )


@pytest.mark.parametrize("country", ["TR", "GB", "FR"])
def test_one_factor_and_the_table_agree_on_every_resource(knowledge, country):
    names = knowledge.resources["resource_id"]
    for metric in ("virgin_price", "disposal_cost", "co2e_disposal"):
        table = factor_table(knowledge, metric, names, country)
        single = [factor(knowledge, metric, name, country) for name in names]
        assert table["factor_id"].tolist() == [one.factor_id if one else "" for one in single]


def test_money_changes_over_the_euro(small):
    assert exchange(10.0, "EUR", "TRY", small) == 500.0
    assert exchange(8.0, "GBP", "TRY", small) == pytest.approx(500.0)
    assert exchange(7.0, "CHF", "CHF", small) == 7.0


def test_money_without_a_rate_is_refused_with_the_known_currencies(small):
    with pytest.raises(InputError) as refused:
        exchange(1.0, "CHF", "TRY", small)
    assert "CHF" in refused.value.sentences("tr")[0]
    assert "EUR, GBP, TRY" in refused.value.sentences("en")[0]


def test_a_price_follows_the_index_of_its_currency(small):
    assert price_level(small, "TRY", 2023, at_year=2025) == 2.0
    assert price_level(small, "TRY", 2025, at_year=2023) == 0.5
    assert price_level(small, "TRY", 2025, at_year=2030) == 1.0
    assert price_level(small, "XXX", 2023, at_year=2025) == 1.0
    assert price_level(small, "TRY", float("nan"), at_year=2025) == 1.0


# --- names


def test_the_34_classes_of_the_scottish_agency_are_found(knowledge):
    found = [find_resource(name, knowledge) for name in SCOTTISH_CLASSES]
    assert None not in found
    assert len(set(found)) == 34


def test_a_resource_is_named_in_the_language_asked_for():
    assert resource_name("sawdust", "tr") == "Talaş"
    assert resource_name("sawdust", "en") == "Sawdust"
    assert resource_name("not_there", "tr") == "not_there"


@pytest.mark.parametrize(
    ("nace", "group"),
    [
        ("10.51", "food"),
        ("1051", "food"),
        ("C10.51.02", "food"),
        ("23.70", "construction"),
        ("16", "wood_furniture"),
        ("0113", "agriculture"),
        ("", "other"),
        ("999999", "other"),
    ],
)
def test_a_code_of_any_length_finds_its_sector_group(nace, group):
    assert sector_group(nace) == group


def test_the_label_of_a_sector_is_the_most_detailed_one():
    assert nace_name("10.51.02", "tr") == "Süt işletmeciliği ve peynir"
    assert nace_name("10.00", "en") == "Food products"
    assert nace_name("", "en") == ""
