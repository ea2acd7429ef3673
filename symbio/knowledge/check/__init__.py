"""The laws of the knowledge tables, each broken one said with its sheet, row and column.

The tables are edited by experts in Excel; what a test would only call false is
explained here, all of it at once. `given` says what may stand in each column and
`cells` holds it; the laws of whole rows and between tables are in `of_*`. The tests
of the shipped tables ask these laws, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from symbio.errors import Problem
from symbio.knowledge.check import cells, of_factors, of_pathways, of_resources, of_rest
from symbio.knowledge.check.given import KEYS
from symbio.knowledge.check.said import Law
from symbio.knowledge.tables import Knowledge

__all__ = ["KEYS", "LAWS", "Law", "in_order", "problems"]

LAWS: tuple[Law, ...] = (
    *cells.LAWS,
    *of_resources.LAWS,
    *of_pathways.LAWS,
    *of_factors.LAWS,
    *of_rest.LAWS,
)


def problems(knowledge: Knowledge, unread: frozenset[str] = frozenset()) -> list[Problem]:
    """Say every law that the tables break.

    Parameters
    ----------
    knowledge : Knowledge
        A row's label is its place below the headings, from 0.
    unread : frozenset of str
        Columns ("table.column") that could not be read: a law that asks for one of them
        is not judged.

    Returns
    -------
    list of Problem
        With the table as sheet, and the row as in the exported workbook (the
        headings are row 1); in that order. Empty where all holds.
    """
    judged = (law for law in LAWS if not law.reads & unread)
    return in_order(one for law in judged for one in law.broken(knowledge))


def in_order(found: Iterable[Problem]) -> list[Problem]:
    """Problems sheet by sheet from above to below, those of whole sheets first."""
    places = {name: place for place, name in enumerate(KEYS)}
    return sorted(found, key=lambda one: (places.get(one.sheet, -1), one.row or 0))
