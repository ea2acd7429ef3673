"""The Sankey of the zone as an ECharts spec."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from symbio.charts.language import kind_colors
from symbio.locale import numbers

OTHER_COLOR = "#8C8F86"
# Giving sector, resource, receiving sector: column, what a click picks, side of the label.
_SIDES = (
    ("giver_sector", "sector", "right"),
    ("resource", "resource", "right"),
    ("receiver_sector", "sector", "left"),
)


@dataclass(frozen=True)
class _Words:
    """Names and quantities in the reader's language."""

    language: str
    unit: str
    resources: dict[str, str]
    sectors: dict[str, str]

    def name(self, column: str, key: str) -> str:
        """The name of a resource or a sector; both may be called "other"."""
        names = self.resources if column == "resource" else self.sectors
        # Braces stand for values in an ECharts template.
        return names.get(key, key).replace("{", "(").replace("}", ")")

    def quantity(self, value: float) -> str:
        return f"{numbers.compact(value, self.language)} {self.unit}"

    def hover(self, title: str, value: float) -> dict[str, str]:
        return {"formatter": f"<b>{html.escape(title)}</b><br>{html.escape(self.quantity(value))}"}


def sankey(
    flows: pd.DataFrame,
    *,
    language: str,
    unit: str,
    resources: dict[str, str],
    sectors: dict[str, str],
    dark: bool = False,
    narrow: bool = False,
) -> dict[str, Any]:
    """Sector → resource → sector as an ECharts spec.

    Parameters
    ----------
    flows : DataFrame, one row per giving sector, resource and receiving sector
        Columns `giver_sector`, `resource`, `kind` (or "other"),
        `receiver_sector`, `quantity` [unit].
    unit : str
        What `quantity` is, in words. [unit]
    resources, sectors : dict
        Id to name in the reader's language.
    dark, narrow : bool
        Whether the page is dark, and whether it is a phone.

    Returns
    -------
    dict
        Nodes and links carry `pick` ({"sector": id} or {"resource": id}) for the click.
    """
    colors = kind_colors(dark) | {"other": OTHER_COLOR}
    kinds = dict(zip(flows["resource"], flows["kind"], strict=True))
    tint = {resource: colors[kind] for resource, kind in kinds.items()}
    plain = "#8FA3A8" if dark else "#5F7479"
    words = _Words(language, unit, resources, sectors)
    return {
        "tooltip": {"trigger": "item", "confine": True},
        "series": [
            {
                "type": "sankey",
                "data": _nodes(flows, words, tint, plain, narrow),
                "links": _links(flows, words, tint),
                "left": 4,
                "right": 4,
                "top": 10,
                "bottom": 10,
                "nodeWidth": 10 if narrow else 14,
                "nodeGap": 8 if narrow else 14,
                "nodeAlign": "justify",
                "layoutIterations": 48,
                "draggable": False,
                "selectedMode": "single",
                "emphasis": {"focus": "adjacency"},
                "labelLayout": {"hideOverlap": True},
                "label": {
                    "color": "#E6ECEA" if dark else "#1B2A30",
                    "fontSize": 10 if narrow else 13,
                    "width": 100 if narrow else 300,
                    "overflow": "truncate",
                },
                "lineStyle": {"curveness": 0.5, "opacity": 0.42},
            }
        ],
    }


def _nodes(
    flows: pd.DataFrame, words: _Words, tint: dict[str, str], plain: str, narrow: bool
) -> list[dict[str, Any]]:
    """Nodes with their labels; on a phone a label is the name alone."""
    nodes = []
    for depth, (column, pick, side) in enumerate(_SIDES):
        sums = flows.groupby(column)["quantity"].sum().sort_values(ascending=False, kind="stable")
        for key, quantity in sums.to_dict().items():
            name = words.name(column, str(key))
            nodes.append(
                {
                    "name": f"{depth}:{key}",
                    "depth": depth,
                    "value": float(quantity),
                    "pick": {pick: key},
                    "itemStyle": {"color": tint[str(key)] if pick == "resource" else plain},
                    "label": {
                        "formatter": name if narrow else f"{name}  {words.quantity(quantity)}",
                        "position": side,
                    },
                    "tooltip": words.hover(name, quantity),
                }
            )
    return nodes


def _links(flows: pd.DataFrame, words: _Words, tint: dict[str, str]) -> list[dict[str, Any]]:
    links = []
    for depth, (left, right) in enumerate(
        (("giver_sector", "resource"), ("resource", "receiver_sector"))
    ):
        sums = flows.groupby([left, right])["quantity"].sum().reset_index()
        for row in sums.to_dict("records"):
            title = f"{words.name(left, row[left])} → {words.name(right, row[right])}"
            links.append(
                {
                    "source": f"{depth}:{row[left]}",
                    "target": f"{depth + 1}:{row[right]}",
                    "value": float(row["quantity"]),
                    "pick": {"resource": row["resource"]},
                    "lineStyle": {"color": tint[row["resource"]]},
                    "tooltip": words.hover(title, row["quantity"]),
                }
            )
    return links
