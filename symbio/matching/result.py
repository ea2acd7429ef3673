"""What a run answers: candidates, exchanges, balances, and how good the plan is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from symbio.matching.scenario import Scenario

# A quantity counts as changed where it moved by more than this share.
CHANGED = 1e-6
_PARTIES = [
    "candidate_id",
    "offer_stream_id",
    "need_stream_id",
    "pathway_id",
    "giver_firm_id",
    "receiver_firm_id",
    "treater_firm_id",
    "from_resource",
    "to_resource",
    "kind",
    "unit",
    "distance_km",
]


@dataclass(frozen=True)
class Solve:
    """How the plan was found.

    Attributes
    ----------
    status : str
        "optimal", "gap" (within `gap` of the optimum) or "empty" (nothing could be planned).
    gap : float
        Largest possible distance to the optimum, as a share of it [1].
    candidates : int
        Over how many candidates.
    milliseconds, solver_milliseconds : float
        From the rows to the plan, and the part of it in the solver [ms].
    objective : float
        Value of the plan with the carbon price, less link costs [currency/y].
    pruned : bool
        Whether only the nearest partners were looked at.
    """

    status: str
    gap: float
    candidates: int
    milliseconds: float
    objective: float
    pruned: bool = False
    solver_milliseconds: float = 0.0


@dataclass(frozen=True)
class Totals:
    """Sums of a plan.

    Attributes
    ----------
    quantity_per_year : tuple of (unit, amount)
        By unit, for amounts of different units do not add up.
    value_per_year : float
        Joint surplus less link costs, without carbon price [currency/y].
    co2e_t_per_year : float
        Net CO2e saved, of exchanges whose factors are known [t/y].
    """

    exchanges: int
    firms: int
    quantity_per_year: tuple[tuple[str, float], ...]
    value_per_year: float
    co2e_t_per_year: float
    support_per_year: float


@dataclass(frozen=True)
class Counts:
    """Candidates, and how many of them the law allows under conditions or blocks.

    `unknown_quantity` and `unpriced` are those that lack a quantity or a price.
    """

    candidates: int
    conditional: int
    blocked: int
    unknown_quantity: int
    unpriced: int


class Result:
    """The answer of one run.

    Parameters
    ----------
    candidates : DataFrame or callable
        The frame, or what makes it when it is asked for the first time.

    Attributes
    ----------
    candidates : DataFrame, one row per candidate, by offer, need and pathway
        What could go where, with law, terms and distances.
    exchanges : DataFrame, one row per candidate with a quantity, in the same order
        The plan.
    streams : DataFrame, one row per stream that took part, by stream_id
        After netting: what there is, what the plan uses, what is left.
    solve : Solve
    scenario : Scenario
    """

    def __init__(
        self,
        candidates: pd.DataFrame | Callable[[], pd.DataFrame],
        exchanges: pd.DataFrame,
        streams: pd.DataFrame,
        solve: Solve,
        scenario: Scenario,
    ) -> None:
        self._candidates = candidates
        self.exchanges = exchanges
        self.streams = streams
        self.solve = solve
        self.scenario = scenario

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """Every candidate, made when it is first asked for."""
        made = self._candidates
        # What made the frame holds the arrays of the whole run: let them go.
        self._candidates = pd.DataFrame()
        return made if isinstance(made, pd.DataFrame) else made()

    def totals(self) -> Totals:
        """The sums of the plan."""
        return self._totals

    @cached_property
    def _totals(self) -> Totals:
        plan = self.exchanges
        by_unit = plan.groupby("unit")["quantity_per_year"].sum().sort_index()
        parties = plan[["giver_firm_id", "receiver_firm_id", "treater_firm_id"]]
        return Totals(
            exchanges=len(plan),
            firms=int(
                pd.unique(
                    parties.to_numpy(dtype="object").ravel()[parties.notna().to_numpy().ravel()]
                ).size
            ),
            quantity_per_year=tuple((str(u), float(q)) for u, q in by_unit.items()),
            value_per_year=float(plan["value_per_year"].sum()),
            co2e_t_per_year=float(plan["co2e_t_per_year"].sum()),
            support_per_year=float((plan["support_per_unit"] * plan["quantity_per_year"]).sum()),
        )

    def counts(self) -> Counts:
        """How many candidates there are, and what they lack."""
        found = self.candidates
        return Counts(
            candidates=len(found),
            conditional=int((found["legal_state"] == "conditional").sum()),
            blocked=int((found["legal_state"] == "blocked").sum()),
            unknown_quantity=int((~found["quantity_known"]).sum()),
            unpriced=int((~found["price_known"]).sum()),
        )


def difference(baseline: Result, scenario: Result) -> pd.DataFrame:
    """What a scenario's plan changes against the baseline's.

    Returns
    -------
    DataFrame, one row per exchange that differs, the largest change of value first
        Parties and resource of the candidate, `change` ("appeared", "vanished"
        or "changed"), and quantity [unit/y], value [currency/y] and CO2e [t/y]
        before and after; 0 where the exchange is not planned.
    """
    before, after = baseline.exchanges, scenario.exchanges
    known = [pd.Index(plan["candidate_id"].to_numpy(dtype="object")) for plan in (before, after)]
    ids = known[0].union(known[1])
    places = [index.get_indexer(ids) for index in known]
    gone = places[1] < 0
    parties = pd.concat(
        [after[_PARTIES].iloc[places[1][~gone]], before[_PARTIES].iloc[places[0][gone]]],
        ignore_index=True,
    )
    frame = parties.iloc[np.argsort(np.concatenate([np.flatnonzero(~gone), np.flatnonzero(gone)]))]
    amounts = {}
    for name in ("quantity_per_year", "value_per_year", "co2e_t_per_year"):
        for plan, place, word in zip((before, after), places, ("before", "after"), strict=True):
            # Not planned is nothing; planned with an unknown amount stays unknown.
            value = np.append(plan[name].to_numpy(dtype="float64"), 0.0)
            amounts[f"{name}_{word}"] = value[place]
    frame = frame.reset_index(drop=True).assign(**amounts)
    was, now = frame["quantity_per_year_before"], frame["quantity_per_year_after"]
    moved = (now - was).abs() > CHANGED * np.maximum(was, now)
    change = np.select([was == 0, now == 0], ["appeared", "vanished"], "changed")
    frame = frame.assign(change=pd.Series(change, dtype="str"))[moved]
    size = (frame["value_per_year_after"] - frame["value_per_year_before"]).abs()
    order = pd.DataFrame({"size": -size, "id": frame["candidate_id"]}).sort_values(["size", "id"])
    return frame.loc[order.index].reset_index(drop=True)
