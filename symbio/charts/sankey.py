"""The Sankey of the zone as an ECharts spec."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import pandas as pd

from symbio.charts.language import ink, kind_colors
from symbio.locale import numbers

OTHER_COLOR = "#8C8F86"
# A chart up to this wide has no room for quantities and for labels left of a column. [px]
_NARROW_PX = 880
_WALL_PX = 1400
_LETTER_WIDTH = 0.5  # of its height, in the mean
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
    large: bool = False,
) -> dict[str, Any]:
    """Sector → resource → sector as an ECharts spec.

    In a narrow chart labels are names alone, all of them right of their column.

    Parameters
    ----------
    flows : DataFrame, one row per giving sector, resource and receiving sector
        Columns `giver_sector`, `resource`, `kind` (or "other"),
        `receiver_sector`, `quantity` [unit].
    unit : str
        What `quantity` is, in words. [unit]
    resources, sectors : dict
        Id to name in the reader's language.
    dark, large : bool
        Whether the page is dark, and whether a room reads it.

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

    def room(letters: int, label_px: int, lines: int = 1) -> dict[str, Any]:
        fit = int(label_px / (letters * _LETTER_WIDTH)) if lines == 1 else None
        nodes = _nodes(flows, words, tint, plain, fit)
        return _room(nodes, letters=letters, label_px=label_px, lines=lines)

    # Labels of two columns share the room between them, or the browser leaves one out.
    wide = room(13 if not large else 16, 215)
    wall = room(16 if not large else 19, 340)
    narrow = room(11 if not large else 14, 104 if not large else 180, lines=2)
    fixed = {
        "type": "sankey",
        "links": _links(flows, words, tint),
        "left": 4,
        "top": 14,
        "bottom": 14,
        "nodeAlign": "justify",
        "layoutIterations": 48,
        "draggable": False,
        "selectedMode": "single",
        "emphasis": {"focus": "adjacency"},
        "labelLayout": {"hideOverlap": True},
        "lineStyle": {"curveness": 0.5, "opacity": 0.42},
    }
    written = {"color": ink(dark)}
    return {
        "tooltip": {"trigger": "item", "confine": True},
        "series": [fixed | wide | {"label": wide["label"] | written}],
        # The browser chooses, for it alone knows how wide the chart is; the last is the rest.
        "media": [
            {"query": {"maxWidth": _NARROW_PX}, "option": {"series": [narrow]}},
            {"query": {"minWidth": _WALL_PX}, "option": {"series": [wall]}},
            {"option": {"series": [wide]}},
        ],
    }


def _room(
    nodes: list[dict[str, Any]], *, letters: int, label_px: int, lines: int = 1
) -> dict[str, Any]:
    """What of a series differs by the width of the chart; `letters` are so many px high."""
    return {
        "data": nodes,
        # Labels of two lines stand right of the last column, too.
        "right": 4 if lines == 1 else "30%",
        "nodeWidth": 14 if lines == 1 else 8,
        "nodeGap": lines * (letters + 1) + 1,
        "label": {
            "fontSize": letters,
            "lineHeight": letters + 1,
            "width": label_px,
            "overflow": "truncate" if lines == 1 else "break",
        },
    }


def _nodes(
    flows: pd.DataFrame, words: _Words, tint: dict[str, str], plain: str, fit: int | None
) -> list[dict[str, Any]]:
    """Nodes with their labels: name and quantity in `fit` letters, or the name alone."""
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
                        "formatter": name
                        if fit is None
                        else _fitted(name, words.quantity(quantity), fit),
                        "position": "right" if fit is None else side,
                    },
                    "tooltip": words.hover(name, quantity),
                }
            )
    return nodes


def _fitted(name: str, quantity: str, fit: int) -> str:
    """A name before its quantity; where both are too long, the name is cut, never the number."""
    room = fit - len(quantity) - 2
    shown = name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
    return f"{shown}  {quantity}"


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
