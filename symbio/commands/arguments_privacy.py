"""The words after `python -m symbio privacy`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from symbio.commands.parser import Parser


def fill(command: Parser, database: Callable[[Any], None]) -> None:
    """Add `export` and `erase`.

    Parameters
    ----------
    database : callable
        Adds the option that names the database.
    """
    t = command.t
    actions = command.commands("action")
    for name in ("export", "erase"):
        action = actions.add_parser(name, help=t(f"command.privacy_{name}_help"))
        action.set_defaults(run=f"symbio.commands.privacy:{name}_personal")
        action.needed.add_argument(
            "firm", metavar=t("command.metavar_firm"), help=t("command.help_firm_asks")
        )
        if name == "export":
            action.needed.add_argument(
                "out", type=Path, metavar=t("command.metavar_json"), help=t("command.help_out_json")
            )
        else:
            action.options.add_argument(
                "--rows", action="store_true", help=t("command.help_erase_rows")
            )
        database(action)
