"""Back up and restore."""

from __future__ import annotations

from argparse import Namespace

from symbio.commands.database import opened, person
from symbio.errors import InputError, Problem
from symbio.locale import text


def back_up(arguments: Namespace) -> int:
    """Copy the database into a folder, which is made if it is not there."""
    with opened(arguments.db) as store:
        arguments.directory.mkdir(parents=True, exist_ok=True)
        copy = store.backup(arguments.directory)
    print(text(arguments.lang, "command.backed_up", path=copy))
    return 0


def restore(arguments: Namespace) -> int:
    """Make the zone what it was in a backup."""
    if not arguments.file.is_file():  # before a database is made for it
        raise InputError(Problem("store_no_file", values={"path": arguments.file}))
    with opened(arguments.db, create=True) as store:
        safety = store.restore(arguments.file, who=person())
    print(text(arguments.lang, "command.restored", path=arguments.file, safety=safety))
    return 0
