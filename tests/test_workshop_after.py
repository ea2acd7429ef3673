"""What a room leads to: cards as streams of the zone, and the way back."""

import dataclasses
import datetime as dt
import math

import pandas as pd
import pytest
from opened_app import wood_zone
from room_cards import PANEL, SAWDUST, a_room, card

from symbio import pipeline
from symbio.disclosure.levels import firm_levels, stream_levels
from symbio.knowledge import load
from symbio.workshop import wall
from symbio.workshop.after import (
    as_streams,
    by_card,
    changed_since,
    for_firm,
    proposals,
    room_of,
    stream_id,
    taught_by,
)
from symbio.workshop.firms import firms_told
from symbio.workshop.ideas import as_idea
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import open_store
from symbio.zone.store_audit import WrittenBook
from symbio.zone.workshop_rows import Room

NOTHING = Zone.of({})
ROOM = Room(**vars(a_room()), room_id=1)


def offered(*cards, zone=NOTHING, once=()):
    return proposals(cards, zone, load(), once=once)


def streams(*cards, zone=NOTHING):
    return as_streams(ROOM, offered(*cards, zone=zone), zone, load())


def test_a_card_becomes_a_stream_of_a_firm_that_gets_its_name_and_no_more():
    tables = streams(SAWDUST)

    [firm] = tables["firm"].to_dict("records")
    assert {name: value for name, value in firm.items() if pd.notna(value)} == {
        "firm_id": "workshop-1-f1",
        "name": "Ada",
        "disclosure": "sector",
        "origin": "own",
        "source": "Atölye: Atölye, 24 Kasım 2026",
        "source_date": pd.Timestamp("2026-11-24"),
    }
    [stream] = tables["stream"].to_dict("records")
    # 100 t a month.
    assert (stream["quantity_per_year"], stream["unit"], stream["grade"]) == (
        1200.0,
        "t",
        "declared",
    )
    assert (stream["firm_id"], stream["direction"], stream["resource"], stream["description"]) == (
        "workshop-1-f1",
        "offer",
        "sawdust",
        "odun talaşı",
    )


def test_an_amount_that_does_not_fit_or_is_not_said_is_unknown():
    without = streams(card(1, "Ada", "offer", "odun talaşı"))["stream"].iloc[0]
    misfit = streams(card(1, "Ada", "offer", "x", resource="forklift", quantity=3, unit="t/yıl"))[
        "stream"
    ].iloc[0]

    for stream in (without, misfit):
        assert math.isnan(stream["quantity_per_year"])
        assert stream["grade"] == "unknown"


def test_a_firm_of_the_zone_is_found_by_its_name_and_two_spellings_are_one_new_firm():
    zone = wood_zone()
    known, new, same = offered(
        card(1, "HIZAR İPLİK", "need", "sunta hammaddesi"),
        card(2, "Bal", "offer", "odun talaşı"),
        card(3, "BAL", "need", "sunta hammaddesi"),
        zone=zone,
    )

    assert (known.firm_id, known.firm_is_new) == ("saw", False)
    assert (new.firm_id, new.firm_is_new) == ("workshop-1-f2", True)
    assert same.firm_id == new.firm_id
    tables = as_streams(ROOM, [known, new, same], zone, load())
    assert len(tables["firm"]) == len(zone.firm) + 1
    assert len(tables["stream"]) == len(zone.stream) + 3


def test_a_new_firm_never_takes_the_place_of_one_with_its_id():
    taken = Zone.of({"firm": pd.DataFrame({"firm_id": ["workshop-1-f1"], "name": ["Başka"]})})

    [one] = offered(SAWDUST, zone=taken)

    assert one.firm_is_new
    assert one.firm_id != "workshop-1-f1"


def test_what_is_there_already_or_unknown_is_not_confirmed_with_the_others():
    there, first, again, unknown = offered(
        card(1, "Hızar İplik", "offer", "odun talaşı"),
        card(2, "Bal", "offer", "odun talaşı"),
        card(3, "bal", "offer", "odun talaşı"),
        card(4, "Bal", "offer", "qwxyz"),
        zone=wood_zone(),
    )

    assert [one.same for one in (there, first, again, unknown)] == ["zone", "", "room", ""]
    assert [one.ready for one in (there, first, again, unknown)] == [False, True, False, False]
    with pytest.raises(ValueError, match="resource"):
        as_streams(ROOM, [unknown], NOTHING, load())


def test_only_cards_that_are_shown_are_offered():
    assert offered(card(1, "Ada", "offer", "odun talaşı", state="waiting")) == ()
    assert offered(card(1, "Ada", "offer", "odun talaşı", state="hidden")) == ()


def test_a_card_shows_no_more_than_the_sector_even_of_a_firm_that_shows_all():
    zone = wood_zone()
    zone = zone.with_table("firm", zone.firm.assign(disclosure="public"))
    tables = streams(SAWDUST, card(2, "Hızar İplik", "need", "sunta hammaddesi"), zone=zone)
    after = zone.with_table("firm", tables["firm"]).with_table("stream", tables["stream"])

    assert firm_levels(after)["workshop-1-f1"] == "sector"
    assert stream_levels(after)[stream_id(SAWDUST)] == "sector"
    assert stream_levels(after)[stream_id(card(2, "x", "need", "y"))] == "sector"


def test_a_stream_of_an_invented_firm_is_invented_and_a_new_firm_is_not():
    zone = wood_zone()
    zone = zone.with_table("firm", zone.firm.assign(origin="synthetic"))
    rows = streams(SAWDUST, card(2, "Hızar İplik", "need", "sunta hammaddesi"), zone=zone)

    origin = rows["stream"].set_index("stream_id")["origin"]
    assert origin[stream_id(SAWDUST)] == "own"
    assert origin[stream_id(card(2, "x", "need", "y"))] == "synthetic"


def test_only_words_that_had_to_be_explained_are_taught():
    vague = card(2, "Bal", "offer", "talaş")
    named = card(5, "Ece", "offer", "0532 123 45 67 zımbırtı")
    known = load()

    assert taught_by(vague, "sawdust", known, ()) == {"talaş": "sawdust"}
    assert taught_by(vague, "sawdust", known, (("talaş", "sawdust"),)) == {}
    assert taught_by(SAWDUST, "sawdust", known, ()) == {}
    assert taught_by(named, "sawdust", known, ()) == {}


def test_a_card_can_be_another_firm_of_the_zone():
    zone = wood_zone()
    [one] = offered(card(1, "Hızar Ltd.", "need", "sunta hammaddesi"), zone=zone)

    moved = for_firm(one, "saw", zone)

    assert len(as_streams(ROOM, [moved], zone, load())["firm"]) == len(zone.firm)
    assert for_firm(moved, "", zone).firm_id == "workshop-1-f1"


def test_a_card_put_right_takes_no_other_card_of_a_firm_of_the_zone_with_it():
    zone = wood_zone()
    cards = [
        card(1, "Hızar İplik", "offer", "kül", firm_id="saw"),
        card(2, "Hızar İplik", "offer", "hurda palet", firm_id="saw"),
        card(3, "HIZAR İPLİK", "offer", "hurda palet"),
    ]
    [one, *_] = offered(*cards, zone=zone)

    assert firms_told(cards, [for_firm(one, "panel", zone)], zone) == {1: "panel"}


def test_a_card_put_right_takes_the_cards_of_its_name_with_it_that_have_no_firm():
    zone = wood_zone()
    cards = [
        card(1, "Hızar Ltd.", "offer", "kül"),
        card(2, "HIZAR LTD.", "offer", "hurda palet"),
        card(3, "Hızar Ltd.", "offer", "hurda palet", firm_id="saw"),
        card(4, "Bal", "offer", "hurda palet"),
    ]
    [one, *_] = offered(*cards, zone=zone)

    told = firms_told(cards, [for_firm(one, "panel", zone)], zone)

    assert told == {1: "panel", 2: "panel"}


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    yield store
    store.close()


def confirm(store, *cards, meant=None):
    zone = store.read()
    once = store.book(WrittenBook).once("stream", "workshop-1-")
    found = offered(*cards, zone=zone, once=once)
    tables = as_streams(ROOM, found, zone, load())
    return store.apply(compare(zone, tables), who="Ayşe", note="workshop-1", meant=meant).rows


def test_a_confirmation_is_one_write_with_its_words_and_is_taken_back_whole(store):
    vague = card(1, "Ada", "offer", "talaş", resource="sawdust")
    assert confirm(store, vague, PANEL, meant={"talaş": "sawdust"}) == 4

    assert store.synonyms() == (("talaş", "sawdust"),)
    audit = store.audit()
    assert set(audit["who"]) == {"Ayşe"}
    assert set(audit["batch_id"]) == {1}
    assert stream_id(vague) in set(audit["key"])
    assert confirm(store, vague, PANEL) == 0

    store.undo("Ayşe", store.to_undo())

    assert store.read().firm.empty
    assert store.read().stream.empty
    assert store.synonyms() == ()
    assert len(offered(vague, once=store.book(WrittenBook).once("stream", "workshop-1-"))) == 1


IDEA = {
    "owner": "AY",
    "next_step": "Görüştür",
    "next_step_date": pd.Timestamp("2026-12-08"),
}


def idea(store, *cards, quantity=None):
    zone = store.read()
    seen = wall(cards, zone, load())
    [match] = seen.matches.to_dict("records")
    everyone = by_card(offered(*cards, zone=zone))
    sides = everyone[match["offer_card"]], everyone[match["need_card"]]
    if quantity is not None:
        match["quantity_per_year"] = quantity
    tables = as_idea(ROOM, match, sides, zone, load(), IDEA, on=dt.date(2026, 11, 25))
    store.apply(compare(zone, tables), who="Ayşe", note="workshop-1")
    return sides


def test_a_match_becomes_an_idea_with_its_cards_as_streams(store):
    giver, receiver = idea(store, SAWDUST, PANEL, quantity=600.0)
    zone = store.read()

    [row] = zone.synergy.to_dict("records")
    assert (row["giver_firm_id"], row["receiver_firm_id"]) == ("workshop-1-f1", "workshop-1-f2")
    assert (row["resource"], row["to_resource"]) == ("sawdust", "wood_panel_furnish")
    assert (row["offer_stream_id"], row["need_stream_id"]) == (
        stream_id(SAWDUST),
        stream_id(PANEL),
    )
    assert (row["stage"], row["owner"], row["next_step"]) == ("idea", "AY", "Görüştür")
    assert row["next_step_date"] == pd.Timestamp("2026-12-08")
    assert room_of(row["event_id"]) == 1
    assert row["quantity_planned_per_year"] == 600.0
    assert pd.isna(row["gain_planned_per_year"])
    assert len(zone.stream) == 2
    [step] = zone.synergy_step.to_dict("records")
    assert (step["stage"], step["date"]) == ("idea", pd.Timestamp("2026-11-25"))
    assert pipeline.begun(zone) == {(giver.firm_id, receiver.firm_id, "sawdust"): row["synergy_id"]}
    # The cards are confirmed with it.
    assert confirm(store, SAWDUST, PANEL) == 0

    store.undo("Ayşe", store.to_undo())

    assert store.read().synergy.empty
    assert store.read().firm.empty


def test_a_side_that_has_its_stream_keeps_it(store):
    zone = wood_zone()
    store.apply(compare(store.read(), zone.tables()), who="test")
    confirm(store, PANEL)
    count = len(store.read().stream)

    idea(store, card(1, "Hızar İplik", "offer", "odun talaşı"), PANEL)

    [row] = store.read().synergy.to_dict("records")
    assert (row["offer_stream_id"], row["need_stream_id"]) == ("s1", stream_id(PANEL))
    assert len(store.read().stream) == count


def test_only_a_rooms_event_leads_to_a_room():
    assert [room_of(event) for event in ("workshop-12", "workshop-", "E1", None)] == [
        12,
        None,
        None,
        None,
    ]


def test_a_card_that_says_something_else_after_its_confirmation_is_pointed_out(store):
    confirm(store, SAWDUST, PANEL)
    other = dataclasses.replace(SAWDUST, text="forklift")

    assert changed_since([SAWDUST, PANEL], store.read()) == []
    assert changed_since([other, PANEL, card(9, "Can", "offer", "x")], store.read()) == [other]


def test_a_stream_that_its_firm_deleted_is_not_offered_again(store):
    confirm(store, SAWDUST)
    zone = store.read()
    store.apply(
        compare(zone, {"stream": zone.stream.head(0)}),
        who="Ada",
        remove_gone=frozenset({"stream"}),
    )

    assert store.read().stream.empty
    assert confirm(store, SAWDUST) == 0


def test_cards_of_another_room_with_the_same_beginning_are_not_taken_for_confirmed(store):
    confirm(store, SAWDUST)

    assert store.book(WrittenBook).once("stream", "workshop-11-") == frozenset()
    assert store.book(WrittenBook).once("firm", "workshop-1-") == {"workshop-1-f1"}
