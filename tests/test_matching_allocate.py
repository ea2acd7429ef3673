"""The plan by itself: published answers, bounds from the other side, brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from symbio.matching.allocate import Baseline, Worth, allocate
from symbio.matching.engine import Engine
from symbio.matching.program import Amounts, Arcs, build


def case(offer, need, value, supply, demand, *, replaced=None, cap=None, fixed=None, lot=None):
    """Arcs, amounts and worth of a plan by the year; offers are streams 0 … n - 1."""
    offer, need = np.asarray(offer), np.asarray(need)
    count = len(offer)
    year = np.concatenate([supply, demand]).astype("float64")
    arcs = Arcs(
        offer=offer,
        need=need + len(supply),
        replaced=np.ones(count) if replaced is None else np.asarray(replaced, float),
        cap_group=np.arange(count),
        cap_share=np.ones(count) if cap is None else np.asarray(cap, float),
        weight=(np.arange(count) * 0.6180339887 + 0.1) % 1.0,
    )
    amounts = Amounts(year, np.repeat(year[:, None] / 12, 12, axis=1), np.ones(len(year), bool))
    worth = Worth(
        objective=np.asarray(value, float),
        fixed=np.zeros(count) if fixed is None else np.asarray(fixed, float),
        lot=np.zeros(count) if lot is None else np.asarray(lot, float),
        usable=np.ones(count, bool),
    )
    return arcs, amounts, worth


def test_dantzigs_transport_problem():
    # GAMS trnsport (reference/matching.md, case 5): 153.675 thousand dollars. Each case that
    # arrives is worth 1 here, so that all 900 cases are delivered: 900 - 153.675 = 746.325.
    distance = np.array([2.5, 1.7, 1.8, 2.5, 1.8, 1.4])
    arcs, amounts, worth = case(
        [0, 0, 0, 1, 1, 1],
        [0, 1, 2, 0, 1, 2],
        1.0 - 90 * distance / 1000,
        [350.0, 600.0],
        [325.0, 300.0, 275.0],
    )
    plan = allocate(arcs, amounts, worth)

    assert plan.quantity.sum() == pytest.approx(900.0)
    assert 900.0 - plan.objective == pytest.approx(153.675, abs=1e-3)
    assert plan.bound == pytest.approx(plan.objective, rel=1e-5)


def random_case(seed, size=6, **more):
    """A few offers and needs, about half of the arcs, values round zero and above."""
    draw = np.random.default_rng(seed)
    arc = [(o, n) for o in range(size) for n in range(size) if draw.random() < 0.5] or [(0, 0)]
    count = len(arc)
    return case(
        *zip(*arc, strict=True),
        draw.uniform(-20, 100, count).round(1),
        draw.uniform(0, 50, size).round(1),
        draw.uniform(0, 50, size).round(1),
        replaced=draw.uniform(0.2, 1.5, count).round(2),
        cap=draw.choice([0.3, 1.0], count),
        **{name: np.asarray(draw.choice(values, count)) for name, values in more.items()},
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_dual_problem_has_the_same_optimum(seed):
    # min Σ b·u + Σ upper·w with u_offer + replaced·u_need + replaced·u_cap + w ≥ value
    # bounds every plan; that it meets the plan proves both right.
    arcs, amounts, worth = random_case(seed)
    plan = allocate(arcs, amounts, worth)
    count, streams = len(arcs.offer), len(amounts.year)

    dual = np.zeros((count, streams + count))
    place = np.arange(count)
    dual[place, arcs.offer] = 1.0
    dual[place, arcs.need] = arcs.replaced
    dual[place, streams + place] = arcs.replaced
    cost = np.concatenate([amounts.year, arcs.cap_share * amounts.year[arcs.need]])
    answer = linprog(cost, A_ub=-dual, b_ub=-worth.objective, bounds=(0, None))

    assert plan.objective == pytest.approx(answer.fun, rel=1e-5, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_a_used_engine_gives_the_same_plan(seed):
    arcs, amounts, worth = random_case(seed, fixed=[0.0, 30.0], lot=[0.0, 8.0])
    engine = Engine()
    draw = np.random.default_rng(seed)
    for factor in draw.uniform(0.5, 1.5, 3):
        moved = Worth(worth.objective * factor, worth.fixed, worth.lot, worth.usable)
        warm = allocate(arcs, amounts, moved, engine=engine)
        cold = allocate(arcs, amounts, moved)
        np.testing.assert_allclose(warm.quantity, cold.quantity, atol=1e-6)


def best_by_brute_force(arcs, amounts, worth):
    """Try every set of links that cost or ask for a lot."""
    count, streams = len(arcs.offer), len(amounts.year)
    place = np.arange(count)
    rows = np.zeros((streams + count, count))
    rows[arcs.offer, place] = 1.0
    rows[arcs.need, place] = arcs.replaced
    rows[streams + place, place] = arcs.replaced
    limit = np.concatenate([amounts.year, arcs.cap_share * amounts.year[arcs.need]])
    whole = np.flatnonzero((worth.fixed > 0) | (worth.lot > 0))
    best = 0.0
    for chosen in itertools.product([False, True], repeat=len(whole)):
        used = np.ones(count, bool)
        used[whole] = chosen
        bounds = [(worth.lot[k] if used[k] else 0.0, None if used[k] else 0.0) for k in place]
        answer = linprog(-worth.objective, A_ub=rows, b_ub=limit, bounds=bounds)
        if answer.status == 0:
            best = max(best, -answer.fun - worth.fixed[whole][list(chosen)].sum())
    return best


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "more", [{"fixed": [0.0, 200.0]}, {"lot": [0.0, 12.0]}, {"fixed": [100.0], "lot": [10.0]}]
)
def test_whole_links_are_chosen_as_brute_force_would(seed, more):
    arcs, amounts, worth = random_case(seed, size=3, **more)
    plan = allocate(arcs, amounts, worth, gap=0.0)

    assert plan.objective == pytest.approx(best_by_brute_force(arcs, amounts, worth), rel=1e-5)
    used = plan.quantity > 0
    assert (plan.quantity[used] >= worth.lot[used] * (1 - 1e-6)).all()


def test_a_lot_that_no_one_can_fill_rules_the_link_out():
    arcs, amounts, worth = case([0, 0], [0, 1], [50, 10], [100], [20, 90], lot=[30, 0])
    plan = allocate(arcs, amounts, worth)

    # The dear link could carry 20 at most, and asks for 30.
    assert plan.quantity.tolist() == pytest.approx([0.0, 90.0])


def test_a_link_that_does_not_earn_its_cost_is_not_built():
    arcs, amounts, worth = case([0, 0], [0, 1], [10, 9], [100], [100, 100], fixed=[200, 50])
    plan = allocate(arcs, amounts, worth)

    # 100·10 - 200 = 800 against 100·9 - 50 = 850.
    assert plan.quantity.tolist() == pytest.approx([0.0, 100.0])
    assert plan.objective == pytest.approx(850.0)


def test_equal_optima_stay_where_the_baseline_is():
    arcs, amounts, worth = case([0, 0, 0], [0, 1, 2], [5, 5, 5], [10], [10, 10, 10])
    for kept in range(3):
        quantity = np.zeros(3)
        quantity[kept] = 10.0
        baseline = Baseline(quantity, np.repeat(quantity[:, None] / 12, 12, axis=1))
        plan = allocate(arcs, amounts, worth, baseline=baseline)
        assert plan.quantity.tolist() == pytest.approx(quantity.tolist())


@pytest.mark.parametrize("more", [{}, {"fixed": [0.0, 60.0]}, {"lot": [0.0, 9.0]}])
def test_a_plan_is_its_own_nearest(more):
    for seed in range(10):
        arcs, amounts, worth = random_case(seed, size=8, **more)
        first = allocate(arcs, amounts, worth, gap=0.05, nodes=1)
        month = np.repeat(first.quantity[:, None] / 12, 12, axis=1)
        again = allocate(
            arcs, amounts, worth, baseline=Baseline(first.quantity, month), gap=0.05, nodes=1
        )
        np.testing.assert_allclose(again.quantity, first.quantity, atol=1e-6)


def test_months_that_are_alike_become_one_period():
    flat = np.full(12, 10.0)
    summer = np.where(np.isin(np.arange(12), [5, 6, 7]), 40.0, 0.0)
    arcs, amounts, _ = case([0], [0], [1.0], [120.0], [120.0])
    even = Amounts(amounts.year, np.array([flat, flat]), np.zeros(2, bool))
    seasonal = Amounts(amounts.year, np.array([flat, summer]), np.zeros(2, bool))

    assert len(build(arcs, even).arc) == 1
    program = build(arcs, seasonal)
    assert len(program.arc) == 2
    # Nine months of nothing, and three of 10 t; the bound is rounded up, the rows are exact.
    assert program.upper.tolist() == [0.0, 32.0]
    assert sorted(program.row_upper.tolist()) == pytest.approx([0.0, 30.0, 90.0, 120.0])


def test_nothing_to_plan_is_an_empty_plan():
    none = np.empty(0, dtype="int64")
    arcs = Arcs(none, none, np.empty(0), none, np.empty(0), np.empty(0))
    amounts = Amounts(np.array([1.0]), np.ones((1, 12)), np.array([True]))
    worth = Worth(np.empty(0), np.empty(0), np.empty(0), np.empty(0, dtype=bool))
    plan = allocate(arcs, amounts, worth)

    assert plan.objective == 0.0
    assert len(plan.x) == 0
