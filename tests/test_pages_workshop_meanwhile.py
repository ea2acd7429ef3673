"""A workshop after the room: what another person wrote meanwhile stays."""

import pandas as pd
import pytest
from opened_app import open_page, signed_in, texts, wood_store
from room_cards import new, room_that_is_over
from streamlit.testing.v1 import AppTest
from test_pages_workshop import WORKSHOP, press

from symbio.access import FACILITATOR
from symbio.knowledge import load
from symbio.workshop.after import as_streams, proposals, stream_id
from symbio.workshop.event import as_event
from symbio.zone.changes import compare

store = pytest.fixture(wood_store)
room = pytest.fixture(room_that_is_over)


def test_the_way_back_takes_nothing_back_that_another_person_wrote_meanwhile(store, room):
    store.rooms().add_card(new())
    mine = open_page(WORKSHOP, "tr", part="streams")
    press(mine, "Hazır kartları onayla (1)")
    store.rooms().add_card(new("sunta hammaddesi", "d2", firm_name="Bal", direction="need"))
    theirs = open_page(WORKSHOP, "tr", part="streams")
    press(theirs, "Hazır kartları onayla (1)")
    both = len(store.read().stream)

    press(mine, "Bu atölyenin son yazmasını geri al")

    assert len(store.read().stream) == both
    assert "hiçbir şey geri alınmadı" in texts(mine)
    # What is on the screen now is the other's write.
    press(mine, "Bu atölyenin son yazmasını geri al")
    assert len(store.read().stream) == both - 1
    assert "sunta hammaddesi" not in set(store.read().stream["description"])


def writes(room, zone, tables, replaced=frozenset()):
    """Whether the facilitator wrote these tables."""

    def script(*said):
        import streamlit as st

        from symbio.ui import database
        from symbio.ui.workshop_write import write

        room, zone, tables, replaced = said
        st.text(write(room, zone, tables, database.store(), "", replaced=replaced))

    app = AppTest.from_function(script, args=(room, zone, tables, replaced), default_timeout=60)
    app.user, app.secrets["auth"] = signed_in(FACILITATOR), {"client_id": "test"}
    app.run()
    assert not app.exception
    return app.text[0].value == "True"


def quantity(store, stream):
    return store.read().stream.set_index("stream_id").loc[stream, "quantity_per_year"]


def put_quantity(store, stream, quantity):
    zone = store.read()
    rows = zone.stream.copy()
    rows.loc[rows["stream_id"] == stream, "quantity_per_year"] = quantity
    store.apply(compare(zone, {"stream": rows}), who="another")


def test_what_another_person_wrote_while_the_tables_were_made_stays(store, room):
    zone = store.read()
    cards = [store.rooms().add_card(new())]
    knowledge = load()
    tables = as_streams(room, proposals(cards, zone, knowledge), zone, knowledge)
    put_quantity(store, "s1", 2000.0)

    assert writes(room, zone, tables)

    assert quantity(store, "s1") == 2000.0
    assert stream_id(cards[0]) in set(store.read().stream["stream_id"])


def test_nothing_is_written_over_a_row_that_another_person_changed_meanwhile(store, room):
    zone = store.read()
    put_quantity(store, "s1", 2000.0)
    with_other = zone.stream.copy()
    with_other.loc[with_other["stream_id"] == "s1", "quantity_per_year"] = 3.0

    assert not writes(room, zone, {"stream": with_other})

    assert quantity(store, "s1") == 2000.0


def test_attendance_that_another_person_wrote_meanwhile_is_not_taken_out(store, room):
    zone = store.read()
    tables = as_event(room, zone, invited=["saw"], attended=[], fields={}, quiz=zone.quiz.head(0))
    other = zone.attendance.head(1).assign(firm_id="dumb")
    store.apply(
        compare(zone, {"attendance": pd.concat([zone.attendance, other], ignore_index=True)}),
        who="another",
    )

    assert writes(room, zone, tables, frozenset({"attendance", "quiz"}))

    assert set(store.read().attendance["firm_id"]) >= {"saw", "dumb"}
