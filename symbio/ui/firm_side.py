"""What the page Firmam works on: the viewer's own firm, cut to it before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from symbio import firm
from symbio.disclosure import Tokens
from symbio.firm import Share, Standing
from symbio.knowledge.codes import read_nace
from symbio.ui import database, reading, who
from symbio.zone.rows import Zone
from symbio.zone.store_consent import Consent, Pair


@dataclass(frozen=True)
class Side:
    """One firm's own side.

    Attributes
    ----------
    firm_id, name : str
        The firm.
    nace : str
        Its sector, "" where unknown.
    streams : DataFrame
        Its own streams, as they are stored.
    partners : DataFrame
        As `symbio.firm.partners` ranks them, with `pair_key` beside.
    pairs : dict
        From `pair_key`, a token, to the ids of offer and need; these go to no browser.
    standings : dict
        How it stands with the other side, by pair.
    gaps : DataFrame
        As `reading.own_gaps` returns it.
    share : Share
    """

    firm_id: str
    name: str
    nace: str
    streams: pd.DataFrame
    partners: pd.DataFrame
    pairs: dict[str, Pair]
    standings: dict[Pair, Standing]
    gaps: pd.DataFrame
    share: Share


def own_side(zone: Zone) -> Side:
    """The side of the firm that the viewer speaks for.

    Parameters
    ----------
    zone : Zone
        As this viewer sees it.

    Raises
    ------
    PermissionError
        For a viewer that speaks for no firm.
    """
    viewer = who.viewer()
    if viewer is None or viewer.firm_id is None:
        raise PermissionError("this page is a firm's")
    mine = viewer.firm_id
    firms = zone.firm.set_index("firm_id")
    streams = zone.stream[zone.stream["firm_id"] == mine].reset_index(drop=True)
    rows = reading.opportunities()
    quantities = streams.set_index("stream_id")["quantity_per_year"]
    ranked = firm.partners(rows, mine, quantities)
    pairs = _pairs(mine)
    keys = ranked["own_stream_id"] + "~" + ranked["partner_stream_id"]
    tokens = Tokens(database.store().secret())
    ranked = ranked.assign(pair_key=[tokens.token("pair", key) for key in keys])
    names = dict(zip(keys, ranked["pair_key"], strict=True))
    known = {names[key]: pair for key, pair in pairs.items() if key in names}
    return Side(
        firm_id=mine,
        name=str(firms["name"].get(mine, mine)),
        nace=read_nace(firms["nace"].get(mine)),
        streams=streams,
        partners=ranked,
        pairs=known,
        standings=firm.standing(_about(known.values()), mine),
        gaps=reading.own_gaps(mine),
        share=firm.share(rows, reading.plan(), mine, streams),
    )


def _pairs(firm_id: str) -> dict[str, Pair]:
    """Own stream and the partner's token, to the ids of offer and need."""
    ranked = reading.general_ranked()
    tokens = Tokens(database.store().secret())
    found = {}
    for mine, own, other in (
        ("giver_firm_id", "offer_stream_id", "need_stream_id"),
        ("receiver_firm_id", "need_stream_id", "offer_stream_id"),
    ):
        rows = ranked.loc[ranked[mine] == firm_id, ["offer_stream_id", "need_stream_id"]]
        for row in rows.drop_duplicates().to_dict("records"):
            key = f"{row[own]}~{tokens.token('stream', row[other])}"
            found[key] = (row["offer_stream_id"], row["need_stream_id"])
    return found


def _about(pairs: object) -> list[Consent]:
    """The living words about these pairs."""
    wanted = set(pairs)  # type: ignore[call-overload]
    return [entry for entry in database.store().consents().alive() if entry.pair in wanted]
