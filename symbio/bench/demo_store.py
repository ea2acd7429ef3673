"""The demo zone in a database of its own, for benchmarks that need the app."""

from __future__ import annotations

from pathlib import Path

from symbio.zone.changes import compare
from symbio.zone.demo import generate
from symbio.zone.store import open_store


def demo_database(folder: Path) -> Path:
    """Store the demo zone in a new file in `folder` and close it."""
    path = folder / "symbio.duckdb"
    store = open_store(path)
    try:
        store.apply(compare(store.read(), generate().tables()), who="bench")
    finally:
        store.close()
    return path
