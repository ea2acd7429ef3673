"""The laws of sectors and their profiles."""

import pytest
from knowledge_laws import knowledge_tables, resource_rows

from symbio.maps import SIGNS

knowledge = pytest.fixture(scope="module")(knowledge_tables)
resources = pytest.fixture(scope="module")(resource_rows)

# The map has a sign for each.
SECTOR_GROUPS = set(SIGNS) - {"offer", "need"}


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
