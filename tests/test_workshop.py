"""Cards of a workshop: what they mean, which fit each other, and how they are kept."""

import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest

from symbio.access.sign_in import now
from symbio.errors import InputError
from symbio.knowledge import load
from symbio.workshop import (
    UNITS,
    Pace,
    best_since,
    clean,
    doubts,
    fresh_code,
    matches_of,
    meaning,
    personal_data,
    read_code,
    same_cards,
    wall,
)
from symbio.workshop.agenda import Present, Step, present, steps
from symbio.zone.rows import Zone
from symbio.zone.store import open_store
from symbio.zone.workbook.units import read_unit
from symbio.zone.workshop_rows import Card, NewCard, NewRoom, Room

AT = dt.datetime(2026, 11, 24, 10)
NOTHING = Zone.of({})


def card(number, firm, direction, text, **values):
    return Card(
        **{
            "card_id": number,
            "room_id": 1,
            "device_hash": firm,
            "firm_id": None,
            "firm_name": firm,
            "table_number": None,
            "may_name": False,
            "direction": direction,
            "text": text,
            "language": "tr",
            "quantity": None,
            "unit": None,
            "resource": None,
            "state": "shown",
            "made_at": AT,
            "changed_at": AT + dt.timedelta(seconds=number),
            **values,
        }
    )


SAWDUST = card(1, "Ada", "offer", "odun talaşı", quantity=100, unit="t/ay")
PANEL = card(2, "Bal", "need", "sunta hammaddesi", quantity=2000, unit="t/yıl")


def seen(*cards, zone=NOTHING, taught=()):
    return wall(cards, zone, load(), taught)


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


@pytest.fixture
def book(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    yield store.rooms()
    store.close()


def a_room(code="ABC234", *, hours=None):
    """A room of the day these tests are of; with `hours` one that is open so long from now on."""
    made = AT if hours is None else now()
    return NewRoom(
        code=code,
        name="Atölye",
        date=made.date(),
        language="tr",
        tables=3,
        moderated=False,
        made_at=made,
        made_by="test",
        expires_at=made + dt.timedelta(hours=hours or 3),
    )


def new(text="odun talaşı", device="d1", **values):
    known = {name: value for name, value in vars(SAWDUST).items() if name != "card_id"}
    return NewCard(**{**known, "text": text, "device_hash": device, **values})


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
