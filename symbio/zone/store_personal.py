"""Names of people in the store: listing what touched a firm, and forgetting it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from symbio.zone.store_access import Transaction

ERASED = "—"
_PARTIES = ("firm_id", "giver_firm_id", "receiver_firm_id", "treater_firm_id")
# An audit row is a firm's where either side of it names the firm.
_IS_FIRMS = " OR ".join(
    f"json_extract_string({side}, '$.{column}') = ?"
    for side in ("row_before", "row_after")
    for column in _PARTIES
)


# Rows that name a firm through its stream or synergy.
_HANGS_ON_FIRMS = " OR ".join(
    f"json_extract_string({side}, '$.{table}_id') IN "
    f"(SELECT row_key FROM audit WHERE table_name = '{table}' AND ({_IS_FIRMS}))"
    for side in ("row_before", "row_after")
    for table in ("stream", "synergy")
)


class PersonalBook:
    """Reads and forgets through the store's own transactions; keeps nothing in memory."""

    def __init__(self, transaction: Transaction) -> None:
        """Use the store's transactions."""
        self._transaction = transaction

    def history(self, firm_id: str) -> list[dict[str, Any]]:
        """Every write that touched rows of a firm, the first first."""
        query = f"""
            SELECT batch.made_at, batch.who, audit.table_name, audit.row_key, audit.action,
                audit.row_before, audit.row_after
            FROM audit JOIN batch ON batch.batch_id = audit.batch_id
            WHERE {_IS_FIRMS} ORDER BY audit.batch_id, audit.table_name, audit.row_key
        """
        with self._transaction() as cursor:
            found = cursor.execute(query, _asked(firm_id)).fetchall()
        return [
            {
                "at": at.isoformat(),
                "who": who,
                "table": table,
                "key": key,
                "action": action,
                "before": json.loads(before) if before else None,
                "after": json.loads(after) if after else None,
            }
            for at, who, table, key, action, before, after in found
        ]

    def forget(self, firm_id: str, *, history: bool) -> int:
        """Clear the names of a firm's people; with `history` also what its rows once were.

        Returns
        -------
        int
            Rows cleared or erased.
        """
        with self._transaction() as cursor:
            names = [
                name
                for (name,) in cursor.execute(
                    "SELECT label FROM access WHERE firm_id = ? AND label <> ?", [firm_id, ERASED]
                ).fetchall()
            ]
            count = 0
            for name in names:
                # Another firm may have a person of the same name.
                statement = (
                    "UPDATE batch SET who = ? WHERE who = ? "
                    f"AND batch_id IN (SELECT batch_id FROM audit WHERE {_IS_FIRMS})"
                )
                count += _changed(cursor, statement, [ERASED, name, *_asked(firm_id)])
                statement = (
                    "UPDATE consent SET withdrawn_by = ? WHERE withdrawn_by = ? AND firm_id = ?"
                )
                count += _changed(cursor, statement, [ERASED, name, firm_id])
            statement = "UPDATE access SET label = ?, account = NULL WHERE firm_id = ?"
            count += _changed(cursor, statement, [ERASED, firm_id])
            statement = "UPDATE consent SET given_by = ? WHERE firm_id = ?"
            count += _changed(cursor, statement, [ERASED, firm_id])
            if history:
                statement = f"DELETE FROM audit WHERE {_IS_FIRMS} OR {_HANGS_ON_FIRMS}"
                count += _changed(cursor, statement, _asked(firm_id) * 5)
        return count

    def erase_ended(self, ended_before: datetime) -> int:
        """Clear the names on accesses that ended before this moment [UTC]; how many."""
        statement = (
            "UPDATE access SET label = ?, account = NULL WHERE label <> ? "
            "AND least(expires_at, coalesce(revoked_at, expires_at)) < ?"
        )
        with self._transaction() as cursor:
            return _changed(cursor, statement, [ERASED, ERASED, ended_before])


def _asked(firm_id: str) -> list[str]:
    return [firm_id] * (2 * len(_PARTIES))


def _changed(cursor: duckdb.DuckDBPyConnection, statement: str, values: Sequence[object]) -> int:
    [(count,)] = cursor.execute(statement, list(values)).fetchall()
    return int(count)
