"""The words after `python -m symbio access`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symbio.access import ROLES
from symbio.commands.parser import Parser

DAYS, MOST_DAYS = 365, 3 * 365


def fill(command: Parser, database: Callable[[Any], None]) -> None:
    """Add `add`, `list` and `revoke`.

    Parameters
    ----------
    database : callable
        Adds the option that names the database.
    """
    t = command.t
    actions = command.commands("action")
    made = {
        name: actions.add_parser(name, help=t(f"command.access_{name}_help"))
        for name in ("add", "list", "revoke")
    }
    for name, action in made.items():
        action.set_defaults(run=f"symbio.commands.access:{name}_access")
    _add(made["add"])
    made["revoke"].needed.add_argument(
        "number", type=int, metavar=t("command.metavar_number"), help=t("command.help_number")
    )
    for action in made.values():
        database(action)


def _add(action: Parser) -> None:
    t = action.t
    action.needed.add_argument(
        "role",
        choices=ROLES,
        metavar=t("command.metavar_role"),
        help=t("command.help_role", roles=", ".join(ROLES)),
    )
    action.options.add_argument(
        "--firm", metavar=t("command.metavar_firm"), help=t("command.help_firm")
    )
    action.options.add_argument(
        "--label", default="", metavar=t("command.metavar_label"), help=t("command.help_label")
    )
    action.options.add_argument(
        "--account", metavar=t("command.metavar_account"), help=t("command.help_account")
    )
    action.options.add_argument(
        "--days",
        type=_days,
        default=DAYS,
        metavar="N",
        help=t("command.help_days", days=DAYS, most=MOST_DAYS),
    )


def _days(word: str) -> int:
    number = int(word)
    if not 1 <= number <= MOST_DAYS:
        raise ValueError(word)
    return number
