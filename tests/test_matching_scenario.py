"""A scenario as a file, as a link, and as a change of the zone's rows."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_case import KM, firm, need, offer, zone

from symbio.errors import InputError
from symbio.matching import (
    AddedFirm,
    AddedStream,
    Scenario,
    apply,
    from_query,
    from_toml,
    to_query,
    to_toml,
)

NAMES = st.text(string.ascii_letters + "çğışöüÇĞİŞÖÜ\"\\\n\x7f'-~;,[]=#", max_size=12)
IDS = NAMES.filter(bool)
DEGREES = st.one_of(st.none(), st.floats(-90, 90))
SCENARIOS = st.builds(
    Scenario,
    name=NAMES,
    radius_km=st.dictionaries(
        st.sampled_from(["energy", "material", "water"]), st.floats(0, 20_000)
    ).map(lambda radii: tuple(sorted(radii.items()))),
    disposal_price_change_percent=st.floats(-100, 1000),
    carbon_price_per_t=st.floats(0, 1e6),
    minimum_lot_per_year=st.floats(0, 1e9),
    count_pipe_cost=st.booleans(),
    allow_conditional=st.booleans(),
    approach_k=st.floats(0, 100),
    removed_firms=st.sets(IDS, max_size=3).map(lambda names: tuple(sorted(names))),
    added_firms=st.lists(st.builds(AddedFirm, IDS, NAMES, NAMES, DEGREES, DEGREES), max_size=2).map(
        tuple
    ),
    added_streams=st.lists(
        st.builds(
            AddedStream,
            IDS,
            st.sampled_from(["offer", "need"]),
            IDS,
            st.one_of(st.none(), st.floats(0, 1e12)),
            NAMES,
            st.one_of(st.none(), st.floats(-273, 3000)),
        ),
        max_size=2,
    ).map(tuple),
    currency=st.sampled_from(["TRY", "EUR"]),
    valuation_date=st.sampled_from(["", "2025-06-30"]),
    mip_nodes=st.integers(1, 10**9),
)


@given(SCENARIOS)
def test_a_scenario_written_to_toml_comes_back(scenario):
    assert from_toml(to_toml(scenario)) == scenario
    assert hash(from_toml(to_toml(scenario))) == hash(scenario)


@given(SCENARIOS, SCENARIOS)
def test_a_link_carries_what_differs_from_the_base(scenario, base):
    # A radius of the base that the scenario does not name stays the base's.
    base = replace(base, radius_km=())

    assert from_query(to_query(scenario, base), base) == scenario
    assert to_query(base, base) == {}


def test_a_link_may_carry_words_of_other_inputs():
    assert from_query({"lang": "tr", "radius_energy": "3"}).radius_km == (("energy", 3.0),)


@pytest.mark.parametrize(
    ("word", "flag"), [("true", True), ("1", True), ("False", False), ("0", False)]
)
def test_a_link_says_yes_and_no_as_a_file_does(word, flag):
    base = replace(Scenario(), include_estimates=not flag)

    assert from_query({"include_estimates": word}, base).include_estimates is flag


def test_a_bad_file_is_told_key_by_key():
    content = """
        carbon_price_per_t = "high"
        mip_nodes = 1.5
        count_pipe_cost = 1
        valuation_date = "31.12.2025"
        currency = "lira"
        colour = "red"
        [radius_km]
        rocket = 7
        energy = -1
        [[added_streams]]
        firm_id = "F1"
        direction = "both"
    """
    with pytest.raises(InputError) as caught:
        from_toml(content, file="kötü.toml")

    told = {(problem.values["field"], problem.rule) for problem in caught.value.problems}
    assert told == {
        ("carbon_price_per_t", "scenario_no_number"),
        ("mip_nodes", "scenario_no_whole_number"),
        ("count_pipe_cost", "scenario_no_flag"),
        ("valuation_date", "scenario_no_date"),
        ("currency", "scenario_no_currency"),
        ("colour", "scenario_unknown_key"),
        ("radius_km", "scenario_no_choice"),
        ("radius_km.energy", "scenario_no_number"),
        ("added_streams.1.direction", "scenario_no_choice"),
        ("added_streams.1.resource", "scenario_missing"),
    }
    for language in ("tr", "en"):
        assert all("kötü.toml" in line for line in caught.value.sentences(language))


def test_a_text_that_is_no_toml_says_where():
    with pytest.raises(InputError, match="line 2"):
        from_toml('name = "x"\nradius = = 3\n')


@pytest.mark.parametrize(
    "word",
    ['{"a":1}', "[[1,2]]", "not json", '[["a"]]'],
    ids=["object", "numbers", "text", "short"],
)
def test_a_broken_link_is_a_sentence_and_no_trace(word):
    with pytest.raises(InputError):
        from_query({"added_streams": word})


FIRMS = [firm("A"), firm("B", 1)]
STREAMS = [offer("A", "sawdust", 10.0), need("B", "sawdust", 5.0)]


def test_nothing_changed_is_the_zone_itself():
    rows = zone(FIRMS, STREAMS)

    assert apply(rows, Scenario()) is rows


def test_a_removed_firm_takes_its_streams_along():
    changed = apply(zone(FIRMS, STREAMS), Scenario(removed_firms=("B", "gone long ago")))

    assert changed.firm["firm_id"].to_list() == ["A"]
    assert changed.stream["stream_id"].to_list() == ["o-A-sawdust"]


def test_added_rows_have_ids_of_their_own():
    added = AddedFirm("C", "Yeni Levha", "16.21", 37.0 + 2 * KM, 30.0)
    twice = AddedStream("A", "offer", "sawdust", 3.0)
    scenario = Scenario(added_firms=(added,), added_streams=(twice, twice))
    changed = apply(zone(FIRMS, STREAMS), scenario)

    assert changed.firm["firm_id"].to_list() == ["A", "B", "new:C"]
    new = changed.stream[changed.stream["stream_id"].str.startswith("new:")]
    assert new["stream_id"].to_list() == ["new:A:offer:sawdust", "new:A:offer:sawdust:2"]
    assert new["grade"].to_list() == ["declared", "declared"]


def test_a_stream_of_nobody_and_a_firm_twice_are_told():
    same = AddedFirm("C")
    scenario = Scenario(
        added_firms=(same, same), added_streams=(AddedStream("nobody", "offer", "sawdust"),)
    )
    with pytest.raises(InputError) as caught:
        apply(zone(FIRMS, STREAMS), scenario)

    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["scenario_firm_twice", "scenario_no_firm"]


def test_the_default_speaks_the_zones_currency_at_its_latest_price():
    dated = offer("A", "sawdust", 1.0, present_cost_date="2024-05-01")
    rows = zone(FIRMS, [dated, STREAMS[1] | {"present_cost_date": "2025-02-03"}])

    assert Scenario.of(rows) == Scenario(currency="EUR", valuation_date="2025-02-03")
