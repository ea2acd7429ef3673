"""What streams need to know of their resources, and the ids of streams that have none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.errors import Problem
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.knowledge.resolution import SURE, Resolution, Taught
from symbio.knowledge.resolve import resolve
from symbio.zone.workbook.checking import Rows, count_notice
from symbio.zone.workbook.context import InBoth
from symbio.zone.workbook.units import Nature

PROPOSED_FOR = 200  # distinct values
_PROPOSED = 3


def named(resource: str, knowledge: Knowledge) -> InBoth:
    """The names of a resource in both languages."""
    return InBoth(
        resource_name(resource, "tr", knowledge), resource_name(resource, "en", knowledge)
    )


def code_beside(problem: Problem) -> str:
    """The waste code in the row of an unknown resource, as it was typed; "" where none."""
    return str(dict(problem.values).get("waste_code", ""))


def with_proposals(
    problems: list[Problem], knowledge: Knowledge, taught: Taught = ()
) -> list[Problem]:
    """Say what unknown resources may be, for the first distinct values.

    A guess that is sure becomes a question; the others name what they are like. The waste
    code of the row counts. A likeness costs milliseconds: a column mapped by mistake has
    thousands of values.
    """
    found: dict[tuple[str, str], Resolution] = {}
    out = []
    for problem in problems:
        if problem.rule == "resource_unknown":
            said = (problem.value, code_beside(problem))
            if said not in found and len(found) < PROPOSED_FOR:
                found[said] = resolve(
                    said[0], waste_code=said[1], knowledge=knowledge, taught=taught, limit=_PROPOSED
                )
            if said in found:
                problem = _proposed(problem, found[said], knowledge)
        out.append(problem)
    return out


def _proposed(problem: Problem, found: Resolution, knowledge: Knowledge) -> Problem:
    """The same problem with what its word may mean."""
    guess = found.best
    if guess and guess.confidence >= SURE and not found.things:
        values = dict(problem.values) | {
            "name": named(guess.resource_id, knowledge),
            "percent": round(guess.confidence * 100),
            "reason": InBoth(guess.reason("tr"), guess.reason("en")),
        }
        return replace(problem, rule="resource_guessed", severity="question", values=values)
    if found.guesses:
        ids = [one.resource_id for one in found.guesses]
        values = dict(problem.values) | {"proposals": _list(ids, knowledge)}
        return replace(problem, rule="resource_alike", values=values)
    return problem


def _list(ids: list[str], knowledge: Knowledge) -> InBoth:
    return InBoth(
        ", ".join(f"«{resource_name(one, 'tr', knowledge)}»" for one in ids),
        ", ".join(f"“{resource_name(one, 'en', knowledge)}”" for one in ids),
    )


@lru_cache(maxsize=16)
def natures(knowledge: Knowledge) -> dict[str, Nature]:
    """Unit, density and heating value of every resource."""
    table = knowledge.resources[
        ["resource_id", "unit", "density_t_per_m3", "heating_value_mwh_per_t"]
    ]
    return {row[0]: Nature(*row[1:]) for row in table.itertuples(index=False)}


def with_resources(rows: Rows, knowledge: Knowledge) -> tuple[Rows, list[Problem]]:
    """Where only a waste code is given, the resource that the code belongs to."""
    frame = rows.frame
    empty = frame["resource"].isna() & frame["waste_code"].notna()
    empty &= np.array([(place, "resource") not in rows.bad for place in range(len(frame))], bool)
    if not empty.any():
        return rows, []
    table = knowledge.waste_codes
    known = dict(zip(table["waste_code"], table["resource_id"], strict=True))
    named = frame["waste_code"].map(known).where(empty)
    named = named.where(named.fillna("") != "", None)
    places = np.flatnonzero(named.notna().to_numpy())
    resource = frame["resource"].where(named.isna(), named)
    notices = count_notice(rows, places, "resource_from_code") if len(places) else []
    return rows.with_frame(frame.assign(resource=resource)), notices


def with_ids(rows: Rows) -> Rows:
    """Give an id to each stream that has none.

    The id is made of firm, direction, resource, waste code and a counter, so that the
    same file gives the same ids.
    """
    frame = rows.frame
    given = frame["stream_id"].tolist()
    taken = {value for value in given if value}
    counter: Counter[str] = Counter()
    columns = [frame[name].tolist() for name in ("firm_id", "direction", "resource", "waste_code")]
    ids: list[str | None] = []
    for own, *parts in zip(given, *columns, strict=True):
        if own:
            ids.append(own)
            continue
        stem = "/".join(str(part) for part in parts if part)
        counter[stem] += 1
        while f"{stem}/{counter[stem]}" in taken:
            counter[stem] += 1
        ids.append(f"{stem}/{counter[stem]}")
    return rows.with_frame(frame.assign(stream_id=pd.Series(ids, dtype="object")))
