"""What firms agreed to show each other, and their contacts: kept in memory, written through."""

from __future__ import annotations

import threading
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Literal

import duckdb

from symbio.zone.store_access import Transaction

Kind = Literal["contact", "figures"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Consent:
    """One party's word about one offer and one need; see migration 0011."""

    consent_id: int
    offer_stream_id: str
    need_stream_id: str
    firm_id: str
    kind: str
    given_at: datetime
    given_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None

    @property
    def pair(self) -> Pair:
        """The offer and the need it is about."""
        return self.offer_stream_id, self.need_stream_id


@dataclass(frozen=True)
class Contact:
    """Whom a partner may call, and until when that is kept."""

    firm_id: str
    person: str
    email: str
    phone: str
    given_at: datetime
    given_by: str
    keep_until: date


class ConsentBook:
    """All words and contacts of one store. May be called from any thread."""

    def __init__(self, transaction: Transaction) -> None:
        """Read and write through the store's own transactions."""
        self._writing = transaction
        self._lock = threading.RLock()
        with transaction() as cursor:
            self._consents = {
                row[0]: Consent(*row) for row in _all(cursor, "consent", Consent, "consent_id")
            }
            self._contacts = {
                row[0]: Contact(*row) for row in _all(cursor, "contact", Contact, "firm_id")
            }

    def alive(self) -> list[Consent]:
        """Every word that is not withdrawn, in the order given."""
        with self._lock:
            return [entry for entry in self._consents.values() if entry.withdrawn_at is None]

    def history(self, firm_id: str) -> list[Consent]:
        """Everything that a firm ever agreed to, withdrawn or not."""
        with self._lock:
            return [entry for entry in self._consents.values() if entry.firm_id == firm_id]

    def give(self, pair: Pair, firm_id: str, kind: Kind, *, by: str, at: datetime) -> None:
        """Keep a party's word; the same again changes nothing."""
        with self._lock:
            if self._own(pair, firm_id, kind) is not None:
                return
            number = max(self._consents, default=0) + 1
            entry = Consent(number, *pair, firm_id, kind, at, by)
            with self._writing() as cursor:
                _insert(cursor, "consent", entry)
            self._consents[number] = entry

    def withdraw(self, pair: Pair, firm_id: str, kind: Kind, *, by: str, at: datetime) -> None:
        """Take a word back; what hangs on interest, the figures, goes with it."""
        with self._lock:
            kinds: tuple[Kind, ...] = ("contact", "figures") if kind == "contact" else (kind,)
            for each in kinds:
                entry = self._own(pair, firm_id, each)
                if entry is None:
                    continue
                with self._writing() as cursor:
                    cursor.execute(
                        "UPDATE consent SET withdrawn_at = ?, withdrawn_by = ? "
                        "WHERE consent_id = ?",
                        [at, by, entry.consent_id],
                    ).fetchall()
                self._consents[entry.consent_id] = replace(entry, withdrawn_at=at, withdrawn_by=by)

    def contact(self, firm_id: str, today: date) -> Contact | None:
        """Whom to call at a firm, while it may be kept."""
        found = self._contacts.get(firm_id)
        return found if found is not None and today <= found.keep_until else None

    def set_contact(self, contact: Contact) -> None:
        """Keep whom to call, in the place of an older one."""
        with self._lock:
            self.erase_contact(contact.firm_id)
            with self._writing() as cursor:
                _insert(cursor, "contact", contact)
            self._contacts[contact.firm_id] = contact

    def erase_contact(self, firm_id: str) -> bool:
        """Erase whom to call; whether there was somebody."""
        with self._lock:
            if firm_id not in self._contacts:
                return False
            with self._writing() as cursor:
                cursor.execute("DELETE FROM contact WHERE firm_id = ?", [firm_id]).fetchall()
            del self._contacts[firm_id]
            return True

    def erase_expired(self, today: date) -> int:
        """Erase every contact whose day is over; how many."""
        late = [key for key, entry in self._contacts.items() if entry.keep_until < today]
        return sum(self.erase_contact(key) for key in late)

    def _own(self, pair: Pair, firm_id: str, kind: str) -> Consent | None:
        found = (
            entry
            for entry in self.alive()
            if (entry.pair, entry.firm_id, entry.kind) == (pair, firm_id, kind)
        )
        return next(found, None)


def _all(
    cursor: duckdb.DuckDBPyConnection, table: str, kind: type[Consent | Contact], key: str
) -> list[tuple[Any, ...]]:
    columns = ", ".join(entry.name for entry in fields(kind))
    return cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {key}").fetchall()


def _insert(cursor: duckdb.DuckDBPyConnection, table: str, entry: Consent | Contact) -> None:
    columns = [column.name for column in fields(entry)]
    marks = ", ".join("?" for _ in columns)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", list(astuple(entry))
    ).fetchall()
