"""Heat, water and shared means on the real tables: who meets whom, and by which pathway."""

import pytest
from matching_case import PLAIN, firm, need, offer, zone

from symbio.knowledge import load
from symbio.matching import match


def meetings(firms, streams):
    """Candidates of a small zone, in euros of 2025, nothing charged for pipes."""
    return match(zone(firms, streams), load(), PLAIN).candidates


def lane(start_km, end_km):
    """Ends of a lane on the meridian of the firms."""
    ends = {"origin": firm("", start_km), "destination": firm("", end_km)}
    return {
        f"lane_{end}_{axis}": ends[end][axis] for end in ends for axis in ("latitude", "longitude")
    }


def test_a_collection_round_takes_the_neighbours_waste_along():
    # The truck drives 0 → 60 km anyway; B's waste goes from 10 to 40 km, on its way.
    # 0.97 · 1.8 EUR/km · 30 km - 8 = 44.38 EUR per round.
    round_, load_ = lane(0, 60), lane(10, 40)
    found = meetings(
        [firm("A"), firm("B", 10)],
        [offer("A", "waste_round", 50.0, **round_), need("B", "waste_round", 24.0, **load_)],
    )

    assert found["pathway_id"].to_list() == ["share_waste_round"]
    assert found["value_per_unit"].to_list() == pytest.approx([44.38], rel=1e-6)
    assert found["legal_state"].to_list() == ["allowed"]


def test_who_runs_a_joint_purchase_meets_who_joins_it():
    # 0.97 · 250 EUR a day - 20 = 222.50; a service tender is a joint purchase too, and one that
    # asks for just that takes it as it is, 250 EUR a day.
    firms = [firm("A"), firm("B", 3), firm("C", 5)]
    runs, joins = offer("A", "joint_tender", 10.0), need("B", "joint_purchase", 4.0)
    found = meetings(firms, [runs, joins, need("C", "joint_tender", 2.0)])

    met = dict(zip(found["receiver_firm_id"], found["value_per_unit"], strict=True))
    assert met == {"B": pytest.approx(222.5), "C": pytest.approx(250.0)}


@pytest.mark.parametrize(
    ("resource", "source_c", "wanted", "wanted_c", "nace", "pathway"),
    [
        ("heat", 90, "heat", 70, "3530", "heat_to_district"),
        ("geothermal_heat", 65, "heat", 45, "0113", "heat_to_greenhouse"),
        ("cooling_water_heat", 32, "heat", 20, "0322", "cooling_heat_to_fish"),
        ("cooling_water_heat", 32, "heat", 60, "3530", "cooling_heat_pump"),
        ("refrigeration_heat", 35, "heat", 60, "5510", "cooling_heat_pump"),
        ("flue_gas_heat", 300, "steam", 170, "1712", "flue_gas_to_steam"),
        ("low_pressure_steam", 130, "steam", 110, "1330", "steam_line"),
        ("exhaust_air_heat", 110, "drying_air", 70, "3700", "exhaust_air_to_drying_air"),
        ("process_vapour", 95, "steam", 120, "1051", "vapour_heat_pump"),
        ("lng_cold", -150, "cooling", -20, "1020", "lng_to_cooling"),
        ("heat", 95, "cooling", 7, "5510", "heat_to_cooling"),
    ],
)
def test_heat_and_cold_go_the_way_that_their_temperatures_allow(
    resource, source_c, wanted, wanted_c, nace, pathway
):
    firms = [firm("A", nace="2410"), firm("B", 0.5, nace=nace)]
    streams = [
        offer("A", resource, 9000.0, temperature_c=source_c),
        need("B", wanted, 9000.0, temperature_c=wanted_c),
    ]
    assert meetings(firms, streams)["pathway_id"].to_list() == [pathway]


def test_cooling_water_may_be_colder_than_wanted_not_warmer():
    firms = [firm("A"), firm("B", 0.5), firm("C", 1)]
    wanted = need("C", "cooling_water", 5000.0, temperature_c=30)
    streams = [
        offer(name, "cooling_water", 9000.0, temperature_c=t) for name, t in (("A", 25), ("B", 40))
    ]

    assert meetings(firms, [*streams, wanted])["giver_firm_id"].to_list() == ["A"]


def test_condensate_goes_back_to_a_boiler_and_dirty_condensate_does_not():
    firms = [firm("A", nace="1920"), firm("B", 0.5, nace="3511")]
    wanted = need("B", "boiler_feed_water", 90_000.0)
    clean, dirty = ({"tds_mg_per_l": 20.0}, {"tds_mg_per_l": 400.0})

    found = meetings(firms, [offer("A", "condensate", 60_000.0, **clean), wanted])
    assert found["pathway_id"].to_list() == ["condensate_to_boiler_feed"]
    assert meetings(firms, [offer("A", "condensate", 60_000.0, **dirty), wanted]).empty
