"""A zone of four firms: every number can be followed with a pencil."""

from dataclasses import replace

import pandas as pd
import pytest
from matching_case import PLAIN, firm, knowledge, need, offer, pathway, resource, zone
from pencil_zone import FIRMS, STREAMS, TABLES, TO_C, TO_P, TO_Q, run

from symbio.matching import AddedFirm, AddedStream, Solver, difference, match


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


def test_a_pathway_asks_its_own_quality_of_the_offer():
    tables = replace(TABLES, pathways=TABLES.pathways.assign(quality_needed="moisture_percent<=30"))

    wet = run(tables, FIRMS, [STREAMS[0] | {"moisture_percent": 35.0}, STREAMS[1]])
    dry = run(tables, FIRMS, [STREAMS[0] | {"moisture_percent": 25.0}, STREAMS[1]])

    assert wet.candidates.empty
    assert dry.candidates["quality_known"].all()


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


TAKEN_IN = knowledge(
    [resource("sweepings", disposal_class="municipal", waste_code="200108")],
    [],
    [
        ("disposal_cost", "municipal", 150.0),
        ("virgin_price", "sweepings", 0.0),
        ("treatment_cost", "municipal", 100.0),
        ("handling_cost", "material", 3.0),
        ("freight_rate", "", 0.10),
        ("co2e_disposal", "municipal", 500.0),
        ("co2e_virgin", "municipal", 0.0),
        ("co2e_treatment", "municipal", 330.0),
        ("co2e_freight", "", 0.1),
    ],
)


@pytest.mark.parametrize(
    ("gate_fee", "purchase", "treatment", "value"),
    [(None, 0.0, 100.0, 46.0), (-80.0, -80.0, 0.0, 66.0)],
    ids=["cost of its process", "its own gate fee"],
)
def test_who_takes_a_waste_in_as_it_is_bears_what_its_process_costs(
    gate_fee, purchase, treatment, value
):
    # 10 km: 150 - 100 - 3 - 1 = 46; a plant that says it earns 80 today loses that: 66.
    mine = {"present_cost_per_unit": gate_fee, "present_cost_currency": "EUR"} if gate_fee else {}
    streams = [offer("A", "sweepings", 100.0), need("B", "sweepings", 100.0, **mine)]

    (row,) = run(TAKEN_IN, [firm("A"), firm("B", 10)], streams).candidates.to_dict("records")

    assert row["avoided_purchase_per_unit"] == purchase
    assert row["treatment_per_unit"] == treatment
    assert row["value_per_unit"] == pytest.approx(value)
    assert row["general_value_per_unit"] == pytest.approx(46.0)
    assert row["co2e_kg_per_unit"] == pytest.approx(500 - 330 - 1)


def test_a_waste_that_somebody_buys_as_it_is_has_no_cost_of_intake():
    rows = TAKEN_IN.factors
    bought = rows.assign(value=rows["value"].where(rows["metric"] != "virgin_price", 20.0))
    streams = [offer("A", "sweepings", 100.0), need("B", "sweepings", 100.0)]

    found = run(replace(TAKEN_IN, factors=bought), [firm("A"), firm("B", 10)], streams).candidates

    assert found["treatment_per_unit"].tolist() == [0.0]
    assert found["value_per_unit"].tolist() == [pytest.approx(150 + 20 - 3 - 1)]


def test_what_is_left_of_a_thing_that_is_sold_is_not_sold():
    # Dross earns 50 EUR/t today; a tenth of it stays as residue and costs 30 EUR/t to bury.
    tables = knowledge(
        [resource("dross", disposal_class="municipal"), resource("metal")],
        [pathway("dross_to_metal", "dross", "metal", residue_share=0.1)],
        [
            ("disposal_cost", "dross", -50.0),
            ("disposal_cost", "municipal", 30.0),
            ("virgin_price", "metal", 200.0),
            ("handling_cost", "material", 3.0),
            ("freight_rate", "", 0.10),
        ],
    )
    streams = [offer("A", "dross", 100.0), need("B", "metal", 500.0)]

    (row,) = run(tables, [firm("A"), firm("B", 10)], streams).candidates.to_dict("records")

    assert row["avoided_disposal_per_unit"] == -50.0
    assert row["residue_disposal_per_unit"] == pytest.approx(3.0)
