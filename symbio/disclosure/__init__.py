"""What each viewer may know: pure, from frames to frames; see docs/privacy.md.

`symbio.ui.reading` is the one place that calls it, so that a page cannot forget it.
"""

from symbio.disclosure.bands import rounded
from symbio.disclosure.grouping import K
from symbio.disclosure.labels import resource_label
from symbio.disclosure.levels import LEVELS, NOTHING_AGREED, Agreements
from symbio.disclosure.masked_zone import without_costs
from symbio.disclosure.sums import firms_at_least
from symbio.disclosure.tokens import Tokens
from symbio.disclosure.view import Common, Counts, Matched, View, view_for, whole_view

__all__ = [
    "LEVELS",
    "NOTHING_AGREED",
    "Agreements",
    "Common",
    "Counts",
    "K",
    "Matched",
    "Tokens",
    "View",
    "firms_at_least",
    "resource_label",
    "rounded",
    "view_for",
    "whole_view",
    "without_costs",
]
