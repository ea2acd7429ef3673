"""What is counted in which unit: kinds of resources, classes of disposal, metrics of factors."""

from __future__ import annotations

from dataclasses import dataclass

UNITS = {
    "material": "t",
    "organic": "t",
    "energy": "MWh",
    "water": "m3",
    "asset": "h",
    "logistics": "lane",
    "expertise": "person_day",
}
# A class of disposal, and the unit that its factors count.
CLASSES = {
    "municipal": "t",
    "inert": "t",
    "hazardous": "t",
    "organic": "t",
    "liquid": "m3",
    "none": "unit",
}
VEHICLES = ("articulated_over_33t", "rigid_over_17t", "van")


@dataclass(frozen=True)
class Metric:
    """What rows of a metric look like.

    Attributes
    ----------
    unit : str
        {money} stands for the currency, {of} for the unit of the subject.
    subjects : tuple of str
        Kinds of subjects that it is asked of.
    least : float or None
        The smallest value there can be.
    """

    unit: str
    subjects: tuple[str, ...] = ("general",)
    least: float | None = 0.0

    @property
    def is_money(self) -> bool:
        """Whether its rows name a currency and a year."""
        return "{money}" in self.unit or self.subjects == ("currency",)


_ANYTHING = ("resource", "class", "kind", "general")
METRICS: dict[str, Metric] = {
    "virgin_price": Metric("{money}/{of}", _ANYTHING),
    "disposal_cost": Metric("{money}/{of}", _ANYTHING, None),
    "treatment_cost": Metric("{money}/{of}", _ANYTHING, None),
    "handling_cost": Metric("{money}/{of}", _ANYTHING),
    "freight_rate": Metric("{money}/t.km"),
    "expert_day_rate": Metric("{money}/person_day", _ANYTHING),
    "lane_rate": Metric("{money}/km", _ANYTHING),
    "link_cost_per_km_year": Metric("{money}/km.y", ("kind",)),
    "exchange_rate": Metric("{money}/EUR", ("currency",)),
    "price_index": Metric("2025=100", ("currency",)),
    "carbon_price": Metric("{money}/t"),
    "labour_cost": Metric("{money}/h"),
    "co2e_virgin": Metric("kg/{of}", _ANYTHING),
    "co2e_disposal": Metric("kg/{of}", _ANYTHING, None),
    "co2e_treatment": Metric("kg/{of}", _ANYTHING, None),
    "co2e_freight": Metric("kg/t.km", ("vehicle", "general")),
    "co2e_grid": Metric("kg/MWh"),
}
# Metric and subject of rows that a calculation cannot do without, for any region.
NEEDED_FACTORS = (
    ("freight_rate", ""),
    ("carbon_price", ""),
    ("labour_cost", ""),
    ("link_cost_per_km_year", "energy"),
    ("link_cost_per_km_year", "water"),
    ("exchange_rate", "EUR"),
    ("co2e_freight", ""),
    ("co2e_grid", ""),
    *(("disposal_cost", disposal_class) for disposal_class in CLASSES),
    *(("co2e_disposal", disposal_class) for disposal_class in CLASSES),
)
