"""What does not change while a page is drawn, looked up once in a run.

Only while the frame draws one: callbacks, parts that run by themselves and files that are
built later ask anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")
_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    """A run of a page, also one that is stopped: until it ends, the answers in it stand."""
    before = _found.set({})
    try:
        yield
    finally:
        _found.reset(before)


def ask_anew() -> None:
    """Forget this run's answers: somebody signed in."""
    (_found.get() or {}).clear()


def once_a_run(name: Hashable, find: Callable[[], Found]) -> Found:
    """What `find` finds, asked once in a run."""
    found = _found.get()
    if found is None:
        return find()
    if name not in found:
        found[name] = find()
    answer: Found = found[name]
    return answer
