"""Cases whose every number can be checked by hand, and one that was published."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_world import SCENARIO, firm, small_knowledge, stream, zone

from symbio.knowledge import load
from symbio.matching import (
    AddedFirm,
    AddedStream,
    difference,
    from_query,
    from_toml,
    match,
    to_query,
    to_toml,
)
from symbio.matching.allocate import Worth, allocate
from symbio.matching.program import Amounts, Arcs
from symbio.zone.rows import MONTHS

KNOWLEDGE = small_knowledge()
LINEAR = replace(SCENARIO, count_pipe_cost=False)


def only(frame):
    """The one row of a frame."""
    assert len(frame) == 1
    return frame.iloc[0]


def test_dantzigs_transport_problem_has_its_published_cost():
    # GAMS model trnsport (Dantzig 1963): 153.675 thousand dollars.
    distance = np.array([2.5, 1.7, 1.8, 2.5, 1.8, 1.4])
    plant, market = np.repeat([0, 1], 3), np.tile([2, 3, 4], 2)
    amounts = Amounts(
        year=np.array([350.0, 600.0, 325.0, 300.0, 275.0]),
        month=np.zeros((5, 12)),
        yearly=np.ones(5, bool),
    )
    arcs = Arcs(plant, market, np.ones(6), np.arange(6), np.ones(6), np.linspace(0.1, 0.9, 6))
    # A case is worth more than any haul, so every market is served.
    worth = Worth(10.0 - 0.09 * distance, np.zeros(6), np.zeros(6), np.ones(6, bool))

    plan = allocate(arcs, amounts, worth)

    assert 10.0 * 900 - plan.objective == pytest.approx(153.675)
    assert plan.quantity.sum() == pytest.approx(900.0)
    assert plan.bound == pytest.approx(plan.objective, rel=1e-5)


def test_the_value_of_sawdust_for_boards_is_the_sum_of_its_terms():
    # 10 km away. avoided disposal 40; bought 0.9 · 0.8 · 60 = 43.2; treatment 10; handling 3;
    # freight 0.1 · 1.3 · 10 = 1.3  →  v = 40 + 43.2 - 10 - 3 - 1.3 = 68.9 EUR/t.
    whole = zone(
        [firm("sawmill"), firm("board", 10)],
        [stream("sawmill", "offer", "sawdust", 100.0), stream("board", "need", "furnish", 1000.0)],
    )
    row = only(match(whole, KNOWLEDGE, LINEAR).candidates)

    assert row["avoided_disposal_per_unit"] == pytest.approx(40.0)
    assert row["avoided_purchase_per_unit"] == pytest.approx(43.2)
    assert row["transport_per_unit"] == pytest.approx(1.3, rel=1e-3)
    assert row["value_per_unit"] == pytest.approx(68.9, rel=1e-4)
    # Each bears half of the 14.3: the board works can pay 43.2 - 7.15, the sawmill 40 - 7.15.
    assert row["fee_low_per_unit"] == pytest.approx(-36.05, rel=1e-3)
    assert row["fee_high_per_unit"] == pytest.approx(32.85, rel=1e-3)
    # g = 100 + 0.72 · 50 - 5 - 0.1 · 13 = 129.7 kg/t: the reprocessing is subtracted once.
    assert row["co2e_kg_per_unit"] == pytest.approx(129.7, rel=1e-4)


def test_a_need_takes_no_more_than_its_cap_through_yield_and_substitution():
    # Sawdust may cover half of 72 t; 0.72 t of furnish per t: 36 / 0.72 = 50 t of sawdust.
    whole = zone(
        [firm("sawmill"), firm("board", 1)],
        [stream("sawmill", "offer", "sawdust", 400.0), stream("board", "need", "furnish", 72.0)],
    )
    row = only(match(whole, KNOWLEDGE, LINEAR).exchanges)

    assert row["quantity_per_year"] == pytest.approx(50.0)
    # What it covers of the need: the 36 t that the works no longer buys.
    assert row["delivered_per_year"] == pytest.approx(36.0)


def test_a_scarce_offer_goes_where_it_is_worth_more():
    # Slurry as filler: 8 + 0.5·50 - 6 - 3 - haul; as it is: 8 + 2 - 3 - haul. Filler first.
    whole = zone(
        [firm("marble"), firm("filler", 5), firm("pond", 1)],
        [
            stream("marble", "offer", "slurry", 100.0),
            stream("filler", "need", "filler", 30.0),
            stream("pond", "need", "slurry", 500.0),
        ],
    )
    plan = match(whole, KNOWLEDGE, LINEAR).exchanges.set_index("receiver_firm_id")

    assert plan["quantity_per_year"].to_dict() == pytest.approx({"filler": 60.0, "pond": 40.0})


def test_the_price_that_a_firm_pays_itself_stands_before_the_factor():
    whole = zone(
        [firm("marble"), firm("pond", 1)],
        [
            stream(
                "marble",
                "offer",
                "slurry",
                10.0,
                present_cost_per_unit=15.0,
                present_cost_currency="EUR",
            ),
            stream("pond", "need", "slurry", 10.0),
        ],
    )
    row = only(match(whole, KNOWLEDGE, LINEAR).candidates)

    assert row["avoided_disposal_per_unit"] == pytest.approx(15.0)


def test_a_price_that_is_missing_is_unknown_and_never_zero():
    blind = replace(
        KNOWLEDGE, factors=KNOWLEDGE.factors.query("subject != 'filler'").reset_index(drop=True)
    )
    whole = zone(
        [firm("marble"), firm("filler", 1)],
        [stream("marble", "offer", "slurry", 10.0), stream("filler", "need", "filler", 10.0)],
    )
    result = match(whole, blind, LINEAR)

    row = only(result.candidates)
    assert not row["price_known"]
    assert np.isnan(row["value_per_unit"])
    assert result.exchanges.empty


def test_an_unknown_quantity_is_a_candidate_and_never_in_the_plan():
    whole = zone(
        [firm("marble"), firm("filler", 1)],
        [stream("marble", "offer", "slurry"), stream("filler", "need", "filler", 10.0)],
    )
    result = match(whole, KNOWLEDGE, LINEAR)

    assert not only(result.candidates)["quantity_known"]
    assert result.exchanges.empty
    assert result.counts().unknown_quantity == 1


def test_what_a_firm_takes_and_hands_on_is_netted_first():
    whole = zone(
        [firm("yard"), firm("pond", 1)],
        [
            stream("yard", "offer", "slurry", 100.0),
            stream("yard", "need", "slurry", 70.0),
            stream("pond", "need", "slurry", 500.0),
        ],
    )
    plan = match(whole, KNOWLEDGE, LINEAR).exchanges

    assert only(plan)["quantity_per_year"] == pytest.approx(30.0)


def test_a_fresh_offer_meets_a_fresh_need_only_in_the_months_they_share():
    # Sawdust keeps 5 days. Offered January to June (20 t a month), wanted April to September
    # (10 t a month): they share three months of 10 t.
    half = dict(zip(MONTHS, [1.0] * 6 + [0.0] * 6, strict=True))
    later = dict(zip(MONTHS, [0.0] * 3 + [1.0] * 6 + [0.0] * 3, strict=True))
    whole = zone(
        [firm("sawmill"), firm("stable", 1)],
        [
            stream("sawmill", "offer", "sawdust", 120.0, **half),
            stream("stable", "need", "sawdust", 60.0, **later),
        ],
    )
    row = only(match(whole, KNOWLEDGE, LINEAR).exchanges)

    assert row["quantity_per_year"] == pytest.approx(30.0)
    months = row[list(MONTHS)].to_numpy(dtype="float64")
    np.testing.assert_allclose(months, [0, 0, 0, 10, 10, 10, 0, 0, 0, 0, 0, 0], atol=1e-6)


def test_what_can_be_stored_flows_from_any_month_to_any_other():
    half = dict(zip(MONTHS, [1.0] * 6 + [0.0] * 6, strict=True))
    other = dict(zip(MONTHS, [0.0] * 6 + [1.0] * 6, strict=True))
    whole = zone(
        [firm("marble"), firm("pond", 1)],
        [
            stream("marble", "offer", "slurry", 120.0, **half),
            stream("pond", "need", "slurry", 60.0, **other),
        ],
    )

    assert only(match(whole, KNOWLEDGE, LINEAR).exchanges)["quantity_per_year"] == (
        pytest.approx(60.0)
    )


@pytest.mark.parametrize(("source_c", "fits"), [(90.0, True), (89.0, False)])
def test_heat_flows_only_down_a_temperature_difference(source_c, fits):
    # The need wants 80 °C and the exchanger 10 K.
    whole = zone(
        [firm("kiln"), firm("laundry", 1)],
        [
            stream("kiln", "offer", "hot_water", 100.0, temperature_c=source_c),
            stream("laundry", "need", "hot_water", 100.0, temperature_c=80.0),
        ],
    )

    assert (len(match(whole, KNOWLEDGE, LINEAR).exchanges) == 1) is fits


def test_a_pipe_is_laid_only_where_its_yearly_cost_is_earned():
    # 1 km of pipe costs 1,000 EUR/y; heat is worth 30 EUR/MWh: it pays from 34 MWh on.
    for quantity, planned in ((33.0, 0), (34.0, 1)):
        whole = zone(
            [firm("kiln"), firm("laundry", 1)],
            [
                stream("kiln", "offer", "hot_water", quantity, temperature_c=95.0),
                stream("laundry", "need", "hot_water", 500.0, temperature_c=60.0),
            ],
        )
        assert len(match(whole, KNOWLEDGE, SCENARIO).exchanges) == planned


def test_hazardous_waste_is_blocked_where_the_receiver_holds_no_licence():
    rows = [stream("plating", "offer", "acid", 10.0), stream("works", "need", "acid", 10.0)]
    for licences, state in (("R6", "conditional"), ("R3", "blocked")):
        whole = zone([firm("plating"), firm("works", 1, licences)], rows)
        result = match(whole, KNOWLEDGE, LINEAR)
        row = only(result.candidates)
        assert row["legal_state"] == state
        assert (len(result.exchanges) == 0) is (state == "blocked")
    assert row["legal_rules"].split(";")[0] == "hazardous_receiver_unlicensed"


def test_distance_beyond_the_radius_of_its_kind_is_no_candidate():
    whole = zone(
        [firm("marble"), firm("near", 49), firm("far", 51)],
        [
            stream("marble", "offer", "slurry", 10.0),
            stream("near", "need", "slurry", 10.0),
            stream("far", "need", "slurry", 10.0),
        ],
    )

    assert list(match(whole, KNOWLEDGE, LINEAR).candidates["receiver_firm_id"]) == ["near"]


def test_a_carbon_price_can_carry_an_exchange_that_loses_money():
    # Slurry as it is, 49 km: 8 + 2 - 3 - 6.37 = 0.63; with half the disposal price -3.37.
    whole = zone(
        [firm("marble"), firm("pond", 49)],
        [stream("marble", "offer", "slurry", 10.0), stream("pond", "need", "slurry", 10.0)],
    )
    cheap = replace(LINEAR, disposal_price_change_percent=-50.0)
    assert match(whole, KNOWLEDGE, cheap).exchanges.empty

    row = only(match(whole, KNOWLEDGE, replace(cheap, carbon_price_per_t=100.0)).exchanges)
    assert row["support_per_unit"] == pytest.approx(3.37, rel=1e-3)


def test_a_what_if_adds_a_firm_and_the_difference_names_the_new_exchange():
    whole = zone([firm("marble")], [stream("marble", "offer", "slurry", 100.0)])
    scenario = replace(
        LINEAR,
        added_firms=(AddedFirm("mill", "Mill", "2351", 37.01, 30.6),),
        added_streams=(AddedStream("new:mill", "need", "filler", 20.0),),
    )
    baseline, changed = match(whole, KNOWLEDGE, LINEAR), match(whole, KNOWLEDGE, scenario)

    row = only(difference(baseline, changed))
    assert row["change"] == "appeared"
    assert row["quantity_per_year_after"] == pytest.approx(40.0)
    assert len(whole.firm) == 1


def test_a_scenario_survives_its_file_and_its_link():
    scenario = replace(
        LINEAR,
        name='Kış "deneme"',
        radius_km=(("water", 8.0),),
        carbon_price_per_t=12.5,
        removed_firms=("a;b", "ç"),
        added_firms=(AddedFirm("mill", 'M "&=', "2351", 37.0, 30.0),),
        added_streams=(AddedStream("new:mill", "need", "filler", 20.0),),
    )

    assert from_toml(to_toml(scenario)) == scenario
    assert from_query(to_query(scenario), LINEAR) == scenario


def test_the_knowledge_of_the_product_matches_across_resources():
    # Whey to powder, pomace to feed, slurry to cement: not only equal names.
    knowledge = load()
    whole = zone(
        [firm("dairy", nace="1051"), firm("feed", 5, nace="1091")],
        [
            stream("dairy", "offer", "fruit_pomace", 500.0),
            stream("feed", "need", "animal_feed", 5000.0),
        ],
    )
    found = match(whole, knowledge, replace(LINEAR, valuation_date="")).candidates

    assert not found.empty
    assert (found["from_resource"] != found["to_resource"]).all()


@pytest.mark.parametrize(
    ("route", "money", "kg"),
    [(None, -50.0, -20.0), ("R4", -50.0, -20.0), ("D1", 40.0, 100.0)],
    ids=["unknown", "recovered", "landfilled"],
)
def test_scrap_counts_as_sold_today_unless_its_firm_buries_it(route, money, kg):
    # Sold: 50 EUR/t and today's buyer saves 20 kg/t, both lost. Buried: 40 EUR/t, 100 kg/t avoided.
    sold = [("disposal_cost", "sawdust", -50.0, "EUR"), ("co2e_disposal", "sawdust", -20.0, "")]
    rows = KNOWLEDGE.factors.head(len(sold)).assign(
        **dict(
            zip(["metric", "subject", "value", "currency"], zip(*sold, strict=True), strict=True)
        )
    )
    factors = pd.concat([KNOWLEDGE.factors, rows], ignore_index=True)
    whole = zone(
        [firm("sawmill"), firm("board", 1)],
        [
            stream("sawmill", "offer", "sawdust", 10.0, present_route=route),
            stream("board", "need", "furnish", 100.0),
        ],
    )
    row = only(match(whole, replace(KNOWLEDGE, factors=factors), LINEAR).candidates)

    assert row["avoided_disposal_per_unit"] == pytest.approx(money)
    assert row["co2e_disposal_kg_per_unit"] == pytest.approx(kg)
