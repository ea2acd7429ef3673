"""Answers made small on the way: files that never change once, the rest each time."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FIXED = "/static/"
_SMALLEST_BYTES = 1000


class CompressedOnce:
    """Compress answers, and keep those that say of themselves that they never change.

    Streamlit's own scripts are large, and the same for everybody: compressed anew for each
    visitor they would keep all others waiting, and sent as they are a hall's network. What is
    kept is bounded by the files that there are (8 MB).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self._compressed = GZipMiddleware(app, minimum_size=_SMALLEST_BYTES)
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what is kept, or pass the request on."""
        if not _may_be_kept(scope):
            await self._compressed(scope, receive, send)
            return
        answer = self._kept.get(scope["path"])
        if answer is None:
            answer = await self._answer(scope, receive)
            if _never_changes(answer[0]):
                self._kept[scope["path"]] = answer
        for message in answer:
            await send({**message})

    async def _answer(self, scope: Scope, receive: Receive) -> list[Message]:
        """The whole answer, with its length."""
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            else:
                body += message.get("body", b"")

        await self._compressed(scope, receive, collect)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        return [start, {"type": "http.response.body", "body": body}]


def _may_be_kept(scope: Scope) -> bool:
    """Whether a request asks for the whole of one of Streamlit's own files, compressed."""
    if scope["type"] != "http" or scope["method"] != "GET" or _FIXED not in scope["path"]:
        return False
    asked = Headers(scope=scope)
    return (
        "gzip" in asked.get("accept-encoding", "")
        and "range" not in asked
        and "if-none-match" not in asked
        and "if-modified-since" not in asked
    )


def _never_changes(start: Message) -> bool:
    said = Headers(raw=start["headers"]).get("cache-control", "")
    return bool(start["status"] == 200 and "immutable" in said)
