"""Generate a whole synthetic zone, the same for the same seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge, load
from symbio.zone.demo.campaign import draw_campaign
from symbio.zone.demo.draw import draw_streams
from symbio.zone.demo.firms import FIRMS_PER_ZONE, SINGLE_ZONE_LIMIT, draw_firms
from symbio.zone.demo.synergies import draw_synergies
from symbio.zone.demo.utilities import draw_utilities
from symbio.zone.rows import Zone

MOST_FIRMS = 60_000
DAY = "2026-09-01"  # the day the demo says it was made, fixed so that it never differs
_ANTALYA_BOX = (36.0, 38.2, 29.2, 32.7)  # lowest, highest latitude and longitude [degree]
_COUNTRY_BOX = (35.8, 42.2, 25.6, 44.9)


def generate(
    firms: int = 250,
    seed: int = 7,
    knowledge: Knowledge | None = None,
    *,
    streams_per_firm: float | None = None,
) -> Zone:
    """Invent a zone: plants, neighbours, streams, a two-year campaign, a pipeline of synergies.

    Up to 500 firms are one zone (Antalya OSB as drawn in data/); the default
    is 210 plants inside, whose electricity, gas, water and wastewater add up to
    the published totals of 2009, and 40 neighbours. More firms are spread
    over many zones of the country, 150 each, without a campaign.

    Parameters
    ----------
    firms : int
        Number of firms, 10 to 60,000. [firm]
    seed : int
        The same seed and arguments give the same zone.
    knowledge : Knowledge, optional
        Knowledge tables the resources are taken from; the package's own by default.
    streams_per_firm : float, optional
        Mean number of streams of a firm; by default what the profiles say,
        which is about five and at most eight. [stream/firm]

    Returns
    -------
    Zone
        Every row with origin "synthetic" and the source "Symbio demo, seed …".

    Raises
    ------
    ValueError
        If `firms` is out of range.
    """
    if not 10 <= firms <= MOST_FIRMS:
        raise ValueError(f"firms must be 10 to {MOST_FIRMS}, got {firms}")
    known = load() if knowledge is None else knowledge
    rng = np.random.default_rng([seed, firms])
    drawn = draw_firms(rng, firms)
    used = draw_utilities(rng, drawn)
    streams = draw_streams(rng, drawn, used, known, streams_per_firm=streams_per_firm)
    campaign = draw_campaign(rng, drawn, known) if firms <= SINGLE_ZONE_LIMIT else {}
    if campaign:
        # Its own numbers, so that it changes nothing that is drawn before.
        own = np.random.default_rng([seed, firms, 1])
        campaign |= draw_synergies(own, streams, campaign["event"], known)
    mark: dict[str, Any] = {
        "origin": "synthetic",
        "source": f"Symbio demo, seed {seed}",
        "source_date": pd.Timestamp(DAY),
    }
    return Zone.of(
        {
            "zone": _zone_row(firms).assign(**mark),
            "firm": drawn.assign(**mark),
            "stream": streams.assign(**mark),
            **{
                name: frame.assign(**mark) if name in ("event", "synergy") else frame
                for name, frame in campaign.items()
            },
        }
    )


def _zone_row(firms: int) -> pd.DataFrame:
    single = firms <= SINGLE_ZONE_LIMIT
    box = _ANTALYA_BOX if single else _COUNTRY_BOX
    zones = -(-firms // FIRMS_PER_ZONE)
    return pd.DataFrame(
        {
            "name": ["Antalya OSB (sentetik örnek)" if single else f"Sentetik ülke, {zones} OSB"],
            "country": ["TR"],
            "currency": ["TRY"],
            "latitude_min": [box[0]],
            "latitude_max": [box[1]],
            "longitude_min": [box[2]],
            "longitude_max": [box[3]],
        }
    )
