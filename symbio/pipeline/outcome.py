"""How far synergies get and how long it takes; what the ones that failed had in common."""

from __future__ import annotations

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import sector_group
from symbio.pipeline.stages import PATH, SET_ASIDE
from symbio.zone.rows import Zone

# Fewer than this have nothing in common that is worth saying.
ALIKE = 2
SHARED = ("pathway_id", "resource", "giver_sector", "receiver_sector")


def reached(zone: Zone) -> pd.DataFrame:
    """The stages that each synergy has been through.

    A synergy that is at a stage has passed all before it, whether or not the
    day is on record; one that was set aside has passed what its history shows.

    Returns
    -------
    DataFrame, one row per synergy and stage of `PATH` that it reached
        synergy_id, stage, place (0 for the first stage), date (NaT where unknown).
    """
    place = {name: rank for rank, name in enumerate(PATH)}
    now = zone.synergy[["synergy_id", "stage", "stage_date"]]
    steps = pd.concat(
        [zone.synergy_step[["synergy_id", "stage", "date"]], now.set_axis(
            ["synergy_id", "stage", "date"], axis="columns"
        )]
    )  # fmt: skip
    steps = steps[steps["stage"].isin(PATH)].assign(place=lambda rows: rows["stage"].map(place))
    first = steps.groupby(["synergy_id", "place"])["date"].min()
    furthest = steps.groupby("synergy_id")["place"].max()
    everyone = zone.synergy["synergy_id"]
    furthest = furthest.reindex(everyone, fill_value=0)  # whatever was set aside was an idea
    rows = [
        (synergy_id, PATH[rank], rank)
        for synergy_id, last in furthest.items()
        for rank in range(int(last) + 1)
    ]
    frame = pd.DataFrame(rows, columns=["synergy_id", "stage", "place"])
    keys = pd.MultiIndex.from_frame(frame[["synergy_id", "place"]])
    return frame.assign(date=first.reindex(keys).to_numpy(dtype="datetime64[s]"))


def funnel(zone: Zone) -> pd.DataFrame:
    """From idea to verified: how many got there, and how long the step took.

    Returns
    -------
    DataFrame, one row per stage of `PATH`
        stage, synergies, share_of_previous [1] (NaN for the first), median_days
        from the stage before that has a date [day], timed (synergies that it rests on).
    """
    rows = reached(zone)
    counts = rows.groupby("place")["synergy_id"].nunique().reindex(range(len(PATH)), fill_value=0)
    dated = rows.dropna(subset=["date"]).sort_values(["synergy_id", "place"])
    days = dated.groupby("synergy_id")["date"].diff().dt.days
    # Written down in the wrong order: no duration.
    took = days.where(days >= 0).groupby(dated["place"]).agg(["median", "count"])
    took = took.reindex(range(len(PATH)))
    previous = counts.shift()
    return pd.DataFrame(
        {
            "stage": PATH,
            "synergies": counts.to_numpy(),
            "share_of_previous": (counts / previous.where(previous > 0)).to_numpy(dtype="float64"),
            "median_days": took["median"].to_numpy(dtype="float64"),
            "timed": took["count"].fillna(0).to_numpy(dtype="int64"),
        }
    )


def in_common(zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    """What the parked and rejected synergies of one reason share.

    Returns
    -------
    DataFrame, one row per reason and shared thing, most frequent reason first
        reason, synergies (of that reason), stage_reached (most usual last stage
        before), shared (one of `SHARED`, "" where nothing is), value, alike
        (synergies of the reason that share it), notes (their reasons in words, joined).
    """
    rows = zone.synergy[zone.synergy["stage"].isin(SET_ASIDE)].dropna(subset=["reason"])
    nace = zone.firm.set_index("firm_id")["nace"]
    rows = rows.assign(
        **{
            f"{side}_sector": [
                sector_group(code, knowledge) for code in rows[f"{side}_firm_id"].map(nace)
            ]
            for side in ("giver", "receiver")
        }
    )
    last = reached(zone).sort_values("place").groupby("synergy_id")["stage"].last()
    found = []
    for reason, group in rows.groupby("reason"):
        stage = str(group["synergy_id"].map(last).mode().iloc[0])
        shared, value, alike = _most_shared(group)
        notes = group if not shared else group[group[shared] == value]
        words = " · ".join(dict.fromkeys(notes["reason_note"].dropna()))
        found.append((reason, len(group), stage, shared, value, alike, words))
    columns = ["reason", "synergies", "stage_reached", "shared", "value", "alike", "notes"]
    frame = pd.DataFrame(found, columns=columns)
    return frame.sort_values(["synergies", "reason"], ascending=[False, True], ignore_index=True)


def _most_shared(group: pd.DataFrame) -> tuple[str, str, int]:
    """The most specific thing that at least a third of them, and two, have in common."""
    for column in SHARED:
        counts = group[column].dropna().value_counts()
        counts = counts[(counts >= ALIKE) & (counts * 3 >= len(group))]
        if len(counts):
            value = min(counts.index[counts == counts.max()])
            return column, str(value), int(counts.max())
    return "", "", 0
