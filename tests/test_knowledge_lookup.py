"""Look-ups of factors, money and names, on tables small enough to check by hand."""

from dataclasses import replace

import pandas as pd
import pytest
from knowledge_laws import knowledge_tables, resource_rows

from symbio.errors import InputError
from symbio.knowledge import (
    exchange,
    factor,
    factor_table,
    find_resource,
    load,
    nace_name,
    price_level,
    resource_name,
    sector_group,
)
from symbio.knowledge.lookup import family

knowledge = pytest.fixture(scope="module")(knowledge_tables)
resources = pytest.fixture(scope="module")(resource_rows)

SCOTTISH_CLASSES = [
    "Household and similar wastes",
    "Wood wastes",
    "Metallic wastes, mixed ferrous and non-ferrous",
    "Discarded equipment (excluding discarded vehicles, batteries and accumulators wastes)",
    "Vegetal wastes",
    "Paper and cardboard wastes",
    "Soils",
    "Mineral waste from construction and demolition",
    "Batteries and accumulators wastes",
    "Glass wastes",
    "Mixed and undifferentiated materials",
    "Used oils",
    "Chemical wastes",
    "Textile wastes",
    "Plastic wastes",
    "Rubber wastes",
    "Metallic wastes, ferrous",
    "Animal and mixed food waste",
    "Other mineral wastes",
    "Metallic wastes, non-ferrous",
    "Discarded vehicles",
    "Sorting residues",
    "Common sludges",
    "Mineral wastes from waste treatment and stabilised wastes",
    "Industrial effluent sludges",
    "Health care and biological wastes",
    "Sludges and liquid wastes from waste treatment",
    "Spent solvents",
    "Acid, alkaline or saline wastes",
    "Combustion wastes",
    "Waste containing PCB",
    "Animal faeces, urine and manure",
    "Dredging spoils",
    "Uncategorised",
]


@pytest.fixture(scope="module")
def small():
    """Sawdust is wood, wood is municipal material; prices that tell each rule apart."""
    resources = pd.DataFrame(
        [
            ("wood", "", "material", "municipal"),
            ("sawdust", "wood", "material", "municipal"),
            ("fine_dust", "sawdust", "material", "inert"),
            ("water", "", "water", "liquid"),
        ],
        columns=["resource_id", "parent_id", "kind", "disposal_class"],
    )
    rows = [
        ("price", "wood", "ANY", 1.0, 2025),
        ("price", "wood", "TR", 2.0, 2020),
        ("price", "municipal", "GB", 3.0, 2025),
        ("price", "inert", "GB", 4.0, 2025),
        ("price", "material", "ANY", 5.0, 2025),
        ("price", "", "ANY", 6.0, 2023),
        ("price", "", "ANY", 7.0, 2025),
        ("price", "", "EU", 8.0, 2021),
        ("fee", "inert", "ANY", 9.0, 2025),
        ("exchange_rate", "EUR", "ANY", 1.0, 2025),
        ("exchange_rate", "TRY", "ANY", 50.0, 2025),
        ("exchange_rate", "GBP", "ANY", 0.8, 2025),
        ("price_index", "TRY", "ANY", 50.0, 2023),
        ("price_index", "TRY", "ANY", 100.0, 2025),
        ("toll", "wood", "EU", 10.0, 2025),
        ("toll", "wood", "TR", 11.0, 2020),
        ("tax", "material", "ANY", 12.0, 2025),
        ("tax", "municipal", "ANY", 13.0, 2025),
    ]
    factors = pd.DataFrame(rows, columns=["metric", "subject", "region", "value", "year"])
    factors = factors.assign(
        factor_id=[f"f{place}" for place in range(len(rows))],
        **dict.fromkeys(("low", "high"), float("nan")),
        **dict.fromkeys(("unit", "currency", "source", "grade", "note_tr", "note_en"), "x"),
    ).astype({"year": "float64"})
    return replace(load(), resources=resources, factors=factors)


def test_the_nearest_subject_wins_over_the_nearest_region(small):
    # wood has no GB row, so its ANY row (1) stands before municipal in GB (3).
    assert factor(small, "price", "sawdust", "GB").value == 1.0


def test_the_country_wins_over_any_region_even_when_it_is_older(small):
    assert factor(small, "price", "sawdust", "TR").value == 2.0
    assert factor(small, "toll", "sawdust", "TR").value == 11.0
    assert factor(small, "toll", "sawdust", "FR").value == 10.0


def test_the_disposal_class_comes_before_the_kind(small):
    assert factor(small, "tax", "sawdust").value == 13.0
    assert factor(small, "tax", "fine_dust").value == 12.0


def test_parents_come_before_the_disposal_class(small):
    assert factor(small, "price", "fine_dust", "GB").value == 1.0
    assert factor(small, "fee", "fine_dust", "GB").value == 9.0


def test_without_a_subject_the_general_row_of_the_nearest_region_stands(small):
    assert factor(small, "price", "water", "TR").value == 8.0
    assert factor(small, "price", "", "TR").value == 8.0


def test_of_two_years_the_later_one_stands(small):
    general = small.factors[small.factors["region"] != "EU"]
    assert factor(replace(small, factors=general), "price", "water", "TR").value == 7.0


def test_a_metric_without_rows_has_no_factor(small):
    assert factor(small, "fee", "wood", "TR") is None
    assert factor(small, "nothing", "wood", "TR") is None


def test_a_table_of_factors_keeps_order_and_repeats_and_marks_what_is_missing(small):
    found = factor_table(small, "fee", ["wood", "fine_dust", "wood", "fine_dust"], "TR")

    assert found["subject"].tolist() == ["wood", "fine_dust", "wood", "fine_dust"]
    assert found["value"].isna().tolist() == [True, False, True, False]
    assert found["factor_id"].tolist() == ["", "f8", "", "f8"]


def test_an_empty_table_of_factors_has_the_usual_columns(small):
    found = factor_table(small, "fee", [], "TR")
    assert found.empty
    assert {"subject", "value", "low", "high", "currency", "year", "grade", "factor_id"} <= set(
        found
    )


@pytest.mark.parametrize("country", ["TR", "GB", "FR"])
def test_one_factor_and_the_table_agree_on_every_resource(knowledge, country):
    names = knowledge.resources["resource_id"]
    for metric in ("virgin_price", "disposal_cost", "co2e_disposal"):
        table = factor_table(knowledge, metric, names, country)
        single = [factor(knowledge, metric, name, country) for name in names]
        assert table["factor_id"].tolist() == [one.factor_id if one else "" for one in single]


def test_money_changes_over_the_euro(small):
    assert exchange(10.0, "EUR", "TRY", small) == 500.0
    assert exchange(8.0, "GBP", "TRY", small) == pytest.approx(500.0)
    assert exchange(7.0, "CHF", "CHF", small) == 7.0


def test_money_without_a_rate_is_refused_with_the_known_currencies(small):
    with pytest.raises(InputError) as refused:
        exchange(1.0, "CHF", "TRY", small)
    assert "CHF" in refused.value.sentences("tr")[0]
    assert "EUR, GBP, TRY" in refused.value.sentences("en")[0]


def test_a_price_follows_the_index_of_its_currency(small):
    assert price_level(small, "TRY", 2023, at_year=2025) == 2.0
    assert price_level(small, "TRY", 2025, at_year=2023) == 0.5
    assert price_level(small, "TRY", 2025, at_year=2030) == 1.0
    assert price_level(small, "XXX", 2023, at_year=2025) == 1.0
    assert price_level(small, "TRY", float("nan"), at_year=2025) == 1.0


def test_the_34_classes_of_the_scottish_agency_are_found(knowledge):
    found = [find_resource(name, knowledge) for name in SCOTTISH_CLASSES]
    assert None not in found
    assert len(set(found)) == 34


def test_a_resource_is_named_in_the_language_asked_for():
    assert resource_name("sawdust", "tr") == "Talaş"
    assert resource_name("sawdust", "en") == "Sawdust"
    assert resource_name("not_there", "tr") == "not_there"


@pytest.mark.parametrize(
    ("nace", "group"),
    [
        ("10.51", "food"),
        ("1051", "food"),
        ("C10.51.02", "food"),
        ("23.70", "construction"),
        ("16", "wood_furniture"),
        ("0113", "agriculture"),
        ("", "other"),
        ("999999", "other"),
    ],
)
def test_a_code_of_any_length_finds_its_sector_group(nace, group):
    assert sector_group(nace) == group


def test_the_label_of_a_sector_is_the_most_detailed_one():
    assert nace_name("10.51.02", "tr") == "Süt işletmeciliği ve peynir"
    assert nace_name("10.00", "en") == "Food products"
    assert nace_name("", "en") == ""


def test_a_family_holds_parents_and_children_but_no_siblings():
    found = family(load(), "fruit_pomace")

    assert list(found.items())[:2] == [("fruit_pomace", ""), ("plant_waste", "parent")]
    assert found["citrus_peel"] == "child"
    assert family(load(), "citrus_peel") == {
        "citrus_peel": "",
        "fruit_pomace": "parent",
        "plant_waste": "parent",
    }
    assert family(load(), "unknown") == {"unknown": ""}
