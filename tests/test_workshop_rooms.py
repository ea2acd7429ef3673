"""Rooms of workshops and their cards as they are kept: codes, merging, forgetting."""

import datetime as dt
from dataclasses import replace

import pytest
from room_cards import AT, a_room, new

from symbio.errors import InputError
from symbio.zone.store import open_store


@pytest.fixture
def book(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    yield store.rooms()
    store.close()


def test_a_room_is_found_by_its_code_until_it_ends(book):
    book.open_room(a_room())

    assert book.by_code("ABC234", AT).name == "Atölye"
    assert book.by_code("ABC234", AT + dt.timedelta(hours=3)) is None
    assert book.by_code("", AT) is None
    with pytest.raises(InputError):
        book.open_room(a_room())
    assert len(book.rooms()) == 1


def test_every_write_moves_the_counter_and_reading_does_not(book):
    counts = [book.counter()]
    book.open_room(a_room())
    counts.append(book.counter())
    book.add_card(new())
    counts.append(book.counter())
    book.change_card(1, state="hidden")
    counts.append(book.counter())
    book.change_room(1, paused=True)
    counts.append(book.counter())
    assert book.delete_card(1)
    counts.append(book.counter())

    assert counts == sorted(set(counts))
    assert not book.delete_card(1)
    assert book.change_card(9, state="shown") is None
    assert book.cards(1) == []
    assert book.counter() == counts[-1]


def test_what_is_erased_beside_them_leaves_the_rooms_as_they_are(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    rooms = store.rooms()
    rooms.open_room(a_room())

    store.reread()

    # A phone that is writing holds this book: another one would give its numbers twice.
    assert store.rooms() is rooms
    store.close()


def test_a_store_that_is_opened_anew_counts_on(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    store.rooms().open_room(a_room())
    before = store.rooms().counter()
    store.close()
    again = open_store(tmp_path / "zone.duckdb")

    assert again.rooms().counter() > before
    again.close()


def test_cards_come_back_as_they_were_written(book, tmp_path):
    book.open_room(a_room())
    book.add_card(new("odun 'talaşı\"; DROP TABLE card"))
    book.add_card(new(device="d2"))
    book.change_card(2, resource="sawdust", state="hidden")
    before = book.cards(1)
    open_store(tmp_path / "zone.duckdb").close()

    after = open_store(tmp_path / "zone.duckdb").rooms()

    assert after.cards(1) == before
    assert [one.card_id for one in after.cards(1, "d2")] == [2]


def test_a_phones_last_word_on_its_firm_holds_for_all_its_cards(book):
    book.open_room(a_room())
    book.add_card(new(may_name=True))
    book.add_card(new(device="d2", may_name=True))
    last = new(firm_name="Ada 2", may_name=False)
    book.add_card(last)

    book.agree(last, moderated=True)

    assert [one.may_name for one in book.cards(1)] == [False, True, False]
    assert [one.firm_name for one in book.cards(1, "d1")] == ["Ada 2", "Ada 2"]
    assert [one.state for one in book.cards(1, "d1")] == ["waiting", "shown"]


def test_merged_cards_speak_as_one_until_the_kept_one_goes(book):
    book.open_room(a_room())
    for device in ("d1", "d2", "d3"):
        book.add_card(new(device=device, quantity=5.0 if device == "d2" else None, unit="t/ay"))
    assert book.merge_cards(2, 3)

    assert book.merge_cards(1, 2)

    assert [(one.state, one.merged_into) for one in book.cards(1)] == [
        ("shown", None),
        ("hidden", 1),
        ("hidden", 1),
    ]
    assert book.card(1).quantity == 5.0
    assert not book.merge_cards(1, 1)
    assert not book.merge_cards(1, 9)
    book.delete_card(1)
    assert [(one.state, one.merged_into) for one in book.cards(1)] == [("shown", None)] * 2


def test_a_card_that_says_something_else_no_longer_speaks_for_the_other(book):
    book.open_room(a_room())
    for device in ("d1", "d2"):
        book.add_card(new(device=device))
    book.merge_cards(1, 2)

    book.change_card(1, text="başka bir şey")

    assert (book.card(2).state, book.card(2).merged_into) == ("shown", None)


def test_what_a_hidden_card_spoke_for_stays_hidden_when_it_is_deleted(book):
    book.open_room(a_room())
    for device in ("d1", "d2"):
        book.add_card(new(device=device))
    book.merge_cards(1, 2)
    book.change_card(1, state="hidden")

    book.delete_card(1)

    assert (book.card(2).state, book.card(2).merged_into) == ("hidden", None)


def test_cards_are_forgotten_when_their_time_is_over(book, tmp_path):
    book.open_room(a_room())
    book.open_room(replace(a_room("XYZ234"), keep_until=dt.date(2030, 1, 1)))
    book.add_card(new())
    book.add_card(new(room_id=2))
    last_day = AT.date() + dt.timedelta(days=180)

    assert book.erase_expired(last_day) == 0
    assert book.erase_expired(last_day + dt.timedelta(days=1)) == 2

    path = tmp_path / "zone.duckdb"
    open_store(path).close()
    after = open_store(path).rooms()
    assert (after.cards(1), len(after.cards(2))) == ([], 1)
    assert [room.made_by for room in after.rooms()] == ["test", "—"]
