"""How a plain page of a workshop answers a phone: whose it is, what it may, what comes back.

A random cookie tells one phone's cards from another's and means nothing else; what is
kept of it is a hash. The code of the room opens a page for as long as the room lasts.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from symbio.access.attempts import Attempts
from symbio.access.codes import fresh_token, token_hash
from symbio.access.sign_in import now
from symbio.errors import InputError
from symbio.locale import text
from symbio.ui.plain_form import NO_STORE, encrypted, from_here, read_form
from symbio.ui.served import document_language
from symbio.workshop import Pace, read_code
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Room

COOKIE = "symbio_phone"
ATTEMPTS, PACE = Attempts(), Pace()
_COOKIE_S = 2 * 86_400
_MOST_BYTES = 4_096

Form = dict[str, str]


@dataclass(frozen=True)
class Phone:
    """Who asks: the phone's cookie, its language, where it comes from, and when."""

    device: str
    language: str
    address: str
    at: datetime

    @property
    def device_hash(self) -> str:
        """What is kept of the cookie."""
        return token_hash(self.device)

    @property
    def token(self) -> str:
        """What a form must carry: nobody who cannot read the cookie can make it up."""
        return token_hash(f"form:{self.device}")

    def wrote(self, form: Form) -> bool:
        """Whether a form carries the token of this phone."""
        return hmac.compare_digest(form.get("token", "").encode(), self.token.encode())

    def may_write(self, room: Room) -> bool:
        """Whether it may write into this room now; a write allowed is counted."""
        return PACE.allows(room.room_id, self.device_hash)

    def says(self, name: str, **values: object) -> str:
        """A sentence of the phone page."""
        return text(self.language, f"workshop.phone_{name}", **values)


@dataclass(frozen=True)
class Reply:
    """What a request leads to: a page to send, or the link of the one to load next.

    Attributes
    ----------
    page : str
        A whole HTML document.
    pause_s : float
        How long to wait before it is sent [s].
    """

    language: str
    page: str = ""
    status: int = 200
    go_to: str = ""
    pause_s: float = 0.0


async def respond(
    request: Request,
    *,
    shown: Callable[[Phone, Form], Reply],
    written: Callable[[Phone, Form | None, bool], Reply],
    alone: Callable[[Phone, str, int], Reply],
) -> Response:
    """Answer one request of a phone; a store that cannot be read or written is said in words.

    Parameters
    ----------
    shown : callable
        The page as a link opens it, with the words of the link.
    written : callable
        What a form leads to: its fields (None where too much came or no form), and whether
        our own page sent it.
    alone : callable
        A page that says only what is wrong, a sentence of the phone page, with this status.
    """
    kept = request.cookies.get(COOKIE, "")
    address = request.client.host if request.client else ""
    phone = Phone(kept[:100] or fresh_token(), document_language(request.scope), address, now())
    try:
        if request.method == "POST":
            form = await read_form(request, _MOST_BYTES)
            allowed = from_here(request) and bool(kept)
            reply = await run_in_threadpool(written, phone, form, allowed)
        else:
            reply = await run_in_threadpool(shown, phone, dict(request.query_params))
    except InputError:
        logging.getLogger("symbio").exception("the store failed a phone")
        reply = alone(phone, "store_failed", 503)
    if reply.pause_s:
        await asyncio.sleep(reply.pause_s)
    response = _response(reply)
    response.set_cookie(
        COOKIE,
        phone.device,
        max_age=_COOKIE_S,
        path="/",
        httponly=True,
        samesite="lax",
        secure=encrypted(request),
    )
    return response


def _response(reply: Reply) -> Response:
    if reply.go_to:
        return RedirectResponse(reply.go_to, 303, headers=NO_STORE)
    tongue = {"Content-Language": reply.language}
    return HTMLResponse(reply.page, reply.status, headers=NO_STORE | tongue)


def room_of(store: Store, phone: Phone, typed: str) -> tuple[Room | None, float]:
    """The room that a code opens; where it opens none, how long to wait with the answer [s]."""
    room = store.rooms().by_code(read_code(typed), phone.at)
    if room is not None or not typed:
        return room, 0.0
    # A hall shares one address: wrong codes are answered slower, nobody is refused.
    return None, ATTEMPTS.wrong("", phone.address)
