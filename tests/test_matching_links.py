"""Links that cost something or ask for a lot: each step of the plan over them, by hand."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from test_matching_allocate import case, random_case

from symbio.matching.allocate import Baseline, allocate
from symbio.matching.fill import TOGETHER, fill
from symbio.matching.linear import Linear
from symbio.matching.links import Components, Links
from symbio.matching.program import build
from symbio.matching.search import search

KINDS = {
    "fixed": {"fixed": [0.0, 120.0, 400.0]},
    "lot": {"lot": [0.0, 12.0]},
    "both": {"fixed": [50.0, 200.0], "lot": [5.0, 15.0]},
}


def parts_of(arcs, amounts, worth):
    """The components of a case as the plan sees them, and where to look: everywhere."""
    program = build(arcs, amounts)
    linear = Linear(
        cost=-worth.objective[program.arc],
        lower=np.zeros(len(program.arc)),
        upper=np.where(worth.usable[program.arc], program.upper, 0.0),
        row_lower=np.full(len(program.row_upper), -np.inf),
        row_upper=program.row_upper,
        start=program.start,
        index=program.index,
        entry=program.entry,
        column_start=program.column_start,
        row_start=program.row_start,
    )
    parts = Components(linear, program.arc, Links(worth.fixed, worth.lot, program.most))
    return parts, np.ones(parts.count, bool)


def by_arc(parts, x):
    """Quantities in the order of the arcs."""
    total = np.zeros(len(parts.names))
    total[parts.names] = np.bincount(parts.group, weights=x, minlength=len(parts.names))
    return total.tolist()


def columns(parts, *quantities):
    """A solution with these quantities, one per arc of the case."""
    return np.asarray(quantities, float)[parts.names]


def test_a_link_below_its_lot_is_no_plan_and_one_that_loses_money_is_a_bad_one():
    # 20 t of a lot of 30; 10 t that bring 90 for a link of 200.
    parts, _ = parts_of(
        *case([0, 1], [0, 1], [10, 9], [50, 50], [50, 50], fixed=[0, 200], lot=[30, 0])
    )
    state = parts.state(columns(parts, 20, 10))
    first, second = np.argsort(parts.names)

    assert state.short.all()
    assert not state.feasible[parts.of_arc[first]]
    assert state.feasible[parts.of_arc[second]]
    assert state.objective[parts.of_arc[second]] == pytest.approx(90 - 200)
    assert by_arc(parts, parts.pruned(columns(parts, 20, 10))) == [0, 0]


def test_the_room_of_a_column_is_what_offer_need_and_cap_leave():
    # One tonne replaces half a tonne; the pathway may cover 0.3 of the need of 100: 60 t.
    parts, _ = parts_of(*case([0], [0], [1], [500], [100], replaced=[0.5], cap=[0.3]))
    left = np.append(parts.program.row_upper, np.inf)

    assert parts.room(left).tolist() == pytest.approx([60.0])


@pytest.mark.parametrize(
    ("quantities", "usable", "holds"),
    [
        ((60, 40), True, True),
        ((60, 60), True, False),
        ((101, 0), True, False),
        ((60, 0), False, False),
    ],
)
def test_a_plan_holds_within_every_row_and_bound(quantities, usable, holds):
    arcs, amounts, worth = case([0, 0], [0, 1], [1, 1], [100], [200, 200])
    worth.usable[0] = usable
    parts, _ = parts_of(arcs, amounts, worth)

    assert parts.holds(columns(parts, *quantities)) is holds


def filled(*arguments, start=None, asked=True, **more):
    """What `fill` makes of a case from `start`."""
    arcs, amounts, worth = case(*arguments, **more)
    parts, everywhere = parts_of(arcs, amounts, worth)
    x = columns(parts, *(start or [0] * len(worth.objective)))
    return by_arc(parts, fill(parts, x, everywhere if asked else ~everywhere))


def test_the_link_that_brings_most_alone_goes_first():
    # 100·10 - 200 = 800 against 100·9 - 50 = 850.
    assert filled([0, 0], [0, 1], [10, 9], [100], [100, 100], fixed=[200, 50]) == [0, 100]


def test_what_a_refused_link_asked_for_goes_to_the_next():
    # 80 t go to the best; the second wants 30 t at least and gives the last 20 t on.
    found = filled([0, 0, 0], [0, 1, 2], [20, 9, 1], [100], [80, 100, 100], lot=[0, 30, 0])
    assert found == [80, 0, 20]


def test_a_link_that_does_not_earn_its_cost_on_what_is_left_is_refused():
    # On the 20 t that are left it brings 180 for a link of 300.
    found = filled([0, 0, 0], [0, 1, 2], [10, 9, 1], [100], [80, 100, 100], fixed=[0, 300, 0])
    assert found == [80, 0, 20]


def test_what_is_used_already_takes_more_without_paying_again():
    found = filled([0], [0], [10], [100], [200], fixed=[500], lot=[90], start=[95])
    assert found == [100]


def test_a_need_is_filled_by_what_the_offers_replace_of_it():
    # 100 t of the first replace 50 t of the need of 60; the second has room for 10 t.
    found = filled([0, 1], [0, 0], [10, 9], [100, 100], [60], replaced=[0.5, 1.0])
    assert found == [100, 10]


def test_links_beyond_those_looked_at_together_are_filled_too():
    many = 2 * TOGETHER + 10
    each = np.arange(many)
    worth = {"fixed": np.full(many, 5.0)}
    assert filled(each, each, [1] * many, [10] * many, [10] * many, **worth) == [10] * many


def test_nothing_is_filled_where_nobody_asked():
    assert filled([0], [0], [10], [100], [100], asked=False) == [0]


def test_two_links_of_one_pathway_share_its_cap_and_a_refused_one_gives_it_back():
    # The pathway may cover 50 t of the need. 40 t of the first, then a lot of 20 is not met.
    arcs, amounts, worth = case(
        [0, 1, 2], [0, 0, 0], [20, 9, 8], [40, 100, 100], [100], cap=[0.5] * 3, lot=[0, 20, 0]
    )
    arcs.cap_group[:] = 0
    parts, asked = parts_of(arcs, amounts, worth)

    assert by_arc(parts, fill(parts, columns(parts, 0, 0, 0), asked)) == [40, 0, 10]


def optimum(arcs, amounts, worth):
    """The best plan by another solver's branch and bound, with a binary per arc."""
    arc = np.arange(len(arcs.offer))
    count, streams = len(arc), len(amounts.year)
    rows = np.zeros((streams + 3 * count, 2 * count))
    rows[arcs.offer, arc] = 1.0
    rows[arcs.need, arc] = rows[streams + arc, arc] = arcs.replaced
    most = np.minimum(
        amounts.year[arcs.offer], arcs.cap_share * amounts.year[arcs.need] / arcs.replaced
    )
    rows[streams + count + arc, arc], rows[streams + count + arc, count + arc] = 1.0, -most
    rows[streams + 2 * count + arc, arc] = 1.0
    rows[streams + 2 * count + arc, count + arc] = -worth.lot
    nothing, any_ = np.zeros(count), np.full(count, np.inf)
    upper = [amounts.year, arcs.cap_share * amounts.year[arcs.need], nothing, any_]
    lower = np.concatenate([np.full(streams + 2 * count, -np.inf), nothing])
    found = milp(
        np.concatenate([-worth.objective, worth.fixed]),
        constraints=LinearConstraint(rows, lower, np.concatenate(upper)),
        integrality=np.repeat([0, 1], count),
        bounds=Bounds(0, np.concatenate([most, np.ones(count)])),
        options={"mip_rel_gap": 0},
    )
    return -found.fun


# As many as the quick plan finds today: who changes it and finds fewer has lost something.
@pytest.mark.parametrize(("kind", "found"), [("fixed", 36), ("lot", 31), ("both", 30)])
def test_the_quick_plan_alone_is_often_the_best_and_its_bound_is_never_below_it(kind, found):
    best = 0
    for seed in range(40):
        arcs, amounts, worth = random_case(seed, **KINDS[kind])
        plan, most = allocate(arcs, amounts, worth, nodes=0), optimum(arcs, amounts, worth)

        used = plan.quantity > 0
        assert (plan.quantity[used] >= worth.lot[used] * (1 - 1e-6)).all()
        assert plan.objective <= most * (1 + 1e-6) + 1e-6
        assert plan.bound >= most * (1 - 1e-6) - 1e-6
        best += plan.objective >= most * (1 - 1e-6)

    assert best >= found


def test_a_link_refused_for_its_lot_is_out_of_the_rounds_that_follow():
    # Were refused links asked again, the mean share would be 0.967 instead of 0.975 (tried).
    shares = []
    for seed in (4, 16, 55, 143, 160, 162, 198, 209):
        zone = random_case(seed, size=10, **KINDS["lot"])
        shares.append(allocate(*zone, nodes=0).objective / optimum(*zone))

    assert max(shares) <= 1 + 1e-6
    assert np.mean(shares) >= 0.974


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [8, 13, 15, 17, 20, 23, 24, 31, 37, 38])
def test_the_search_certifies_the_best_plan_where_the_quick_one_is_not(kind, seed):
    arcs, amounts, worth = random_case(seed, **KINDS[kind])
    plan = allocate(arcs, amounts, worth, gap=0.0)

    assert plan.objective == pytest.approx(optimum(arcs, amounts, worth), rel=1e-5, abs=1e-6)
    assert plan.bound == pytest.approx(plan.objective, rel=1e-5, abs=1e-6)


def twice(arcs, amounts, worth, factor):
    """A case, and beside it the same once more, worth `factor` times as much."""
    supply, demand = amounts.year[:6], amounts.year[6:]
    return case(
        np.concatenate([arcs.offer, arcs.offer + 6]),
        np.concatenate([arcs.need - 6, arcs.need]),
        np.concatenate([worth.objective, factor * worth.objective]),
        np.concatenate([supply, supply]),
        np.concatenate([demand, demand]),
        replaced=np.concatenate([arcs.replaced, arcs.replaced]),
        cap=np.concatenate([arcs.cap_share, arcs.cap_share]),
        fixed=np.concatenate([worth.fixed, factor * worth.fixed]),
        lot=np.concatenate([worth.lot, worth.lot]),
    )


def test_the_search_spends_its_nodes_where_most_is_missing_and_stops_when_they_are_gone():
    one = random_case(13, **KINDS["lot"])
    quick, best = allocate(*one, nodes=0).objective, optimum(*one)
    assert quick < best * 0.999
    both = twice(*one, factor=10.0)

    # Each half has 12 columns that are worth something: there are nodes for one of the two.
    plan = allocate(*both, nodes=20)

    assert plan.objective == pytest.approx(quick + 10 * best, rel=1e-5)
    assert allocate(*both, nodes=1000).objective == pytest.approx(11 * best, rel=1e-5)
    # Nor is anything searched where the quick plan is good enough.
    assert allocate(*both, nodes=1000, gap=0.5).objective == pytest.approx(11 * quick, rel=1e-5)


def test_a_search_that_finds_nothing_better_leaves_the_plan():
    # 850 on the second link against 800 on the first.
    parts, _ = parts_of(*case([0, 0], [0, 1], [10, 9], [100], [100, 100], fixed=[200, 50]))
    x, bound = search(parts, columns(parts, 0, 100), 2000.0, gap=0.5, nodes=0)

    assert by_arc(parts, x) == [0, 100]
    assert bound >= 850


def stayed(arguments, more, held, gap):
    """The plan of a case whose baseline used `held`."""
    arcs, amounts, worth = case(*arguments, **more)
    quantity = np.asarray(held, float)
    baseline = Baseline(quantity, np.repeat(quantity[:, None] / 12, 12, axis=1))
    return allocate(arcs, amounts, worth, baseline=baseline, gap=gap).quantity.tolist()


@pytest.mark.parametrize(
    ("value", "gap", "stays"),
    # 900 on the first link. 905 is 0.6 % better, 1.25 % is a quarter of the gap; 1,100 is 22 %.
    [(10.05, 0.05, True), (10.05, 0.0, False), (12.0, 0.05, False)],
)
def test_the_plan_stays_with_the_baseline_for_next_to_nothing_only(value, gap, stays):
    arguments = ([0, 0], [0, 1], [10, value], [100], [100, 100])
    found = stayed(arguments, {"fixed": [100, 100]}, [100, 0], gap)

    assert found == pytest.approx([100, 0] if stays else [0, 100])


def test_a_baseline_that_asks_for_more_than_there_is_now_is_not_kept():
    # It used 60 + 60 of 120 t; there are 100 t now.
    arguments = ([0, 0], [0, 1], [10, 10], [100], [60, 60])
    found = stayed(arguments, {"fixed": [50, 50]}, [60, 60], 0.05)

    assert sum(found) == pytest.approx(100)


def test_a_baseline_below_todays_lot_is_not_kept():
    # It used 50 + 50 t; of a lot of 55 there is one in 100 t, and the needs are 60 t each.
    arguments = ([0, 0], [0, 1], [10, 10], [100], [60, 60])
    found = stayed(arguments, {"lot": [55, 55]}, [50, 50], 0.05)

    assert sorted(found) == pytest.approx([0, 60])
