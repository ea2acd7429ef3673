"""Hand out or erase what is kept of a firm and its people (KVKK)."""

from __future__ import annotations

from argparse import Namespace

from symbio.commands.database import opened, person
from symbio.locale import numbers, text
from symbio.privacy import erase, export


def export_personal(arguments: Namespace) -> int:
    """Write everything that is kept of a firm into a file."""
    with opened(arguments.db) as store:
        content = export(store, arguments.firm)
    arguments.out.write_text(content, encoding="utf-8")
    print(text(arguments.lang, "command.privacy_exported", path=arguments.out))
    return 0


def erase_personal(arguments: Namespace) -> int:
    """Erase the people of a firm; with --rows the firm too."""
    with opened(arguments.db) as store:
        count = erase(store, arguments.firm, by=person(), rows=arguments.rows)
    print(
        text(
            arguments.lang,
            "command.privacy_erased",
            firm=arguments.firm,
            count=numbers.number(count, arguments.lang),
        )
    )
    return 0
