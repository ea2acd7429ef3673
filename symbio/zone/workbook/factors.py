"""Check the zone's own factors: each belongs to a general one, is near it, and in order."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from symbio.errors import Problem
from symbio.knowledge import Knowledge, unit_in_words
from symbio.knowledge.pathway_costs import replaceable
from symbio.zone.own_factors import is_far, usual_range
from symbio.zone.workbook.checking import Rows
from symbio.zone.workbook.context import InBoth, Trouble


def factor_problems(rows: Rows, knowledge: Knowledge) -> list[Problem]:
    """Say which rows name no factor of the tables, are not in order, or far from the general."""
    known = replaceable(knowledge)
    units = dict(zip(known["factor_id"], known["unit"], strict=True))
    problems = []
    for place, row in enumerate(rows.frame.to_dict("records")):
        if row["factor_id"] is not None and row["factor_id"] not in units:
            problems.append(rows.problem(place, "factor_id", Trouble("factor_unknown")))
        elif row["value"] is not None and row["factor_id"] is not None:
            problems += _far(rows, place, row, units[row["factor_id"]], knowledge)
        said = [row[name] for name in ("low", "value", "high") if row[name] is not None]
        if said != sorted(said):
            shown: dict[str, object] = {
                word: "–" if row[name] is None else float(row[name])
                for word, name in (("low", "low"), ("middle", "value"), ("high", "high"))
            }
            problems.append(rows.problem(place, "value", Trouble("factor_range", values=shown), ""))
    return problems


def _far(
    rows: Rows, place: int, row: dict[Hashable, Any], unit: str, knowledge: Knowledge
) -> list[Problem]:
    """A warning where the value is far from the general one: a slip of unit or decimal sign."""
    if not is_far(knowledge, row["factor_id"], row["value"]):
        return []
    low, high = usual_range(knowledge, row["factor_id"])
    words = InBoth(unit_in_words(unit, "tr"), unit_in_words(unit, "en"))
    values: dict[str, object] = {"low": low, "high": high, "unit": words}
    return [rows.problem(place, "value", Trouble("factor_far", "notice", values))]
