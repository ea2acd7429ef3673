"""A mapping as TOML: read, written, refused with everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_files import rules

from symbio.errors import InputError
from symbio.zone.rows import TABLES, dictionary
from symbio.zone.workbook.mapping import Condition, Filter, Mapping, TableMapping

TOML = """
name = "Deneme"
numbers = "comma"
operating_days = 300
zone = { name = "Z", country = "TR", currency = "TRY" }

[[table]]
table = "stream"
sheet = "Akım"
header_row = 3
columns = { firm_id = "Kod", stream_id = ["Kod", "No"], resource = "Malzeme" }
constants = { direction = "offer" }
split = { resource = ";" }
values.resource = { "Odun (kuru)" = "sawdust" }
skip = [{ note = "Kapalı", when = [{ column = "Durum", is = ["kapalı"] }, { column = "Tür", of = "firm", split = "/", every = ["a"] }] }]
keep = [{ when = [{ column = "Kod", empty = true }] }]
"""  # noqa: E501


def test_a_mapping_is_read_from_toml():
    mapping = Mapping.from_toml(TOML)

    table = mapping.tables[0]
    assert (mapping.numbers, mapping.operating_days, dict(mapping.zone)["name"]) == (
        "comma",
        300,
        "Z",
    )
    assert (table.header_row, table.column("stream_id")) == (3, ("Kod", "No"))
    assert table.values == (("resource", (("Odun (kuru)", "sawdust"),)),)
    assert [one.action for one in table.filters] == ["keep", "skip"]
    assert table.filters[1].conditions[1] == Condition("Tür", "every", ("a",), "firm", "/")


def test_a_mapping_written_and_read_again_is_the_same():
    mapping = Mapping.from_toml(TOML)

    assert Mapping.from_toml(mapping.to_toml()) == mapping


TEXTS = st.text(max_size=8)
PAIRS = st.dictionaries(TEXTS, TEXTS.filter(bool), max_size=3).map(
    lambda pairs: tuple(pairs.items())
)


@st.composite
def tables(draw):
    table = draw(st.sampled_from(TABLES))
    fields = st.sampled_from([entry.field for entry in dictionary(table)])
    conditions = st.builds(
        Condition,
        TEXTS,
        st.sampled_from(["is", "any", "every"]),
        st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
        st.sampled_from(["", "firm"]),
        TEXTS,
    )
    filters = st.builds(
        Filter,
        st.just("skip"),
        st.lists(conditions, min_size=1, max_size=2).map(tuple),
        TEXTS,
    )
    headings = st.lists(TEXTS, min_size=1, max_size=2).map(tuple)
    return TableMapping(
        table,
        draw(TEXTS),
        draw(TEXTS),
        draw(st.integers(1, 9)),
        tuple(draw(st.dictionaries(fields, headings, max_size=3)).items()),
        tuple(draw(st.dictionaries(fields, TEXTS, max_size=3)).items()),
        tuple(draw(st.dictionaries(fields, PAIRS, max_size=2)).items()),
        tuple(draw(st.dictionaries(fields, TEXTS, max_size=2)).items()),
        draw(st.lists(filters, max_size=2).map(tuple)),
        draw(st.booleans()),
    )


@settings(deadline=None)
@given(st.lists(tables(), min_size=1, max_size=2), TEXTS)
def test_any_mapping_survives_toml(parts, name):
    mapping = Mapping(tuple(parts), name, zone=(("name", name),))

    assert Mapping.from_toml(mapping.to_toml()) == mapping


ONE_TABLE = '[[table]]\ntable = "firm"\nsheet = "S"\n'
BAD_TOML = {
    "no TOML": ("name = ", "mapping_no_toml"),
    "nothing": ("", "mapping_no_table"),
    "no list of tables": ("table = 5", "mapping_no_table"),
    "an unknown key": (f"naem = 'x'\n{ONE_TABLE}", "mapping_key"),
    "an unknown table": ("[[table]]\ntable = 'firma'\nsheet = 'S'\n", "mapping_choice"),
    "no sheet": ("[[table]]\ntable = 'firm'\n", "mapping_text"),
    "an unknown field": (f"{ONE_TABLE}columns = {{ adres = 'A' }}", "mapping_key"),
    "a number for a column": (f"{ONE_TABLE}columns = {{ name = 5 }}", "mapping_text"),
    "an empty list of columns": (f"{ONE_TABLE}columns = {{ name = [] }}", "mapping_words"),
    "a header row of nought": (f"{ONE_TABLE}header_row = 0", "mapping_number"),
    "an unknown way of writing numbers": (f"numbers = 'tr'\n{ONE_TABLE}", "mapping_choice"),
    "too many days": (f"operating_days = 400\n{ONE_TABLE}", "mapping_number"),
    "distinct in words": (f"{ONE_TABLE}distinct = 'evet'", "mapping_choice"),
    "values that are no table": (f"{ONE_TABLE}values = {{ nace = 'x' }}", "mapping_text"),
    "a filter without conditions": (f"{ONE_TABLE}skip = [{{ note = 'x' }}]", "mapping_filter"),
    "a condition without a test": (
        f"{ONE_TABLE}skip = [{{ when = [{{ column = 'A' }}] }}]",
        "mapping_filter",
    ),
    "a condition with two tests": (
        f"{ONE_TABLE}skip = [{{ when = [{{ column = 'A', is = ['a'], any = ['b'] }}] }}]",
        "mapping_filter",
    ),
    "a filter of an unknown table": (
        f"{ONE_TABLE}skip = [{{ when = [{{ column = 'A', of = 'event', is = ['a'] }}] }}]",
        "mapping_choice",
    ),
    "an unknown field of the zone": (f"zone = {{ ad = 'x' }}\n{ONE_TABLE}", "mapping_key"),
}


@pytest.mark.parametrize(("text", "rule"), BAD_TOML.values(), ids=BAD_TOML.keys())
def test_a_bad_mapping_is_an_input_error_with_a_sentence(text, rule):
    with pytest.raises(InputError) as caught:
        Mapping.from_toml(text, file="harita.toml")

    assert rules(caught.value.problems) == [rule]
    for language in ("tr", "en"):
        sentence = caught.value.sentences(language)[0]
        assert sentence.startswith("harita.toml: ")
        assert "{" not in sentence.replace("{'", "")


def test_all_that_is_wrong_with_a_mapping_comes_at_once():
    text = "numbers = 'x'\noperating_hours = -1\n[[table]]\ntable = 'y'\n"

    with pytest.raises(InputError) as caught:
        Mapping.from_toml(text)

    assert len(caught.value.problems) == 3


def test_the_example_of_the_documentation_is_a_mapping():
    page = (Path(__file__).parents[1] / "docs" / "workbook.md").read_text(encoding="utf-8")

    mapping = Mapping.from_toml(page.split("```toml\n")[1].split("```")[0])

    assert [table.table for table in mapping.tables] == ["firm", "stream"]
    assert Mapping.from_toml(mapping.to_toml()) == mapping
