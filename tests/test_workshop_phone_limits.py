"""What the phone page of a workshop refuses or asks about: sense, limits, hostile phones."""

import pytest
from phone_in_room import CARD, cards, hidden, opened, page, phone, phone_store, send

from symbio.ui import join, phone_answer
from symbio.workshop import Pace

store = pytest.fixture(phone_store)


def test_a_quantity_beyond_all_numbers_is_asked_again(store):
    opened(store)
    answer = send(phone(), text="odun talaşı", quantity="1.0E1000000")
    assert answer.status_code in (400, 422)
    assert cards(store) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"direction": "both"}, "“Bizde var” ya da “Bize lazım”"),
        ({"text": "  "}, "Ne olduğunu yazın"),
        ({"text": "x" * 121}, "en çok 120 harf"),
        ({"firm": ""}, "Firmanızın adını yazın"),
        ({"firm": "x" * 81}, "Firmanızın adını yazın"),
        ({"quantity": "1,2,3"}, "Miktar okunamadı"),
        ({"quantity": "-5"}, "Miktar okunamadı"),
        ({"quantity": "1e999"}, "Miktar okunamadı"),
    ],
)
def test_a_card_that_makes_no_sense_is_refused_with_what_would_be_right(store, fields, sentence):
    opened(store)

    answer = send(phone(), **fields)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert cards(store) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [("0532 123 45 67", "telefon"), ("a@b.com", "e-posta"), ("10000000146", "T.C. kimlik")],
)
def test_personal_data_is_asked_about_and_waits_for_the_facilitator(store, text, hint):
    opened(store)
    browser = phone()

    asked = send(browser, text=f"talaş {text}")

    assert asked.status_code == 422
    assert hint in asked.text
    assert cards(store) == []
    assert send(browser, text=f"talaş {text}", anyway="1").status_code == 303
    assert cards(store)[0].state == "waiting"


def test_a_rude_card_is_asked_about_and_waits_for_the_facilitator(store):
    opened(store)
    browser = phone()

    asked = send(browser, text="SİKTİR git")

    assert asked.status_code == 422
    assert "kaba bir söz" in asked.text
    assert send(browser, text="SİKTİR git", anyway="1").status_code == 303
    assert cards(store)[0].state == "waiting"


def test_a_room_that_ran_out_or_never_was_opens_for_nobody(store):
    opened(store, hours=-1)

    for code in ("ABC234", "ZZZZZZ", "'; DROP TABLE card", "x" * 5000):
        answer = page(phone(), code=code)
        assert answer.status_code == 404
        assert "açık bir atölye yok" in answer.text
    browser = phone()
    browser.cookies.set(phone_answer.COOKIE, "x")
    assert browser.post("/katil", data={"kod": "ABC234", **CARD}).status_code == 404
    assert cards(store) == []


def test_a_paused_room_takes_no_card(store):
    room = opened(store)
    store.rooms().change_room(room.room_id, paused=True)

    answer = send(phone())

    assert answer.status_code == 409
    assert "ara verildi" in answer.text
    assert cards(store) == []


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"token": "0" * 64}, {}),
        ({"token": "ı"}, {}),
        ({}, {"origin": "https://elsewhere.example"}),
        ({}, {"sec-fetch-site": "cross-site"}),
    ],
)
def test_another_site_cannot_write_in_a_phones_name(store, fields, headers):
    opened(store)

    answer = send(phone(), headers=headers, **fields)

    assert answer.status_code == 403
    assert cards(store) == []


def test_a_phone_without_its_cookie_writes_nothing(store):
    opened(store)
    browser = phone()
    token = hidden(browser)
    browser.cookies.clear()

    answer = browser.post(
        "/katil", data={"kod": "ABC234", "token": token, "action": "save", **CARD}
    )

    assert answer.status_code == 403
    assert cards(store) == []


def test_one_phone_is_slowed_down_and_the_others_are_not(store, monkeypatch):
    at = [0.0]
    monkeypatch.setattr(phone_answer, "PACE", Pace(clock=lambda: at[0]))
    opened(store)
    browser = phone()

    answers = [send(browser, text=f"palet {n}").status_code for n in range(21)]

    assert answers == [303] * 20 + [429]
    assert send(phone()).status_code == 303
    at[0] = 61.0
    assert send(browser).status_code == 303


def test_a_phone_and_a_room_hold_so_many_cards_and_no_more(store, monkeypatch):
    monkeypatch.setattr(join, "MOST_CARDS", 2)
    monkeypatch.setattr(join, "MOST_ROOM_CARDS", 3)
    opened(store)
    one, other = phone(), phone()

    assert [send(one, text=text).status_code for text in "abc"] == [303, 303, 429]
    assert [send(other, text=text).status_code for text in "ab"] == [303, 429]
    assert len(cards(store)) == 3


def test_a_form_too_large_twice_or_torn_is_refused(store):
    opened(store)
    browser = phone()
    token = hidden(browser)

    for body in (
        b"text=" + b"x" * 10_000,
        b"text=a&text=b",
        b"&".join([b"a%d=1" % n for n in range(99)]),
    ):
        assert browser.post("/katil", content=body).status_code == 400
    torn = browser.post("/katil", content=b"kod=ABC234&action=\xff&token=" + token.encode())
    assert torn.status_code == 404
