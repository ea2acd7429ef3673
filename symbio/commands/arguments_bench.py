"""The words after `python -m symbio bench`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from symbio.commands.parser import Parser

# Name -> module whose `measure` returns the lines.
BENCHMARKS = {
    "matching": "symbio.bench.matching",
    "national": "symbio.bench.national",
    "pages": "symbio.bench.pages",
    "visit": "symbio.bench.visit",
    "import": "symbio.bench.importing",
    "knowledge": "symbio.bench.knowledge",
    "workshop": "symbio.bench.workshop",
}
# Whose `measure` takes how many minutes.
TIMED = {"workshop"}
# Whose `missed` says line by line what was wrong.
DETAILS = {"knowledge": "symbio.bench.knowledge:missed"}
_MINUTES = 10


def fill(command: Parser, count: Callable[[str], int]) -> None:
    """Add the names of benchmarks and their options.

    Parameters
    ----------
    count : callable
        Reads a whole number.
    """
    t = command.t
    command.set_defaults(run="symbio.commands.bench:print_bench")
    command.needed.add_argument(
        "names",
        nargs="*",
        choices=list(BENCHMARKS),
        metavar=t("command.metavar_bench"),
        help=t("command.help_bench", names=", ".join(BENCHMARKS)),
    )
    command.options.add_argument(
        "--json", type=Path, metavar=t("command.metavar_json"), help=t("command.help_json")
    )
    command.options.add_argument(
        "--minutes",
        type=count,
        default=_MINUTES,
        metavar=t("command.metavar_minutes"),
        help=t("command.help_minutes", names=", ".join(sorted(TIMED))),
    )
