"""The one store that the process shows."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import streamlit as st

from symbio.errors import InputError
from symbio.ui.empty import explain
from symbio.zone.store import Store, open_store


def path() -> Path:
    """The database: SYMBIO_DB, else data/symbio.duckdb."""
    return _resolved(os.environ.get("SYMBIO_DB", "data/symbio.duckdb"))


@cache
def _resolved(path: str) -> Path:
    return Path(path).resolve()


def store() -> Store:
    """The open store; where it cannot be opened, say why and stop the page."""
    try:
        return open_store(path())
    except InputError as error:
        explain(error)
        st.stop()


def store_or_none() -> Store | None:
    """The open store; None where it cannot be opened."""
    try:
        return open_store(path())
    except InputError:
        return None
