"""CSV as offices write it: which letters, which separator, then rows of text."""

from __future__ import annotations

import csv
import io

from symbio.errors import InputError, Problem

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATORS = ";\t,|"
_LOOKED_AT = 20  # lines


def read_rows(name: str, data: bytes) -> list[list[str]]:
    """Rows of a CSV in UTF-8, UTF-16 or Windows Turkish, separated by ; , tab or |.

    Raises
    ------
    InputError
        It is no text, or its quotation marks do not close.
    """
    text = decode(name, data)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[-1], "\n" + rest
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator or find_separator(text), strict=True
    )
    try:
        return [list(line) for line in lines]
    except csv.Error as error:
        problem = Problem("csv_broken", file=name, row=lines.line_num, value=str(error))
        raise InputError(problem) from error


def decode(name: str, data: bytes) -> str:
    """The text of the file.

    Raises
    ------
    InputError
        It is no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode(name, data, encoding)
    if b"\0" in data:
        raise InputError(Problem("file_not_text", file=name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(name, data, "cp1254")


def _decode(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(Problem("file_not_text", file=name)) from error


def find_separator(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of parts, two or more."""
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    best, best_score = ";", (0, 0)
    for sign in _SEPARATORS:
        parts = [_outside_quotes(line).count(sign) for line in lines]
        usual = max(set(parts), key=parts.count, default=0)
        score = (parts.count(usual) if usual else 0, usual)
        if score > best_score:
            best, best_score = sign, score
    return best


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
