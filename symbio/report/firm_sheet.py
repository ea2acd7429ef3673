"""One page for a firm to take away, as a PDF."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from symbio.disclosure import resource_label
from symbio.knowledge import Knowledge
from symbio.locale import numbers, text
from symbio.report.pdf import made_pdf

TEMPLATE = Path(__file__).with_name("firm_sheet.typ")
# As many rows as one page holds.
_PARTNERS, _STREAMS = 12, 14
_LONGEST = 60
_PARTNER_HEADS = ("what", "who", "much", "km", "worth", "law")


def firm_sheet(
    name: str,
    streams: pd.DataFrame,
    partners: pd.DataFrame,
    knowledge: Knowledge,
    *,
    language: str,
    currency: str,
    price_year: str,
    zone: str,
    synthetic: bool,
    made_on: dt.date,
) -> bytes:
    """Write a firm's best partners and its streams on one page.

    Parameters
    ----------
    name : str
        The firm.
    streams : DataFrame
        Its own rows.
    partners : DataFrame
        As `symbio.firm.partners` ranks them; nothing else of others goes in.

    Returns
    -------
    bytes
        A PDF of one page; what does not fit is counted.
    """
    say = partial(text, language)
    shown = partners[partners["legal_state"] != "blocked"].head(_PARTNERS)
    worth = shown["potential_per_year"].max() if len(shown) else float("nan")
    words = {
        "language": language,
        "title": name,
        "kicker": f"{zone} · Symbio" if zone else "Symbio",
        "firm": name,
        "synthetic": say("report.synthetic_note") if synthetic else "",
        "answer": say(
            "firm.sheet_answer" if worth > 0 else "firm.sheet_answer_physical",
            partners=numbers.number(int((partners["legal_state"] != "blocked").sum()), language),
            value=numbers.money(worth, currency, language),
        ),
        "partners_title": say("firm.partners"),
        "partners_none": say("firm.partners_none"),
        "partner_heads": [
            say(f"firm.sheet_{key}") for key in ("what", "who", "much", "km", "worth", "law")
        ],
        "partners": [
            _partner(row, knowledge, language, currency) for row in shown.to_dict("records")
        ],
        "streams_title": say("firm.streams"),
        "streams_none": say("firm.streams_none"),
        "stream_heads": [say(f"firm.sheet_{key}") for key in ("way", "what", "much", "grade")],
        "streams": [
            _stream(row, knowledge, language) for row in streams.head(_STREAMS).to_dict("records")
        ],
        "notes": say(
            "firm.sheet_notes",
            day=numbers.day(made_on, language),
            year=price_year or say("common.unknown"),
        ),
    }
    return made_pdf(TEMPLATE, words)


def _partner(row: dict[Any, Any], knowledge: Knowledge, language: str, currency: str) -> list[str]:
    say = partial(text, language)
    what = resource_label(str(row["own_resource"]), language, knowledge)
    way = say("common.gives" if row["direction"] == "offer" else "common.takes")
    unit = say("common.per_year", unit=say(f"common.unit_{row['partner_unit']}"))
    much = _span(row["partner_low"], row["partner_high"], language)
    money = numbers.money(row["potential_per_year"], currency, language)
    return [
        _short(f"{what} ({way})"),
        _short(str(row["partner"])),
        f"{much} {unit}" if much != numbers.MISSING else much,
        _span(row["low_km"], row["high_km"], language),
        money,
        say(f"common.legal_{row['legal_state']}"),
    ]


def _stream(row: dict[Any, Any], knowledge: Knowledge, language: str) -> list[str]:
    say = partial(text, language)
    quantity = say("common.quantity_unknown")
    if pd.notna(row["quantity_per_year"]) and pd.notna(row["unit"]):
        unit = say("common.per_year", unit=say(f"common.unit_{row['unit']}"))
        quantity = f"{numbers.compact(row['quantity_per_year'], language)} {unit}"
    grade = row["grade"] if isinstance(row["grade"], str) else "unknown"
    return [
        say(f"common.direction_{row['direction']}"),
        _short(resource_label(str(row["resource"]), language, knowledge)),
        quantity,
        say(f"opportunities.grade_{grade}"),
    ]


def _span(low: float, high: float, language: str) -> str:
    if pd.isna(low):
        return numbers.MISSING
    if low == high:
        return numbers.compact(low, language)
    if high == float("inf"):
        return f"> {numbers.number(low, language)}"
    ends = (numbers.number(end, language) for end in (low, high))
    return " – ".join(ends)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
