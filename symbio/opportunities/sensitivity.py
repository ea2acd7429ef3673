"""Which general figures the plan's value hangs on, so that people check those first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge, factor_table
from symbio.zone.rows import Zone

COLUMNS = (
    "factor_id",
    "metric",
    "subject",
    "pathway_id",
    "grade",
    "exchanges",
    "amount_per_year",
    "swing_per_year",
)
_PATHWAY = "pathway"


def sensitivity(exchanges: pd.DataFrame, zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    """How far the plan's value moves when one figure goes from its low to its high end.

    The plan is kept as it is and every other figure stays, so the movement is
    in proportion to the figure's share of the value. Prices that firms gave
    themselves are no general figures and are left out; so is a figure without a
    range, whose swing is unknown (NaN), not 0.

    Parameters
    ----------
    exchanges : DataFrame
        Of `symbio.matching.Result`, with the terms of each.
    zone : Zone
        For the streams that have a price of their own.
    knowledge : Knowledge

    Returns
    -------
    DataFrame, one row per figure that the plan uses, widest swing first
        Columns `COLUMNS`: factor_id ("" for a pathway's own treatment cost),
        exchanges that rest on it, amount_per_year that it makes up of the value,
        swing_per_year between its ends [currency/y].
    """
    known = exchanges[exchanges["price_known"]]
    parts = list(_parts(known, zone, knowledge))
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[rows["amount"].abs() > 0]
    key = ["factor_id", "metric", "subject", "pathway_id", "grade"]
    added = rows.groupby(key, as_index=False).agg(
        exchanges=("exchange", "nunique"),
        amount_per_year=("amount", "sum"),
        spread=("spread", "first"),
    )
    # All terms of one figure move together: what is spared here and paid there cancels out.
    added = added.assign(swing_per_year=added["amount_per_year"].abs() * added["spread"])
    return added.sort_values(
        ["swing_per_year", "amount_per_year", "factor_id", "pathway_id"],
        ascending=[False, False, True, True],
        na_position="last",
        ignore_index=True,
    )[list(COLUMNS)]


def _parts(known: pd.DataFrame, zone: Zone, knowledge: Knowledge) -> Iterator[pd.DataFrame]:
    """Each term of the value with the figure that it rests on."""
    country = zone.country
    subjects = knowledge.factors.set_index("factor_id")["subject"]
    quantity = known["quantity_per_year"]
    streams = zone.stream.set_index("stream_id")
    priced = streams["present_cost_per_unit"].notna()
    disposed = streams["present_route"].fillna("").str.startswith("D")
    resources = knowledge.resources.set_index("resource_id")
    offers, needs = known["offer_stream_id"], known["need_stream_id"]
    classes = known["from_resource"].map(resources["disposal_class"])
    # As in `symbio.matching.value`: what is usually sold, and goes to disposal today.
    usual = factor_table(knowledge, "disposal_cost", known["from_resource"], country)["value"]
    sold = pd.Series(usual.to_numpy(dtype="float64") < 0, index=known.index)
    of_class = _true(offers.map(disposed)) & sold
    lane = known["from_resource"].map(resources["kind"]) == "logistics"
    bought = known["avoided_purchase_per_unit"].where(~_true(needs.map(priced)), 0.0) * quantity
    carried = -known["transport_per_unit"] * quantity
    terms = (
        (
            "disposal_cost",
            known["from_resource"].where(~of_class, classes),
            known["avoided_disposal_per_unit"].where(~_true(offers.map(priced)), 0.0) * quantity,
        ),
        # A lane is worth its kilometres, and its detour costs them.
        ("virgin_price", known["to_resource"], bought.where(~lane, 0.0)),
        ("lane_rate", known["to_resource"], bought.where(lane, 0.0)),
        ("lane_rate", known["from_resource"], carried.where(lane, 0.0)),
        (
            "disposal_cost",
            known["from_resource"].where(~sold, classes),
            -known["residue_disposal_per_unit"] * quantity,
        ),
        (
            "treatment_cost",
            known["to_resource"],
            -known["treatment_per_unit"].where(~_by_pathway(known, knowledge), 0.0) * quantity,
        ),
        ("handling_cost", known["from_resource"], -known["handling_per_unit"] * quantity),
        ("link_cost_per_km_year", known["from_resource"], -known["fixed_link_cost_per_year"]),
        ("freight_rate", pd.Series("", index=known.index), carried.where(~lane, 0.0)),
    )
    for metric, subject, amount in terms:
        found = factor_table(knowledge, metric, subject, country)
        yield pd.DataFrame(
            {
                "factor_id": found["factor_id"],
                "metric": metric,
                "subject": found["factor_id"].map(subjects),
                "pathway_id": "",
                "grade": found["grade"],
                "exchange": known["candidate_id"].to_numpy(),
                "spread": _spread(found["low"], found["value"], found["high"]),
                "amount": amount.to_numpy(dtype="float64"),
            }
        ).query("factor_id != ''")
    yield _treatment(known, quantity, knowledge)


def _treatment(known: pd.DataFrame, quantity: pd.Series, knowledge: Knowledge) -> pd.DataFrame:
    """What the pathways' processes cost, with the range of each pathway's own row."""
    ways = knowledge.pathways.set_index("pathway_id").reindex(known["pathway_id"])
    cost = "treatment_cost_{}eur_per_unit"
    low, value, high = (ways[cost.format(end)] for end in ("low_", "", "high_"))
    return pd.DataFrame(
        {
            "factor_id": "",
            "metric": _PATHWAY,
            "subject": "",
            "pathway_id": known["pathway_id"].to_numpy(),
            "exchange": known["candidate_id"].to_numpy(),
            "grade": ways["figures_grade"].fillna("").to_numpy(),
            "spread": _spread(low, value, high),
            "amount": (
                -known["treatment_per_unit"].where(_by_pathway(known, knowledge), 0.0) * quantity
            ).to_numpy(dtype="float64"),
        }
    )


def _by_pathway(known: pd.DataFrame, knowledge: Knowledge) -> pd.Series:
    """Exchanges over a pathway of the tables; the others hand on what is offered as it is."""
    return known["pathway_id"].isin(knowledge.pathways["pathway_id"])


def _true(values: pd.Series) -> pd.Series:
    return values.fillna(False).astype(bool)


def _spread(low: pd.Series, value: pd.Series, high: pd.Series) -> np.ndarray:
    """Width of the range as a share of the value; NaN without a range."""
    ends = high.to_numpy(dtype="float64") - low.to_numpy(dtype="float64")
    middle = np.abs(value.to_numpy(dtype="float64"))
    return np.where(middle > 0, ends / np.where(middle > 0, middle, 1.0), np.nan)
