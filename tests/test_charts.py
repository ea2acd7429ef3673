"""Charts say their numbers in the reader's language, and the Sankey keeps what it is given."""

import json

import altair as alt
import pandas as pd
import pytest

from symbio import charts
from symbio.charts.language import label_axis, room_beside, wrapped
from symbio.charts.symbiosis import best_chart, with_bars

SECTORS = {"food": "Gıda", "wood": "Ağaç {ve} <mobilya>"}
RESOURCES = {"whey": "Peynir altı suyu", "chips": "Talaş"}


@pytest.fixture
def between():
    return pd.DataFrame(
        [
            ("food", "whey", "organic", "wood", 1200.0),
            ("food", "whey", "organic", "food", 300.0),
            ("wood", "chips", "material", "food", 50.0),
        ],
        columns=["giver_sector", "resource", "kind", "receiver_sector", "quantity"],
    )


def spec(between, **options):
    drawn = charts.sankey(
        between,
        language="tr",
        unit="ton/yıl",
        resources=RESOURCES,
        sectors=SECTORS,
        **options,
    )
    return drawn["series"][0]


def test_every_link_of_the_sankey_joins_nodes_that_exist_and_nothing_is_lost(between):
    series = spec(between)
    names = {node["name"] for node in series["data"]}

    assert all(link["source"] in names and link["target"] in names for link in series["links"])
    for depth in ("0:", "1:"):
        links = [link for link in series["links"] if link["source"].startswith(depth)]
        assert sum(link["value"] for link in links) == 1550.0


def test_a_sector_is_one_node_on_each_side(between):
    names = [node["name"] for node in spec(between)["data"]]

    assert "0:food" in names
    assert "2:food" in names
    assert len(names) == len(set(names))


def test_a_click_on_the_sankey_means_a_resource_or_a_sector(between):
    series = spec(between)
    picks = {node["name"]: node["pick"] for node in series["data"]}

    assert picks["1:whey"] == {"resource": "whey"}
    assert picks["2:wood"] == {"sector": "wood"}
    assert all(set(link["pick"]) == {"resource"} for link in series["links"])


def test_sankey_labels_are_turkish_and_hold_no_markup_of_their_own(between):
    nodes = {node["name"]: node for node in spec(between)["data"]}

    assert nodes["1:whey"]["label"]["formatter"] == "Peynir altı suyu  1.500 ton/yıl"
    # Braces are values in a template, angle brackets are HTML in a hover.
    assert nodes["0:wood"]["label"]["formatter"].startswith("Ağaç (ve) <mobilya>")
    assert nodes["0:wood"]["tooltip"]["formatter"].startswith("<b>Ağaç (ve) &lt;mobilya&gt;</b>")


def test_a_narrow_sankey_writes_names_alone_right_of_every_column(between):
    drawn = charts.sankey(
        between, language="tr", unit="ton/yıl", resources=RESOURCES, sectors=SECTORS
    )
    narrow, wall, rest = (media["option"]["series"][0] for media in drawn["media"])

    assert "maxWidth" in drawn["media"][0]["query"]
    labels = {node["name"]: node["label"] for node in narrow["data"]}
    assert labels["1:whey"]["formatter"] == "Peynir altı suyu"
    assert {label["position"] for label in labels.values()} == {"right"}
    # A phone that is turned gets back what a wide chart has, and a click still finds its node.
    assert "query" not in drawn["media"][-1]
    assert rest["data"] == drawn["series"][0]["data"]
    assert [node["name"] for node in narrow["data"]] == [node["name"] for node in rest["data"]]
    assert [node["name"] for node in wall["data"]] == [node["name"] for node in rest["data"]]


def test_a_label_that_is_too_long_loses_letters_of_its_name_and_none_of_its_number(between):
    long = between.replace({"giver_sector": {"wood": "long"}})
    drawn = charts.sankey(
        long,
        language="tr",
        unit="ton/yıl",
        resources=RESOURCES,
        sectors=SECTORS | {"long": "Kimyasal ve eczacılık ürünleri " * 3},
    )
    node = next(node for node in drawn["series"][0]["data"] if node["name"] == "0:long")

    assert node["label"]["formatter"].startswith("Kimyasal ve")
    assert node["label"]["formatter"].endswith("…  50,0 ton/yıl")
    assert len(node["label"]["formatter"]) <= 33
    assert "eczacılık ürünleri Kimyasal" in node["tooltip"]["formatter"]


def test_resources_have_the_colour_of_their_kind_and_links_follow(between):
    series = spec(between)
    nodes = {node["name"]: node["itemStyle"]["color"] for node in series["data"]}

    assert nodes["1:whey"] == "#009E73"
    assert nodes["1:chips"] == "#E69F00"
    assert {
        link["lineStyle"]["color"] for link in series["links"] if "1:whey" in link.values()
    } == {"#009E73"}


def test_numbers_and_months_of_a_chart_are_written_in_its_language():
    months = pd.DataFrame({"month": range(1, 13), "offered": 10.0, "needed": 5.0, "matched": 2.0})
    turkish = charts.months_chart(months, language="tr", unit="ton").to_dict()
    english = charts.months_chart(months, language="en", unit="t").to_dict()

    assert turkish["config"]["locale"]["number"]["decimal"] == ","
    assert turkish["config"]["locale"]["time"]["months"][0] == "Ocak"
    assert turkish["config"]["locale"]["time"]["days"][0] == "Pazar"
    assert english["config"]["locale"]["number"]["thousands"] == ","
    assert english["config"]["locale"]["time"]["days"][0] == "Sunday"


def test_vegas_own_english_is_told_to_nobody():
    for language in ("tr", "en"):
        chart = charts.localise(alt.Chart(alt.Data(values=[])).mark_bar(), language)
        assert chart.to_dict()["config"]["aria"] is False


def test_months_stay_in_the_order_of_the_year():
    months = pd.DataFrame({"month": range(1, 13), "offered": 10.0, "needed": 5.0, "matched": 2.0})
    bars = charts.months_chart(months, language="tr", unit="ton").to_dict()["layer"][0]

    assert bars["encoding"]["x"]["sort"] == charts.month_names("tr")
    assert charts.month_names("tr")[1] == "Şub"


def test_the_balance_draws_matched_and_left_of_both_sides():
    balance = pd.DataFrame(
        [("whey", "Peynir altı suyu", "organic", 100.0, 40.0, 30.0, 20.0)],
        columns=[
            "resource",
            "name",
            "kind",
            "offered",
            "needed",
            "matched_offer",
            "matched_need",
        ],
    )
    drawn = charts.balance_chart(balance, language="tr", unit="ton").to_dict()
    rows = next(iter(drawn["datasets"].values()))

    assert {(row["side"], row["part"]): row["quantity"] for row in rows} == {
        ("offer", "matched"): 30.0,
        ("offer", "left"): 70.0,
        ("need", "matched"): 20.0,
        ("need", "left"): 20.0,
    }


def test_routes_are_shares_of_the_same_whole():
    routes = pd.DataFrame(
        [
            ("today", "disposal", 60.0),
            ("today", "unknown", 40.0),
            ("today", "recovery", 0.0),
            ("today", "neighbour", 0.0),
            ("plan", "disposal", 10.0),
            ("plan", "unknown", 40.0),
            ("plan", "recovery", 0.0),
            ("plan", "neighbour", 50.0),
        ],
        columns=["state", "route", "quantity"],
    )
    drawn = charts.routes_chart(routes, language="en", unit="t").to_dict()
    rows = next(iter(drawn["datasets"].values()))
    share = {(row["state"], row["route"]): row["share"] for row in rows}

    assert share["today", "disposal"] == 0.6
    assert share["plan", "neighbour"] == 0.5


def test_routes_of_nothing_are_no_division_by_zero():
    routes = pd.DataFrame(
        [("today", "disposal", 0.0), ("plan", "disposal", 0.0)],
        columns=["state", "route", "quantity"],
    )
    rows = next(
        iter(charts.routes_chart(routes, language="tr", unit="ton").to_dict()["datasets"].values())
    )

    assert {row["share"] for row in rows} == {0.0}


def test_every_kind_has_a_colour_in_light_and_dark():
    assert list(charts.kind_colors(False)) == list(charts.kind_colors(True))
    assert charts.kind_colors(False)["water"] == "#0072B2"


def test_an_axis_of_shares_puts_the_sign_where_the_language_does():
    routes = pd.DataFrame({"state": ["today"], "route": ["disposal"], "quantity": [1.0]})
    written = {}
    for language in ("tr", "en"):
        drawn = charts.routes_chart(routes, language=language, unit="t").to_dict()
        written[language] = drawn["encoding"]["x"]["axis"]["labelExpr"]

    assert written["tr"].startswith("'%' + ")
    assert written["en"].endswith(" + '%'")


def test_a_bar_of_the_best_is_named_above_it_so_that_a_phone_has_room_for_the_bar():
    best = pd.DataFrame(
        [("C1", "1. Peynir altı suyu · Gülova Yem", "A → B", "organic", "Organik", 5000.0)],
        columns=["candidate_id", "label", "pair", "kind", "kind_name", "value_per_year"],
    )
    bars, words = best_chart(best, language="tr", currency="TRY").to_dict()["layer"]

    assert bars["encoding"]["y"]["axis"] is None
    assert words["encoding"]["x"] == {"value": 0}
    assert bars["mark"]["yOffset"] > 0 > words["mark"]["dy"]


def test_other_candidates_of_the_same_kinds_take_the_place_of_the_first():
    columns = ["candidate_id", "label", "pair", "kind", "kind_name", "value_per_year"]
    look = {"language": "tr", "currency": "TRY"}
    first, other = (
        pd.DataFrame(
            [
                (f"C{place}", f"{place}. Yem", "A → B", "organic", "Organik", 5000.0 - place),
                (f"C{place + 1}", f"{place + 1}. Su", "A → C", "water", "Su", 40.5 - place),
            ],
            columns=columns,
        )
        for place in (1, 7)
    )
    drawn = best_chart(first, **look).to_dict()
    before = json.dumps(drawn)

    exchanged, anew = with_bars(drawn, other), best_chart(other, **look).to_dict()

    assert json.dumps(drawn) == before
    view = exchanged["layer"][0]["name"]  # Altair names a layer by what is in it
    again = json.dumps(anew).replace(anew["layer"][0]["name"], view)
    assert exchanged == json.loads(again)


def test_a_long_axis_label_is_wrapped_and_none_is_left_out():
    assert wrapped("Çimento ve beton mineral katkısı").split("\n") == [
        "Çimento ve beton mineral",
        "katkısı",
    ]
    assert label_axis().to_dict()["labelOverlap"] is False


def test_the_scale_of_bars_leaves_room_for_what_is_written_beside_the_longest():
    scale = room_beside(-20.0, 80.0, letters=4).to_dict()

    # Four letters of 7.5 px, 10 px between: of a chart 240 px wide the bars get 200.
    assert scale["domainMax"]["expr"] == "-20.0 + 100.0 * width / max(width - 40, 0.4 * width)"
