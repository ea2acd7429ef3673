"""What may stand on the command line, explained in the reader's language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from symbio.commands import (
    arguments_access,
    arguments_bench,
    arguments_knowledge,
    arguments_privacy,
)
from symbio.commands.parser import Parser
from symbio.locale import DEFAULT_LANGUAGE, LANGUAGES, text

PROGRAM = "python -m symbio"
DATABASE = Path("data/symbio.duckdb")
SHOWN_ROWS = 20
DEMO_FIRMS, DEMO_SEED = 250, 7


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read a command line.

    Parameters
    ----------
    words : sequence of str
        Without the program's name.

    Returns
    -------
    Namespace
        `run` is the dotted name of the function to call with it, `lang` the language.

    Raises
    ------
    SystemExit
        Help was asked for (0), or the line is wrong (2); the sentence is printed.
    """
    language = chosen_language(words, os.environ)
    arguments = build(language).parse_args(words)
    arguments.lang = language
    return arguments


def chosen_language(words: Sequence[str], environment: Any) -> str:
    """--lang, else SYMBIO_LANG, else the locale of the terminal, else Turkish."""
    named = [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    named += [word for before, word in zip(words, words[1:], strict=False) if before == "--lang"]
    # C and POSIX say nothing about the person.
    locales = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named += [environment.get("SYMBIO_LANG", ""), *(name[:2] for name in locales)]
    return next((word for word in named if word in LANGUAGES), DEFAULT_LANGUAGE)


def build(language: str) -> Parser:
    """The parser of all commands, its texts in `language`."""
    t = partial(text, language)
    parser = Parser(
        language,
        prog=PROGRAM,
        description=t("command.about"),
        epilog=t("command.examples"),
    )
    commands = parser.commands("command", prog=PROGRAM)
    fills = (
        _template,
        _import,
        _demo,
        _match,
        _uses,
        _resolve,
        _knowledge,
        _export,
        _backup,
        _restore,
    )
    for fill in (*fills, _access, _privacy, _bench):
        name = fill.__name__.removeprefix("_")
        command = commands.add_parser(
            name,
            help=t(f"command.{name}_help"),
            description=t(f"command.{name}_about"),
            epilog=t(f"command.{name}_examples"),
        )
        fill(command)
    return parser


def _template(command: Parser) -> None:
    command.set_defaults(run="symbio.commands.workbooks:write_template")
    _out(command)


def _import(command: Parser) -> None:
    t = command.t
    command.set_defaults(run="symbio.commands.import_zone:import_zone")
    command.needed.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar=t("command.metavar_file"),
        help=t("command.help_files"),
    )
    command.options.add_argument(
        "--mapping",
        type=Path,
        metavar=t("command.metavar_mapping"),
        help=t("command.help_mapping"),
    )
    command.options.add_argument(
        "--zone", metavar=t("command.metavar_zone"), help=t("command.help_zone")
    )
    command.options.add_argument(
        "--country",
        type=str.upper,
        metavar="XX",
        help=t("command.help_country"),
    )
    command.options.add_argument("--dry-run", action="store_true", help=t("command.help_dry_run"))
    command.options.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar=t("command.metavar_rule"),
        help=t("command.help_accept"),
    )
    command.options.add_argument(
        "--remove-gone", action="store_true", help=t("command.help_remove_gone")
    )
    _database(command)


def _demo(command: Parser) -> None:
    t = command.t
    command.set_defaults(run="symbio.commands.workbooks:write_demo")
    _out(command)
    command.options.add_argument(
        "--firms",
        type=_count,
        metavar="N",
        default=DEMO_FIRMS,
        help=t("command.help_firms", firms=DEMO_FIRMS),
    )
    command.options.add_argument(
        "--seed",
        type=_count,
        metavar="S",
        default=DEMO_SEED,
        help=t("command.help_seed", seed=DEMO_SEED),
    )


def _match(command: Parser) -> None:
    t = command.t
    command.set_defaults(run="symbio.commands.match:print_match")
    command.options.add_argument(
        "--scenario",
        type=Path,
        metavar=t("command.metavar_scenario"),
        help=t("command.help_scenario"),
    )
    command.options.add_argument(
        "--format",
        choices=["table", "json", "csv"],
        default="table",
        help=t("command.help_format"),
    )
    command.options.add_argument(
        "--rows",
        type=_count,
        metavar="N",
        default=SHOWN_ROWS,
        help=t("command.help_rows", rows=SHOWN_ROWS),
    )
    _database(command)


def _uses(command: Parser) -> None:
    arguments_knowledge.uses(command)


def _resolve(command: Parser) -> None:
    arguments_knowledge.resolve(command)


def _knowledge(command: Parser) -> None:
    arguments_knowledge.tables(command)


def _export(command: Parser) -> None:
    command.set_defaults(run="symbio.commands.workbooks:write_export")
    _out(command)
    _database(command)


def _backup(command: Parser) -> None:
    command.set_defaults(run="symbio.commands.backup:back_up")
    command.needed.add_argument(
        "directory",
        type=Path,
        metavar=command.t("command.metavar_folder"),
        help=command.t("command.help_folder"),
    )
    _database(command)


def _restore(command: Parser) -> None:
    command.set_defaults(run="symbio.commands.backup:restore")
    command.needed.add_argument(
        "file",
        type=Path,
        metavar=command.t("command.metavar_backup"),
        help=command.t("command.help_backup"),
    )
    _database(command)


def _privacy(command: Parser) -> None:
    arguments_privacy.fill(command, _database)


def _access(command: Parser) -> None:
    arguments_access.fill(command, _database)


def _bench(command: Parser) -> None:
    arguments_bench.fill(command, _count)


def _out(command: Parser) -> None:
    command.needed.add_argument(
        "out",
        type=Path,
        metavar=command.t("command.metavar_out"),
        help=command.t("command.help_out"),
    )
    command.options.add_argument(
        "--force", action="store_true", help=command.t("command.help_force")
    )


def _database(command: Parser) -> None:
    command.options.add_argument(
        "--db",
        type=Path,
        default=Path(os.environ.get("SYMBIO_DB", DATABASE)),
        metavar=command.t("command.metavar_db"),
        help=command.t("command.help_db", path=DATABASE),
    )


def _count(word: str) -> int:
    number = int(word)
    if number < 0:
        raise ValueError(word)
    return number
