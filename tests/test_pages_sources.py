"""Kaynaklar: every figure has its source; the zone's own value takes its place everywhere."""

import datetime as dt
import io
import math
import re
from dataclasses import replace

import matching_case as case
import pandas as pd
import pytest
from opened_app import open_page, refused_late, texts, wood_store, wood_zone
from python_calamine import CalamineWorkbook

from symbio.disclosure import without_costs
from symbio.knowledge import factor, load
from symbio.knowledge.pathway_costs import cost_id, replaceable
from symbio.locale import text
from symbio.matching import Scenario, match
from symbio.opportunities import sensitivity
from symbio.report.sources import sources_workbook
from symbio.ui.tables import at_most
from symbio.zone.demo import generate
from symbio.zone.own_factors import is_far, with_own_factors

PAGE = "pages/data/sources.py"
FREIGHT = factor(load(), "freight_rate", "", "TR")


store = pytest.fixture(wood_store)


def own(**cells):
    row = {"factor_id": FREIGHT.factor_id, "value": 2 * FREIGHT.value, "source": "teklif"} | cells
    return pd.DataFrame([row])


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_opens(store, language):
    app = open_page(PAGE, language)

    assert not app.exception
    assert len(app.metric) == 4


def test_a_short_table_is_as_high_as_its_rows():
    assert at_most(620, 3) == "content"
    assert at_most(620, 200) == 620
    assert at_most("auto", 3) == "auto"


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_metric_and_grade_has_a_name(language):
    factors = load().factors
    for metric in factors["metric"].unique():
        assert text(language, f"sources.metric_{metric}")
    for grade in factors["grade"].unique():
        assert text(language, f"sources.grade_{grade}")


@pytest.mark.parametrize(("language", "per"), [("tr", "EUR/ton"), ("en", "EUR/t")])
def test_every_number_of_the_tables_has_its_unit_in_words(store, language, per):
    app = open_page(PAGE, language)
    swings, factors = (frame.value for frame in app.dataframe)

    treatments = swings["name"].str.startswith(("İşleme maliyeti:", "Treatment cost:"))
    assert treatments.any()
    assert swings.loc[treatments, "range"].str.endswith(f" {per}").all()
    for unit in factors["unit_written"]:
        assert not re.search(r"_|[.]|m3", unit), unit
    comma = "," if language == "tr" else "."
    for written in (*factors["value_written"], *factors["low_written"]):
        digits = re.sub(r"\D", "", written).lstrip("0")
        assert comma not in written or len(digits) <= 4, written


def test_without_own_values_the_knowledge_is_the_same_object():
    assert with_own_factors(load(), wood_zone()) is load()


def test_an_own_value_takes_the_general_ones_place_and_nothing_else():
    zone = wood_zone().with_table("factor", own(source_date=pd.Timestamp("2026-03-01")))

    known = with_own_factors(load(), zone)

    found = factor(known, "freight_rate", "", "TR")
    assert (found.value, found.source, found.year) == (2 * FREIGHT.value, "teklif", 2026)
    assert (found.grade, found.unit) == ("declared", FREIGHT.unit)
    assert found.low != found.low  # the general range belongs to another value
    others = known.factors["factor_id"] != FREIGHT.factor_id
    pd.testing.assert_frame_equal(known.factors[others], load().factors[others])
    assert with_own_factors(load(), zone) is known


def test_dearer_freight_of_the_zone_lowers_what_its_plan_is_worth():
    zone = wood_zone()
    dear = zone.with_table("factor", own(value=20 * FREIGHT.value))

    general = match(zone, load(), Scenario.of(zone)).exchanges["value_per_year"].sum()
    local = match(dear, with_own_factors(load(), dear), Scenario.of(zone))

    assert local.exchanges["value_per_year"].sum() < general


def test_the_swing_of_a_figure_is_its_share_times_its_range():
    zone = wood_zone()
    result = match(zone, load(), Scenario.of(zone))

    rows = sensitivity(result.exchanges, zone, load()).set_index("factor_id")

    freight = rows.loc[FREIGHT.factor_id]
    paid = (result.exchanges["transport_per_unit"] * result.exchanges["quantity_per_year"]).sum()
    assert freight["amount_per_year"] == pytest.approx(-paid)
    width = (FREIGHT.high - FREIGHT.low) / FREIGHT.value
    assert freight["swing_per_year"] == pytest.approx(paid * width)
    assert rows["swing_per_year"].dropna().is_monotonic_decreasing


def test_the_figures_add_up_to_what_a_plan_without_own_prices_is_worth():
    zone = without_costs(generate())
    exchanges = match(zone, load(), Scenario.of(zone)).exchanges

    rows = sensitivity(exchanges, zone, load())

    assert {"logistics", "material", "organic"} <= set(exchanges["kind"])
    assert rows["amount_per_year"].sum() == pytest.approx(exchanges["value_per_year"].sum())
    # The detour of a lane is no freight by weight.
    lanes = sensitivity(exchanges[exchanges["kind"] == "logistics"], zone, load())
    assert "lane_rate" in set(lanes["metric"])
    assert "freight_rate" not in set(lanes["metric"])


def test_what_it_costs_to_take_a_waste_in_is_among_the_figures_to_check():
    zone = wood_zone()
    taken = zone.stream.assign(resource="household_waste", waste_code="200301", qualities=None)
    zone = replace(zone, stream=taken)
    result = match(zone, load(), Scenario.of(zone))

    rows = sensitivity(result.exchanges, zone, load()).set_index("metric")

    cost = (result.exchanges["treatment_per_unit"] * result.exchanges["quantity_per_year"]).sum()
    assert cost > 0
    assert rows.loc["treatment_cost", "amount_per_year"] == pytest.approx(-cost)
    assert "pathway" not in rows.index


def test_what_is_left_of_a_thing_that_is_sold_hangs_on_what_its_class_costs():
    tables = case.knowledge(
        [case.resource("dross", disposal_class="municipal"), case.resource("metal")],
        [case.pathway("dross_to_metal", "dross", "metal", residue_share=0.1)],
        [
            ("disposal_cost", "dross", -50.0),
            ("disposal_cost", "municipal", 30.0),
            ("virgin_price", "metal", 200.0),
            ("handling_cost", "material", 3.0),
            ("freight_rate", "", 0.10),
        ],
    )
    streams = [case.offer("A", "dross", 100.0), case.need("B", "metal", 500.0)]
    zone = case.zone([case.firm("A"), case.firm("B", 10)], streams)

    rows = sensitivity(match(zone, tables, case.PLAIN).exchanges, zone, tables)

    amounts = rows.set_index("factor_id")["amount_per_year"]
    assert amounts["disposal_cost:dross"] == pytest.approx(-50 * 100)
    assert amounts["disposal_cost:municipal"] == pytest.approx(-30 * 0.1 * 100)


def test_the_swing_is_what_the_same_plan_is_worth_with_the_figure_at_either_end():
    # Both ends priced anew by the matching itself: what is spared here may be paid there.
    zone, knowledge = generate(), load()
    result = match(zone, knowledge, Scenario.of(zone))
    plan = result.exchanges.set_index("candidate_id")["quantity_per_year"]
    rows = sensitivity(result.exchanges, zone, knowledge)
    widest = rows[rows["factor_id"] != ""].head(5)

    for row in widest.to_dict("records"):
        worth = []
        for end in ("low", "high"):
            factors = knowledge.factors.copy()
            mine = factors["factor_id"] == row["factor_id"]
            factors.loc[mine, "value"] = factors.loc[mine, end]
            moved = match(zone, replace(knowledge, factors=factors), Scenario.of(zone))
            at_end = moved.candidates.set_index("candidate_id").loc[plan.index]
            links = at_end["fixed_link_cost_per_year"].sum()
            worth.append((at_end["value_per_unit"] * plan).sum() - links)
        assert abs(worth[1] - worth[0]) == pytest.approx(row["swing_per_year"], rel=1e-6), row


def test_a_price_of_a_firms_own_is_no_general_figure():
    zone = wood_zone()
    before = sensitivity(match(zone, load(), Scenario.of(zone)).exchanges, zone, load())
    stream = zone.stream.assign(present_cost_per_unit=100.0, present_cost_currency="TRY")
    priced = zone.with_table("stream", stream)
    after = sensitivity(match(priced, load(), Scenario.of(priced)).exchanges, priced, load())

    assert {"disposal_cost", "virgin_price"} & set(before["metric"])
    assert not {"disposal_cost", "virgin_price"} & set(after["metric"])


@pytest.mark.parametrize(
    ("value", "far"),
    [(FREIGHT.low / 2, False), (FREIGHT.high * 2.9, False), (FREIGHT.high * 3.1, True)]
    + [(FREIGHT.low / 3.1, True), (-FREIGHT.value, True)],
)
def test_a_value_is_far_that_is_three_times_beyond_the_general_range(value, far):
    assert is_far(load(), FREIGHT.factor_id, value) is far


def test_what_may_be_income_is_far_beyond_three_times_either_end():
    factors = load().factors
    both = factors[(factors["low"] < 0) & (factors["high"] > 0)].iloc[0]

    for value, far in ((2.9 * both["low"], False), (0.0, False), (3.1 * both["high"], True)):
        assert is_far(load(), both["factor_id"], value) is far


def with_own_freight(value="0,15", language="tr"):
    """The page after the zone's own price of freight was typed."""
    app = open_page(PAGE, language, factor=FREIGHT.factor_id)
    key = FREIGHT.factor_id
    app.text_input(key=f"own_value_{key}").set_value(value)
    app.text_input(key=f"own_source_{key}").set_value("Nakliyeci teklifi")
    use = text(language, "sources.own_button")
    next(button for button in app.button if button.label == use).click().run()
    return app


def test_an_own_value_is_typed_on_the_page_used_and_taken_back(store):
    app = with_own_freight()

    assert not app.exception
    assert store.read().factor["value"].tolist() == [0.15]
    assert app.metric[2].value == "1"
    assert "EUR/ton·km" in texts(app).replace("\\", "")

    next(button for button in app.button if button.label == "Geri al").click().run()
    assert store.read().factor.empty


@pytest.mark.parametrize(("language", "words"), [("tr", "çok uzak"), ("en", "is far from")])
def test_a_value_that_is_far_from_the_general_one_is_used_only_when_it_is_confirmed(
    store, language, words
):
    app = with_own_freight("30", language)

    assert not app.exception
    assert words in app.warning[0].value
    assert store.read().factor.empty

    confirm = text(language, "sources.own_confirm")
    next(button for button in app.button if button.label == confirm).click().run()
    assert store.read().factor["value"].tolist() == [30.0]
    assert not app.warning


def test_a_value_put_right_after_the_question_asks_nothing(store):
    app = with_own_freight("30")
    key = FREIGHT.factor_id
    app.text_input(key=f"own_value_{key}").set_value("0,15")
    next(button for button in app.button if button.label == "Bölge için kullan").click().run()

    assert store.read().factor["value"].tolist() == [0.15]
    assert not app.warning


def test_the_way_back_of_an_own_value_takes_back_nothing_that_was_written_later(store):
    app = with_own_freight()

    assert refused_late(app, store, "Geri al")
    assert not any(button.label == "Geri al" for button in app.button)


def test_a_value_without_a_source_or_out_of_order_is_refused_in_words(store):
    app = open_page(PAGE, factor=FREIGHT.factor_id)
    key = FREIGHT.factor_id
    app.text_input(key=f"own_value_{key}").set_value("0,75")
    app.text_input(key=f"own_low_{key}").set_value("2")
    next(button for button in app.button if button.label == "Bölge için kullan").click().run()

    assert "sıralı değil" in app.error[0].value
    assert "«Kaynak» alanı" in app.error[0].value.replace("\\", "")
    assert store.read().factor.empty


def test_the_export_holds_every_factor(store):
    zone = wood_zone().with_table("factor", own())
    swings = sensitivity(match(zone, load(), Scenario.of(zone)).exchanges, zone, load())
    data = sources_workbook(
        load(), swings.assign(name="x"), zone, language="en", made_on=dt.date(2026, 1, 1)
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet, rows in (
        ("All factors", load().factors),
        ("Pathways", load().pathways),
        ("Sector profiles", load().sector_profiles),
    ):
        assert len(book.get_sheet_by_name(sheet).to_python()) == 1 + len(rows), sheet


COST = "pathway.sawdust_to_panel"


@pytest.mark.parametrize(
    ("language", "table", "words", "shown"),
    [
        ("tr", "pathways", "talaş → levha", "3 (2 … 6) EUR/ton"),
        ("en", "pathways", "Sawdust → Wood panel", "3 (2 … 6) EUR/t"),
        ("tr", "profiles", "1051", ""),
        ("en", "profiles", "whey", "t"),
    ],
)
def test_pathways_and_profiles_of_sectors_are_shown_and_searched(
    store, language, table, words, shown
):
    whole = open_page(PAGE, language, table=table)
    found = open_page(PAGE, language, table=table, find=words)

    assert not whole.exception
    assert len(whole.dataframe[-1].value) == 200
    rows = found.dataframe[-1].value
    assert 0 < len(rows) < 200
    assert rows.map(lambda cell: shown in str(cell)).any(axis=None)


def test_a_click_on_a_treatment_cost_opens_that_pathways_figures(store):
    said = texts(open_page(PAGE, factor=COST)).replace("\\", "")

    for words in ("**3** EUR/ton", "Sınırlar: 2 … 6", "varsayım", "Talaş → Levha", "Verim: 0,97"):
        assert words in said, words


def test_the_swings_of_a_treatment_cost_open_something(store):
    app = open_page(PAGE)
    places = [
        place
        for place, name in enumerate(app.dataframe[0].value["name"])
        if name.startswith("İşleme maliyeti:")
    ]

    assert places
    ids = replaceable(load())["factor_id"]
    zone = wood_zone()
    rows = sensitivity(match(zone, load(), Scenario.of(zone)).exchanges, zone, load())
    assert {cost_id(name) for name in rows["pathway_id"] if name} <= set(ids)


def test_a_pathways_cost_of_the_zones_own_takes_the_general_ones_place():
    zone = wood_zone().with_table("factor", own(factor_id=COST, value=7.0))
    known = with_own_factors(load(), zone)

    ways = known.pathways.set_index("pathway_id")
    row = ways.loc["sawdust_to_panel"]
    assert row["treatment_cost_eur_per_unit"] == 7.0
    assert math.isnan(row["treatment_cost_low_eur_per_unit"])
    assert row["yield"] == 0.97
    others = ways.drop(index="sawdust_to_panel")
    before = load().pathways.set_index("pathway_id").drop(index="sawdust_to_panel")
    pd.testing.assert_frame_equal(others, before, check_dtype=False)

    general = match(zone, load(), Scenario.of(zone)).exchanges["value_per_year"].sum()
    dearer = match(zone, known, Scenario.of(zone)).exchanges["value_per_year"].sum()
    assert dearer < general


def test_a_pathways_cost_is_typed_on_the_page_and_kept(store):
    app = open_page(PAGE, factor=COST)
    app.text_input(key=f"own_value_{COST}").set_value("4,5")
    app.text_input(key=f"own_source_{COST}").set_value("Teklif")
    next(button for button in app.button if button.label == "Bölge için kullan").click().run()

    assert store.read().factor["factor_id"].tolist() == [COST]
    rows = open_page(PAGE, table="pathways", own="1").dataframe[-1].value
    assert rows["grade_name"].tolist() == ["bölgenin beyanı"]
    assert rows["cost_written"].tolist() == ["4,5 EUR/ton"]
