"""Wrong codes: the code that is guessed at is locked, its address is answered slower.

A hall of phones shares one address, so an address is never refused: whoever
types a right code from it gets in, however many others guess.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

WRONG_UNTIL_LOCKED = 5
LOCKED_S = 15 * 60.0
# Wrong codes from one address within the window before wrong answers take longer.
_FREE_WRONG = 20
_WINDOW_S = 5 * 60.0
_PAUSE_S = 2.0
_MOST_REMEMBERED = 10_000


class Attempts:
    """Counts wrong codes in memory; may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Count by `clock` [s]."""
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, deque[float]] = {}
        self._locked_until: dict[str, float] = {}
        self._slow: dict[str, deque[float]] = {}

    def locked(self, selector: str) -> bool:
        """Whether the code with this first part is locked now."""
        with self._lock:
            return self._clock() < self._locked_until.get(selector, 0.0)

    def wrong(self, selector: str, address: str) -> float:
        """Count a wrong code; how long to wait before its answer [s].

        Parameters
        ----------
        selector : str
            First part of the code; "" where what was typed is no code.
        address : str
            Where it came from.
        """
        with self._lock:
            now = self._clock()
            self._forget(now)
            if selector:
                tries = self._count(self._wrong, selector, now, LOCKED_S)
                if tries >= WRONG_UNTIL_LOCKED:
                    self._locked_until[selector] = now + LOCKED_S
                    del self._wrong[selector]
            tries = self._count(self._slow, address, now, _WINDOW_S)
            return _PAUSE_S if tries > _FREE_WRONG else 0.0

    def right(self, selector: str) -> None:
        """A right code: the wrong ones before it are forgiven."""
        with self._lock:
            self._wrong.pop(selector, None)

    def _count(self, kept: dict[str, deque[float]], key: str, now: float, window: float) -> int:
        times = kept.setdefault(key, deque(maxlen=_FREE_WRONG + 1))
        while times and times[0] <= now - window:
            times.popleft()
        times.append(now)
        return len(times)

    def _forget(self, now: float) -> None:
        """Keep the memory small, whatever is thrown at it."""
        for kept, window in ((self._wrong, LOCKED_S), (self._slow, _WINDOW_S)):
            if len(kept) >= _MOST_REMEMBERED:
                old = [key for key, times in kept.items() if times[-1] <= now - window]
                for key in old or list(kept)[: _MOST_REMEMBERED // 2]:
                    del kept[key]
        if len(self._locked_until) >= _MOST_REMEMBERED:
            self._locked_until = {
                key: until for key, until in self._locked_until.items() if until > now
            }
