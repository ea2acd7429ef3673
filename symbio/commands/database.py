"""The store that a command works on."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from symbio.errors import InputError, Problem
from symbio.zone.store import Store, open_store


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Store]:
    """Open the store at `path` for one command and close it after.

    Raises
    ------
    InputError
        Nothing is there and `create` is not set, or the file cannot be opened.
    """
    if not create and not path.exists():
        raise InputError(Problem("no_database", values={"path": path}))
    store = open_store(path)
    try:
        yield store
    finally:
        store.close()


def person() -> str:
    """Who answers for a change made from the command line, for the audit rows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return "command line"
