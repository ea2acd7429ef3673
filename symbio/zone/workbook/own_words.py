"""What the zone calls its resources: a sheet of its own, beside those of the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from symbio.errors import Problem
from symbio.knowledge import Knowledge
from symbio.knowledge.resolution import Taught
from symbio.knowledge.resolve import find_resource
from symbio.locale import LANGUAGES, text
from symbio.locale.letters import fold
from symbio.zone.workbook.sheet import Sheet
from symbio.zone.workbook.words import own_words_sheets

_FIELDS = ("words", "resource")
_WIDTH = 48  # letters


def write_own_words(
    book: Any, heading: Any, taught: Taught, language: str, names: Mapping[str, str]
) -> None:
    """Add the sheet: a line for each text, beside it the resource it means.

    Parameters
    ----------
    heading : format of xlsxwriter
    names : mapping
        Resource to how a sheet writes it.
    """
    sheet = book.add_worksheet(text(language, "workbook.sheet_own_words"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, _WIDTH)
    for column, field in enumerate(_FIELDS):
        sheet.write_string(0, column, text(language, f"workbook.own_words_{field}"), heading)
    for row, (words, resource) in enumerate(taught, start=1):
        sheet.write_string(row, 0, words)
        sheet.write_string(row, 1, names.get(resource, resource))


def read_own_words(
    sheets: Sequence[Sheet], knowledge: Knowledge
) -> tuple[dict[str, str], list[Problem]]:
    """What each text of these sheets means, and the lines that name no resource.

    Notes
    -----
    A resource counts by its id, name or synonym in the tables; never by a word of the zone.
    """
    meant: dict[str, str] = {}
    problems = []
    for sheet in sheets:
        if fold(sheet.name) not in own_words_sheets():
            continue
        headers = [fold(name) for name in sheet.headers(1)]
        places = [_place(headers, field) for field in _FIELDS]
        for row, cells in enumerate(sheet.rows[1:], start=2):
            words, named = (str(cells[at]).strip() if 0 <= at < len(cells) else "" for at in places)
            resource = find_resource(named, knowledge)
            if words and resource:
                meant[words] = resource
            elif words or named:
                problems.append(_unknown(sheet, row, named if words else words))
    return meant, problems


def _place(headers: Sequence[str], field: str) -> int:
    """The column of a field by its heading in either language, -1 where there is none."""
    known = {fold(text(language, f"workbook.own_words_{field}")) for language in LANGUAGES}
    return next((at for at, name in enumerate(headers) if name in known), -1)


def _unknown(sheet: Sheet, row: int, value: str) -> Problem:
    return Problem("own_words_unknown", sheet.file, sheet.name, row, value=value)
