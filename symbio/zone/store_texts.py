"""What people keep beside the rows, by name: mappings and scenarios as TOML, synonyms as ids."""

from __future__ import annotations

import json
from typing import Literal

import duckdb

from symbio.locale.letters import fold

TextTable = Literal["mapping", "scenario", "synonym"]
TEXT_TABLES: tuple[TextTable, ...] = ("mapping", "scenario", "synonym")


def read_texts(cursor: duckdb.DuckDBPyConnection, table: TextTable) -> dict[str, str]:
    """Contents by name, sorted by name."""
    query = f"SELECT name, content FROM {table} ORDER BY name"
    return dict(cursor.execute(query).fetchall())


def put_text(
    cursor: duckdb.DuckDBPyConnection,
    batch_id: int,
    table: TextTable,
    name: str,
    content: str | None,
) -> int:
    """Keep `content` under `name`, or delete what is there where it is None.

    Returns
    -------
    int
        1 with an audit row, or 0 where nothing differs.
    """
    before = read_texts(cursor, table).get(name)
    if before == content:
        return 0
    cursor.execute(f"DELETE FROM {table} WHERE name = ?", [name]).fetchall()
    if content is not None:
        statement = f"INSERT INTO {table} (name, content) VALUES (?, ?)"
        cursor.execute(statement, [name, content]).fetchall()
    action = "insert" if before is None else "delete" if content is None else "update"
    cursor.execute(
        "INSERT INTO audit (batch_id, table_name, row_key, action, row_before, row_after) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [batch_id, table, name, action, _as_json(name, before), _as_json(name, content)],
    ).fetchall()
    return 1


def put_synonyms(
    cursor: duckdb.DuckDBPyConnection, batch_id: int, meant: dict[str, str | None]
) -> int:
    """Keep what each text means; the same text in other letters gives way.

    Returns
    -------
    int
        Texts new, changed or deleted, each with an audit row.
    """
    count = 0
    for text, resource in meant.items():
        for kept in read_texts(cursor, "synonym"):
            if kept != text and fold(kept) == fold(text):
                count += put_text(cursor, batch_id, "synonym", kept, None)
        count += put_text(cursor, batch_id, "synonym", text, resource)
    return count


def take_back_texts(cursor: duckdb.DuckDBPyConnection, undone: int, batch_id: int) -> int:
    """Put back the texts that batch `undone` changed and nobody has changed since."""
    marks = ", ".join("?" for _ in TEXT_TABLES)
    found = cursor.execute(
        "SELECT table_name, row_key, row_before, row_after FROM audit "
        f"WHERE batch_id = ? AND table_name IN ({marks})",
        [undone, *TEXT_TABLES],
    ).fetchall()
    return sum(
        put_text(cursor, batch_id, table, name, _content(before))
        for table, name, before, after in found
        if read_texts(cursor, table).get(name) == _content(after)
    )


def _as_json(name: str, content: str | None) -> str | None:
    if content is None:
        return None
    return json.dumps({"name": name, "content": content}, ensure_ascii=False)


def _content(row: str | None) -> str | None:
    return None if row is None else str(json.loads(row)["content"])
