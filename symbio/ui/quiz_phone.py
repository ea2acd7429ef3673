"""The phone's side of a quiz: five questions on a plain page, before a workshop and after it.

What is kept of the phone's cookie is another hash than the one on its cards: answers are
pairs of one phone, and lead to no firm.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from symbio.access.codes import token_hash
from symbio.locale import LANGUAGES, text
from symbio.ui.database import path
from symbio.ui.phone_answer import Form, Phone, Reply, respond, room_of
from symbio.ui.quiz_page import QuizScreen, draw_quiz, quiz_link
from symbio.workshop.quiz import questions_of
from symbio.zone.store import Store, open_store
from symbio.zone.store_quiz import Answer, Question, QuizBook
from symbio.zone.workshop_rows import Room

MOST_ANSWERS = 2_000


async def quiz(request: Request) -> Response:
    """The questions of a room, and what a phone answers."""
    return await respond(request, shown=_shown, written=_answered, alone=_alone)


def pair_of(phone: Phone) -> str:
    """What ties a phone's answers before and after: nothing that stands on its cards."""
    return token_hash(f"quiz:{phone.device}")


def _shown(phone: Phone, query: Form) -> Reply:
    store = open_store(path())
    room, pause_s = room_of(store, phone, query.get("kod", ""))
    if room is None:
        return _alone(phone, "no_room", 404, pause_s)
    if query.get("lang") not in LANGUAGES:
        phone = replace(phone, language=room.language)
    screen = _screen(store, phone, room)
    if query.get("tamam") == "1":
        screen = replace(screen, said=text(phone.language, "quiz.said_kept"))
    return _drawn(screen)


def _answered(phone: Phone, form: Form | None, allowed: bool) -> Reply:
    """Keep what a phone answered, if the quiz is open and the form is its own."""
    store = open_store(path())
    if form is None:
        return _alone(phone, "too_much", 400)
    room, pause_s = room_of(store, phone, form.get("kod", ""))
    if room is None:
        return _alone(phone, "no_room", 404, pause_s)
    screen = _screen(store, phone, room)
    if not (allowed and phone.wrote(form)):
        return _drawn(replace(screen, wrong=phone.says("wrong_origin")), 403)
    if screen.phase == "closed" or form.get("phase") != screen.phase:
        return _drawn(replace(screen, wrong=text(phone.language, "quiz.changed")), 409)
    chosen = _chosen(form, screen.questions)
    if not any(chosen):
        return _drawn(replace(screen, wrong=text(phone.language, "quiz.nothing")), 400)
    if not phone.may_write(room):
        return _drawn(replace(screen, chosen=chosen, wrong=phone.says("too_fast")), 429)
    said = Answer(screen.phase, pair_of(phone), chosen)
    if not store.book(QuizBook).answer(room.room_id, said, MOST_ANSWERS):
        return _drawn(replace(screen, wrong=text(phone.language, "quiz.full")), 429)
    return Reply(phone.language, go_to=quiz_link(phone.language, room, "&tamam=1"))


def _drawn(screen: QuizScreen, status: int = 200) -> Reply:
    return Reply(screen.language, draw_quiz(screen), status)


def _alone(phone: Phone, rule: str, status: int, pause_s: float = 0.0) -> Reply:
    """A page with nothing on it but what is wrong."""
    reply = _drawn(QuizScreen(phone.language, None, wrong=phone.says(rule)), status)
    return replace(reply, pause_s=pause_s)


def _screen(store: Store, phone: Phone, room: Room) -> QuizScreen:
    book, pair = store.book(QuizBook), pair_of(phone)
    phase = book.phase(room.room_id)
    before = book.answer_of(room.room_id, phase, pair)
    return QuizScreen(
        language=phone.language,
        room=room,
        token=phone.token,
        phase=phase,
        questions=questions_of(book, room.room_id),
        chosen=before.chosen if before else (),
    )


def _chosen(form: Form, questions: tuple[Question, ...]) -> tuple[int, ...]:
    """The answers of a form, from 1; 0 where nothing that makes sense was chosen."""
    typed = (form.get(f"q{place}", "") for place in range(1, len(questions) + 1))
    return tuple(
        int(word) if word in {str(n) for n in range(1, len(one.answers_tr) + 1)} else 0
        for word, one in zip(typed, questions, strict=True)
    )
