"""Zones of a few firms: every number can be followed with a pencil."""

from dataclasses import replace

import pandas as pd
import pytest
from matching_case import PLAIN, firm, knowledge, months, need, offer, pathway, resource, zone

from symbio.matching import AddedFirm, AddedStream, Solver, difference, match
from symbio.zone.rows import MONTHS

# A joinery, two panel plants and a composter.
#
#   sawdust offered by J: 1,000 t/y, costs 40 EUR/t to be rid of (its own price).
#   furnish needed by P (10 km) and Q (30 km): 500 and 900 t/y, bought at 60 EUR/t.
#   compost needed by C (5 km): 400 t/y, bought at 25 EUR/t.
#   sawdust_to_furnish: yield 0.9, ratio 0.8, treatment 10 EUR/t, at most half of a need.
#   sawdust_to_compost: yield 0.5, ratio 1.0, treatment 8 EUR/t, 10 % residue at 30 EUR/t.
#   handling 3 EUR/t, freight 0.10 EUR/t·km, no detour.
#
# Value per tonne of sawdust [EUR/t]:
#   J→P  40 + 0.9·0.8·60 - 10 - 0       - 3 - 0.1·10 = 40 + 43.2 - 14   = 69.2
#   J→Q  40 + 43.2       - 10 - 0       - 3 - 0.1·30 = 40 + 43.2 - 16   = 67.2
#   J→C  40 + 0.5·25     - 8  - 0.1·30  - 3 - 0.1·5  = 40 + 12.5 - 14.5 = 38.0
# What fits: P takes furnish up to 0.5·500 = 250 t: 250 / 0.72 = 347.2222 t of sawdust;
#   Q up to 0.5·900 = 450 t: 450 / 0.72 = 625 t; C up to 400 / 0.5 = 800 t.
#   Best first: P 347.2222, Q 625, what is left for C: 1000 - 972.2222 = 27.7778 t.
# Objective: 69.2·347.2222 + 67.2·625 + 38·27.7778 = 24027.78 + 42000 + 1055.56 = 67083.33 EUR/y.
TABLES = knowledge(
    [
        resource("sawdust", disposal_class="municipal", waste_code="030105"),
        resource("furnish"),
        resource("compost"),
    ],
    [
        pathway(
            "sawdust_to_furnish",
            "sawdust",
            "furnish",
            **{"yield": 0.9},
            substitution_ratio=0.8,
            treatment_cost_eur_per_unit=10,
            treatment_kgco2e_per_unit=12,
            max_share_of_need=0.5,
        ),
        pathway(
            "sawdust_to_compost",
            "sawdust",
            "compost",
            **{"yield": 0.5},
            treatment_cost_eur_per_unit=8,
            residue_share=0.1,
        ),
    ],
    [
        ("disposal_cost", "municipal", 30.0),
        ("virgin_price", "furnish", 60.0),
        ("virgin_price", "compost", 25.0),
        ("handling_cost", "material", 3.0),
        ("freight_rate", "", 0.10),
        ("co2e_disposal", "municipal", 500.0),
        ("co2e_virgin", "furnish", 50.0),
        ("co2e_freight", "", 0.1),
    ],
)
FIRMS = [firm("J"), firm("P", 10), firm("Q", -30), firm("C", 5)]
STREAMS = [
    offer("J", "sawdust", 1000.0, present_cost_per_unit=40.0, present_cost_currency="EUR"),
    need("P", "furnish", 500.0),
    need("Q", "furnish", 900.0),
    need("C", "compost", 400.0),
]
TO_P = "o-J-sawdust~n-P-furnish~sawdust_to_furnish"
TO_Q = "o-J-sawdust~n-Q-furnish~sawdust_to_furnish"
TO_C = "o-J-sawdust~n-C-compost~sawdust_to_compost"


def run(tables, firms, streams, country="TR", **scenario):
    return match(zone(firms, streams, country), tables, replace(PLAIN, **scenario))


@pytest.fixture(scope="module")
def result():
    return run(TABLES, FIRMS, STREAMS)


def test_each_term_is_as_calculated_by_hand(result):
    found = result.candidates.set_index("candidate_id")

    assert list(found.index) == [TO_C, TO_P, TO_Q]
    expected = pd.DataFrame(
        {
            "distance_km": [5.0, 10.0, 30.0],
            "avoided_disposal_per_unit": [40.0, 40.0, 40.0],
            "avoided_purchase_per_unit": [12.5, 43.2, 43.2],
            "treatment_per_unit": [8.0, 10.0, 10.0],
            "residue_disposal_per_unit": [3.0, 0.0, 0.0],
            "handling_per_unit": [3.0, 3.0, 3.0],
            "transport_per_unit": [0.5, 1.0, 3.0],
            "value_per_unit": [38.0, 69.2, 67.2],
        },
        index=found.index,
    )
    pd.testing.assert_frame_equal(found[expected.columns], expected, rtol=1e-6)


def test_the_plan_fills_the_best_first_up_to_cap_and_supply(result):
    plan = result.exchanges.set_index("candidate_id")

    assert plan.loc[TO_P, "quantity_per_year"] == pytest.approx(250 / 0.72)
    assert plan.loc[TO_Q, "quantity_per_year"] == pytest.approx(625)
    assert plan.loc[TO_C, "quantity_per_year"] == pytest.approx(1000 - 250 / 0.72 - 625)
    assert plan.loc[TO_P, "delivered_per_year"] == pytest.approx(250)
    assert result.solve.objective == pytest.approx(67083.3333, rel=1e-6)
    assert result.solve.status == "optimal"
    assert result.solve.candidates == 3


def test_the_fee_band_lies_between_what_one_needs_and_the_other_can_pay(result):
    # J→P: costs 10 + 3 + 1 = 14, each bears 7. P needs at least 7 - 43.2 = -36.2 (it
    # buys for up to 36.2); J can pay up to 40 - 7 = 33.
    row = result.candidates.set_index("candidate_id").loc[TO_P]

    assert row["fee_low_per_unit"] == pytest.approx(-36.2)
    assert row["fee_high_per_unit"] == pytest.approx(33.0)


def test_co2e_counts_disposal_and_bought_material_less_treatment_and_freight(result):
    # J→P: 500 + 0.72·50 - 12 - 0.1·10 = 523 kg per tonne.
    row = result.candidates.set_index("candidate_id").loc[TO_P]

    assert row["co2e_kg_per_unit"] == pytest.approx(523.0)
    plan = result.exchanges.set_index("candidate_id")
    assert plan.loc[TO_P, "co2e_t_per_year"] == pytest.approx(0.523 * 250 / 0.72)
    # Nobody knows what compost replaces: that saving is unknown, not nothing.
    assert pd.isna(plan.loc[TO_C, "co2e_t_per_year"])


def test_totals_add_up_by_unit(result):
    totals = result.totals()

    assert totals.exchanges == 3
    assert totals.firms == 4
    assert totals.quantity_per_year == (("t", pytest.approx(1000.0)),)
    assert totals.value_per_year == pytest.approx(67083.3333, rel=1e-6)
    assert result.counts().candidates == 3


def test_the_general_value_knows_no_own_price(result):
    # With the factor of municipal waste, 30 instead of 40, each value is 10 less.
    row = result.candidates.set_index("candidate_id").loc[TO_P]

    assert row["own_price"]
    assert row["general_value_per_unit"] == pytest.approx(59.2)
    assert row["price_grade"] == "factor"


def test_balances_say_what_is_left(result):
    rows = result.streams.set_index("stream_id")

    assert rows.loc["o-J-sawdust", "left_per_year"] == pytest.approx(0.0, abs=1e-6)
    assert rows.loc["n-P-furnish", "matched_per_year"] == pytest.approx(250.0)
    assert rows.loc["n-C-compost", "left_per_year"] == pytest.approx(400 - 27.7778 / 2, rel=1e-5)


def test_a_missing_price_keeps_the_candidate_out_of_the_plan():
    streams = [offer("J", "sawdust", 1000.0), need("C", "compost", 400.0)]
    others = TABLES.factors[TABLES.factors["subject"] != "compost"].reset_index(drop=True)
    tables = replace(TABLES, factors=others)
    result = run(tables, FIRMS, streams)

    assert list(result.candidates["price_known"]) == [False]
    assert list(result.candidates["price_grade"]) == ["missing"]
    assert result.candidates["value_per_unit"].isna().all()
    assert result.exchanges.empty
    assert result.solve.status == "empty"


def test_an_unknown_quantity_is_matched_and_never_planned():
    result = run(TABLES, FIRMS, [offer("J", "sawdust"), need("P", "furnish", 500.0)])

    assert list(result.candidates["quantity_known"]) == [False]
    assert result.exchanges.empty


def test_an_unknown_place_is_matched_without_distance_and_never_planned():
    firms = [firm("J"), firm("P", None)]
    result = run(TABLES, firms, STREAMS[:2])

    assert result.candidates["distance_km"].isna().all()
    assert result.exchanges.empty


def test_estimates_take_part_only_when_asked():
    streams = [STREAMS[0] | {"grade": "estimated"}, STREAMS[1]]

    assert run(TABLES, FIRMS, streams).candidates.empty
    assert len(run(TABLES, FIRMS, streams, include_estimates=True).exchanges) == 1


def test_beyond_the_radius_there_is_no_candidate():
    found = run(TABLES, FIRMS, STREAMS, radius_km=(("material", 20.0),)).candidates

    assert list(found["candidate_id"]) == [TO_C, TO_P]


def test_a_child_serves_the_need_for_its_parent_and_not_the_other_way_round():
    tables = knowledge(
        [resource("wood"), resource("oak", parent_id="wood")],
        [],
        [("virgin_price", "wood", 10.0), ("handling_cost", "material", 1.0)]
        + [("freight_rate", "", 0.1), ("disposal_cost", "none", 0.0)],
    )
    firms = [firm("A"), firm("B", 1)]

    down = run(tables, firms, [offer("A", "oak", 5.0), need("B", "wood", 5.0)])
    up = run(tables, firms, [offer("A", "wood", 5.0), need("B", "oak", 5.0)])

    assert list(down.exchanges["pathway_id"]) == ["same:oak"]
    # 0 + 10 - 0 - 0 - 1 - 0.1 = 8.9 EUR/t
    assert down.exchanges["value_per_unit"].to_list() == pytest.approx([8.9])
    assert up.candidates.empty


def test_what_is_known_of_a_child_stands_before_what_its_parent_says_of_the_same_product():
    tables = knowledge(
        [resource("wood"), resource("oak", parent_id="wood")]
        + [resource("board"), resource("fuel")],
        [
            pathway("wood_to_board", "wood", "board"),
            pathway("wood_to_fuel", "wood", "fuel"),
            pathway("oak_to_board", "oak", "board", **{"yield": 0.5}),
        ],
    )
    streams = [offer("A", "oak", 5.0), need("B", "board", 5.0), need("B", "fuel", 5.0)]

    found = run(tables, [firm("A"), firm("B", 1)], streams).candidates

    assert sorted(found["pathway_id"]) == ["oak_to_board", "wood_to_fuel"]


def test_a_firm_uses_its_own_first():
    # A takes 60 t and hands on 100 t of the same: 40 t are left to give, nothing to take.
    tables = knowledge(
        [resource("sand")],
        [],
        [("virgin_price", "sand", 20.0), ("handling_cost", "material", 0.0)]
        + [("freight_rate", "", 0.0), ("disposal_cost", "none", 0.0)],
    )
    streams = [
        offer("A", "sand", 100.0),
        need("A", "sand", 60.0),
        offer("B", "sand", 100.0),
        need("B", "sand", 100.0),
        need("C", "sand", 500.0),
    ]
    result = run(tables, [firm("A"), firm("B", 1), firm("C", 2)], streams)

    assert result.exchanges["quantity_per_year"].to_list() == pytest.approx([40.0])
    rows = result.streams.set_index("stream_id")
    assert rows.loc["o-A-sand", "netted_per_year"] == pytest.approx(60.0)
    assert rows.loc["n-B-sand", "quantity_per_year"] == pytest.approx(0.0)


FRESH = knowledge(
    [resource("pulp", kind="organic", storable_days=5), resource("feed", kind="organic")],
    [pathway("pulp_to_feed", "pulp", "feed")],
    [("virgin_price", "feed", 10.0), ("handling_cost", "organic", 0.0)]
    + [("virgin_price", "pulp", 10.0), ("freight_rate", "", 0.0), ("disposal_cost", "none", 0.0)],
)
PAIR = [firm("A"), firm("B", 1)]


def test_what_cannot_be_kept_is_used_in_its_month():
    # 120 t come half in January, half in July; the herd eats 240 t evenly, 20 t a month.
    # January and July take 20 t each; the rest of the pulp is lost.
    streams = [offer("A", "pulp", 120.0, **months(m01=1, m07=1)), need("B", "pulp", 240.0)]
    plan = run(FRESH, PAIR, streams).exchanges

    assert plan["monthly"].all()
    assert plan["quantity_per_year"].to_list() == pytest.approx([40.0])
    expected = [20.0, 0, 0, 0, 0, 0, 20.0, 0, 0, 0, 0, 0]
    assert plan[list(MONTHS)].iloc[0].to_list() == pytest.approx(expected)


def test_what_can_be_kept_at_the_other_end_is_used_later():
    # The mill keeps feed for a year: all 120 t go, each month what comes in it.
    streams = [offer("A", "pulp", 120.0, **months(m01=1, m07=1)), need("B", "feed", 240.0)]
    plan = run(FRESH, PAIR, streams).exchanges

    assert plan["quantity_per_year"].to_list() == pytest.approx([120.0])
    assert plan.iloc[0][["month_01", "month_07"]].to_list() == pytest.approx([60.0, 60.0])


def test_months_that_do_not_meet_make_no_candidate():
    streams = [offer("A", "pulp", 9.0, **months(m01=1)), need("B", "pulp", 9.0, **months(m02=1))]

    assert run(FRESH, PAIR, streams).candidates.empty


def test_a_third_party_adds_two_distances_and_the_nearest_in_all_is_taken():
    # A at 0 km, B at 10 km. T at 4 km lies between: 4 + 6 km; U at -3 km: 3 + 13 km.
    # Half of each tonne arrives: freight 0.1·(4·1 + 6·0.5) = 0.70 EUR/t.
    tables = knowledge(
        [resource("film", waste_code="150102"), resource("granulate")],
        [
            pathway(
                "film_to_granulate",
                "film",
                "granulate",
                who="third_party",
                legal_class="recovery",
                recovery_code="R3",
                **{"yield": 0.5},
            )
        ],
        [("virgin_price", "granulate", 100.0), ("handling_cost", "material", 0.0)]
        + [("freight_rate", "", 0.1), ("disposal_cost", "none", 0.0)],
    )
    streams = [offer("A", "film", 10.0), need("B", "granulate", 100.0)]
    firms = [firm("A"), firm("B", 10), firm("T", 4, licences="R3;R12"), firm("U", -3, nace="38.32")]

    row = run(tables, firms, streams).exchanges.iloc[0]
    assert row["treater_firm_id"] == "T"
    assert row["distance_to_treater_km"] == pytest.approx(4.0, rel=1e-6)
    assert row["distance_from_treater_km"] == pytest.approx(6.0, rel=1e-6)
    assert row["transport_per_unit"] == pytest.approx(0.7, rel=1e-6)
    assert row["value_per_unit"] == pytest.approx(49.3, rel=1e-6)

    # Nothing is known of U's licences, and waste treatment is its trade.
    likely = run(tables, [*firms[:2], firms[3]], streams).exchanges.iloc[0]
    assert likely["treater_firm_id"] == "U"
    assert likely["legal_state"] == "conditional"

    none = run(tables, firms[:2], streams)
    assert none.candidates["treater_firm_id"].isna().all()
    assert none.candidates["distance_km"].to_list() == pytest.approx([10.0], rel=1e-6)
    assert "no_treater_known" in none.candidates.loc[0, "legal_rules"]
    assert none.exchanges.empty


HEAT = knowledge(
    [
        resource("heat", kind="energy", unit="MWh", storable_days=0, qualities="temperature_c"),
        resource("electricity", kind="energy", unit="MWh", storable_days=0),
    ],
    [
        pathway(
            "heat_pump",
            "heat",
            "heat",
            treatment_cost_eur_per_unit=10,
            legal_class="utility",
            **{"yield": 1.0},
        )
    ],
    [("virgin_price", "heat", 40.0), ("virgin_price", "electricity", 90.0)]
    + [("handling_cost", "energy", 0.0), ("link_cost_per_km_year", "energy", 1000.0)]
    + [("disposal_cost", "none", 0.0), ("co2e_grid", "", 400.0), ("co2e_virgin", "heat", 200.0)]
    + [("co2e_disposal", "none", 0.0)],
    radius_km=2.0,
)


def heat(source, wanted, **scenario):
    streams = [
        offer("A", "heat", 1000.0, **source),
        need("B", "heat", 1000.0, **wanted),
    ]
    return run(HEAT, PAIR, streams, **scenario)


def test_heat_goes_straight_where_it_is_warm_enough():
    result = heat({"temperature_c": 90}, {"temperature_c": 80})

    assert list(result.candidates["pathway_id"]) == ["same:heat"]
    assert result.exchanges["quantity_per_year"].to_list() == pytest.approx([1000.0])
    assert result.exchanges["value_per_unit"].to_list() == pytest.approx([40.0])


def test_five_degrees_are_too_few_for_an_exchanger():
    # 85 °C for 80 °C with 10 K approach: lifted by 5 K, at the highest COP of 8.
    found = heat({"temperature_c": 85}, {"temperature_c": 80}).candidates

    assert list(found["pathway_id"]) == ["heat_pump"]
    assert found["yield"].to_list() == pytest.approx([8 / 7])
    straight = heat({"temperature_c": 85}, {"temperature_c": 80}, approach_k=5.0).candidates
    assert list(straight["pathway_id"]) == ["same:heat"]


def test_only_what_is_warm_enough_of_a_flow_is_usable():
    # 120 → 40 °C is given off; the need goes from 50 to 80 °C and lets it cool to 60 °C:
    # (120 - 60) / (120 - 40) = 0.75.
    result = heat(
        {"temperature_c": 120, "return_temperature_c": 40},
        {"temperature_c": 80, "return_temperature_c": 50},
    )

    assert result.candidates["yield"].to_list() == pytest.approx([0.75])


def test_colder_heat_is_lifted_by_a_heat_pump():
    # 30 °C to 70 °C, 10 K approach: COP = 0.5·353.15/50 = 3.5315.
    # One MWh of source gives 3.5315/2.5315 = 1.39502 MWh and draws 1/2.5315 = 0.39502 MWh.
    # 1.39502·40 - 10 - 0.39502·90 = 55.8008 - 45.5519 = 10.249 EUR/MWh.
    # CO2e: 1.39502·200 - 0.39502·400 = 120.996 kg/MWh.
    result = heat({"temperature_c": 30}, {"temperature_c": 70})
    row = result.candidates.iloc[0]

    assert list(result.candidates["pathway_id"]) == ["heat_pump"]
    assert row["yield"] == pytest.approx(1.39502, rel=1e-5)
    assert row["treatment_per_unit"] == pytest.approx(45.5519, rel=1e-5)
    assert row["value_per_unit"] == pytest.approx(10.249, rel=1e-4)
    assert row["co2e_kg_per_unit"] == pytest.approx(120.996, rel=1e-4)


def test_each_sector_meets_the_pathway_that_names_it_and_others_the_open_one():
    def way(name, nace, cost):
        costs = {"treatment_cost_eur_per_unit": cost, "yield": 0.9, "legal_class": "utility"}
        return pathway(name, "heat", "heat", receiver_nace=nace, **costs)

    ways = [way("greenhouse", "0113|01", 3), way("others", "25|*", 5)]
    resources = HEAT.resources.to_dict("records")
    tepid = resource("tepid", kind="energy", unit="MWh", storable_days=0, parent_id="heat")
    pump = HEAT.pathways.to_dict("records")
    factors = HEAT.factors[["metric", "subject", "value"]].iloc[1:].itertuples(index=False)
    tables = knowledge([*resources, tepid | {"qualities": "temperature_c"}], pump + ways, factors)
    sectors = {"B": "0113", "C": "10", "D": "25", "E": ""}  # nobody knows what E does
    firms = [firm("A"), *(firm(name, 1, nace=nace) for name, nace in sectors.items())]
    needs = [need(name, "heat", 10.0, temperature_c=50, return_temperature_c=30) for name in "BCDE"]

    for offered in ("heat", "tepid"):  # a child walks the ways of its parent, and only these
        warm = offer("A", offered, 90.0, temperature_c=80, return_temperature_c=30)
        found = run(tables, firms, [warm, *needs]).candidates
        met = dict(zip(found["receiver_firm_id"], found["pathway_id"], strict=True))
        assert met == {"B": "greenhouse", "C": "others", "D": "others", "E": "others"}
        assert len(found) == 4
        # 80 → 30 °C is given off; what returns at 30 °C lets it cool to 40 °C: 0.8 of it.
        assert found["yield"].to_list() == pytest.approx([0.72] * 4)

    cold = offer("A", "tepid", 90.0, temperature_c=30)
    assert set(run(tables, firms, [cold, *needs]).candidates["pathway_id"]) == {"heat_pump"}


def test_no_heat_pump_reaches_two_hundred_degrees():
    assert heat({"temperature_c": 30}, {"temperature_c": 200}).candidates.empty


def test_an_unknown_temperature_is_a_question_and_not_a_refusal():
    found = heat({}, {"temperature_c": 80}).candidates

    assert not found["quality_known"].any()
    assert found["legal_rules"].str.contains("quality_unknown").all()


def test_a_pipe_costs_by_its_length_once_it_is_used():
    # 1 km at 1,000 EUR/km·y; 1,000 MWh at 40 EUR.
    result = heat({"temperature_c": 90}, {"temperature_c": 80}, count_pipe_cost=True)
    row = result.exchanges.iloc[0]

    assert row["fixed_link_cost_per_year"] == pytest.approx(1000.0, rel=1e-6)
    assert row["value_per_year"] == pytest.approx(39_000.0, rel=1e-6)
    assert result.solve.objective == pytest.approx(39_000.0, rel=1e-6)


def test_quality_counts_in_its_direction_and_silence_is_a_condition():
    tables = knowledge(
        [resource("water", kind="water", unit="m3", storable_days=1)],
        [],
        [("virgin_price", "water", 2.0), ("handling_cost", "water", 0.0)]
        + [("disposal_cost", "none", 0.0)],
    )

    def water(**quality):
        streams = [
            offer("A", "water", 10.0, **quality),
            need("B", "water", 10.0, quality_other="tds_mg_per_l=500"),
        ]
        return run(tables, PAIR, streams).candidates

    assert len(water(tds_mg_per_l=400.0)) == 1
    assert water(tds_mg_per_l=600.0).empty
    assert not water()["quality_known"].any()


def test_a_pathway_asks_its_own_quality_of_the_offer():
    tables = replace(TABLES, pathways=TABLES.pathways.assign(quality_needed="moisture_percent<=30"))

    wet = run(tables, FIRMS, [STREAMS[0] | {"moisture_percent": 35.0}, STREAMS[1]])
    dry = run(tables, FIRMS, [STREAMS[0] | {"moisture_percent": 25.0}, STREAMS[1]])

    assert wet.candidates.empty
    assert dry.candidates["quality_known"].all()


def test_a_load_rides_along_where_the_detour_is_short():
    # A truck goes home empty 0 → 100 km; B wants a load taken from 10 to 60 km: no detour.
    # Per lane: 1.5 EUR/km · 50 km = 75 EUR saved.
    tables = knowledge(
        [resource("lane", kind="logistics", unit="lane", storable_days=0)],
        [],
        [("lane_rate", "lane", 1.5), ("handling_cost", "logistics", 0.0)]
        + [("disposal_cost", "none", 0.0), ("co2e_freight", "", 0.1)]
        + [("co2e_disposal", "none", 0.0), ("co2e_virgin", "logistics", 0.0)],
    )

    def lane(start, end):
        return {
            "lane_origin_latitude": firm("", start)["latitude"],
            "lane_origin_longitude": 30.0,
            "lane_destination_latitude": firm("", end)["latitude"],
            "lane_destination_longitude": 30.0,
        }

    far_apart = [firm("A"), firm("B", 400)]
    truck = offer("A", "lane", 20.0, **lane(0, 100))
    on_the_way = run(tables, far_apart, [truck, need("B", "lane", 12.0, **lane(10, 60))])
    row = on_the_way.exchanges.iloc[0]
    assert row["distance_km"] == pytest.approx(0.0, abs=1e-6)
    assert row["value_per_unit"] == pytest.approx(75.0, rel=1e-6)
    assert row["quantity_per_year"] == pytest.approx(12.0)
    # 0.1 kg/t·km · 10 t · 50 km
    assert row["co2e_kg_per_unit"] == pytest.approx(50.0, rel=1e-6)

    # Back 60 → 10 km: 60 + 50 + 90 - 100 = 100 km of detour, beyond the radius of 50 km.
    assert run(tables, far_apart, [truck, need("B", "lane", 12.0, **lane(60, 10))]).candidates.empty


def test_hours_of_an_asset_are_shared_by_agreement():
    tables = knowledge(
        [resource("forklift", kind="asset", unit="h", storable_days=0)],
        [],
        [("virgin_price", "forklift", 12.0), ("handling_cost", "asset", 0.0)]
        + [("disposal_cost", "none", 0.0)],
    )
    plan = run(
        tables, PAIR, [offer("A", "forklift", 300.0), need("B", "forklift", 100.0)]
    ).exchanges

    assert plan["legal_rules"].to_list() == ["service_agreement"]
    assert plan["value_per_year"].to_list() == pytest.approx([1200.0])


def test_a_carbon_price_shows_what_needs_support():
    # The treatment costs 100 EUR/t more than the rest brings: 69.2 - 100 = -30.8 EUR/t,
    # and 0.523 t CO2e per tonne at 80 EUR make up for it: + 41.84.
    dear = replace(
        TABLES,
        pathways=TABLES.pathways.assign(
            treatment_cost_eur_per_unit=TABLES.pathways["treatment_cost_eur_per_unit"] + 100
        ),
    )
    assert run(dear, FIRMS, STREAMS[:2]).exchanges.empty
    row = run(dear, FIRMS, STREAMS[:2], carbon_price_per_t=80.0).exchanges.iloc[0]

    assert row["value_per_unit"] == pytest.approx(-30.8)
    assert row["support_per_unit"] == pytest.approx(30.8)
    assert row["carbon_value_per_year"] == pytest.approx(0.523 * 80 * row["quantity_per_year"])


def test_own_money_is_brought_to_the_scenarios_currency_and_price_level():
    # 1,000 TRY of 2024 are 2,000 TRY of 2025, which are 40 EUR.
    factors = [
        {"metric": "exchange_rate", "subject": "TRY", "value": 50.0, "year": 2025},
        {"metric": "price_index", "subject": "TRY", "value": 50.0, "year": 2024},
        {"metric": "price_index", "subject": "TRY", "value": 100.0, "year": 2025},
    ]
    extra = pd.DataFrame(factors).assign(region="ANY", factor_id=["a", "b", "c"], grade="published")
    table = pd.concat([TABLES.factors, extra], ignore_index=True)
    texts = table.select_dtypes(exclude="number").columns
    tables = replace(TABLES, factors=table.assign(**table[texts].fillna("")))
    lira = {
        "present_cost_per_unit": 1000.0,
        "present_cost_currency": "TRY",
        "present_cost_date": pd.Timestamp("2024-03-01"),
    }
    streams = [offer("J", "sawdust", 1000.0, **lira), STREAMS[1]]

    found = run(tables, FIRMS, streams).candidates
    assert found["avoided_disposal_per_unit"].to_list() == pytest.approx([40.0])
    assert found["own_price"].all()


def test_a_what_if_takes_a_firm_out_and_puts_another_in(result):
    added = AddedFirm("Z", "Zeytin Levha", latitude=37.0, longitude=30.0)
    scenario = replace(
        PLAIN,
        removed_firms=("Q",),
        added_firms=(added,),
        added_streams=(AddedStream(added.firm_id, "need", "furnish", 200.0),),
    )
    changed = match(zone(FIRMS, STREAMS), TABLES, scenario, result)
    rows = difference(result, changed).set_index("change")

    assert added.firm_id == "new:Z"
    assert rows.loc["vanished", "receiver_firm_id"] == "Q"
    # Z stands beside J: 0.5·200/0.72 = 138.8889 t at 40 + 43.2 - 13 = 70.2 EUR/t.
    assert rows.loc["appeared", "receiver_firm_id"] == "new:Z"
    assert rows.loc["appeared", "quantity_per_year_after"] == pytest.approx(100 / 0.72)
    assert rows.loc["appeared", "value_per_year_after"] == pytest.approx(
        70.2 * 100 / 0.72, rel=1e-6
    )
    # The composter takes the rest: 1000 - 347.2222 - 138.8889.
    assert rows.loc["changed", "receiver_firm_id"] == "C"
    assert rows.loc["changed", "quantity_per_year_after"] == pytest.approx(1000 - 350 / 0.72)


def test_a_solver_answers_price_after_price_like_a_fresh_run():
    rows = zone(FIRMS, STREAMS)
    solver = Solver(rows, TABLES)
    for percent in (0.0, 50.0, -90.0, 0.0):
        scenario = replace(PLAIN, virgin_price_change_percent=percent)
        warm, cold = solver.match(scenario), match(rows, TABLES, scenario)
        pd.testing.assert_frame_equal(warm.exchanges, cold.exchanges, rtol=1e-9)
        pd.testing.assert_frame_equal(warm.candidates, cold.candidates)
