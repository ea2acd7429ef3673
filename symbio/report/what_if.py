"""A what-if as an Excel workbook: figures, exchanges and assumptions, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import text
from symbio.matching import Result, Scenario
from symbio.report.excel import Column, Sheet, write

# Field of the list of changes, name of its heading, decimals.
_CHANGES: tuple[tuple[str, str, int | None], ...] = (
    ("state", "state", None),
    ("giver", "giver", None),
    ("receiver", "receiver", None),
    ("resource", "resource", None),
    ("unit", "unit", None),
    ("quantity_per_year_before", "before", 1),
    ("quantity_per_year_after", "after", 1),
    ("quantity_change", "change", 1),
    ("value_per_year_before", "value_before", 0),
    ("value_per_year_after", "value_after", 0),
    ("value_change", "value_change", 0),
    ("co2e_t_per_year_before", "co2e_before", 1),
    ("co2e_t_per_year_after", "co2e_after", 1),
)
_NAMED = ("name", "radius_km", "removed_firms", "added_firms", "added_streams")


def comparison_workbook(
    before: Result,
    after: Result,
    changes: pd.DataFrame,
    names: dict[str, str],
    knowledge: Knowledge,
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write what a scenario changes against another.

    Parameters
    ----------
    before, after : Result
        The plans to compare.
    changes : DataFrame
        Every exchange in words, with quantities, values and CO2e before and after.
    names : dict
        Firm id to name, for the assumptions.

    Returns
    -------
    bytes
        Sheets: figures, exchanges, assumptions, notes.
    """

    def column(field: str, name: str, digits: int | None = None) -> Column:
        return Column(field, text(language, f"what_if.column_{name}"), digits=digits)

    amounts = (column("before", "before", 2), column("after", "after", 2))
    sheets = (
        Sheet(
            text(language, "what_if.sheet_figures"),
            figures(before, after, language),
            (column("figure", "figure"), *amounts, column("change", "change", 2)),
        ),
        Sheet(
            text(language, "what_if.sheet_exchanges"),
            changes,
            tuple(column(*entry) for entry in _CHANGES),
        ),
        Sheet(
            text(language, "what_if.sheet_assumptions"),
            assumptions(before.scenario, after.scenario, names, knowledge, language),
            (column("assumption", "assumption"), *amounts),
        ),
    )
    return write(
        text(language, "frame.page_what_if"),
        sheets,
        language=language,
        made_on=made_on,
        notes=notes,
    )


def figures(before: Result, after: Result, language: str) -> pd.DataFrame:
    """The sums of both plans and their differences.

    Returns
    -------
    DataFrame, one row per figure
        `figure` (with its unit), `before`, `after`, `change`.
    """
    was, now = before.totals(), after.totals()
    currency = after.scenario.currency
    rows = [
        (text(language, "what_if.row_exchanges"), was.exchanges, now.exchanges),
        (
            text(language, "what_if.row_value", currency=currency),
            was.value_per_year,
            now.value_per_year,
        ),
        (text(language, "what_if.row_co2e"), was.co2e_t_per_year, now.co2e_t_per_year),
        (text(language, "what_if.row_firms"), was.firms, now.firms),
    ]
    old, new = dict(was.quantity_per_year), dict(now.quantity_per_year)
    for unit in sorted({*old, *new}):
        words = text(language, "what_if.row_quantity", unit=text(language, f"common.unit_{unit}"))
        rows.append((words, old.get(unit, 0.0), new.get(unit, 0.0)))
    frame = pd.DataFrame(rows, columns=["figure", "before", "after"])
    return frame.assign(change=frame["after"] - frame["before"])


def assumptions(
    before: Scenario,
    after: Scenario,
    names: dict[str, str],
    knowledge: Knowledge,
    language: str,
) -> pd.DataFrame:
    """Every assumption of both scenarios, in words where there are words.

    Returns
    -------
    DataFrame, one row per assumption
        `assumption`, `before`, `after`.
    """
    rows = [
        (
            text(language, f"what_if.assumption_{entry.name}"),
            getattr(before, entry.name),
            getattr(after, entry.name),
        )
        for entry in fields(Scenario)
        if entry.name not in _NAMED
    ]
    radii = before.radii(knowledge), after.radii(knowledge)
    rows += [(_radius(kind, language), radii[0].get(kind), radii[1].get(kind)) for kind in radii[1]]
    sides = [_people(scenario, names, language) for scenario in (before, after)]
    rows += [
        (text(language, f"what_if.{name}"), sides[0][name], sides[1][name]) for name in sides[0]
    ]
    return pd.DataFrame(rows, columns=["assumption", "before", "after"], dtype="object")


def _radius(kind: str, language: str) -> str:
    kind_name = text(language, f"common.kind_{kind}")
    return text(language, "what_if.radius", kind=kind_name)


def _people(scenario: Scenario, names: dict[str, str], language: str) -> dict[str, str]:
    """Firms taken out and what was added, as lists of names."""
    known = names | {firm.firm_id: firm.name for firm in scenario.added_firms}
    streams = [
        f"{known.get(stream.firm_id, stream.firm_id)}: "
        f"{text(language, f'common.direction_{stream.direction}')}, "
        f"{resource_name(stream.resource, language)}"
        for stream in scenario.added_streams
    ]
    return {
        "removed": "; ".join(known.get(firm, firm) for firm in scenario.removed_firms),
        "add_firm": "; ".join(firm.name for firm in scenario.added_firms),
        "add_stream": "; ".join(streams),
    }
