"""Signing in with a code: a plain page beside Streamlit, so that the cookie is the server's alone.

A script on a page cannot read the cookie, other sites cannot make a browser
send it, and the code travels in the body of one request, never in an address.
"""

from __future__ import annotations

import asyncio
import html
import logging
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from symbio.access.attempts import Attempts
from symbio.access.codes import token_hash
from symbio.access.sign_in import check_code, hand_token, now
from symbio.errors import InputError
from symbio.locale import LANGUAGES, text
from symbio.ui.database import path
from symbio.ui.plain_form import NO_STORE, encrypted, from_here, read_form
from symbio.ui.served import document_language
from symbio.ui.who import COOKIE
from symbio.zone.store import open_store

ATTEMPTS = Attempts()
_MOST_BYTES = 2_048


async def sign_in(request: Request) -> Response:
    """The form, and what comes of it."""
    language = document_language(request.scope)
    if request.method != "POST":
        return _form(language)
    if not from_here(request):
        return _form(language, "access.wrong_origin", 403)
    form = await read_form(request, _MOST_BYTES)
    typed = (form or {}).get("code")
    if not typed:
        return _form(language, "access.wrong", 400)
    return await _answer(request, typed, language)


async def sign_out(request: Request) -> Response:
    """Forget this browser. The cookie comes with a request of our own pages only."""
    token = request.cookies.get(COOKIE)
    if token:
        await run_in_threadpool(_forget, token)
    answer = RedirectResponse(".", 303, headers=NO_STORE)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def _answer(request: Request, typed: str, language: str) -> Response:
    address = request.client.host if request.client else ""
    try:
        token, max_age, pause = await run_in_threadpool(_check, typed, address)
    except InputError:
        logging.getLogger("symbio").exception("the store cannot be read at sign-in")
        return _form(language, "access.store_failed", 503)
    if token is None:
        await asyncio.sleep(pause)
        return _form(language, "access.wrong", 401)
    answer = RedirectResponse(f"./?lang={language}", 303, headers=NO_STORE)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="strict",
        secure=encrypted(request),
    )
    return answer


def _check(typed: str, address: str) -> tuple[str | None, int, float]:
    """The token for a right code and how long it holds [s]; else how long to wait [s]."""
    store = open_store(path())
    access, pause = check_code(store, typed, address, ATTEMPTS)
    if access is None:
        return None, 0, pause
    token, until = hand_token(store, access)
    return token, int((until - now()).total_seconds()), 0.0


def _forget(token: str) -> None:
    open_store(path()).access().sign_out(token_hash(token))


def _form(language: str, wrong: str = "", status: int = 200) -> HTMLResponse:
    other = next(code for code in LANGUAGES if code != language)
    words = {
        name: html.escape(text(language, f"access.form_{name}"))
        for name in ("title", "intro", "label", "button", "hint", "back")
    }
    said = ""
    if wrong:
        said = f'<p class="wrong" role="alert">{html.escape(text(language, wrong))}</p>'
    body = _page().format(
        **words, wrong=said, language=language, other=other, other_name=LANGUAGES[other]
    )
    return HTMLResponse(body, status, headers=NO_STORE)


@cache
def _page() -> str:
    return Path(__file__).with_name("sign_in.html").read_text(encoding="utf-8")
