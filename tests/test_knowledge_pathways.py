"""The laws of pathways: their ends, ranges, words, and what they ask of an offer."""

import re

import pytest
from knowledge_laws import GRADES, knowledge_tables, resource_rows, words

from symbio.knowledge.tables import OTHERS

knowledge = pytest.fixture(scope="module")(knowledge_tables)
resources = pytest.fixture(scope="module")(resource_rows)

CONDITION = re.compile(r"([a-z0-9_]+)(<=|>=)(-?\d+(?:\.\d+)?)")


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


def test_used_water_of_a_neighbour_is_neither_washed_nor_cooked_with_where_food_is_made(knowledge):
    """Water that touches food is drinking water; vapour of food itself may serve a first rinse."""
    clean = {"evaporator_condensate", "groundwater", "surface_water", "sea_water"}
    rows = knowledge.pathways
    rows = rows[rows["to_resource"].isin(("wash_water", "process_water"))]
    used = rows[~rows["from_resource"].isin(clean)]
    assert len(used) > 10
    for row in used.to_dict("records"):
        codes = row["receiver_nace"].split("|")
        assert OTHERS not in codes, row["pathway_id"]
        assert not [code for code in codes if code[:2] in ("10", "11")], row["pathway_id"]


@pytest.mark.parametrize("wet", ["whey", "whey_permeate", "vegetable_trimmings", "plant_waste"])
def test_what_is_fed_wet_goes_to_farms_and_not_to_a_feed_mill(knowledge, wet):
    rows = knowledge.pathways
    feed = rows[(rows["from_resource"] == wet) & (rows["to_resource"] == "animal_feed")]
    codes = words(feed["receiver_nace"])
    assert codes
    assert all(code.startswith("01") for code in codes)


@pytest.mark.parametrize(
    "gathered",
    [
        "film_to_granulate",
        "solvent_distillation",
        "used_oil_to_base_oil",
        "contaminated_packaging_to_steel",
        "food_waste_to_biogas",
        "paper_to_pulp",
    ],
)
def test_what_a_plant_gathers_from_many_asks_one_giver_for_a_truckload_at_most(knowledge, gathered):
    lots = knowledge.pathways.set_index("pathway_id")["minimum_lot_per_year"]
    assert 0 < lots[gathered] <= 20
