"""The quiz of a workshop: questions, answers of phones in pairs, and what the campaign gets."""

import datetime as dt
import re

import pandas as pd
import pytest
from opened_app import fill, open_page, texts, wood_zone
from phone_in_room import opened
from room_cards import a_room, new
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from test_pages_workshop import OTHERS, WORKSHOP, press

from symbio import campaign
from symbio.access.attempts import Attempts
from symbio.access.codes import token_hash
from symbio.ui import join, phone_answer, quiz_phone
from symbio.workshop import Pace
from symbio.workshop.event import as_event
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
from symbio.zone.workshop_rows import Room

ROOM = Room(**vars(a_room()), room_id=1)
RIGHT = tuple(one.right for one in usual_questions())
WRONG = tuple(one.right % 4 + 1 for one in usual_questions())
SECRET = b"s" * 32


def right(count):
    """Answers of which so many are right."""
    return (*RIGHT[:count], *WRONG[count:])


def answers(*scores):
    """Pairs of phones that got so many right before and after; None did not answer."""
    return [
        Answer(phase, f"pair{place}", right(count))
        for place, both in enumerate(scores)
        for phase, count in zip(("before", "after"), both, strict=True)
        if count is not None
    ]


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


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    monkeypatch.setattr(phone_answer, "ATTEMPTS", Attempts())
    monkeypatch.setattr(phone_answer, "PACE", Pace())
    store = fill(path, wood_zone())
    yield store
    store.close()


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


@pytest.mark.parametrize(("language", "word"), [("tr", "henüz yanıtlanmadı"), ("en", "nobody has")])
def test_without_answers_the_page_says_so(store, language, word):
    opened(store)

    app = open_page(WORKSHOP, language, part="quiz")

    assert not app.exception
    assert word in texts(app)


def test_the_page_opens_the_quiz_and_shows_the_change_with_its_interval(store):
    opened(store)
    app = open_page(WORKSHOP, "tr", part="quiz")
    app.segmented_control(key="quiz_phase_1").set_value("before").run()
    assert store.book(QuizBook).phase(1) == "before"
    for one in answers((1, 3), (2, 3), (3, 3), (1, 3), (2, 3)):
        store.book(QuizBook).answer(1, one, 99)

    app = open_page(WORKSHOP, "tr", part="quiz")

    assert not app.exception
    assert "1,8 → 3,0" in texts(app)
    figures = {one.label: one.value for one in app.metric}
    # Changes 2, 1, 0, 2, 1: mean 1.2, s 0.837, t(4) 2.776.
    assert figures["Puan değişimi"] == "1,2 ± 1,0"
    assert len(app.dataframe[0].value) == 5
    assert len(app.main.get("vega_lite_chart")) == 1
    assert app.text_input(key="quiz_1_1_tr").disabled


def test_questions_are_changed_and_checked_on_the_page(store):
    opened(store)
    app = open_page(WORKSHOP, "en", part="quiz")
    app.text_area(key="quiz_1_2_answers_tr").set_value("tek")
    press(app, "Keep the questions")
    assert "Question 2" in texts(app)
    assert store.book(QuizBook).questions(1) == ()

    app.text_area(key="quiz_1_2_answers_tr").set_value("bir\niki")
    app.text_area(key="quiz_1_2_answers_en").set_value("one\ntwo")
    press(app, "Keep the questions")

    assert store.book(QuizBook).questions(1)[1].answers_en == ("one", "two")
    assert "own questions" in texts(app)
    press(app, "Back to Symbio's questions")
    assert store.book(QuizBook).questions(1) == ()


def test_a_room_becomes_an_event_with_who_came_and_what_was_learned(store):
    opened(store)
    store.rooms().add_card(new(firm_name="Hızar İplik"))
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name="Yeni", direction="need"))
    for one in answers((1, 3), (2, 3)):
        store.book(QuizBook).answer(1, one, 99)
    app = open_page(WORKSHOP, "tr", part="campaign")
    assert "henüz kampanyada değil" in texts(app)
    app.multiselect[0].set_value(["saw", "far"])
    app.text_input(key="room_cost_1").set_value("12.500,50 TL")

    press(app, "Kampanyaya işle")

    zone = store.read()
    event = zone.event.set_index("event_id").loc["workshop-1"]
    assert (event["kind"], event["cost"], event["date"]) == (
        "workshop",
        12500.5,
        pd.Timestamp("2026-11-24"),
    )
    rows = zone.attendance[zone.attendance["event_id"] == "workshop-1"].set_index("firm_id")
    assert rows["invited"].to_dict() == {"saw": True, "far": True}
    assert rows["attended"].to_dict() == {"saw": True, "far": False}
    assert rows["people"].isna().all()
    # The two of the room beside the three of the zone's first event.
    assert campaign.quiz_change(zone.quiz).n == 5
    assert "kampanyanın bir etkinliğidir" in texts(app)

    press(app, next(one.label for one in app.main.button if "geri al" in one.label))

    assert "workshop-1" not in set(store.read().event["event_id"])
    assert campaign.quiz_change(store.read().quiz).n == 3


def attendance(store):
    rows = store.read().attendance
    rows = rows[rows["event_id"] == "workshop-1"].set_index("firm_id")
    return {name: set(rows.index[rows[name]]) for name in ("invited", "attended")}


def test_who_was_chosen_stays_chosen_while_others_write(store):
    opened(store)
    app = open_page(WORKSHOP, "tr", part="campaign")
    app.multiselect[0].set_value(["saw", "panel"])
    store.save_synonyms({"zırt": "sawdust"}, who="another")
    store.rooms().add_card(new(firm_name="Hızar İplik"))

    press(app, "Kampanyaya işle")

    assert attendance(store)["invited"] == {"saw", "panel"}


def test_an_attendance_that_another_person_kept_meanwhile_is_shown_before_anything_is_written(
    store,
):
    opened(store)
    mine = open_page(WORKSHOP, "tr", part="campaign")
    mine.multiselect[0].set_value(["saw", "panel"])
    theirs = open_page(WORKSHOP, "tr", part="campaign")
    theirs.multiselect[0].set_value(["far"])
    press(theirs, "Kampanyaya işle")

    button = next(one for one in mine.main.button if one.label == "Kampanyaya işle")
    button.click().run()

    assert "hiçbir şey yazılmadı" in texts(mine)
    assert attendance(store)["invited"] == {"far"}
    assert mine.multiselect[0].value == ["far"]


def test_an_event_is_renewed_and_keeps_what_people_wrote_of_it():
    zone = wood_zone()
    quiz = quiz_rows(answers((1, 2)), usual_questions(), "workshop-1", SECRET)
    first = as_event(ROOM, zone, invited=(), attended=("saw", "far"), fields={}, quiz=quiz)
    first["attendance"].loc[first["attendance"]["firm_id"] == "saw", "women"] = 4
    for name, frame in first.items():
        zone = zone.with_table(name, frame)

    again = as_event(
        ROOM, zone, invited=("panel",), attended=("saw",), fields={"place": "Salon"},
        quiz=quiz.head(0),
    )  # fmt: skip

    rows = again["attendance"]
    rows = rows[rows["event_id"] == "workshop-1"].set_index("firm_id")
    assert set(rows.index) == {"saw", "panel"}
    assert rows.loc["saw", "women"] == 4
    assert (again["event"]["place"] == "Salon").sum() == 1
    # Answers that were deleted in the room stay in the campaign.
    assert len(again["quiz"]) == len(zone.quiz)


@pytest.mark.parametrize("part", ["quiz", "campaign"])
@pytest.mark.parametrize("viewer", OTHERS)
def test_nobody_else_sees_quiz_or_event(store, viewer, part):
    opened(store, date=dt.date(2026, 11, 24))

    app = open_page(WORKSHOP, "tr", viewer=viewer, part=part)

    assert not app.exception
    assert [*app.metric, *app.dataframe, *app.main.button, *app.main.text_input] == []
