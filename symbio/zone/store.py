"""The store of one zone: a DuckDB file, one connection per process, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from symbio.zone import store_audit, store_rows
from symbio.zone.changes import Changes
from symbio.zone.rows import TABLES, Zone
from symbio.zone.store_access import AccessBook, Secret, Transaction, close_door, is_closed
from symbio.zone.store_audit import Batch, Written, last_batch, record
from symbio.zone.store_backup import copy_store, read_backup, replace_content, take_over
from symbio.zone.store_consent import ConsentBook
from symbio.zone.store_file import TIME_ZONE, OpenFile
from symbio.zone.store_texts import TextTable, put_synonyms, put_text, read_texts, take_back_texts
from symbio.zone.store_workshop import RoomBook

Book = TypeVar("Book")
_open: dict[Path, Store] = {}
_opening = threading.Lock()


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
    with _opening:
        # Asked at every look at the zone: a path that is a key needs no look at the disk.
        resolved = path if path in _open else Path(path).resolve()
        if resolved not in _open:
            _open[resolved] = Store(resolved)
        return _open[resolved]


class Store:
    """One open file. Every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Use `open_store`, which opens a file only once."""
        self.path = path
        self._revision, self._closed = 0, False
        self._file = OpenFile(path, then=self._look)
        self._last_read: tuple[int, Zone] | None = None
        self._books: dict[Any, Any] = {}

    def read(self) -> Zone:
        """All rows, as of one moment, sorted by key, in frames that are the caller's own.

        They are read anew only after a write.
        """
        kept = self._last_read
        if kept is None or kept[0] != self._revision:
            with self._file.transaction() as cursor:
                kept = last_batch(cursor), store_rows.read(cursor)
            self._last_read = kept
        # Copies on write: what a caller does to its frames stays with the caller.
        return Zone(**{name: frame.copy(deep=False) for name, frame in kept[1].tables().items()})

    def revision(self) -> int:
        """Number of the last write; kept in memory, so it may key any cache."""
        return self._revision

    def closed(self) -> bool:
        """Whether it holds, or ever held, rows that are neither synthetic nor public."""
        return self._closed

    def access(self) -> AccessBook:
        """Codes, accounts and sign-ins."""
        return self.book(AccessBook)

    def consents(self) -> ConsentBook:
        """What firms agreed to show each other, and their contacts."""
        return self.book(ConsentBook)

    def rooms(self) -> RoomBook:
        """Rooms of live workshops and their cards."""
        return self.book(RoomBook)

    def secret(self) -> bytes:
        """Thirty-two random bytes of this store, made when they are first asked for."""
        return self.book(Secret).value

    def reread(self) -> None:
        """Read anew what personal data was written past; rooms and quizzes write themselves."""
        for kind in (AccessBook, ConsentBook):
            self._books.pop(kind, None)

    def book(self, kind: Callable[[Transaction], Book]) -> Book:
        """A small table kept in memory, opened once; a long write holds no reader up."""
        if kind not in self._books:
            with self._file.writing:
                if kind not in self._books:
                    self._books[kind] = kind(self._transaction)
        found: Book = self._books[kind]
        return found

    def apply(
        self,
        changes: Changes,
        *,
        who: str,
        remove_gone: frozenset[str] = frozenset(),
        note: str = "",
        meant: Mapping[str, str] | None = None,
    ) -> Written:
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
        meant : mapping of text -> resource_id, optional
            Synonyms that are kept, and taken back, together with the rows.

        Returns
        -------
        Written
            Rows, and the number to take them back by; 0 where everything was stored already.

        Raises
        ------
        InputError
            A row names a firm or event that is not there, someone else changed the
            same rows since the comparison, or the disk is full. Nothing is written.
        """
        with self._write(Batch(who, "apply", note)) as (cursor, batch_id):
            count = store_rows.write(cursor, changes, batch_id, remove_gone)
            texts = put_synonyms(cursor, batch_id, dict(meant or {}))
            return Written(count, batch_id if count or texts else 0)

    def to_undo(self, note: str | None = None) -> int:
        """Number of the last write (of those with this note) that is not taken back; 0 if none."""
        with self._file.cursor() as cursor:
            return store_audit.last_to_undo(cursor, note)

    def undo(self, who: str, batch_id: int, *, note: str | None = None) -> int:
        """Take back a batch of rows, as long as it is the last one; the rows put back.

        Parameters
        ----------
        who : str
            Who takes it back; recorded as a batch of its own.
        batch_id : int
            From `apply` or `to_undo`; an InputError where another is the last by now.
        note : str, optional
            Only writes with exactly this note are looked at: those of one firm, say.
        """
        with self._file.writing:
            with self._file.cursor() as cursor:
                store_audit.check_last(cursor, batch_id, note)
            with self._write(Batch(who, "undo", undoes=batch_id)) as (cursor, own):
                changes = store_rows.taken_back(cursor, batch_id)
                count = store_rows.write(cursor, changes, own, TABLES)
                count += take_back_texts(cursor, batch_id, own)
        # Not under the lock of writing: phones take that of the cards first.
        self.rooms().take_back_firms(batch_id, set(self.read().firm["firm_id"]))
        return count

    def mappings(self) -> dict[str, str]:
        """Kept mappings: TOML text by name, sorted by name."""
        return self._texts("mapping")

    def save_mapping(self, name: str, toml_text: str, *, who: str = "") -> None:
        """Keep a mapping under `name`, over an older one of that name."""
        with self._write(Batch(who, "mapping")) as (cursor, batch_id):
            put_text(cursor, batch_id, "mapping", name, toml_text)

    def scenarios(self) -> dict[str, str]:
        """Kept scenarios: TOML text by name, sorted by name."""
        return self._texts("scenario")

    def save_scenario(self, name: str, toml_text: str, *, who: str = "") -> None:
        """Keep a scenario under `name`, over an older one of that name."""
        with self._write(Batch(who, "scenario")) as (cursor, batch_id):
            put_text(cursor, batch_id, "scenario", name, toml_text)

    def delete_scenario(self, name: str, *, who: str = "", note: str = "") -> int:
        """Delete a scenario; the number to take it back by, with its note; 0 where none was."""
        with self._write(Batch(who, "scenario", note)) as (cursor, batch_id):
            return batch_id if put_text(cursor, batch_id, "scenario", name, None) else 0

    def synonyms(self) -> tuple[tuple[str, str], ...]:
        """What this zone calls its resources: (text, resource_id), sorted by text."""
        return tuple(self._texts("synonym").items())

    def save_synonyms(self, meant: dict[str, str | None], *, who: str, note: str = "") -> int:
        """Keep that each text means its resource_id in this zone; None forgets the text.

        A text that differs from a kept one only in case, marks and blanks takes its place.

        Returns
        -------
        int
            Texts that are new, changed or forgotten.
        """
        with self._write(Batch(who, "synonym", note)) as (cursor, batch_id):
            return put_synonyms(cursor, batch_id, meant)

    def backup(self, directory: Path) -> Path:
        """Copy the store into `directory` while it is in use, and check the copy.

        Parameters
        ----------
        directory : Path
            An existing folder.

        Returns
        -------
        Path
            `<store>-backup-<date>-<time>.duckdb`.

        Raises
        ------
        InputError
            No such folder, no room, or no permission; nothing is left behind.
        """
        with self._file.writing, self._file.connected() as connection:
            return copy_store(connection, self.path, Path(directory), "backup")

    def restore(self, file: Path, *, who: str = "") -> Path:
        """Replace rows, mappings and scenarios by those of a backup, in one transaction.

        The store keeps its own history and adds the restore to it, so that it can be
        undone; a store that nothing was ever written to takes the backup's history.

        Parameters
        ----------
        file : Path
            A backup, of this program or an older one; it is not touched.
        who : str
            Who restores.

        Returns
        -------
        Path
            The safety copy of what was there before, beside the store.

        Raises
        ------
        InputError
            No such file, not a store, damaged, or of a newer program. Nothing is changed.
        """
        content = read_backup(Path(file))
        with self._file.writing, self._file.connected() as connection:
            safety = copy_store(connection, self.path, self.path.parent, "before-restore")
            with self._write(Batch(who, "restore", Path(file).name)) as (cursor, batch_id):
                if self._revision == 0:
                    take_over(cursor, content)
                else:
                    replace_content(cursor, content, batch_id)
        return safety

    def audit(self, limit: int = 100, offset: int = 0) -> pd.DataFrame:
        """What was changed, the last batch first; `limit` rows from `offset`.

        Returns
        -------
        DataFrame
            batch_id, at, who, note, table, key, action, before, after (JSON objects of
            whole rows); within a batch by table and key.
        """
        return self._frame(store_audit.AUDIT_PAGE, [limit, offset])

    def batches(self) -> pd.DataFrame:
        """All writes, the last first: batch_id, at, who, kind, note, undoes, rows."""
        return self._frame(store_audit.ALL_BATCHES, [])

    def close(self) -> None:
        """Close the file for the whole process; `open_store` opens it again."""
        with self._file.writing, _opening:
            _open.pop(self.path, None)
            self._file.close()

    @contextmanager
    def _write(self, batch: Batch) -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
        """A cursor in a transaction and the batch's number; one writer at a time."""
        with self._file.writing:
            with self._file.transaction() as cursor:
                yield cursor, last_batch(cursor) + 1
                # Asked again: a backup's history may have come in.
                record(cursor, last_batch(cursor) + 1, batch)
                revision = last_batch(cursor)
                closed = self._closed or close_door(cursor, datetime.now(UTC).replace(tzinfo=None))
            self._revision, self._closed = revision, closed

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction that is no write of rows; one writer at a time."""
        with self._file.writing, self._file.transaction() as cursor:
            yield cursor

    def _look(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """What is kept in memory of a file that was just opened."""
        self._revision = last_batch(cursor)
        self._closed = is_closed(cursor)

    def _texts(self, table: TextTable) -> dict[str, str]:
        with self._file.cursor() as cursor:
            return read_texts(cursor, table)

    def _frame(self, query: str, values: list[object]) -> pd.DataFrame:
        with self._file.cursor() as cursor:
            found = cursor.execute(query, values).df()
        return found.assign(at=found["at"].dt.tz_localize("UTC").dt.tz_convert(TIME_ZONE))
