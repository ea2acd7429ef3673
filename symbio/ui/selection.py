"""One selection for map, table and Sankey: a firm and a resource, kept in the link."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symbio.locale import letters
from symbio.ui.inputs import choose
from symbio.ui.language import t

KEYS = ("firm", "resource")


def selected_firm() -> str | None:
    """Id of the selected firm."""
    return st.session_state.get("firm")


def selected_resource() -> str | None:
    """Id of the selected resource."""
    return st.session_state.get("resource")


def select(key: str, value: str | None) -> None:
    """Select a firm or a resource from a click: call it in a callback only.

    The same value again takes the selection away.
    """
    if key not in KEYS:
        raise ValueError(f"key must be one of {KEYS}, got {key!r}")
    st.session_state[key] = None if st.session_state.get(key) == value else value


def choose_firm(firms: pd.DataFrame) -> str | None:
    """Draw the field that shows and changes the selected firm.

    Parameters
    ----------
    firms : DataFrame
        Columns `firm_id`, `name`.
    """
    names = dict(zip(firms["firm_id"], firms["name"], strict=True))
    ids = sorted(names, key=lambda firm: letters.sort_key(names[firm]))
    return choose("firm", t("common.firm"), ids, names.__getitem__, t("common.all_firms"))


def choose_resource(names: dict[str, str]) -> str | None:
    """Draw the field that shows and changes the selected resource.

    Parameters
    ----------
    names : dict
        Resource id to its name in the reader's language.
    """
    ids = sorted(names, key=lambda resource: letters.sort_key(names[resource]))
    return choose(
        "resource", t("common.resource"), ids, names.__getitem__, t("common.all_resources")
    )
