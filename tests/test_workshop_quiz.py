"""The quiz of a workshop: questions, scores, and answers of phones in pairs."""

import datetime as dt
import re

import pytest
from phone_in_room import opened, phone_store
from quiz_answers import RIGHT, SECRET, WRONG, answers, right
from room_cards import new
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from symbio import campaign
from symbio.access.codes import token_hash
from symbio.ui import join, phone_answer, quiz_phone
from symbio.workshop.quiz import (
    question_problems,
    quiz_rows,
    read_question,
    right_shares,
    score,
    usual_questions,
)
from symbio.zone.store import open_store
from symbio.zone.store_quiz import Answer, Question, QuizBook

store = pytest.fixture(phone_store)


def test_the_usual_questions_are_five_whole_ones_in_both_languages():
    assert len(usual_questions()) == 5
    assert question_problems(usual_questions()) == []
    assert len({one.right for one in usual_questions()}) > 2


def test_a_score_counts_right_answers_and_what_was_left_out_is_wrong():
    assert score(Answer("before", "p", RIGHT), usual_questions()) == 5
    assert score(Answer("before", "p", WRONG), usual_questions()) == 0
    assert score(Answer("before", "p", (RIGHT[0], 0, 0, 0, RIGHT[4])), usual_questions()) == 2


def test_the_change_rests_on_phones_that_answered_twice():
    rows = quiz_rows(
        answers((1, 3), (2, 3), (3, 3), (5, None), (None, 5)), usual_questions(), "E", SECRET
    )

    learned = campaign.quiz_change(rows)

    assert len(rows) == 5
    assert (learned.n, learned.score_max) == (3, 5)
    assert (learned.mean_before, learned.mean_after, learned.mean_change) == (2, 3, 1)
    # Changes 2, 1, 0: standard error 1/√3, t(2, 97.5 %) = 4.303.
    assert learned.low == pytest.approx(1 - 4.303 / 3**0.5, abs=1e-3)
    assert learned.high == pytest.approx(1 + 4.303 / 3**0.5, abs=1e-3)


def test_a_code_of_the_campaign_leads_back_to_no_phone():
    one, again = (quiz_rows(answers((1, 2)), usual_questions(), "E", SECRET) for _ in range(2))
    other = quiz_rows(answers((1, 2)), usual_questions(), "E", b"t" * 32)

    [code] = one["person_code"]
    assert list(again["person_code"]) == [code]
    assert list(other["person_code"]) != [code]
    assert "pair" not in code


def test_shares_by_question_are_of_the_same_people():
    shares = right_shares(answers((0, 5), (1, 5), (5, None)), usual_questions())

    assert shares["before"].tolist() == [0.5, 0, 0, 0, 0]
    assert shares["after"].tolist() == [1.0] * 5
    assert right_shares([], usual_questions())["before"].isna().all()


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (("", "Q?", "a\nb", "a\nb", 1), "quiz_no_question"),
        (("S?", "Q?", "a\nb\nc", "a\nb", 1), "quiz_answers_differ"),
        (("S?", "Q?", "a", "a", 1), "quiz_answers_count"),
        (("S?", "Q?", "a\nb\nc\nd\ne\nf", "a\nb\nc\nd\ne\nf", 1), "quiz_answers_count"),
        (("S?", "Q?", "a\nb", "a\nb", 3), "quiz_no_right"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(typed, rule):
    [problem] = question_problems([read_question(*typed)])

    assert problem.rule == rule
    assert "1" in problem.sentence("tr")


def test_a_quiz_comes_back_as_it_was_written(store):
    mine = Question("Soru <b>?", "Question?", ("a'; DROP TABLE room", "b"), ("c", "d"), 2)
    book = store.book(QuizBook)
    assert book.set_questions(1, [mine])
    book.set_phase(1, "before")
    assert book.answer(1, Answer("before", "p", (2,)), 9)
    path = store.path
    store.close()

    again = open_store(path).book(QuizBook)

    assert again.questions(1) == (mine,)
    assert again.phase(1) == "before"
    assert again.phase(2) == "closed"
    assert again.answers(1) == [Answer("before", "p", (2,))]


def test_questions_stay_once_somebody_answered(store):
    book = store.book(QuizBook)
    book.answer(1, Answer("before", "p", RIGHT), 9)

    assert not book.set_questions(1, usual_questions())
    assert book.clear(1) == 1
    assert book.set_questions(1, usual_questions())


def test_a_quiz_has_room_for_so_many_and_a_phone_may_change_its_mind(store):
    book = store.book(QuizBook)

    assert book.answer(1, Answer("before", "p", RIGHT), 1)
    assert not book.answer(1, Answer("before", "q", RIGHT), 1)
    assert book.answer(1, Answer("before", "p", WRONG), 1)
    assert book.answers(1) == [Answer("before", "p", WRONG)]


def phone():
    routes = [
        Route("/katil", join.join, methods=["GET", "POST"]),
        Route("/katil-test", quiz_phone.quiz, methods=["GET", "POST"]),
    ]
    return TestClient(Starlette(routes=routes), follow_redirects=False)


def page(browser, language="tr", code="ABC234"):
    return browser.get(f"/katil-test?lang={language}&kod={code}")


def send(browser, chosen=RIGHT, phase="before", headers=None, **fields):
    token = re.search(r'name="token" value="(\w+)"', page(browser).text)
    form = {"kod": "ABC234", "phase": phase, "token": token[1] if token else ""}
    form |= {f"q{place}": str(number) for place, number in enumerate(chosen, start=1)}
    return browser.post("/katil-test?lang=tr", data=form | fields, headers=headers or {})


def kept(store):
    return store.book(QuizBook).answers(1)


@pytest.mark.parametrize(
    ("language", "closed", "invited", "question"),
    [
        ("tr", "kapalı", "Önce beş soru", "Endüstriyel simbiyoz nedir?"),
        ("en", "closed", "First five questions", "What is industrial symbiosis?"),
    ],
)
def test_the_quiz_shows_while_it_is_open(store, language, closed, invited, question):
    opened(store)
    browser = phone()
    cards = f"/katil?lang={language}&kod=ABC234"
    assert closed in page(browser, language).text
    assert "katil-test" not in browser.get(cards).text

    store.book(QuizBook).set_phase(1, "before")

    assert question in page(browser, language).text
    assert invited in browser.get(cards).text
    assert "<b>Atölyesi" not in page(browser, language).text
    assert len(page(browser, language).text.encode()) < 30_000


@pytest.mark.parametrize(("language", "day"), [("tr", "23 Mayıs 2027"), ("en", "23 May 2027")])
def test_the_phone_says_how_long_answers_are_kept(store, language, day):
    opened(store, keep_until=dt.date(2027, 5, 23))
    store.book(QuizBook).set_phase(1, "before")

    assert day in page(phone(), language).text


def test_before_and_after_of_one_phone_are_a_pair_that_its_cards_do_not_lead_to(store):
    opened(store)
    book, browser = store.book(QuizBook), phone()
    page(browser)
    book.set_phase(1, "before")
    answer = send(browser, right(2))
    assert answer.status_code == 303
    assert "Teşekkürler" in browser.get("/" + answer.headers["location"]).text
    book.set_phase(1, "after")
    send(browser, right(4), "after")
    other = phone()
    page(other)
    send(other, right(5), "after")

    learned = campaign.quiz_change(quiz_rows(kept(store), usual_questions(), "E", SECRET))

    assert (learned.n, learned.mean_before, learned.mean_after) == (1, 2, 4)
    store.rooms().add_card(new())
    cookie = browser.cookies[phone_answer.COOKIE]
    assert all(cookie not in one.pair for one in kept(store))
    assert token_hash(cookie) not in {one.pair for one in kept(store)}


def test_a_closed_or_other_quiz_takes_nothing(store):
    opened(store)
    browser = phone()
    page(browser)
    store.book(QuizBook).set_phase(1, "after")

    assert send(browser, phase="before").status_code == 409
    store.book(QuizBook).set_phase(1, "closed")
    assert send(browser, phase="after").status_code in (403, 409)
    assert kept(store) == []


def test_what_other_sites_scripts_and_strangers_send_is_refused(store):
    opened(store)
    browser = phone()
    page(browser)
    store.book(QuizBook).set_phase(1, "before")

    assert send(browser, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert send(browser, token="x").status_code == 403
    assert send(phone(), kod="ABC235").status_code == 404
    assert send(browser, ()).status_code == 400
    assert send(browser, q1="9" * 5_000).status_code == 400
    assert kept(store) == []
    assert send(browser, RIGHT, q1="<script>", q2="99").status_code == 303
    assert kept(store)[0].chosen == (0, 0, *RIGHT[2:])


def test_a_phone_that_sends_without_end_is_stopped(store):
    opened(store)
    browser = phone()
    page(browser)
    store.book(QuizBook).set_phase(1, "before")

    codes = {send(browser).status_code for _ in range(21)}

    assert codes == {303, 429}


def test_words_of_a_question_are_text_on_the_phone(store):
    opened(store)
    evil = Question("<script>?", "<i>?", ("<b>a", "b"), ("<b>a", "b"), 1)
    store.book(QuizBook).set_questions(1, [evil] * 5)
    store.book(QuizBook).set_phase(1, "before")

    shown = page(phone()).text

    assert "<script>" not in shown
    assert "<b>a" not in shown
    assert "&lt;script&gt;" in shown
