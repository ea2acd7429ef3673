"""The ranked list of what could go where, for those who follow it up and for one firm."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import sector_group
from symbio.locale.letters import fold
from symbio.matching import Result
from symbio.matching.scenario import apply
from symbio.zone.rows import Zone

STANDINGS = (
    "planned",
    "possible",
    "no_price",
    "no_quantity",
    "too_small",
    "costly",
    "blocked",
)
LEGAL_STATES = ("allowed", "conditional", "blocked")
GRADES = ("measured", "declared", "estimated", "unknown")
VALUE_TERMS = {
    "avoided_disposal_per_unit": 1,
    "avoided_purchase_per_unit": 1,
    "treatment_per_unit": -1,
    "residue_disposal_per_unit": -1,
    "handling_per_unit": -1,
    "transport_per_unit": -1,
}
ADDED = (
    "rank",
    "standing",
    "giver_name",
    "receiver_name",
    "treater_name",
    "giver_sector",
    "receiver_sector",
    "quantity_per_year",
    "planned_per_year",
    "value_per_year",
    "co2e_t_per_year",
    "need_covered",
    "data_grade",
    "synthetic",
)


def rank(zone: Zone, knowledge: Knowledge, result: Result) -> pd.DataFrame:
    """Rank every candidate as a facilitator needs it, best first.

    What the plan uses comes first, by its value a year; then what pays on its
    own; then what has no price, no quantity or less than the smallest lot,
    ranked by law, size and distance; then what costs more than it saves; last
    what the law blocks. The
    quantities of candidates that share a stream overlap: do not add them up.

    Parameters
    ----------
    zone : Zone
        The stored rows, for names, sectors and grades.
    knowledge : Knowledge
        For the sector groups.
    result : Result
        The outcome of `symbio.matching.match`.

    Returns
    -------
    DataFrame, one row per candidate
        The columns of `result.candidates` and `ADDED`: `quantity_per_year` is
        the most that could go [unit of the offer/y, missing if unknown],
        `planned_per_year` what the plan gives it [same], `value_per_year` the
        joint surplus of the planned or else the possible quantity
        [currency/y]; `co2e_t_per_year` [t/y] and `need_covered`, the share of
        the receiver's need [1], are of the same quantity.
    """
    found = _with_parties(result, zone, knowledge)
    planned = result.exchanges.set_index("candidate_id")["quantity_per_year"]
    found = found.assign(
        planned_per_year=found["candidate_id"].map(planned).astype("float64").fillna(0.0),
        **quantities(result),
    )
    counted = found["planned_per_year"].where(
        found["planned_per_year"] > 0, found["quantity_per_year"]
    )
    fixed = found["fixed_link_cost_per_year"].fillna(0.0)
    found = found.assign(
        value_per_year=found["value_per_unit"].where(found["price_known"]) * counted - fixed,
        co2e_t_per_year=found["co2e_kg_per_unit"] * counted / 1000,
        need_covered=found["need_covered"] * counted,
    )
    found = found.assign(standing=_standing(found))
    return _sorted(found)


def _with_parties(result: Result, zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    """The candidates with names, sectors, grade and the text to search in."""
    found = result.candidates
    met = apply(zone, result.scenario)
    firms = met.firm.set_index("firm_id")
    sector = firms["nace"].fillna("").map(lambda nace: sector_group(nace, knowledge))
    synthetic = firms["origin"].eq("synthetic")
    grades = met.stream.set_index("stream_id")["grade"].fillna("unknown").map(GRADES.index)
    # A netted stream has no row of its own: what it is made of was declared.
    offered, needed = (
        found[column].map(grades).fillna(GRADES.index("declared")).to_numpy(dtype="int64")
        for column in ("offer_stream_id", "need_stream_id")
    )
    weakest = np.maximum(offered, needed)
    found = found.assign(
        giver_name=found["giver_firm_id"].map(firms["name"]),
        receiver_name=found["receiver_firm_id"].map(firms["name"]),
        treater_name=found["treater_firm_id"].map(firms["name"]),
        giver_sector=found["giver_firm_id"].map(sector),
        receiver_sector=found["receiver_firm_id"].map(sector),
        data_grade=pd.Series(np.array(GRADES)[weakest], index=found.index, dtype="str"),
        synthetic=found["giver_firm_id"].map(synthetic).fillna(False).astype(bool),
    )
    return found.assign(search=_searchable(found, firms["name"], knowledge))


def _searchable(found: pd.DataFrame, names: pd.Series, knowledge: Knowledge) -> pd.Series:
    """Names of parties, resources and process of each candidate, folded into one text."""
    ways = knowledge.pathways.set_index("pathway_id")
    labels = knowledge.resources.set_index("resource_id")
    firms = names.map(fold).to_dict()
    resources = (labels["name_tr"] + " " + labels["name_en"]).map(fold).to_dict()
    processes = (ways["process_tr"] + " " + ways["process_en"]).map(fold).to_dict()
    search = pd.Series("", index=found.index, dtype="str")
    for column, folded in (
        ("giver_firm_id", firms),
        ("receiver_firm_id", firms),
        ("treater_firm_id", firms),
        ("from_resource", resources),
        ("to_resource", resources),
        ("pathway_id", processes),
    ):
        search = search + " " + found[column].map(folded).fillna("")
    return search


def quantities(result: Result) -> dict[str, pd.Series]:
    """The most each candidate could carry alone, and the share of the need one unit covers.

    Returns
    -------
    dict of name -> Series, by the rows of `result.candidates`
        quantity_per_year [unit/y], missing where either side's is unknown; need_covered
        [1 per unit].
    """
    found = result.candidates
    has = result.streams.set_index("stream_id")["quantity_per_year"]
    offered = found["offer_stream_id"].map(has).astype("float64")
    needed = found["need_stream_id"].map(has).astype("float64")
    # One unit of the offer replaces this much of the need.
    replaces = found["yield"] * found["substitution_ratio"]
    room = needed * found["need_share_cap"].fillna(1.0) / replaces
    # np.minimum keeps a missing quantity missing: half an answer is none.
    possible = pd.Series(np.minimum(offered, room), index=found.index)
    possible = possible.where(found["quantity_known"].astype(bool))
    return {"quantity_per_year": possible, "need_covered": replaces / needed}


def _standing(found: pd.DataFrame) -> pd.Series:
    """Which of `STANDINGS` each candidate has; the first that fits."""
    pays = found["value_per_year"] > 0
    chosen = np.select(
        [
            found["legal_state"] == "blocked",
            found["planned_per_year"] > 0,
            ~found["quantity_known"].astype(bool),
            found["quantity_per_year"] < found["minimum_lot_per_year"],
            ~found["price_known"].astype(bool),
            pays,
        ],
        ["blocked", "planned", "no_quantity", "too_small", "no_price", "possible"],
        default="costly",
    )
    return pd.Series(chosen, index=found.index, dtype="str")


def _sorted(found: pd.DataFrame) -> pd.DataFrame:
    """Best first: by standing, then money where there is money, else law, size, distance."""
    by_money = found["standing"].isin(("planned", "possible", "costly"))
    law = found["legal_state"].map(LEGAL_STATES.index).astype("float64")
    # Tonnes and cubic metres do not compare; the place within its own unit does.
    size = found.groupby("unit")["quantity_per_year"].rank(pct=True)
    order = pd.DataFrame(
        {
            "standing": found["standing"].map(STANDINGS.index),
            "money_or_law": (-found["value_per_year"]).where(by_money, law),
            "size": (-size).where(~by_money),
            "distance": found["distance_km"],
            "id": found["candidate_id"],
        }
    ).sort_values(["standing", "money_or_law", "size", "distance", "id"], na_position="last")
    ranked = found.loc[order.index].reset_index(drop=True)
    return ranked.assign(rank=np.arange(1, len(ranked) + 1))
