"""The map draws every firm it can place, and says what it draws."""

import json

import pandas as pd
import pytest

from symbio import maps
from symbio.knowledge import load
from symbio.zone.rows import Zone

KM = 1 / 111.195  # degrees of latitude in one kilometre


@pytest.fixture
def zone():
    firm = pd.DataFrame(
        [
            ("A", "Şeker & İplik <b>", "1081", "300", True, 37.06, 30.60),
            ("B", "Beton", "2361", "20", True, 37.06 + 1 * KM, 30.60),
            ("C", "Otel", "5510", None, False, 37.06 - 20 * KM, 30.60),
            ("D", "Konumsuz", "1610", "5", True, None, None),
        ],
        columns=["firm_id", "name", "nace", "employees", "inside_osb", "latitude", "longitude"],
    )
    stream = pd.DataFrame(
        [
            ("s1", "A", "offer", "heat", 100.0, "MWh"),
            ("s2", "A", "offer", "heat", 50.0, "MWh"),
            ("s3", "A", "need", "natural_gas", 10.0, "MWh"),
            ("s4", "B", "need", "process_water", 9.0, "m3"),
            ("s5", "D", "offer", "heat", 5.0, "MWh"),
        ],
        columns=["stream_id", "firm_id", "direction", "resource", "quantity_per_year", "unit"],
    )
    row = pd.DataFrame([{"name": "Z", "country": "TR", "currency": "TRY"}])
    return Zone.of({"zone": row, "firm": firm, "stream": stream})


@pytest.fixture
def ranked():
    columns = {
        "candidate_id": ["c1", "c2", "c3"],
        "giver_firm_id": ["A", "A", "A"],
        "receiver_firm_id": ["B", "C", "D"],
        "giver_name": ["Şeker & İplik <b>"] * 3,
        "receiver_name": ["Beton", "Otel", "Konumsuz"],
        "from_resource": ["heat"] * 3,
        "to_resource": ["heat", "steam", "heat"],
        "kind": ["energy"] * 3,
        "unit": ["MWh"] * 3,
        "planned_per_year": [80.0, 0.0, 20.0],
        "quantity_per_year": [90.0, float("nan"), 20.0],
        "distance_km": [1.0, 20.0, 2.0],
        "legal_state": ["allowed", "conditional", "allowed"],
    }
    return pd.DataFrame(columns)


def drawn(deck):
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


def draw(zone, **what):
    points = maps.firm_points(zone, load())
    view = maps.fit(points, width_px=800, height_px=600)
    return drawn(maps.zone_map(points, view=view, language="tr", knowledge=load(), **what))


def test_a_firm_without_position_is_left_out_and_large_firms_lie_at_the_bottom(zone):
    points = maps.firm_points(zone, load())

    assert list(points["firm_id"]) == ["A", "B", "C"]
    assert list(points["size"]) == ["large", "small", "unknown"]
    assert list(points["sector"]) == ["food", "construction", "tourism"]


def test_inside_drops_the_neighbours_and_outside_only_dims_the_zone(zone):
    assert list(maps.firm_points(zone, load(), place="inside")["firm_id"]) == ["A", "B"]
    outside = maps.firm_points(zone, load(), place="outside")
    assert dict(zip(outside["firm_id"], outside["faint"], strict=True)) == {
        "A": True,
        "B": True,
        "C": False,
    }


def test_a_sector_filter_dims_the_other_sectors(zone):
    points = maps.firm_points(zone, load(), sectors=["construction"])

    assert list(points.loc[~points["faint"], "firm_id"]) == ["B"]


def test_a_place_that_is_not_known_is_refused(zone):
    with pytest.raises(ValueError, match="place must be one of"):
        maps.firm_points(zone, load(), place="moon")


def test_two_offers_of_a_kind_are_one_mark_and_unplaced_firms_have_none(zone):
    marks = maps.stream_marks(
        maps.firm_points(zone, load()), zone, load(), directions=["offer", "need"]
    )

    assert marks[["firm_id", "direction", "streams"]].to_numpy().tolist() == [
        ["A", "need", 1],
        ["A", "offer", 2],
        ["B", "need", 1],
    ]


def test_arcs_need_both_ends_on_the_map_and_one_that_stands_out(zone, ranked):
    points = maps.firm_points(zone, load())
    assert list(maps.arcs(points, ranked, planned=True)["candidate_id"]) == ["c1"]
    assert list(maps.arcs(points, ranked, planned=False)["candidate_id"]) == ["c2"]

    hotels = maps.firm_points(zone, load(), sectors=["tourism"])
    assert maps.arcs(hotels, ranked, planned=True).empty
    assert list(maps.arcs(hotels, ranked, planned=False)["candidate_id"]) == ["c2"]


def test_candidates_are_cut_at_what_can_be_told_apart(zone, ranked):
    many = pd.concat([ranked[ranked["candidate_id"] == "c2"]] * 400, ignore_index=True)
    arcs = maps.arcs(maps.firm_points(zone, load()), many, planned=False)

    assert len(arcs) == maps.MOST_CANDIDATES


def test_the_deck_asks_no_tile_service_and_says_an_arc_in_turkish(zone, ranked):
    points = maps.firm_points(zone, load())
    exchanges = maps.arcs(points, ranked, planned=True)
    layers = draw(zone, exchanges=exchanges, selected="A")

    deck = maps.zone_map(
        points,
        view=maps.fit(points, width_px=800, height_px=600),
        language="tr",
        knowledge=load(),
    )
    assert json.loads(deck.to_json()).get("mapProvider") is None
    arc = layers["exchanges"]["data"][0]
    assert arc["line_1"] == "Şeker & İplik <b> → Beton"
    assert arc["line_2"] == "80,0 MWh/yıl · 1,0 km · Uygun görünüyor"
    assert arc["full"] == [213, 94, 0, 255]  # energy, Okabe–Ito vermillion


def test_a_name_layer_draws_turkish_letters(zone):
    names = draw(zone, selected="A")["names"]

    assert names["characterSet"] == "auto"
    assert names["data"][0]["name"] == "Şeker & İplik <b>"


def test_arcs_of_other_firms_fade_when_a_firm_is_selected(zone, ranked):
    exchanges = maps.arcs(maps.firm_points(zone, load()), ranked, planned=True)

    assert draw(zone, exchanges=exchanges, selected="C")["exchanges"]["data"][0]["full"][3] == 22


def test_offers_stand_above_a_firm_and_needs_below_with_another_sign(zone):
    points = maps.firm_points(zone, load())
    marks = maps.stream_marks(points, zone, load(), directions=["offer", "need"])
    data = draw(zone, marks=marks)["marks"]["data"]

    of_a = {row["sign"]: row["at"][1] for row in data if row["firm_id"] == "A"}
    assert of_a["offer"] > 37.06 > of_a["need"]


def test_the_ground_is_drawn_only_where_the_zone_is(zone):
    assert {"antalya_osb_outline", "antalya_osb_roads_lines"} <= set(draw(zone))

    scotland = zone.with_table("firm", zone.firm.assign(latitude=56.0, longitude=-4.0))
    assert not any(name.startswith("antalya") for name in draw(scotland))
    assert maps.approximate(maps.firm_points(zone, load()))
    assert not maps.approximate(maps.firm_points(scotland, load()))


def test_the_scale_stands_under_the_firms_that_are_seen_at_first(zone):
    points = maps.firm_points(zone, load())
    seen = maps.home(points, "zone")
    view = maps.fit(seen, width_px=600, height_px=600)
    [bar] = drawn(maps.zone_map(points, view=view, language="tr", knowledge=load()))["scale"][
        "data"
    ]

    assert points["latitude"].min() < seen["latitude"].min()  # a neighbour lies further south
    below_px = (seen["latitude"].min() - bar["from"][1]) * 111_195 / view.metres_per_px
    assert below_px == pytest.approx(28, rel=0.01)
    assert bar["from"][0] == pytest.approx(seen["longitude"].min())


def test_lines_of_the_ground_need_no_program_of_their_own(zone, ranked):
    points = maps.firm_points(zone, load())
    view = maps.fit(points, width_px=600, height_px=600)
    exchanges = maps.arcs(points, ranked, planned=True)
    layers = drawn(
        maps.zone_map(points, view=view, language="tr", knowledge=load(), exchanges=exchanges)
    )

    assert "PathLayer" not in {layer["@@type"] for layer in layers.values()}
    grounds = [layer for layer in layers.values() if layer["@@type"] == "GeoJsonLayer"]
    assert not any(layer["stroked"] for layer in grounds)


def test_the_view_holds_all_points_and_halving_the_width_takes_one_zoom():
    points = pd.DataFrame({"latitude": [37.0, 37.0], "longitude": [30.0, 31.0]})
    wide = maps.fit(points, width_px=800, height_px=600)
    narrow = maps.fit(points, width_px=400, height_px=600)

    assert wide.longitude == 30.5
    assert wide.zoom - narrow.zoom == pytest.approx(1, abs=0.011)
    # One degree of longitude at 37° is 88.9 km and takes 1 / 1.16 of 800 px.
    assert wide.metres_per_px == pytest.approx(88_905 / (800 / 1.16), rel=0.01)


def test_a_zone_of_one_place_and_an_empty_one_still_have_a_view():
    one = pd.DataFrame({"latitude": [37.0], "longitude": [30.0]})
    assert maps.fit(one, width_px=800, height_px=600).zoom == 13.5
    assert maps.fit(one.head(0), width_px=800, height_px=600).zoom == 8.0


def test_home_is_the_zone_and_a_selected_neighbour(zone):
    points = maps.firm_points(zone, load())

    assert list(maps.home(points, "zone")["firm_id"]) == ["A", "B"]
    assert list(maps.home(points, "zone", "C")["firm_id"]) == ["A", "B", "C"]
    assert list(maps.home(points, "around")["firm_id"]) == ["A", "B", "C"]


def test_dots_are_as_large_as_the_next_firm_allows():
    points = pd.DataFrame({"latitude": [37.0, 37.0 + KM, 37.0 + 2 * KM], "longitude": 30.0})
    view = maps.fit(points, width_px=800, height_px=600)

    # Neighbours are 1 km apart, 2 km take 600 px less the margin.
    assert maps.room_px(points, view) == pytest.approx(600 / 1.16 / 4, rel=0.01)


def test_of_many_exchanges_the_best_are_drawn_and_every_one_of_the_selected_firm():
    many = pd.DataFrame(
        {
            "giver_firm_id": ["A"] * 699 + ["Z"],
            "receiver_firm_id": ["B"] * 700,
        }
    )

    assert len(maps.drawable(many)) == maps.MOST_EXCHANGES
    assert list(maps.drawable(many, "Z")["giver_firm_id"])[-1] == "Z"
    assert len(maps.drawable(many.head(3), "Z")) == 3


def test_a_map_without_firms_has_no_arcs_and_still_draws(zone, ranked):
    nobody = zone.with_table("firm", zone.firm.head(0))
    points = maps.firm_points(nobody, load())

    assert maps.arcs(points, ranked, planned=True).empty
    assert draw(nobody)["firms"]["data"] == []


@pytest.mark.parametrize(
    ("east", "anchor"), [(0.02, "start"), (0.005, "middle"), (-0.005, "middle"), (-0.02, "end")]
)
def test_a_name_at_the_edge_of_the_map_runs_towards_its_middle(zone, east, anchor):
    # A hundred px are a kilometre here, about 0.0113 degrees of longitude.
    view = maps.View(37.06, 30.60 + east, zoom=13.0, metres_per_px=10.0, west=30.59, south=37.05)
    points = maps.firm_points(zone, load())
    deck = maps.zone_map(points, view=view, language="tr", knowledge=load(), selected="A")

    assert drawn(deck)["names"]["data"][0]["anchor"] == anchor
