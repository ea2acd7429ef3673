"""A room of a live workshop and the cards in it, as they are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import date, datetime

# How long cards are kept after the day of their workshop. [d]
KEPT_DAYS = 180


@dataclass(frozen=True)
class NewRoom:
    """A room as it is opened; see migrations 0010, 0012 and 0013 for the columns."""

    code: str
    name: str
    date: date
    language: str
    tables: int
    moderated: bool
    made_at: datetime
    made_by: str
    expires_at: datetime
    agenda: str | None = None
    keep_until: dt.date | None = None


@dataclass(frozen=True)
class Room(NewRoom):
    """A room as it is kept."""

    room_id: int = 0
    paused: bool = False
    step: int = 0
    step_at: datetime | None = None

    @property
    def kept_until(self) -> dt.date:
        """The last day that its cards are kept."""
        return self.keep_until or self.date + dt.timedelta(days=KEPT_DAYS)

    def opens(self, at: datetime) -> bool:
        """Whether its code lets a phone in at this moment [UTC]."""
        return at < self.expires_at


@dataclass(frozen=True)
class NewCard:
    """A card as a phone writes it."""

    room_id: int
    device_hash: str
    firm_id: str | None
    firm_name: str
    table_number: int | None
    may_name: bool
    direction: str
    text: str
    language: str
    quantity: float | None
    unit: str | None
    resource: str | None
    state: str
    made_at: datetime
    changed_at: datetime
    merged_into: int | None = None


@dataclass(frozen=True)
class Card(NewCard):
    """A card as it is kept."""

    card_id: int = 0
