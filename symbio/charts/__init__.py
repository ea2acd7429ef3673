"""Frames to charts: Altair charts in the reader's language, and the Sankey as an ECharts spec.

Pure functions without Streamlit; the theme of the page colours axes and text.
"""

from symbio.charts.flows import ROUTES, balance_chart, months_chart, routes_chart
from symbio.charts.language import (
    ACCENT,
    ACCENT_DARK,
    KIND_COLORS,
    KIND_COLORS_DARK,
    kind_colors,
    localise,
    month_names,
)
from symbio.charts.sankey import OTHER_COLOR, sankey

__all__ = [
    "ACCENT",
    "ACCENT_DARK",
    "KIND_COLORS",
    "KIND_COLORS_DARK",
    "OTHER_COLOR",
    "ROUTES",
    "balance_chart",
    "kind_colors",
    "localise",
    "month_names",
    "months_chart",
    "routes_chart",
    "sankey",
]
