"""What a file is made of once it is open: sheets of cells, each cell where it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from symbio.errors import InputError, Problem

MAX_FILE_BYTES = 20 * 1024 * 1024  # as server.maxUploadSize in .streamlit/config.toml


@dataclass(frozen=True)
class Fault:
    """A cell without a value: an error like #REF!, or a formula never calculated."""

    rule: str
    shown: str

    def __str__(self) -> str:
        return self.shown


CellValue = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Fault


@dataclass(frozen=True)
class SourceFile:
    """A file as it was given: by upload or from a path."""

    name: str
    data: bytes

    @classmethod
    def at(cls, path: Path) -> SourceFile:
        """The file at `path`; one that is too large is read only as far as that shows.

        Raises
        ------
        InputError
            There is no such file, or it may not be read.
        """
        try:
            with path.open("rb") as stream:
                return cls(path.name, stream.read(MAX_FILE_BYTES + 1))
        except FileNotFoundError as error:
            raise InputError(Problem("file_not_found", values={"path": path})) from error
        except OSError as error:
            values: dict[str, object] = {"path": path, "detail": error.strerror}
            raise InputError(Problem("file_failed", values=values)) from error


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of a workbook, or a whole CSV file.

    Attributes
    ----------
    file, name : str
        Where it came from.
    rows : list of list of CellValue
        rows[0] is row 1 of the sheet; an empty cell is "". Merged cells are filled.
    merged : mapping (row, column) -> (row, column)
        Cells that were filled from the first cell of their merged range; from 0.
    """

    file: str
    name: str
    rows: list[list[CellValue]]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def headers(self, header_row: int) -> list[str]:
        """The headings in row `header_row` (from 1), "" where a cell is empty."""
        if not 1 <= header_row <= len(self.rows):
            return []
        return [heading(cell) for cell in self.rows[header_row - 1]]

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


def heading(cell: CellValue) -> str:
    """A heading as one line of text: 2019.0 is "2019"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def column_letters(column: int) -> str:
    """The name Excel gives to column `column` (from 0): A, B, …, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The place (from 0) of the column that Excel calls `letters`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
