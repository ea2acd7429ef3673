"""How the map looks and speaks: signs, tones, colours, and the words of a hover."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pydeck as pdk

from symbio.charts import kind_colors
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers, text

MARKS = "app/static/marks.svg"
_CELL = 64
_SECTORS = (
    "food",
    "wood_furniture",
    "paper_packaging",
    "agri_chemicals",
    "machinery_metal_energy",
    "plastics",
    "construction",
    "textile",
    "waste_recovery",
    "tourism",
    "agriculture",
    "public_utility",
    "other",
)
SIGNS = (*_SECTORS, "offer", "need")
ATLAS = {
    sign: {
        "x": place % 8 * _CELL,
        "y": place // 8 * _CELL,
        "width": _CELL,
        "height": _CELL,
        "mask": True,
    }
    for place, sign in enumerate(SIGNS)
}
FONT = pdk.types.String("IBM Plex Sans, sans-serif")
_LIGHT = {
    "inside": [255, 255, 255, 245],
    "outside": [240, 236, 224, 245],
    "edge": [27, 42, 48, 200],
    "sign": [27, 42, 48, 230],
    "accent": [11, 110, 110, 255],
    "on_accent": [255, 255, 255, 255],
    "halo": [250, 250, 247, 235],
}
_DARK = {
    "inside": [34, 46, 51, 250],
    "outside": [48, 46, 40, 250],
    "edge": [198, 210, 208, 200],
    "sign": [226, 234, 232, 230],
    "accent": [92, 196, 184, 255],
    "on_accent": [18, 25, 28, 255],
    "halo": [18, 25, 28, 235],
}


@dataclass(frozen=True)
class Look:
    """What every layer needs to know of the reader: language, theme, selected firm."""

    language: str
    knowledge: Knowledge
    selected: str | None
    dark: bool

    def say(self, key: str, **values: object) -> str:
        """A text in the reader's language; the browser escapes what a hover shows."""
        return text(self.language, key, **values)

    def resource(self, resource_id: str) -> str:
        """The name of a resource."""
        return resource_name(resource_id, self.language, self.knowledge)

    def quantity(self, value: float, unit: str) -> str:
        """A quantity a year with its unit."""
        if pd.isna(value):
            return self.say("common.quantity_unknown")
        per_year = self.say("common.per_year", unit=self.say(f"common.unit_{unit}"))
        return f"{numbers.compact(value, self.language)} {per_year}"

    def tone(self, name: str, faint: bool = False) -> list[int]:
        """A colour of the page as red, green, blue, opacity [0-255]."""
        red, green, blue, opacity = (_DARK if self.dark else _LIGHT)[name]
        return [red, green, blue, round(opacity * 0.3) if faint else opacity]

    def colors(self) -> dict[str, list[int]]:
        """Red, green, blue of each kind of resource [0-255]."""
        return {
            kind: [int(color[place : place + 2], 16) for place in (1, 3, 5)]
            for kind, color in kind_colors(self.dark).items()
        }

    def stands_out(self, *firms: str) -> bool:
        """Whether one of `firms` is selected, or nothing is."""
        return self.selected is None or self.selected in firms
