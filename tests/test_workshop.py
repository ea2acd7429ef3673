"""The wall of a workshop: which cards fit each other, whom it names, and its agenda."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from room_cards import AT, NOTHING, PANEL, SAWDUST, a_room, card, seen

from symbio.knowledge import load
from symbio.workshop import best_since, matches_of, wall
from symbio.workshop.agenda import Present, Step, present, steps
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Room


def test_an_offer_and_a_need_of_two_firms_that_fit_are_one_match():
    found = seen(SAWDUST, PANEL)

    [row] = found.matches.to_dict("records")
    assert (row["offer_card"], row["need_card"]) == (1, 2)
    assert (row["from_resource"], row["to_resource"]) == ("sawdust", "wood_panel_furnish")
    assert row["since"] == PANEL.changed_at
    # The offer is 1,200 t/y, the need 2,000.
    assert 0 < row["quantity_per_year"] <= 1200
    counted = found.counters
    assert (counted.cards, counted.offers, counted.needs, counted.firms) == (2, 1, 1, 2)
    assert (counted.recognised, counted.matches, counted.firms_matched) == (2, 1, 2)


def test_one_firm_in_two_spellings_is_not_matched_with_itself():
    found = seen(SAWDUST, card(2, "ADA", "need", "sunta hammaddesi"))

    assert found.matches.empty
    assert found.counters.firms == 1


def test_only_shown_cards_are_on_the_wall():
    for state in ("waiting", "hidden"):
        found = seen(SAWDUST, card(2, "Bal", "need", "sunta hammaddesi", state=state))

        assert found.matches.empty
        assert found.counters.cards == 1


def test_two_offers_or_strange_words_match_nothing():
    assert seen().matches.empty
    assert seen(SAWDUST, card(2, "Bal", "offer", "sunta hammaddesi")).matches.empty
    found = seen(SAWDUST, card(2, "Bal", "need", "qwxyz"))
    assert found.matches.empty
    assert found.counters.recognised == 1


def test_what_the_law_blocks_is_no_match():
    firms = pd.DataFrame({"firm_id": ["a", "b"], "name": ["A", "B"], "licences": "R3"})
    both = (
        card(1, "A", "offer", "x", firm_id="a", resource="steel_turnings"),
        card(2, "B", "need", "y", firm_id="b", resource="lubricant"),
    )

    assert seen(*both, zone=Zone.of({"firm": firms})).matches.empty
    # Licences that nobody knows are a condition.
    assert list(seen(*both).matches["legal_state"]) == ["conditional"]


def test_the_zones_place_of_a_firm_keeps_what_is_too_far_apart():
    firms = pd.DataFrame(
        {"firm_id": ["a", "b"], "name": ["Ada", "Bal"], "latitude": [37.0, 41.0]}
    ).assign(longitude=30.6)
    zone = Zone.of({"firm": firms})
    far = [
        card(1, "Ada", "offer", "odun talaşı", firm_id="a"),
        card(2, "Bal", "need", "sunta hammaddesi", firm_id="b"),
    ]

    assert seen(*far, zone=zone).matches.empty
    assert len(seen(*far).matches) == 1


def test_the_best_new_match_is_one_whose_later_card_is_new():
    found = seen(SAWDUST, PANEL)

    assert best_since(found, PANEL.changed_at)["need_card"] == 2
    assert best_since(found, PANEL.changed_at + dt.timedelta(seconds=1)) is None


def test_a_firm_is_named_only_where_every_card_that_speaks_for_it_agrees():
    agreed = card(1, "Ada", "offer", "odun talaşı", may_name=True)
    not_agreed = card(2, "ADA", "offer", "forklift")
    need = card(3, "Bal", "need", "sunta hammaddesi", may_name=True)

    assert [seen(agreed, need).may_name(one) for one in (agreed, need)] == [True, True]
    assert not seen(agreed, not_agreed, need).may_name(agreed)
    hidden = replace(not_agreed, state="hidden")
    assert not seen(agreed, hidden, need).may_name(agreed)
    # Known to the zone since, or written by its name: the same firm.
    assert not seen(replace(agreed, firm_id="F1"), not_agreed, need).may_name(
        replace(agreed, firm_id="F1")
    )


def test_two_firms_share_one_line_whatever_their_cards():
    more = card(3, "ADA", "offer", "testere talaşı", changed_at=AT + dt.timedelta(hours=1))

    found = seen(SAWDUST, PANEL, more)

    assert len(found.matches) == 2
    [line] = found.lines.to_dict("records")
    assert (line["matches"], line["since"]) == (2, more.changed_at)
    assert (line["giver"], line["receiver"]) == ("new-firm:ada", "new-firm:bal")
    assert seen().lines.empty


def test_matches_of_a_moment_ago_hold_for_cards_that_are_as_they_were():
    known = matches_of([SAWDUST, PANEL], NOTHING, load())
    later = card(3, "Can", "need", "sunta hammaddesi")

    def still(*cards):
        return list(wall(cards, NOTHING, load(), (), known).matches["need_card"])

    assert known.equals(seen(SAWDUST, PANEL).matches)
    assert still(SAWDUST, PANEL, later) == [2]
    assert still(SAWDUST, later) == []
    assert still(SAWDUST, replace(PANEL, state="hidden")) == []
    changed = replace(PANEL, text="kömür", changed_at=PANEL.changed_at + dt.timedelta(seconds=1))
    assert still(SAWDUST, changed) == []
    assert wall([SAWDUST, PANEL, later], NOTHING, load(), (), known).counters.matches == 1


@pytest.mark.parametrize(
    ("line", "title", "minutes"),
    [
        ("Kart yazma, 15 dk", "Kart yazma", 15),
        ("15 dakika: kart yazma", "kart yazma", 15),
        ("Writing cards (20 min)", "Writing cards", 20),
        ("3 firma konuşur", "3 firma konuşur", None),
        ("Kapanış", "Kapanış", None),
        ("Boş, 0 dk", "Boş, 0 dk", None),
    ],
)
def test_a_step_of_the_agenda_is_read_with_its_minutes(line, title, minutes):
    assert steps(line) == (Step(title, minutes),)


def test_the_present_step_and_its_time_left_follow_the_clock():
    room = Room(**vars(replace(a_room(), agenda="Açılış, 10 dk\nKart yazma, 20 dk\nKapanış")))
    at = AT + dt.timedelta(minutes=5)

    assert present(room, at) is None
    second = replace(room, step=2, step_at=AT)
    assert present(second, at) == Present(2, 3, "Kart yazma", 15 * 60.0, 0.25)
    late = present(second, AT + dt.timedelta(minutes=21))
    assert (late.left_s, late.share) == (-60.0, 1.0)
    assert present(replace(room, step=3, step_at=AT), at) == Present(3, 3, "Kapanış", None, None)
    assert present(replace(room, step=9, step_at=AT), at).number == 3
    assert present(replace(second, agenda=None), at) is None
