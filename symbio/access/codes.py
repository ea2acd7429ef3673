"""Personal access codes: made, written, read and checked.

A code is sixteen signs in groups of four, `7K2M-9XQT-3WRC-H2PD`. The first
group finds the row it belongs to; the other twelve (60 bits) are the secret, of
which only an Argon2 hash is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from symbio.locale import letters

# Crockford's base 32: no sign that is taken for another when read aloud.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "İ": "1"})
_GROUP, _LENGTH = 4, 16
MOST_TYPED = 64
# The smallest that OWASP's cheat sheet asks for (2024): a room of phones signs in at
# once on two cores, and a secret of 60 random bits needs no more.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@dataclass(frozen=True)
class Code:
    """A code in its two parts; its secret is not written into logs and traces."""

    selector: str
    secret: str = field(repr=False)

    def written(self) -> str:
        """The code as it is handed over."""
        signs = self.selector + self.secret
        return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))

    def secret_hash(self) -> str:
        """What is kept of the secret."""
        return _HASHER.hash(self.secret)


def fresh_code() -> Code:
    """A new random code."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return Code(signs[:_GROUP], signs[_GROUP:])


def read_code(typed: str) -> Code | None:
    """The code that somebody typed, with any blanks, dashes and case; None if it is none."""
    signs = "".join(sign for sign in typed[:MOST_TYPED] if sign.isalnum())
    # Turkish casing, so that "ı" and "i" both become the digit they are read as.
    signs = letters.upper(signs).translate(_MISREAD)
    if len(signs) != _LENGTH or any(sign not in _SIGNS for sign in signs):
        return None
    return Code(signs[:_GROUP], signs[_GROUP:])


def same_secret(secret_hash: str | None, secret: str) -> bool:
    """Whether `secret` is the one kept; takes as long where none is kept.

    Parameters
    ----------
    secret_hash : str or None
        As `Code.secret_hash` made it; None where there is no such code.
    """
    try:
        return _HASHER.verify(secret_hash or _nobodys(), secret) and secret_hash is not None
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return fresh_code().secret_hash()


def fresh_token() -> str:
    """What a browser's cookie holds: 256 random bits that mean nothing by themselves."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the server keeps of a cookie."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
