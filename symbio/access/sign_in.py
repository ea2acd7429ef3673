"""Signing in by a code, and giving codes out."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from symbio.access.attempts import Attempts
from symbio.access.codes import fresh_code, fresh_token, read_code, same_secret, token_hash
from symbio.access.viewer import Viewer
from symbio.zone.store import Store
from symbio.zone.store_access import Access, Grant

DAYS = 365
MOST_DAYS = 3 * 365
# A facilitator sees everything and signs in more often.
_SIGNED_IN_DAYS = {"facilitator": 7}
_SIGNED_IN_DAYS_OTHERS = 30
# Argon2 takes memory and a core; a hall that signs in at once waits its turn.
_AT_ONCE = threading.BoundedSemaphore(2)


def now() -> datetime:
    """The moment as it is now, as the store keeps moments: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def add_code(store: Store, viewer: Viewer, label: str, *, by: str, days: int = DAYS) -> str:
    """Give out a new code.

    Parameters
    ----------
    viewer : Viewer
        What it opens.
    label : str
        Whom it is for.
    by : str
        Who gives it out.
    days : int
        How long it opens anything. [d]

    Returns
    -------
    str
        The code: the only time it is known.
    """
    book = store.access()
    code = fresh_code()
    while book.by_selector(code.selector) is not None:
        code = fresh_code()
    grant = _grant("code", viewer, label, by, days)
    book.add(replace(grant, selector=code.selector, secret_hash=code.secret_hash()))
    return code.written()


def add_account(
    store: Store, viewer: Viewer, account: str, label: str, *, by: str, days: int = DAYS
) -> Access:
    """Let an account of the sign-in provider in.

    Parameters
    ----------
    account : str
        E-mail address or subject; compared without case.
    label, by, days
        As in `add_code`.
    """
    grant = _grant("account", viewer, label, by, days)
    return store.access().add(replace(grant, account=account.strip().lower()))


def _grant(kind: str, viewer: Viewer, label: str, by: str, days: int) -> Grant:
    made = now()
    return Grant(
        kind=kind,
        role=viewer.role,
        firm_id=viewer.firm_id,
        label=label,
        selector=None,
        secret_hash=None,
        account=None,
        made_at=made,
        made_by=by,
        expires_at=made + timedelta(days=days),
    )


def check_code(
    store: Store, typed: str, address: str, attempts: Attempts
) -> tuple[Access | None, float]:
    """Whose code this is.

    Every wrong code is answered alike, and after the same work: unknown,
    mistyped, expired, revoked, locked.

    Returns
    -------
    Access or None
        What the code opens; None where it opens nothing.
    float
        How long the caller waits before it answers. [s]
    """
    code = read_code(typed)
    selector = code.selector if code else ""
    found = store.access().by_selector(selector)
    alive = found is not None and found.opens(now()) and not attempts.locked(selector)
    with _AT_ONCE:
        kept = found.secret_hash if found is not None and alive else None
        right = same_secret(kept, code.secret if code else typed[:64])
    if found is None or not right:
        return None, attempts.wrong(selector, address)
    attempts.right(selector)
    return found, 0.0


def hand_token(store: Store, access: Access) -> tuple[str, datetime]:
    """Sign a browser in: what its cookie is to hold, and until when [UTC]."""
    token, made = fresh_token(), now()
    days = _SIGNED_IN_DAYS.get(access.role, _SIGNED_IN_DAYS_OTHERS)
    until = min(made + timedelta(days=days), access.expires_at)
    store.access().sign_in(token_hash(token), access.access_id, made, until)
    return token, until


def viewer_of(access: Access) -> Viewer:
    """What an access opens."""
    return Viewer(access.role, access.firm_id)
