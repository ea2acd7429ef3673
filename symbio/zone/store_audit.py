"""Who wrote what and when: batches, one per write, and their audit rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import duckdb

from symbio.errors import InputError, Problem
from symbio.zone.store_access import Transaction

Kind = Literal["apply", "undo", "restore", "mapping", "scenario", "synonym"]

AUDIT_PAGE = """
    SELECT audit.batch_id, batch.made_at AS "at", batch.who, batch.note,
        audit.table_name AS "table", audit.row_key AS "key", audit.action,
        audit.row_before AS "before", audit.row_after AS "after"
    FROM audit JOIN batch ON batch.batch_id = audit.batch_id
    ORDER BY audit.batch_id DESC, audit.table_name, audit.row_key
    LIMIT ? OFFSET ?
"""
ALL_BATCHES = """
    SELECT batch.batch_id, batch.made_at AS "at", batch.who, batch.kind, batch.note,
        batch.undoes, count(audit.batch_id) AS "rows"
    FROM batch LEFT JOIN audit ON audit.batch_id = batch.batch_id
    GROUP BY batch.batch_id, batch.made_at, batch.who, batch.kind, batch.note, batch.undoes
    ORDER BY batch.batch_id DESC
"""
# A write of mappings is not taken back, nor is an undo; one of scenarios only where it is
# asked for by its note, so that it stands in no import's way.
_LAST_TO_UNDO = """
    SELECT coalesce(max(batch_id), 0) FROM batch
    WHERE (kind IN ('apply', 'restore', 'synonym') OR (kind = 'scenario' AND ? IS NOT NULL))
        AND batch_id IN (SELECT batch_id FROM audit)
        AND batch_id NOT IN (SELECT undoes FROM batch WHERE undoes IS NOT NULL)
        AND (? IS NULL OR note = ?)
"""
# A row that an undo or a restore took out counts as never written; one that somebody
# deleted does not.
_ONCE_WRITTEN = """
    SELECT row_key FROM (
        SELECT audit.row_key, arg_max(audit.action, audit.batch_id) AS action,
            arg_max(batch.kind, audit.batch_id) AS kind
        FROM audit JOIN batch ON batch.batch_id = audit.batch_id
        WHERE audit.table_name = ? AND starts_with(audit.row_key, ?)
        GROUP BY audit.row_key
    )
    WHERE NOT (action = 'delete' AND kind IN ('undo', 'restore'))
"""


@dataclass(frozen=True)
class Batch:
    """Who writes, what kind of write, what for, and which batch it takes back."""

    who: str
    kind: Kind
    note: str = ""
    undoes: int | None = None


def last_batch(cursor: duckdb.DuckDBPyConnection) -> int:
    """Number of the last write, 0 in a store that nothing was written to."""
    [(last,)] = cursor.execute("SELECT coalesce(max(batch_id), 0) FROM batch").fetchall()
    return int(last)


@dataclass(frozen=True)
class Written:
    """What a write came to: rows inserted, updated and deleted, and its batch; 0 for none."""

    rows: int
    batch_id: int


def last_to_undo(cursor: duckdb.DuckDBPyConnection, note: str | None) -> int:
    """Number of the last batch of rows that is not taken back yet, 0 if there is none.

    With a `note`, of the batches with exactly that note.
    """
    [(last,)] = cursor.execute(_LAST_TO_UNDO, [note, note, note]).fetchall()
    return int(last)


def check_last(cursor: duckdb.DuckDBPyConnection, batch_id: int, note: str | None) -> None:
    """Refuse to take back a batch that is not, or not any more, the last one.

    Raises
    ------
    InputError
        Something was written since, or it was taken back.
    """
    if not batch_id or batch_id != last_to_undo(cursor, note):
        raise InputError(Problem("store_undo_meanwhile"))


class WrittenBook:
    """Says what was ever written, through the store's own transactions."""

    def __init__(self, transaction: Transaction) -> None:
        """Use the store's transactions."""
        self._transaction = transaction

    def once(self, table: str, prefix: str) -> frozenset[str]:
        """Keys that begin with `prefix`, of rows that were written and not taken back.

        A row that somebody deleted later was written once.
        """
        with self._transaction() as cursor:
            found = cursor.execute(_ONCE_WRITTEN, [table, prefix]).fetchall()
        return frozenset(str(key) for (key,) in found)


def record(cursor: duckdb.DuckDBPyConnection, batch_id: int, batch: Batch) -> None:
    """Write the batch's own row; not where it changed nothing, unless it restored."""
    [(rows,)] = cursor.execute(
        "SELECT count(*) FROM audit WHERE batch_id = ?", [batch_id]
    ).fetchall()
    if not rows and batch.kind != "restore":
        return
    cursor.execute(
        "INSERT INTO batch (batch_id, made_at, who, kind, note, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        [
            batch_id,
            datetime.now(UTC).replace(tzinfo=None),
            batch.who,
            batch.kind,
            batch.note,
            batch.undoes,
        ],
    ).fetchall()
