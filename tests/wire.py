"""A browser's side of the wire that keeps every byte: pages, charts, tables and downloads."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_S = 120


@dataclass
class Heard:
    """What a server said to one visitor.

    Attributes
    ----------
    said : list of (place, bytes)
        Every message and file, with the address it came from.
    downloads : int
        Files taken away.
    titles : list of str
        Titles of the pages that were drawn.
    menu : list of str
        Pages in the navigation of the last page.
    failed : list of str
        Pages that ended otherwise than finished, and error elements.
    """

    said: list[tuple[str, bytes]] = field(default_factory=list)
    downloads: int = 0
    titles: list[str] = field(default_factory=list)
    menu: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def sign_in(address: str, code: str) -> str:
    """Sign in as a browser does; the cookie header of every later request."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    body = urllib.parse.urlencode({"code": code}).encode()
    # Handled before the redirect is followed, so that the cookie is in the jar.
    opener.open(f"{address}/sign-in", body, timeout=PATIENCE_S).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def listen_as_phone(address: str, code: str, others: int) -> Heard:
    """Everything that a phone is sent: each link and each form, right and wrong ones.

    Parameters
    ----------
    code : str
        Of a room that is open.
    others : int
        Number of a card of another phone.
    """
    heard = Heard()
    words = {"firm": "Telefon Sanayi", "direction": "offer", "text": "odun talaşı"}
    with httpx.Client(base_url=address, follow_redirects=True, timeout=PATIENCE_S) as client:

        def keep(answer: httpx.Response) -> str:
            headers = "\n".join(f"{name}: {word}" for name, word in answer.headers.items())
            heard.said.append((str(answer.url), answer.content + headers.encode()))
            return answer.text

        def send(**fields: str) -> None:
            form = {"action": "save", "kod": code, "token": token[1], **words, **fields}
            keep(client.post(f"/katil?lang=tr&kod={code}", data=form))

        for link in ("katil", "katil?lang=en", "katil?kod=ZZZZZZ", f"katil?kod={code}", "health"):
            keep(client.get(f"/{link}"))
        page = keep(client.get(f"/katil?lang=en&kod={code}"))
        token = re.search(r'name="token" value="(\w+)"', page)
        assert token
        for number in (others, 1, 999):
            keep(client.get(f"/katil?kod={code}&kart={number}"))
            for action in ("delete", "mean", "save"):
                send(action=action, card=str(number), resource="sawdust")
        send()
        send(text="talaş", quantity="12,5", unit="t/ay")
        send(text="0532 123 45 67")
        send(text="", direction="both")
        send(token="0")
        send(text="x" * 5_000)
        own = re.search(r"kart=(\d+)", keep(client.get(f"/katil?kod={code}")))
        assert own
        keep(client.get(f"/katil-test?lang=tr&kod={code}"))
        quiz = {"kod": code, "token": token[1], "phase": "before", "q1": "1", "q2": "9"}
        keep(client.post(f"/katil-test?lang=tr&kod={code}", data=quiz))
        keep(client.get(f"/katil?kod={code}&kart={own[1]}"))
        send(action="delete", card=own[1])
    return heard


def listen(port: int, cookie: str, pages: list[str]) -> Heard:
    """Open each page in a session of its own, take each download away, keep all bytes.

    Parameters
    ----------
    pages : list of str
        Addresses with their query: "flows?lang=tr&kinds=water".
    """
    # In a thread of its own: the browser tests of the same process keep a loop running in theirs.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, _listen(port, cookie, pages)).result()


async def _listen(port: int, cookie: str, pages: list[str]) -> Heard:
    heard = Heard()
    for page in pages:
        await _open(port, cookie, page, heard)
    return heard


async def _open(port: int, cookie: str, page: str, heard: Heard) -> None:
    name, _, query = page.partition("?")
    async with websockets.connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
        open_timeout=PATIENCE_S,
    ) as socket:
        request = BackMsg()
        request.rerun_script.page_name = name
        request.rerun_script.query_string = query
        await socket.send(request.SerializeToString())
        files, links, session = await _until_finished(socket, page, heard)
        for number, file_id in enumerate(files):
            ask = BackMsg()
            ask.backend_operation_request.request_id = str(number)
            ask.backend_operation_request.session_id = session
            ask.backend_operation_request.deferred_file.file_id = file_id
            await socket.send(ask.SerializeToString())
            links.append(await _file_of(socket, page, heard))
        for link in links:
            url = f"http://127.0.0.1:{port}{link}"
            asked = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
            with urllib.request.urlopen(asked, timeout=PATIENCE_S) as answer:
                heard.said.append((f"{page} {link}", answer.read()))
            heard.downloads += 1


async def _until_finished(
    socket: websockets.ClientConnection, page: str, heard: Heard
) -> tuple[list[str], list[str], str]:
    """Keep every message of a run; the ids and links of the files it offers, and the session."""
    session = ""
    files: list[str] = []
    links: list[str] = []
    while True:
        message = await _message(socket, page, heard)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            session = message.new_session.initialize.session_id
        elif kind == "navigation":
            heard.menu = [
                entry.page_name
                for entry in message.navigation.app_pages
                if not getattr(entry, "is_hidden", False)
            ]
        elif kind == "delta":
            element = message.delta.new_element
            which = element.WhichOneof("type")
            if which == "heading" and element.heading.tag == "h1":
                heard.titles.append(element.heading.body)
            elif which == "exception":
                heard.failed.append(f"{page}: {element.exception.message}")
            elif which == "download_button":
                button = element.download_button
                if button.deferred_file_id:
                    files.append(button.deferred_file_id)
                elif button.url:
                    links.append(button.url)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                continue  # it goes on with another page
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                heard.failed.append(f"{page}: ended with {message.script_finished}")
            return files, links, session


async def _file_of(socket: websockets.ClientConnection, page: str, heard: Heard) -> str:
    while True:
        message = await _message(socket, page, heard)
        if message.WhichOneof("type") == "backend_operation_response":
            answer = message.backend_operation_response
            assert not answer.error_msg, answer.error_msg
            return str(answer.deferred_file.url)


async def _message(socket: websockets.ClientConnection, page: str, heard: Heard) -> ForwardMsg:
    data = await asyncio.wait_for(socket.recv(), PATIENCE_S)
    heard.said.append((page, bytes(data)))
    message = ForwardMsg()
    message.ParseFromString(data)
    return message
