"""What a hazardous code may become: soil and rubble are treated first, mercury goes nowhere."""

import pytest

from symbio.knowledge import load, resolve, uses
from symbio.knowledge.codes import possible_resources
from symbio.knowledge.uses import disposal_only

KNOWLEDGE = load()
WAYS = KNOWLEDGE.pathways.set_index("pathway_id")
SOIL_AND_RUBBLE = ("170106", "170301", "170503", "170505", "170507", "170903", "191301")
MERCURY = ("050701", "060404", "060702", "060703", "160307", "170901", "190308")


def resources(found):
    return [guess.resource_id for guess in found.guesses]


@pytest.mark.parametrize("code", SOIL_AND_RUBBLE)
@pytest.mark.parametrize(
    "words",
    ["", "hafriyat toprağı", "moloz", "asfalt kazıntısı", "clean soil", "ballast"]
    + ["excavated_soil", "construction_rubble", "asphalt_planings", "bir şey"],
)
def test_a_hazardous_code_of_soil_or_rubble_suggests_no_direct_fill_road_base_or_brick(words, code):
    found = uses(words, code)

    assert found
    assert {use.to_resource for use in found}.isdisjoint({"road_base", "brick_clay", "topsoil"})
    for use in found:
        assert use.pathway_id, use
        if use.to_resource == "fill_material":
            assert WAYS.loc[use.pathway_id, "who"] == "third_party", use


@pytest.mark.parametrize("code", SOIL_AND_RUBBLE)
def test_a_hazardous_code_of_soil_or_rubble_begins_with_those_who_treat_it(code):
    (first, *_) = uses("", code)
    assert first.from_resource in ("contaminated_soil", "tar_asphalt")
    assert "3822" in WAYS.loc[first.pathway_id, "treater_nace"].split("|")


def test_the_same_soil_under_its_clean_code_is_still_fill():
    for words in ("hafriyat toprağı", "excavated_soil", ""):
        assert uses(words, "170504")[0].pathway_id == "soil_to_fill"
    assert uses("moloz", "170107")[0].from_resource in ("construction_rubble", "waste_concrete")


def test_no_use_of_a_hazardous_code_is_that_of_what_only_clean_codes_mean():
    ids = KNOWLEDGE.resources["resource_id"]
    codes = KNOWLEDGE.waste_codes
    for code in codes.loc[
        (codes["hazardous"] == "yes") & (codes["resource_id"] != ""), "waste_code"
    ]:
        may = set(ids[possible_resources(KNOWLEDGE, code)])
        assert {use.from_resource for use in uses("", code)} <= may, code
    assert possible_resources(KNOWLEDGE, "170504").all()
    assert possible_resources(KNOWLEDGE, "").all()


@pytest.mark.parametrize(
    ("words", "code", "resource"),
    [
        ("hafriyat toprağı", "170503", "contaminated_soil"),
        ("Soils", "170503", "contaminated_soil"),
        ("moloz", "170106", "contaminated_soil"),
        ("kazınmış asfalt", "17 03 01*", "tar_asphalt"),
        ("hafriyat toprağı", "170504", "excavated_soil"),
    ],
)
def test_a_hazardous_code_says_that_soil_is_no_clean_soil(words, code, resource):
    assert resources(resolve(words, waste_code=code))[0] == resource


def test_clear_words_that_a_hazardous_code_contradicts_are_asked_back():
    for words, code in (("baskı devre kartı", "160209"), ("ahşap talaşı", "130205")):
        assert not resolve(words).asks
        assert resolve(words, waste_code=code).asks
    assert not resolve("kullanılmış yağ", waste_code="130205").asks


def test_what_the_zone_has_confirmed_stands_before_a_hazardous_code():
    taught = (("bizim toprak", "excavated_soil"),)
    found = resolve("bizim toprak", waste_code="170503", taught=taught)
    assert resources(found)[0] == "excavated_soil"


@pytest.mark.parametrize(
    ("words", "resource"),
    [
        ("kirlenmiş toprak", "contaminated_soil"),
        ("yağlı toprak", "contaminated_soil"),
        ("mazotlu toprak", "contaminated_soil"),
        ("contaminated soil", "contaminated_soil"),
        ("oily ballast", "contaminated_soil"),
        ("katranlı asfalt", "tar_asphalt"),
        ("asphalt with coal tar", "tar_asphalt"),
        ("piroliz karbonu", "pyrolysis_char"),
        ("tyre char", "pyrolysis_char"),
        ("tehlikeli sulu sıvı atık", "hazardous_aqueous_waste"),
        ("mother liquor", "hazardous_aqueous_waste"),
        ("jarosit", "leach_residue"),
        ("leach residue", "leach_residue"),
        ("metalik cıva", "mercury_waste"),
        ("waste containing mercury", "mercury_waste"),
        # What stands near keeps its name.
        ("temiz toprak", "excavated_soil"),
        ("hafriyat", "excavated_soil"),
        ("moloz", "construction_rubble"),
        ("inşaat atığı", "construction_rubble"),
        ("construction waste", "construction_rubble"),
        ("eski asfalt", "asphalt_planings"),
        ("asphalt planings", "asphalt_planings"),
        ("balast", "aggregate"),
        ("katran", "tar_pitch"),
        ("carbon black", "carbon_black"),
        ("aktif karbon", "activated_carbon"),
        ("yıkama suyu", "wash_water"),
        ("yağlı ağartma toprağı", "bleaching_earth"),
        ("floresan lamba", "discarded_equipment"),
        ("cıvalı termometre", "discarded_equipment"),
        ("mercury lamps", "discarded_equipment"),
        ("cıvalı pil", "waste_batteries"),
    ],
)
def test_words_of_hazardous_and_of_clean_things_are_told_apart(words, resource):
    assert resources(resolve(words))[0] == resource


@pytest.mark.parametrize("code", MERCURY)
def test_mercury_goes_to_disposal_only_by_its_code(code):
    assert uses("", code) == ()
    assert disposal_only("bir şey", code)


@pytest.mark.parametrize(
    "words", ["cıvalı atık", "mercury waste", "cıvalı çamur", "metallic mercury"]
)
def test_mercury_goes_to_disposal_only_by_its_words(words):
    assert uses(words) == ()
    assert disposal_only(words)


@pytest.mark.parametrize(
    "words",
    [
        "floresan lamba",
        "fluorescent lamps",
        "cıvalı termometre",
        "mercury thermometers",
        "termometre",
    ]
    + ["cıvalı pil", "aktif karbon", "baryum sülfat", "barium sulphate", "construction waste"],
)
def test_what_is_recycled_or_only_sounds_like_mercury_keeps_its_uses(words):
    assert not disposal_only(words)


def test_construction_waste_with_pcb_goes_to_disposal_only():
    assert uses("moloz", "170902") == ()
    assert uses("", "150111")[0].from_resource == "contaminated_packaging"


def test_aqueous_hazardous_waste_is_treated_and_not_burned():
    for code in ("161001", "161003", "070101", "190702"):
        ends = {use.to_resource for use in uses("", code)[:3]}
        assert ends == {"wash_water", "process_water"}, code


def test_char_replaces_carbon_black_fuel_and_carbon_of_steel_but_goes_on_no_soil():
    ends = {use.to_resource for use in uses("pyrolysis_char") if not use.near}
    assert ends == {"carbon_black", "kiln_fuel", "solid_fuel", "activated_carbon"}
    assert uses("", "190118")[0].from_resource == "pyrolysis_char"


@pytest.mark.parametrize(("code", "hazardous"), [("19 01 11*", True), ("190112", False)])
def test_a_use_of_a_hazardous_code_asks_for_the_licences_of_hazardous_waste(code, hazardous):
    first = uses("taban külü", code)[0]

    assert first.from_resource == "incinerator_bottom_ash"
    assert ("tehlikeli atık" in first.law("tr")) == hazardous
    assert ("hazardous waste" in first.law("en")) == hazardous
