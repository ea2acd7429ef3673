"""The page of a workshop's quiz, and the room as an event of the campaign."""

import datetime as dt

import pandas as pd
import pytest
from opened_app import open_page, texts, wood_zone
from phone_in_room import opened, phone_store
from quiz_answers import SECRET, answers
from room_cards import a_room, new
from test_pages_workshop import OTHERS, WORKSHOP, press

from symbio import campaign
from symbio.workshop.event import as_event
from symbio.workshop.quiz import quiz_rows, usual_questions
from symbio.zone.store_quiz import QuizBook
from symbio.zone.workshop_rows import Room

store = pytest.fixture(phone_store)

ROOM = Room(**vars(a_room()), room_id=1)


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
