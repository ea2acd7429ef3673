"""What all sessions share in memory: made once, the most recently used kept.

As `st.cache_resource`, for what draws nothing: a look costs a microsecond instead of a
tenth of a millisecond, and a page looks a hundred times.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

Made = TypeVar("Made")
Key = ParamSpec("Key")


class Shared(Generic[Made]):
    """The `most` results used last, by key; safe between threads."""

    def __init__(self, most: int) -> None:
        """Begin empty."""
        self._most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()
        self._turns: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept for `key`; who asks first makes it, while others who ask for it wait."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            turn = self._turns.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._made:
                    return self._made[key]
            try:
                made = make()
                with self._lock:
                    self._made[key] = made
                    while len(self._made) > self._most:
                        self._made.popitem(last=False)
            finally:  # also where a page is stopped meanwhile: the next one makes it
                with self._lock:
                    self._turns.pop(key, None)
        return made


def shared(most: int) -> Callable[[Callable[Key, Made]], Callable[Key, Made]]:
    """Keep what a function returned for the `most` arguments used last."""

    def decorate(make: Callable[Key, Made]) -> Callable[Key, Made]:
        kept: Shared[Made] = Shared(most)

        @wraps(make)
        def look(*args: Key.args, **kwargs: Key.kwargs) -> Made:
            return kept.get((args, *kwargs.items()), lambda: make(*args, **kwargs))

        return look

    return decorate
