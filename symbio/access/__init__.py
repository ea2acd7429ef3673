"""Who may see and do what: roles, personal codes, sign-in, lock-out.

A session's role is worked out on the server on every run, from the cookie or
the account it came with; nothing that a browser sends names a role. The parts
that need the store or Argon2 are imported from their modules.
"""

from symbio.access.pages import may_open
from symbio.access.viewer import FACILITATOR, ROLES, Viewer

__all__ = ["FACILITATOR", "ROLES", "Viewer", "may_open"]
