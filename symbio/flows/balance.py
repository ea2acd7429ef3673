"""Streams added up for pictures: balance by resource, routes, months, one summary.

Quantities that are not known count as nothing, and are counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from symbio.flows.streams import HIDDEN, UNITS, USED
from symbio.zone.rows import MONTHS


def balance(streams: pd.DataFrame) -> pd.DataFrame:
    """What of each resource is offered, needed, matched and left.

    Returns
    -------
    DataFrame, one row per resource, by unit in the order of `UNITS`, largest first
        Columns `resource`, `kind`, `unit`, `offered`, `matched_offer`,
        `left_offer`, `needed`, `matched_need`, `left_need` [unit/y],
        `unknown` [streams without a quantity].
    """
    key = ["resource", "kind", "unit"]
    sides = []
    for direction, whole, side in (("offer", "offered", "offer"), ("need", "needed", "need")):
        rows = streams[streams["direction"] == direction].groupby(key)
        sides.append(
            pd.DataFrame({whole: rows["quantity"].sum(), f"matched_{side}": rows["matched"].sum()})
        )
    unknown = streams["quantity"].isna().groupby([streams[column] for column in key]).sum()
    added = sides[0].join(sides[1], how="outer").fillna(0.0).assign(unknown=unknown).reset_index()
    added = added.assign(
        left_offer=added["offered"] - added["matched_offer"],
        left_need=added["needed"] - added["matched_need"],
        place=added["unit"].map({unit: place for place, unit in enumerate(UNITS)}),
        size=added["offered"] + added["needed"],
    )
    return added.sort_values(
        ["place", "size", "resource"], ascending=[True, False, True], ignore_index=True
    )[
        [
            *key,
            "offered",
            "matched_offer",
            "left_offer",
            "needed",
            "matched_need",
            "left_need",
            "unknown",
        ]
    ]


def routes(streams: pd.DataFrame, *, unit: str) -> pd.DataFrame:
    """Where the offers of one unit go today, and where they would go in the plan.

    What the plan does not use keeps today's route.

    Returns
    -------
    DataFrame, one row per state ("today", "plan") and route
        Columns `state`, `route` ("disposal", "unknown", "recovery",
        "neighbour"), `quantity` [unit/y]. What the viewer may not know (`HIDDEN`)
        is in none of them.
    """
    offers = streams[(streams["direction"] == "offer") & (streams["unit"] == unit)]
    left = offers["quantity"].fillna(0.0) - offers["matched"]
    today = offers.groupby("route")["quantity"].sum()
    plan = left.groupby(offers["route"]).sum()
    plan["neighbour"] = offers["matched"].sum()
    rows = [
        (state, route, float(added.get(route, 0.0)))
        for state, added in (("today", today), ("plan", plan))
        for route in ("disposal", "unknown", "recovery", "neighbour")
    ]
    return pd.DataFrame(rows, columns=["state", "route", "quantity"])


@dataclass(frozen=True)
class Summary:
    """Offers and needs of one unit, and what a plan does with them [unit/y].

    Attributes
    ----------
    offered, matched, needed, met : float
        What is offered, what of it the plan uses; what is needed, what of it arrives.
    disposed_today, disposed_in_plan : float
        Offers that go to disposal.
    route_hidden : float
        Offers whose route the viewer may not know: if there are any, what goes to
        disposal is not all of it.
    unknown : int
        Offers without a quantity, in none of the sums. [stream]
    """

    offered: float
    matched: float
    needed: float
    met: float
    disposed_today: float
    disposed_in_plan: float
    route_hidden: float
    unknown: int

    @property
    def matched_share(self) -> float:
        """Share of the offers that the plan uses [1]; NaN without offers."""
        return self.matched / self.offered if self.offered else float("nan")

    @property
    def met_share(self) -> float:
        """Share of the needs that the plan meets [1]; NaN without needs."""
        return self.met / self.needed if self.needed else float("nan")


def summary(streams: pd.DataFrame, *, unit: str) -> Summary:
    """Add up the streams of one unit."""
    rows = streams[streams["unit"] == unit]
    offers, needs = (rows[rows["direction"] == side] for side in ("offer", "need"))
    disposed = routes(streams, unit=unit).set_index(["state", "route"])["quantity"]
    return Summary(
        offered=float(offers["quantity"].sum()),
        matched=float(offers["matched"].sum()),
        needed=float(needs["quantity"].sum()),
        met=float(needs["matched"].sum()),
        disposed_today=float(disposed["today", "disposal"]),
        disposed_in_plan=float(disposed["plan", "disposal"]),
        route_hidden=float(offers.loc[offers["route"] == HIDDEN, "quantity"].sum()),
        unknown=int(offers["quantity"].isna().sum()),
    )


def months(streams: pd.DataFrame, *, unit: str) -> pd.DataFrame:
    """What of one unit is offered, needed and matched in each month.

    Returns
    -------
    DataFrame, twelve rows
        Columns `month` (1 to 12), `offered`, `needed`, `matched` [unit/month];
        `matched` is what the givers hand on.
    """
    rows = streams[streams["unit"] == unit]
    offers, needs = (rows[rows["direction"] == side] for side in ("offer", "need"))
    return pd.DataFrame(
        {
            "month": np.arange(1, 13),
            "offered": np.nansum(offers[list(MONTHS)].to_numpy(), axis=0),
            "needed": np.nansum(needs[list(MONTHS)].to_numpy(), axis=0),
            "matched": np.nansum(offers[list(USED)].to_numpy(), axis=0),
        }
    )
