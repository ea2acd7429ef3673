"""What pathways say together: food, feed and water, and the lots of one giver."""

import pytest
from knowledge_laws import knowledge_tables, resource_rows, words

from symbio.knowledge.tables import OTHERS

knowledge = pytest.fixture(scope="module")(knowledge_tables)
resources = pytest.fixture(scope="module")(resource_rows)


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
