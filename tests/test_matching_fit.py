"""What fits what: parents, own use, months, third parties, qualities, loads, hours."""

import pytest
from matching_case import firm, knowledge, months, need, offer, pathway, resource
from pencil_zone import PAIR, run

from symbio.zone.rows import MONTHS


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
