"""Predicted streams of firms that have said nothing, on profiles small enough to check by hand."""

from dataclasses import replace

import pandas as pd
import pytest

from symbio import estimates
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.zone.demo import generate
from symbio.zone.rows import Zone

PROFILES = pd.DataFrame(
    [
        # nace, direction, resource, basis, low, mode, high, unit, months, share, code, qualities
        ("10", "need", "natural_gas", "employee", 10, 20, 40, "MWh/employee", "", 1.0, "", ""),
        ("10", "offer", "heat", "natural_gas", 0.1, 0.2, 0.4, "MWh/MWh", "", 0.9, "",
         "temperature_c=60:80"),
        ("10", "offer", "whey", "employee", 5, 10, 20, "t/employee", "|".join("2" * 12), 0.4,
         "020501", ""),
        ("1051", "need", "natural_gas", "employee", 20, 40, 80, "MWh/employee", "", 1.0, "", ""),
        ("1051", "offer", "whey", "employee", 25, 50, 100, "t/employee", "|".join("2" * 12), 0.9,
         "020501", "dry_matter_percent=5:7"),
        ("C", "offer", "pallets", "employee", 1, 2, 4, "t/employee", "", 0.6, "150103", ""),
        ("C", "need", "natural_gas", "employee", 1, 1, 1, "MWh/employee", "", 1.0, "", ""),
    ],
    columns=[
        *("nace", "direction", "resource_id", "basis", "low", "mode", "high", "unit"),
        *("months", "share_of_firms", "waste_code", "qualities"),
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def knowledge():
    return replace(load(), sector_profiles=PROFILES)


def zone(*firms, streams=()):
    return Zone.of(
        {
            "firm": pd.DataFrame(
                [
                    {
                        "firm_id": f"F{place}",
                        "name": f"Firm {place}",
                        "nace": nace,
                        "employees": size,
                    }
                    for place, (nace, size) in enumerate(firms)
                ]
            ),
            "stream": pd.DataFrame(streams),
        }
    )


def test_size_times_profile_with_the_range_of_the_profile(knowledge):
    rows = estimates.predicted(zone(("10.51", "50")), knowledge).set_index("resource")
    assert rows.loc["whey", "quantity_per_year"] == 2500
    assert rows.loc["whey", "quantity_low_per_year"] == 1200  # 1250 in two digits
    assert rows.loc["whey", "quantity_high_per_year"] == 5000
    assert set(rows["grade"]) == {"estimated"}
    assert rows.loc["whey", "source"] == "sector_profiles 1051"
    assert rows.loc["whey", "quality_other"] == "dry_matter_percent=6"
    assert rows.loc["whey", "month_03"] == 2


def test_the_nearest_sector_counts_and_its_section_adds_what_it_does_not_know(knowledge):
    rows = estimates.predicted(zone(("10.51", "50")), knowledge)
    assert sorted(rows["resource"]) == ["natural_gas", "pallets", "whey"]
    gas = rows.set_index("resource").loc["natural_gas", "quantity_per_year"]
    assert gas == 2000  # not the section's 50


def test_what_most_firms_of_the_sector_lack_is_not_predicted(knowledge):
    rows = estimates.predicted(zone(("10.13", "50")), knowledge)
    assert "whey" not in set(rows["resource"])
    more = estimates.predicted(zone(("10.13", "50")), knowledge, least_share=0.3)
    assert "whey" in set(more["resource"])


def test_waste_heat_hangs_on_the_gas_and_spreads_add_as_squares(knowledge):
    heat = estimates.predicted(zone(("10.13", "100")), knowledge).set_index("resource").loc["heat"]
    # 100 people x 20 MWh x 0.2; both halve downwards: exp(-sqrt(2) ln 2) = 0.375.
    assert heat["quantity_per_year"] == 400
    assert heat["quantity_low_per_year"] == 150
    assert heat["temperature_c"] == 70


def test_a_band_of_employees_widens_the_range(knowledge):
    exact = estimates.predicted(zone(("10.51", "50")), knowledge)
    band = estimates.predicted(zone(("10.51", "25-100")), knowledge)
    one, other = (rows.set_index("resource").loc["whey"] for rows in (exact, band))
    assert one["quantity_per_year"] == other["quantity_per_year"]
    assert other["quantity_low_per_year"] < one["quantity_low_per_year"]
    assert estimates.head_count("250+") == (250.0, pytest.approx(395.3, abs=0.1), 625.0)
    assert estimates.head_count("0-9") == (1.0, 3.0, 9.0)


def test_without_a_size_the_quantity_is_unknown(knowledge):
    rows = estimates.predicted(zone(("10.51", None)), knowledge)
    assert len(rows) == 3
    assert rows["quantity_per_year"].isna().all()


def test_firms_that_said_something_or_have_no_known_sector_are_left_alone(knowledge):
    told = {"stream_id": "S1", "firm_id": "F0", "direction": "offer", "resource": "whey"}
    assert estimates.predicted(zone(("10.51", "50"), streams=[told]), knowledge).empty
    assert estimates.predicted(zone((None, "50"), ("99.00", "5")), knowledge).empty


def test_estimates_are_in_no_plan_unless_the_scenario_asks():
    stored = generate(60)
    tables = load()
    silent = stored.firm["firm_id"].iloc[:30]
    quiet = stored.with_table("stream", stored.stream[~stored.stream["firm_id"].isin(silent)])
    with_more = estimates.with_predicted(quiet, tables)
    plain = match(quiet, tables, Scenario.of(quiet)).candidates
    left_out = match(with_more, tables, Scenario.of(quiet)).candidates
    taken_in = match(
        with_more, tables, replace(Scenario.of(quiet), include_estimates=True)
    ).candidates
    pd.testing.assert_frame_equal(plain, left_out)
    assert taken_in["offer_stream_id"].str.startswith("~").any()
