"""What differs between two states of the tables, and writing it into their files."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from symbio.knowledge.check import KEYS
from symbio.knowledge.tables import FOLDER, NUMBERS, Knowledge

_CHAPTER = "chapter"
_Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Difference:
    """How one table differs: rows by their key."""

    table: str
    new: int
    changed: int
    gone: int

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.new or self.changed or self.gone)


@dataclass(frozen=True)
class _Line:
    """A row as it stands in a file."""

    path: Path
    cells: dict[str, str]
    written: str


def compare(before: Knowledge, after: Knowledge) -> list[Difference]:
    """How many rows of each table are new, changed and gone."""
    found = []
    for entry in fields(Knowledge):
        old, new = (_keyed(getattr(one, entry.name), entry.name) for one in (before, after))
        both = old.keys() & new.keys()
        found.append(
            Difference(
                entry.name,
                new=len(new.keys() - old.keys()),
                changed=sum(old[key] != new[key] for key in both),
                gone=len(old.keys() - new.keys()),
            )
        )
    return found


def _keyed(frame: pd.DataFrame, name: str) -> dict[_Key, dict[str, Any]]:
    """Rows by key; numbers that are not known are None."""
    plain = frame.astype("object").where(frame.notna(), None)
    records: list[dict[str, Any]] = plain.to_dict("records")  # type: ignore[assignment]
    return {_key(row, name): row for row in records}


def _key(row: dict[str, Any], name: str) -> _Key:
    return tuple(row[column] for column in KEYS[name])


def write(before: Knowledge, after: Knowledge, folder: Path = FOLDER) -> list[Path]:
    """Write the tables that differ into the CSV files of `folder`, one a chapter.

    All of it is written or nothing: drafts take the place of the files at the end, and
    where one cannot the others are put back. Lines of rows that did not change stay as
    they are, byte for byte; so do the cells that did not change in the others. Rows stay in
    their order where a sheet was sorted, and new ones come last then.

    Returns
    -------
    list of Path
        The files written.
    """
    drafts: dict[Path, Path] = {}
    try:
        for difference in filter(None, compare(before, after)):
            name = difference.table
            for path, content in _contents(getattr(after, name), name, folder).items():
                drafts[path] = path.with_suffix(".draft")
                drafts[path].write_text(content, encoding="utf-8", newline="")
        _exchange(drafts)
    finally:
        for draft in drafts.values():
            with suppress(OSError):  # what failed is said already
                draft.unlink(missing_ok=True)
    return list(drafts)


def _exchange(drafts: dict[Path, Path]) -> None:
    """Put each draft in the place of its file; of none where one is locked, as by Excel."""
    stood: dict[Path, bytes | None] = {}
    try:
        for path, draft in drafts.items():
            before = path.read_bytes() if path.exists() else None
            draft.replace(path)
            stood[path] = before
    except OSError:
        for path, content in stood.items():
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content)
        raise


def _contents(frame: pd.DataFrame, name: str, folder: Path) -> dict[Path, str]:
    """The files of a table that differ from what stands there, with what belongs there."""
    paths = sorted((folder / name).glob("*.csv")) if _CHAPTER in frame else [folder / f"{name}.csv"]
    heads: dict[Path, str] = {}
    lines: dict[_Key, _Line] = {}
    for path in paths:
        head, *body = _lines(path)
        heads[path] = head.written
        lines |= {_key(line.cells, name): line for line in body}
    rows = _keyed(frame, name)
    kept = [key for key in lines if key in rows]
    if kept != [key for key in rows if key in lines]:  # the sheet was sorted
        rows = {key: rows[key] for key in (*kept, *(key for key in rows if key not in lines))}
    written = {path: [head] for path, head in heads.items()}
    columns = [str(column) for column in frame if column != _CHAPTER]
    for key, row in rows.items():
        path = folder / name / f"{row[_CHAPTER]}.csv" if _CHAPTER in row else paths[0]
        text = _written({column: row[column] for column in columns}, lines.get(key), name)
        written.setdefault(path, [_joined(columns)]).append(text)
    contents = {path: "".join(parts) for path, parts in written.items()}
    return {
        path: content
        for path, content in contents.items()
        if not path.exists() or path.read_bytes() != content.encode()
    }


def _lines(path: Path) -> Iterator[_Line]:
    """The headings and rows of a CSV, each with the text that it is written in.

    As the loader reads it: without the mark that some programs begin a file with, and
    without blank lines.
    """
    taken: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:

        def noted() -> Iterator[str]:
            for line in file:
                taken.append(line if line.endswith("\n") else f"{line}\n")
                yield line

        headings: list[str] = []
        for cells in csv.reader(noted()):
            headings = headings or cells
            if cells:
                yield _Line(path, dict(zip(headings, cells, strict=True)), "".join(taken))
            taken.clear()


def _written(row: dict[str, Any], line: _Line | None, name: str) -> str:
    """The line of a row: as it stood, or with the cells as they stood that did not change."""
    cells = {}
    for column, value in row.items():
        stood = line.cells.get(column) if line else None
        cells[column] = _spelled(value, stood, is_number=column in NUMBERS[name])
    if line and cells == line.cells:
        return line.written
    return _joined(list(cells.values()))


def _spelled(value: Any, stood: str | None, *, is_number: bool) -> str:
    """A cell; a number that did not change keeps the digits it had."""
    if not is_number:
        return str(value)
    if value is None:
        return ""
    return stood if stood and float(stood) == value else f"{value:.12g}"


def _joined(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
