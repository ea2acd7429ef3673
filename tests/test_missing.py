"""A zone with one gap of each kind, and what closing each would bring."""

import pandas as pd
import pytest

from symbio import missing, opportunities
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.zone.rows import Zone

KM = 1 / 111.195


@pytest.fixture(scope="module")
def zone():
    firm = pd.DataFrame(
        [
            ("A", "1610", 37.0, "R3"),
            ("B", "1621", 37.0 + 2 * KM, None),
            ("C", None, None, "R3"),
        ],
        columns=["firm_id", "nace", "latitude", "licences"],
    ).assign(name="Firma", longitude=30.0)
    stream = pd.DataFrame(
        [
            *[(f"s{n}", "A", "offer", "sawdust", 100.0 * n, "030105") for n in (1, 2, 3)],
            ("s4", "A", "offer", "sawdust", None, "030105"),
            ("n1", "B", "need", "wood_panel_furnish", 100_000.0, None),
            ("x1", "C", "offer", "unobtainium", 5.0, None),
            ("x2", "A", "offer", "pallets", 5.0, None),
        ],
        columns=[
            "stream_id",
            "firm_id",
            "direction",
            "resource",
            "quantity_per_year",
            "waste_code",
        ],
    ).assign(unit="t", moisture_percent=20.0)
    return Zone.of({"firm": firm, "stream": stream})


@pytest.fixture(scope="module")
def ranked(zone):
    return opportunities.rank(zone, load(), match(zone, load(), Scenario.of(zone)))


@pytest.fixture(scope="module")
def gaps(zone, ranked):
    return missing.rows(zone, load(), ranked)


def having(gaps, gap):
    return gaps[gaps["gap"] == gap]


def test_every_gap_names_who_has_it(gaps):
    assert list(having(gaps, "unknown_resource")["stream_id"]) == ["x1"]
    assert list(having(gaps, "no_coordinates")["firm_id"]) == ["C"]
    assert list(having(gaps, "no_nace")["firm_id"]) == ["C"]
    assert list(having(gaps, "no_quantity")["stream_id"]) == ["s4"]
    assert list(having(gaps, "no_waste_code")["stream_id"]) == ["x2"]


def test_an_unknown_quantity_is_worth_the_usual_one_at_the_best_partner(gaps, ranked):
    (row,) = having(gaps, "no_quantity").to_dict("records")
    best = ranked.loc[ranked["offer_stream_id"] == "s4", "value_per_unit"].max()

    # Known: 100, 200 and 300 t; their quartiles are 150 and 250 t.
    assert row["value_low_per_year"] == pytest.approx(150 * best)
    assert row["value_high_per_year"] == pytest.approx(250 * best)
    assert row["candidates"] == (ranked["offer_stream_id"] == "s4").sum() > 0


def test_an_unknown_quantity_is_worth_no_more_than_the_partner_can_take(zone):
    streams = zone.stream.assign(
        quantity_per_year=zone.stream["quantity_per_year"].where(
            zone.stream["stream_id"] != "n1", 97.0
        )
    )
    tight = zone.with_table("stream", streams)
    ranked = opportunities.rank(tight, load(), match(tight, load(), Scenario.of(tight)))

    (row,) = having(missing.rows(tight, load(), ranked), "no_quantity").to_dict("records")

    best = ranked[ranked["offer_stream_id"] == "s4"]
    room = 97.0 / (best["yield"] * best["substitution_ratio"])
    assert row["value_high_per_year"] == pytest.approx((best["value_per_unit"] * room).max())


def test_two_known_streams_say_nothing_of_a_usual_quantity(zone):
    fewer = zone.with_table("stream", zone.stream[zone.stream["stream_id"] != "s3"])
    ranked = opportunities.rank(fewer, load(), match(fewer, load(), Scenario.of(fewer)))

    (row,) = having(missing.rows(fewer, load(), ranked), "no_quantity").to_dict("records")

    assert pd.isna(row["value_low_per_year"])


def test_the_summary_has_one_row_per_gap_in_a_stated_order(gaps):
    summary = missing.summary(gaps)

    order = [missing.GAPS.index(gap) for gap in summary["gap"]]
    assert order == sorted(order)
    assert summary["rows"].sum() == len(gaps)


def test_a_whole_zone_has_no_gaps_and_the_usual_columns(zone, ranked):
    whole = Zone.of({"firm": zone.firm[zone.firm["firm_id"] == "A"]})

    gaps = missing.rows(whole, load(), ranked.head(0))

    assert gaps.empty
    assert list(gaps) == list(missing.COLUMNS)
    assert list(missing.summary(gaps)) == list(missing.SUMMARY_COLUMNS)
