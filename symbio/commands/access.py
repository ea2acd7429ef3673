"""Give out codes, list them, take them back."""

from __future__ import annotations

from argparse import Namespace

from symbio.access import Viewer
from symbio.access.sign_in import add_account, add_code, now
from symbio.commands.database import opened, person
from symbio.commands.terminal import say, table
from symbio.errors import InputError, Problem
from symbio.locale import numbers, text
from symbio.zone.rows import Zone
from symbio.zone.store_access import Access

MOST_LABEL = 80


def add_access(arguments: Namespace) -> int:
    """Make a code and print it once, or let an account in."""
    language = arguments.lang
    with opened(arguments.db, create=True) as store:
        viewer = _viewer(arguments.role, arguments.firm, store.read())
        label = " ".join(arguments.label.split())[:MOST_LABEL] or arguments.firm or arguments.role
        if arguments.account:
            entry = add_account(
                store, viewer, arguments.account, label, by=person(), days=arguments.days
            )
            print(text(language, "command.access_account_added", account=entry.account))
            return 0
        code = add_code(store, viewer, label, by=person(), days=arguments.days)
    # The code alone on standard output, so that a script can take it.
    print(code)
    say(text(language, "command.access_code_added"))
    return 0


def list_access(arguments: Namespace) -> int:
    """Print everything that was given out; never a code, for none is kept."""
    language = arguments.lang
    with opened(arguments.db) as store:
        entries = store.access().entries()
    if not entries:
        print(text(language, "command.access_none"))
        return 0
    names = ("number", "role", "for", "state", "expires", "used")
    print(
        table(
            [text(language, f"access.column_{name}") for name in names],
            [_cells(entry, language) for entry in entries],
            {0},
        )
    )
    return 0


def revoke_access(arguments: Namespace) -> int:
    """Take one back."""
    with opened(arguments.db) as store:
        if not store.access().revoke(arguments.number, by=person(), at=now()):
            raise InputError(Problem("access_no_number", value=str(arguments.number)))
    print(text(arguments.lang, "command.access_revoked", number=arguments.number))
    return 0


def _viewer(role: str, firm_id: str | None, zone: Zone) -> Viewer:
    """The viewer that the words name.

    Raises
    ------
    InputError
        A firm's access without a firm, a firm that is not there, or one beside another role.
    """
    if role != "firm":
        if firm_id:
            raise InputError(Problem("access_firm_not_asked"))
        return Viewer(role)
    if not firm_id:
        raise InputError(Problem("access_firm_missing"))
    if not zone.firm["firm_id"].eq(firm_id).any():
        raise InputError(Problem("access_no_firm", value=firm_id))
    return Viewer(role, firm_id)


def _cells(entry: Access, language: str) -> list[str]:
    state = "revoked" if entry.revoked_at else "live" if entry.opens(now()) else "expired"
    parts = (entry.label, entry.firm_id, entry.account)
    return [
        str(entry.access_id),
        text(language, f"access.role_{entry.role}"),
        " · ".join(dict.fromkeys(part for part in parts if part)),
        text(language, f"access.state_{state}"),
        numbers.day(entry.expires_at, language),
        numbers.day(entry.last_used_on, language),
    ]
