"""The partners of one firm, ranked by what is known of them under the disclosure rules."""

from __future__ import annotations

import numpy as np
import pandas as pd

PARTNER_COLUMNS = (
    "candidate_id",
    "direction",
    "own_stream_id",
    "partner_stream_id",
    "partner",
    "partner_state",
    "own_resource",
    "partner_resource",
    "partner_low",
    "partner_high",
    "unit",
    "partner_unit",
    "pathway_id",
    "legal_state",
    "legal_rules",
    "low_km",
    "high_km",
    "value_per_unit",
    "potential_per_year",
    "fee_low_per_unit",
    "fee_high_per_unit",
    "standing",
)
# Standings that are worth a talk come before those that are not.
_WORTH = {"planned": 0, "possible": 0, "no_price": 1, "no_quantity": 1, "too_small": 2, "costly": 3}
_LAST = 4


def partners(opportunities: pd.DataFrame, firm_id: str, quantities: pd.Series) -> pd.DataFrame:
    """Who could take what a firm gives, and give what it needs.

    Parameters
    ----------
    opportunities : DataFrame
        As `symbio.disclosure.View.opportunities` holds it for a viewer of this firm.
    firm_id : str
        The firm.
    quantities : Series
        The firm's own quantities by stream_id. [unit/y]

    Returns
    -------
    DataFrame, one row per own stream and partner's stream, best first
        Columns `PARTNER_COLUMNS`, the best process of each: `potential_per_year` is what
        the firm's own quantity, as far as the partner's that is shown goes, would be worth
        to both together by general factors, the link's cost taken off [currency/y]; missing
        where the own quantity or the price is.
    """
    sides = []
    for direction, mine, other in (("offer", "giver", "receiver"), ("need", "receiver", "giver")):
        rows = opportunities[opportunities[f"{mine}_firm_id"] == firm_id]
        stream, foreign = ("offer", "need") if direction == "offer" else ("need", "offer")
        own = rows[f"{stream}_stream_id"].map(quantities).astype("float64")
        replaces = rows["yield"] * rows["substitution_ratio"]
        shown = rows[f"{other}_high"].astype("float64")
        # A value is per unit of what is offered: of a need, of what would have to be offered.
        offered, most = (own, shown / replaces) if direction == "offer" else (own / replaces, shown)
        offered = offered.mask(most < offered, most)
        resources = ("from_resource", "to_resource")
        sides.append(
            rows.assign(
                direction=direction,
                own_stream_id=rows[f"{stream}_stream_id"],
                partner_stream_id=rows[f"{foreign}_stream_id"],
                partner=rows[f"{other}_name"],
                partner_state=rows[f"{other}_state"],
                partner_low=rows[f"{other}_low"],
                partner_high=rows[f"{other}_high"],
                own_resource=rows[resources[direction == "need"]],
                partner_resource=rows[resources[direction == "offer"]],
                partner_unit=rows["need_unit" if direction == "offer" else "unit"],
                potential_per_year=rows["value_per_unit"] * offered - rows["link_cost_per_year"],
            )
        )
    found = pd.concat(sides, ignore_index=True)
    worth = found["standing"].map(_WORTH).fillna(_LAST)
    law = found["legal_state"].map({"allowed": 0, "conditional": 1, "blocked": 9})
    order = pd.DataFrame(
        {
            "law": law >= 9,
            "worth": worth,
            "money": -found["potential_per_year"],
            "unit_money": -found["value_per_unit"],
            "strict": law,
            "km": found["low_km"],
            "id": found["candidate_id"],
        }
    ).sort_values(["law", "worth", "money", "unit_money", "strict", "km", "id"], na_position="last")
    ranked = found.loc[order.index].drop_duplicates(["own_stream_id", "partner_stream_id"])
    return ranked.assign(
        potential_per_year=ranked["potential_per_year"].replace([np.inf, -np.inf], np.nan)
    )[list(PARTNER_COLUMNS)].reset_index(drop=True)
