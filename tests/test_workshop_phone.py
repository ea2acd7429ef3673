"""The phone page of a workshop: joining, writing, changing, and what it shows."""

import datetime as dt

import pytest
from opened_app import wood_zone
from phone_in_room import cards, opened, page, phone, phone_store, send

from symbio.access.sign_in import now
from symbio.ui import join, phone_answer
from symbio.workshop import Pace
from symbio.zone.changes import compare
from symbio.zone.store import open_store
from symbio.zone.store_workshop import TAPS_S

store = pytest.fixture(phone_store)


@pytest.mark.parametrize(("language", "word"), [("tr", "Bizde var"), ("en", "We have")])
def test_a_code_opens_the_page_in_both_languages(store, language, word):
    opened(store)

    answer = page(phone(), language, "abc-234")

    assert answer.status_code == 200
    assert word in answer.text
    assert "<script" not in answer.text
    assert len(answer.content) < 30_000
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    # Without it browsers send "Origin: null", and every form would be refused.
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_card_is_kept_and_shown_at_once_with_what_it_means(store):
    opened(store)
    browser = phone()

    answer = send(browser, quantity="12,5", unit="t/ay")

    assert answer.status_code == 303
    shown = browser.get("/" + answer.headers["location"]).text
    assert "odun talaşı" in shown
    assert "Anlaşılan" in shown
    assert "12,5 ton/ay" in shown
    [card] = cards(store)
    assert (card.quantity, card.unit, card.table_number, card.state) == (12.5, "t/ay", 2, "shown")
    assert 'value="Ada Mobilya"' in shown


def test_a_card_leaves_the_stores_revision_alone_and_outlives_the_process(store):
    opened(store)
    before = store.revision()

    send(phone())

    assert store.revision() == before
    path = store.path
    store.close()
    assert [card.text for card in open_store(path).rooms().cards(1)] == ["odun talaşı"]
    open_store(path).close()


def test_what_a_phone_types_is_text_and_nothing_else(store):
    opened(store)
    browser = phone()

    send(browser, text='"><script>alert(1)</script>', firm="<img src=x onerror=1>")

    shown = page(browser).text
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
    assert "<b>Atölyesi" not in shown


def test_signs_that_cannot_be_seen_are_dropped(store):
    opened(store)

    send(phone(), text="odun\u202e\x00\r\ntalaşı")

    assert cards(store)[0].text == "odun talaşı"


def test_own_cards_can_be_changed_and_deleted_and_others_cannot(store):
    opened(store)
    mine, other = phone(), phone()
    send(mine)

    assert "<strong>odun talaşı" not in page(other).text
    assert send(other, card="1", text="ele geçti").status_code == 404
    assert send(other, action="delete", card="1").status_code == 404
    assert send(mine, card="1", text="ahşap palet").status_code == 303
    assert [card.text for card in cards(store)] == ["ahşap palet"]
    assert send(mine, action="delete", card="1").status_code == 303
    assert cards(store) == []


def test_where_a_word_means_several_things_the_phone_is_asked(store):
    opened(store)
    browser = phone()
    send(browser, text="talaş")

    assert "Hangisini kastettiniz?" in page(browser).text
    send(browser, action="mean", card="1", resource="sawdust")

    assert cards(store)[0].resource == "sawdust"
    send(browser, action="mean", card="1", resource="no_such_thing")
    assert cards(store)[0].resource == "sawdust"


def test_a_phone_cannot_say_of_a_word_what_it_was_not_asked(store):
    opened(store)
    browser = phone()
    send(browser, text="odun talaşı")
    send(browser, action="mean", card="1", resource="forklift")
    assert cards(store)[0].resource is None


def test_a_second_tap_on_delete_leaves_the_other_cards_in_sight(store):
    opened(store)
    browser = phone()
    send(browser, text="odun talaşı")
    send(browser, text="peynir altı suyu")
    send(browser, action="delete", card="1")

    again = send(browser, action="delete", card="1")
    assert again.status_code == 404
    assert "peynir altı suyu" in again.text


def test_a_second_tap_on_send_is_answered_as_kept_and_adds_no_card(store, monkeypatch):
    opened(store)
    monkeypatch.setattr(join, "MOST_CARDS", 3)
    browser, at = phone(), now()
    monkeypatch.setattr(phone_answer, "now", lambda: at)
    first, again = send(browser), send(browser)
    assert (first.status_code, first.headers["location"]) == (303, again.headers["location"])
    assert again.status_code == 303
    assert len(cards(store)) == 1

    # Another amount, another phone, or the same words later are cards of their own.
    send(browser, quantity="3")
    send(phone())
    at += dt.timedelta(seconds=TAPS_S)
    send(browser, quantity="3")
    assert [card.quantity for card in cards(store)] == [None, 3.0, None, 3.0]
    # A full phone's second tap is no refusal either.
    assert send(browser, quantity="3").status_code == 303


def test_the_buttons_of_a_card_say_what_they_do(store):
    opened(store)
    browser = phone()
    send(browser, text="talaş")
    shown = page(browser).text
    assert 'name="do" value="mean 1 sawdust"' in shown

    send(browser, action="", do="mean 1 sawdust")
    assert cards(store)[0].resource == "sawdust"
    assert send(phone(), action="", do="delete 1").status_code == 404
    assert send(browser, action="", do="delete 1").status_code == 303

    assert cards(store) == []


def test_a_page_of_as_many_cards_as_a_phone_may_hold_is_small(store, monkeypatch):
    monkeypatch.setattr(phone_answer, "PACE", Pace(clock=iter(range(0, 10**6, 60)).__next__))
    opened(store)
    browser = phone()

    for number in range(join.MOST_CARDS):
        assert send(browser, text=f"talaş {number} " + "x" * 80).status_code == 303

    assert page(browser).text.count('class="card') == join.MOST_CARDS
    assert len(page(browser).content) < 30_000


def test_agreement_taken_back_holds_for_all_cards_of_the_phone(store):
    opened(store)
    browser = phone()
    send(browser, may_name="1")
    send(browser, text="forklift")

    assert [card.may_name for card in cards(store)] == [False, False]


@pytest.mark.parametrize(("room", "word"), [("tr", "Bizde var"), ("en", "We have")])
def test_the_page_speaks_the_language_of_its_room_until_the_other_is_chosen(store, room, word):
    opened(store, language=room)
    browser = phone()

    answer = browser.get("/katil?kod=ABC234", headers={"accept-language": "de"})

    assert word in answer.text
    assert answer.headers["content-language"] == room
    assert f'<html lang="{room}">' in answer.text
    other = "en" if room == "tr" else "tr"
    assert f"katil?lang={other}&amp;kod=ABC234" in answer.text
    assert word not in page(browser, other).text


def test_a_merged_card_says_so_and_comes_back_with_other_words(store):
    opened(store)
    one, other = phone(), phone()
    send(one)
    send(other, quantity="3")
    store.rooms().merge_cards(1, 2)

    assert "birleştirildi" in page(other).text
    send(other, card="2", quantity="4")
    assert [card.state for card in cards(store)] == ["shown", "hidden"]
    send(other, card="2", text="ahşap palet")

    assert [(card.state, card.merged_into) for card in cards(store)] == [("shown", None)] * 2


def test_cards_made_one_stay_so_when_a_phone_writes_its_firm_another_way(store):
    opened(store)
    one, other = phone(), phone()
    send(one)
    send(other)
    store.rooms().merge_cards(1, 2)

    send(one, card="1", firm="Ada Mobilya A.Ş.")
    send(other, card="2", firm="ADA mobilya san.")

    assert [card.firm_name for card in cards(store)] == ["Ada Mobilya A.Ş.", "ADA mobilya san."]
    assert [(one.state, one.merged_into) for one in cards(store)] == [
        ("shown", None),
        ("hidden", 1),
    ]


def test_a_card_that_turns_out_to_be_of_another_firm_of_the_zone_is_not_left_unseen(store):
    opened(store)
    one, other = phone(), phone()
    send(one, firm="Hızar İplik")
    send(other, firm="Hızar İplik")
    store.rooms().merge_cards(1, 2)

    send(other, card="2", firm="Sessiz")

    assert [card.firm_id for card in cards(store)] == ["saw", "dumb"]
    assert [(card.state, card.merged_into) for card in cards(store)] == [("shown", None)] * 2


def test_what_the_facilitator_hid_stays_hidden_with_other_words(store):
    opened(store)
    browser = phone()
    send(browser)
    store.rooms().change_card(1, state="hidden")

    send(browser, card="1", text="ahşap palet")

    assert cards(store)[0].state == "hidden"


def test_the_page_says_how_long_cards_are_kept(store):
    opened(store, keep_until=dt.date(2027, 5, 23))

    assert "23 Mayıs 2027" in page(phone()).text


def test_in_a_moderated_room_a_card_waits(store):
    opened(store, moderated=True)
    browser = phone()

    send(browser)

    assert cards(store)[0].state == "waiting"
    assert "onayını bekliyor" in page(browser).text


def test_only_firms_that_show_themselves_to_all_are_listed(store):
    zone = wood_zone()
    level = ["public", "alias", None, None]
    incoming = {"firm": zone.firm.assign(disclosure=level)}
    store.apply(compare(store.read(), incoming), who="test")
    opened(store)

    shown = page(phone()).text

    firms = dict(zip(store.read().firm["name"], store.read().firm["disclosure"], strict=True))
    assert [name for name, kept in firms.items() if kept == "public" and name in shown] != []
    assert [name for name, kept in firms.items() if kept != "public" and name in shown] == []


def test_a_firm_stays_what_the_facilitator_said_it_is(store):
    opened(store)
    browser = phone()
    send(browser, firm="Hızar Ltd.", may_name="")
    store.rooms().change_card(1, firm_id="saw")

    send(browser, firm="Hızar Ltd.", text="peynir altı suyu")

    assert [one.firm_id for one in cards(store)] == ["saw", "saw"]


def test_a_known_name_in_other_letters_is_the_zones_firm(store):
    opened(store)

    send(phone(), firm="HIZAR İPLİK")

    assert cards(store)[0].firm_id == "saw"
