"""What does not change while a page is drawn, looked up once in a run.

Only from the frame's first line to its last: callbacks, parts that run by themselves and
files that are built later ask anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")
_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found", default=None)


def begin() -> None:
    """From here on the answers of this run stand."""
    _found.set({})


def end() -> None:
    """From here on everything is looked up anew."""
    _found.set(None)


def once_a_run(name: Hashable, find: Callable[[], Found]) -> Found:
    """What `find` finds, asked once in a run."""
    found = _found.get()
    if found is None:
        return find()
    if name not in found:
        found[name] = find()
    answer: Found = found[name]
    return answer
