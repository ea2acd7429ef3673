"""The facilitator's side of a workshop: opening a room, its code, pausing and ending it."""

from __future__ import annotations

import datetime as dt
import html
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
import streamlit as st

from symbio.access.sign_in import now
from symbio.locale import LANGUAGES, numbers
from symbio.privacy import keep_retention
from symbio.ui import who
from symbio.ui.empty import empty
from symbio.ui.inputs import choose
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain, sentence
from symbio.ui.workshop_step import show_step_keys
from symbio.workshop import MOST_TABLES, clean, fresh_code
from symbio.workshop.agenda import present, steps
from symbio.workshop.summary import MOST_AGENDA, clean_agenda
from symbio.zone.store import Store
from symbio.zone.store_file import TIME_ZONE
from symbio.zone.workshop_rows import NewRoom, Room

_NAME, _DATE, _LANGUAGE, _TABLES, _MODERATED, _AGENDA = (
    f"room_new_{field}" for field in ("name", "date", "language", "tables", "moderated", "agenda")
)
_BASE, _MISSING = "room_base", "room_missing"
_MOST_NAME, _USUAL_TABLES = 80, 8
_AHEAD = dt.timedelta(days=60)
# Addresses that lead a phone to itself.
_HERE = ("localhost", "127.0.0.1", "::1")


def choose_room(store: Store) -> Room | None:
    """The room that the page is about: the one chosen, else the last one; None for none."""
    rooms = {str(room.room_id): room for room in store.rooms().rooms()}
    if not rooms:
        return None
    first = next(iter(rooms.values()))
    if len(rooms) == 1:
        return first
    chosen = choose(
        "room",
        t("workshop.room"),
        list(rooms),
        lambda number: f"{plain(rooms[number].name)} · {_day(rooms[number])}",
        placeholder=t("workshop.room_last"),
    )
    return rooms.get(chosen or "", first)


def say_empty() -> None:
    """What a room is, where there is none yet."""
    sentence(t("workshop.lead_none"))
    empty(t("workshop.none"), icon=":material/groups:")


def ask_new(store: Store, *, open_first: bool = False) -> None:
    """The form that opens a room."""
    today = dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    with st.expander(t("workshop.new"), expanded=open_first, icon=":material/add:"):
        if who.in_demo():
            st.warning(t("workshop.demo"), icon=":material/visibility:")
        with st.form("room_new", border=False):
            st.text_input(t("workshop.new_name"), key=_NAME, max_chars=_MOST_NAME)
            when, tongue, tables = st.columns(3)
            when.date_input(
                t("workshop.new_date"),
                value=today,
                min_value=today,
                max_value=today + _AHEAD,
                format="DD.MM.YYYY",
                key=_DATE,
            )
            tongue.selectbox(
                t("workshop.new_language"),
                list(LANGUAGES),
                format_func=LANGUAGES.__getitem__,
                key=_LANGUAGE,
            )
            tables.selectbox(
                t("workshop.new_tables"),
                range(1, MOST_TABLES + 1),
                index=_USUAL_TABLES - 1,
                key=_TABLES,
            )
            st.text_area(
                t("after.agenda"), key=_AGENDA, max_chars=MOST_AGENDA, help=t("after.agenda_help")
            )
            st.toggle(
                t("workshop.new_moderated"), key=_MODERATED, help=t("workshop.new_moderated_help")
            )
            st.form_submit_button(
                t("workshop.new_open"),
                type="primary",
                icon=":material/meeting_room:",
                on_click=_open,
                args=(store,),
            )
        if st.session_state.pop(_MISSING, False):
            st.error(t("workshop.new_name_missing"))


def show_head(room: Room, store: Store) -> None:
    """Name, code and QR of a room, and the buttons that pause and end it."""
    open_now = room.opens(now())
    state = "paused" if room.paused else "open"
    sentence(t(f"workshop.lead_{state if open_now else 'ended'}", name=room.name, day=_day(room)))
    if not open_now:
        return
    code, about = st.columns([1, 2], gap="large", vertical_alignment="center")
    with about:
        st.session_state[_BASE] = _base()
        base = st.text_input(
            t("workshop.base"),
            key=_BASE,
            help=t("workshop.base_help"),
            max_chars=200,
            persist_state="session",
        )
        address = f"{base.rstrip('/')}/katil"
        if urlsplit(base).hostname in _HERE:
            st.warning(t("workshop.base_here"), icon=":material/wifi_off:")
        st.html(f'<p class="symbio-code">{room.code}</p>')
        note(t("workshop.join_at", address=address.removeprefix("http://")))
        _steps(room, store)
        pause, end = st.columns(2)
        pause.button(
            t("workshop.resume" if room.paused else "workshop.pause"),
            icon=":material/play_arrow:" if room.paused else ":material/pause:",
            on_click=_change,
            args=(store, room.room_id),
            kwargs={"paused": not room.paused},
        )
        with end.popover(t("workshop.end"), icon=":material/stop:"):
            st.markdown(t("workshop.end_sure"))
            st.button(t("workshop.end_now"), on_click=_change, args=(store, room.room_id, True))
    with code:
        _draw_qr(f"{address}?kod={room.code}")


def _steps(room: Room, store: Store) -> None:
    """Where the agenda is, and the buttons that move it on."""
    if not (known := steps(room.agenda)):
        return
    at = present(room, now())
    if at is None:
        note(t("workshop.step_none", of=len(known)))
    else:
        said = t("workshop.step", number=at.number, of=at.of)
        st.markdown(f"{said} **{plain(at.title)}**")
    with st.container(horizontal=True, gap="small"):
        show_step_keys(room, store)


def code_html(room: Room) -> str:
    """How to join, on the wall: the QR code, the code in the largest type, and the address."""
    if not room.opens(now()):
        said = t("workshop.lead_ended", name=room.name, day=_day(room)).replace("**", "")
        return f"<p>{html.escape(said)}</p>"
    address = f"{_base().rstrip('/')}/katil"
    drawn = _qr(f"{address}?kod={room.code}").svg_data_uri(
        border=2, dark="#1B2A30", light="#FFFFFF"
    )
    join = t("workshop.join_at", address=address.removeprefix("http://"))
    paused = f"<em>{html.escape(t('workshop.paused'))}</em>" if room.paused else ""
    return (
        f'<img src="{drawn}" alt="{html.escape(t("workshop.qr_alt"))}">'
        f"<div><strong>{room.code}</strong><small>{html.escape(join)}</small>{paused}</div>"
    )


def _draw_qr(address: str) -> None:
    drawn = _qr(address).svg_inline(scale=8, border=3, dark="#1B2A30", light="#FFFFFF")
    st.image(drawn, width="stretch", alt=t("workshop.qr_alt"))


def _qr(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)


def _base() -> str:
    """What was typed for the phones; else the address that this page was opened under."""
    typed = st.session_state.get(_BASE)
    if typed:
        return str(typed)
    parts = urlsplit(st.context.url or "")
    if not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}"


def _open(store: Store) -> None:
    if not who.keeps_data():
        return
    state, made = st.session_state, now()
    name = clean(state[_NAME], _MOST_NAME)
    if not name:
        state[_MISSING] = True
        return
    keep_retention(store, made.date())
    book = store.rooms()
    used = {room.code for room in book.rooms()}
    code = fresh_code()
    while code in used:
        code = fresh_code()
    after = dt.datetime.combine(state[_DATE] + dt.timedelta(days=1), dt.time(), ZoneInfo(TIME_ZONE))
    book.open_room(
        NewRoom(
            code=code,
            name=name,
            date=state[_DATE],
            language=state[_LANGUAGE],
            tables=state[_TABLES],
            moderated=state[_MODERATED],
            made_at=made,
            made_by=who.name(),
            expires_at=after.astimezone(dt.UTC).replace(tzinfo=None),
            agenda=clean_agenda(state[_AGENDA]),
        )
    )
    state[_NAME] = state[_AGENDA] = ""
    state.pop("room", None)


def _change(store: Store, room_id: int, ended: bool = False, **values: bool) -> None:
    if not who.keeps_data():
        return
    end = {"expires_at": now()} if ended else {}
    store.rooms().change_room(room_id, **values, **end)


def _day(room: Room) -> str:
    return numbers.day(room.date, language())
