"""Which role may open which page; a page that is not named here is the facilitator's."""

from __future__ import annotations

from symbio.access.viewer import Viewer

_EVERYBODY = frozenset({"visitor", "firm", "board", "facilitator"})
_PAGES = {
    "overview": _EVERYBODY,
    "map": _EVERYBODY,
    "flows": _EVERYBODY,
    "knowledge": _EVERYBODY,
    "privacy": _EVERYBODY,
    "firm": frozenset({"firm"}),
    "campaign": frozenset({"board", "facilitator"}),
}


def may_open(viewer: Viewer | None, page: str) -> bool:
    """Whether this viewer may open the page; nobody may open nothing."""
    return viewer is not None and viewer.role in _PAGES.get(page, frozenset({"facilitator"}))
