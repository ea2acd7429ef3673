"""What a firm may ask for: everything that is kept of it, or that it be erased."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd

from symbio.access.sign_in import now
from symbio.errors import InputError, Problem
from symbio.zone.changes import compare
from symbio.zone.rows import TABLES, Zone
from symbio.zone.store import Store
from symbio.zone.store_personal import PersonalBook
from symbio.zone.store_quiz import QuizBook

# How long the name on an access is kept after it ended. [d]
AFTER_ACCESS_DAYS = 365
# Where a firm stands in a table of the zone.
_PARTIES = ("firm_id", "giver_firm_id", "receiver_firm_id", "treater_firm_id")


def export(store: Store, firm_id: str) -> str:
    """Everything that the store keeps of a firm and its people, as JSON.

    Parameters
    ----------
    firm_id : str
        The firm that asks.

    Returns
    -------
    str
        Rows by table as they are stored, the firm's access without its secret, its words
        to others, its contact, and every write that touched its rows.

    Raises
    ------
    InputError
        There is no such firm and never was.
    """
    zone = store.read()
    tables = {name: _of_firm(frame, firm_id) for name, frame in zone.tables().items()}
    streams = set(zone.stream.loc[zone.stream["firm_id"] == firm_id, "stream_id"])
    for name, frame in zone.tables().items():
        if "stream_id" in frame and "firm_id" not in frame:
            tables[name] = frame[frame["stream_id"].isin(streams)]
    found: dict[str, Any] = {
        name: json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))
        for name, frame in tables.items()
        if len(frame)
    }
    book = store.consents()
    found["access"] = [
        {
            "role": entry.role,
            "label": entry.label,
            "account": entry.account,
            "made_at": entry.made_at.isoformat(),
            "made_by": entry.made_by,
            "expires_at": entry.expires_at.isoformat(),
            "revoked_at": entry.revoked_at.isoformat() if entry.revoked_at else None,
            "last_used_on": entry.last_used_on.isoformat() if entry.last_used_on else None,
        }
        for entry in store.access().entries()
        if entry.firm_id == firm_id
    ]
    found["consent"] = [
        {key: _plain(value) for key, value in vars(entry).items()}
        for entry in book.history(firm_id)
    ]
    contact = book.contact(firm_id, dt.date.min)
    if contact is not None:
        found["contact"] = {key: _plain(value) for key, value in vars(contact).items()}
    found["card"] = [
        {key: _plain(value) for key, value in vars(card).items()}
        for card in store.rooms().of_firm(firm_id, _name(zone, firm_id))
    ]
    found["history"] = store.book(PersonalBook).history(firm_id)
    if not any(found.values()):
        raise InputError(Problem("access_no_firm", value=firm_id))
    return json.dumps(found, ensure_ascii=False, indent=1, default=str)


def erase(store: Store, firm_id: str, *, by: str, rows: bool) -> int:
    """Erase the people of a firm, and with `rows` the firm itself with its history.

    The contact, its cards of workshops and every name on its access, words and writes go; its
    codes open nothing any more, and its words to others are withdrawn. Names typed into a
    synergy, an answer or a question do not say whose they are and stay without `rows`. With
    `rows` its rows and what belongs to them are deleted, and what the history kept of them.

    Returns
    -------
    int
        Rows of the store that were erased or cleared of names.
    """
    book, at = store.consents(), now()
    count = int(book.erase_contact(firm_id))
    count += store.rooms().erase_firm(firm_id, _name(store.read(), firm_id))
    for entry in list(book.history(firm_id)):
        if entry.withdrawn_at is None:
            kind: Any = entry.kind
            book.withdraw(entry.pair, firm_id, kind, by=by, at=at)
    for access in store.access().entries():
        if access.firm_id == firm_id:
            store.access().revoke(access.access_id, by=by, at=at)
    if rows:
        zone = store.read()
        left = {
            name: frame[~frame.index.isin(_of_firm(frame, firm_id).index)]
            for name, frame in zone.tables().items()
            if len(_of_firm(frame, firm_id))
        }
        if left:
            gone = frozenset(TABLES)
            count += store.apply(compare(zone, left), who=by, remove_gone=gone).rows
    count += store.book(PersonalBook).forget(firm_id, history=rows)
    store.reread()
    return count


def keep_retention(store: Store, today: dt.date) -> int:
    """Erase whatever is kept longer than it may be; how many rows."""
    ended = dt.datetime.combine(today, dt.time()) - dt.timedelta(days=AFTER_ACCESS_DAYS)
    count = store.consents().erase_expired(today) + store.book(PersonalBook).erase_ended(ended)
    if count:
        store.reread()
    quiz = store.book(QuizBook)
    for room in store.rooms().rooms():
        if room.kept_until < today:
            count += quiz.clear(room.room_id)
    return count + store.rooms().erase_expired(today)


def _of_firm(frame: pd.DataFrame, firm_id: str) -> pd.DataFrame:
    columns = [name for name in _PARTIES if name in frame]
    if not columns:
        return frame.head(0)
    return frame[(frame[columns] == firm_id).any(axis=1)]


def _name(zone: Zone, firm_id: str) -> str:
    names = zone.firm.loc[zone.firm["firm_id"] == firm_id, "name"]
    return "" if names.empty else str(names.iloc[0])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
