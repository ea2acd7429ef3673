"""Names for rows that tell nothing of the row: what stands in links instead of ids."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

_LENGTH = 10


@dataclass(frozen=True)
class Tokens:
    """Makes tokens under one secret of the store; the same id gives the same token."""

    secret: bytes = field(repr=False)

    def token(self, kind: str, identity: str) -> str:
        """The token of a firm, stream or candidate.

        Parameters
        ----------
        kind : str
            What it is: tokens of different kinds do not meet.
        identity : str
            The id that must not be seen.
        """
        digest = hmac.digest(self.secret, f"{kind}\0{identity}".encode(), hashlib.sha256)
        return base64.b32encode(digest)[:_LENGTH].decode().lower()
