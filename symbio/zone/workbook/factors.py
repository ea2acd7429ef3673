"""Check the zone's own factors: each belongs to a general one, and its range is in order."""

from __future__ import annotations

from symbio.errors import Problem
from symbio.knowledge import Knowledge
from symbio.zone.workbook.checking import Rows
from symbio.zone.workbook.context import Trouble


def factor_problems(rows: Rows, knowledge: Knowledge) -> list[Problem]:
    """Say which rows name no factor of the tables, and whose bounds are not in order."""
    known = set(knowledge.factors["factor_id"])
    problems = []
    for place, row in enumerate(rows.frame.to_dict("records")):
        if row["factor_id"] is not None and row["factor_id"] not in known:
            problems.append(rows.problem(place, "factor_id", Trouble("factor_unknown")))
        said = [row[name] for name in ("low", "value", "high") if row[name] is not None]
        if said != sorted(said):
            shown: dict[str, object] = {
                word: "–" if row[name] is None else float(row[name])
                for word, name in (("low", "low"), ("middle", "value"), ("high", "high"))
            }
            problems.append(rows.problem(place, "value", Trouble("factor_range", values=shown), ""))
    return problems
