"""A room of a workshop and cards in it, to be written."""

import datetime as dt

from symbio.access.sign_in import now
from symbio.knowledge import load
from symbio.workshop import wall
from symbio.zone.rows import Zone
from symbio.zone.workshop_rows import Card, NewCard, NewRoom

AT = dt.datetime(2026, 11, 24, 10)
NOTHING = Zone.of({})


def card(number, firm, direction, text, **values):
    return Card(
        **{
            "card_id": number,
            "room_id": 1,
            "device_hash": firm,
            "firm_id": None,
            "firm_name": firm,
            "table_number": None,
            "may_name": False,
            "direction": direction,
            "text": text,
            "language": "tr",
            "quantity": None,
            "unit": None,
            "resource": None,
            "state": "shown",
            "made_at": AT,
            "changed_at": AT + dt.timedelta(seconds=number),
            **values,
        }
    )


SAWDUST = card(1, "Ada", "offer", "odun talaşı", quantity=100, unit="t/ay")
PANEL = card(2, "Bal", "need", "sunta hammaddesi", quantity=2000, unit="t/yıl")


def seen(*cards, zone=NOTHING, taught=()):
    return wall(cards, zone, load(), taught)


def a_room(code="ABC234", *, hours=None):
    """A room of the day these tests are of; with `hours` one that is open so long from now on."""
    made = AT if hours is None else now()
    return NewRoom(
        code=code,
        name="Atölye",
        date=made.date(),
        language="tr",
        tables=3,
        moderated=False,
        made_at=made,
        made_by="test",
        expires_at=made + dt.timedelta(hours=hours or 3),
    )


def new(text="odun talaşı", device="d1", **values):
    known = {name: value for name, value in vars(SAWDUST).items() if name != "card_id"}
    return NewCard(**{**known, "text": text, "device_hash": device, **values})


def room_that_is_over(store):
    """For fixtures: a room that is over; its cards stay."""
    return store.rooms().open_room(a_room())
