"""What firms that have said nothing probably give off and buy: from their sector and size.

A prediction is a stream of the grade "estimated": never in a sum, and planned only
where a scenario asks for estimates. It is not stored; whom we asked to confirm it is.
"""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from symbio.errors import InputError, Problem
from symbio.knowledge import Knowledge
from symbio.zone.rows import MONTHS, QUALITIES, Zone, conform, employees_range

# Streams that at least so many firms of the sector have are predicted for each of them.
LEAST_SHARE = 0.5
# What "250+" may mean, against its lower end (assumption).
_OPEN_BAND = 2.5
_BASIS = "employee"
SILENT_COLUMNS = ("firm_id", "name", "nace", "employees", "streams", "asked_on", "asked_by")
Range = tuple[float, float, float]


def predicted(
    zone: Zone, knowledge: Knowledge, *, least_share: float = LEAST_SHARE
) -> pd.DataFrame:
    """The streams that firms without a stream of their own probably have.

    Parameters
    ----------
    zone : Zone
        Its firms; those with a known sector and no stream at all are predicted for.
    knowledge : Knowledge
        Sector profiles, resources and the sections of NACE.
    least_share : float
        Leave out what fewer firms of the sector have. [1]

    Returns
    -------
    DataFrame
        Rows of table stream, of the grade "estimated", with quantity, low and high
        rounded to two digits; the quantity is unknown where the size is. `source`
        names the sector profile, `stream_id` begins with "~".
    """
    silent = zone.firm[~zone.firm["firm_id"].isin(zone.stream["firm_id"])]
    rows = [
        row for firm in silent.to_dict("records") for row in _of_firm(firm, knowledge, least_share)
    ]
    return conform("stream", pd.DataFrame(rows))


def with_predicted(zone: Zone, knowledge: Knowledge) -> Zone:
    """The zone with the predicted streams beside its own."""
    rows = predicted(zone, knowledge)
    if rows.empty:
        return zone
    return zone.with_table("stream", pd.concat([zone.stream, rows], ignore_index=True))


def head_count(employees: str | None) -> Range | None:
    """Low, typical and high number of people of "45", "50-249" or "250+"; None if unknown."""
    span = employees_range(employees)
    if span is None:
        return None
    low = float(max(span[0], 1))
    high = float(span[1]) if span[1] is not None else low * _OPEN_BAND
    high = max(high, low)
    return low, math.sqrt(low * high), high


def _of_firm(
    firm: dict[Any, Any], knowledge: Knowledge, least_share: float
) -> list[dict[str, Any]]:
    """The predicted streams of one firm, those that hang on others after them."""
    people = head_count(firm["employees"])
    used: dict[str, Range] = {}
    rows = []
    for profile in _profiles(knowledge, _digits(firm["nace"])):
        hangs = profile["basis"] != _BASIS
        if profile["share_of_firms"] < least_share or (
            people and hangs and profile["basis"] not in used
        ):
            continue
        amount = None
        if people is not None:
            base = used[profile["basis"]] if hangs else people
            amount = _times(base, (profile["low"], profile["mode"], profile["high"]))
            if profile["direction"] == "need":
                used[profile["resource_id"]] = amount
        rows.append(_row(firm, profile, amount))
    return rows


def _row(firm: dict[Any, Any], profile: dict[str, Any], amount: Range | None) -> dict[str, Any]:
    low, mode, high = (_two_digits(value) for value in amount) if amount else (math.nan,) * 3
    return {
        "stream_id": f"~{firm['firm_id']}~{profile['direction']}~{profile['resource_id']}",
        "firm_id": firm["firm_id"],
        "direction": profile["direction"],
        "resource": profile["resource_id"],
        "waste_code": profile["waste_code"] or None,
        "quantity_per_year": mode,
        "quantity_low_per_year": low,
        "quantity_high_per_year": high,
        "unit": profile["unit"].partition("/")[0],
        "grade": "estimated",
        "disclosure": firm["disclosure"],
        "origin": firm["origin"],
        "source": f"sector_profiles {profile['nace']}",
        **profile["months"],
        **profile["qualities"],
    }


def _times(base: Range, factor: Range) -> Range:
    """Product of two independent ranges: typical values multiply, spreads add as squares."""
    mode = base[1] * factor[1]
    down = math.hypot(math.log(base[1] / base[0]), math.log(factor[1] / factor[0]))
    up = math.hypot(math.log(base[2] / base[1]), math.log(factor[2] / factor[1]))
    return mode * math.exp(-down), mode, mode * math.exp(up)


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def _digits(nace: object) -> str:
    return "".join(sign for sign in nace if sign.isdigit())[:4] if isinstance(nace, str) else ""


@lru_cache(maxsize=2048)
def _profiles(knowledge: Knowledge, nace: str) -> tuple[dict[str, Any], ...]:
    """The rows of the nearest sector, then its section's; what others hang on comes first."""
    by_code = _by_code(knowledge)
    found = next((by_code[nace[:end]] for end in (4, 3, 2) if nace[:end] in by_code), ())
    own = {(row["direction"], row["resource_id"]) for row in found}
    section = by_code.get(_sections(knowledge).get(nace[:2], ""), ()) if nace else ()
    rows = [*found, *(row for row in section if (row["direction"], row["resource_id"]) not in own)]
    return tuple(sorted(rows, key=lambda row: row["basis"] != _BASIS))


@lru_cache(maxsize=8)
def _by_code(knowledge: Knowledge) -> dict[str, tuple[dict[str, Any], ...]]:
    table = knowledge.sector_profiles
    rows = [
        row | {"months": _months(row["months"]), "qualities": _typical(row["qualities"])}
        for row in table.to_dict("records")
    ]
    codes = dict.fromkeys(table["nace"])
    return {code: tuple(row for row in rows if row["nace"] == code) for code in codes}


@lru_cache(maxsize=8)
def _sections(knowledge: Knowledge) -> dict[str, str]:
    return dict(zip(knowledge.nace["nace"], knowledge.nace["section"], strict=True))


def _months(cell: str) -> dict[str, float]:
    return dict(zip(MONTHS, map(float, cell.split("|")), strict=True)) if cell else {}


def _typical(cell: str) -> dict[str, Any]:
    """The middle of each range, in its own column or in the text of the others."""
    columns: dict[str, Any] = {}
    others = []
    for part in filter(None, cell.split(";")):
        name, _, span = part.partition("=")
        low, _, high = span.partition(":")
        middle = float(np.mean([float(low), float(high)]))
        if name in QUALITIES:
            columns[name] = middle
        else:
            others.append(f"{name}={middle:g}")
    if others:
        columns["quality_other"] = "; ".join(others)
    return columns


def silent_firms(zone: Zone, rows: pd.DataFrame) -> pd.DataFrame:
    """The firms that have said nothing, with what is predicted of them and when they were asked.

    Parameters
    ----------
    zone : Zone
    rows : DataFrame
        As `predicted` returns it for that zone.

    Returns
    -------
    DataFrame, one row per firm; never asked first, then asked longest ago, then by id
        Columns `SILENT_COLUMNS`: `streams` counts predictions (0 where the sector is
        unknown), `asked_on` and `asked_by` are of the last time.
    """
    silent = zone.firm[~zone.firm["firm_id"].isin(zone.stream["firm_id"])]
    counts = rows["firm_id"].value_counts()
    last = zone.confirmation.sort_values("asked_on").drop_duplicates("firm_id", keep="last")
    table = silent.assign(
        streams=silent["firm_id"].map(counts).fillna(0).astype("int64"),
    ).merge(last[["firm_id", "asked_on", "asked_by"]], on="firm_id", how="left")
    return table.sort_values(
        ["asked_on", "firm_id"], na_position="first", ignore_index=True, kind="stable"
    )[list(SILENT_COLUMNS)]


def ask(zone: Zone, firm_id: str, *, on: date, by: str, question: str) -> dict[str, pd.DataFrame]:
    """Note that a firm was asked to confirm its estimates.

    Parameters
    ----------
    zone : Zone
    firm_id : str
        A firm of the zone.
    on : date
        The day it was asked; a second time on one day replaces the first.
    by, question : str
        Who asked, and what.

    Returns
    -------
    dict of table name -> DataFrame
        The table confirmation as it would be; the store compares and writes it.

    Raises
    ------
    InputError
        No such firm.
    """
    if firm_id not in set(zone.firm["firm_id"]):
        raise InputError.of([Problem("firm_unknown", value=firm_id)])
    day = pd.Timestamp(on)
    kept = zone.confirmation[
        (zone.confirmation["firm_id"] != firm_id) | (zone.confirmation["asked_on"] != day)
    ]
    row = {"firm_id": firm_id, "asked_on": day, "asked_by": by, "question": question}
    added = conform("confirmation", pd.DataFrame([row]))
    return {"confirmation": conform("confirmation", pd.concat([kept, added], ignore_index=True))}
