"""What the campaign cost and what came of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.campaign.attendance import attendance, reached_firms, shares, with_split
from symbio.campaign.learning import quiz_change
from symbio.zone.rows import Zone


def cost_per_firm_reached(zone: Zone) -> pd.DataFrame:
    """What the campaign cost per firm reached, each currency for itself.

    Money in different currencies is not added up, nor converted: the events are
    of different dates.

    Returns
    -------
    DataFrame, one row per currency, the dearest first
        currency, events (with a cost in it), without_cost (events whose cost is
        unknown), first_date, last_date, cost [currency], firms_reached [firm],
        cost_per_firm [currency/firm], NaN where nobody was reached.
    """
    priced = zone.event.dropna(subset=["cost", "cost_currency"])
    costs = priced.groupby("cost_currency", as_index=False).agg(
        events=("event_id", "size"),
        first_date=("date", "min"),
        last_date=("date", "max"),
        cost=("cost", "sum"),
    )
    reached = len(reached_firms(zone))
    costs = costs.rename(columns={"cost_currency": "currency"}).assign(
        without_cost=len(zone.event) - len(priced),
        firms_reached=reached,
        cost_per_firm=costs["cost"] / reached if reached else np.nan,
    )
    order = ["currency", "events", "without_cost", "first_date", "last_date", "cost"]
    return costs[[*order, "firms_reached", "cost_per_firm"]].sort_values(
        ["cost", "currency"], ascending=[False, True], ignore_index=True
    )


def streams_per_firm_reached(zone: Zone) -> dict[str, float]:
    """How much the firms reached have on record; estimates are no answers.

    Returns
    -------
    dict
        "offer" and "need": streams per firm reached [stream/firm], NaN where nobody was reached.
    """
    reached = reached_firms(zone)
    streams = zone.stream[zone.stream["firm_id"].isin(reached)]
    said = streams.loc[streams["grade"] != "estimated", "direction"].value_counts()
    return {
        direction: float(said.get(direction, 0)) / len(reached) if reached else np.nan
        for direction in ("offer", "need")
    }


def by_event(zone: Zone) -> pd.DataFrame:
    """Every event with who was invited, who came, what was learned, by date.

    Returns
    -------
    DataFrame, one row per event
        event_id, name, kind, date, place, hours [h], cost, cost_currency, invited,
        attended, first_time [firm], attendance_share (0-1), people, women [person],
        women_share (0-1), quiz_n [person], quiz_change [point], quiz_max [point].
    """
    rows = attendance(zone)
    came = with_split(rows[rows["attended"]])
    first = came.drop_duplicates("firm_id")  # rows are in the order of time
    events = zone.event.sort_values(["date", "event_id"], ignore_index=True)
    sums = came.groupby("event_id")[["people", "women", "counted"]].sum()
    sums = sums.reindex(events["event_id"], fill_value=0).astype("int64").reset_index(drop=True)
    counts = {
        "invited": rows.loc[rows["invited"], "event_id"].value_counts(),
        "attended": came["event_id"].value_counts(),
        "first_time": first["event_id"].value_counts(),
    }
    events = events.assign(
        **{
            name: events["event_id"].map(count).fillna(0).astype("int64")
            for name, count in counts.items()
        }
    )
    quizzes = {event: quiz_change(group) for event, group in zone.quiz.groupby("event_id")}
    known = [quizzes.get(event, quiz_change(zone.quiz.head(0))) for event in events["event_id"]]
    kept = ["event_id", "name", "kind", "date", "place", "hours", "cost", "cost_currency"]
    return events[[*kept, "invited", "attended", "first_time"]].assign(
        attendance_share=shares(events["attended"], events["invited"]),
        people=sums["people"],
        women=sums["women"],
        women_share=shares(sums["women"], sums["counted"]),
        quiz_n=[change.n for change in known],
        quiz_change=[change.mean_change for change in known],
        quiz_max=[change.score_max for change in known],
    )
