"""Codes of rooms, and how fast phones may write into them."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

from symbio.locale import letters

# Crockford's base 32 without U: read aloud in a hall, nothing is taken for another sign.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "İ": "1"})
_LENGTH = 6
MOST_TABLES = 40
# A hundred phones that write a card every ten seconds are as many; a script is stopped.
_DEVICE_WRITES, _ROOM_WRITES, _WINDOW_S = 20, 600, 60.0
_MOST_DEVICES = 5_000


def fresh_code() -> str:
    """A new random code of six signs (30 bits); it opens its room until the day is over."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def read_code(typed: str) -> str:
    """The code that somebody typed, with any blanks, dashes and case; "" if it is none."""
    signs = "".join(sign for sign in typed[:32] if sign.isalnum())
    signs = letters.upper(signs).translate(_MISREAD)
    return signs if len(signs) == _LENGTH and all(sign in _SIGNS for sign in signs) else ""


class Pace:
    """Counts writes in memory; may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Count by `clock` [s]."""
        self._clock = clock
        self._lock = threading.Lock()
        self._writes: dict[str, deque[float]] = {}

    def allows(self, room_id: int, device_hash: str) -> bool:
        """Whether this device may write into this room now; a write allowed is counted."""
        limits = {f"{room_id}": _ROOM_WRITES, f"{room_id}/{device_hash}": _DEVICE_WRITES}
        with self._lock:
            now = self._clock()
            if len(self._writes) > _MOST_DEVICES:
                self._writes = {
                    name: times
                    for name, times in self._writes.items()
                    if times and now - times[-1] < _WINDOW_S
                }
            counted = {name: self._writes.setdefault(name, deque()) for name in limits}
            for times in counted.values():
                while times and now - times[0] >= _WINDOW_S:
                    times.popleft()
            if any(len(counted[name]) >= most for name, most in limits.items()):
                return False
            for times in counted.values():
                times.append(now)
        return True
