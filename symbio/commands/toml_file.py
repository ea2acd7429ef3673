"""A TOML file that a command was given."""

from __future__ import annotations

from pathlib import Path

from symbio.errors import InputError, Problem
from symbio.zone.workbook import SourceFile


def toml_text(path: Path) -> str:
    """The text of the file; a byte order mark, as Notepad writes it, is left out.

    Raises
    ------
    InputError
        No such file, it may not be read, or it is not in UTF-8.
    """
    try:
        return SourceFile.at(path).data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Problem("toml_not_utf8", file=path.name)) from error
