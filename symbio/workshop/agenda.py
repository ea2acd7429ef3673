"""The steps of a workshop: what they are called, how long they take, which one it is at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from symbio.zone.workshop_rows import Room

_UNIT = r"(\d{1,3})\s*(?:dk|dakika|min|minutes?)\b\.?"
_FIRST = re.compile(rf"^{_UNIT}\s*[-–—:,;·]?\s*(.+)$", re.IGNORECASE)
_LAST = re.compile(rf"^(.+?)\s*[-–—:,;·(]?\s*{_UNIT}\s*\)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """One step; its minutes are None where nobody wrote them."""

    title: str
    minutes: int | None


@dataclass(frozen=True)
class Present:
    """Where a workshop is.

    Attributes
    ----------
    number, of : int
        Of the step, from 1; and how many there are.
    title : str
    left_s : float or None
        Seconds until its minutes are over, below 0 afterwards; None without minutes.
    share : float or None
        How much of its minutes has passed, from 0 to 1.
    """

    number: int
    of: int
    title: str
    left_s: float | None
    share: float | None


def steps(agenda: str | None) -> tuple[Step, ...]:
    """The steps of an agenda, a line each: "Kart yazma, 15 dk" or "15 min: writing cards"."""
    return tuple(_step(line.strip()) for line in (agenda or "").splitlines() if line.strip())


def _step(line: str) -> Step:
    if (found := _FIRST.match(line)) and int(found[1]):
        return Step(found[2].strip(), int(found[1]))
    if (found := _LAST.match(line)) and int(found[2]):
        return Step(found[1].strip(), int(found[2]))
    return Step(line, None)


def present(room: Room, at: datetime) -> Present | None:
    """The step that a room is at; None before the first, and without an agenda.

    Parameters
    ----------
    at : datetime
        Now. [UTC]
    """
    known = steps(room.agenda)
    number = min(room.step, len(known))
    if number < 1:
        return None
    step = known[number - 1]
    if step.minutes is None or room.step_at is None:
        return Present(number, len(known), step.title, None, None)
    passed_s = max((at - room.step_at).total_seconds(), 0.0)
    whole_s = 60.0 * step.minutes
    return Present(number, len(known), step.title, whole_s - passed_s, min(passed_s / whole_s, 1.0))
