"""From words to resources: which thing is meant where the words of several stand in one phrase."""

import pytest
from resolved import first

from symbio.knowledge import load, resolve
from symbio.knowledge.resolution import SURE


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("süt tozu dökülen", "expired_food"),
        ("mobilya MDF tozu siklondan", "mdf_dust"),
        ("car tyres shredded", "rubber_waste"),
        ("CO2 tüpü fermantasyondan", "co2"),
        ("PET bottles baled", "pet_waste"),
        ("used oil in steel drums", "used_oil"),
        ("odun kazanı külü", "biomass_ash"),
    ],
)
def test_where_a_thing_is_from_and_what_is_done_to_it_is_no_thing(text, resource_id):
    assert first(text) == resource_id


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("motorin forklift için", "diesel"),
        ("buhar kazanı için yumuşak su", "boiler_feed_water"),
        ("forklift kiralama", "forklift"),
        ("kiralık yakıt tankı", "silo_tank"),
        ("kazan baca gazı", "flue_gas_co2"),
        ("kazan baca gazı 220 derece", "flue_gas_heat"),
        ("+4 derece depo", "cold_store"),
        ("laundry wastewater", "grey_water"),
        ("coke oven off gas", "coke_oven_gas"),
        ("UPS", "generator"),
        ("PAS çamuru", "food_sludge"),
        ("mandıra çamuru", "food_sludge"),
        ("cheese plant sludge", "food_sludge"),
        ("ekşi PAS", "whey"),
        ("PAS tozu", "whey_powder"),
        ("pas sökme çamuru", "plating_sludge"),
        ("paslı demir", "ferrous_scrap"),
    ],
)
def test_what_a_thing_is_for_is_no_thing_and_a_hot_gas_is_heat(text, resource_id):
    assert first(text) == resource_id


def test_what_it_is_from_makes_no_whole_name():
    assert resolve("biogas slurry").guesses[0].rule == "name"
    assert all(guess.rule != "name" for guess in resolve("biogas from slurry").guesses)


def test_an_empty_drum_is_a_drum_and_a_drum_of_oil_is_oil():
    drums = {"metal_drums", "used_drum_ibc", "contaminated_packaging", "mixed_metal_scrap"}
    assert first("boş yağ varili") in drums
    assert first("varilde atık yağ") == "used_oil"
    assert first("ahşap palet") == "pallets"


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("IBC", "used_drum_ibc"),
        ("tek kullanımlık ahşap palet", "pallets"),
        ("Polystyrene", "ps_waste"),
        ("strafor", "eps_waste"),
        ("ldpe granül", "pe_granulate"),
        ("HDPE pellets", "hdpe_granulate"),
        ("cam elyaf fire", "glass_fibre_waste"),
        ("krom sac kırpıntı", "stainless_scrap"),
        ("asfalt kazıntı", "asphalt_planings"),
        ("bitmiş piller", "waste_batteries"),
        ("plywood scrap", "panel_offcuts"),
        ("rubber moulding flash", "rubber_trim"),
        ("ark ocağı filtre tozu", "eaf_dust"),
        ("hurda palet", "pallets"),
        ("boş pet şişeler", "pet_waste"),
    ],
)
def test_near_things_are_told_apart_by_the_word_for_each(text, resource_id):
    assert resource_id in [guess.resource_id for guess in resolve(text).guesses[:2]]


def test_what_is_left_over_is_no_service():
    services = {"asset", "logistics", "expertise"}
    kinds = load().resources.set_index("resource_id")["kind"]
    for text in ("lazer kesim fire", "hurda forklift", "roofing waste", "waste from welding"):
        assert kinds[first(text)] not in services, text
    assert first("forklift") == "forklift"
    assert first("geçici atık depolama alanı") == "warehouse"


@pytest.mark.parametrize(
    ("wish", "resource_id"),
    [
        ("glikol alıyoruz", "antifreeze"),
        ("çelik sac lazım", "steel_stock"),
        ("R404 gaz lazım", "refrigerant"),
        ("reconditioned IBC", "reconditioned_packaging"),
    ],
)
def test_who_wants_it_or_has_it_new_means_the_product(wish, resource_id):
    assert first(wish) == resource_id


def test_lime_in_bags_is_lime_and_a_plastic_crate_is_the_crate():
    assert first("sönmüş kireç torba") == "lime"
    assert first("plastik kasa kırık") == "pp_waste"


def test_a_short_name_of_two_things_is_surely_neither():
    guesses = {guess.resource_id: guess.confidence for guess in resolve("PCBs").guesses}
    assert guesses.keys() == {"pcb_waste", "printed_circuit_boards"}
    assert max(guesses.values()) < SURE


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [("bisküvi kırığı", "bakery_waste"), ("seramik bisküvi kırığı", "ceramic_rejects")]
    + [("konfeksiyon kesimhane artığı", "textile_offcuts"), ("liquid digestate", "digestate")],
)
def test_a_word_of_two_trades_belongs_to_the_one_that_most_people_mean(text, resource_id):
    assert first(text) == resource_id


def test_a_press_cake_is_not_surely_a_sludge():
    guesses = {guess.resource_id: guess.confidence for guess in resolve("juice press cake").guesses}
    assert "fruit_pomace" in guesses
    assert max(guesses.values()) < 0.5
