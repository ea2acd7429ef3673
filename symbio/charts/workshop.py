"""The matches of a live workshop as a network: an ECharts spec."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from symbio.charts.language import kind_colors

# As many as can be read from the last row of a hall.
MOST_FIRMS = 10
# How far apart the columns stand, where two rows of one column are 1 apart.
_RIGHT = 3.8


def network(lines: pd.DataFrame, *, dark: bool = False, size: int = 22) -> dict[str, Any]:
    """Givers on the left, receivers on the right, and a line for each two that fit.

    Names stand outside of the two columns, so that no line crosses one; who has a place
    keeps it as lines are added. A firm that gives and receives stands in both columns.

    Parameters
    ----------
    lines : DataFrame, one row per two firms, the best first
        Columns `giver`, `receiver` (keys), `giver_name`, `receiver_name`, `kind` (of the
        resource), `title` (what a pointer is told) and `new` (drawn wider). Firms beyond
        the first `MOST_FIRMS` of a column are left out.
    dark : bool
        Whether the page is dark.
    size : int
        Of the names. [px]
    """
    colors = kind_colors(dark)
    ink = "#E6ECEA" if dark else "#1B2A30"
    columns: dict[str, dict[str, str]] = {"giver": {}, "receiver": {}}
    drawn = []
    for row in lines.to_dict("records"):
        for side, names in columns.items():
            if len(names) < MOST_FIRMS:
                names.setdefault(row[side], row[f"{side}_name"])
        if all(row[side] in names for side, names in columns.items()):
            drawn.append(row)
    nodes = [
        {
            "name": f"{side}:{key}",
            "x": 0.0 if side == "giver" else _RIGHT,
            "y": float(place),
            "symbolSize": 20,
            "itemStyle": {"color": ink},
            "label": {
                "formatter": _plain(name),
                "position": "left" if side == "giver" else "right",
            },
            "tooltip": {"formatter": html.escape(_plain(name))},
        }
        for side, names in columns.items()
        for place, (key, name) in enumerate(names.items())
    ]
    # The two columns are as high from the first line on.
    corners = [
        {
            "name": f"corner:{x}",
            "x": x,
            "y": y,
            "symbol": "none",
            "label": {"show": False},
        }
        for x, y in ((0.0, -0.5), (_RIGHT, MOST_FIRMS - 0.5))
    ]
    return {
        "tooltip": {"trigger": "item", "confine": True},
        "animation": False,
        "series": [
            {
                "type": "graph",
                "layout": "none",
                # No width: that of the columns follows from the height, so that dots stay round.
                "left": "center",
                "top": "1%",
                "bottom": "1%",
                "roam": False,
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": [0, 16],
                "data": [*nodes, *corners],
                "links": [
                    {
                        "source": f"giver:{row['giver']}",
                        "target": f"receiver:{row['receiver']}",
                        "lineStyle": {
                            "color": colors.get(row["kind"], ink),
                            "width": 9 if row["new"] else 4,
                            "opacity": 1.0 if row["new"] else 0.75,
                        },
                        "tooltip": {"formatter": html.escape(_plain(row["title"]))},
                    }
                    for row in drawn
                ],
                "label": {
                    "show": True,
                    "color": ink,
                    "fontSize": size,
                    "distance": 12,
                    "width": 9 * size,
                    "overflow": "truncate",
                },
                "lineStyle": {"curveness": 0},
            }
        ],
    }


def _plain(words: str) -> str:
    """Braces stand for values in an ECharts template."""
    return words.replace("{", "(").replace("}", ")")
