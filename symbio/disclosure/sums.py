"""What may be added up: streams and planned exchanges without firms, in groups of five or more.

A firm that shows its stream to everybody can be taken off any sum, so it does not count
among the five.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.disclosure.grouping import K, Step, roll_up
from symbio.disclosure.labels import OTHER, rest_of_kind
from symbio.flows.streams import HIDDEN, USED
from symbio.zone.rows import MONTHS

_NOTHING = 1e-6  # a rest of less is a rounding [unit/y]
# What a number of firms is at least: of two questions that differ by one firm rarely two answers.
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


def stream_sums(streams: pd.DataFrame, levels: pd.Series) -> pd.DataFrame:
    """The streams for sums: no ids, labels shared by five firms.

    Parameters
    ----------
    streams : DataFrame
        As `symbio.flows.stream_table` lays them out.
    levels : Series
        As `levels.stream_levels` returns it.

    Returns
    -------
    DataFrame, in random order of the streams within their labels
        The same columns; `stream_id` and `firm_id` are missing. `route` is "hidden",
        `sector` "other" and `resource` "other_<kind>" where too few firms share more.
    """
    hidden = streams["firm_id"].mask(streams["stream_id"].map(levels) == "public")
    rows = streams.assign(
        has=hidden,
        has_quantity=hidden.where(streams["quantity"] > 0),
        has_match=hidden.where(streams["matched"] > 0),
        has_rest=hidden.where(streams["quantity"] - streams["matched"] > _NOTHING),
    )
    counted = ("has", "has_quantity", "has_match", "has_rest")
    steps = (
        Step(("sector",), lambda _rows: OTHER),
        Step(("route",), lambda _rows: HIDDEN),
        Step(("resource",), rest_of_kind),
    )
    labels = ("direction", "unit", "kind", "sector", "resource", "route")
    found = _evened(roll_up(rows, labels, counted, steps), labels).drop(columns=list(counted))
    return _unordered(found.assign(stream_id=None, firm_id=None), [*labels, "quantity"])


def _evened(rows: pd.DataFrame, labels: tuple[str, ...]) -> pd.DataFrame:
    """The year spread evenly where too few firms of a group give or use something in a month."""
    few = pd.Series(False, index=rows.index)
    by = [rows[label] for label in labels]
    for month, used in zip(MONTHS, USED, strict=True):
        for column, firm in ((month, "has_quantity"), (used, "has_match")):
            active = rows[firm].where(rows[column] > 0)
            count = active.groupby(by).transform("nunique")
            few |= (count > 0) & (count < K)
    few = few.groupby(by).transform("any")
    found = rows.copy()
    for columns, whole in ((MONTHS, "quantity"), (USED, "matched")):
        for column in columns:
            found[column] = rows[column].mask(few, rows[whole] / len(columns))
    return found


def plan_sums(ranked: pd.DataFrame, levels: pd.Series) -> pd.DataFrame:
    """The planned exchanges for sums: no parties, labels shared by five givers and five takers.

    Parameters
    ----------
    ranked : DataFrame
        `symbio.opportunities.rank` of a match without own prices.

    Returns
    -------
    DataFrame
        Of the planned rows, what sums need: sectors, resource, kind, unit,
        `planned_per_year`, `value_per_year`, `price_known`, `co2e_t_per_year`, and
        `giver_firm_id` and `receiver_firm_id` as numbers that mean nothing else.
    """
    planned = ranked[ranked["planned_per_year"] > 0]
    columns = {}
    for side, stream in (("giver", "offer"), ("receiver", "need")):
        public = planned[f"{stream}_stream_id"].map(levels) == "public"
        hidden = planned[f"{side}_firm_id"].mask(public)
        columns[side] = hidden
        columns[f"{side}_of_value"] = hidden.where(planned["value_per_year"] > 0)
    steps = (
        Step(("giver_sector",), lambda _rows: OTHER),
        Step(("receiver_sector",), lambda _rows: OTHER),
        Step(("from_resource",), lambda rows: rest_of_kind(rows, "from_resource")),
        Step(("from_resource", "kind"), lambda _rows: OTHER),
    )
    labels = ("unit", "kind", "giver_sector", "from_resource", "receiver_sector")
    found = roll_up(planned.assign(**columns), labels, tuple(columns), steps)
    firms = pd.concat([found["giver_firm_id"], found["receiver_firm_id"]])
    numbers = {firm: str(number) for number, firm in enumerate(sorted(set(firms)))}
    kept = found[
        [
            *labels,
            "planned_per_year",
            "value_per_year",
            "price_known",
            "co2e_t_per_year",
            "giver_firm_id",
            "receiver_firm_id",
        ]
    ]
    blank = dict.fromkeys(("candidate_id", "search", "legal_state", "standing"), "")
    return _unordered(
        kept.assign(
            giver_firm_id=kept["giver_firm_id"].map(numbers),
            receiver_firm_id=kept["receiver_firm_id"].map(numbers),
            treater_firm_id=None,
            to_resource=kept["from_resource"],
            distance_km=np.nan,
            **blank,
        ),
        [*labels, "planned_per_year"],
    )


def firms_at_least(ranked: pd.DataFrame, side: str, levels: pd.Series) -> int:
    """How many firms there are at least on one side of these candidates.

    Those that show their stream to everybody count; the others only where they are five.

    Parameters
    ----------
    side : "giver" or "receiver"
    levels : Series
        As `levels.stream_levels` returns it.

    Returns
    -------
    int
        5, 10, 20, 50 …; 0 where there is none, or too few to tell.
    """
    streams = ranked["offer_stream_id" if side == "giver" else "need_stream_id"]
    shown = set(ranked.loc[streams.map(levels) == "public", f"{side}_firm_id"])
    hidden = {*ranked[f"{side}_firm_id"]} - shown
    count = len(shown) + (len(hidden) if len(hidden) >= K else 0)
    return max((step for step in _STEPS if step <= count), default=0)


def _unordered(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows in an order that tells nothing of where they came from."""
    return rows.sort_values(by, na_position="last", ignore_index=True)
