"""A phone in the room of a workshop: its page, its card, and what it sends."""

import datetime as dt
import re

from opened_app import wood_store
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from symbio.access.attempts import Attempts
from symbio.access.sign_in import now
from symbio.ui import join, phone_answer
from symbio.workshop import Pace
from symbio.zone.workshop_rows import NewRoom

CARD = {"direction": "offer", "text": "odun talaşı", "firm": "Ada Mobilya", "table": "2"}


def phone_store(tmp_path, monkeypatch):
    monkeypatch.setattr(phone_answer, "ATTEMPTS", Attempts())
    monkeypatch.setattr(phone_answer, "PACE", Pace())
    yield from wood_store(tmp_path, monkeypatch)


def opened(store, hours=3.0, **values):
    made = now()
    room = {
        "code": "ABC234",
        "name": "Antalya <b>Atölyesi</b>",
        "date": dt.date(2026, 11, 24),
        "language": "tr",
        "tables": 5,
        "moderated": False,
        "made_at": made,
        "made_by": "test",
        "expires_at": made + dt.timedelta(hours=hours),
    }
    return store.rooms().open_room(NewRoom(**(room | values)))


def phone():
    routes = [Route("/katil", join.join, methods=["GET", "POST"])]
    return TestClient(Starlette(routes=routes), follow_redirects=False)


def page(browser, language="tr", code="ABC234"):
    return browser.get(f"/katil?lang={language}&kod={code}")


def hidden(browser, **code):
    found = re.search(r'name="token" value="(\w+)"', page(browser, **code).text)
    return found[1] if found else ""


def send(browser, headers=None, **fields):
    form = {"action": "save", "kod": "ABC234", "token": hidden(browser), **CARD, **fields}
    return browser.post("/katil?lang=tr", data=form, headers=headers or {})


def cards(store):
    return store.rooms().cards(1)
