"""Reading and writing the rows of a zone in one transaction, with an audit row for each.

Names of tables and columns come from the field dictionary only; values go in as
parameters or as a registered frame.
"""

from __future__ import annotations

import json
from collections.abc import Collection

import duckdb
import pandas as pd

from symbio.errors import InputError, Problem
from symbio.zone.changes import (
    KEY_JOINT,
    OWNERS,
    Changes,
    TableChanges,
    compare_table,
    removals,
    row_keys,
)
from symbio.zone.rows import KEYS, TABLES, Zone, conform, dictionary


def read(cursor: duckdb.DuckDBPyConnection) -> Zone:
    """All tables, sorted by key, as the dictionary says."""
    return Zone(**{name: _rows(cursor, name) for name in TABLES})


def write(
    cursor: duckdb.DuckDBPyConnection,
    changes: Changes,
    batch_id: int,
    remove_gone: Collection[str] = (),
) -> int:
    """Write `changes` inside the transaction of `cursor`.

    Parameters
    ----------
    cursor : DuckDBPyConnection
        In a transaction that the caller ends.
    changes : Changes
        Compared with what the store holds.
    batch_id : int
        Number of the write; goes into one audit row per row written.
    remove_gone : collection of table names
        Tables whose gone rows are deleted.

    Returns
    -------
    int
        Rows inserted, updated and deleted.

    Raises
    ------
    InputError
        The rows were changed since `changes` was made, or a row would name a
        firm or event that is not there.
    """
    gone = removals(changes, remove_gone)
    planned = {}
    for table, part in changes.tables().items():
        if len(part.new) or len(part.changed) or len(gone[table]):
            new, changed = _still_planned(cursor, table, part)
            planned[table] = (new, changed, _still_there(cursor, table, gone[table]))
    for table, (new, changed, removed) in planned.items():
        _delete(cursor, table, removed, batch_id)
        _update(cursor, table, changed, batch_id)
        _insert(cursor, table, new, batch_id)
    _check_owners(cursor, planned.keys())
    return sum(len(frame) for frames in planned.values() for frame in frames)


def taken_back(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> Changes:
    """The changes that undo a batch, from its audit rows; its gone rows are to be removed."""
    found = cursor.execute(
        "SELECT table_name, row_before, row_after FROM audit WHERE batch_id = ?", [batch_id]
    ).fetchall()
    parts = {}
    for table in TABLES:
        lines = [(before, after) for name, before, after in found if name == table]
        before = pd.DataFrame([json.loads(text) for text, _ in lines if text])
        after = pd.DataFrame([json.loads(text) for _, text in lines if text])
        parts[table] = compare_table(table, after, before)
    return Changes(**parts)


def _rows(cursor: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    return conform(table, cursor.execute(f"SELECT {_columns(table)} FROM {table}").df())


def _columns(table: str, prefix: str = "") -> str:
    return ", ".join(prefix + entry.field for entry in dictionary(table))


def _same_key(table: str, one: str, other: str) -> str:
    return " AND ".join(f"{one}.{key} = {other}.{key}" for key in KEYS[table])


def _stored(cursor: duckdb.DuckDBPyConnection, table: str, like: pd.DataFrame) -> pd.DataFrame:
    """The stored rows with the keys of `like`."""
    cursor.register("wanted", like[list(KEYS[table])])
    found = cursor.execute(
        f"SELECT {_columns(table, 'kept.')} FROM {table} AS kept "
        f"JOIN wanted ON {_same_key(table, 'kept', 'wanted')}"
    ).df()
    cursor.unregister("wanted")
    return found


def _still_planned(
    cursor: duckdb.DuckDBPyConnection, table: str, part: TableChanges
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """New and changed rows as of now; what is already stored as wanted falls out."""
    wanted = pd.concat([part.new, part.changed])
    stored = _stored(cursor, table, wanted)
    if stored.empty and part.changed.empty:
        return part.new, part.changed
    now = compare_table(table, stored, wanted)
    late = set(row_keys(table, now.new)) - set(row_keys(table, part.new))
    seen = _field_keys(part.changed_fields)
    late |= {key for key, *_ in _field_keys(now.changed_fields) - seen}
    _refuse_late(table, late)
    return now.new, now.changed


def _still_there(cursor: duckdb.DuckDBPyConnection, table: str, gone: pd.DataFrame) -> pd.DataFrame:
    """The rows to delete that are still there, unchanged."""
    if gone.empty:
        return gone
    stored = _stored(cursor, table, gone)
    now = compare_table(table, gone, stored)
    _refuse_late(table, set(row_keys(table, now.changed)))
    return conform(table, stored)


def _field_keys(changed_fields: pd.DataFrame) -> set[tuple[object, ...]]:
    columns = (changed_fields[name] for name in ("key", "field", "before"))
    return set(zip(*columns, strict=True))


def _refuse_late(table: str, keys: set[str]) -> None:
    """Refuse to write over what someone else wrote since the comparison."""
    if keys:
        raise InputError.of(
            Problem("store_changed_meanwhile", value=key, values={"table": table})
            for key in sorted(keys)
        )


def _stage(cursor: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Hand a frame over as the temporary table `staged`, with the types of `table`."""
    columns = _columns(table)
    cursor.register("handed", rows)
    cursor.execute(
        f"CREATE TEMP TABLE staged AS SELECT {columns} FROM {table} WHERE 1 = 0"
    ).fetchall()
    cursor.execute(f"INSERT INTO staged ({columns}) SELECT {columns} FROM handed").fetchall()
    cursor.unregister("handed")


def _unstage(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("DROP TABLE staged").fetchall()


def _record(
    cursor: duckdb.DuckDBPyConnection, table: str, action: str, batch_id: int, source: str
) -> None:
    """One audit row per row of `staged`, joined with what is stored where there is such."""
    before = "CAST(to_json(kept) AS VARCHAR)" if action != "insert" else "NULL"
    after = "CAST(to_json(staged) AS VARCHAR)" if action != "delete" else "NULL"
    key = f" || '{KEY_JOINT}' || ".join(f"staged.{name}" for name in KEYS[table])
    cursor.execute(
        "INSERT INTO audit (batch_id, table_name, row_key, action, row_before, row_after) "
        f"SELECT CAST(? AS BIGINT), ?, {key}, ?, {before}, {after} FROM {source}",
        [batch_id, table, action],
    ).fetchall()


def _insert(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame, batch_id: int
) -> None:
    if rows.empty:
        return
    _stage(cursor, table, rows)
    _record(cursor, table, "insert", batch_id, "staged")
    columns = _columns(table)
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM staged").fetchall()
    _unstage(cursor)


def _update(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame, batch_id: int
) -> None:
    if rows.empty:
        return
    _stage(cursor, table, rows)
    same = _same_key(table, "kept", "staged")
    _record(cursor, table, "update", batch_id, f"staged JOIN {table} AS kept ON {same}")
    names = [entry.field for entry in dictionary(table) if entry.field not in KEYS[table]]
    settings = ", ".join(f"{name} = staged.{name}" for name in names)
    cursor.execute(f"UPDATE {table} AS kept SET {settings} FROM staged WHERE {same}").fetchall()
    _unstage(cursor)


def _delete(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame, batch_id: int
) -> None:
    if rows.empty:
        return
    _stage(cursor, table, rows)
    same = _same_key(table, "kept", "staged")
    _record(cursor, table, "delete", batch_id, f"staged JOIN {table} AS kept ON {same}")
    cursor.execute(
        f"DELETE FROM {table} AS kept WHERE EXISTS (SELECT 1 FROM staged WHERE {same})"
    ).fetchall()
    _unstage(cursor)


def _check_owners(cursor: duckdb.DuckDBPyConnection, touched: Collection[str]) -> None:
    """Refuse rows whose firm or event is not there, one problem per missing owner."""
    problems = []
    for table, owners in OWNERS.items():
        for column, owner in owners.items():
            if table not in touched and owner not in touched:
                continue
            named = KEYS[table][-1]
            query = (
                f"SELECT held.{column}, count(*), min(held.{named}) FROM {table} AS held "
                f"LEFT JOIN {owner} AS owner ON held.{column} = owner.{KEYS[owner][0]} "
                f"WHERE owner.{KEYS[owner][0]} IS NULL "
                f"GROUP BY held.{column} ORDER BY held.{column}"
            )
            problems += [
                Problem(
                    f"store_no_{owner}",
                    value=str(missing),
                    values={"table": table, "count": count, "example": example},
                )
                for missing, count, example in cursor.execute(query).fetchall()
            ]
    [(zones,)] = cursor.execute("SELECT count(*) FROM zone").fetchall()
    if zones > 1:
        problems.append(Problem("store_two_zones", values={"count": zones}))
    if problems:
        raise InputError.of(problems)
