"""Figures without those of groups so small that they would tell of single firms."""

from __future__ import annotations

import pandas as pd

_OF_PEOPLE = ("people", "women", "women_share", "attendance_share", "quiz_n", "quiz_change")


def large_steps(funnel: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """A funnel whose steps of fewer than `fewest` firms say no more than that.

    Parameters
    ----------
    funnel : DataFrame
        As `symbio.campaign.funnel` returns it.
    fewest : int
        Firms that a figure must rest on; 0 leaves everything.

    Returns
    -------
    DataFrame
        The same; figures of small steps, and shares of them, are missing.
    """
    small = funnel["firms"].between(1, fewest - 1)
    beside = small | small.shift(fill_value=False)
    untimed = small | funnel["timed"].between(1, fewest - 1)
    return funnel.assign(
        firms=funnel["firms"].mask(small),
        share_of_zone=funnel["share_of_zone"].mask(small),
        share_of_previous=funnel["share_of_previous"].mask(beside),
        synergies=funnel["synergies"].mask(small),
        median_days=funnel["median_days"].mask(untimed),
        timed=funnel["timed"].mask(untimed, 0),
    )


def large_events(events: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """Events, or groups of them, without the counts of fewer than `fewest` firms or synergies.

    Parameters
    ----------
    events : DataFrame
        As `symbio.campaign.by_event` or `by_group` returns it.
    fewest : int
        Firms that a figure must rest on; 0 leaves everything.
    """
    small = events["attended"].between(1, fewest - 1)
    people = {name: events[name].mask(small) for name in _OF_PEOPLE if name in events}
    firms = {
        name: events[name].mask(events[name].between(1, fewest - 1))
        for name in ("invited", "attended", "first_time", "ideas", "running")
        if name in events
    }
    return events.assign(**people, **firms)
