"""Rooms of live workshops and the cards in them: kept in memory as well and written through.

Cards are no rows of the zone: they go past the audited batches and leave the store's
revision alone, so that a phone that writes makes nobody's zone be matched anew.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import duckdb

from symbio.locale.letters import fold
from symbio.zone.workshop_rows import Card, NewCard, NewRoom, Room

ERASED = "—"
# Within this time the same card once more is a second tap on a slow network. [s]
TAPS_S = 10
# One for all books: what is kept under a number must not be found in a book read anew.
_COUNT = itertools.count(1)
Transaction = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]


class RoomBook:
    """All rooms and cards of one store. May be called from any thread."""

    def __init__(self, transaction: Transaction) -> None:
        """Read and write through the store's own transactions."""
        self._writing = transaction
        self._lock = threading.RLock()
        self._counter = next(_COUNT)
        with transaction() as cursor:
            rooms = [Room(**row) for row in _rows(cursor, "room", Room)]
            cards = [Card(**row) for row in _rows(cursor, "card", Card)]
        self._rooms = {room.room_id: room for room in rooms}
        self._cards = {card.card_id: card for card in cards}

    def counter(self) -> int:
        """Another number after each write, none twice: part of the key of what cards lead to."""
        return self._counter

    def rooms(self) -> list[Room]:
        """Every room, the last first."""
        with self._lock:
            return sorted(self._rooms.values(), key=lambda room: -room.room_id)

    def room(self, room_id: int) -> Room | None:
        """The room with this number."""
        return self._rooms.get(room_id)

    def by_code(self, code: str, at: datetime) -> Room | None:
        """The room that this code opens now."""
        rooms = (room for room in self.rooms() if room.code == code and room.opens(at))
        return next(rooms, None) if code else None

    def open_room(self, new: NewRoom) -> Room:
        """Keep a new room.

        Returns
        -------
        Room
            With its number.

        Raises
        ------
        InputError
            Its code was given to a room before.
        """
        with self._lock:
            room = Room(**vars(new), room_id=max(self._rooms, default=0) + 1)
            self._insert("room", room)
            self._rooms[room.room_id] = room
            self._counter = next(_COUNT)
        return room

    def change_room(self, room_id: int, **values: Any) -> Room | None:
        """Pause, resume, end: write other values into a room; None where there is none."""
        with self._lock:
            room = self._rooms.get(room_id)
            if room is None:
                return None
            changed = replace(room, **values)
            self._update("room", room_id, values)
            self._rooms[room_id] = changed
            self._counter = next(_COUNT)
        return changed

    def cards(self, room_id: int, device_hash: str | None = None) -> list[Card]:
        """The cards of a room, or of one device in it, in the order they came."""
        with self._lock:
            found = [
                card
                for card in self._cards.values()
                if card.room_id == room_id
                and (device_hash is None or card.device_hash == device_hash)
            ]
        return sorted(found, key=lambda card: card.card_id)

    def card(self, card_id: int) -> Card | None:
        """The card with this number."""
        return self._cards.get(card_id)

    def add_card(self, new: NewCard) -> Card:
        """Keep a new card.

        Returns
        -------
        Card
            With its number.
        """
        with self._lock:
            card = Card(**vars(new), card_id=max(self._cards, default=0) + 1)
            self._insert("card", card)
            self._cards[card.card_id] = card
            self._counter = next(_COUNT)
        return card

    def add_sent(self, new: NewCard, *, most: int, most_of_room: int) -> Card | None:
        """Keep a card as a phone sends it; None where the phone or its room holds so many.

        A second tap on the button keeps nothing: the card that the first one left is
        answered.
        """
        with self._lock:
            own = self.cards(new.room_id, new.device_hash)
            if own and _tapped_again(own[-1], new):
                return own[-1]
            if len(own) >= most or len(self.cards(new.room_id)) >= most_of_room:
                return None
            return self.add_card(new)

    def agree(self, said: NewCard, *, moderated: bool) -> None:
        """Let all cards of a device take the firm, table and agreement of its last one.

        Parameters
        ----------
        said : NewCard
            The last card.
        moderated : bool
            Whether a shown card whose firm's name changes waits again.
        """
        names = ("firm_id", "firm_name", "table_number", "may_name")
        values = {name: getattr(said, name) for name in names}
        with self._lock:
            for card in self.cards(said.room_id, said.device_hash):
                other = {n: v for n, v in values.items() if getattr(card, n) != v}
                if moderated and "firm_name" in other and card.state == "shown":
                    other["state"] = "waiting"
                if other:
                    self.change_card(card.card_id, **other)
            self._part_firms(said.room_id, moderated)

    def tell_firms(self, batch_id: int, told: Mapping[int, str]) -> None:
        """Let cards know their firm of the zone, until the batch that wrote it is taken back.

        Parameters
        ----------
        batch_id : int
            A write of the store.
        told : mapping of card_id -> firm_id
        """
        statement = (
            "INSERT INTO card_firm VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET firm_id = excluded.firm_id"
        )
        with self._lock:
            for number, firm in told.items():
                card = self._cards.get(number)
                if card is not None:
                    with self._writing() as cursor:
                        row = [batch_id, number, card.firm_id, firm]
                        cursor.execute(statement, row).fetchall()
                    self.change_card(number, firm_id=firm)

    def take_back_firms(self, batch_id: int, known: Collection[str]) -> None:
        """Give cards the firms back that they had before this batch told them others.

        Parameters
        ----------
        batch_id : int
            That is taken back.
        known : collection of firm_id
            The firms of the zone by now; no card stays with one that went with the batch.
        """
        statement = (
            "DELETE FROM card_firm WHERE batch_id = ? RETURNING card_id, firm_before, firm_id"
        )
        with self._lock:
            with self._writing() as cursor:
                rows = cursor.execute(statement, [batch_id]).fetchall()
            before = {(number, firm): earlier for number, earlier, firm in rows}
            gone = {firm for _, _, firm in rows} - set(known)
            for card in list(self._cards.values()):
                earlier = before.get((card.card_id, card.firm_id))
                if card.firm_id in gone or (card.card_id, card.firm_id) in before:
                    firm = earlier if earlier in known else None
                    self.change_card(card.card_id, firm_id=firm)

    def change_card(self, card_id: int, **values: Any) -> Card | None:
        """Write other values into a card; None where there is none."""
        with self._lock:
            card = self._cards.get(card_id)
            if card is None:
                return None
            changed = replace(card, **values)
            if (changed.text, changed.direction) != (card.text, card.direction):
                self._part(card)
            self._update("card", card_id, values)
            self._cards[card_id] = changed
            self._counter = next(_COUNT)
        return changed

    def _part(self, card: Card) -> None:
        """Give the cards that this one spoke for their own voice, in its state."""
        for other in self._merged(card.card_id):
            self.change_card(other.card_id, merged_into=None, state=card.state)

    def _part_firms(self, room_id: int, moderated: bool) -> None:
        """Part cards that are of two firms of the zone by now; no firm's card goes unseen."""
        for card in self.cards(room_id):
            kept = self._cards.get(card.merged_into or 0)
            if kept is not None and _of_two_firms(card, kept):
                waits = moderated and kept.state == "shown"
                state = "waiting" if waits else kept.state
                self.change_card(card.card_id, merged_into=None, state=state)

    def merge_cards(self, kept_id: int, other_id: int) -> bool:
        """Let one card speak for another that says the same; False where either is gone.

        The kept one takes the other's quantity where it has none. Deleting it, or other
        words in either, part them again; a firm that is put right or respelled does not.
        """
        with self._lock:
            kept, other = self.card(kept_id), self.card(other_id)
            if kept is None or other is None or kept_id == other_id:
                return False
            if kept.quantity is None and other.quantity is not None:
                self.change_card(kept_id, quantity=other.quantity, unit=other.unit)
            for card in (other, *self._merged(other_id)):
                self.change_card(card.card_id, merged_into=kept_id, state="hidden")
        return True

    def delete_card(self, card_id: int) -> bool:
        """Delete a card for good; False where there is none. What it spoke for takes its state."""
        with self._lock:
            card = self._cards.get(card_id)
            if card is None:
                return False
            self._part(card)
            self._delete([card_id])
        return True

    def of_firm(self, firm_id: str, name: str) -> list[Card]:
        """The cards that were written for a firm: known as it, or under its name."""
        with self._lock:
            return [
                card
                for card in self._cards.values()
                if card.firm_id == firm_id or (name and fold(card.firm_name) == fold(name))
            ]

    def erase_firm(self, firm_id: str, name: str) -> int:
        """Delete the cards that were written for a firm; how many."""
        statement = "DELETE FROM card_firm WHERE ? IN (firm_before, firm_id)"
        with self._lock:
            with self._writing() as cursor:
                cursor.execute(statement, [firm_id]).fetchall()
            return self._delete([card.card_id for card in self.of_firm(firm_id, name)])

    def erase_expired(self, today: date) -> int:
        """Delete the cards of rooms whose time is over, and who opened them; how many rows."""
        with self._lock:
            over = [room for room in self._rooms.values() if room.kept_until < today]
            count = 0
            for room in over:
                count += self._delete([card.card_id for card in self.cards(room.room_id)])
                if room.made_by != ERASED:
                    self.change_room(room.room_id, made_by=ERASED)
                    count += 1
        return count

    def _merged(self, card_id: int) -> list[Card]:
        return [card for card in self._cards.values() if card.merged_into == card_id]

    def _delete(self, numbers: list[int]) -> int:
        with self._lock:
            if numbers:
                with self._writing() as cursor:
                    for table in ("card", "card_firm"):
                        statement = f"DELETE FROM {table} WHERE card_id IN (SELECT unnest(?))"
                        cursor.execute(statement, [numbers]).fetchall()
                for number in numbers:
                    del self._cards[number]
                self._counter = next(_COUNT)
        return len(numbers)

    def _insert(self, table: str, entry: Room | Card) -> None:
        names = [column.name for column in fields(entry)]
        marks = ", ".join("?" for _ in names)
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        with self._writing() as cursor:
            cursor.execute(statement, [getattr(entry, name) for name in names]).fetchall()

    def _update(self, table: str, number: int, values: dict[str, Any]) -> None:
        # The names were accepted by `replace`: they are columns.
        settings = ", ".join(f"{name} = ?" for name in values)
        statement = f"UPDATE {table} SET {settings} WHERE {table}_id = ?"
        with self._writing() as cursor:
            cursor.execute(statement, [*values.values(), number]).fetchall()


def _tapped_again(last: Card, new: NewCard) -> bool:
    """Whether a phone sends a moment later what its last card says."""
    names = ("text", "direction", "quantity", "unit")
    same = all(getattr(last, name) == getattr(new, name) for name in names)
    return (
        same
        and fold(last.firm_name) == fold(new.firm_name)
        and (new.made_at - last.made_at).total_seconds() < TAPS_S
    )


def _of_two_firms(one: Card, other: Card) -> bool:
    """Whether two cards name two firms that the zone tells apart."""
    return (
        one.firm_id is not None
        and other.firm_id is not None
        and one.firm_id != other.firm_id
        and fold(one.firm_name) != fold(other.firm_name)
    )


def _rows(
    cursor: duckdb.DuckDBPyConnection, table: str, kind: type[Room] | type[Card]
) -> list[dict[str, Any]]:
    names = [column.name for column in fields(kind)]
    query = f"SELECT {', '.join(names)} FROM {table} ORDER BY {table}_id"
    return [dict(zip(names, row, strict=True)) for row in cursor.execute(query).fetchall()]
