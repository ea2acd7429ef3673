"""One selection for map, table and Sankey: a firm and a resource, kept in the link."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symbio.locale import letters
from symbio.ui.inputs import choose
from symbio.ui.kept import make_once
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
    names = firm_names(firms)
    return choose("firm", t("common.firm"), list(names), names.__getitem__, t("common.all_firms"))


def firm_names(firms: pd.DataFrame) -> dict[str, str]:
    """Ids and names of the stored firms, in the order of the names."""
    return make_once(
        "firm_names",
        make=lambda: letters.by_name(dict(zip(firms["firm_id"], firms["name"], strict=True))),
    )


def choose_resource(names: dict[str, str]) -> str | None:
    """Draw the field that shows and changes the selected resource.

    Parameters
    ----------
    names : dict
        Resource id to its name in the reader's language, in the order to show.
    """
    return choose(
        "resource", t("common.resource"), list(names), names.__getitem__, t("common.all_resources")
    )
