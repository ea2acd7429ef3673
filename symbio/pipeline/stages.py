"""The way of a synergy from idea to verified tonne, and each step that people take on it.

Every function returns the tables as they would be; the store compares and writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from symbio.errors import InputError, Problem
from symbio.locale import letters, text
from symbio.matching.existing import RUNNING
from symbio.zone.rows import Zone, conform, dictionary

PATH = (
    "idea",
    "screened",
    "first_talk",
    "sample",
    "agreement",
    "investment",
    "operating",
    "verified",
)
SET_ASIDE = ("parked", "rejected")
ALL_STAGES = (*PATH, *SET_ASIDE)
REASONS = ("law", "quality", "quantity", "distance", "price", "trust", "time", "no_owner")
VERIFIED_FIELDS = (
    "quantity_verified_per_year",
    "co2e_verified_t_per_year",
    "gain_verified_per_year",
)
Tables = dict[str, pd.DataFrame]

__all__ = [
    "ALL_STAGES",
    "PATH",
    "REASONS",
    "RUNNING",
    "SET_ASIDE",
    "VERIFIED_FIELDS",
    "edit",
    "from_candidate",
    "move",
    "remove",
    "stage_name",
    "start",
]


def stage_name(stage: str, language: str) -> str:
    """A stage as a heading or label names it."""
    return letters.capital(text(language, f"workbook.choice_stage_{stage}"), language)


def start(zone: Zone, fields: Mapping[str, Any], *, on: date, stage: str = "idea") -> Tables:
    """Begin a synergy.

    Parameters
    ----------
    zone : Zone
    fields : mapping
        At least giver_firm_id, receiver_firm_id and resource; any other field of
        the table synergy. Without `synergy_id` it gets the next free number.
    on : date
        The day it reached `stage`.
    stage : str
        One of `ALL_STAGES`; an exchange that runs already begins at "operating".

    Returns
    -------
    dict of table name -> DataFrame
        The tables synergy and synergy_step with the new rows.

    Raises
    ------
    InputError
        Giver and receiver are one firm, a verified value has no evidence, or the
        stage lacks its reason or its quantity.
    """
    row = {
        "synergy_id": _next_id(zone.synergy),
        **{name: value for name, value in fields.items() if not _missing(value)},
        "stage": stage,
        "stage_date": pd.Timestamp(on),
    }
    _check(row)
    return {
        "synergy": _with_row(zone.synergy, "synergy", row),
        "synergy_step": _with_step(zone.synergy_step, row, ""),
    }


def from_candidate(row: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The fields of a synergy that begins from a row of `symbio.opportunities.rank`.

    Planned are the quantity of the plan, or what both could exchange, and what
    that is worth in `currency`; a candidate of unknown quantity or price leaves
    them empty.
    """
    quantity = row["planned_per_year"] or row["quantity_per_year"]
    known = not _missing(quantity)
    return {
        "giver_firm_id": row["giver_firm_id"],
        "receiver_firm_id": row["receiver_firm_id"],
        "treater_firm_id": row["treater_firm_id"],
        "resource": row["from_resource"],
        "to_resource": row["to_resource"],
        "pathway_id": row["pathway_id"],
        "offer_stream_id": row["offer_stream_id"],
        "need_stream_id": row["need_stream_id"],
        "quantity_planned_per_year": quantity if known else None,
        "unit": row["unit"],
        "co2e_planned_t_per_year": row["co2e_kg_per_unit"] * quantity / 1000 if known else None,
        "gain_planned_per_year": row["value_per_unit"] * quantity
        if known and row["price_known"]
        else None,
        "money_currency": currency if row["price_known"] else None,
        "origin": "synthetic" if row["synthetic"] else "own",
    }


def move(
    zone: Zone,
    synergy_id: str,
    stage: str,
    *,
    on: date,
    reason: str = "",
    reason_note: str = "",
    note: str = "",
) -> Tables:
    """Bring a synergy to another stage, forward, back or aside.

    Parameters
    ----------
    zone : Zone
    synergy_id : str
    stage : str
        One of `ALL_STAGES`.
    on : date
        The day it was reached.
    reason : str
        One of `REASONS`; needed for "parked" and "rejected", dropped elsewhere.
    reason_note, note : str
        The reason in words; what was said and decided.

    Returns
    -------
    dict of table name -> DataFrame
        The tables synergy and synergy_step as they would be.

    Raises
    ------
    InputError
        No such synergy, or the stage lacks its reason, quantity or evidence.
    """
    aside = stage in SET_ASIDE
    row = _row_of(zone, synergy_id) | {
        "stage": stage,
        "stage_date": pd.Timestamp(on),
        "reason": reason if aside else None,
        "reason_note": reason_note if aside else None,
    }
    _check(row)
    return {
        "synergy": _with_row(zone.synergy, "synergy", row),
        "synergy_step": _with_step(zone.synergy_step, row, note),
    }


def edit(zone: Zone, synergy_id: str, fields: Mapping[str, Any]) -> Tables:
    """Change fields of a synergy other than its stage.

    Raises
    ------
    InputError
        No such synergy, or a verified value without evidence.
    ValueError
        If `fields` names the key or the stage.
    """
    fixed = {"synergy_id", "stage", "stage_date"} & set(fields)
    if fixed:
        raise ValueError(f"not by edit: {', '.join(sorted(fixed))}")
    row = _row_of(zone, synergy_id) | dict(fields)
    _check(row)
    return {"synergy": _with_row(zone.synergy, "synergy", row)}


def remove(zone: Zone, synergy_id: str) -> Tables:
    """The tables without a synergy and its history."""
    _row_of(zone, synergy_id)
    return {
        "synergy": zone.synergy[zone.synergy["synergy_id"] != synergy_id],
        "synergy_step": zone.synergy_step[zone.synergy_step["synergy_id"] != synergy_id],
    }


def _next_id(synergies: pd.DataFrame) -> str:
    numbers = synergies["synergy_id"].str.extract(r"^S(\d{1,9})$")[0].dropna().astype("int64")
    return f"S{1 + int(numbers.max()) if len(numbers) else 1:04d}"


def _row_of(zone: Zone, synergy_id: str) -> dict[str, Any]:
    found = zone.synergy[zone.synergy["synergy_id"] == synergy_id]
    if found.empty:
        raise InputError(Problem("synergy_gone", value=synergy_id))
    return {str(name): value for name, value in found.iloc[0].items()}


def _check(row: Mapping[str, Any]) -> None:
    problems = []
    if row["giver_firm_id"] == row["receiver_firm_id"]:
        problems.append(Problem("synergy_one_firm"))
    if row["stage"] in SET_ASIDE and _missing(row.get("reason")):
        problems.append(Problem("reason_missing"))
    if _missing(row.get("evidence")):
        problems += [
            Problem("evidence_missing", value=f"{row[name]:g}")
            for name in VERIFIED_FIELDS
            if not _missing(row.get(name))
        ]
    if row["stage"] == "verified" and _missing(row.get("quantity_verified_per_year")):
        problems.append(Problem("verified_without_quantity"))
    if problems:
        raise InputError.of(problems)


def _missing(value: object) -> bool:
    return value is None or value == "" or bool(pd.isna(value))  # type: ignore[call-overload]


def _with_row(frame: pd.DataFrame, table: str, row: Mapping[str, Any]) -> pd.DataFrame:
    known = {entry.field for entry in dictionary(table)}
    given = {name: [None if _missing(value) else value] for name, value in row.items()}
    line = conform(table, pd.DataFrame({name: given[name] for name in given if name in known}))
    others = frame[frame["synergy_id"] != row["synergy_id"]]
    return conform(table, pd.concat([others, line], ignore_index=True))


def _with_step(steps: pd.DataFrame, row: Mapping[str, Any], note: str) -> pd.DataFrame:
    line = pd.DataFrame(
        {
            "synergy_id": [row["synergy_id"]],
            "date": [row["stage_date"]],
            "stage": [row["stage"]],
            "reason": [row.get("reason") or None],
            "note": [note or row.get("reason_note") or None],
        }
    )
    key = ["synergy_id", "date", "stage"]
    both = pd.concat([steps, conform("synergy_step", line)], ignore_index=True)
    return conform("synergy_step", both.drop_duplicates(key, keep="last"))
