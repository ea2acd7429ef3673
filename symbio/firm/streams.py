"""A firm's own offers and needs: put in, changed, taken out; checked before anything is written."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import pandas as pd

from symbio.errors import InputError, Problem
from symbio.knowledge import Knowledge
from symbio.zone.changes import Changes, compare
from symbio.zone.rows import Zone

MOST_QUANTITY = 1e9
MOST_STREAMS = 200
MOST_WORDS = 300
LEVELS = ("sector", "alias", "partners", "public")


@dataclass(frozen=True)
class StreamWords:
    """What a firm says of one of its streams.

    Attributes
    ----------
    stream_id : str
        Of an own stream that is changed; "" for a new one.
    direction : str
        "offer" or "need".
    resource : str
        A resource of the tables.
    description : str
        In the firm's own words.
    quantity_per_year : float or None
        None where it is not known. [unit of the resource/y]
    disclosure : str
        One of `LEVELS`; "" for the firm's own level.
    """

    stream_id: str
    direction: str
    resource: str
    description: str
    quantity_per_year: float | None
    disclosure: str


def stream_changes(
    zone: Zone, firm_id: str, words: StreamWords, knowledge: Knowledge, *, today: dt.date
) -> Changes:
    """The change that puts a firm's stream in or changes it.

    Parameters
    ----------
    zone : Zone
        As it is stored.
    firm_id : str
        The firm that speaks.

    Raises
    ------
    InputError
        Everything that is wrong at once: another firm's stream, an unknown resource,
        a quantity that cannot be, too many streams.
    """
    own = zone.stream[zone.stream["firm_id"] == firm_id]
    kept = own[own["stream_id"] == words.stream_id]
    problems = list(_problems(words, own, kept, knowledge))
    if problems:
        raise InputError.of(problems)
    synthetic = zone.firm.set_index("firm_id")["origin"].get(firm_id) == "synthetic"
    known = words.quantity_per_year is not None
    said = {
        "stream_id": words.stream_id or f"{firm_id}-{secrets.token_hex(4)}",
        "firm_id": firm_id,
        "direction": words.direction,
        "resource": words.resource,
        "description": " ".join(words.description.split())[:MOST_WORDS] or None,
        "quantity_per_year": words.quantity_per_year,
        "quantity_low_per_year": None,
        "quantity_high_per_year": None,
        "unit": _units(knowledge)[words.resource],
        "grade": "declared" if known else "unknown",
        "last_confirmed": pd.Timestamp(today),
        "disclosure": words.disclosure or None,
        # In a demo nobody's own data comes in.
        "origin": "synthetic" if synthetic else "own",
    }
    before = kept.iloc[0].to_dict() if len(kept) else {}
    if before.get("resource") not in (None, words.resource):
        # Qualities, route and price were another resource's.
        before = {}
    row = pd.DataFrame([before | said])
    others = zone.stream[zone.stream["stream_id"] != words.stream_id]
    return compare(zone, {"stream": pd.concat([others, row], ignore_index=True)})


def without_stream(zone: Zone, firm_id: str, stream_id: str) -> Changes:
    """The change that takes one of a firm's streams out.

    Raises
    ------
    InputError
        It is not the firm's.
    """
    rows = zone.stream
    gone = (rows["firm_id"] == firm_id) & (rows["stream_id"] == stream_id)
    if not gone.any():
        raise InputError(Problem("firm_no_stream"))
    return compare(zone, {"stream": rows[~gone]})


def _problems(
    words: StreamWords, own: pd.DataFrame, kept: pd.DataFrame, knowledge: Knowledge
) -> list[Problem]:
    found = []
    if words.stream_id and kept.empty:
        found.append(Problem("firm_no_stream"))
    if words.direction not in ("offer", "need"):
        found.append(Problem("firm_no_direction"))
    if words.resource not in _units(knowledge):
        found.append(Problem("firm_no_resource"))
    quantity = words.quantity_per_year
    if quantity is not None and not 0 < quantity <= MOST_QUANTITY:
        found.append(Problem("firm_quantity"))
    if words.disclosure not in ("", *LEVELS):
        found.append(Problem("firm_no_level"))
    if not words.stream_id and len(own) >= MOST_STREAMS:
        found.append(Problem("firm_too_many", values={"most": MOST_STREAMS}))
    return found


def _units(knowledge: Knowledge) -> dict[str, str]:
    rows = knowledge.resources
    return dict(zip(rows["resource_id"], rows["unit"], strict=True))
