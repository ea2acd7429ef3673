"""Put charts, maps and Sankey diagrams on the page, each with a text for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pydeck as pdk
import streamlit as st

Picked = Callable[[dict[str, Any]], None]


def chart_spec(chart: Any) -> dict[str, Any]:
    """What an Altair chart asks the browser to draw.

    It is not checked against the schema again: the tests do that, and it takes most of
    the time of drawing.
    """
    return in_columns(chart.to_dict(validate=False))


def in_columns(spec: dict[str, Any]) -> dict[str, Any]:
    """The same with its rows in the columns that Streamlit would put them into at each run."""
    rows = spec.get("datasets", {})
    tables = {name: pa.Table.from_pandas(pd.DataFrame(rows[name])) for name in rows}
    return spec | {"datasets": tables}


def show_chart(chart: Any, alt: str, key: str, on_pick: Picked | None = None) -> None:
    """Draw an Altair chart or its `chart_spec`.

    `on_pick` gets the selection as a dict before the page runs again.
    """
    options: dict[str, Any] = {}
    if on_pick is not None:
        options["on_select"] = lambda: on_pick(dict(st.session_state[key]["selection"]))
    spec = chart if isinstance(chart, dict) else chart_spec(chart)
    st.vega_lite_chart(spec, key=key, alt=alt, **options)


def show_map(
    deck: pdk.Deck, alt: str, key: str, on_pick: Picked | None = None, height: int = 560
) -> None:
    """Draw a map; `on_pick` gets {layer id: [clicked rows]}, empty after a click on the ground."""
    options: dict[str, Any] = {}
    if on_pick is not None:
        options["on_select"] = lambda: on_pick(dict(st.session_state[key]["selection"]["objects"]))
        options["selection_mode"] = "single-object"
    st.pydeck_chart(deck, height=height, key=key, alt=alt, **options)


def show_sankey(
    spec: dict[str, Any], alt: str, key: str, on_pick: Picked | None = None, height: int = 560
) -> None:
    """Draw an ECharts spec; `on_pick` gets the clicked node or link of the spec as a dict."""
    options: dict[str, Any] = {}
    if on_pick is not None:
        options["on_select"] = lambda: _picked(spec, st.session_state[key]["selection"], on_pick)
    st.echarts_chart(spec, height=height, key=key, alt=alt, **options)


def _picked(spec: dict[str, Any], selection: dict[str, Any], on_pick: Picked) -> None:
    for group in selection.get("selected", []):
        series = spec["series"][group["series_index"]]
        rows = series["links"] if group.get("data_type") == "edge" else series["data"]
        for index in group["data_indices"]:
            if index < len(rows):
                on_pick(rows[index])
                return
    on_pick({})
