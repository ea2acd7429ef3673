"""What goes to browsers is compressed; what never changes is compressed once for everybody."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from symbio.ui.compressed import CompressedOnce

WORDS = b"function draw() { return 'arcs'; }\n" * 200
FOR_EVER = "public, immutable, max-age=31536000"


class Files:
    """A server that counts how often each of its addresses is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.app = CompressedOnce(Starlette(routes=[Route("/{path:path}", self._answer)]))

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append(path)
        if path.endswith("missing.js"):
            return Response(status_code=404)
        kept = FOR_EVER if path.endswith(".js") else "no-cache"
        return Response(WORDS, media_type="text/javascript", headers={"cache-control": kept})

    def get(self, path: str, **headers: str) -> tuple[int, Headers, bytes]:
        """Status, headers and body of one request."""
        sent: list[Any] = []
        asked = {"accept-encoding": "gzip", **{k.replace("_", "-"): v for k, v in headers.items()}}
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in asked.items()],
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], Headers(raw=sent[0]["headers"]), body


@pytest.fixture
def files() -> Files:
    return Files()


def test_a_file_that_never_changes_is_asked_of_the_server_once(files: Files) -> None:
    first, second = files.get("/static/js/map.js"), files.get("/static/js/map.js")
    assert files.asked == ["/static/js/map.js"]
    assert first == second
    status, headers, body = first
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert headers["cache-control"] == FOR_EVER
    assert len(body) < len(WORDS) / 10
    assert gzip.decompress(body) == WORDS


def test_an_answer_that_may_change_is_asked_each_time_and_compressed(files: Files) -> None:
    for _ in range(2):
        _, headers, body = files.get("/static/page.html")
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == WORDS
    assert len(files.asked) == 2


@pytest.mark.parametrize(
    "headers", [{"accept_encoding": "identity"}, {"range": "bytes=0-9"}, {"if_none_match": '"a"'}]
)
def test_who_asks_for_something_else_than_the_whole_file_asks_the_server(
    files: Files, headers: dict[str, str]
) -> None:
    files.get("/static/js/map.js")
    files.get("/static/js/map.js", **headers)
    assert len(files.asked) == 2


def test_a_file_that_is_not_there_is_not_kept(files: Files) -> None:
    assert [files.get("/static/js/missing.js")[0] for _ in range(2)] == [404, 404]
    assert len(files.asked) == 2
