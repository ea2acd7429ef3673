"""Import of a workbook with 10,000 rows: read, check, compare, write."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from symbio.bench.lines import Line
from symbio.errors import InputError
from symbio.knowledge import load
from symbio.zone.changes import compare
from symbio.zone.demo import generate
from symbio.zone.store import open_store
from symbio.zone.workbook import SourceFile, export, read

NAME = "import"
FIRMS, STREAMS_PER_FIRM = 1_250, 7.4
SECONDS = 5.0


def measure() -> list[Line]:
    """Import a generated workbook into an empty store, then the same file again.

    Returns
    -------
    list of Line
        Rows in the file, and seconds of both imports.
    """
    with tempfile.TemporaryDirectory(prefix="symbio-") as name:
        workbook, database = Path(name) / "zone.xlsx", Path(name) / "symbio.duckdb"
        zone = generate(FIRMS, streams_per_firm=STREAMS_PER_FIRM)
        export.write(zone, workbook, "tr")
        rows = sum(len(frame) for frame in zone.tables().values())
        first, written = _import_s(workbook, database)
        again, changed = _import_s(workbook, database)
    return [
        Line(NAME, "rows in the file", rows, ""),
        Line(NAME, "rows written", written, ""),
        Line(NAME, "first import", first, "s", SECONDS, 2),
        Line(NAME, "the same file again", again, "s", SECONDS, 2),
        Line(NAME, "rows changed by the same file again", changed, "", 0),
    ]


def _import_s(workbook: Path, database: Path) -> tuple[float, int]:
    """From the path to the committed rows [s], and how many were written."""
    knowledge = load()
    start = time.perf_counter()
    store = open_store(database)
    try:
        stored = store.read()
        reading = read([SourceFile.at(workbook)], knowledge, stored=stored)
        if not reading.ready:
            raise InputError(*reading.problems, *reading.questions)
        rows = store.apply(compare(stored, reading.tables), who="bench").rows
    finally:
        store.close()
    return time.perf_counter() - start, rows
