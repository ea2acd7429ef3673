"""Who looks at this screen: worked out on the server, anew on every run.

A browser brings a cookie (from `symbio.ui.sign_in`) or an account of the sign-in
provider; what it may see is looked up in the store each time, so that a code
taken back is out of use at once. While the store has only ever held synthetic or
public rows, everybody may look, in any role: that is the demo.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from symbio.access import FACILITATOR, ROLES, Viewer, may_open
from symbio.access.codes import token_hash
from symbio.access.sign_in import now, viewer_of
from symbio.disclosure import K
from symbio.ui import address, run
from symbio.ui.database import store_or_none
from symbio.ui.language import t
from symbio.ui.texts import plain
from symbio.zone.store import Store
from symbio.zone.store_access import Access

COOKIE = "symbio_sign_in"
ROLE, FIRM = "role", "as_firm"
_STAY = "access_id"
_PROVIDER = "provider"


def person() -> Access | None:
    """Whose code or account this session came with; None for nobody."""
    store = store_or_none()
    return None if store is None else _person(store)


def in_demo() -> bool:
    """Whether everybody may look, because there is nothing to protect."""
    store = store_or_none()
    return store is not None and not store.closed() and _person(store) is None


def viewer() -> Viewer | None:
    """What the person at this screen may see; None where nobody is signed in."""
    store = store_or_none()
    if store is None:
        return None
    # Others may end the demo meanwhile.
    return run.once_a_run(("viewer", store.closed()), lambda: _looks(store))


def facilitates() -> bool:
    """Whether nothing is kept back from this reader: the facilitator's view."""
    found = viewer()
    return found is not None and found.sees_all


def opened(pages: Iterable[str]) -> frozenset[str]:
    """Those of the pages that the person at this screen may open."""
    found = viewer()
    return frozenset(page for page in pages if may_open(found, page))


def keeps_data() -> bool:
    """Whether the person at this screen may change everything.

    Asked again by callbacks: they run before the frame looks who is there.
    """
    found = viewer()
    return found is not None and found.sees_all


def fewest_firms() -> int:
    """How many firms a figure must rest on before this reader sees it."""
    return 0 if facilitates() else K


def name() -> str:
    """Who answers for what is written in this session."""
    known = person()
    return known.label if known else "demo"


def stay(access: Access) -> None:
    """Keep this session signed in, after a code was given on a page."""
    here()[_STAY] = access.access_id
    run.ask_anew()


def start_role() -> None:
    """Know the role that a demo or a facilitator looks in, before anything is drawn."""
    address.start(ROLE, "facilitator", lambda word: word if word in ROLES else None)
    address.start(FIRM, None, lambda word: word[:80])


def choose_role() -> None:
    """Draw the switch between the roles, for a demo and for a facilitator."""
    store = store_or_none()
    known = person()
    if store is None or (known is None and store.closed()):
        return
    if known is not None:
        st.caption(f"{plain(known.label)} · {t(f'access.role_{known.role}')}")
    if known is None or known.role == "facilitator":
        roles = {role: t(f"access.role_{role}") for role in ROLES}
        st.selectbox(
            t("access.switch"),
            ROLES,
            format_func=roles.__getitem__,
            key=ROLE,
            persist_state="session",
        )
        address.keep(ROLE, "" if st.session_state[ROLE] == "facilitator" else _chosen_role())
        if _chosen_role() == "firm":
            _choose_firm(store)
    if known is not None and known.kind == "account":
        st.button(t("access.sign_out"), icon=":material/logout:", on_click=st.logout)
    elif known is not None:
        st.html(f'<a class="symbio-link" href="sign-out">{t("access.sign_out")}</a>')


def accounts() -> bool:
    """Whether there is a sign-in provider: a section [auth] in .streamlit/secrets.toml."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def offer_account() -> None:
    """Offer the sign-in provider, where there is one; say which account it knows."""
    if not accounts():
        return
    user = st.user.to_dict()
    if user.get("is_logged_in") is not True:
        st.button(t("access.sign_in_account"), icon=":material/passkey:", on_click=st.login)
        return
    subject, mail = (plain(user.get(claim) or t("common.unknown")) for claim in ("sub", "email"))
    verified = "verified" if user.get("email_verified") is True else "unverified"
    st.warning(
        t(f"access.account_{verified}", subject=subject, mail=mail), icon=":material/person_off:"
    )
    st.button(t("access.sign_out"), icon=":material/logout:", on_click=st.logout)


def _choose_firm(store: Store) -> None:
    names = store.read().firm_names()
    if not names:
        return
    st.session_state[FIRM] = _chosen_firm(store)
    st.selectbox(
        t("access.switch_firm"),
        list(names),
        format_func=names.__getitem__,
        key=FIRM,
        persist_state="session",
    )
    address.keep(FIRM, st.session_state[FIRM])


def _looks(store: Store) -> Viewer | None:
    known = _person(store)
    own = viewer_of(known) if known else None if store.closed() else FACILITATOR
    if own != FACILITATOR:
        return own
    return _looked_as(store)


def _looked_as(store: Store) -> Viewer:
    """What a facilitator looks as; a firm needs a firm."""
    role = _chosen_role()
    if role != "firm":
        return Viewer(role)
    firm = _chosen_firm(store)
    return Viewer("visitor") if firm is None else Viewer("firm", firm)


def _chosen_role() -> str:
    role = st.session_state.get(ROLE, "facilitator")
    return role if role in ROLES else "facilitator"


def _chosen_firm(store: Store) -> str | None:
    """The firm chosen; else the one with most streams, which has most to see."""
    zone = store.read()
    chosen = str(st.session_state.get(FIRM))
    if zone.firm["firm_id"].eq(chosen).any():
        return chosen
    if zone.firm.empty:
        return None
    counts = zone.stream["firm_id"].value_counts().sort_index()
    return str(counts.idxmax() if len(counts) else zone.firm["firm_id"].iloc[0])


def _person(store: Store) -> Access | None:
    book, at, session = store.access(), now(), here()
    stayed = session.get(_STAY)
    if stayed is not None:
        return book.get(stayed, at)
    cookie = st.context.cookies.get(COOKIE)
    found = book.signed_in(token_hash(str(cookie)), at) if cookie else None
    if found is None and _PROVIDER not in session:
        # The file that says whether there is a provider is looked for once a session.
        session[_PROVIDER] = accounts()
    return found or (book.by_account(_account_names(), at) if session[_PROVIDER] else None)


def _account_names() -> list[str]:
    """What the account of the sign-in provider may be known by; empty without one.

    An e-mail address counts only where the provider has verified it, and a subject
    never for an address: elsewhere anybody may have typed either.
    """
    user = st.user.to_dict()
    if user.get("is_logged_in") is not True:
        return []
    subject, mail = (str(user.get(claim) or "").strip().lower() for claim in ("sub", "email"))
    names = [] if "@" in subject else [subject]
    if user.get("email_verified") is True and "@" in mail:
        names.append(mail)
    return [word for word in names if word]


@st.cache_resource(scope="session", show_spinner=False)
def here() -> dict[str, Any]:
    """What only this session holds; unlike its state, no message of a browser reaches it."""
    return {}
