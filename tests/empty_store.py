"""An empty store of its own, for a test."""

from __future__ import annotations

from pathlib import Path

from symbio.zone.store import Store, open_store


def empty_store(tmp_path: Path) -> Store:
    """An empty store of its own."""
    opened = open_store(tmp_path / "zone.duckdb")
    yield opened
    open_store(opened.path).close()


def reopened(store: Store) -> Store:
    """The same file opened anew: what it holds, not what the process remembers."""
    store.close()
    return open_store(store.path)
