"""Quantities and prices of a workbook: units, ranges, currencies, and what stays unknown."""

from __future__ import annotations

import pandas as pd
import pytest
from workbook_files import only, read_stream, rules


def test_kilograms_become_tonnes():
    stream = only(read_stream(quantity_per_year="12 500 kg"))

    assert (stream["quantity_per_year"], stream["unit"], stream["grade"]) == (12.5, "t", "declared")


def test_tonnes_per_month_become_tonnes_per_year():
    assert only(read_stream(quantity_per_year=2, unit="t/ay"))["quantity_per_year"] == 24


def test_cubic_metres_become_tonnes_by_the_density_and_it_is_said():
    reading = read_stream(quantity_per_year=10, unit="m³")

    assert only(reading)["quantity_per_year"] == 5
    assert rules(reading.notices) == ["converted_by_nature"]


def test_cubic_metres_without_a_density_are_an_error_that_names_the_cell():
    reading = read_stream(resource="caustic", quantity_per_year="10 m³")

    assert [(p.rule, p.row, p.column, p.value) for p in reading.problems] == [
        ("unit_not_convertible", 2, "quantity_per_year", "10 m³")
    ]


def test_a_range_keeps_its_ends_and_declares_its_middle():
    stream = only(read_stream(quantity_per_year="3-5 t"))

    names = ["quantity_low_per_year", "quantity_per_year", "quantity_high_per_year", "grade"]
    assert stream[names].tolist() == [3, 4, 5, "declared"]


@pytest.mark.parametrize("typed", ["", "?", "bilinmiyor"])
def test_an_unknown_quantity_is_allowed(typed):
    stream = only(read_stream(quantity_per_year=typed))

    assert pd.isna(stream["quantity_per_year"])
    assert (stream["grade"], stream["unit"]) == ("unknown", "t")


def test_a_grade_without_a_quantity_is_unknown_and_it_is_said():
    reading = read_stream(quantity_per_year="", grade="ölçüldü")

    assert only(reading)["grade"] == "unknown"
    assert rules(reading.notices) == ["grade_without_quantity"]


def test_a_stream_of_nothing_is_left_out_and_it_is_said():
    reading = read_stream(quantity_per_year=0)

    assert "stream" not in reading.tables
    assert rules(reading.notices) == ["zero_skipped"]


def test_a_price_per_kilogram_becomes_a_price_per_tonne():
    stream = only(read_stream(quantity_per_year=500, unit="kg", present_cost_per_unit="2,5 TL"))

    assert stream["quantity_per_year"] == 0.5
    assert stream["present_cost_per_unit"] == 2500
    assert stream["present_cost_currency"] == "TRY"


def test_a_price_in_a_cell_may_name_its_currency_and_unit():
    stream = only(read_stream(quantity_per_year=500, unit="kg", present_cost_per_unit="-150 €/t"))

    assert (stream["present_cost_per_unit"], stream["present_cost_currency"]) == (-150, "EUR")


def test_a_price_without_a_currency_is_in_that_of_the_zone_and_it_is_said():
    reading = read_stream(present_cost_per_unit=100)

    assert only(reading)["present_cost_currency"] == "TRY"
    assert rules(reading.notices) == ["currency_assumed"]


def test_a_missing_price_stays_missing():
    assert pd.isna(only(read_stream(quantity_per_year=5))["present_cost_per_unit"])
