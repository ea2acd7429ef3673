"""The zone as somebody may see it: firms without what would tell them, streams that are open."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from symbio.access import Viewer
from symbio.disclosure.grouping import Step, roll_up
from symbio.disclosure.labels import OTHER, sectors, unnamed
from symbio.disclosure.tokens import Tokens
from symbio.knowledge import Knowledge
from symbio.zone.rows import Zone, size_class

# Employees as the band of their size class.
_BANDS = {"micro": "0-9", "small": "10-49", "medium": "50-249", "large": "250+", "unknown": None}
_COSTS = ("present_cost_per_unit", "present_cost_currency", "present_cost_date", "payer")
_MONEY = ("gain_planned_per_year", "gain_verified_per_year", "investment", "money_currency")
_ZONE = ("name", "country", "currency", "source_date")


def without_costs(zone: Zone) -> Zone:
    """The zone without anybody's own prices: what values from general factors are made of."""
    return zone.with_table("stream", zone.stream.drop(columns=list(_COSTS)))


def masked(
    zone: Zone,
    hidden: pd.DataFrame,
    viewer: Viewer,
    open_firms: Collection[str],
    open_streams: Collection[str],
    tokens: Tokens,
) -> Zone:
    """The zone for one viewer who is no facilitator.

    Parameters
    ----------
    hidden : DataFrame
        As `hidden_firms` returns it.
    open_firms, open_streams : collection of str
        Ids that the viewer sees in full: public ones, its own, and its partners'.

    Returns
    -------
    Zone
        Open firms as they are; of the others sector, size and place, as coarse as five
        firms share them. Only open streams, costs only of the viewer's own. Events and
        who came for the board only, without names. What is in no list here is left out.
    """
    shown = zone.firm["firm_id"].isin(list(open_firms))
    firm = _tokened(zone.firm[shown], ("firm_id",), viewer, tokens).assign(
        disclosure=None, source=None
    )
    unseen = hidden[~hidden["firm_id"].isin(tokens.token("firm", key) for key in open_firms)]
    streams = zone.stream[zone.stream["stream_id"].isin(list(open_streams))]
    own = streams["firm_id"] == viewer.firm_id
    streams = streams.assign(
        **{column: streams[column].where(own) for column in (*_COSTS, "evidence", "source")}
    )
    tables = {
        "zone": zone.zone[list(_ZONE)],
        "firm": pd.concat([firm, unseen]),
        "stream": _tokened(streams, ("firm_id",), viewer, tokens).assign(
            stream_id=streams["stream_id"].where(
                own, streams["stream_id"].map(lambda key: tokens.token("stream", key))
            )
        ),
        "synergy": _synergies(zone, viewer, tokens),
    }
    if viewer.role == "board":
        campaign = _campaign(zone, set(tables["firm"]["firm_id"]), tokens)
        given = campaign.pop("stream")
        seen = given["stream_id"].isin(tables["stream"]["stream_id"])
        tables |= campaign | {"stream": pd.concat([tables["stream"], given[~seen]])}
    return Zone.of(tables)


def hidden_firms(zone: Zone, tokens: Tokens, knowledge: Knowledge, language: str) -> pd.DataFrame:
    """What everybody sees of the firms that do not show themselves, in the columns of a firm."""
    firms = zone.firm[zone.firm["disclosure"].ne("public").to_numpy()]
    rows = pd.DataFrame(
        {
            "firm_id": firms["firm_id"],
            "sector": firms["firm_id"].map(sectors(zone, knowledge)),
            "size": [size_class(employees) for employees in firms["employees"]],
            "inside": firms["inside_osb"].map({True: "in", False: "out"}).astype("object"),
            "origin": firms["origin"],
        }
    ).fillna({"inside": "unknown"})
    steps = (
        Step(("size",), lambda _rows: "unknown"),
        Step(("inside",), lambda _rows: "unknown"),
        Step(("sector",), lambda _rows: OTHER),
    )
    rows = roll_up(rows, ("sector", "size", "inside"), ("firm_id",), steps)
    code = _code_of_sector(knowledge)
    return pd.DataFrame(
        {
            "firm_id": [tokens.token("firm", key) for key in rows["firm_id"]],
            "name": [unnamed(name, language) for name in rows["sector"]],
            "nace": rows["sector"].map(code),
            "employees": rows["size"].map(_BANDS),
            "inside_osb": rows["inside"].map({"in": True, "out": False}),
            "origin": rows["origin"],
        }
    )


def _code_of_sector(knowledge: Knowledge) -> dict[str, str]:
    """A code that stands for the whole of each sector group."""
    table = knowledge.nace.assign(length=knowledge.nace["nace"].str.len())
    first = table.sort_values(["length", "nace"]).drop_duplicates("sector_group")
    codes = dict(zip(first["sector_group"], first["nace"], strict=True))
    return {name: code for name, code in codes.items() if name != OTHER}


def _tokened(
    rows: pd.DataFrame, columns: Collection[str], viewer: Viewer, tokens: Tokens
) -> pd.DataFrame:
    """Ids of firms as tokens, the viewer's own as it is."""
    return rows.assign(
        **{
            column: [
                key if key == viewer.firm_id or pd.isna(key) else tokens.token("firm", key)
                for key in rows[column]
            ]
            for column in columns
        }
    )


def _synergies(zone: Zone, viewer: Viewer, tokens: Tokens) -> pd.DataFrame:
    """The synergies that the viewer is a party to, without money and papers."""
    parties = ("giver_firm_id", "receiver_firm_id", "treater_firm_id")
    rows = zone.synergy[(zone.synergy[list(parties)] == viewer.firm_id).any(axis=1)]
    papers = (*_MONEY, "evidence", "documents", "source", "reason_note", "owner")
    mine = _tokened(rows.drop(columns=list(papers)), parties, viewer, tokens)
    return mine.assign(offer_stream_id=None, need_stream_id=None)


def _campaign(zone: Zone, known: set[str], tokens: Tokens) -> dict[str, pd.DataFrame]:
    """Events and who came, firms as tokens; of people only numbers."""
    came = zone.attendance.assign(
        firm_id=[tokens.token("firm", key) for key in zone.attendance["firm_id"]]
    )
    quiz = zone.quiz.assign(person_code=[f"{place}" for place in range(len(zone.quiz))])
    # That a firm gave an offer or a need of its own, and nothing else of it.
    gave = pd.DataFrame(
        {
            "stream_id": [tokens.token("stream", key) for key in zone.stream["stream_id"]],
            "firm_id": [tokens.token("firm", key) for key in zone.stream["firm_id"]],
            "direction": zone.stream["direction"],
            "grade": zone.stream["grade"].where(zone.stream["grade"] == "estimated", "unknown"),
        }
    )
    parties = ["giver_firm_id", "receiver_firm_id"]
    synergies = zone.synergy[["event_id", "stage", "stage_date", "reason", "origin", *parties]]
    synergies = _tokened(synergies, parties, Viewer("board"), tokens).assign(
        synergy_id=[tokens.token("synergy", key) for key in zone.synergy["synergy_id"]]
    )
    steps = zone.synergy_step[["synergy_id", "stage", "date"]]
    steps = steps.assign(synergy_id=[tokens.token("synergy", key) for key in steps["synergy_id"]])
    return {
        "synergy": synergies,
        "synergy_step": steps,
        "stream": gave[gave["firm_id"].isin(known)],
        "event": zone.event.assign(note=None, source=None),
        "attendance": came[came["firm_id"].isin(known)],
        "quiz": quiz,
    }
