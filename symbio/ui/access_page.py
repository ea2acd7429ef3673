"""The parts of the page Erişim: who has access, a new code, and taking one back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from symbio.access import ROLES, Viewer
from symbio.access.sign_in import add_account, add_code, now
from symbio.locale import numbers
from symbio.ui import who
from symbio.ui.inputs import choose_named
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, plain, sentence
from symbio.zone.store import Store
from symbio.zone.store_access import Access

_DAYS = (30, 90, 180, 365, 730)
_USUAL_DAYS = 365
_SOON = dt.timedelta(days=30)
_MOST_LABEL, _MOST_ACCOUNT = 80, 120
_MADE, _PROBLEM, _PICKED = "access_made", "access_problem", "access_picked"
_ROLE, _FIRM, _LABEL, _ACCOUNT, _FOR_DAYS = (
    f"access_new_{name}" for name in ("role", "firm", "label", "account", "days")
)


def columns() -> list[Any]:
    """The list and, beside it, the form."""
    return list(st.columns([3, 2], gap="large"))


def say_answer(store: Store) -> None:
    """Who can sign in, and what runs out soon."""
    at, code = now(), language()
    alive = [entry for entry in store.access().entries() if entry.opens(at)]
    if not alive:
        sentence(t("access.lead_none"))
        return
    soon = sum(entry.expires_at < at + _SOON for entry in alive)
    firms = {entry.firm_id for entry in alive if entry.role == "firm"}
    words = {
        "count": numbers.number(len(alive), code),
        "firms": numbers.number(len(firms), code),
        "soon": numbers.number(soon, code),
    }
    sentence(t("access.lead_soon" if soon else "access.lead", **words))


def show_new_code() -> None:
    """The code just made, until the person says that it is written down."""
    written = st.session_state.get(_MADE)
    if written is None:
        return
    with st.container(border=True, key="new_code"):
        st.markdown(f"**{t('access.new_code')}**")
        st.code(written, language=None)
        note(t("access.new_code_note"))
        st.button(t("access.noted"), icon=":material/check:", on_click=_forget)


def keep_new_code(written: str) -> None:
    """Have `show_new_code` show a code in the runs to come."""
    st.session_state[_MADE] = written


def ask_new(store: Store) -> None:
    """The form for a new code or account."""
    names = store.read().firm_names()
    st.subheader(t("access.add"), anchor=False)
    roles = {role: _role(role) for role in ROLES}
    role = st.selectbox(
        t("access.column_role"), ROLES, index=1, format_func=roles.__getitem__, key=_ROLE
    )
    if role == "firm":
        choose_named(
            t("common.firm"),
            names,
            key=_FIRM,
            placeholder=t("access.choose_firm"),
        )
    note(t(f"access.opens_{role}"))
    st.text_input(
        t("access.column_for"), key=_LABEL, max_chars=_MOST_LABEL, placeholder=t("access.for_hint")
    )
    st.selectbox(
        t("access.for_days"),
        _DAYS,
        index=_DAYS.index(_USUAL_DAYS),
        format_func={days: t("access.days", number=days) for days in _DAYS}.__getitem__,
        key=_FOR_DAYS,
    )
    st.text_input(
        t("access.account"), key=_ACCOUNT, max_chars=_MOST_ACCOUNT, help=t("access.account_help")
    )
    st.button(
        t("access.add_button"),
        type="primary",
        icon=":material/key:",
        on_click=_add,
        args=(store, names),
    )
    problem = st.session_state.pop(_PROBLEM, None)
    if problem:
        st.warning(t(f"access.{problem}"))


def show_given(store: Store) -> None:
    """Everything given out, the last first; the one picked can be taken back."""
    st.subheader(t("access.given"), anchor=False)
    entries = store.access().entries()
    if not entries:
        note(t("access.none"))
        return
    names = store.read().firm.set_index("firm_id")["name"]
    shown = pd.DataFrame([_row(entry, names) for entry in entries])
    ids = [entry.access_id for entry in entries]
    show_table(
        shown,
        [
            Column("for", t("access.column_for"), width=230),
            Column("role", t("access.column_role")),
            Column("state", t("access.column_state")),
            Column("expires", t("access.column_expires")),
            Column("used", t("access.column_used")),
            Column("made", t("access.column_made")),
            Column("by", t("access.column_made_by")),
        ],
        "access_given",
        t("access.given"),
        on_row=lambda place: _pick(ids[place]),
    )
    note(t("access.revoke_hint"))
    picked = next(
        (entry for entry in entries if entry.access_id == st.session_state.get(_PICKED)), None
    )
    if picked is not None and picked.opens(now()):
        st.button(
            t("access.revoke", label=plain(picked.label)),
            icon=":material/key_off:",
            on_click=_revoke,
            args=(store, picked.access_id),
        )


def _row(entry: Access, names: pd.Series) -> dict[str, str]:
    code = language()
    state = "revoked" if entry.revoked_at else "live" if entry.opens(now()) else "expired"
    parts = [entry.label, names.get(entry.firm_id, entry.firm_id), entry.account]
    return {
        "for": " · ".join(dict.fromkeys(str(part) for part in parts if part)),
        "role": _role(entry.role),
        "state": t(f"access.state_{state}"),
        "expires": numbers.day(entry.expires_at, code),
        "used": numbers.day(entry.last_used_on, code),
        "made": numbers.day(entry.made_at, code),
        "by": entry.made_by,
    }


def _add(store: Store, names: dict[str, str]) -> None:
    if not who.keeps_data():
        return
    state = st.session_state
    role = state[_ROLE]
    firm = str(state.get(_FIRM)) if role == "firm" else None
    if firm is not None and firm not in names:
        state[_PROBLEM] = "choose_firm"
        return
    label = " ".join(state[_LABEL].split()) or (names[firm] if firm else _role(role))
    viewer = Viewer(role, firm)
    account, days = state[_ACCOUNT].strip(), state[_FOR_DAYS]
    if account:
        add_account(store, viewer, account, label, by=who.name(), days=days)
    else:
        keep_new_code(add_code(store, viewer, label, by=who.name(), days=days))
    state[_LABEL] = state[_ACCOUNT] = ""


def _forget() -> None:
    st.session_state.pop(_MADE, None)


def _revoke(store: Store, access_id: int) -> None:
    if not who.keeps_data():
        return
    book, at = store.access(), now()
    left = [entry for entry in book.entries() if entry.role == "facilitator" and entry.opens(at)]
    if [entry.access_id for entry in left] == [access_id]:
        st.session_state[_PROBLEM] = "last_facilitator"
        return
    book.revoke(access_id, by=who.name(), at=at)


def _pick(access_id: int) -> None:
    st.session_state[_PICKED] = access_id


def _role(role: str) -> str:
    return t(f"access.role_{role}")
