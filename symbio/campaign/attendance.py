"""Who was invited, who came, and how many of them were women."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from symbio.zone.rows import Zone


@dataclass(frozen=True)
class WomenShare:
    """Women among the people whose sex was recorded.

    Attributes
    ----------
    women, counted, people : int
        Women, people with the split recorded, all people that attended. [person]
    share : float
        Women per counted person, 0-1; NaN where nobody was counted.
    """

    women: int
    counted: int
    people: int
    share: float


def attendance(zone: Zone) -> pd.DataFrame:
    """Attendance of the zone's own firms at known events, with the event's date.

    Returns
    -------
    DataFrame, one row per event and firm, by date, event and firm
        event_id, firm_id, date, kind, invited and attended (bool), people,
        women, men [person].
    """
    rows = zone.attendance[zone.attendance["firm_id"].isin(zone.firm["firm_id"])]
    rows = rows.merge(zone.event[["event_id", "date", "kind"]], on="event_id")
    attended = rows["attended"].fillna(False).astype(bool)
    invited = rows["invited"].fillna(False).astype(bool) | attended
    columns = ["event_id", "firm_id", "date", "kind", "invited", "attended"]
    rows = rows.assign(invited=invited, attended=attended)[[*columns, "people", "women", "men"]]
    return rows.sort_values(["date", "event_id", "firm_id"], ignore_index=True)


def reached_firms(zone: Zone) -> frozenset[str]:
    """Ids of the firms that attended at least one event."""
    rows = attendance(zone)
    return frozenset(rows.loc[rows["attended"], "firm_id"])


def women_share(zone: Zone) -> WomenShare:
    """Share of women among those who attended, where the split was recorded."""
    rows = attendance(zone)
    came = with_split(rows[rows["attended"]])
    women, counted = int(came["women"].sum()), int(came["counted"].sum())
    return WomenShare(women, counted, int(came["people"].sum()), share(women, counted))


def with_split(came: pd.DataFrame) -> pd.DataFrame:
    """People, women and how many of them have a recorded sex; unknown counts as 0."""
    people, women, men = came["people"], came["women"], came["men"]
    men = men.fillna(people - women)
    women = women.fillna(people - men)
    counted = (women + men).fillna(0)
    return came.assign(
        people=people.fillna(women + men).fillna(0),
        women=women.where(counted > 0, 0).fillna(0),
        counted=counted,
    )


def share(part: int, whole: int) -> float:
    """`part` of `whole`, 0-1; NaN of nothing."""
    return part / whole if whole else float("nan")


def shares(part: pd.Series, whole: pd.Series) -> pd.Series:
    """`part` of `whole` row by row, 0-1; NaN of nothing."""
    return part / whole.where(whole > 0)
