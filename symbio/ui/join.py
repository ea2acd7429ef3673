"""The phone's side of a live workshop: a plain page beside Streamlit, signed in nowhere."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from symbio.knowledge import load
from symbio.locale import LANGUAGES, letters
from symbio.ui.database import path
from symbio.ui.join_card import as_typed, new_card, of_last, problems
from symbio.ui.join_page import Screen, Typed, draw, link
from symbio.ui.phone_answer import Form, Phone, Reply, respond, room_of
from symbio.ui.quiz_page import invitation
from symbio.workshop import MOST_FIRM, MOST_TEXT, clean, doubts, meaning
from symbio.zone.store import Store, open_store
from symbio.zone.store_quiz import QuizBook
from symbio.zone.store_workshop import RoomBook
from symbio.zone.workshop_rows import Card, Room

MOST_CARDS, MOST_ROOM_CARDS = 40, 3_000
_SAID = {"1": "said_kept", "2": "said_deleted", "3": "said_waiting"}


async def join(request: Request) -> Response:
    """The page for the code, the cards of one phone, and what it sends."""
    return await respond(request, shown=_shown, written=_written, alone=_alone)


def _shown(phone: Phone, query: Form) -> Reply:
    """The page as a link opens it."""
    store, code = open_store(path()), query.get("kod", "")
    room, pause_s = room_of(store, phone, code)
    if room is None:
        return _without_room(phone, code, pause_s)
    if query.get("lang") not in LANGUAGES:
        phone = replace(phone, language=room.language)
    own = store.rooms().cards(room.room_id, phone.device_hash)
    edited = next((card for card in own if str(card.card_id) == query.get("kart")), None)
    typed = as_typed(edited, phone.language) if edited else of_last(own)
    said = _SAID.get(query.get("tamam", ""), "")
    return _drawn(_screen(store, phone, room, typed, said=phone.says(said) if said else ""))


def _written(phone: Phone, form: Form | None, allowed: bool) -> Reply:
    """What a phone sent, if it may and if it makes sense."""
    store = open_store(path())
    if form is None:
        return _alone(phone, "too_much", 400)
    form = _with_button(form)
    code = form.get("kod", "")
    room, pause_s = room_of(store, phone, code)
    if room is None:
        return _without_room(phone, code, pause_s)
    if not (allowed and phone.wrote(form)):
        return _refused(store, phone, room, form, "wrong_origin", 403)
    if room.paused:
        return _refused(store, phone, room, form, "paused", 409)
    if not phone.may_write(room):
        return _refused(store, phone, room, form, "too_fast", 429)
    if form.get("action") == "save":
        return _save(store, phone, room, form)
    return _touch(store, phone, room, form)


def _with_button(form: Form) -> Form:
    """The fields of a form, with what stands in the button that sent it: "mean 3 sawdust"."""
    words = form.get("do", "").split()
    return {**form, **dict(zip(("action", "card", "resource"), words, strict=False))}


def _drawn(screen: Screen, status: int = 200) -> Reply:
    return Reply(screen.language, draw(screen), status)


def _alone(phone: Phone, rule: str, status: int) -> Reply:
    """The page that asks for a code, with what is wrong."""
    return _drawn(Screen(phone.language, None, wrong=phone.says(rule)), status)


def _without_room(phone: Phone, typed: str, pause_s: float) -> Reply:
    """The page that asks for a code, where `typed` opened no room."""
    if not typed:
        return _drawn(Screen(phone.language, None))
    return replace(_alone(phone, "no_room", 404), pause_s=pause_s)


def _refused(
    store: Store, phone: Phone, room: Room, form: Typed, rule: str, status: int, **values: object
) -> Reply:
    wrong = phone.says(rule, **values)
    return _drawn(_screen(store, phone, room, form, wrong=wrong), status)


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


def _save(store: Store, phone: Phone, room: Room, form: Typed) -> Reply:
    """Keep a new card, or what was changed in one's own."""
    book = store.rooms()
    edited = _own(book, phone, room, form.get("card", "")) if form.get("card") else None
    if form.get("card") and edited is None:
        return _refused(store, phone, room, {**form, "card": ""}, "gone", 404)
    wrong = problems(phone, form)
    if wrong:
        return _drawn(_screen(store, phone, room, form, wrong=" ".join(wrong)), 400)
    words = clean(form.get("text", ""), MOST_TEXT)
    found = doubts(f"{words} {clean(form.get('firm', ''), MOST_FIRM)}")
    if found and not form.get("anyway"):
        hints = " ".join(phone.says(f"doubt_{kind}") for kind in found)
        screen = _screen(store, phone, room, form, wrong=f"{hints} {phone.says('doubt')}")
        return _drawn(replace(screen, doubted=True), 422)
    waits = room.moderated or bool(found)
    card = new_card(store, phone, room, form, edited, waits)
    if edited is None:
        if book.add_sent(card, most=MOST_CARDS, most_of_room=MOST_ROOM_CARDS) is None:
            return _refused(store, phone, room, form, "too_many", 429, most=MOST_CARDS)
    else:
        values = dict(vars(card))
        for fixed in ("room_id", "device_hash", "made_at"):
            del values[fixed]
        book.change_card(edited.card_id, **values)
    book.agree(card, moderated=waits)
    return _next(phone, room, "3" if waits else "1")


def _touch(store: Store, phone: Phone, room: Room, form: Typed) -> Reply:
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


def _next(phone: Phone, room: Room, said: str) -> Reply:
    return Reply(phone.language, go_to=link(phone.language, room, f"&tamam={said}"))
