"""What the zone's data lacks, row by row, and what each gap holds back."""

from __future__ import annotations

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.zone.rows import Zone

GAPS = (
    "unknown_resource",
    "no_coordinates",
    "no_quantity",
    "no_temperature",
    "no_price",
    "no_licence",
    "no_waste_code",
    "no_nace",
)
COLUMNS = (
    "gap",
    "firm_id",
    "stream_id",
    "resource",
    "candidates",
    "value_low_per_year",
    "value_high_per_year",
)
SUMMARY_COLUMNS = (
    "gap",
    "rows",
    "firms",
    "candidates",
    "value_low_per_year",
    "value_high_per_year",
)
# Fewer comparable streams than this say nothing about a usual quantity.
COMPARABLE = 3
USUAL = (0.25, 0.75)


def rows(zone: Zone, knowledge: Knowledge, opportunities: pd.DataFrame) -> pd.DataFrame:
    """List every gap of the data with what closing it would touch.

    Parameters
    ----------
    zone : Zone
        The stored rows.
    knowledge : Knowledge
        For resources and their decisive qualities.
    opportunities : DataFrame
        As `symbio.opportunities.rank` returns it.

    Returns
    -------
    DataFrame, one row per gap and firm or stream, in the order of `GAPS`, most candidates first
        Columns `COLUMNS`. `candidates` counts the candidates that the gap
        weakens (the law's blocked ones left out). For an unknown quantity the
        values are what the best partner of known quantity would make of the
        quartiles of at least `COMPARABLE` known streams of the same resource
        and direction; for an unknown licence both are the value of the planned
        exchanges that rest on it; otherwise missing. [currency/y]
    """
    live = opportunities[opportunities["legal_state"] != "blocked"]
    found = [
        _streams("unknown_resource", _unknown_resource(zone, knowledge), live),
        _firms("no_coordinates", _without_place(zone), live),
        _with_usual_quantity(zone, live),
        _streams("no_temperature", _without_temperature(zone, knowledge), live),
        _without_price(zone, live),
        _without_licence(zone, live),
        _streams("no_waste_code", _without_waste_code(zone, knowledge), live),
        _firms("no_nace", zone.firm[zone.firm["nace"].isna()], live),
    ]
    together = pd.concat(
        [part.reindex(columns=list(COLUMNS)) for part in found if len(part)]
        or [pd.DataFrame(columns=list(COLUMNS))]
    )
    place = together["gap"].map(GAPS.index)
    return (
        together.assign(place=place)
        .sort_values(
            ["place", "candidates", "firm_id", "stream_id"], ascending=[True, False, True, True]
        )
        .drop(columns="place")
        .reset_index(drop=True)
    )


def summary(gap_rows: pd.DataFrame) -> pd.DataFrame:
    """One row per gap that exists: how many rows and firms, what it holds back.

    Values are added over the rows of a gap; two gaps may hold back the same
    candidate, so the rows of the summary must not be added up.

    Returns
    -------
    DataFrame, one row per gap, in the order of `GAPS`
        Columns `SUMMARY_COLUMNS`; values in currency/y, missing where none is known.
    """
    groups = gap_rows.groupby("gap", sort=False)
    return groups.agg(
        rows=("firm_id", "size"),
        firms=("firm_id", "nunique"),
        candidates=("candidates", "sum"),
        value_low_per_year=("value_low_per_year", lambda values: values.sum(min_count=1)),
        value_high_per_year=("value_high_per_year", lambda values: values.sum(min_count=1)),
    ).reset_index()[list(SUMMARY_COLUMNS)]


def _by_stream(live: pd.DataFrame) -> pd.DataFrame:
    """Each candidate twice: once for its offer, once for its need."""
    sides = [
        live.assign(stream_id=live["offer_stream_id"]),
        live.assign(stream_id=live["need_stream_id"]),
    ]
    return pd.concat(sides, ignore_index=True)


def _streams(gap: str, streams: pd.DataFrame, live: pd.DataFrame) -> pd.DataFrame:
    counted = _by_stream(live).groupby("stream_id").size()
    return streams[["firm_id", "stream_id", "resource"]].assign(
        gap=gap, candidates=streams["stream_id"].map(counted).fillna(0).astype(int)
    )


def _firms(gap: str, firms: pd.DataFrame, live: pd.DataFrame) -> pd.DataFrame:
    parties = pd.concat(
        [
            live[["candidate_id", side]].set_axis(["candidate_id", "firm_id"], axis=1)
            for side in ("giver_firm_id", "receiver_firm_id")
        ]
    )
    counted = parties.groupby("firm_id").size()
    return firms[["firm_id"]].assign(
        gap=gap, candidates=firms["firm_id"].map(counted).fillna(0).astype(int)
    )


def _unknown_resource(zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    return zone.stream[~zone.stream["resource"].isin(knowledge.resources["resource_id"])]


def _without_place(zone: Zone) -> pd.DataFrame:
    return zone.firm[zone.firm[["latitude", "longitude"]].isna().any(axis=1)]


def _without_temperature(zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    decides = knowledge.resources["qualities"].str.contains("temperature_c", regex=False)
    by_temperature = knowledge.resources.loc[
        decides & (knowledge.resources["kind"] == "energy"), "resource_id"
    ]
    streams = zone.stream
    return streams[streams["resource"].isin(by_temperature) & streams["temperature_c"].isna()]


def _without_waste_code(zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    """Offers of matter without a code of their own: hazard and licence stay open."""
    matter = knowledge.resources.loc[
        knowledge.resources["kind"].isin(("material", "organic")), "resource_id"
    ]
    streams = zone.stream
    return streams[
        (streams["direction"] == "offer")
        & streams["resource"].isin(matter)
        & streams["waste_code"].isna()
    ]


def _with_usual_quantity(zone: Zone, live: pd.DataFrame) -> pd.DataFrame:
    """Streams without a quantity, and what usual quantities would be worth at the best partner."""
    lacking = zone.stream[zone.stream["quantity_per_year"].isna()]
    usual = lacking[["stream_id"]].join(_usual(zone.stream))
    priced = live[live["price_known"].astype(bool) & (live["value_per_unit"] > 0)]
    has = zone.stream.set_index("stream_id")["quantity_per_year"]
    replaces = priced["yield"] * priced["substitution_ratio"]
    worth = []
    for own, partner, each, room in (
        # One unit of the offer replaces `replaces` units of the need.
        ("offer_stream_id", "need_stream_id", priced["value_per_unit"], 1 / replaces),
        ("need_stream_id", "offer_stream_id", priced["value_per_unit"] / replaces, replaces),
    ):
        sides = pd.DataFrame(
            {
                "stream_id": priced[own],
                "each": each,
                "room": priced[partner].map(has).astype("float64") * room,
            }
        )
        worth.append(sides.merge(usual, on="stream_id").dropna(subset=["room"]))
    both = pd.concat(worth, ignore_index=True)
    best = pd.DataFrame(
        {
            name: (both["each"] * both[[name, "room"]].min(axis=1, skipna=False))
            .groupby(both["stream_id"])
            .max()
            for name in ("low", "high")
        }
    )
    found = _streams("no_quantity", lacking, live)
    return found.assign(
        value_low_per_year=found["stream_id"].map(best["low"]).astype("float64"),
        value_high_per_year=found["stream_id"].map(best["high"]).astype("float64"),
    )


def _usual(streams: pd.DataFrame) -> pd.DataFrame:
    """Quartiles of the known quantities of the same resource and direction, per stream."""
    key = ["resource", "direction"]
    known = streams.groupby(key)["quantity_per_year"]
    quartiles = pd.DataFrame(
        {name: known.quantile(share) for name, share in zip(("low", "high"), USUAL, strict=True)}
    )
    enough = quartiles[known.count() >= COMPARABLE]
    return streams[key].join(enough, on=key)[["low", "high"]]


def _without_price(zone: Zone, live: pd.DataFrame) -> pd.DataFrame:
    """Offers whose candidates have no price, neither their own nor a sourced default."""
    unpriced = live[~live["price_known"].astype(bool)]
    counted = unpriced.groupby("offer_stream_id").size()
    streams = zone.stream[zone.stream["stream_id"].isin(counted.index)]
    return streams[["firm_id", "stream_id", "resource"]].assign(
        gap="no_price", candidates=streams["stream_id"].map(counted).astype(int)
    )


def _without_licence(zone: Zone, live: pd.DataFrame) -> pd.DataFrame:
    """Receivers whose licences are unknown, where the law asks for one."""
    silent = zone.firm.loc[zone.firm["licences"].isna(), "firm_id"]
    asked = live["legal_rules"].str.contains("receiver_licence_unknown", regex=False)
    waiting = live[asked & live["receiver_firm_id"].isin(silent)]
    receivers = waiting.groupby("receiver_firm_id")
    planned = waiting["value_per_year"].where(waiting["planned_per_year"] > 0)
    worth = planned.groupby(waiting["receiver_firm_id"]).sum(min_count=1)
    counted = receivers.size()
    return pd.DataFrame(
        {
            "gap": "no_licence",
            "firm_id": counted.index,
            "candidates": counted.to_numpy(),
            "value_low_per_year": worth.reindex(counted.index).to_numpy(),
            "value_high_per_year": worth.reindex(counted.index).to_numpy(),
        }
    )
