"""A zone as a workbook of the template's shape: importing it again changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from symbio.knowledge import Knowledge, load
from symbio.knowledge.resolution import Taught
from symbio.zone.rows import Zone
from symbio.zone.workbook.layout import write_book


def write(
    zone: Zone,
    path_or_buffer: Path | str | IO[bytes],
    language: str,
    knowledge: Knowledge | None = None,
    taught: Taught = (),
) -> None:
    """Write every row of `zone`.

    Parameters
    ----------
    zone : Zone
    path_or_buffer : path or binary stream
        Where the .xlsx goes.
    language : "tr" or "en"
        Of sheet names, headings, choices and resources; the importer knows both.
    knowledge : Knowledge, optional
        The package's own by default.
    taught : tuple of (text, resource_id)
        What the zone calls its resources (`Store.synonyms`).

    Notes
    -----
    Excel keeps 15 to 16 digits of a number; a difference beyond them is no change.
    """
    write_book(path_or_buffer, zone.tables(), language, knowledge or load(), taught)
