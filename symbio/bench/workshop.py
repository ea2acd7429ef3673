"""A full hall: a hundred phones that write and a projector that reads, against the real server."""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from symbio.access.sign_in import now
from symbio.bench.demo_store import demo_database
from symbio.bench.lines import Line, percentile
from symbio.bench.phones import Hall, Told, fill
from symbio.bench.server import APP, served
from symbio.bench.sessions import Load, press, watch
from symbio.knowledge import load, resource_name
from symbio.zone.store import open_store
from symbio.zone.workshop_rows import NewRoom

NAME = "workshop"
MINUTES, PHONES, THINK_S = 10.0, 100, 8.0
ANSWER_MS, WALL_S, PAGE_KB = 1_000.0, 2.0, 30.0
_CODE, _WARM = "SYMB10", "WARM10"
_WALL = "workshop?projector=1&wall=have&lang=tr&room=1"
_WORDS = 60


@dataclass
class Seen:
    """What a hall led to: what phones were told, what the wall showed, what is stored."""

    told: Told = field(default_factory=Told)
    wall_s: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Cards that a phone left in the room and that are not stored, or the other way round."""
        left = sorted(text for cards in self.told.cards.values() for text in cards.values())
        return len(set(left) ^ set(self.stored)) + abs(len(left) - len(self.stored))


def measure(minutes: float = MINUTES) -> list[Line]:
    """Let a hundred phones write, change, delete and read while a wall is looked at.

    Parameters
    ----------
    minutes : float
        How long [min].

    Returns
    -------
    list of Line
        Requests and their times [ms], failures, lost cards, the delay from a phone to the
        wall [s], and the size of the phone page [kB].
    """
    with tempfile.TemporaryDirectory(prefix="symbio-") as name:
        database = demo_database(Path(name))
        seen = full_hall(database, phones=PHONES, seconds=minutes * 60, think_s=THINK_S)
    told = seen.told
    failures = [*told.failures, *seen.failures]
    example = f" ({failures[0][:60]})" if failures else ""
    return [
        Line(NAME, f"phones, for {minutes:g} min", PHONES, ""),
        Line(NAME, "requests", len(told.answer_s), ""),
        Line(NAME, "median", percentile(told.answer_s, 0.5) * 1000, "ms"),
        Line(NAME, "p95", percentile(told.answer_s, 0.95) * 1000, "ms", ANSWER_MS),
        Line(NAME, "slowest", max(told.answer_s, default=0) * 1000, "ms"),
        Line(NAME, f"failed{example}", len(failures), "", 0),
        Line(NAME, "cards written", told.written, ""),
        Line(NAME, "cards stored at the end", len(seen.stored), ""),
        Line(NAME, "cards lost or left over", seen.lost, "", 0),
        Line(NAME, "cards seen on the wall", len(seen.wall_s), ""),
        Line(NAME, "phone to wall, median", percentile(seen.wall_s, 0.5), "s", digits=2),
        Line(NAME, "phone to wall, p95", percentile(seen.wall_s, 0.95), "s", WALL_S, 2),
        Line(NAME, "largest phone page, as sent", told.sent_bytes / 1000, "kB", PAGE_KB, 1),
        Line(NAME, "largest phone page, as read", told.page_bytes / 1000, "kB", digits=1),
    ]


def full_hall(database: Path, *, phones: int, seconds: float, think_s: float) -> Seen:
    """Open a room, serve the store, and let `phones` write for `seconds` [s].

    Parameters
    ----------
    database : Path
        A store that nobody has open.
    think_s : float
        Mean pause of a phone between two actions [s].
    """
    open_room(database)
    open_room(database, _WARM)
    offers, needs = words()
    seen = Seen()
    with served(APP, database, database.with_suffix(".log")) as server:
        # What a first visitor waits for has long happened when a hall comes in.
        press(server.port, [Load(_WALL, sessions=1, reruns=1, think_s=0)])
        asyncio.run(fill(Hall(server.address, _WARM, 1, 5, 1, offers, needs), Told()))
        hall = Hall(server.address, _CODE, phones, seconds, think_s, offers, needs)
        asyncio.run(_run(server.port, hall, seen))
    store = open_store(database)
    seen.stored = [card.text for card in store.rooms().cards(1)]
    store.close()
    return seen


def open_room(database: Path, code: str = _CODE) -> None:
    """Keep a room in a store that nobody has open."""
    store, made = open_store(database), now()
    store.rooms().open_room(
        NewRoom(
            code=code,
            name="Bench",
            date=made.date(),
            language="tr",
            tables=8,
            moderated=False,
            made_at=made,
            made_by="bench",
            expires_at=made + dt.timedelta(hours=3),
        )
    )
    store.close()


def words() -> tuple[list[str], list[str]]:
    """What cards say: the two ends of pathways that are walked often, in Turkish."""
    pathways = load().pathways
    ends = pathways[pathways["usual"] == "main"].head(_WORDS)
    offers, needs = (
        [resource_name(resource, "tr") for resource in dict.fromkeys(ends[f"{end}_resource"])]
        for end in ("from", "to")
    )
    return list(filter(_plain, offers)), list(filter(_plain, needs))


def _plain(name: str) -> bool:
    """Whether it is the same on a page as it is in the table."""
    return html.escape(name) == name


async def _run(port: int, hall: Hall, seen: Seen) -> None:
    wall = asyncio.create_task(watch(port, _WALL, seen.told.awaited, seen.wall_s, seen.failures))
    await fill(hall, seen.told)
    await asyncio.sleep(2 * WALL_S)  # what was written last
    wall.cancel()
    await asyncio.gather(wall, return_exceptions=True)
    if not seen.wall_s:
        seen.failures.append("no card was seen on the wall")
