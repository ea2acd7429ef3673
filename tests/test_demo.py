"""The demo zone: invented firms, published totals, nothing real beside an invented number."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from symbio import estimates
from symbio.knowledge import load
from symbio.locale.letters import fold
from symbio.matching import Scenario, match
from symbio.zone.demo import generate, places
from symbio.zone.demo.firms import apportion
from symbio.zone.demo.names import is_real, words
from symbio.zone.demo.profiles import qualities, table
from symbio.zone.demo.utilities import let_go, scale_to
from symbio.zone.rows import MONTHS, TABLES, dictionary

# Real firms of reference/facts.md §3 and §1: no invented number may stand beside them.
REAL = """AGT, Adopen, Ankutsan, Yörükoğlu, Namet, İstanbul Gübre, Öztiryakiler, CW Enerji,
Ekiciler, Ekici Peynir, Adokim, Özgörkey, Türk Ytong, Kemal Balıkçılık, Antalya Alkollü İçecek,
Ekso Süt, AS Çimento, Göltaş, Limkon, Afyon Çimento"""


@pytest.fixture(scope="module")
def zone():
    return generate()


@pytest.fixture(scope="module")
def knowledge():
    return load()


@pytest.fixture(scope="module")
def streams(zone, knowledge):
    kind = knowledge.resources.set_index("resource_id")["kind"]
    joined = zone.stream.merge(zone.firm[["firm_id", "inside_osb"]], on="firm_id")
    return joined.assign(kind=joined["resource"].map(kind))


def test_the_default_has_210_plants_inside_and_40_neighbours(zone):
    assert zone.firm["inside_osb"].sum() == 210
    assert (~zone.firm["inside_osb"]).sum() == 40


def test_electricity_of_the_plants_is_the_published_total_of_2009(streams):
    needs = streams[streams["inside_osb"] & (streams["direction"] == "need")]
    kwh = needs.loc[needs["resource"] == "electricity", "quantity_per_year"] * 1000

    assert int(kwh.round().sum()) == 143_993_425


def test_gas_of_the_plants_is_the_published_volume_at_the_assumed_heating_value(streams):
    needs = streams[streams["inside_osb"] & (streams["direction"] == "need")]
    cubic_metres = needs.loc[needs["resource"] == "natural_gas", "quantity_per_year"] / 0.01064

    assert int(cubic_metres.round().sum()) == 98_197_201


@pytest.mark.parametrize(("direction", "total"), [("need", 5_561_452), ("offer", 3_292_772)])
def test_water_and_wastewater_of_the_plants_are_the_published_totals(streams, direction, total):
    water = streams[streams["inside_osb"] & (streams["kind"] == "water")]

    assert water.loc[water["direction"] == direction, "quantity_per_year"].sum() == total


def test_no_plant_lets_go_more_water_than_it_takes(streams):
    water = streams[streams["inside_osb"] & (streams["kind"] == "water")]
    sums = water.pivot_table(
        index="firm_id", columns="direction", values="quantity_per_year", aggfunc="sum"
    ).fillna(0)

    assert (sums["offer"] <= sums["need"]).all()


def test_the_same_seed_gives_the_same_zone_and_another_seed_another(zone):
    for name, frame in generate(seed=7).tables().items():
        pd.testing.assert_frame_equal(frame, getattr(zone, name))
    assert not generate(seed=8).firm["name"].equals(zone.firm["name"])


def test_every_row_says_that_it_is_synthetic(zone):
    for name in ("firm", "stream", "event"):
        frame = getattr(zone, name)
        assert (frame["origin"] == "synthetic").all()
        assert (frame["source"] == "Symbio demo, seed 7").all()
    assert "sentetik" in zone.zone["name"].item()


@pytest.mark.parametrize("table_name", TABLES)
def test_choices_and_required_fields_follow_the_dictionary(zone, table_name):
    frame = getattr(zone, table_name)
    for field in dictionary(table_name):
        values = frame[field.field]
        assert not (field.required and values.isna().any())
        if field.choices:
            assert set(values.dropna()) <= set(field.choices)
        if field.dtype == "str":
            assert not (values == "").any(), field.field


def test_no_name_is_that_of_a_real_firm(zone):
    names = {fold(name) for name in zone.firm["name"]}
    for real in re.split(r",\s*", REAL):
        assert is_real(f"{real} A.Ş.")
        assert not any(f" {fold(real)} " in f" {name} " for name in names)
    assert not any(is_real(name) for name in zone.firm["name"])
    assert zone.firm["name"].is_unique


def test_the_coined_words_differ_so_that_names_do():
    for which in ("first", "second"):
        assert len(set(words(which))) == len(words(which)) == 64


def test_every_resource_code_season_and_quality_of_the_profiles_is_known(knowledge):
    lines, water = table("streams"), table("water")
    known = set(knowledge.resources["resource_id"])
    assert set(lines["resource"]) | set(water["resource"]) <= known
    assert set(lines["waste_code"]) - {""} <= set(knowledge.waste_codes["waste_code"])
    assert set(lines["season"]) | set(water["season"]) <= set(table("seasons")["season"]) | {""}
    assert set(lines["profile_id"]) - {"*", "*osb"} == set(table("profiles")["profile_id"])
    named = {
        name for cell in [*lines["qualities"], *water["qualities"]] for name in qualities(cell)
    }
    assert named <= set(knowledge.qualities["quality"])


def test_every_kind_of_firm_has_one_stream_for_certain():
    first = table("streams").drop_duplicates("profile_id").set_index("profile_id")["share"]

    assert (first.drop(["*", "*osb"]) == 1).all()


def test_a_kind_never_offers_and_needs_the_same_resource():
    lines = pd.concat([table("streams"), table("water")])
    own = lines[~lines["profile_id"].str.startswith("*")]

    pairs = own.drop_duplicates(["profile_id", "resource", "direction"])
    assert not pairs.duplicated(["profile_id", "resource"]).any()


def test_every_firm_that_has_spoken_has_one_to_eight_streams(zone):
    counts = zone.stream.groupby("firm_id").size()

    assert counts.between(1, 8).all()
    assert 900 <= len(zone.stream) <= 1_500


def test_an_eighth_of_the_quantities_is_unknown_and_a_twelfth_of_the_codes_hazardous(
    zone, knowledge
):
    stream = zone.stream
    hazardous = knowledge.waste_codes.set_index("waste_code")["hazardous"]

    assert 0.08 <= stream["quantity_per_year"].isna().mean() <= 0.16
    assert (stream["quantity_per_year"].isna() == (stream["grade"] == "unknown")).all()
    assert 0.05 <= (stream["waste_code"].map(hazardous) == "yes").mean() <= 0.11
    assert 0.02 <= zone.firm["latitude"].isna().mean() <= 0.08


def test_every_price_has_a_currency_and_a_date(zone):
    priced = zone.stream["present_cost_per_unit"].notna()

    assert priced.sum() > 200
    assert (zone.stream["present_cost_currency"].notna() == priced).all()
    assert (zone.stream["present_cost_date"].notna() == priced).all()


def test_every_kind_of_resource_is_offered_and_needed(streams):
    seen = set(zip(streams["kind"], streams["direction"], strict=True))
    kinds = ["material", "organic", "energy", "water", "asset", "logistics", "expertise"]

    assert seen >= {(kind, direction) for kind in kinds for direction in ("offer", "need")}


def test_citrus_pomace_falls_in_winter_only(zone):
    pomace = zone.stream[
        (zone.stream["resource"] == "fruit_pomace") & (zone.stream["direction"] == "offer")
    ]

    assert not pomace.empty
    assert (pomace[list(MONTHS[4:9])] == 0).all(axis=None)
    assert (pomace[["month_11", "month_12", "month_01"]] > 0).all(axis=None)


def test_heat_has_a_temperature_and_lanes_have_two_ends(zone):
    heat = zone.stream[zone.stream["resource"].isin(["heat", "steam", "flue_gas_heat"])]
    lanes = zone.stream[zone.stream["resource"] == "truck_lane"]

    assert heat["temperature_c"].notna().all()
    assert lanes[["lane_origin", "lane_destination"]].notna().all(axis=None)
    assert zone.stream["lane_origin"].notna().sum() == len(lanes)


def test_one_firm_in_ten_is_silent_and_nothing_estimated_is_stored(zone, knowledge):
    silent = zone.firm[~zone.firm["firm_id"].isin(zone.stream["firm_id"])]

    assert 10 <= len(silent) <= 45
    assert not (zone.stream["grade"] == "estimated").any()
    predicted = estimates.predicted(zone, knowledge)
    assert set(predicted["firm_id"]) == set(silent["firm_id"])
    assert (predicted["origin"] == "synthetic").all()


def test_plants_stand_inside_the_outline_apart_from_each_other_and_off_the_roads(zone):
    inside = zone.firm[zone.firm["inside_osb"] & zone.firm["latitude"].notna()]
    plants = places.to_km(inside["latitude"].to_numpy(), inside["longitude"].to_numpy())
    [(_, outline)] = places.coordinates("antalya_osb_outline")
    apart = np.hypot(*(plants[:, None] - plants[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, 9)

    assert places.inside(plants, places.to_km(outline[:, 1], outline[:, 0])).all()
    assert apart.min() > 0.08
    for _, road in places.coordinates("antalya_osb_roads"):
        assert distance_to(places.to_km(road[:, 1], road[:, 0]), plants).min() > 0.04


def distance_to(line, points):
    """Shortest distance of each point from a line of several vertices."""
    best = np.full(len(points), np.inf)
    for start, end in zip(line[:-1], line[1:], strict=True):
        along = end - start
        way = np.clip((points - start) @ along / (along @ along), 0, 1)
        best = np.minimum(best, np.hypot(*(points - start - way[:, None] * along).T))
    return best


def test_neighbours_stand_on_land_and_outside_the_zone(zone):
    outside = zone.firm[~zone.firm["inside_osb"].astype(bool)]
    points = outside[["longitude", "latitude"]].to_numpy()
    [(_, coast)] = places.coordinates("antalya_coast")
    sea = np.concatenate([coast, [(32.0, 36.0), (30.12, 36.0)]])
    [(_, outline)] = places.coordinates("antalya_osb_outline")

    assert places.inside(np.array([(30.7, 36.7)]), sea).all()  # the middle of the gulf
    assert not places.inside(points, sea).any()
    assert not places.inside(points, outline).any()


def test_the_drawn_zone_has_seven_square_kilometres_and_says_that_it_is_approximate():
    [(properties, outline)] = places.coordinates("antalya_osb_outline")
    x, y = places.to_km(outline[:, 1], outline[:, 0])[:-1].T
    area_km2 = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2

    assert area_km2 == pytest.approx(7.0, abs=0.05)
    for name in ("antalya_osb_outline", "antalya_osb_roads", "antalya_coast"):
        for properties, _ in places.coordinates(name):
            assert properties["approximate"] is True
            assert properties["note_tr"]
            assert properties["note_en"]
            assert properties["licence"] == "CC0-1.0"
    assert 7 <= len(places.coordinates("antalya_osb_roads")) <= 12


def test_every_published_figure_names_its_source_and_year():
    facts = table("facts")

    assert (facts["source"] != "").all()
    assert facts.loc[facts["grade"] == "published", "year"].notna().all()
    totals = facts["fact_id"].isin(["electricity", "natural_gas", "water", "wastewater"])
    assert (facts.loc[totals, "year"] == 2009).all()
    for name in ("profiles", "streams", "seasons"):
        assert (table(name)["grade"] == "assumption").all()
    assert Path(places.DATA / "README.md").exists()


def test_the_campaign_lasts_two_years_and_leaves_firms_unreached(zone):
    span = zone.event["date"].max() - zone.event["date"].min()
    came = zone.attendance[zone.attendance["attended"]]

    assert 20 <= len(zone.event) <= 30
    assert 680 <= span.days <= 740
    assert set(zone.attendance["firm_id"]) <= set(zone.firm["firm_id"])
    assert 0.4 <= came["firm_id"].nunique() / len(zone.firm) <= 0.8
    split = came.dropna(subset=["women"])
    assert (split["women"] + split["men"] == split["people"]).all()
    assert zone.event["cost_currency"].eq("TRY").all()


def test_quiz_codes_say_nothing_about_the_firm_and_are_fewer_than_the_people(zone):
    people = zone.attendance.groupby("event_id")["people"].sum()
    pairs = zone.quiz.groupby("event_id").size()

    assert (pairs <= people[pairs.index]).all()
    assert zone.quiz["person_code"].str.fullmatch("[A-Z2-9]{6}").all()
    assert zone.quiz["score_after"].between(0, 5).all()
    assert (zone.quiz["score_max"] == 5).all()


@pytest.mark.parametrize("firms", [10, 100, 500])
def test_a_zone_of_another_size_has_totals_in_proportion(firms):
    zone = generate(firms)
    inside = round(zone.firm["inside_osb"].sum())
    power = zone.stream.loc[zone.stream["resource"] == "electricity", "quantity_per_year"].sum()

    assert len(zone.firm) == firms
    assert inside == firms - round(firms * 0.16)
    assert power == pytest.approx(143_993.425 * inside / 210, abs=1)


def test_many_firms_are_spread_over_zones_of_the_country():
    zone = generate(6_000, streams_per_firm=10)
    firm = zone.firm

    assert firm["osb_part"].nunique() == 40
    assert firm["region"].nunique() > 20
    assert firm["latitude"].dropna().between(35.8, 42.2).all()
    assert firm["longitude"].dropna().between(25.6, 44.9).all()
    assert firm["name"].is_unique
    assert not any(is_real(name) for name in firm["name"].sample(500, random_state=1))
    assert 9 <= len(zone.stream) / 6_000 <= 11
    assert zone.event.empty


@pytest.mark.parametrize("firms", [9, 60_001])
def test_a_number_of_firms_out_of_range_is_refused(firms):
    with pytest.raises(ValueError, match="firms must be 10 to 60000"):
        generate(firms)


def test_shares_are_handed_out_by_largest_remainder():
    # 10 × 5/9, 3/9, 1/9 = 5.56, 3.33, 1.11: the one left goes to the first
    assert apportion(np.array([5, 3, 1]), 10).tolist() == [6, 3, 1]


def test_weights_are_scaled_so_that_those_counted_add_up():
    # 1 and 2 count, total 10: 3.33 and 6.67 → 3 and 6, the largest takes the rest
    scaled = scale_to(np.array([1.0, 2.0, 3.0]), np.array([True, True, False]), 10)

    assert scaled.tolist() == [3, 7, 10]


def test_a_plant_lets_go_at_most_the_water_it_takes():
    water, share = np.array([100, 100, 50]), np.array([0.5, 0.9, 0.0])
    counted = np.array([True, True, True])

    # Shares 0.5 and 0.9 give 140; 199 bends them up to nearly all, 300 to all there is.
    for total, expected in ((140, 140), (199, 199), (300, 200)):
        gone = let_go(water, share, counted, total)
        assert gone.sum() == expected
        assert (gone <= water).all()
        assert gone[2] == 0


def test_texts_are_written_as_an_import_would_write_them(zone):
    assert zone.firm["nace"].str.fullmatch(r"\d\d\.\d\d").all()
    assert zone.firm["licences"].dropna().str.fullmatch(r"[RD]\d+(;[RD]\d+)*").all()
    assert zone.stream["waste_code"].dropna().str.fullmatch(r"\d{6}").all()
    other = zone.stream["quality_other"].dropna()
    assert other.str.fullmatch(r"\w+=[\d.]+(; \w+=[\d.]+)*").all()


def test_the_demo_holds_many_resources_and_plans_across_different_ones(zone, knowledge):
    exchanges = match(zone, knowledge, Scenario.of(zone)).exchanges
    across = exchanges[exchanges["from_resource"] != exchanges["to_resource"]]

    assert zone.stream["resource"].nunique() >= 140
    assert len(across) >= 100
    assert across["pathway_id"].nunique() >= 35


def test_a_plant_of_the_demo_is_within_what_its_sector_usually_has(zone, knowledge):
    """Held against the sector profiles, with room for a kind that is finer than its sector."""
    lines, kinds = table("streams"), table("profiles").set_index("profile_id")["nace"]
    profiles = knowledge.sector_profiles
    own = lines[(lines["basis"] == "employee") & lines["profile_id"].isin(kinds.index)]
    joined = own.assign(nace=own["profile_id"].map(kinds).str.replace(".", "")).merge(
        profiles[profiles["basis"] == "employee"],
        left_on=["nace", "direction", "resource"],
        right_on=["nace", "direction", "resource_id"],
        suffixes=("", "_usual"),
    )
    apart = joined[
        (joined["low"] > 2 * joined["high_usual"]) | (joined["high"] < joined["low_usual"] / 2)
    ]
    assert len(joined) >= 60
    assert apart[["profile_id", "resource"]].to_numpy().tolist() == []
