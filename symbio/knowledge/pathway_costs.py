"""What a pathway's process costs, as a factor among factors: a zone may know it better."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from symbio.knowledge.names import resource_units
from symbio.knowledge.tables import Knowledge

METRIC = "pathway"
# Column of the factors -> column of the pathways.
COLUMNS = {
    "value": "treatment_cost_eur_per_unit",
    "low": "treatment_cost_low_eur_per_unit",
    "high": "treatment_cost_high_eur_per_unit",
    "year": "treatment_year",
}
_CURRENCY = "EUR"  # of all pathways
_GENERAL = "general knowledge"


def cost_id(pathway_id: str) -> str:
    """The id of a pathway's treatment cost among the factors that a zone may replace."""
    return f"{METRIC}.{pathway_id}"


@lru_cache(maxsize=16)
def replaceable(knowledge: Knowledge) -> pd.DataFrame:
    """The factors, then the treatment cost of every pathway in the same columns.

    Of a cost the subject is the pathway, and the source that of figures: what shows that a
    pathway is walked rarely says what it costs.
    """
    ways, units = knowledge.pathways, resource_units(knowledge)
    assumed = ways["figures_grade"] == "assumption"
    costs = pd.DataFrame(
        {
            "factor_id": [cost_id(name) for name in ways["pathway_id"]],
            "metric": METRIC,
            "subject": ways["pathway_id"],
            "region": "ANY",
            **{name: ways[column].astype("float64") for name, column in COLUMNS.items()},
            "unit": [f"{_CURRENCY}/{units[name]}" for name in ways["from_resource"]],
            "currency": _CURRENCY,
            "source": ways["source"].mask(assumed, _GENERAL),
            "grade": ways["figures_grade"],
            "note_tr": ways["process_tr"],
            "note_en": ways["process_en"],
            "chapter": "",
        }
    )
    return pd.concat([knowledge.factors, costs.dropna(subset="value")], ignore_index=True)
