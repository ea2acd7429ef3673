"""The invented two-year awareness campaign of the demo: events, attendance, quiz."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge, sector_group
from symbio.zone.demo.profiles import table

QUESTIONS = 5
_KEENNESS_SHAPE = 0.9  # of a lognormal: some firms come to everything, many to nothing
_SIGNS = np.array(list("ABCDEFGHJKLMNPRSTUVYZ23456789"))  # no letters that look like others


def draw_campaign(
    rng: np.random.Generator, firms: pd.DataFrame, knowledge: Knowledge
) -> dict[str, pd.DataFrame]:
    """Invent the events, who was invited and came, and anonymous quiz pairs.

    Parameters
    ----------
    firms : DataFrame
        As `draw_firms` returns it.

    Returns
    -------
    dict of DataFrame
        Tables event, attendance and quiz. A person code says nothing about the firm.
    """
    events = table("campaign").assign(
        event_id=[f"E{number:02d}" for number in range(1, len(table("campaign")) + 1)],
        cost_currency="TRY",
    )
    sector = firms["nace"].map(lambda nace: sector_group(nace, knowledge)).to_numpy()
    size = np.log10(firms["head_count"].to_numpy())  # larger firms have somebody to send
    keen = rng.lognormal(0, _KEENNESS_SHAPE, len(firms)) * (0.5 + size / 2)
    keen *= np.where(rng.random(len(firms)) < 0.25, 0.0, 1.0)  # one in four never comes
    attendance = []
    quiz = []
    for event in events.to_dict("records"):
        invited = _invited(rng, event["audience"], firms, sector, keen)
        came = rng.random(len(invited)) < np.clip(
            event["attend_share"] * keen[invited] / max(keen[invited].mean(), 1e-9), 0, 0.95
        )
        if event["kind"] == "visit":
            came = np.ones(len(invited), dtype=bool)
        rows = _rows(rng, event["event_id"], firms["firm_id"].to_numpy()[invited], came)
        attendance.append(rows)
        if event["quiz"] == "yes":
            people = int(rows["people"].fillna(0).sum())
            quiz.append(_quiz(rng, event["event_id"], people))
    return {
        "event": events.assign(date=pd.to_datetime(events["date"])).replace({"": None}),
        "attendance": pd.concat(attendance, ignore_index=True),
        "quiz": pd.concat(quiz, ignore_index=True),
    }


def _invited(
    rng: np.random.Generator,
    audience: str,
    firms: pd.DataFrame,
    sector: np.ndarray,
    keen: np.ndarray,
) -> np.ndarray:
    """Positions of the firms that an event is meant for, less the few with a dead address."""
    inside = firms["inside_osb"].to_numpy(dtype=bool)
    if audience.startswith("visit:"):
        open_doors = np.flatnonzero(inside & (keen > 0))
        count = min(int(audience.removeprefix("visit:")), len(open_doors))
        return np.sort(rng.choice(open_doors, count, replace=False))
    if audience == "all":
        mask = np.ones(len(firms), dtype=bool)
    elif audience == "inside":
        mask = inside
    else:
        mask = np.isin(sector, audience.split("|"))
    return np.flatnonzero(mask & (rng.random(len(firms)) < 0.96))


def _rows(
    rng: np.random.Generator, event_id: str, firm_id: np.ndarray, came: np.ndarray
) -> pd.DataFrame:
    """One row per invited firm; one in ten that came has no split by sex."""
    people = rng.choice([1, 2, 3, 4], len(came), p=[0.5, 0.32, 0.13, 0.05])
    women = rng.binomial(people, 0.31)
    split = came & (rng.random(len(came)) < 0.9)
    return pd.DataFrame(
        {
            "event_id": event_id,
            "firm_id": firm_id,
            "invited": True,
            "attended": came,
            "people": pd.Series(people, dtype="Int64").where(came),
            "women": pd.Series(women, dtype="Int64").where(split),
            "men": pd.Series(people - women, dtype="Int64").where(split),
        }
    )


def _quiz(rng: np.random.Generator, event_id: str, people: int) -> pd.DataFrame:
    """Scores before and after of about seven in ten people, each under a random code."""
    answered = int(rng.binomial(people, 0.7))
    before = rng.binomial(QUESTIONS, 0.45, answered)
    gained = rng.binomial(QUESTIONS - before, 0.42)
    lost = rng.binomial(before, 0.04)
    codes = _SIGNS[rng.integers(0, len(_SIGNS), (answered, 6))]
    frame = pd.DataFrame(
        {
            "event_id": event_id,
            "person_code": ["".join(code) for code in codes],
            "score_before": before,
            "score_after": before + gained - lost,
            "score_max": QUESTIONS,
        }
    )
    return frame.drop_duplicates("person_code")
