"""The store of one zone: a DuckDB file, one connection per process, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from symbio.zone import store_rows
from symbio.zone.changes import Changes
from symbio.zone.rows import TABLES, Zone
from symbio.zone.store_file import connect, failures_named, transaction
from symbio.zone.store_rows import Batch

_open: dict[Path, Store] = {}
_opening = threading.Lock()
# Batches of rows; the others keep texts and are not taken back by `undo`.
_ROW_KINDS = ("apply", "restore")


def open_store(path: Path) -> Store:
    """The store at `path`, opened once per process and shared by all threads.

    Parameters
    ----------
    path : Path
        A DuckDB file; a new one is made where there is none.

    Returns
    -------
    Store
        The same object for the same file until it is closed.

    Raises
    ------
    InputError
        No such folder, held by another process, read-only, damaged, not ours, or newer.
    """
    resolved = Path(path).resolve()
    with _opening:
        if resolved not in _open:
            _open[resolved] = Store(resolved, connect(resolved))
        return _open[resolved]


class Store:
    """One open file. Every method may be called from any thread."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        """Use `open_store`, which opens a file only once."""
        self.path = path
        self._connection = connection
        self._writing = threading.RLock()
        self._revision = self._count("SELECT coalesce(max(batch_id), 0) FROM batch")

    def read(self) -> Zone:
        """All rows, as of one moment, sorted by key.

        Returns
        -------
        Zone
            Six frames that follow the field dictionary.
        """
        with failures_named(self.path), transaction(self._connection) as cursor:
            return store_rows.read(cursor)

    def revision(self) -> int:
        """Number of the last write; kept in memory, so it may key any cache."""
        return self._revision

    def apply(
        self,
        changes: Changes,
        *,
        who: str,
        remove_gone: frozenset[str] = frozenset(),
        note: str = "",
    ) -> int:
        """Write `changes` in one transaction, with an audit row for each row written.

        Parameters
        ----------
        changes : Changes
            From `changes.compare` with what the store holds.
        who : str
            Who answers for it.
        remove_gone : frozenset of table names
            Tables whose gone rows are deleted too; what belongs to a deleted
            firm or event goes with it.
        note : str
            Why, or which file.

        Returns
        -------
        int
            Rows inserted, updated and deleted; 0 where everything was stored already.

        Raises
        ------
        InputError
            A row names a firm or event that is not there, someone else changed the
            same rows since the comparison, or the disk is full. Nothing is written.
        """
        with self._write() as cursor:
            return store_rows.write(cursor, changes, Batch(who, "apply", note), remove_gone)

    def undo(self, who: str) -> int:
        """Take back the last batch of rows that is not taken back yet.

        Parameters
        ----------
        who : str
            Who takes it back; recorded as a batch of its own.

        Returns
        -------
        int
            Rows put back; 0 where nothing is left to take back.
        """
        with self._write() as cursor:
            marks = ", ".join("?" for _ in _ROW_KINDS)
            [(last,)] = cursor.execute(
                f"SELECT max(batch_id) FROM batch WHERE kind IN ({marks}) AND batch_id NOT IN "
                "(SELECT undoes FROM batch WHERE undoes IS NOT NULL)",
                list(_ROW_KINDS),
            ).fetchall()
            if last is None:
                return 0
            batch = Batch(who, "undo", undoes=last)
            return store_rows.write(cursor, store_rows.taken_back(cursor, last), batch, TABLES)

    def audit(self, limit: int = 100, offset: int = 0) -> pd.DataFrame:
        """What was changed, the last batch first.

        Parameters
        ----------
        limit, offset : int
            Which page of the list [row].

        Returns
        -------
        DataFrame
            batch_id, at, who, note, table, key, action, before, after (JSON objects of
            whole rows); within a batch by table and key.
        """
        return self._frame(
            "SELECT audit.batch_id, batch.made_at AS at, batch.who, batch.note, "
            'audit.table_name AS "table", audit.row_key AS "key", audit.action, '
            'audit.row_before AS "before", audit.row_after AS "after" '
            "FROM audit JOIN batch ON batch.batch_id = audit.batch_id "
            "ORDER BY audit.batch_id DESC, audit.table_name, audit.row_key LIMIT ? OFFSET ?",
            [limit, offset],
        )

    def batches(self) -> pd.DataFrame:
        """All writes, the last first: batch_id, at, who, kind, note, undoes, rows."""
        return self._frame(
            "SELECT batch.batch_id, batch.made_at AS at, batch.who, batch.kind, batch.note, "
            'batch.undoes, count(audit.batch_id) AS "rows" '
            "FROM batch LEFT JOIN audit ON audit.batch_id = batch.batch_id "
            "GROUP BY batch.batch_id, batch.made_at, batch.who, batch.kind, batch.note, "
            "batch.undoes ORDER BY batch.batch_id DESC",
            [],
        )

    def close(self) -> None:
        """Close the file for the whole process; `open_store` opens it again."""
        with _opening, self._writing:
            _open.pop(self.path, None)
            self._connection.close()

    @contextmanager
    def _write(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction; one writer at a time. Moves the revision on."""
        with self._writing, failures_named(self.path):
            with transaction(self._connection) as cursor:
                yield cursor
            self._revision = self._count("SELECT coalesce(max(batch_id), 0) FROM batch")

    def _count(self, query: str) -> int:
        with self._connection.cursor() as cursor:
            [(number,)] = cursor.execute(query).fetchall()
        return int(number)

    def _frame(self, query: str, values: list[object]) -> pd.DataFrame:
        with failures_named(self.path), self._connection.cursor() as cursor:
            return cursor.execute(query, values).df()
