"""Interest, contact and figures: what opens when both sides say so."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd
import streamlit as st

from symbio.access.sign_in import now
from symbio.firm import Standing
from symbio.locale import numbers
from symbio.opportunities import Wording
from symbio.ui import database, who
from symbio.ui.firm_side import Side
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain
from symbio.zone.store_consent import Contact, Kind, Pair

# How long a contact is kept after the firm confirmed it. [d]
KEPT_DAYS = 365
_PERSON, _MAIL, _PHONE = "contact_person", "contact_mail", "contact_phone"
_SAID = "contact_said"
_LOOKS_LIKE_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def show_standing(row: dict[str, Any], me: Side, say: Wording) -> None:
    """The next step with one partner, and the button that takes it."""
    pair = me.pairs.get(row["pair_key"])
    if pair is None or row["legal_state"] == "blocked":
        return
    how = me.standings.get(pair, Standing())
    if how.contact:
        _show_contact(pair, me)
        _show_fee(row, how, say)
    elif how.mine:
        st.markdown(f":material/hourglass_top: {t('firm.waiting')}")
    elif how.theirs:
        st.markdown(f":material/notifications: **{t('firm.they_wait')}**")
    with st.container(horizontal=True):
        _button("contact", how.mine, row["pair_key"], pair)
        if how.contact:
            _button("figures", how.my_figures, row["pair_key"], pair)


def ask_contact(me: Side) -> None:
    """The form for whom partners may call; the words that say why and how long."""
    today = dt.date.today()
    kept = database.store().consents().contact(me.firm_id, today)
    with st.expander(t("firm.contact"), icon=":material/call:", expanded=False):
        note(t("firm.contact_why", days=KEPT_DAYS))
        for key, value in ((_PERSON, "person"), (_MAIL, "email"), (_PHONE, "phone")):
            st.session_state.setdefault(key, getattr(kept, value) if kept else "")
            st.text_input(t(f"firm.contact_{value}"), key=key, max_chars=80)
        with st.container(horizontal=True):
            st.button(t("firm.contact_keep"), icon=":material/save:", on_click=_keep)
            if kept is not None:
                st.button(t("firm.contact_erase"), icon=":material/delete:", on_click=_erase)
        if kept is not None:
            note(t("firm.contact_until", day=numbers.day(kept.keep_until, language())))
        said = st.session_state.pop(_SAID, None)
        if said:
            st.caption(t(f"firm.{said}"))


def _button(kind: Kind, given: bool, key: str, pair: Pair) -> None:
    st.button(
        t(f"firm.{kind}_{'withdraw' if given else 'give'}"),
        key=f"{kind}_{key}",
        type="secondary" if given else "primary",
        help=t(f"firm.{kind}_help"),
        on_click=_withdraw if given else _give,
        args=(pair, kind),
    )


def _show_contact(pair: Pair, me: Side) -> None:
    """Whom to call on the other side; the firm itself where it named nobody."""
    owner = database.store().read().stream.set_index("stream_id")["firm_id"]
    other = next((owner[s] for s in pair if s in owner.index and owner[s] != me.firm_id), None)
    found = database.store().consents().contact(str(other), dt.date.today())
    if found is None:
        st.markdown(f":material/handshake: {t('firm.both_without_contact')}")
        return
    parts = [plain(part) for part in (found.person, found.phone, found.email) if part]
    st.markdown(f":material/handshake: **{t('firm.both')}** {' · '.join(parts)}")


def _show_fee(row: dict[str, Any], how: Standing, say: Wording) -> None:
    if how.figures and pd.notna(row["fee_low_per_unit"]):
        st.markdown(plain(say.fee_band(row)))
    elif how.my_figures:
        note(t("firm.figures_waiting"))
    elif how.their_figures:
        note(t("firm.figures_they_wait"))


def _mine() -> str | None:
    """The firm that the person at this screen speaks for now."""
    viewer = who.viewer()
    return viewer.firm_id if viewer is not None else None


def _give(pair: Pair, kind: Kind) -> None:
    mine = _mine()
    if mine is not None and _is_party(mine, pair):
        database.store().consents().give(pair, mine, kind, by=who.name(), at=now())


def _withdraw(pair: Pair, kind: Kind) -> None:
    mine = _mine()
    if mine is not None and _is_party(mine, pair):
        database.store().consents().withdraw(pair, mine, kind, by=who.name(), at=now())


def _is_party(firm_id: str, pair: Pair) -> bool:
    rows = database.store().read().stream
    return bool((rows["stream_id"].isin(pair) & (rows["firm_id"] == firm_id)).any())


def _keep() -> None:
    mine, state = _mine(), st.session_state
    person, mail, phone = (" ".join(state[key].split()) for key in (_PERSON, _MAIL, _PHONE))
    if mine is None:
        return
    if not person or not (mail or phone) or (mail and not _LOOKS_LIKE_MAIL.fullmatch(mail)):
        state[_SAID] = "contact_incomplete"
        return
    until = dt.date.today() + dt.timedelta(days=KEPT_DAYS)
    contact = Contact(mine, person, mail, phone, now(), who.name(), until)
    database.store().consents().set_contact(contact)
    state[_SAID] = "contact_kept"


def _erase() -> None:
    mine = _mine()
    if mine is not None:
        database.store().consents().erase_contact(mine)
        for key in (_PERSON, _MAIL, _PHONE):
            st.session_state[key] = ""
        st.session_state[_SAID] = "contact_erased"
