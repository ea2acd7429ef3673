"""Laws that hold on every zone, for exact optima without pruning."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_world import SCENARIO, firm, random_zone, small_knowledge, stream, zone

from symbio.matching import Solver, match
from symbio.zone.rows import MONTHS

KNOWLEDGE = small_knowledge()
WITH_LOTS = small_knowledge(lot=40.0)
# No pipes: linear programs, whose optimum is exact. Whole links have their own tests.
LINEAR = replace(SCENARIO, count_pipe_cost=False)
SEEDS = range(12)
TINY = 1e-6


def shares(zone, stream_ids):
    """The part of the year's quantity that each month may bring, rows of twelve."""
    table = zone.stream.set_index("stream_id").loc[stream_ids, list(MONTHS)].to_numpy("float64")
    table = np.where(np.isnan(table).all(axis=1, keepdims=True), 1.0, np.nan_to_num(table))
    return table / table.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("knowledge", [KNOWLEDGE, WITH_LOTS], ids=["free", "lots"])
def test_nothing_is_given_or_taken_beyond_what_there_is(seed, knowledge):
    rows = random_zone(seed)
    plan = match(rows, knowledge, LINEAR).exchanges

    has = rows.stream.set_index("stream_id")["quantity_per_year"]
    given = plan.groupby("offer_stream_id")["quantity_per_year"].sum()
    displaced = plan["quantity_per_year"] * plan["yield"] * plan["substitution_ratio"]
    taken = displaced.groupby(plan["need_stream_id"]).sum()
    assert (given <= has[given.index] * (1 + TINY)).all()
    assert (taken <= has[taken.index] * (1 + TINY)).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_month_gives_more_than_a_fresh_offer_has_in_it(seed):
    rows = random_zone(seed)
    plan = match(rows, KNOWLEDGE, LINEAR).exchanges
    fresh = plan[plan["monthly"] & plan["from_resource"].isin(["sawdust", "hot_water"])]

    by_offer = fresh.groupby("offer_stream_id")[list(MONTHS)].sum()
    has = rows.stream.set_index("stream_id")["quantity_per_year"][by_offer.index].to_numpy()
    most = has[:, None] * shares(rows, by_offer.index)
    assert (by_offer.to_numpy() <= most * (1 + TINY) + TINY).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pathway_covers_no_more_of_a_need_than_its_cap(seed):
    rows = random_zone(seed)
    plan = match(rows, KNOWLEDGE, LINEAR).exchanges
    capped = plan[plan["pathway_id"] == "sawdust_to_furnish"]

    displaced = capped["quantity_per_year"] * capped["yield"] * capped["substitution_ratio"]
    taken = displaced.groupby(capped["need_stream_id"]).sum()
    need = rows.stream.set_index("stream_id")["quantity_per_year"][taken.index]
    assert (taken <= 0.5 * need * (1 + TINY)).all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("knowledge", [KNOWLEDGE, WITH_LOTS], ids=["free", "lots"])
def test_the_objective_is_the_sum_of_the_rows(seed, knowledge):
    scenario = replace(SCENARIO, carbon_price_per_t=80.0, fixed_link_cost_per_year=25.0)
    result = match(random_zone(seed), knowledge, scenario)
    plan = result.exchanges

    carbon = 80.0 * plan["co2e_t_per_year"].sum()
    assert result.solve.objective == pytest.approx(plan["value_per_year"].sum() + carbon, rel=1e-6)
    per_unit = plan["value_per_unit"] * plan["quantity_per_year"]
    np.testing.assert_allclose(
        plan["value_per_year"], per_unit - plan["fixed_link_cost_per_year"], rtol=1e-9, atol=1e-6
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_candidates_priced_in_parts_are_worth_what_they_are_at_once(seed, monkeypatch):
    at_once = match(random_zone(seed), KNOWLEDGE, LINEAR)
    monkeypatch.setattr("symbio.matching.priced.TOGETHER", 7)
    in_parts = match(random_zone(seed), KNOWLEDGE, LINEAR)

    assert len(at_once.candidates) > 7
    pd.testing.assert_frame_equal(in_parts.candidates, at_once.candidates)
    pd.testing.assert_frame_equal(in_parts.exchanges, at_once.exchanges)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_terms_of_a_candidate_add_up_to_its_value(seed):
    found = match(random_zone(seed), KNOWLEDGE, LINEAR).candidates

    costs = ["treatment", "residue_disposal", "handling", "transport"]
    total = found["avoided_disposal_per_unit"] + found["avoided_purchase_per_unit"]
    for name in costs:
        total = total - found[f"{name}_per_unit"]
    known = found["price_known"]
    np.testing.assert_allclose(total[known], found["value_per_unit"][known], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_firms_never_lower_the_optimum(seed):
    whole = random_zone(seed)
    fewer = replace(LINEAR, removed_firms=("f0", "f1"))

    assert match(whole, KNOWLEDGE, LINEAR).solve.objective >= (
        match(whole, KNOWLEDGE, fewer).solve.objective - TINY
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wider_radius_never_lowers_the_optimum(seed):
    rows = random_zone(seed)
    optima = [
        match(
            rows, KNOWLEDGE, replace(LINEAR, radius_km=(("energy", km), ("material", km)))
        ).solve.objective
        for km in (2.0, 10.0, 30.0, 80.0)
    ]

    assert all(later >= earlier - TINY for earlier, later in zip(optima, optima[1:], strict=False))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dearer_disposal_of_what_is_offered_never_lowers_the_optimum(seed):
    rows = random_zone(seed)
    optima = [
        match(
            rows, KNOWLEDGE, replace(LINEAR, disposal_price_change_percent=change)
        ).solve.objective
        for change in (0.0, 25.0, 100.0)
    ]

    assert optima[0] <= optima[1] + TINY <= optima[2] + 2 * TINY


@pytest.mark.parametrize("seed", SEEDS)
def test_a_blocked_or_unknown_candidate_never_gets_a_quantity(seed):
    result = match(random_zone(seed), KNOWLEDGE, LINEAR)

    assert (result.exchanges["legal_state"] != "blocked").all()
    assert result.exchanges["quantity_known"].all()
    strict = match(random_zone(seed), KNOWLEDGE, replace(LINEAR, allow_conditional=False))
    assert (strict.exchanges["legal_state"] == "allowed").all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", [LINEAR, SCENARIO], ids=["linear", "pipes"])
def test_the_order_of_the_rows_changes_nothing(seed, scenario):
    rows = random_zone(seed)
    draw = np.random.default_rng(seed)
    shuffled = replace(
        rows,
        firm=rows.firm.iloc[draw.permutation(len(rows.firm))].reset_index(drop=True),
        stream=rows.stream.iloc[draw.permutation(len(rows.stream))].reset_index(drop=True),
    )

    one, other = match(rows, WITH_LOTS, scenario), match(shuffled, WITH_LOTS, scenario)

    pd.testing.assert_frame_equal(one.candidates, other.candidates)
    pd.testing.assert_frame_equal(one.exchanges, other.exchanges)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_warm_solver_answers_as_a_cold_one(seed):
    rows = random_zone(seed)
    solver = Solver(rows, WITH_LOTS)
    for change in (0.0, 40.0, -30.0, 0.0):
        scenario = replace(SCENARIO, virgin_price_change_percent=change)
        warm, cold = solver.match(scenario), match(rows, WITH_LOTS, scenario)
        pd.testing.assert_frame_equal(warm.exchanges, cold.exchanges, rtol=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_asked_before_changes_neither_the_plan_of_links_nor_its_bound(seed):
    rows = random_zone(seed)
    links = replace(SCENARIO, fixed_link_cost_per_year=300.0, mip_gap=0.0, mip_nodes=20)
    solver = Solver(rows, WITH_LOTS)
    for change in (60.0, -30.0, 0.0):
        scenario = replace(links, virgin_price_change_percent=change)
        warm, cold = solver.match(scenario), match(rows, WITH_LOTS, scenario)
        pd.testing.assert_frame_equal(warm.exchanges, cold.exchanges, rtol=1e-6)
        assert warm.solve.gap == pytest.approx(cold.solve.gap, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fee_band_is_open_exactly_where_there_is_a_joint_gain(seed):
    found = match(random_zone(seed), KNOWLEDGE, LINEAR).candidates
    found = found[found["price_known"]]

    width = found["fee_high_per_unit"] - found["fee_low_per_unit"]
    np.testing.assert_allclose(width, found["value_per_unit"], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lot_is_reached_or_nothing_flows(seed):
    plan = match(random_zone(seed), WITH_LOTS, LINEAR).exchanges
    through = plan[~plan["pathway_id"].str.startswith("same:")]

    assert (through["quantity_per_year"] >= 40.0 * (1 - TINY)).all()


def test_the_plan_that_is_worth_the_same_stays_nearest_to_the_baseline():
    # One offer of 100 t and two needs of 100 t, both 5 km away: either plan is optimal.
    firms = [firm("a"), firm("b", 5), firm("c", -5)]
    rows = [
        stream("a", "offer", "slurry", 100.0),
        stream("b", "need", "slurry", 100.0),
        stream("c", "need", "slurry", 100.0),
    ]
    whole = zone(firms, rows)

    for kept, gone in (("b", "c"), ("c", "b")):
        baseline = match(whole, KNOWLEDGE, replace(LINEAR, removed_firms=(gone,)))
        assert set(baseline.exchanges["receiver_firm_id"]) == {kept}
        again = match(whole, KNOWLEDGE, LINEAR, baseline)
        assert set(again.exchanges["receiver_firm_id"]) == {kept}
