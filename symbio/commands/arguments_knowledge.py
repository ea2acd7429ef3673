"""The command lines of `resolve` and `uses`."""

from __future__ import annotations

from pathlib import Path

from symbio.commands.parser import Parser


def resolve(command: Parser) -> None:
    """A text, or a file of texts."""
    command.set_defaults(run="symbio.commands.knowledge:print_resolve")
    _what(command, "text")


def uses(command: Parser) -> None:
    """A waste, or a file of wastes."""
    command.set_defaults(run="symbio.commands.knowledge:print_uses")
    _what(command, "waste")
    command.options.add_argument(
        "--from-nace", default="", metavar="NACE", help=command.t("command.help_from_nace")
    )


def _what(command: Parser, name: str) -> None:
    t = command.t
    command.needed.add_argument(
        name, nargs="?", metavar=t("command.metavar_text"), help=t("command.help_text")
    )
    command.options.add_argument(
        "--waste-code", default="", metavar=t("command.metavar_code"), help=t("command.help_code")
    )
    command.options.add_argument(
        "--batch", type=Path, metavar=t("command.metavar_csv"), help=t(f"command.help_{name}_batch")
    )
    command.options.add_argument(
        "--db", type=Path, metavar=t("command.metavar_db"), help=t("command.help_synonyms_db")
    )
    command.options.add_argument(
        "--top", type=at_least_one, metavar="N", help=t("command.help_top")
    )
    command.options.add_argument(
        "--format",
        choices=["table", "json"],
        default="table",
        help=t("command.help_format_knowledge"),
    )


def tables(command: Parser) -> None:
    """Export, check and import the knowledge tables."""
    t = command.t
    actions = command.commands("action")
    for name in ("export", "check", "import"):
        action = actions.add_parser(name, help=t(f"command.knowledge_{name}_help"))
        action.set_defaults(run=f"symbio.commands.knowledge_tables:{name}_tables")
        word = "out" if name == "export" else "file"
        action.needed.add_argument(
            word,
            type=Path,
            nargs="?" if name == "check" else None,
            metavar=t("command.metavar_out" if name == "export" else "command.metavar_file"),
            help=t(f"command.help_knowledge_{word}"),
        )
        if name == "export":
            action.options.add_argument(
                "--force", action="store_true", help=t("command.help_force")
            )
        if name == "import":
            action.options.add_argument(
                "--dry-run", action="store_true", help=t("command.help_dry_run")
            )


def at_least_one(word: str) -> int:
    """How many, where none is no answer; the parser's mistake names this function."""
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number
