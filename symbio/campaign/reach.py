"""Which firms the campaign reached, and which it never did."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from symbio.campaign.attendance import attendance, reached_firms, share
from symbio.knowledge.names import sector_group
from symbio.zone.rows import SIZE_CLASSES, Zone, size_class

SIZES = (*(name for name, _, _ in SIZE_CLASSES), "unknown")
REACH_COLUMNS = ["group", "firms", "reached", "share"]


def reach(zone: Zone, *, by: Literal["all", "sector", "size"] = "all") -> pd.DataFrame:
    """How many of the zone's firms were reached, with the denominator.

    Parameters
    ----------
    zone : Zone
        Hand over a zone with fewer firms to narrow the denominator.
    by : "all", "sector" or "size"
        One row for the whole zone (also where it has no firms), one per sector
        group (largest first, then by name), or one per size class (micro to large,
        then unknown).

    Returns
    -------
    DataFrame
        `REACH_COLUMNS`: group, firms [firm], reached [firm], share (0-1; NaN of no firms).

    Raises
    ------
    ValueError
        If `by` is none of the three.
    """
    if by not in ("all", "sector", "size"):
        raise ValueError(f'by must be "all", "sector" or "size", got {by!r}')
    firms = _firms(zone)
    if by == "all":
        reached = int(firms["reached"].sum())
        row = ("all", len(firms), reached, share(reached, len(firms)))
        return pd.DataFrame([row], columns=REACH_COLUMNS)
    counts = firms.groupby(by, as_index=False).agg(
        firms=("firm_id", "size"), reached=("reached", "sum")
    )
    counts = counts.rename(columns={by: "group"}).assign(share=counts["reached"] / counts["firms"])
    if by == "size":
        order = counts["group"].map({name: place for place, name in enumerate(SIZES)})
    else:
        order = -counts["firms"]
    counts = counts.assign(order=order).sort_values(["order", "group"], ignore_index=True)
    return counts[REACH_COLUMNS]


def never_reached(zone: Zone) -> pd.DataFrame:
    """Firms that attended no event, those invited most often first.

    Returns
    -------
    DataFrame, one row per firm
        firm_id, name, nace, sector, size, inside_osb, latitude, longitude
        [degrees], invitations (number of events it was invited to).
    """
    rows = attendance(zone)
    invitations = rows[rows["invited"]].groupby("firm_id").size()
    firms = _firms(zone)
    firms = firms.assign(invitations=firms["firm_id"].map(invitations).fillna(0).astype("int64"))
    firms = firms[~firms["reached"]].sort_values(
        ["invitations", "firm_id"], ascending=[False, True], ignore_index=True
    )
    columns = ["firm_id", "name", "nace", "sector", "size", "inside_osb", "latitude", "longitude"]
    return firms[[*columns, "invitations"]]


def new_and_returning(zone: Zone) -> pd.DataFrame:
    """Firms that came for the first time and firms that came again, by month.

    Returns
    -------
    DataFrame, one row per month from the first to the last event
        month (its first day), events (of every kind), new and returning [firm],
        reached (all firms reached so far) [firm], people [person].
    """
    columns = ["month", "events", "new", "returning", "reached", "people"]
    if zone.event.empty:
        return pd.DataFrame(columns=columns)
    month = zone.event["date"].dt.to_period("M")
    months = pd.period_range(month.min(), month.max(), freq="M")
    came = attendance(zone)
    came = came[came["attended"]].assign(month=lambda rows: rows["date"].dt.to_period("M"))
    visits = came.drop_duplicates(["firm_id", "month"])
    first = came.groupby("firm_id")["month"].min()
    new = first.value_counts().reindex(months, fill_value=0).to_numpy()
    all_firms = visits["month"].value_counts().reindex(months, fill_value=0).to_numpy()
    people = came.groupby("month")["people"].sum().reindex(months, fill_value=0)
    return pd.DataFrame(
        {
            "month": months.to_timestamp(),
            "events": month.value_counts().reindex(months, fill_value=0).to_numpy(),
            "new": new,
            "returning": all_firms - new,
            "reached": new.cumsum(),
            "people": people.fillna(0).to_numpy(dtype="int64"),
        }
    )[columns]


def _firms(zone: Zone) -> pd.DataFrame:
    firms = zone.firm
    return firms.assign(
        sector=[sector_group(code) for code in firms["nace"].fillna("")],
        size=[size_class(people) for people in firms["employees"]],
        reached=firms["firm_id"].isin(reached_firms(zone)),
    )
