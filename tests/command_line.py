"""A terminal in an empty folder, and a small demo in a database there."""

from functools import cache
from pathlib import Path

from symbio.zone.changes import compare
from symbio.zone.demo import generate
from symbio.zone.store import open_store

ROOT = Path(__file__).parents[1]


def turkish_terminal(monkeypatch, tmp_path):
    monkeypatch.delenv("SYMBIO_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "symbio.duckdb"))
    monkeypatch.chdir(tmp_path)


@cache
def small_demo():
    return generate(20)


def demo_database(zone, tmp_path):
    path = tmp_path / "symbio.duckdb"
    store = open_store(path)
    store.apply(compare(store.read(), zone.tables()), who="test")
    store.close()
    return path


def stored(path):
    store = open_store(path)
    try:
        return store.read()
    finally:
        store.close()
