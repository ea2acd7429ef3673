"""The matches of a live workshop as a network: an ECharts spec."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from symbio.charts.language import kind_colors


def network(matches: pd.DataFrame, *, dark: bool = False, size: int = 20) -> dict[str, Any]:
    """Firms on a circle, and a line for each match.

    The circle, not forces: what stands on the wall stays where it is as lines are added.

    Parameters
    ----------
    matches : DataFrame, one row per match
        Columns `giver`, `receiver` (keys), `giver_name`, `receiver_name`, `kind`
        (of the resource) and `title` (what a pointer is told).
    dark : bool
        Whether the page is dark.
    size : int
        Of the names. [px]
    """
    colors = kind_colors(dark)
    ink = "#E6ECEA" if dark else "#1B2A30"
    names: dict[str, str] = {}
    for row in matches.to_dict("records"):
        names.setdefault(row["giver"], row["giver_name"])
        names.setdefault(row["receiver"], row["receiver_name"])
    return {
        "tooltip": {"trigger": "item", "confine": True},
        "animationDurationUpdate": 300,
        "series": [
            {
                "type": "graph",
                "layout": "circular",
                "left": "18%",
                "right": "18%",
                "top": "6%",
                "bottom": "14%",
                "roam": False,
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": [0, 14],
                "data": [
                    {
                        "name": key,
                        "symbolSize": 22,
                        "itemStyle": {"color": ink},
                        "label": {"formatter": _plain(name)},
                        "tooltip": {"formatter": html.escape(_plain(name))},
                    }
                    for key, name in names.items()
                ],
                "links": [
                    {
                        "source": row["giver"],
                        "target": row["receiver"],
                        "lineStyle": {"color": colors.get(row["kind"], ink), "width": 5},
                        "tooltip": {"formatter": html.escape(_plain(row["title"]))},
                    }
                    for row in matches.to_dict("records")
                ],
                "label": {
                    "show": True,
                    "position": "bottom",
                    "color": ink,
                    "fontSize": size,
                    "width": 240,
                    "overflow": "truncate",
                },
                "lineStyle": {"curveness": 0.15, "opacity": 0.85},
            }
        ],
    }


def _plain(words: str) -> str:
    """Braces stand for values in an ECharts template."""
    return words.replace("{", "(").replace("}", ")")
