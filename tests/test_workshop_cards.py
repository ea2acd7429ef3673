"""What cards of a workshop mean, what is asked about them, and which say the same."""

import math

import pytest
from room_cards import card

from symbio.knowledge import load
from symbio.workshop import (
    UNITS,
    Pace,
    clean,
    doubts,
    fresh_code,
    meaning,
    personal_data,
    read_code,
    same_cards,
)
from symbio.zone.workbook.units import read_unit


def test_a_card_means_what_a_person_said_then_what_the_zone_taught_then_its_words():
    vague = card(1, "Ada", "offer", "talaş")

    assert meaning(vague, load()).resource is None
    assert meaning(vague, load()).guesses[0] == "sawdust"
    assert meaning(vague, load(), (("talaş", "steel_turnings"),)).resource == "steel_turnings"
    said = card(1, "Ada", "offer", "talaş", resource="sawdust")
    assert meaning(said, load(), (("talaş", "steel_turnings"),)).resource == "sawdust"


@pytest.mark.parametrize(
    ("resource", "quantity", "unit", "expected"),
    [
        ("corrugated_trim", 100, "t/ay", 1200.0),
        ("corrugated_trim", 500, "kg/ay", 6.0),
        ("corrugated_trim", 3, "t/yıl", 3.0),
        ("forklift", 3, "t/yıl", math.nan),
    ],
)
def test_an_amount_is_read_in_the_resources_own_unit_or_is_unknown(
    resource, quantity, unit, expected
):
    typed = card(1, "Ada", "offer", "x", resource=resource, quantity=quantity, unit=unit)

    read = meaning(typed, load())

    assert read.quantity_per_year == pytest.approx(expected, nan_ok=True)


def test_every_unit_that_a_phone_offers_is_one_of_the_workbooks():
    assert all(read_unit(unit) is not None for unit in UNITS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ayşe 0532 123 45 67", ("phone",)),
        ("+90 242 258 10 00", ("phone",)),
        ("(0242) 258-10-00", ("phone",)),
        ("ayse@firma.com.tr", ("mail",)),
        ("no: 10000000146", ("national_id",)),
        ("12345678901 talaş", ()),
        ("250.000.000 kg talaş", ()),
        ("2x40 HC konteyner, 1500 ton", ()),
        ("100 000 001 46", ("national_id",)),
        ("+49 171 1234567", ("phone",)),
        ("TR33 0006 1005 1978 6457 8413 26", ("account",)),
        ("sıcaklık +90 C, 12 000 000 m3", ()),
    ],
)
def test_personal_data_is_told_from_amounts(text, expected):
    assert personal_data(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SİKTİR", True),
        ("siktir git", True),
        ("SHIT", True),
        ("sh1t", True),
        ("Fuuuuck", True),
        ("GERİ ZEKALI", True),
        ("SIK DOKULU kumaş", False),
        ("sıkıştırılmış kağıt, bokashi, analiz", False),
        ("assembly, Essex, cockpit", False),
    ],
)
def test_rude_words_are_whole_words_in_their_own_language(text, expected):
    assert ("rude" in doubts(text)) == expected


def test_no_name_in_the_tables_is_taken_for_a_rude_word_or_personal_data():
    names = load().resources[["name_tr", "name_en"]].to_numpy().ravel()

    assert [name for name in names if doubts(str(name))] == []


def test_cards_of_one_firm_that_say_the_same_are_pairs():
    cards = [
        card(1, "Ada", "offer", "odun talaşı"),
        card(2, "ADA", "offer", "Odun talaşları"),
        card(3, "Ada", "need", "odun talaşı"),
        card(4, "Bal", "offer", "odun talaşı"),
        card(5, "Bal", "offer", "qwxyz"),
        card(6, "Bal", "offer", "QWXYZ"),
    ]
    meanings = {one.card_id: meaning(one, load()) for one in cards}

    found = [(one.card_id, other.card_id) for one, other in same_cards(cards, meanings)]

    assert found == [(1, 2), (5, 6)]


def test_words_are_made_one_short_line():
    assert clean("  odun\n\u202etalaşı\x00 ", 120) == "odun talaşı"
    assert clean("x" * 500, 120) == "x" * 120


def test_a_code_is_read_however_it_is_typed():
    code = fresh_code()

    assert read_code(f" {code[:3].lower()}-{code[3:]} ") == code
    assert read_code("oılabc") == "011ABC"
    assert [read_code(typed) for typed in ("", "ABC12", "ABC12345", "ABCÇ12")] == [""] * 4


def test_the_pace_of_a_room_holds_for_all_its_phones():
    at = [0.0]
    pace = Pace(clock=lambda: at[0])

    allowed = [pace.allows(1, f"phone {number}") for number in range(601)]

    assert allowed == [True] * 600 + [False]
    assert pace.allows(2, "phone 1")
    at[0] = 60.0
    assert pace.allows(1, "phone 1")
