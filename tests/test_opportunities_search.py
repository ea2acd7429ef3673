"""What a search finds: resources and their kin, waste codes, a firm's own words."""

import pandas as pd
import pytest

from symbio import opportunities
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.zone.rows import Zone


@pytest.fixture(scope="module")
def zone():
    firm = pd.DataFrame(
        [("juice", "Meyve", "1032"), ("saw", "Hızar", "1610"), ("farm", "Çiftlik", "0141")]
        + [("panel", "Levha", "1621")],
        columns=["firm_id", "name", "nace"],
    ).assign(latitude=37.0, longitude=30.0, origin="own")
    peel = "Narenciye kabukları, sıkım sonrası"
    stream = pd.DataFrame(
        [
            ("s1", "juice", "offer", "fruit_pomace", "020304", peel),
            ("s2", "saw", "offer", "sawdust", "030105", None),
            ("n1", "farm", "need", "animal_feed", None, None),
            ("n2", "panel", "need", "wood_panel_furnish", None, None),
        ],
        columns=["stream_id", "firm_id", "direction", "resource", "waste_code", "description"],
    ).assign(unit="t", quantity_per_year=500.0, grade="declared")
    own = pd.DataFrame({"name": ["B"], "country": ["TR"], "currency": ["TRY"]})
    return Zone.of({"zone": own, "firm": firm, "stream": stream})


@pytest.fixture(scope="module")
def ranked(zone):
    return opportunities.rank(zone, load(), match(zone, load(), Scenario.of(zone)))


def found(words, zone, ranked):
    sought = opportunities.seek(words, zone, load())
    fitting = opportunities.fit(ranked, words=words, meant=sought.resources, streams=sought.streams)
    return set(fitting.rows(slice(None))["offer_stream_id"])


@pytest.mark.parametrize("words", ["portakal kabuğu", "orange peel", "narenciye posası"])
def test_what_is_stored_as_the_more_general_resource_is_found(words, zone, ranked):
    assert found(words, zone, ranked) == {"s1"}


@pytest.mark.parametrize("words", ["Narenciye Kabuğu", "sıkım", "NARENCIYE sikim"])
def test_the_own_words_of_a_firm_are_found_in_any_form(words, zone):
    assert opportunities.seek(words, zone, load()).streams == {"s1"}


@pytest.mark.parametrize("code", ["030105", "03 01 05", "0301", "talaş 030105"])
def test_a_waste_code_and_its_first_four_digits_are_found(code, zone, ranked):
    assert found(code, zone, ranked) == {"s2"}
    assert opportunities.seek(code, zone, load()).streams == {"s2"}


def test_words_that_a_reader_may_not_see_are_not_found(zone):
    masked = zone.stream.assign(description=None, waste_code=None)
    seen = Zone.of({"zone": zone.zone, "firm": zone.firm, "stream": masked})

    assert opportunities.seek("narenciye sıkım", seen, load()).streams == frozenset()
    assert opportunities.seek("030105", seen, load()).streams == frozenset()


@pytest.mark.parametrize("words", ["zzzqq", "mermer", "17", "0", " ", "***", "99 99 99"])
def test_what_is_nowhere_meets_nothing(words, zone, ranked):
    sought = opportunities.seek(words, zone, load())

    assert not sought.streams
    assert not set(ranked["from_resource"]) & sought.resources
