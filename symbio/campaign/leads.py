"""From the campaign to the pipeline: which event led where, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from symbio.campaign.attendance import attendance, share
from symbio.campaign.outcome import by_event, cost_per_firm_reached
from symbio.pipeline import PATH, RUNNING, SET_ASIDE, reached
from symbio.zone.rows import Zone

FIRM_STEPS = ("invited", "attended", "gave_stream", "has_candidate")
FUNNEL = (*FIRM_STEPS, *PATH)


def funnel(zone: Zone, firms_with_candidate: Collection[str]) -> pd.DataFrame:
    """From an invitation to a verified tonne, in firms: each step counts firms of the step before.

    A firm *gave a stream* when at least one of its streams is not an estimate
    from sector and size. It is at a stage of the pipeline when a synergy that it gives or takes
    in has reached it.

    Parameters
    ----------
    firms_with_candidate : collection of str
        Firms that give or receive in at least one candidate.

    Returns
    -------
    DataFrame, one row per step of `FUNNEL`
        step, firms [firm], share_of_zone, share_of_previous (0-1; the first
        against all firms of the zone; NaN where nobody is left),
        synergies (that reached the stage; NaN before the pipeline), median_days
        from the step before to this one [day], timed (firms that it rests on).
    """
    steps = _first_days(zone, firms_with_candidate)
    rows, before = [], set(zone.firm["firm_id"])
    for step in FUNNEL:
        firms = before & set(steps.index[steps[f"{step}_reached"]])
        days = _since_previous(steps.loc[sorted(firms)], step)
        rows.append(
            {
                "step": step,
                "firms": len(firms),
                "share_of_zone": share(len(firms), len(zone.firm)),
                "share_of_previous": share(len(firms), len(before)),
                "median_days": float(days.median()) if len(days) else np.nan,
                "timed": len(days),
            }
        )
        before = firms
    counts = reached(zone).groupby("stage")["synergy_id"].nunique()
    frame = pd.DataFrame(rows)
    in_pipeline = frame["step"].isin(PATH)
    return frame.assign(
        synergies=frame["step"].map(counts).fillna(0).where(in_pipeline).to_numpy(dtype="float64")
    )


def _first_days(zone: Zone, firms_with_candidate: Collection[str]) -> pd.DataFrame:
    """The first day of each firm at each step, and whether it got there at all."""
    firms = pd.Index(zone.firm["firm_id"], name="firm_id")
    rows = attendance(zone)
    given = zone.stream[zone.stream["grade"].fillna("") != "estimated"]
    columns: dict[str, pd.Series] = {
        "invited": rows[rows["invited"]].groupby("firm_id")["date"].min(),
        "attended": rows[rows["attended"]].groupby("firm_id")["date"].min(),
        # When a firm gave its streams is not on record: the day of its source is not that day.
        "gave_stream": _undated(given["firm_id"].unique().tolist()),
        "has_candidate": _undated(sorted(firms_with_candidate)),
    }
    parties = zone.synergy.melt(
        "synergy_id", ["giver_firm_id", "receiver_firm_id"], value_name="firm_id"
    )
    stages = reached(zone).merge(parties[["synergy_id", "firm_id"]], on="synergy_id")
    for stage in PATH:
        columns[stage] = stages[stages["stage"] == stage].groupby("firm_id")["date"].min()
    frame = pd.DataFrame({name: days.reindex(firms) for name, days in columns.items()})
    there = {f"{name}_reached": firms.isin(days.index) for name, days in columns.items()}
    return frame.assign(**there)


def _undated(firms: Sequence[str]) -> pd.Series:
    return pd.Series(pd.NaT, index=list(firms), dtype="datetime64[s]")


def _since_previous(steps: pd.DataFrame, step: str) -> pd.Series:
    """Days from the nearest dated step before, where both days are known and in order."""
    before = list(FUNNEL[: FUNNEL.index(step)])
    if not before or steps.empty:
        return pd.Series(dtype="float64")
    previous = steps[before].ffill(axis="columns").iloc[:, -1]
    days = (steps[step] - previous).dt.days.dropna()
    return days[days >= 0]


def by_group(zone: Zone, *, by: Literal["kind", "channel", "month"]) -> pd.DataFrame:
    """The events of each kind, channel or month added up, with the ideas that they led to.

    Returns
    -------
    DataFrame, one row per group, in the order of time for months, else most ideas first
        group ("" where an event has no channel), events, invited, attended,
        first_time [firm], people, women [person], ideas, running [synergy].
    """
    rows = by_event(zone)
    channel = zone.event.set_index("event_id")["channel"]
    ideas = zone.synergy["event_id"].value_counts()
    running = zone.synergy[zone.synergy["stage"].isin(RUNNING)]["event_id"].value_counts()
    group = {
        "kind": rows["kind"],
        "channel": rows["event_id"].map(channel).fillna(""),
        "month": rows["date"].dt.to_period("M").dt.to_timestamp(),
    }[by]
    rows = rows.assign(
        group=group,
        events=1,
        ideas=rows["event_id"].map(ideas).fillna(0).astype("int64"),
        running=rows["event_id"].map(running).fillna(0).astype("int64"),
    )
    sums = ["events", "invited", "attended", "first_time", "people", "women", "ideas", "running"]
    added = rows.groupby("group", as_index=False)[sums].sum()
    if by == "month":
        return added.sort_values("group", ignore_index=True)
    return added.sort_values(
        ["ideas", "attended", "group"], ascending=[False, False, True], ignore_index=True
    )


def cost_per_running(zone: Zone) -> pd.DataFrame:
    """What the campaign cost per synergy that runs, each currency for itself.

    Returns
    -------
    DataFrame, one row per currency
        currency, cost [currency], running [synergy], cost_per_running
        [currency/synergy], NaN where none runs.
    """
    costs = cost_per_firm_reached(zone)
    running = int(zone.synergy["stage"].isin(RUNNING).sum())
    return costs[["currency", "cost"]].assign(
        running=running, cost_per_running=costs["cost"] / running if running else np.nan
    )


@cache
def programmes() -> pd.DataFrame:
    """Published programmes to compare with: measure, programme, year, value, unit, note, source."""
    path = Path(__file__).with_name("programmes.csv")
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    return frame.assign(value=frame["value"].astype("float64"))


def measures(zone: Zone) -> dict[str, float]:
    """Say this campaign in the measures of `programmes.csv`; NaN where nothing can be said."""
    rows = attendance(zone)
    came = rows[rows["attended"]]
    firms = set(came["firm_id"])
    given = zone.stream[
        zone.stream["firm_id"].isin(firms) & (zone.stream["grade"].fillna("") != "estimated")
    ]
    counts = reached(zone).groupby("stage")["synergy_id"].nunique()
    ideas = len(zone.synergy)
    people = came.groupby("event_id")["people"].sum()
    in_dollars = cost_per_firm_reached(zone).set_index("currency")["cost_per_firm"]
    return {
        "resources_per_organisation": share(len(given), len(firms)),
        "ideas_per_organisation": share(ideas, len(firms)),
        "ideas_to_sample": share(int(counts.get("sample", 0)), ideas),
        "ideas_to_operating": share(int(counts.get("operating", 0)), ideas),
        "people_per_event": float(people.mean()) if len(people) else np.nan,
        "firms_reached": float(len(firms)),
        "cost_per_firm_reached_usd": float(in_dollars.get("USD", np.nan)),
    }


def next_activities(
    zone: Zone, ranked: pd.DataFrame, gaps: pd.DataFrame, *, today: date
) -> pd.DataFrame:
    """Whom to invite or visit next, and the value that waits there.

    Parameters
    ----------
    zone : Zone
    ranked : DataFrame
        As `symbio.opportunities.rank` returns it.
    gaps : DataFrame
        As `symbio.missing.rows` returns it.
    today : date
        From which a next step is overdue.

    Returns
    -------
    DataFrame, one row per firm with something to win, most value first
        firm_id, reached (attended an event), reason ("overdue", "quantity",
        "never_reached", "follow_up"), candidates, planned_value_per_year (joint
        gain of the plan's exchanges that nobody works on yet), unknown_value_per_year
        (what the best partner would make of its unknown quantities: upper quartile)
        [currency/y]. The two are of different certainty: do not add them up.
    """
    parties = _waiting(zone, ranked)
    unknown = gaps[gaps["gap"] == "no_quantity"].groupby("firm_id")["value_high_per_year"].sum()
    late = _overdue_firms(zone, today)
    came = attendance(zone)
    reached_ids = set(came.loc[came["attended"], "firm_id"])
    frame = pd.DataFrame({"firm_id": zone.firm["firm_id"]}).merge(parties, "left", on="firm_id")
    frame = frame.fillna({"candidates": 0, "planned_value_per_year": 0.0}).assign(
        unknown_value_per_year=frame["firm_id"].map(unknown).fillna(0.0),
        reached=frame["firm_id"].isin(reached_ids),
        late=frame["firm_id"].isin(late),
        candidates=lambda rows: rows["candidates"].astype("int64"),
    )
    frame = frame[(frame["candidates"] > 0) | frame["late"]]
    reason = np.select(
        [frame["late"], frame["unknown_value_per_year"] > 0, ~frame["reached"]],
        ["overdue", "quantity", "never_reached"],
        "follow_up",
    )
    columns = ["firm_id", "reached", "reason", "candidates"]
    values = ["planned_value_per_year", "unknown_value_per_year"]
    frame = frame.assign(reason=reason, most=frame[values].max(axis="columns"))
    return frame.sort_values(["most", "firm_id"], ascending=[False, True], ignore_index=True)[
        [*columns, *values]
    ]


def _waiting(zone: Zone, ranked: pd.DataFrame) -> pd.DataFrame:
    """Candidates of each firm, and the planned value that is in no synergy yet."""
    live = ranked[ranked["legal_state"] != "blocked"]
    worked = set(
        zip(
            zone.synergy["giver_firm_id"],
            zone.synergy["receiver_firm_id"],
            zone.synergy["resource"],
            strict=True,
        )
    )
    keys = zip(live["giver_firm_id"], live["receiver_firm_id"], live["from_resource"], strict=True)
    free = live[[key not in worked for key in keys]]
    sides = [
        free[[f"{side}_firm_id", "standing", "value_per_year"]].set_axis(
            ["firm_id", "standing", "value"], axis="columns"
        )
        for side in ("giver", "receiver")
    ]
    both = pd.concat(sides)
    planned = both[both["standing"] == "planned"].groupby("firm_id")["value"].sum()
    counts = both.groupby("firm_id").size()
    return pd.DataFrame({"candidates": counts, "planned_value_per_year": planned}).reset_index()


def _overdue_firms(zone: Zone, today: date) -> set[str]:
    """Both parties of every synergy whose next step is late."""
    late = zone.synergy[
        (zone.synergy["next_step_date"] < pd.Timestamp(today))
        & ~zone.synergy["stage"].isin([*SET_ASIDE, "verified"])
    ]
    return {*late["giver_firm_id"], *late["receiver_firm_id"]}
