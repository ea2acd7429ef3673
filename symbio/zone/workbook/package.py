"""What an .xlsx holds, looked at before it is opened: too much, damage, cells without a value."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

from symbio.zone.workbook.sheet import Fault, column_number

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO = 200  # a sheet of equal rows reaches about 100
RATIO_COUNTS_FROM_BYTES = 50 * 1024 * 1024
MAX_PARTS = 10_000
MAX_CELLS = 12_000_000  # the reader keeps every cell up to the last row and column
# What zipfile raises when the archive is not what it says; ValueError is a place before its start.
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_CHUNK = 1 << 20
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")
# Some programs write a prefix before every element: <x:c>.
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=\"e\"[^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


class PackageError(Exception):
    """The file is not to be opened; `rule` names the sentence that says why."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Package:
    """Cells without a value, by sheet name and place (row, column) from 0."""

    faults: dict[str, dict[tuple[int, int], Fault]]


def inspect(data: bytes) -> Package:
    """Look through the parts of an .xlsx without building a sheet.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Package

    Raises
    ------
    PackageError
        file_damaged, file_not_excel, file_bomb or file_too_many_cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect(archive, len(data))
    except _DAMAGES as error:
        raise PackageError("file_damaged") from error
    except RuntimeError as error:  # zipfile: the part is encrypted
        raise PackageError("file_password") from error


def _inspect(archive: zipfile.ZipFile, packed_bytes: int) -> Package:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if _BOOK not in names:
        raise PackageError("file_not_excel")
    declared = sum(part.file_size for part in parts)
    too_dense = declared > RATIO_COUNTS_FROM_BYTES and declared > MAX_RATIO * packed_bytes
    if declared > MAX_UNPACKED_BYTES or too_dense or len(parts) > MAX_PARTS:
        raise PackageError("file_bomb")
    left = MAX_UNPACKED_BYTES
    sheets: dict[str, dict[tuple[int, int], Fault]] = {}
    small: dict[str, bytes] = {}
    for part in parts:
        content, size = _unpack(archive, part, left)
        left -= size
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            _check_extent(content)
            sheets[part.filename] = _faults(content)
        elif part.filename in (_BOOK, _RELATIONS):
            small[part.filename] = content
    return Package(_by_name(small, sheets))


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> tuple[bytes, int]:
    """The content of a part, whatever size it claims to have, and how large it really is."""
    honest = copy.copy(part)
    honest.file_size = left + 2 * _CHUNK  # beyond it zipfile would stop and call it damaged
    pieces, size = [], 0
    with archive.open(honest) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise PackageError("file_bomb")
            pieces.append(piece)
    return b"".join(pieces), size


def _check_extent(sheet: bytes) -> None:
    columns: set[bytes] = set()
    last_row = 0
    for letters, digits in set(_PLACE.findall(sheet)):
        columns.add(letters)
        last_row = max(last_row, int(digits))
    width = max((column_number(letters.decode()) + 1 for letters in columns if letters), default=1)
    if width * last_row > MAX_CELLS:
        raise PackageError("file_too_many_cells")


def _faults(sheet: bytes) -> dict[tuple[int, int], Fault]:
    """Cells that hold an error or a formula without a result."""
    found: dict[tuple[int, int], Fault] = {}
    for attributes, inside in _ERROR_CELL.findall(sheet):
        value = _VALUE.search(inside)
        shown = value.group(1).decode("utf-8", "replace") if value else "#?"
        _note(found, attributes, Fault("cell_error", shown))
    for attributes, formula in _EMPTY_FORMULA.findall(sheet):
        if b't="str"' not in attributes:  # a formula whose result is an empty text
            shown = "=" + formula.decode("utf-8", "replace")[:80]
            _note(found, attributes, Fault("cell_not_calculated", shown))
    return found


def _note(found: dict[tuple[int, int], Fault], attributes: bytes, fault: Fault) -> None:
    place = _PLACE.search(attributes)
    if place and place.group(1):
        found[int(place.group(2)) - 1, column_number(place.group(1).decode())] = fault


def _by_name(
    small: dict[str, bytes], sheets: dict[str, dict[tuple[int, int], Fault]]
) -> dict[str, dict[tuple[int, int], Fault]]:
    """Faults by the name of the sheet instead of its part."""
    try:
        book = ElementTree.fromstring(small[_BOOK])
        relations = ElementTree.fromstring(small.get(_RELATIONS, b"<none/>"))
    except ElementTree.ParseError as error:
        raise PackageError("file_damaged") from error
    targets = {entry.get("Id"): entry.get("Target", "") for entry in relations}
    named = {}
    for entry in book.iterfind(".//{*}sheet"):
        link = next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")
        target = targets.get(link, "")
        part = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
        if target.startswith("/"):
            part = target.lstrip("/")
        named[entry.get("name", "")] = sheets.get(part, {})
    return named
