"""The end of the demo: who writes the first own rows shows, or gets, a facilitator's code."""

from __future__ import annotations

import streamlit as st

from symbio.access import FACILITATOR
from symbio.access.sign_in import add_code, check_code, now
from symbio.ui import who
from symbio.ui.access_page import keep_new_code
from symbio.ui.language import t
from symbio.ui.sign_in import ATTEMPTS
from symbio.zone.changes import Changes
from symbio.zone.store import Store
from symbio.zone.store_audit import Written

_CODE = "door_code"


def say(changes: Changes, store: Store) -> None:
    """Say that writing these rows ends the demo; ask for a code where there is one."""
    say_ahead(store, own=changes.brings_own)


def say_ahead(store: Store, *, own: bool) -> None:
    """The same beside a form, before its rows are known: `own` is what they would be."""
    if not (own and _open(store)):
        return
    if store.access().facilitator(now()):
        st.warning(t("access.import_code_needed"), icon=":material/lock:")
        st.text_input(t("access.import_code"), key=_CODE, type="password", max_chars=64)
    else:
        st.warning(t("access.import_first_code"), icon=":material/lock:")


def opened(changes: Changes, store: Store) -> bool:
    """Whether the person may write these rows; a right code signs this session in."""
    if not ends_demo(changes, store) or not store.access().facilitator(now()):
        return who.keeps_data()
    typed = st.session_state.get(_CODE) or ""
    access, _pause = check_code(store, typed, st.context.ip_address or "", ATTEMPTS)
    if access is None or access.role != "facilitator":
        return False
    who.stay(access)
    return True


def write(
    changes: Changes,
    store: Store,
    *,
    by: str,
    note: str = "",
    remove_gone: frozenset[str] = frozenset(),
) -> Written | None:
    """Write rows that may be the first own ones; None where the code they ask for is wrong.

    Raises
    ------
    InputError
        As `Store.apply` does.
    """
    if not opened(changes, store):
        st.error(t("access.import_code_wrong"), icon=":material/key_off:")
        return None
    done = store.apply(changes, who=by, remove_gone=remove_gone, note=note)
    close(store)
    return done


def close(store: Store) -> None:
    """After the write: where nobody could sign in any more, make the first code."""
    if not store.closed() or store.access().facilitator(now()):
        return
    written = add_code(store, FACILITATOR, t("access.import_first_label"), by=who.name())
    keep_new_code(written)
    who.stay(store.access().entries()[0])


def ends_demo(changes: Changes, store: Store) -> bool:
    """Whether nobody could look without a code any more, were these rows written."""
    return changes.brings_own and _open(store)


def _open(store: Store) -> bool:
    return who.in_demo() and not store.closed()
