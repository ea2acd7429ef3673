"""What already flows is taken off first: no tonne is planned twice.

J offers 1,000 t of sawdust (disposal 30 EUR/t), P needs 500 t of furnish 10 km away.
sawdust_to_furnish: yield 0.9, ratio 0.8: one tonne of sawdust replaces 0.72 t of furnish.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_case import PLAIN, firm, knowledge, need, offer, pathway, resource, zone

from symbio.matching import match

TABLES = knowledge(
    [resource("sawdust", disposal_class="municipal"), resource("furnish")],
    [
        pathway(
            "sawdust_to_furnish",
            "sawdust",
            "furnish",
            **{"yield": 0.9},
            substitution_ratio=0.8,
        )
    ],
    [
        ("disposal_cost", "municipal", 30.0),
        ("virgin_price", "furnish", 60.0),
        ("virgin_price", "sawdust", 10.0),
        ("handling_cost", "material", 3.0),
        ("freight_rate", "", 0.10),
    ],
)
FIRMS = [firm("J"), firm("P", 10), firm("Q", 20)]
STREAMS = [offer("J", "sawdust", 1000), need("P", "furnish", 500), need("Q", "furnish", 180)]


def synergy(**more):
    return {
        "synergy_id": "S1",
        "giver_firm_id": "J",
        "receiver_firm_id": "P",
        "resource": "sawdust",
        "to_resource": "furnish",
        "pathway_id": "sawdust_to_furnish",
        "stage": "operating",
        "quantity_planned_per_year": 100.0,
    } | more


def planned(*synergies):
    """Planned quantity by receiver [t/y], and the stream table by id."""
    result = match(zone(FIRMS, STREAMS, synergies=synergies), TABLES, PLAIN)
    by_firm = result.exchanges.groupby("receiver_firm_id")["quantity_per_year"].sum()
    return by_firm.round(4).to_dict(), result.streams.set_index("stream_id")


def test_without_synergies_all_that_is_needed_is_planned():
    by_firm, streams = planned()

    # 500 / 0.72 and 180 / 0.72
    assert by_firm == {"P": 694.4444, "Q": 250.0}
    assert streams["committed_per_year"].sum() == 0


def test_a_running_synergy_is_taken_from_its_offer_and_its_need():
    by_firm, streams = planned(synergy())

    # P still needs 500 - 72 = 428 t of furnish: 594.4444 t of sawdust of the 900 t left.
    assert by_firm == {"P": 594.4444, "Q": 250.0}
    assert streams.loc["o-J-sawdust", "committed_per_year"] == 100
    assert streams.loc["n-P-furnish", "committed_per_year"] == pytest.approx(72)
    assert streams.loc["o-J-sawdust", "quantity_per_year"] == 900
    assert streams.loc["o-J-sawdust", "netted_per_year"] == 0


def test_the_verified_quantity_counts_before_the_planned_one():
    by_firm, _ = planned(synergy(stage="verified", quantity_verified_per_year=50.0))

    assert by_firm["P"] == 644.4444


@pytest.mark.parametrize("stage", ["idea", "agreement", "investment", "parked", "rejected"])
def test_what_does_not_run_yet_takes_nothing(stage):
    assert planned(synergy(stage=stage))[0] == planned()[0]


def test_a_synergy_of_unknown_quantity_takes_nothing():
    assert planned(synergy(quantity_planned_per_year=None))[0] == planned()[0]


def test_an_unknown_pathway_leaves_the_need_as_it_is():
    by_firm, streams = planned(synergy(pathway_id="nobody_knows"))

    assert streams.loc["n-P-furnish", "committed_per_year"] == 0
    assert by_firm["P"] == 694.4444


def test_a_stream_that_is_named_is_the_one_that_counts():
    two = [*STREAMS, offer("J", "sawdust", 300) | {"stream_id": "o2"}]
    result = match(
        zone(FIRMS, two, synergies=[synergy(offer_stream_id="o2")]), TABLES, PLAIN
    ).streams.set_index("stream_id")

    assert result.loc["o2", "committed_per_year"] == 100
    assert result.loc["o-J-sawdust", "committed_per_year"] == 0


@settings(deadline=None)
@given(st.lists(st.floats(0, 900), min_size=1, max_size=4))
def test_never_more_is_given_than_there_is(amounts):
    running = [
        synergy(synergy_id=f"S{number}", quantity_planned_per_year=amount)
        for number, amount in enumerate(amounts)
    ]
    by_firm, streams = planned(*running)

    used = streams.loc["o-J-sawdust", "committed_per_year"]
    assert used == pytest.approx(min(sum(amounts), 1000), rel=1e-6, abs=1e-4)
    assert sum(by_firm.values()) + used <= 1000 + 1e-3
