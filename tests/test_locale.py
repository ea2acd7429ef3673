"""Texts say the same in both languages, and letters and numbers follow each one."""

import ast
import datetime as dt
import re
import string
from dataclasses import dataclass
from pathlib import Path

import pytest

from symbio.locale import LANGUAGES, letters, numbers, text, texts

ROOT = Path(__file__).parents[1]
SOURCES = [
    *(ROOT / "symbio").rglob("*.py"),
    *(ROOT / "pages").rglob("*.py"),
    ROOT / "frame.py",
    ROOT / "app.py",
]
TR, EN = texts("tr"), texts("en")
SECTIONS = {key.split(".")[0] for key in TR}
# Words that are the same in both languages, and names.
SAME_IN_BOTH = {
    "common.unit_MWh",
    "common.unit_m3",
    "common.one_m3",
    "common.km",
    "common.plan",
    "map.view_zone",
    "opportunities.maturity_pilot",
}
# Words of English sentences; none of them is a Turkish word.
ENGLISH = re.compile(r"(?i)\b(the|of|and|with|from|not|are|is|this|which|firms|resource|what)\b")


def placeholders(words):
    return sorted(name for _, name, _, _ in string.Formatter().parse(words) if name is not None)


def shown(words):
    """The words of a text without what is filled in."""
    return re.sub(r"{.*?}", "", words)


@dataclass(frozen=True)
class Written:
    """What the code says: plain texts, f-strings as patterns, and the rules of its problems."""

    plain: set[str]
    patterns: set[str]
    rules: set[str]


@pytest.fixture(scope="module")
def written():
    code = [
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path)))
    ]
    parts = {id(part) for node in code if isinstance(node, ast.JoinedStr) for part in node.values}
    plain = {node.value for node in code if is_text(node) and id(node) not in parts}
    beginnings = {words for words in plain if words.endswith("_")}
    return Written(
        plain=plain - beginnings,
        patterns={pattern(node) for node in code if isinstance(node, ast.JoinedStr)}
        | {re.escape(words) + r"\w+" for words in beginnings},
        rules={
            node.args[0].value
            for node in code
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "Problem"
            and node.args
            and is_text(node.args[0])
        },
    )


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def pattern(joined):
    """An f-string as a regular expression, each value in it one name."""
    return "".join(re.escape(part.value) if is_text(part) else r"\w+" for part in joined.values)


def test_both_languages_hold_the_same_keys():
    assert sorted(TR) == sorted(EN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language):
    assert [key for key, words in texts(language).items() if not words.strip()] == []


def test_both_languages_fill_the_same_placeholders():
    differing = {
        key: (placeholders(TR[key]), placeholders(EN[key]))
        for key in TR
        if set(placeholders(TR[key])) != set(placeholders(EN[key]))
    }
    assert differing == {}


def test_nothing_is_left_untranslated():
    same = {key for key in TR if TR[key] == EN[key] and re.search(r"[^\W\d_]{2}", shown(TR[key]))}
    assert same - SAME_IN_BOTH == set()


def test_no_english_words_stand_in_turkish_texts():
    assert [key for key, words in TR.items() if ENGLISH.search(shown(words))] == []


def test_every_text_that_the_code_asks_for_exists(written):
    named = re.compile(rf"({'|'.join(sorted(SECTIONS))})\.(?!py$)[a-z][a-z0-9_]*")
    asked = {words for words in written.plain if named.fullmatch(words)}
    asked |= {f"problem.{rule}" for rule in written.rules}
    assert sorted(asked - TR.keys()) == []


def test_every_composed_key_finds_a_text(written):
    composed = {
        pattern
        for pattern in written.patterns
        if "\\." in pattern and pattern.split("\\.")[0] in SECTIONS
    }
    unmatched = {
        pattern for pattern in composed if not any(re.fullmatch(pattern, key) for key in TR)
    }
    assert unmatched == set()


def test_every_text_is_used(written):
    named = written.plain | {f"problem.{rule}" for rule in written.plain}
    composed = {pattern for pattern in written.patterns if re.match("[a-z]{3}", pattern)}
    composed |= {f"problem.{pattern}" for pattern in composed}
    unused = [
        key
        for key in TR
        if key not in named and not any(re.fullmatch(pattern, key) for pattern in composed)
    ]
    assert unused == []


def test_an_unknown_text_is_a_programmers_mistake():
    with pytest.raises(KeyError):
        text("tr", "frame.no_such_text")


@pytest.mark.parametrize("name", ["İPLİK", "iplik", "Iplik", "  ıplık ", "i\u0307plik"])
def test_folding_forgets_case_dots_and_blanks(name):
    assert letters.fold(name) == "iplik"


def test_turkish_casing_keeps_the_dot():
    assert letters.lower("IĞDIR İPLİK") == "ığdır iplik"
    assert letters.upper("ığdır iplik") == "IĞDIR İPLİK"


def test_a_heading_begins_with_the_capital_of_its_language():
    assert letters.capital("ilk görüşme", "tr") == "İlk görüşme"
    assert letters.capital("idea", "en") == "Idea"
    assert letters.capital("", "tr") == ""


def test_carbon_dioxide_equivalent_is_written_one_way():
    fields = (ROOT / "symbio" / "zone" / "fields.csv").read_text(encoding="utf-8")
    said = [*TR.values(), *EN.values(), fields]

    assert "CO₂e" in " ".join(said)
    assert [words for words in said if "CO2e" in words] == []


def test_names_sort_in_the_turkish_alphabet():
    names = ["Şeker", "Iğdır", "Zeytin", "Çelik", "İplik", "Cam", "Ütü", "Un", "3M", "Sac"]

    expected = ["3M", "Cam", "Çelik", "Iğdır", "İplik", "Sac", "Şeker", "Un", "Ütü", "Zeytin"]
    assert sorted(names, key=letters.sort_key) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("tr", ["1.234,5", "₺1.234", "%12,5", "23 Kasım 2026"]),
        ("en", ["1,234.5", "TRY\xa01,234", "12.5%", "23 November 2026"]),
    ],
)
def test_numbers_money_shares_and_dates_follow_the_language(language, expected):
    shown = [
        numbers.number(1234.5, language, 1),
        numbers.money(1234.4, "TRY", language),
        numbers.percent(0.125, language, 1),
        numbers.day(dt.date(2026, 11, 23), language),
    ]
    assert [words.replace("TRY1", "TRY\xa01") for words in shown] == expected


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_a_number_that_is_not_there_is_a_dash(value):
    assert numbers.number(value, "tr") == numbers.money(value, "TRY", "tr") == numbers.MISSING


@pytest.mark.parametrize(
    ("value", "expected"), [(0.1234, "0,12"), (12.34, "12,3"), (1234.5, "1.234"), (0, "0")]
)
def test_a_short_number_keeps_three_digits(value, expected):
    assert numbers.compact(value, "tr") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(646.70557, "646,7"), (0.07703, "0,07703"), (1.26338, "1,263"), (12345.6, "12.346")]
    + [(8.0, "8"), (0.0, "0"), (-0.00004, "-0,00004"), (99999.0, "99.999"), (None, "–")],
)
def test_a_number_keeps_the_digits_that_say_something(value, expected):
    assert numbers.significant(value, "tr") == expected


def test_minus_nothing_is_nothing():
    assert numbers.number(-0.2, "tr") == "0"


@pytest.mark.parametrize(
    ("typed", "tr", "en"),
    [
        ("12,5", 12.5, None),
        ("12.5", None, 12.5),
        ("1.234,56", 1234.56, None),
        ("1,234.56", None, 1234.56),
        ("1,2,3", None, None),
        ("-5", -5, -5),
        ("", None, None),
    ],
)
def test_a_number_is_read_as_its_language_writes_it_or_not_at_all(typed, tr, en):
    assert (numbers.read(typed, "tr"), numbers.read(typed, "en")) == (tr, en)
