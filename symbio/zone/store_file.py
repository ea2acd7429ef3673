"""The file under the store: opening it, its settings, its migrations, its failures."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from symbio.errors import InputError, Problem

MIGRATIONS = Path(__file__).with_name("migrations")
# One phone in a room of a hundred must not take the machine: DuckDB's own default
# is 80 % of its memory.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
TIME_ZONE = "Europe/Istanbul"
# What DuckDB or the system below it says -> the rule of the sentence we say.
_FAILURES = (
    (r"Conflicting lock is held|Could not set lock|being used by another process", "store_held"),
    (r"No space left on device|File too large|[Dd]isk quota exceeded", "store_full"),
    (
        r"Read-only file system|Permission denied|Operation not permitted|read-only",
        "store_read_only",
    ),
    (r"version number \d+, can only read|newer version of DuckDB", "store_newer"),
    (r"Is a directory", "store_is_folder"),
    (r"not a valid DuckDB database file", "store_foreign"),
    (r"Corrupt|checksum|Could not read enough bytes|Serialization|invalidated", "store_damaged"),
    (r"Constraint Error", "store_refused"),
)


class OpenFile:
    """A store's file while it is open. Every method may be called from any thread.

    Attributes
    ----------
    writing : RLock
        Held by whoever writes: one writer at a time.
    """

    def __init__(self, path: Path, *, then: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        """Open the file; `then` looks at it now, and whenever it has to be opened anew."""
        self.writing = threading.RLock()
        self._path = path
        self._then = then
        self._opening = threading.Lock()
        self._is_closed = False
        self._connection = connect(path)
        self._look()

    @contextmanager
    def connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Say failures in sentences; open the file anew after one that ended the connection."""
        connection = self._connection
        try:
            with failures_named(self._path):
                yield connection
        except InputError as error:
            # A full disk at a checkpoint leaves the file whole but the connection dead.
            if isinstance(error.__cause__, duckdb.FatalException | duckdb.ConnectionException):
                self._open_anew(connection)
            raise

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one query."""
        with self.connected() as connection, connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction."""
        with self.connected() as connection, transaction(connection) as cursor:
            yield cursor

    def close(self) -> None:
        """Close it for good."""
        with self._opening:
            self._is_closed = True
            self._connection.close()

    def _open_anew(self, dead: duckdb.DuckDBPyConnection) -> None:
        with self._opening:
            if self._connection is dead and not self._is_closed:
                dead.close()
                self._connection = connect(self._path)
                self._look()

    def _look(self) -> None:
        with failures_named(self._path), self._connection.cursor() as cursor:
            self._then(cursor)


def connect(
    path: Path, *, shown: Path | None = None, create: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open the file at `path` with our settings and bring its tables up to date.

    Parameters
    ----------
    path : Path
        A DuckDB file; a new one is made where there is none.
    shown : Path, optional
        The file that sentences name, where `path` is only a copy of it.
    create : bool
        Whether a file without our tables gets them; else it is refused.

    Returns
    -------
    DuckDBPyConnection
        Take a cursor per query from it.

    Raises
    ------
    InputError
        No such folder, held by another process, read-only, damaged, not ours, or newer.
    """
    if not path.parent.is_dir():
        problem = Problem("store_no_folder", values={"path": path, "folder": path.parent})
        raise InputError(problem)
    shown = shown or path
    with failures_named(shown):
        connection = duckdb.connect(str(path), config=_SETTINGS | {"temp_directory": f"{path}.tmp"})
        try:
            connection.execute(f"SET GLOBAL TimeZone = '{TIME_ZONE}'").fetchall()
            migrate(connection, shown, MIGRATIONS, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def migrate(
    connection: duckdb.DuckDBPyConnection, path: Path, folder: Path, *, create: bool = True
) -> None:
    """Run every script of `folder` that has not run yet, in order, each in a transaction.

    Raises
    ------
    InputError
        The file has run scripts that this program does not have, or it holds
        tables but is no store of ours.
    duckdb.Error
        A script failed; it and the ones after it left nothing.
    """
    scripts = {int(script.name.split("_")[0]): script for script in sorted(folder.glob("*.sql"))}
    done = _level(connection, path)
    if not (done or create):
        raise InputError(Problem("store_foreign", values={"path": path}))
    if done - scripts.keys():
        raise InputError(Problem("store_newer", values={"path": path}))
    for number, script in scripts.items():
        if number in done:
            continue
        with transaction(connection) as cursor:
            for statement in duckdb.extract_statements(script.read_text(encoding="utf-8")):
                cursor.execute(statement).fetchall()
            cursor.execute("INSERT INTO migration VALUES (?, ?)", [number, script.stem]).fetchall()


def _level(connection: duckdb.DuckDBPyConnection, path: Path) -> set[int]:
    """Numbers of the migrations that the file has run; makes their table in an empty file."""
    with connection.cursor() as cursor:
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
        tables = {name for (name,) in cursor.execute(query).fetchall()}
        if "migration" in tables:
            return {
                number for (number,) in cursor.execute("SELECT number FROM migration").fetchall()
            }
        if tables:
            raise InputError(Problem("store_foreign", values={"path": path}))
        cursor.execute(
            "CREATE TABLE migration (number BIGINT PRIMARY KEY, name VARCHAR NOT NULL)"
        ).fetchall()
    return set()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor in a transaction; committed at the end, rolled back after an error."""
    with connection.cursor() as cursor:
        cursor.begin()
        try:
            yield cursor
            cursor.commit()
        except BaseException:
            # A commit that failed has already ended the transaction.
            with suppress(duckdb.Error):
                cursor.rollback()
            raise


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn what DuckDB says into a sentence for a person.

    Raises
    ------
    InputError
        For everything DuckDB raises; with its own words where we have no better ones.
    """
    try:
        yield
    except duckdb.Error as error:
        raise InputError(_problem(str(error), path)) from error


def _problem(message: str, path: Path) -> Problem:
    rule = next((rule for sign, rule in _FAILURES if re.search(sign, message)), "store_failed")
    holder = re.search(r"PID (\d+)", message)
    detail = message.splitlines()[0]
    values = {"path": path, "pid": holder[1] if holder else "?", "detail": detail}
    return Problem(rule, values=values)
