"""The legal screen, rule by rule."""

from dataclasses import replace

import pytest
from matching_case import PLAIN, firm, knowledge, need, offer, pathway, resource, zone

from symbio.knowledge import load
from symbio.matching import match

BY_PRODUCT = pathway("reuse", "stuff", "goods")
RECOVERY = pathway("recovery", "stuff", "goods", legal_class="recovery", recovery_code="R3")


def found(
    code="020304",
    way=RECOVERY,
    licences=None,
    country="TR",
    kind="material",
    giver=None,
    receiver=None,
    **scenario,
):
    """The one candidate of a firm that offers `code` and one that wants the product."""
    goods = resource("goods", kind=kind, storable_days=365)
    stuff = resource("stuff", kind=kind, disposal_class="municipal" if code else "none")
    tables = knowledge(
        [stuff, goods],
        [way],
        [("virgin_price", "goods", 50.0), ("handling_cost", kind, 0.0), ("freight_rate", "", 0.0)]
        + [("disposal_cost", "municipal", 10.0), ("disposal_cost", "none", 0.0)],
    )
    firms = [firm("A", **(giver or {})), firm("B", 1, licences=licences, **(receiver or {}))]
    streams = [offer("A", "stuff", 10.0, waste_code=code or None), need("B", "goods", 10.0)]
    return match(zone(firms, streams, country), tables, replace(PLAIN, **scenario))


def law(**case):
    row = found(**case).candidates.iloc[0]
    return row["legal_state"], row["legal_rules"].split(";")


@pytest.mark.parametrize(
    ("case", "state", "rules"),
    [
        ({"licences": "R3;R12"}, "allowed", ["licensed_recovery"]),
        ({"licences": "r 3 / R12"}, "allowed", ["licensed_recovery"]),
        ({}, "conditional", ["receiver_licence_unknown"]),
        ({"licences": "R5"}, "blocked", ["receiver_licence_missing"]),
        # A licence for R13 is none for R1, and R12 none for R2.
        ({"licences": "R13;R33"}, "blocked", ["receiver_licence_missing"]),
        ({"way": BY_PRODUCT}, "conditional", ["by_product_test"]),
        (
            {"way": BY_PRODUCT | {"recovery_code": "R3"}, "licences": "R3"},
            "allowed",
            ["licensed_recovery"],
        ),
        # Sawdust is a mirror entry: it may hold dangerous substances.
        (
            {"code": "030105", "way": BY_PRODUCT},
            "conditional",
            ["mirror_entry_test", "by_product_test"],
        ),
        (
            {"code": "030104", "licences": "R3"},
            "conditional",
            ["mirror_entry_test", "hazardous_transport", "licensed_recovery"],
        ),
        (
            {"code": "060101"},
            "blocked",
            ["hazardous_receiver_unlicensed", "hazardous_transport"],
        ),
        (
            {"code": "060101", "way": BY_PRODUCT, "licences": "R5"},
            "blocked",
            ["hazardous_receiver_unlicensed", "hazardous_transport"],
        ),
        (
            {"code": "060101", "licences": "R3"},
            "conditional",
            ["hazardous_transport", "licensed_recovery"],
        ),
        # A code that no list knows, written with an asterisk.
        (
            {"code": "999901*"},
            "blocked",
            ["hazardous_receiver_unlicensed", "hazardous_transport"],
        ),
        (
            {"code": "020299", "licences": "R3"},
            "conditional",
            ["code_ending_99", "licensed_recovery"],
        ),
        (
            {"code": "150102", "licences": "R3"},
            "conditional",
            ["packaging_registered", "licensed_recovery"],
        ),
        # Packaging that held something dangerous is hazardous waste first.
        (
            {"code": "150110", "licences": "R3"},
            "conditional",
            ["hazardous_transport", "licensed_recovery"],
        ),
        (
            {"code": "170101", "licences": "R3"},
            "conditional",
            ["construction_waste_acceptance", "licensed_recovery"],
        ),
        (
            {"code": "130205", "licences": "R3"},
            "conditional",
            ["hazardous_transport", "waste_oil_only_refiner", "licensed_recovery"],
        ),
        ({"code": "020202", "kind": "organic"}, "conditional", ["animal_by_product"]),
        ({"code": ""}, "allowed", ["product_not_waste"]),
        (
            {"way": RECOVERY | {"extra_rules": "soil_use_permit"}, "licences": "R3"},
            "conditional",
            ["soil_use_permit", "licensed_recovery"],
        ),
        (
            {"way": RECOVERY | {"who": "third_party"}},
            "conditional",
            ["no_treater_known"],
        ),
    ],
)
def test_turkish_rules(case, state, rules):
    assert law(**case) == (state, rules)


@pytest.mark.parametrize(
    ("case", "state", "rules"),
    [
        ({"receiver": {"origin": "public"}}, "allowed", ["licence_gb"]),
        ({"licences": "WML/L/123"}, "allowed", ["licence_gb"]),
        (
            {"code": "060101", "licences": "R3"},
            "conditional",
            ["consignment_gb", "licence_gb"],
        ),
        ({}, "conditional", ["receiver_licence_unknown"]),
        ({"code": "020299", "licences": "R3"}, "allowed", ["licence_gb"]),
    ],
)
def test_rules_for_permitted_sites_in_britain(case, state, rules):
    assert law(country="GB", **case) == (state, rules)


@pytest.mark.parametrize(
    ("code", "in_turkey", "in_germany"),
    [
        ("050112", True, False),  # marked M in Turkey, absolute in Europe
        ("170405", False, True),  # a mirror in Europe; excludes no entry marked M
        ("200136", False, False),  # excludes an entry that is marked A
        ("030105", True, True),
    ],
)
def test_turkey_tests_mirrors_by_its_own_marks(code, in_turkey, in_germany):
    for country, tested in (("TR", in_turkey), ("DE", in_germany)):
        assert ("mirror_entry_test" in law(code=code, licences="R3", country=country)[1]) == tested


def test_manure_is_outside_waste_law_on_a_farm_only():
    on_a_farm = law(code="020106", receiver={"nace": "01.13"})
    elsewhere = law(code="020106", receiver={"nace": "20.15"})
    assert on_a_farm == ("conditional", ["farm_material_excluded"])
    assert elsewhere == ("conditional", ["receiver_licence_unknown"])
    abroad = law(code="020106", receiver={"nace": "01.13"}, country="DE")
    assert abroad == ("conditional", ["receiver_licence_unknown"])


def test_kitchen_waste_may_become_compost_but_no_feed():
    kitchen, feed, compost = (
        resource("kitchen", disposal_class="organic"),
        resource("animal_feed", storable_days=365),
        resource("compost", storable_days=365),
    )
    ways = [pathway(f"to_{end}", "kitchen", end) for end in ("animal_feed", "compost")]
    tables = knowledge([kitchen, feed, compost], ways)
    streams = [offer("A", "kitchen", 10.0, waste_code="200108")]
    streams += [need("B", end, 10.0) for end in ("animal_feed", "compost")]
    rows = match(zone([firm("A"), firm("B", 1)], streams), tables, PLAIN).candidates
    states = rows.set_index("pathway_id")[["legal_state", "legal_rules"]]
    assert states.loc["to_animal_feed", "legal_state"] == "blocked"
    assert states.loc["to_animal_feed", "legal_rules"].split(";")[0] == "catering_waste_feed"
    assert states.loc["to_compost", "legal_state"] == "conditional"


def test_a_waste_that_becomes_feed_asks_for_a_feed_business_in_turkey():
    ends = [resource("crumbs", disposal_class="organic"), resource("animal_feed")]
    tables = knowledge(ends, [pathway("to_feed", "crumbs", "animal_feed", recovery_code="R3")])
    streams = [offer("A", "crumbs", 10.0, waste_code="020304"), need("B", "animal_feed", 10.0)]
    firms = [firm("A"), firm("B", 1, licences="R3")]

    (here,) = match(zone(firms, streams), tables, PLAIN).candidates["legal_rules"]
    (abroad,) = match(zone(firms, streams, "DE"), tables, PLAIN).candidates["legal_rules"]

    assert here.split(";") == ["feed_registration", "licensed_recovery"]
    assert abroad == "licensed_recovery"


@pytest.mark.parametrize(
    ("code", "rule"),
    [("", "product_not_waste"), ("200108", "catering_waste_feed"), ("020202", "animal_by_product")],
)
def test_a_product_kitchen_waste_and_animal_tissue_have_rules_of_their_own_as_feed(code, rule):
    ends = [resource("crumbs", disposal_class="none"), resource("animal_feed")]
    tables = knowledge(ends, [pathway("to_feed", "crumbs", "animal_feed", recovery_code="R3")])
    streams = [offer("A", "crumbs", 10.0, waste_code=code), need("B", "animal_feed", 10.0)]

    (rules,) = match(zone([firm("A"), firm("B", 1)], streams), tables, PLAIN).candidates[
        "legal_rules"
    ]

    assert rule in rules.split(";")
    assert "feed_registration" not in rules


def test_a_gas_is_outside_waste_law_and_water_by_another_article():
    outside = RECOVERY | {"legal_class": "outside_waste_law", "recovery_code": ""}
    assert law(way=outside, code="")[1] == ["gas_outside_waste_law"]
    assert law(way=outside, code="", kind="water")[1] == ["water_outside_waste_law"]


def test_the_one_who_treats_needs_the_licence():
    giver_treats = RECOVERY | {"who": "giver"}

    assert law(way=giver_treats, giver={"licences": "R3"}, licences="R5")[0] == "allowed"
    assert law(way=giver_treats, licences="R3")[1] == ["receiver_licence_unknown"]


def test_what_is_blocked_stays_visible_and_gets_nothing():
    result = found(code="060101")

    assert len(result.candidates) == 1
    assert result.candidates["price_known"].all()
    assert result.exchanges.empty
    assert result.counts().blocked == 1


def test_conditional_exchanges_are_planned_only_where_allowed():
    assert len(found().exchanges) == 1
    assert found(allow_conditional=False).exchanges.empty
    assert len(found(licences="R3", allow_conditional=False).exchanges) == 1


@pytest.mark.parametrize(
    ("kind", "inside", "country", "rules"),
    [
        ("energy", True, "TR", ["utility_permission"]),
        ("energy", False, "TR", ["product_not_waste"]),
        ("energy", True, "GB", ["product_not_waste"]),
        ("water", True, "TR", ["utility_permission", "water_outside_waste_law"]),
        ("water", False, "TR", ["water_outside_waste_law"]),
    ],
)
def test_utilities_inside_an_osb_need_its_permission(kind, inside, country, rules):
    tables = knowledge(
        [resource("flow", kind=kind, unit="m3", storable_days=1)],
        [],
        [("virgin_price", "flow", 1.0), ("handling_cost", kind, 0.0)]
        + [("disposal_cost", "none", 0.0)],
    )
    firms = [firm("A", inside_osb=inside), firm("B", 1, inside_osb=False)]
    streams = [offer("A", "flow", 1.0), need("B", "flow", 1.0)]

    candidates = match(zone(firms, streams, country), tables, PLAIN).candidates
    assert candidates["legal_rules"].to_list() == [";".join(rules)]


def test_a_treater_of_another_trade_does_not_count():
    # The recycler of plastics holds R3 too; whey is dried by a dairy.
    way = RECOVERY | {"who": "third_party", "treater_nace": "1051"}
    tables = knowledge(
        [resource("stuff", disposal_class="municipal"), resource("goods")],
        [way],
        [("virgin_price", "goods", 50.0), ("handling_cost", "material", 0.0)]
        + [("disposal_cost", "municipal", 10.0), ("freight_rate", "", 0.1)],
    )
    streams = [offer("A", "stuff", 10.0, waste_code="020304"), need("B", "goods", 10.0)]
    plastics = firm("P", 2, licences="R3", nace="38.32")
    dairy = firm("D", 9, licences="R3", nace="10.51")
    firms = [firm("A"), firm("B", 1), plastics]

    alone = match(zone(firms, streams), tables, PLAIN).candidates
    both = match(zone([*firms, dairy], streams), tables, PLAIN).candidates
    assert alone["treater_firm_id"].isna().all()
    assert both["treater_firm_id"].to_list() == ["D"]
    assert both["legal_state"].to_list() == ["allowed"]


@pytest.mark.parametrize(
    ("nace", "fits"), [("38", True), ("3832", True), ("3811", False), ("10", False)]
)
def test_a_treater_that_is_known_by_its_division_only_may_be_any_plant_of_it(nace, fits):
    stuff, goods = resource("stuff", disposal_class="municipal"), resource("goods")
    way = RECOVERY | {"who": "third_party", "treater_nace": "3832"}
    firms = [firm("A"), firm("B", 1), firm("T", 2, nace=nace)]
    streams = [offer("A", "stuff", 10.0, waste_code="020304"), need("B", "goods", 10.0)]

    (treater,) = match(zone(firms, streams), knowledge([stuff, goods], [way]), PLAIN).candidates[
        "treater_firm_id"
    ]

    assert (treater == "T") == fits


@pytest.mark.parametrize("country", ["TR", "GB"])
@pytest.mark.parametrize(
    ("code", "expected"), [("170107", "conditional"), ("170605", "blocked"), ("130101", "blocked")]
)
def test_rubble_with_the_code_of_asbestos_or_pcb_goes_into_no_road(code, expected, country):
    streams = [
        offer("A", "construction_rubble", 1000.0, waste_code=code),
        need("B", "road_base", 1000.0),
    ]
    firms = [firm("A"), firm("B", 1, nace="42.11"), firm("C", 2, nace="38.32", licences="R5")]
    rows = match(zone(firms, streams, country), load(), PLAIN).candidates
    assert len(rows)
    blocked = rows["legal_state"].eq("blocked")
    assert blocked.all() == (expected == "blocked")
    assert rows["legal_rules"].str.contains("disposal_only").all() == (expected == "blocked")


@pytest.mark.parametrize("country", ["TR", "GB"])
@pytest.mark.parametrize(
    ("waste", "product", "code", "blocked"),
    [
        ("excavated_soil", "fill_material", "170504", False),
        ("excavated_soil", "fill_material", "170503", True),
        ("excavated_soil", "brick_clay", "170503", True),
        ("construction_rubble", "road_base", "170106", True),
        ("asphalt_planings", "road_base", "170301", True),
        ("excavated_soil", "excavated_soil", "170503", True),
        # What is treated first becomes fill.
        ("contaminated_soil", "fill_material", "170503", False),
    ],
)
def test_a_hazardous_code_on_clean_soil_or_rubble_blocks_direct_use(
    waste, product, code, blocked, country
):
    streams = [offer("A", waste, 5000.0, waste_code=code), need("B", product, 5000.0)]
    firms = [firm("A"), firm("B", 1, nace="42.11"), firm("D", 1, nace="23.32")]
    firms.append(firm("C", 2, nace="38.22", licences="R5"))
    streams.append(need("D", product, 5000.0))
    rows = match(zone(firms, streams, country), load(), PLAIN).candidates
    assert len(rows)
    named = rows["legal_rules"].str.contains("code_of_another_waste")
    assert named.all() == named.any() == blocked
    assert not blocked or rows["legal_state"].eq("blocked").all()


def test_a_treater_may_take_in_as_it_is_what_its_hazardous_code_keeps_from_use():
    streams = [offer("A", "excavated_soil", 500.0, waste_code="170503")]
    streams += [need(who, "excavated_soil", 500.0) for who in ("B", "C", "D")]
    firms = [firm("A"), firm("B", 1, nace="42.11"), firm("C", 2, nace="38.22")]
    firms.append(firm("D", 3, nace="23.32", licences="R5"))

    rows = match(zone(firms, streams), load(), PLAIN).candidates
    named = rows.set_index("receiver_firm_id")["legal_rules"].str.contains("code_of_another_waste")

    assert named.to_dict() == {"B": True, "C": False, "D": False}
