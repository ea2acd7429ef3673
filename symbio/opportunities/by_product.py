"""The kept answers of the by-product test: one row per offer, six times yes, no or not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from symbio.errors import InputError, Problem
from symbio.knowledge import Knowledge
from symbio.knowledge.law import BY_PRODUCT_QUESTIONS, ByProduct, by_product, is_hazardous
from symbio.zone.rows import Zone, conform

_WORDS = {"yes": True, "no": False, "unknown": None}


def given_answers(zone: Zone, stream_id: str) -> dict[str, str]:
    """The answers kept for an offer: "yes", "no" or "unknown" for each question."""
    found = zone.by_product[zone.by_product["stream_id"] == stream_id]
    answers = dict.fromkeys(BY_PRODUCT_QUESTIONS, "unknown")
    for question in answers if not found.empty else ():
        value = found[question].iloc[0]
        if pd.notna(value):
            answers[question] = "yes" if value else "no"
    return answers


def judge(zone: Zone, knowledge: Knowledge, stream_id: str) -> ByProduct:
    """What the kept answers suggest; a hazardous code of the offer counts too."""
    offer = zone.stream[zone.stream["stream_id"] == stream_id]
    code = offer["waste_code"].iloc[0] if not offer.empty else None
    hazardous = isinstance(code, str) and is_hazardous(knowledge, code)
    return by_product(given_answers(zone, stream_id), hazardous=hazardous)


def keep_answers(
    zone: Zone, stream_id: str, answers: Mapping[str, str], *, by: str, on: date, note: str = ""
) -> dict[str, pd.DataFrame]:
    """Keep the answers for an offer, over older ones.

    Parameters
    ----------
    zone : Zone
    stream_id : str
        A stored offer.
    answers : mapping of question to "yes", "no" or "unknown"
        Questions of `BY_PRODUCT_QUESTIONS`.
    by, note : str
        Who answered; which document or analysis it rests on.
    on : date
        The day of the answers.

    Returns
    -------
    dict of table name -> DataFrame
        The table by_product as it would be; the store compares and writes it.

    Raises
    ------
    InputError
        No such stream.
    """
    if stream_id not in set(zone.stream["stream_id"]):
        raise InputError.of([Problem("stream_unknown", value=stream_id)])
    row = {
        "stream_id": stream_id,
        **{question: _WORDS[answer] for question, answer in answers.items()},
        "answered_by": by,
        "answered_on": pd.Timestamp(on),
        "note": note or None,
    }
    kept = zone.by_product[zone.by_product["stream_id"] != stream_id]
    added = conform("by_product", pd.DataFrame([row]))
    return {"by_product": conform("by_product", pd.concat([kept, added], ignore_index=True))}
