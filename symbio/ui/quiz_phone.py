"""The phone's side of a quiz: five questions on a plain page, before a workshop and after it.

What is kept of the phone's cookie is another hash than the one on its cards: answers are
pairs of one phone, and lead to no firm.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from symbio.access.codes import fresh_token, token_hash
from symbio.access.sign_in import now
from symbio.errors import InputError
from symbio.locale import LANGUAGES, text
from symbio.ui import join
from symbio.ui.database import path
from symbio.ui.join_card import Phone
from symbio.ui.plain_form import NO_STORE, encrypted, from_here, read_form
from symbio.ui.quiz_page import QuizScreen, draw_quiz, quiz_link
from symbio.ui.served import document_language
from symbio.workshop import read_code
from symbio.workshop.quiz import questions_of
from symbio.zone.store import Store, open_store
from symbio.zone.store_quiz import Answer, Question, QuizBook
from symbio.zone.store_workshop import Room

MOST_ANSWERS = 2_000
_MOST_BYTES = 4_096


@dataclass(frozen=True)
class _Reply:
    """A screen to draw, or the link of the page to load next."""

    screen: QuizScreen
    status: int = 200
    go_to: str = ""
    pause_s: float = 0.0


async def quiz(request: Request) -> Response:
    """The questions of a room, and what a phone answers."""
    kept = request.cookies.get(join.COOKIE, "")
    address = request.client.host if request.client else ""
    language = document_language(request.scope)
    phone = Phone(kept[:100] or fresh_token(), language, address, now())
    if request.method == "POST":
        form = await read_form(request, _MOST_BYTES)
        allowed = from_here(request) and bool(kept)
        reply = await _safely(phone, _answered, phone, form, allowed)
    else:
        reply = await _safely(phone, _shown, phone, dict(request.query_params))
    if reply.pause_s:
        await asyncio.sleep(reply.pause_s)
    response: Response
    if reply.go_to:
        response = RedirectResponse(reply.go_to, 303, headers=NO_STORE)
    else:
        tongue = {"Content-Language": reply.screen.language}
        response = HTMLResponse(draw_quiz(reply.screen), reply.status, headers=NO_STORE | tongue)
    response.set_cookie(
        join.COOKIE,
        phone.device,
        max_age=join.COOKIE_S,
        path="/",
        httponly=True,
        samesite="lax",
        secure=encrypted(request),
    )
    return response


def pair_of(phone: Phone) -> str:
    """What ties a phone's answers before and after: nothing that stands on its cards."""
    return token_hash(f"quiz:{phone.device}")


async def _safely(phone: Phone, work, *words) -> _Reply:  # type: ignore[no-untyped-def]
    try:
        return await run_in_threadpool(work, *words)
    except InputError:
        logging.getLogger("symbio").exception("the store failed a phone")
        wrong = phone.says("store_failed")
        return _Reply(QuizScreen(phone.language, None, wrong=wrong), 503)


def _shown(phone: Phone, query: dict[str, str]) -> _Reply:
    store = open_store(path())
    room, denied = _room(store, phone, query.get("kod", ""))
    if room is None:
        return denied
    if query.get("lang") not in LANGUAGES:
        phone = replace(phone, language=room.language)
    screen = _screen(store, phone, room)
    if query.get("tamam") == "1":
        screen = replace(screen, said=text(phone.language, "quiz.said_kept"))
    return _Reply(screen)


def _answered(phone: Phone, form: dict[str, str] | None, allowed: bool) -> _Reply:
    """Keep what a phone answered, if the quiz is open and the form is its own."""
    store = open_store(path())
    if form is None:
        return _Reply(QuizScreen(phone.language, None, wrong=phone.says("too_much")), 400)
    room, denied = _room(store, phone, form.get("kod", ""))
    if room is None:
        return denied
    screen = _screen(store, phone, room)
    right = hmac.compare_digest(form.get("token", "").encode(), phone.token.encode())
    if not (allowed and right):
        return _Reply(replace(screen, wrong=phone.says("wrong_origin")), 403)
    if screen.phase == "closed" or form.get("phase") != screen.phase:
        return _Reply(replace(screen, wrong=text(phone.language, "quiz.changed")), 409)
    chosen = _chosen(form, screen.questions)
    if not any(chosen):
        return _Reply(replace(screen, wrong=text(phone.language, "quiz.nothing")), 400)
    if not join.PACE.allows(room.room_id, phone.device_hash):
        return _Reply(replace(screen, chosen=chosen, wrong=phone.says("too_fast")), 429)
    said = Answer(screen.phase, pair_of(phone), chosen)
    if not store.book(QuizBook).answer(room.room_id, said, MOST_ANSWERS):
        return _Reply(replace(screen, wrong=text(phone.language, "quiz.full")), 429)
    return _Reply(screen, go_to=quiz_link(phone.language, room, "&tamam=1"))


def _room(store: Store, phone: Phone, typed: str) -> tuple[Room | None, _Reply]:
    """The room that a code opens; else a page that says that there is none."""
    room = store.rooms().by_code(read_code(typed), phone.at)
    # A hall shares one address: wrong codes are answered slower, nobody is refused.
    pause = 0.0 if room is not None or not typed else join.ATTEMPTS.wrong("", phone.address)
    wrong = phone.says("no_room")
    return room, _Reply(QuizScreen(phone.language, None, wrong=wrong), 404, pause_s=pause)


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


def _chosen(form: dict[str, str], questions: tuple[Question, ...]) -> tuple[int, ...]:
    """The answers of a form, from 1; 0 where nothing that makes sense was chosen."""
    typed = (form.get(f"q{place}", "") for place in range(1, len(questions) + 1))
    return tuple(
        int(word) if word in {str(n) for n in range(1, len(one.answers_tr) + 1)} else 0
        for word, one in zip(typed, questions, strict=True)
    )
