"""What prices and factors say together, and figures that are as published."""

import pytest
from knowledge_laws import TREATMENT_ONLY, knowledge_tables, resource_rows

from symbio.knowledge import factor, factor_table
from symbio.knowledge.check.counted import CLASSES
from symbio.knowledge.lookup import exchange, lineage, nobody_takes, price_level, valued_by

knowledge = pytest.fixture(scope="module")(knowledge_tables)
resources = pytest.fixture(scope="module")(resource_rows)


def test_a_factor_without_a_year_says_why(knowledge):
    rows = knowledge.factors
    undated = rows[rows["year"].isna()]
    assert undated["note_en"].str.contains("does not name its year").all()


@pytest.mark.parametrize("country", ["TR", "GB"])
def test_every_disposal_class_has_a_cost(knowledge, country):
    for disposal_class in CLASSES:
        assert factor(knowledge, "disposal_cost", disposal_class, country) is not None


@pytest.mark.parametrize("country", ["TR", "GB", "DE"])
@pytest.mark.parametrize(
    "metric", ["virgin_price", "disposal_cost", "handling_cost", "co2e_virgin", "co2e_disposal"]
)
def test_every_resource_can_be_valued_as_an_offer_and_as_a_need(knowledge, metric, country):
    resources = knowledge.resources
    if metric == "virgin_price":  # a lane is worth its kilometres
        lanes = resources.loc[resources["kind"] == "logistics", "resource_id"]
        assert factor_table(knowledge, "lane_rate", lanes, country)["value"].notna().all()
        assert factor_table(knowledge, metric, lanes, country)["value"].isna().all()
        resources = resources[resources["kind"] != "logistics"]
    found = factor_table(knowledge, metric, resources["resource_id"], country)
    assert found["value"].notna().all(), found.loc[found["value"].isna(), "subject"].tolist()


def test_no_resource_is_an_orphan(knowledge, resources):
    """Without a pathway, its own or its parents', it is a service or treated only, and says so."""
    ends = {*knowledge.pathways["from_resource"], *knowledge.pathways["to_resource"]}
    served = [bool(ends.intersection(lineage(knowledge, name))) for name in resources.index]
    for resource_id, row in resources.loc[[not found for found in served]].iterrows():
        price = factor(knowledge, "virgin_price", resource_id)
        service = row["kind"] in ("asset", "logistics", "expertise")
        assert service or (price.value == 0 and price.note_en == TREATMENT_ONLY), resource_id


def test_a_price_of_nothing_says_why(knowledge):
    rows = knowledge.factors
    free = rows[(rows["metric"] == "virgin_price") & (rows["value"] == 0)]
    assert set(free["note_en"]) == {TREATMENT_ONLY}
    assert set(free["grade"]) == {"assumption"}


@pytest.mark.parametrize("country", ["TR", "GB", "DE"])
def test_taking_in_a_waste_that_nobody_buys_costs_something_but_less_than_its_disposal(
    knowledge, country
):
    names = knowledge.resources["resource_id"]
    price, disposal, cost, kg = (
        factor_table(knowledge, metric, names, country)
        for metric in ("virgin_price", "disposal_cost", "treatment_cost", "co2e_treatment")
    )
    taken = (price["value"] == 0) & (disposal["value"] > 0) & ~names.isin(nobody_takes(knowledge))

    assert taken.sum() > 40
    for of, today in zip(cost[taken].itertuples(), disposal[taken].itertuples(), strict=True):
        spent, spared = (exchange(one.value, one.currency, "EUR", knowledge) for one in (of, today))
        assert 0 < spent <= spared, (of, today)
    assert kg["value"][taken].notna().all()


@pytest.mark.parametrize(
    ("resource", "metric", "other"),
    [
        ("household_waste", "treatment_cost", "virgin_price"),
        ("sawdust", "virgin_price", "treatment_cost"),
        ("asbestos_waste", "disposal_cost", "treatment_cost"),
    ],
    ids=["taken in for treatment", "bought", "for disposal only"],
)
def test_a_resource_shows_the_figures_that_value_it(knowledge, resource, metric, other):
    shown = valued_by(knowledge, resource, "TR")

    assert metric in shown
    assert other not in shown
    assert all(factor(knowledge, one, resource, "TR") is not None for one in shown)


def test_a_product_earns_nine_tenths_of_what_its_buyers_pay(knowledge):
    rows = knowledge.factors
    margin = rows[rows["source"].str.contains("0.9 of its purchase price", regex=False)]
    assert len(margin) > 100
    for row in margin.to_dict("records"):
        price = factor(knowledge, "virgin_price", row["subject"], row["region"].replace("ANY", ""))
        assert (price.year, price.currency) == (row["year"], row["currency"]), row["factor_id"]
        assert row["value"] == pytest.approx(-0.9 * price.value, rel=0.005), row["factor_id"]


def test_what_is_sold_today_is_not_said_to_be_landfilled(knowledge):
    rows = knowledge.factors
    sold = rows[(rows["metric"] == "disposal_cost") & (rows["value"] < 0)]
    for subject, region in zip(sold["subject"], sold["region"], strict=True):
        today = factor(knowledge, "co2e_disposal", subject, "" if region == "ANY" else region)
        assert today.value <= 0, subject


def test_the_saving_of_todays_buyer_is_that_of_its_pathway(knowledge):
    pathways = knowledge.pathways.set_index("pathway_id")
    rows = knowledge.factors
    computed = rows[rows["source"].str.startswith("computed from pathway ")]
    assert len(computed) > 20
    for row in computed.to_dict("records"):
        way = pathways.loc[row["source"].removeprefix("computed from pathway ")]
        replaced = factor(knowledge, "co2e_virgin", way["to_resource"]).value
        saved = (
            way["yield"] * way["substitution_ratio"] * replaced - way["treatment_kgco2e_per_unit"]
        )
        assert abs(row["value"]) == pytest.approx(saved, abs=0.06), row["factor_id"]


def test_a_product_that_is_sold_anyway_saves_nothing_by_changing_its_buyer(knowledge):
    for subject in ("pe_granulate", "compost", "whey_powder", "electricity"):
        for country in ("TR", "GB"):
            today = factor(knowledge, "co2e_disposal", subject, country).value
            assert today + factor(knowledge, "co2e_virgin", subject, country).value == 0


@pytest.mark.parametrize(
    "subject", ["wood_waste", "food_waste", "plant_waste", "textile_waste", "biological_sludge"]
)
def test_what_is_collected_apart_in_great_britain_is_not_said_to_be_landfilled(knowledge, subject):
    landfill = factor(knowledge, "disposal_cost", "municipal", "GB")
    today = factor(knowledge, "disposal_cost", subject, "GB")
    assert exchange(today.value, today.currency, "GBP", knowledge) < landfill.value / 2
    assert factor(knowledge, "co2e_disposal", subject, "GB").value == 0


@pytest.mark.parametrize("subject", ["fruit_pomace", "vegetable_trimmings", "whey", "stillage"])
def test_what_animals_eat_today_saves_no_landfill_when_others_eat_it(knowledge, subject):
    assert factor(knowledge, "co2e_disposal", subject, "TR").value <= 0


@pytest.mark.parametrize("use", ["wash_water", "cooling_water"])
def test_water_of_a_zone_is_no_dearer_for_washing_than_for_the_process(knowledge, use):
    process = factor(knowledge, "virgin_price", "process_water", "TR")
    other = factor(knowledge, "virgin_price", use, "TR")
    assert (other.value, other.currency, other.year) == (
        process.value,
        process.currency,
        process.year,
    )


@pytest.mark.parametrize(
    ("metric", "subject", "country", "value", "currency"),
    [
        ("disposal_cost", "municipal", "GB", 126.15 + 26, "GBP"),
        ("treatment_cost", "municipal", "GB", 93, "GBP"),
        ("treatment_cost", "organic", "GB", 24, "GBP"),
        ("disposal_cost", "wood_waste", "GB", 25, "GBP"),
        ("disposal_cost", "ferrous_scrap", "GB", -205, "GBP"),
        ("virgin_price", "ferrous_scrap", "TR", 340.5, "USD"),
        ("virgin_price", "pe_granulate", "TR", 1444, "EUR"),
        ("virgin_price", "pe_film", "GB", 330, "EUR"),
        ("co2e_grid", "", "TR", 439, ""),
        ("co2e_freight", "", "TR", 0.10163, ""),
        ("co2e_disposal", "wood_waste", "DE", 925.34348, ""),
    ],
)
def test_published_figures_are_as_published(knowledge, metric, subject, country, value, currency):
    found = factor(knowledge, metric, subject, country)
    assert found.value == pytest.approx(value)
    assert found.currency == currency


@pytest.mark.parametrize(
    ("currency", "year", "rise"),
    [
        ("GBP", 2019, 138.4 / 107.8),
        ("EUR", 2020, 128.75 / 105.06),
        ("USD", 2021, 321.943 / 270.970),
        ("TRY", 2023, 1.5851 * 1.3488),
    ],
)
def test_prices_rise_to_2025_as_the_statistical_offices_say(knowledge, currency, year, rise):
    assert price_level(knowledge, currency, year, at_year=2025) == pytest.approx(rise, rel=2e-4)
