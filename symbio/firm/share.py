"""What one firm is of the zone's plan, as far as it may know it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Share:
    """A firm in the zone's plan of general values.

    Attributes
    ----------
    exchanges, zone_exchanges : int
        Planned exchanges that the firm takes part in, and all that may be told of.
    streams, planned_streams : int
        The firm's streams, and those with a planned exchange.
    """

    exchanges: int
    zone_exchanges: int
    streams: int
    planned_streams: int


def share(
    opportunities: pd.DataFrame, plan: pd.DataFrame, firm_id: str, streams: pd.DataFrame
) -> Share:
    """Count a firm's part in the plan.

    Quantities are left out on purpose: what the plan takes of a firm tells what its
    partner needs.
    """
    mine = opportunities[opportunities["planned_per_year"] > 0]
    mine = mine[(mine[["giver_firm_id", "receiver_firm_id"]] == firm_id).any(axis=1)]
    used = {*mine["offer_stream_id"], *mine["need_stream_id"]}
    return Share(
        exchanges=len(mine),
        zone_exchanges=int((plan["planned_per_year"] > 0).sum()),
        streams=len(streams),
        planned_streams=int(streams["stream_id"].isin(used).sum()),
    )
