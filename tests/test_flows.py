"""Flows add up: what is offered is matched or left, a plan moves waste and makes none."""

from types import SimpleNamespace

import pandas as pd
import pytest

from symbio import flows
from symbio.knowledge import load
from symbio.zone.rows import MONTHS, Zone


@pytest.fixture
def zone():
    firm = pd.DataFrame(
        [("A", "Süt", "1051"), ("B", "Yem", "1091"), ("C", "Ambalaj", "1721")],
        columns=["firm_id", "name", "nace"],
    )
    summer = {month: (1.0 if month == "month_07" else 0.0) for month in MONTHS}
    stream = pd.DataFrame(
        [
            {"stream_id": "o1", "firm_id": "A", "direction": "offer", "resource": "whey"}
            | {"quantity_per_year": 100.0, "present_route": "D8"},
            {"stream_id": "o2", "firm_id": "A", "direction": "offer", "resource": "whey"}
            | {"quantity_per_year": None, "present_route": "R3"},
            {"stream_id": "o3", "firm_id": "C", "direction": "offer", "resource": "waste_paper"}
            | {"quantity_per_year": 24.0, "present_route": "R12"},
            {"stream_id": "n1", "firm_id": "B", "direction": "need", "resource": "whey"}
            | {"quantity_per_year": 60.0, **summer},
        ]
    )
    return Zone.of({"firm": firm, "stream": stream})


@pytest.fixture
def result():
    """40 t of whey go from A to B in July, of which 30 arrive."""
    months = dict.fromkeys(MONTHS, 0.0) | {"month_07": 40.0}
    exchanges = pd.DataFrame(
        [
            {
                "offer_stream_id": "o1",
                "need_stream_id": "n1",
                "quantity_per_year": 40.0,
                "delivered_per_year": 30.0,
                **months,
            }
        ]
    )
    streams = pd.DataFrame(
        {
            "stream_id": ["o1", "o2", "o3", "n1"],
            "quantity_per_year": [100.0, float("nan"), 24.0, 60.0],
        }
    )
    return SimpleNamespace(streams=streams, exchanges=exchanges)


@pytest.fixture
def table(zone, result):
    return flows.stream_table(zone, load(), result)


def test_a_stream_knows_what_the_plan_uses_of_it(table):
    matched = dict(zip(table["stream_id"], table["matched"], strict=True))

    assert matched == {"o1": 40.0, "o2": 0.0, "o3": 0.0, "n1": 30.0}


def test_balance_is_matched_and_left(table):
    whey = flows.balance(table).set_index("resource").loc["whey"]

    assert (whey["offered"], whey["matched_offer"], whey["left_offer"]) == (100.0, 40.0, 60.0)
    assert (whey["needed"], whey["matched_need"], whey["left_need"]) == (60.0, 30.0, 30.0)
    assert whey["unknown"] == 1


def test_the_largest_resource_comes_first_within_its_unit(table):
    assert list(flows.balance(table)["resource"]) == ["whey", "waste_paper"]


def test_what_a_neighbour_takes_leaves_disposal_and_nothing_appears(table):
    amount = flows.routes(table, unit="t").set_index(["state", "route"])["quantity"]

    assert amount["today", "disposal"] == 100.0
    assert amount["plan", "disposal"] == 60.0
    assert amount["plan", "neighbour"] == 40.0
    assert amount["today"].sum() == amount["plan"].sum() == 124.0


def test_a_summary_says_offers_needs_and_disposal_of_one_unit(table):
    summary = flows.summary(table, unit="t")

    assert (summary.offered, summary.matched, summary.unknown) == (124.0, 40.0, 1)
    assert (summary.needed, summary.met, summary.met_share) == (60.0, 30.0, 0.5)
    assert (summary.disposed_today, summary.disposed_in_plan) == (100.0, 60.0)
    assert flows.summary(table, unit="m3").matched_share != 0  # NaN: nothing is offered


def test_months_follow_the_profile_and_spread_evenly_without_one(table):
    months = flows.months(table, unit="t").set_index("month")

    assert months.loc[7, "needed"] == 60.0
    assert months.loc[1, "needed"] == 0.0
    assert months.loc[1, "offered"] == pytest.approx(124 / 12)
    assert months.loc[7, "matched"] == 40.0
    assert months["matched"].sum() == 40.0


def test_a_filter_keeps_what_fits_and_no_filter_keeps_all(table):
    assert list(flows.choose_streams(table, resource="waste_paper")["stream_id"]) == ["o3"]
    assert list(flows.choose_streams(table, firm_id="B")["stream_id"]) == ["n1"]
    assert list(flows.choose_streams(table, sectors=["paper_packaging"])["stream_id"]) == ["o3"]
    assert len(flows.choose_streams(table)) == 4


def test_an_empty_selection_has_the_usual_columns(table):
    none = table.head(0)

    assert flows.balance(none).empty
    assert flows.routes(none, unit="t")["quantity"].sum() == 0.0
    assert len(flows.months(none, unit="t")) == 12


@pytest.fixture
def ranked():
    return pd.DataFrame(
        [
            ("A", "B", "food", "food", "whey", "organic", "t", 40.0, 900.0, True, 4.0, 1.0),
            ("A", "C", "food", "paper", "whey", "organic", "t", 10.0, -50.0, True, 1.0, 3.0),
            ("C", "B", "paper", "food", "heat", "energy", "MWh", 7.0, None, False, 2.0, 2.0),
            ("C", "A", "paper", "food", "heat", "energy", "MWh", 0.0, 500.0, True, 9.0, 9.0),
        ],
        columns=[
            "giver_firm_id",
            "receiver_firm_id",
            "giver_sector",
            "receiver_sector",
            "from_resource",
            "kind",
            "unit",
            "planned_per_year",
            "value_per_year",
            "price_known",
            "co2e_t_per_year",
            "distance_km",
        ],
    )


def test_totals_count_only_what_the_plan_uses(ranked):
    totals = flows.totals(ranked)

    assert (totals.exchanges, totals.firms, totals.unpriced) == (3, 3, 1)
    assert (totals.tonnes, totals.megawatt_hours, totals.cubic_metres) == (50.0, 7.0, 0.0)
    assert (totals.value, totals.co2e_t, totals.kilometres) == (850.0, 7.0, 2.0)


def test_units_do_not_mix_between_sectors(ranked):
    tonnes = flows.between_sectors(ranked, measure="t")

    assert tonnes[["receiver_sector", "quantity"]].to_numpy().tolist() == [
        ["food", 40.0],
        ["paper", 10.0],
    ]
    assert list(flows.between_sectors(ranked, measure="MWh")["resource"]) == ["heat"]


def test_money_is_drawn_only_where_it_is_gained(ranked):
    assert list(flows.between_sectors(ranked, measure="value")["quantity"]) == [900.0]


def test_measures_are_those_the_plan_can_show(ranked):
    assert flows.measures(ranked) == ["t", "MWh", "value"]
    assert flows.measures(ranked.head(0)) == []


def test_small_resources_are_put_together_and_nothing_is_lost():
    many = pd.DataFrame(
        {
            "giver_sector": "food",
            "resource": [f"r{number}" for number in range(5)],
            "kind": "material",
            "receiver_sector": "wood",
            "quantity": [50.0, 40.0, 3.0, 2.0, 1.0],
            "exchanges": 1,
        }
    )
    shown = flows.largest(many, 2)

    assert list(shown["resource"]) == ["r0", "r1", flows.OTHER]
    assert list(shown["quantity"]) == [50.0, 40.0, 6.0]
    assert list(flows.largest(many, 5)["resource"]) == list(many["resource"])
