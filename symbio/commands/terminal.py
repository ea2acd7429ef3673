"""Words for a terminal: sentences, plain tables, progress."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from symbio.errors import Problem
from symbio.locale import text

WRONG_INPUT = 1
USAGE = 2


def say(sentence: str) -> None:
    """Print a sentence to standard error, where it does not mix with results."""
    print(sentence, file=sys.stderr)


def say_problems(problems: Sequence[Problem], language: str) -> int:
    """Print one sentence per problem; the exit code of wrong input."""
    for problem in problems:
        say(problem.sentence(language))
    return WRONG_INPUT


def say_file_failure(error: OSError, language: str) -> int:
    """Print what the system refused; the exit code of wrong input."""
    rule = {
        FileNotFoundError: "file_not_found",
        PermissionError: "file_no_permission",
        IsADirectoryError: "file_is_folder",
    }.get(type(error), "file_failed")
    values = {"path": error.filename or "", "detail": error.strerror or str(error)}
    return say_problems([Problem(rule, values=values)], language)


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: set[int]) -> str:
    """Lines of a table for a terminal.

    Parameters
    ----------
    headers : sequence of str
        One per column.
    rows : sequence of sequences of str
        Cells as they are to be read.
    numbers : set of int
        Places of the columns that are set to the right.
    """
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    lines = []
    for cells in (headers, ["─" * width for width in widths], *rows):
        padded = (
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


class Progress:
    """One line on standard error that is written over; silent where nobody watches."""

    def __init__(self, language: str, stream: TextIO | None = None) -> None:
        """Write to `stream`, or to standard error."""
        self._language = language
        self._stream = stream or sys.stderr
        self._width = 0

    def __call__(self, share: float, what: str = "") -> None:
        """Show `share` of 1 as done, and what is being done."""
        if not self._stream.isatty():
            return
        line = text(self._language, "command.progress", percent=round(share * 100), what=what)
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)

    def close(self) -> None:
        """Wipe the line."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
