"""Copies of a store that is in use, and the way back from one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import duckdb
import pandas as pd

from symbio.errors import InputError, Problem
from symbio.zone import store_rows
from symbio.zone.changes import compare
from symbio.zone.rows import TABLES, Zone
from symbio.zone.store_file import connect, failures_named
from symbio.zone.store_texts import TEXT_TABLES, put_text, read_texts

# Every table that holds something of the zone; the migrations are the program's own.
# Codes and sign-ins do not come back from a backup: one that was revoked would open again.
_ALL_TABLES = (*TABLES, "batch", "audit", *TEXT_TABLES, "closed_door")


@dataclass(frozen=True)
class Content:
    """What a backup holds: the zone, the texts, and all its tables as they lie."""

    zone: Zone
    texts: dict[str, dict[str, str]]
    tables: dict[str, pd.DataFrame]


def copy_store(
    connection: duckdb.DuckDBPyConnection, path: Path, directory: Path, word: str
) -> Path:
    """Copy the open file into `directory` and check that the copy opens and is whole.

    Parameters
    ----------
    connection : DuckDBPyConnection
        The open store; nobody may write meanwhile.
    path : Path
        Its file.
    directory : Path
        Where the copy goes.
    word : str
        Stands in the copy's name between the store's name and the time.

    Returns
    -------
    Path
        `<store>-<word>-<date>-<time>.duckdb`; a copy that failed leaves nothing.

    Raises
    ------
    InputError
        No such folder, no room, or no permission.
    """
    if not directory.is_dir():
        raise InputError(Problem("store_no_folder", values={"path": path, "folder": directory}))
    target = _free_name(directory, f"{path.stem}-{word}-{datetime.now():%Y-%m-%d-%H%M%S}")
    draft = target.with_name(f".{target.name}.part")
    try:
        with failures_named(target):
            _copy(connection, draft)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
        Path(f"{draft}.wal").unlink(missing_ok=True)
    return target


def read_backup(file: Path) -> Content:
    """Read a backup without touching it; one of an older program is brought up to date.

    Raises
    ------
    InputError
        No such file, not a store, damaged, or of a newer program.
    """
    if not file.is_file():
        raise InputError(Problem("store_no_file", values={"path": file}))
    with tempfile.TemporaryDirectory(prefix="symbio-") as folder:
        copy = Path(folder) / "backup.duckdb"
        shutil.copyfile(file, copy)
        log = Path(f"{file}.wal")  # of a store that was not closed
        if log.exists():
            shutil.copyfile(log, f"{copy}.wal")
        connection = connect(copy, shown=file, create=False)
        try:
            with failures_named(file), connection.cursor() as cursor:
                return Content(
                    zone=store_rows.read(cursor),
                    texts={table: read_texts(cursor, table) for table in TEXT_TABLES},
                    tables={
                        table: cursor.execute(f"SELECT * FROM {table}").df()
                        for table in _ALL_TABLES
                    },
                )
        finally:
            connection.close()


def take_over(cursor: duckdb.DuckDBPyConnection, content: Content) -> None:
    """Fill a store that nothing was ever written to, history included."""
    for table, frame in content.tables.items():
        cursor.register("handed", frame)
        columns = ", ".join(frame.columns)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM handed").fetchall()
        cursor.unregister("handed")


def replace_content(cursor: duckdb.DuckDBPyConnection, content: Content, batch_id: int) -> int:
    """Make rows and texts those of the backup; the store keeps its own history.

    Returns
    -------
    int
        Rows and texts changed, each with its audit row.
    """
    changes = compare(store_rows.read(cursor), content.zone.tables())
    count = store_rows.write(cursor, changes, batch_id, TABLES)
    for table in TEXT_TABLES:
        wanted = content.texts[table]
        for name in sorted(wanted.keys() | read_texts(cursor, table).keys()):
            count += put_text(cursor, batch_id, table, name, wanted.get(name))
    return count


def _free_name(directory: Path, stem: str) -> Path:
    """`stem`.duckdb, or with a number where there is one of the same second."""
    target, number = directory / f"{stem}.duckdb", 2
    while target.exists():
        target, number = directory / f"{stem}-{number}.duckdb", number + 1
    return target


def _copy(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    with connection.cursor() as cursor:
        [(source,)] = cursor.execute("SELECT current_database()").fetchall()
        before = _counts(cursor, source)
        with _attached(cursor, draft) as copy:
            cursor.execute(f'COPY FROM DATABASE "{source}" TO {copy}').fetchall()
        with _attached(cursor, draft, "(READ_ONLY)") as copy:
            if _counts(cursor, copy) != before:
                raise duckdb.IOException("Corrupt copy: its rows are not those of the store")


def _counts(cursor: duckdb.DuckDBPyConnection, database: str) -> list[int]:
    return [
        cursor.execute(f'SELECT count(*) FROM "{database}".{table}').fetchall()[0][0]
        for table in ("migration", *_ALL_TABLES)
    ]


@contextmanager
def _attached(cursor: duckdb.DuckDBPyConnection, file: Path, option: str = "") -> Iterator[str]:
    """A second file of the same process, under a name that nobody else has."""
    name = f"copy_{uuid4().hex}"
    quoted = str(file).replace("'", "''")  # ATTACH takes no parameters
    cursor.execute(f"ATTACH '{quoted}' AS {name} {option}").fetchall()
    try:
        yield name
    finally:
        cursor.execute(f"DETACH {name}").fetchall()
