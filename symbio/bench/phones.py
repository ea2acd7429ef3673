"""Phones of a workshop as plain HTTP clients: each with its own cookie, all at once."""

from __future__ import annotations

import asyncio
import html
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

# What phones do, and how often: more than a hall of people would.
ACTIONS = {"write": 0.40, "edit": 0.15, "delete": 0.10, "read": 0.35}
# A phone may hold a few more (`symbio.ui.join`).
MOST_CARDS = 35
_PATIENCE_S = 60.0
_TOKEN = re.compile(r'name="token" value="(\w+)"')
_CARD = re.compile(r"<strong>(.*?)</strong>.*?kart=(\d+)", re.DOTALL)


@dataclass(frozen=True)
class Hall:
    """Who writes what, and for how long.

    Attributes
    ----------
    address : str
        Of the server.
    code : str
        Of the room.
    phones : int
    seconds : float
        How long each phone goes on [s].
    think_s : float
        Mean of the exponentially distributed pause before each action [s].
    offers, needs : sequence of str
        Words of cards; each card gets a number of its own after them.
    """

    address: str
    code: str
    phones: int
    seconds: float
    think_s: float
    offers: Sequence[str]
    needs: Sequence[str]


@dataclass
class Told:
    """What phones got back.

    Attributes
    ----------
    answer_s : list of float
        Seconds of every request, from asking to the last byte.
    failures : list of str
        Answers other than what should have come, and cards that a phone's page lost.
    cards : dict of phone number -> {card number: text}
        What each phone left in the room.
    awaited : dict of text -> moment
        New offers not seen on a wall yet, and when they were sent [s of `time.monotonic`].
    written : int
        Cards taken by the server, deleted ones too.
    sent_bytes, page_bytes : int
        Of the largest answer: as it travels, and as the phone reads it.
    """

    answer_s: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cards: dict[int, dict[int, str]] = field(default_factory=dict)
    awaited: dict[str, float] = field(default_factory=dict)
    written: int = 0
    sent_bytes: int = 0
    page_bytes: int = 0


async def fill(hall: Hall, told: Told) -> None:
    """Let all phones of a hall join, write, change, delete and read until the time is over."""
    await asyncio.gather(*(_Phone(hall, told, number).run() for number in range(hall.phones)))


class _Phone:
    """One phone; a browser without a screen."""

    def __init__(self, hall: Hall, told: Told, number: int) -> None:
        self._hall, self._told, self._number = hall, told, number
        self._chance = random.Random(number)
        self._cards = told.cards.setdefault(number, {})
        self._token = ""
        self._count = 0

    async def run(self) -> None:
        """Join, act, and look at one's cards once more."""
        end = time.monotonic() + self._hall.seconds
        # No certificates to read: nothing here is encrypted. No connection is kept: a server
        # closes an idle one, and a browser then asks anew without a word.
        client = httpx.AsyncClient(
            base_url=self._hall.address,
            verify=False,  # noqa: S501
            timeout=_PATIENCE_S,
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        async with client as self._client:
            try:
                await asyncio.sleep(self._chance.uniform(0, self._hall.think_s))
                await self._read()
                while time.monotonic() < end:
                    await asyncio.sleep(self._chance.expovariate(1 / self._hall.think_s))
                    await self._act()
                await self._read()
            except httpx.HTTPError as failure:
                self._fail(f"{type(failure).__name__}: {failure}")

    async def _act(self) -> None:
        action = self._chance.choices(list(ACTIONS), list(ACTIONS.values()))[0]
        if len(self._cards) >= MOST_CARDS:
            action = "delete"
        if action == "read" or (action != "write" and not self._cards):
            await self._read()
        elif action == "delete":
            number = self._chance.choice(sorted(self._cards))
            self._told.awaited.pop(self._cards.pop(number), None)
            await self._send(do=f"delete {number}")
        else:
            await self._save(edit=action == "edit")

    async def _save(self, *, edit: bool) -> None:
        """Write a new card, or other words into one."""
        direction = self._chance.choice(("offer", "need"))
        words = self._hall.offers if direction == "offer" else self._hall.needs
        self._count += 1
        text = f"{self._chance.choice(words)} {self._number}/{self._count}"
        form = {"action": "save", "direction": direction, "text": text}
        form |= {"firm": f"Firma {self._number}", "table": str(self._number % 8 + 1)}
        form |= {"quantity": self._chance.choice(("", "12,5", "1.200")), "unit": "t/yıl"}
        if edit:
            number = self._chance.choice(sorted(self._cards))
            self._told.awaited.pop(self._cards[number], None)
            form["card"] = str(number)
        elif direction == "offer":
            self._told.awaited[text] = time.monotonic()
        kept = await self._send(**form)
        new = {card: seen for card, seen in kept.items() if seen == text}
        if not new:
            self._fail(f"not on the page after it was sent: {text}")
        self._cards |= new
        self._told.written += not edit

    async def _read(self) -> dict[int, str]:
        """Open the page; its cards must be the phone's."""
        return self._seen(await self._ask("GET", f"/katil?lang=tr&kod={self._hall.code}"))

    async def _send(self, **form: str) -> dict[int, str]:
        """Post a form and follow to the page, as a browser does."""
        data = {"token": self._token, "kod": self._hall.code, **form}
        answer = await self._ask("POST", f"/katil?lang=tr&kod={self._hall.code}", data)
        if answer.status_code != 303:
            self._fail(f"{form.get('action', 'delete')}: answered {answer.status_code}")
            return {}
        return self._seen(await self._ask("GET", "/" + answer.headers["location"]), form)

    def _seen(self, answer: httpx.Response, form: dict[str, str] | None = None) -> dict[int, str]:
        found = _TOKEN.search(answer.text)
        if answer.status_code != 200 or found is None:
            self._fail(f"page: answered {answer.status_code}")
            return {}
        self._token = found[1]
        cards = {int(number): html.unescape(text) for text, number in _CARD.findall(answer.text)}
        changed = {(form or {}).get("text")}
        lost = set(self._cards.values()) - set(cards.values()) - self._replaced(form)
        left = set(cards.values()) - set(self._cards.values()) - changed
        for text in lost | left:
            self._fail(f"the page and its phone differ: {text}")
        return cards

    def _replaced(self, form: dict[str, str] | None) -> set[str]:
        """The words that a form took the place of."""
        number = (form or {}).get("card", "")
        return {self._cards[int(number)]} if number and int(number) in self._cards else set()

    async def _ask(
        self, method: str, address: str, data: dict[str, str] | None = None
    ) -> httpx.Response:
        start = time.perf_counter()
        answer = await self._client.request(method, address, data=data)
        self._told.answer_s.append(time.perf_counter() - start)
        sent = int(answer.headers.get("content-length", len(answer.content)))
        self._told.sent_bytes = max(self._told.sent_bytes, sent)
        self._told.page_bytes = max(self._told.page_bytes, len(answer.content))
        return answer

    def _fail(self, words: str) -> None:
        self._told.failures.append(f"phone {self._number}: {words}")
