"""Numbers, units, dates and coordinates as people type them."""

from __future__ import annotations

import datetime as dt

import pytest

from symbio.knowledge import load
from symbio.zone.workbook.coordinates import is_pair, read_position
from symbio.zone.workbook.dates import read_date
from symbio.zone.workbook.figures import (
    AmbiguousError,
    Amount,
    UnreadableError,
    find_convention,
    read_amount,
)
from symbio.zone.workbook.resources import natures
from symbio.zone.workbook.units import (
    Nature,
    NoWayError,
    NoYearError,
    UnknownUnitError,
    factor,
    read_unit,
)

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"
WOOD = Nature("t", density=0.5, heating_value=4.0)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("1.234,5", 1234.5, ""),
        ("1,234.5", 1234.5, ""),
        ("12 500 kg", 12500, "kg"),
        (f"12{NBSP}500{NBSP}kg", 12500, "kg"),
        (f"12{THIN}500", 12500, ""),
        (f"12{NARROW}500,25", 12500.25, ""),
        ("12'500", 12500, ""),
        ("yaklaşık 3 ton", 3, "ton"),
        ("~3 t", 3, "t"),
        ("≈ 3 t", 3, "t"),
        ("3 ton civarında", 3, "ton"),
        ("about 3 tonnes", 3, "tonnes"),
        ("3 bin ton", 3000, "ton"),
        ("1,5 milyon m³", 1_500_000, "m3"),
        ("0.125", 0.125, ""),
        ("1234.567", 1234.567, ""),
        ("1.234.567", 1_234_567, ""),
        (".5", 0.5, ""),
        ("-12,5", -12.5, ""),
        ("−300 TL/t", -300, "tl/t"),
        ("1e+06", 1_000_000, ""),
        ("2,5 m³/gün", 2.5, "m3/gun"),
        ("ayda 3 ton", 3, "ayda ton"),
        ("₺ 150", 150, "₺"),
        ("%25", 25, "%"),
        ("12500kg", 12500, "kg"),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed, value, unit):
    assert read_amount(typed, None) == Amount(value, unit=unit)


@pytest.mark.parametrize(
    "typed",
    ["3-5 t", "3 – 5 t", "3 t - 5 t", "3 ton ile 5 ton arası".replace("ton", "t"), "3 to 5 t"],
)
def test_a_range_has_both_ends_and_its_middle(typed):
    assert read_amount(typed, None) == Amount(4, 3, 5, "t")


def test_plus_minus_is_a_range():
    assert read_amount("10 ± 2 t", None) == Amount(10, 8, 12, "t")


def test_at_least_and_at_most_are_bounds_without_a_quantity():
    assert read_amount("en az 3 ton", None) == Amount(low=3, unit="ton")
    assert read_amount("< 10 t", None) == Amount(high=10, unit="t")


@pytest.mark.parametrize("typed", ["?", "bilinmiyor", "Belirsiz", "-", "–", "n/a", "unknown"])
def test_unknown_is_no_number_and_no_mistake(typed):
    assert read_amount(typed, None) == Amount()


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.500 kg", "1.200-1.500 t"])
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed(typed):
    with pytest.raises(AmbiguousError):
        read_amount(typed, None)


def test_the_files_convention_settles_what_can_be_read_in_two_ways():
    assert read_amount("1.234", "comma").value == 1234
    assert read_amount("1.234", "point").value == 1.234
    assert read_amount("1,234", "comma").value == 1.234
    assert read_amount("1,234", "point").value == 1234


@pytest.mark.parametrize(
    ("texts", "convention"),
    [
        (["1.234", "12,5"], "comma"),
        (["1.234", "1.234.567"], "comma"),
        (["1,234", "12.5 t"], "point"),
        (["1,234", "1,234,567 kg"], "point"),
        (["1.234", "kül"], None),
        (["12,5", "12.5"], None),
        ([], None),
    ],
)
def test_other_numbers_of_the_file_show_its_convention(texts, convention):
    assert find_convention(texts) == convention


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "1.23,45",
        "1.2.3",
        "12,34,5",
        "5-3 t",
        "3 4",
        "1/2 ton",
        "",
        "1e999",
        "9" * 400,
        "x" * 9999,
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(UnreadableError):
        read_amount(typed, None)


@pytest.mark.parametrize(
    ("typed", "tonnes"),
    [
        ("t", 1),
        ("Ton/Yıl", 1),
        ("kg", 0.001),
        ("t/ay", 12),
        ("ayda ton", 12),
        ("kg / hafta", 0.052),
        ("tonnes per month", 12),
        ("m³", 0.5),
        ("lt", 0.0005),
        ("MWh", 0.25),
        ("t/gün", 300),
        ("kg/h", 6),
        ("kW", 1.5),
    ],
)
def test_a_unit_leads_to_tonnes_of_wood_per_year(typed, tonnes):
    unit = read_unit(typed)
    assert factor(unit, WOOD, operating_days=300, operating_hours=6000) == pytest.approx(tonnes)


@pytest.mark.parametrize(
    ("typed", "mwh"),
    [("kWh", 0.001), ("GJ", 1 / 3.6), ("Gcal", 1.163), ("TEP", 11.63), ("GWh", 1000)],
)
def test_energy_is_counted_in_megawatt_hours(typed, mwh):
    unit = read_unit(typed)
    found = factor(unit, Nature("MWh"), operating_days=None, operating_hours=None)
    assert found == pytest.approx(mwh)


@pytest.mark.parametrize(
    ("typed", "resource", "mwh"),
    [
        ("m³", "natural_gas", 0.01064),  # 9,155 kcal/Sm3 · 1.163e-6 MWh/kcal
        ("Sm3", "natural_gas", 0.01064),
        ("Sm³/ay", "natural_gas", 0.12768),
        ("Nm³", "natural_gas", 0.011224),  # 288.15 / 273.15 of a Sm3
        ("m3", "biogas", 0.0063),  # 60 % methane
        ("ton", "natural_gas", 15.2),
        ("ton/saat", "steam", 0.7 * 6000),
        ("lt", "diesel", 0.00994),
    ],
)
def test_gas_by_volume_and_steam_by_weight_are_energy(typed, resource, mwh):
    nature = natures(load())[resource]
    found = factor(read_unit(typed), nature, operating_days=300, operating_hours=6000)
    assert found == pytest.approx(mwh, rel=1e-3)


def test_per_day_needs_the_days_of_a_year():
    with pytest.raises(NoYearError):
        factor(read_unit("t/gün"), WOOD, operating_days=None, operating_hours=None)


def test_volume_without_a_density_has_no_way_to_mass():
    with pytest.raises(NoWayError):
        factor(read_unit("m³"), Nature("t"), operating_days=None, operating_hours=None)


@pytest.mark.parametrize("typed", ["adet", "varil", "kamyon", "t/vardiya", "kg/kişi"])
def test_a_unit_that_is_none_is_refused(typed):
    with pytest.raises(UnknownUnitError):
        read_unit(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31.12.2025", dt.date(2025, 12, 31)),
        ("31/12/2025", dt.date(2025, 12, 31)),
        ("5.6.2025", dt.date(2025, 6, 5)),
        ("2025-12-31", dt.date(2025, 12, 31)),
        ("2025-12-31T10:00", dt.date(2025, 12, 31)),
        ("Aralık 2025", dt.date(2025, 12, 1)),
        ("ŞUBAT 2024", dt.date(2024, 2, 1)),
        ("December 2025", dt.date(2025, 12, 1)),
        ("12/2025", dt.date(2025, 12, 1)),
        ("31 Aralık 2025", dt.date(2025, 12, 31)),
        ("15-Ara-25", dt.date(2025, 12, 15)),
        ("Dec 31, 2025", dt.date(2025, 12, 31)),
        (2025.0, dt.date(2025, 1, 1)),
        (46022.0, dt.date(2025, 12, 31)),
        (dt.datetime(2025, 12, 31, 9, 30), dt.date(2025, 12, 31)),
    ],
)
def test_a_date_is_read_as_it_is_meant(typed, day):
    assert read_date(typed) == day


@pytest.mark.parametrize(
    "typed", ["31.2.2025", "12/31/2025", "yarın", "1825-01-01", 7.5, True, 1e9]
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        read_date(typed)


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [
        ("37.0562", 37.0562),
        ("37,0562", 37.0562),
        ("37.0562° N", 37.0562),
        ("K 37,0562", 37.0562),
        ("36.9123, 30.6512", 36.9123),
        ("36,9123; 30,6512", 36.9123),
        ("36,9123 30,6512", 36.9123),
        ("36.9123,30.6512", 36.9123),
    ],
)
def test_a_latitude_in_decimal_degrees_is_read(typed, degrees):
    position = read_position(typed, "latitude")
    assert (position.degrees, position.sexagesimal) == (degrees, False)


@pytest.mark.parametrize(
    ("typed", "degrees"),
    [
        ("37°30'N", 37.5),
        ("37° 30' K", 37.5),
        ("37 30 36", 37.51),
        ("N37°30'36\"", 37.51),
        ("37°30.6'", 37.51),
    ],
)
def test_degrees_and_minutes_are_recognised(typed, degrees):
    position = read_position(typed, "latitude")
    assert position.sexagesimal
    assert position.degrees == pytest.approx(degrees)


def test_both_coordinates_may_stand_in_one_cell():
    assert read_position("36.9123, 30.6512", "longitude").degrees == 30.6512
    assert is_pair("36.9123, 30.6512")
    assert not is_pair("37 05")
    assert not is_pair(36.9)


@pytest.mark.parametrize("typed", ["abc", "37°65'", "30.6 E", "37.05.12", "OSB 2. kısım"])
def test_what_is_no_latitude_is_refused(typed):
    with pytest.raises(UnreadableError):
        read_position(typed, "latitude")
