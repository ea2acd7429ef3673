"""Who looks: a role and, for a firm, which one."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("visitor", "firm", "board", "facilitator")


@dataclass(frozen=True)
class Viewer:
    """All that decides what somebody may see; part of the key of every shared cache.

    Attributes
    ----------
    role : str
        One of `ROLES`.
    firm_id : str or None
        The firm that a viewer of the role "firm" speaks for.
    """

    role: str
    firm_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse a viewer that nobody could be.

        Raises
        ------
        ValueError
            An unknown role, a firm without its id, or an id beside another role.
        """
        if self.role not in ROLES:
            raise ValueError(f"role must be one of {ROLES}, got {self.role!r}")
        if (self.role == "firm") != (self.firm_id is not None):
            raise ValueError(f"firm_id belongs to the role firm, got {self.firm_id!r}")

    @property
    def sees_all(self) -> bool:
        """Whether nothing is kept back: the facilitator, who keeps the data."""
        return self.role == "facilitator"


FACILITATOR = Viewer("facilitator")
