"""The phone's side of a live workshop: a plain page beside Streamlit, signed in nowhere.

A random cookie tells one phone's cards from another's and means nothing else; what is
kept of it is a hash. The code of the room opens the page for as long as the room lasts.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from symbio.access.attempts import Attempts
from symbio.access.codes import fresh_token
from symbio.access.sign_in import now
from symbio.errors import InputError
from symbio.knowledge import load
from symbio.locale import LANGUAGES, letters
from symbio.ui.database import path
from symbio.ui.join_card import Phone, as_typed, new_card, of_last, problems
from symbio.ui.join_page import Screen, Typed, draw, link
from symbio.ui.plain_form import NO_STORE, encrypted, from_here, read_form
from symbio.ui.quiz_page import invitation
from symbio.ui.served import document_language
from symbio.workshop import (
    MOST_FIRM,
    MOST_TEXT,
    Pace,
    clean,
    doubts,
    meaning,
    read_code,
)
from symbio.zone.store import Store, open_store
from symbio.zone.store_quiz import QuizBook
from symbio.zone.store_workshop import Card, Room, RoomBook

COOKIE = "symbio_phone"
ATTEMPTS, PACE = Attempts(), Pace()
MOST_CARDS, MOST_ROOM_CARDS = 40, 3_000
_MOST_BYTES = 4_096
COOKIE_S = 2 * 86_400
_SAID = {"1": "phone_said_kept", "2": "phone_said_deleted", "3": "phone_said_waiting"}


@dataclass(frozen=True)
class _Answer:
    """What a request leads to: a screen to draw, or the link of the page to load next."""

    screen: Screen
    status: int = 200
    go_to: str = ""
    pause_s: float = 0.0


async def join(request: Request) -> Response:
    """The page for the code, the cards of one phone, and what it sends."""
    kept = request.cookies.get(COOKIE, "")
    address = request.client.host if request.client else ""
    language = document_language(request.scope)
    phone = Phone(kept[:100] or fresh_token(), language, address, now())
    if request.method == "POST":
        form = await read_form(request, _MOST_BYTES)
        allowed = from_here(request) and bool(kept)
        answer = await _safely(phone, _written, phone, form, allowed)
    else:
        answer = await _safely(phone, _shown, phone, dict(request.query_params))
    if answer.pause_s:
        await asyncio.sleep(answer.pause_s)
    response: Response
    if answer.go_to:
        response = RedirectResponse(answer.go_to, 303, headers=NO_STORE)
    else:
        tongue = {"Content-Language": answer.screen.language}
        response = HTMLResponse(draw(answer.screen), answer.status, headers=NO_STORE | tongue)
    response.set_cookie(
        COOKIE,
        phone.device,
        max_age=COOKIE_S,
        path="/",
        httponly=True,
        samesite="lax",
        secure=encrypted(request),
    )
    return response


async def _safely(phone: Phone, work, *words) -> _Answer:  # type: ignore[no-untyped-def]
    """Do the work beside the loop; a store that cannot be read or written is said in words."""
    try:
        return await run_in_threadpool(work, *words)
    except InputError:
        logging.getLogger("symbio").exception("the store failed a phone")
        wrong = phone.says("store_failed")
        return _Answer(Screen(phone.language, None, wrong=wrong), 503)


def _shown(phone: Phone, query: dict[str, str]) -> _Answer:
    """The page as a link opens it."""
    store = open_store(path())
    room, denied = _room(store, phone, query.get("kod", ""))
    if room is None:
        return denied
    if query.get("lang") not in LANGUAGES:
        phone = replace(phone, language=room.language)
    own = store.rooms().cards(room.room_id, phone.device_hash)
    edited = next((card for card in own if str(card.card_id) == query.get("kart")), None)
    typed = as_typed(edited, phone.language) if edited else of_last(own)
    said = _SAID.get(query.get("tamam", ""), "")
    return _Answer(_screen(store, phone, room, typed, said=phone.says(said[6:]) if said else ""))


def _written(phone: Phone, form: Typed | None, allowed: bool) -> _Answer:
    """What a phone sent, if it may and if it makes sense."""
    store = open_store(path())
    if form is None:
        return _Answer(Screen(phone.language, None, wrong=phone.says("too_much")), 400)
    form = _with_button(form)
    right = hmac.compare_digest(form.get("token", "").encode(), phone.token.encode())
    room, denied = _room(store, phone, form.get("kod", ""))
    if room is None:
        return denied
    if not (allowed and right):
        return _refused(store, phone, room, form, "wrong_origin", 403)
    if room.paused:
        return _refused(store, phone, room, form, "paused", 409)
    if not PACE.allows(room.room_id, phone.device_hash):
        return _refused(store, phone, room, form, "too_fast", 429)
    if form.get("action") == "save":
        return _save(store, phone, room, form)
    return _touch(store, phone, room, form)


def _with_button(form: Typed) -> Typed:
    """The fields of a form, with what stands in the button that sent it: "mean 3 sawdust"."""
    words = form.get("do", "").split()
    return {**form, **dict(zip(("action", "card", "resource"), words, strict=False))}


def _room(store: Store, phone: Phone, typed: str) -> tuple[Room | None, _Answer]:
    """The room that a code opens; else the page that asks for a code."""
    code = read_code(typed)
    room = store.rooms().by_code(code, phone.at)
    if room is not None or not typed:
        return room, _Answer(Screen(phone.language, None))
    # A hall shares one address: wrong codes are answered slower, nobody is refused.
    pause = ATTEMPTS.wrong("", phone.address)
    return None, _Answer(
        Screen(phone.language, None, wrong=phone.says("no_room")), 404, pause_s=pause
    )


def _refused(
    store: Store, phone: Phone, room: Room, form: Typed, rule: str, status: int, **values: object
) -> _Answer:
    wrong = phone.says(rule, **values)
    return _Answer(_screen(store, phone, room, form, wrong=wrong), status)


def _screen(
    store: Store,
    phone: Phone,
    room: Room,
    typed: Typed,
    *,
    said: str = "",
    wrong: str = "",
) -> Screen:
    knowledge, taught = load(), store.synonyms()
    own = store.rooms().cards(room.room_id, phone.device_hash)
    firms = store.read().firm
    # Only names that the zone shows to everybody leave the server.
    public = firms.loc[firms["disclosure"] == "public", "name"]
    return Screen(
        language=phone.language,
        room=room,
        token=phone.token,
        cards=tuple((card, meaning(card, knowledge, taught)) for card in own),
        firms=tuple(sorted(public, key=letters.sort_key)),
        typed=typed,
        said=said,
        wrong=wrong,
        extra=invitation(phone.language, room, store.book(QuizBook).phase(room.room_id)),
    )


def _save(store: Store, phone: Phone, room: Room, form: Typed) -> _Answer:
    """Keep a new card, or what was changed in one's own."""
    book = store.rooms()
    edited = _own(book, phone, room, form.get("card", "")) if form.get("card") else None
    if form.get("card") and edited is None:
        return _refused(store, phone, room, {**form, "card": ""}, "gone", 404)
    wrong = problems(phone, form)
    if wrong:
        return _Answer(_screen(store, phone, room, form, wrong=" ".join(wrong)), 400)
    words = clean(form.get("text", ""), MOST_TEXT)
    found = doubts(f"{words} {clean(form.get('firm', ''), MOST_FIRM)}")
    if found and not form.get("anyway"):
        hints = " ".join(phone.says(f"doubt_{kind}") for kind in found)
        screen = _screen(store, phone, room, form, wrong=f"{hints} {phone.says('doubt')}")
        return _Answer(replace(screen, doubted=True), 422)
    waits = room.moderated or bool(found)
    card = new_card(store, phone, room, form, edited, waits)
    if edited is None:
        mine = len(book.cards(room.room_id, phone.device_hash))
        if mine >= MOST_CARDS or len(book.cards(room.room_id)) >= MOST_ROOM_CARDS:
            return _refused(store, phone, room, form, "too_many", 429, most=MOST_CARDS)
        book.add_card(card)
    else:
        values = dict(vars(card))
        for fixed in ("room_id", "device_hash", "made_at"):
            del values[fixed]
        book.change_card(edited.card_id, **values)
    book.agree(card, moderated=waits)
    return _next(phone, room, "3" if waits else "1")


def _touch(store: Store, phone: Phone, room: Room, form: Typed) -> _Answer:
    """Delete an own card, or say which of the resources offered it means."""
    book = store.rooms()
    card = _own(book, phone, room, form.get("card", ""))
    if card is None or form.get("action") not in ("delete", "mean"):
        return _refused(store, phone, room, form, "gone", 404)
    if form["action"] == "delete":
        book.delete_card(card.card_id)
        return _next(phone, room, "2")
    resource = form.get("resource", "")
    if resource in meaning(card, load(), store.synonyms()).guesses:
        book.change_card(card.card_id, resource=resource, changed_at=phone.at)
    return _next(phone, room, "1")


def _own(book: RoomBook, phone: Phone, room: Room, number: str) -> Card | None:
    cards = book.cards(room.room_id, phone.device_hash)
    return next((card for card in cards if str(card.card_id) == number), None)


def _next(phone: Phone, room: Room, said: str) -> _Answer:
    to = link(phone.language, room, f"&tamam={said}")
    return _Answer(Screen(phone.language, room), go_to=to)
