"""What sectors and their profiles cover, and that they are of a likely size."""

import pytest
from knowledge_laws import knowledge_tables

from symbio.knowledge.check.given import SECTOR_GROUPS
from symbio.maps import SIGNS

knowledge = pytest.fixture(scope="module")(knowledge_tables)


def test_all_88_divisions_of_nace_have_a_sector_group(knowledge):
    divisions = knowledge.nace[knowledge.nace["nace"].str.len() == 2]
    assert len(divisions) == 88


def test_the_map_has_a_sign_for_every_sector_group():
    assert set(SIGNS) - {"offer", "need"} == set(SECTOR_GROUPS)


def test_sector_profiles_cover_sixty_groups_and_every_division_of_industry(knowledge):
    profiles = knowledge.sector_profiles
    named = set(profiles["nace"]) - {"C"}
    assert len({code[:3] for code in named}) >= 60
    industry = {f"{division}" for division in range(10, 34)}
    assert {code[:2] for code in named} >= industry - {"33"}


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
