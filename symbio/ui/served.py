"""What the server adds around Streamlit: health, headers, the language of the document."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Callable
from threading import Thread
from urllib.parse import parse_qs

from altair.utils import schemapi
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from symbio import __version__
from symbio.errors import InputError
from symbio.locale import DEFAULT_LANGUAGE, LANGUAGES
from symbio.zone.store import open_store

_WARM = (
    "altair",
    "highspy",
    "narwhals._pandas_like.dataframe",
    "pandas.io.formats.style",
    "pydeck",
    "python_calamine",
    "scipy.special",
    "symbio.matching",
    "symbio.zone.workbook",
    "xlsxwriter",
)
# Packages of which every module is wanted.
_WARM_WHOLE = ("symbio.campaign", "symbio.charts", "symbio.maps", "symbio.report", "symbio.ui")
# Streamlit and Vega compile code in the browser, hence unsafe-inline and unsafe-eval.
# Everything else comes from here: a picture or script that somebody typed into a
# workbook loads nothing from elsewhere, and no page can put the app into a frame.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_LANGUAGE = re.compile(rb'(<html[^>]*\blang=")[^"]*(")')


def warm_imports() -> None:
    """Import what the first visitor would otherwise wait for."""
    for name in _WARM:
        importlib.import_module(name)
    for name in _WARM_WHOLE:
        for module in pkgutil.iter_modules(importlib.import_module(name).__path__, f"{name}."):
            importlib.import_module(module.name)


def draw_unchecked() -> None:
    """Have Altair trust our charts: the tests check them, and it is two thirds of making one."""
    schemapi.disable_debug_mode()


def use_own_navigation() -> None:
    """Keep the first visitor of a fresh server from a "page not found".

    Until the first run has called `st.navigation`, Streamlit takes a folder
    called pages/ for its old way of naming pages and does not find ours.
    """
    PagesManager.uses_pages_directory = False


async def health(_request: Request) -> JSONResponse:
    """Whether the process answers and its store can be read; 503 where it cannot."""
    return await run_in_threadpool(_health)


def _health() -> JSONResponse:
    from symbio.ui.reading import path

    try:
        revision = open_store(path()).revision()
    except InputError as error:
        problems = error.sentences("en")
        return JSONResponse({"status": "failing", "problems": problems}, status_code=503)
    return JSONResponse({"status": "ok", "version": __version__, "revision": revision})


class EachDay:
    """Do something at the first request of each new day, beside the answer."""

    def __init__(self, app: ASGIApp, work: Callable[[], None]) -> None:
        """Wrap `app`; the day it starts on is taken for done."""
        self.app = app
        self._work = work
        self._day = dt.date.today()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; on a new day the work begins with it."""
        if self.begins(dt.date.today()):
            Thread(target=self._work, daemon=True).start()
        await self.app(scope, receive, send)

    def begins(self, today: dt.date) -> bool:
        """Whether this is the first time that one asks on this day."""
        new = today != self._day
        self._day = today
        return new


class SecurityHeaders:
    """Add the security headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class PageLanguage:
    """Write the reader's language into `<html lang>`, which Streamlit fixes to "en"."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an HTML answer back until it is whole, then send it with its language."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def send_in_language(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                if (
                    not Headers(raw=message["headers"])
                    .get("content-type", "")
                    .startswith("text/html")
                ):
                    start = {}
                    await send(message)
                return
            if not start:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=start)
            word = (headers.get("content-language") or document_language(scope)).encode()
            body = _LANGUAGE.sub(rb"\g<1>" + word + rb"\g<2>", body, count=1)
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Language")
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, send_in_language)


def document_language(scope: Scope) -> str:
    """The language of a request: `?lang=`, else the first the browser asks for that we have."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    accepted = Headers(scope=scope).get("accept-language", "")
    first = accepted.split(",")[0].split("-")[0].split(";")[0].strip().lower()
    return first if first in LANGUAGES else DEFAULT_LANGUAGE
