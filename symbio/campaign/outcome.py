"""What the campaign cost and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from symbio.campaign.attendance import attendance, reached_firms, share, shares, with_split
from symbio.campaign.learning import quiz_change
from symbio.zone.rows import Zone

FUNNEL = ("invited", "attended", "gave_stream", "has_candidate")


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


def funnel(zone: Zone, firms_with_candidate: Iterable[str]) -> pd.DataFrame:
    """From an invitation to a candidate: each step counts firms of the step before.

    A firm *gave a stream* when at least one of its streams is not an estimate
    from sector and size.

    Parameters
    ----------
    firms_with_candidate : set of str
        Firms that give or receive in at least one candidate.

    Returns
    -------
    DataFrame, four rows
        step (`FUNNEL`), firms [firm], share_of_zone, share_of_previous (0-1; the
        first against all firms of the zone; NaN where nobody is left).
    """
    rows = attendance(zone)
    given = zone.stream.loc[zone.stream["grade"].fillna("") != "estimated", "firm_id"]
    invited = set(rows.loc[rows["invited"], "firm_id"])
    attended = invited & set(rows.loc[rows["attended"], "firm_id"])
    gave = attended & set(given)
    counts = [len(group) for group in (invited, attended, gave, gave & set(firms_with_candidate))]
    total = len(zone.firm)
    before = [total, *counts[:-1]]
    return pd.DataFrame(
        {
            "step": FUNNEL,
            "firms": counts,
            "share_of_zone": [share(count, total) for count in counts],
            "share_of_previous": [
                share(count, base) for count, base in zip(counts, before, strict=True)
            ],
        }
    )


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
