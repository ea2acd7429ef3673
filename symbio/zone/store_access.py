"""Codes, accounts and sign-ins: small tables, kept in memory as well and written through."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

import duckdb

Transaction = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]

_IS_OWN = """
    SELECT count(*) FROM (
        SELECT origin FROM firm
        UNION ALL SELECT origin FROM stream
        UNION ALL SELECT origin FROM event
        UNION ALL SELECT origin FROM synergy
    )
    WHERE origin IS NULL OR origin NOT IN ('synthetic', 'public')
"""


@dataclass(frozen=True)
class Grant:
    """A code or an account as it is given out; see migration 0004 for the columns."""

    kind: str
    role: str
    firm_id: str | None
    label: str
    selector: str | None
    secret_hash: str | None = field(repr=False)
    account: str | None
    made_at: datetime
    made_by: str
    expires_at: datetime


@dataclass(frozen=True)
class Access(Grant):
    """A code or an account as it is kept."""

    access_id: int = 0
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    last_used_on: date | None = None

    def opens(self, at: datetime) -> bool:
        """Whether it opens anything at this moment [UTC]."""
        return self.revoked_at is None and at < self.expires_at


_COLUMNS = tuple(entry.name for entry in fields(Access))


class AccessBook:
    """All codes, accounts and sign-ins of one store. May be called from any thread."""

    def __init__(self, transaction: Transaction) -> None:
        """Read and write through the store's own transactions."""
        self._writing = transaction
        self._lock = threading.RLock()
        with transaction() as cursor:
            query = f"SELECT {', '.join(_COLUMNS)} FROM access ORDER BY access_id"
            rows = cursor.execute(query).fetchall()
            entries = [Access(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]
            self._entries = {entry.access_id: entry for entry in entries}
            query = "SELECT token_hash, access_id, expires_at FROM sign_in"
            self._sign_ins = {
                token: (access_id, until)
                for token, access_id, until in cursor.execute(query).fetchall()
            }

    def entries(self) -> list[Access]:
        """Everything that was ever given out, the last first."""
        with self._lock:
            return sorted(self._entries.values(), key=lambda entry: -entry.access_id)

    def get(self, access_id: int, at: datetime) -> Access | None:
        """The access with this number, while it opens anything."""
        entry = self._entries.get(access_id)
        return entry if entry is not None and entry.opens(at) else None

    def by_selector(self, selector: str) -> Access | None:
        """The code with this first part, alive or not."""
        if not selector:
            return None
        return next((entry for entry in self.entries() if entry.selector == selector), None)

    def by_account(self, names: list[str], at: datetime) -> Access | None:
        """The newest living access of an account of any of these names."""
        found = (
            entry
            for entry in self.entries()
            if entry.kind == "account" and entry.account in names and entry.opens(at)
        )
        return next(found, None)

    def signed_in(self, token_hash: str, at: datetime) -> Access | None:
        """Whose browser this is, while the sign-in and its access last."""
        access_id, until = self._sign_ins.get(token_hash, (0, at))
        return self.get(access_id, at) if at < until else None

    def facilitator(self, at: datetime) -> bool:
        """Whether anybody could open the zone as its facilitator."""
        return any(entry.role == "facilitator" and entry.opens(at) for entry in self.entries())

    def add(self, grant: Grant) -> Access:
        """Keep a new code or account.

        Returns
        -------
        Access
            With its number.
        """
        with self._lock, self._writing() as cursor:
            number = max(self._entries, default=0) + 1
            entry = Access(**vars(grant), access_id=number)
            marks = ", ".join("?" for _ in _COLUMNS)
            statement = f"INSERT INTO access ({', '.join(_COLUMNS)}) VALUES ({marks})"
            cursor.execute(statement, [getattr(entry, name) for name in _COLUMNS]).fetchall()
        self._entries[number] = entry
        return entry

    def revoke(self, access_id: int, *, by: str, at: datetime) -> bool:
        """Take an access back, and sign out every browser that it signed in.

        Returns
        -------
        bool
            False where there is none, or it was taken back before.
        """
        with self._lock:
            entry = self._entries.get(access_id)
            if entry is None or entry.revoked_at is not None:
                return False
            with self._writing() as cursor:
                statement = "UPDATE access SET revoked_at = ?, revoked_by = ? WHERE access_id = ?"
                cursor.execute(statement, [at, by, access_id]).fetchall()
                cursor.execute("DELETE FROM sign_in WHERE access_id = ?", [access_id]).fetchall()
            self._entries[access_id] = replace(entry, revoked_at=at, revoked_by=by)
            self._sign_ins = {
                token: kept for token, kept in self._sign_ins.items() if kept[0] != access_id
            }
        return True

    def sign_in(self, token_hash: str, access_id: int, at: datetime, until: datetime) -> None:
        """Keep that a browser is signed in; old sign-ins are thrown away."""
        with self._lock, self._writing() as cursor:
            cursor.execute("DELETE FROM sign_in WHERE expires_at <= ?", [at]).fetchall()
            cursor.execute(
                "INSERT INTO sign_in (token_hash, access_id, made_at, expires_at) "
                "VALUES (?, ?, ?, ?)",
                [token_hash, access_id, at, until],
            ).fetchall()
            statement = "UPDATE access SET last_used_on = ? WHERE access_id = ?"
            cursor.execute(statement, [at.date(), access_id]).fetchall()
            entry = replace(self._entries[access_id], last_used_on=at.date())
        self._entries[access_id] = entry
        self._sign_ins[token_hash] = (access_id, until)

    def sign_out(self, token_hash: str) -> None:
        """Forget a browser."""
        with self._lock, self._writing() as cursor:
            cursor.execute("DELETE FROM sign_in WHERE token_hash = ?", [token_hash]).fetchall()
        self._sign_ins.pop(token_hash, None)


def is_closed(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the store ever held rows that are neither synthetic nor public."""
    return bool(cursor.execute("SELECT count(*) FROM closed_door").fetchall()[0][0])


def close_door(cursor: duckdb.DuckDBPyConnection, at: datetime) -> bool:
    """Close the door for good where the store holds such a row now; whether it is closed."""
    if is_closed(cursor):
        return True
    if not cursor.execute(_IS_OWN).fetchall()[0][0]:
        return False
    cursor.execute("INSERT INTO closed_door VALUES (?)", [at]).fetchall()
    return True


class Secret:
    """The store's secret, under which ids become tokens."""

    def __init__(self, transaction: Transaction) -> None:
        """Read it; make a new one where there is none yet."""
        with transaction() as cursor:
            kept = cursor.execute("SELECT secret FROM door_secret").fetchall()
            self.value = bytes.fromhex(kept[0][0]) if kept else secrets.token_bytes(32)
            if not kept:
                statement = "INSERT INTO door_secret VALUES (?)"
                cursor.execute(statement, [self.value.hex()]).fetchall()
