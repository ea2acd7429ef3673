"""A sawmill, a panel plant 2 km and one 30 km away, and a mill that does not know its quantity."""

import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from symbio import opportunities
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.opportunities import Wording
from symbio.report.opportunities import facilitator_workbook
from symbio.zone.rows import Zone

KM = 1 / 111.195  # degrees of latitude in one kilometre
# Sieved sawdust becomes 0.97 t of furnish, up to half of a panel plant's need.
PANEL = "s1~n1~sawdust_to_panel"
FAR = "s1~n2~sawdust_to_panel"


@pytest.fixture(scope="module")
def zone():
    firm = pd.DataFrame(
        [
            ("saw", "Hızar İplik", "1610", 37.0, "own", None),
            ("panel", "Levha *A.Ş.*", "1621", 37.0 + 2 * KM, "own", "public"),
            ("far", "Uzak Levha", "1621", 37.0 + 30 * KM, "own", None),
            ("dumb", "Sessiz", "1610", 37.0 + 1 * KM, "own", None),
        ],
        columns=["firm_id", "name", "nace", "latitude", "origin", "disclosure"],
    ).assign(longitude=30.0)
    stream = pd.DataFrame(
        [
            ("s1", "saw", "offer", "sawdust", 1000.0, "declared", 20.0),
            ("n1", "panel", "need", "wood_panel_furnish", 600.0, "measured", None),
            ("n2", "far", "need", "wood_panel_furnish", 5000.0, "measured", None),
            ("s2", "dumb", "offer", "sawdust", None, "unknown", 15.0),
        ],
        columns=[
            "stream_id",
            "firm_id",
            "direction",
            "resource",
            "quantity_per_year",
            "grade",
            "moisture_percent",
        ],
    ).assign(unit="t")
    own = pd.DataFrame({"name": ["B"], "country": ["TR"], "currency": ["TRY"]})
    return Zone.of({"zone": own, "firm": firm, "stream": stream})


@pytest.fixture(scope="module")
def result(zone):
    return match(zone, load(), Scenario.of(zone))


@pytest.fixture(scope="module")
def ranked(zone, result):
    return opportunities.rank(zone, load(), result)


def row(ranked, candidate_id):
    return ranked.set_index("candidate_id").loc[candidate_id]


def test_what_the_plan_uses_comes_first_and_what_is_not_known_later(ranked):
    assert list(ranked["rank"]) == list(range(1, len(ranked) + 1))
    assert list(ranked["standing"]) == ["planned", "planned", "no_quantity", "no_quantity"]
    assert ranked["candidate_id"].iloc[0] == FAR


def test_the_possible_quantity_is_what_offer_need_and_cap_leave(ranked):
    # The cap: 0.5 of 600 t of furnish, 0.97 t from each tonne of sawdust; the offer is 1,000 t.
    assert row(ranked, PANEL)["quantity_per_year"] == pytest.approx(0.5 * 600 / 0.97)
    assert row(ranked, FAR)["quantity_per_year"] == pytest.approx(1000)
    assert row(ranked, PANEL)["need_covered"] == pytest.approx(0.5)


def test_a_year_is_worth_the_quantity_that_is_planned(ranked):
    far = row(ranked, FAR)

    assert far["planned_per_year"] == pytest.approx(1000 - 0.5 * 600 / 0.97)
    assert far["value_per_year"] == pytest.approx(far["value_per_unit"] * far["planned_per_year"])
    assert far["need_covered"] == pytest.approx(far["planned_per_year"] * 0.97 / 5000)


def test_the_values_of_the_plan_add_up_to_its_optimum(ranked, result):
    planned = ranked[ranked["planned_per_year"] > 0]

    assert planned["value_per_year"].sum() == pytest.approx(result.solve.objective)


def test_the_cost_of_a_link_is_taken_from_its_value_a_year(zone):
    dear = replace(Scenario.of(zone), fixed_link_cost_per_year=1000.0)
    plan = match(zone, load(), dear)

    planned = opportunities.rank(zone, load(), plan).query("planned_per_year > 0")

    gained = planned["value_per_unit"] * planned["planned_per_year"]
    assert (gained - planned["value_per_year"]).tolist() == pytest.approx([1000.0] * len(planned))
    assert planned["value_per_year"].sum() == pytest.approx(plan.totals().value_per_year)


def test_an_unknown_quantity_has_no_value_a_year_and_ranks_by_distance(ranked):
    unknown = ranked[ranked["standing"] == "no_quantity"]

    assert unknown["value_per_year"].isna().all()
    assert list(unknown["distance_km"].round()) == [1, 29]
    assert set(unknown["data_grade"]) == {"unknown"}


@pytest.fixture(scope="module")
def too_small(zone):
    """The near panel plant needs 300 t: a cap of 0.5 leaves 0.5 * 300 / 0.97 = 155 t."""
    quantity = zone.stream["quantity_per_year"].where(zone.stream["stream_id"] != "n1", 300.0)
    less = zone.with_table("stream", zone.stream.assign(quantity_per_year=quantity))
    return row(opportunities.rank(less, load(), match(less, load(), Scenario.of(less))), PANEL)


def test_less_than_the_smallest_lot_is_not_called_possible(too_small):
    assert too_small["minimum_lot_per_year"] == 200
    assert too_small["quantity_per_year"] == pytest.approx(0.5 * 300 / 0.97)
    assert too_small["standing"] == "too_small"


def test_the_terms_add_up_to_the_value(ranked):
    for _, candidate in ranked.iterrows():
        terms = opportunities.terms(candidate)

        assert terms["amount"].iloc[:-1].sum() == pytest.approx(candidate["value_per_unit"])
        assert terms["end"].iloc[-1] == pytest.approx(candidate["value_per_unit"])
        assert list(terms["start"].iloc[1:-1]) == list(terms["end"].iloc[:-2])


def test_what_is_sold_today_is_called_income_forgone():
    assert opportunities.term_of("avoided_disposal_per_unit", -1000.0) == "lost_income"
    assert opportunities.term_of("avoided_disposal_per_unit", 1000.0) == "avoided_disposal"
    assert opportunities.term_of("residue_disposal_per_unit", -80.0) == "residue_disposal"


def test_words_are_found_whatever_their_letters(ranked):
    for words in ("IPLIK", "hizar", "hızar ipl", "talas", "SIEVING levha"):
        assert not opportunities.choose(ranked, words=words).empty, words
    assert opportunities.choose(ranked, words="hizar seramik").empty
    assert not opportunities.choose(ranked, words="hizar seramik", meant=["sawdust"]).empty


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"firm_id": "panel"}, 2),
        ({"within_km": 1.5}, 1),
        ({"standings": ["planned"]}, 2),
        ({"kinds": ["water"]}, 0),
        ({"sectors": ["wood_furniture"]}, 4),
        ({"resources": ["sawdust"], "firm_id": "dumb"}, 2),
        ({"legal": ["blocked"]}, 0),
        ({}, 4),
    ],
)
def test_each_filter_keeps_what_fits(ranked, filters, count):
    assert len(opportunities.choose(ranked, **filters)) == count


def test_what_fits_is_known_by_its_places(ranked):
    fitting = opportunities.fit(ranked, resources=["sawdust"], firm_id="dumb")
    rows = opportunities.choose(ranked, resources=["sawdust"], firm_id="dumb")

    assert (
        list(ranked["candidate_id"].iloc[fitting.places])
        == fitting.names()
        == [*rows["candidate_id"]]
    )
    pd.testing.assert_frame_equal(fitting.rows(slice(None)), rows)
    assert fitting.names(1) == [*fitting.rows(slice(1), ["candidate_id"])["candidate_id"]]


def test_no_filter_copies_nothing(ranked):
    assert opportunities.choose(ranked) is ranked


def test_a_firm_sees_neither_fee_nor_terms_nor_the_partners_quantity(ranked, zone):
    mine = opportunities.for_firm(ranked, "saw", zone)

    assert len(mine) == 2
    assert not [name for name in mine if "fee" in name or "avoided" in name or "per_year" in name]
    # Only the panel plant shows itself to everyone.
    assert set(mine["partner"].dropna()) == {"Levha *A.Ş.*"}


def test_a_partners_price_changes_nothing_that_a_firm_sees_not_even_the_order(zone):
    priced = zone.stream.assign(
        present_cost_per_unit=[None, 90000.0, 500.0, None],
        present_cost_currency="TRY",
        present_cost_date=pd.Timestamp("2026-01-01"),
    )
    dear = zone.with_table("stream", priced)
    dear_rank = opportunities.rank(dear, load(), match(dear, load(), Scenario.of(dear)))
    plain_rank = opportunities.rank(zone, load(), match(zone, load(), Scenario.of(dear)))

    assert row(dear_rank, PANEL)["own_price"]
    assert row(dear_rank, PANEL)["value_per_unit"] != row(plain_rank, PANEL)["value_per_unit"]
    for firm_id in ("panel", "far", "saw"):
        seen = opportunities.for_firm(dear_rank, firm_id, dear)
        plain = opportunities.for_firm(plain_rank, firm_id, zone)
        pd.testing.assert_frame_equal(seen, plain)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_reasons_say_the_weightiest_first(ranked, too_small, language):
    say = Wording.of(load(), language, "TRY")
    first, last = say.reasons(row(ranked, FAR)), say.reasons(too_small)

    said = {
        "tr": ("En iyi plan yılda 691 ton veriyor.", "En küçük parti yılda 200 ton"),
        "en": ("The best plan gives it 691 t a year.", "The smallest lot is 200 t a year"),
    }[language]
    assert first[0] == said[0]
    assert last[0].startswith(said[1])


def test_who_pays_whom_follows_the_sign_of_the_band():
    say = Wording.of(load(), "en", "TRY")

    def band(low, high):
        return say.fee_band({"fee_low_per_unit": low, "fee_high_per_unit": high})

    assert "giver pays the receiver between TRY\xa0100 and TRY\xa0300" in band(100.0, 300.0)
    assert "receiver pays the giver between TRY\xa0100 and TRY\xa0300" in band(-300.0, -100.0)
    assert "receiver paying TRY\xa0300 to the giver paying TRY\xa0100" in band(-300.0, 100.0)
    assert band(5.0, 5.0) == band(float("nan"), 3.0) == "There is no price at which both gain."


def test_a_zone_without_streams_ranks_nothing_and_has_the_usual_columns(zone, ranked):
    empty = zone.with_table("stream", zone.stream.head(0))

    nothing = opportunities.rank(empty, load(), match(empty, load(), Scenario.of(empty)))

    assert nothing.empty
    assert list(nothing) == list(ranked)


def test_the_facilitators_workbook_says_that_it_is_for_the_facilitator(ranked):
    data = facilitator_workbook(
        ranked, load(), language="tr", currency="TRY", made_on=dt.date(2026, 11, 23)
    )

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Fırsatlar").to_python()
    assert len(rows) == 1 + len(ranked)
    assert rows[0][2:5] == ["Veren", "Alan", "İşleyen"]
    assert rows[1][2] == "Hızar İplik"
    notes = dict(row[:2] for row in book.get_sheet_by_name("Notlar").to_python())
    assert notes["Kimin için"].startswith("Kolaylaştırıcı görünümü")
