"""What a workshop's participants take home: a summary as a PDF and as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers, text
from symbio.pipeline import stage_name
from symbio.report.excel import Column, Sheet, write
from symbio.report.pdf import made_pdf
from symbio.workshop.summary import Summary
from symbio.zone.workshop_rows import Room

TEMPLATE = Path(__file__).with_name("workshop_sheet.typ")
_COUNTS = ("cards", "firms", "recognised", "matches", "firms_matched")
# A summary is read, not searched; the workbook has every row.
_MOST_ROWS = 40


def workshop_pdf(
    room: Room, found: Summary, knowledge: Knowledge, *, language: str, made_on: dt.date
) -> bytes:
    """Write the summary of a room as a PDF.

    Parameters
    ----------
    room : Room
    found : Summary
        All that goes in of the room's cards.
    """
    return made_pdf(TEMPLATE, pdf_words(room, found, knowledge, language=language, made_on=made_on))


def pdf_words(
    room: Room, found: Summary, knowledge: Knowledge, *, language: str, made_on: dt.date
) -> dict[str, Any]:
    """Everything that the PDF says, as the template reads it."""
    say = partial(text, language)
    name = partial(resource_name, language=language, knowledge=knowledge)
    resources, matches, steps = (
        frame.head(_MOST_ROWS) for frame in (found.resources, found.matches, found.steps)
    )
    return {
        "language": language,
        "title": found.name or say("frame.page_workshop"),
        "kicker": f"{numbers.day(room.date, language)} · Symbio",
        "numbers": [
            [numbers.number(getattr(found.counters, count), language), say(f"after.sum_{count}")]
            for count in _COUNTS
        ],
        "agenda_title": say("after.agenda") if found.agenda else "",
        "agenda": list(found.agenda),
        "resources_title": say("after.sum_resources"),
        "resource_heads": [
            say(f"after.sum_{key}") for key in ("resource", "offers", "needs", "offered", "needed")
        ],
        "resources": [
            [
                name(row["resource"]),
                numbers.number(row["offers"], language),
                numbers.number(row["needs"], language),
                *(
                    _amount(row[side], row["unit"], language)
                    for side in ("offered_per_year", "needed_per_year")
                ),
            ]
            for row in resources.to_dict("records")
        ],
        "matches_title": say("workshop.matches"),
        "match_heads": [
            say(f"after.sum_{key}") for key in ("giver", "given", "receiver", "wanted", "law")
        ],
        "matches": [
            [
                _firm(row["giver"], language),
                name(row["from_resource"]),
                _firm(row["receiver"], language),
                name(row["to_resource"]),
                say(f"common.legal_{row['legal_state']}"),
            ]
            for row in matches.to_dict("records")
        ],
        "steps_title": say("after.sum_steps"),
        "step_heads": [say(f"after.sum_{key}") for key in ("who", "what", "stage", "step", "when")],
        "steps": [
            [
                _pair(row, language),
                _given(row, name),
                stage_name(row["stage"], language),
                row["next_step"] or say("after.sum_step_hidden"),
                _day(row["next_step_date"], language),
            ]
            for row in steps.to_dict("records")
        ],
        "none": say("after.sum_none"),
        "more": _more(found, language),
        "notes": say("after.sum_notes", day=numbers.day(made_on, language)),
    }


def workshop_workbook(
    room: Room,
    found: Summary,
    knowledge: Knowledge,
    *,
    language: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write the summary of a room as a workbook: the same words as the PDF, every row."""
    say = partial(text, language)
    name = partial(resource_name, language=language, knowledge=knowledge)
    counted = pd.DataFrame(
        [(say(f"after.sum_{count}"), getattr(found.counters, count)) for count in _COUNTS],
        columns=["what", "count"],
    )
    resources = found.resources.assign(
        resource=[name(key) for key in found.resources["resource"]],
        unit=[
            say("common.per_year", unit=say(f"common.unit_{unit}"))
            for unit in found.resources["unit"]
        ],
    )
    matches = found.matches.assign(
        giver=[_firm(firm, language) for firm in found.matches["giver"]],
        receiver=[_firm(firm, language) for firm in found.matches["receiver"]],
        given=[name(key) for key in found.matches["from_resource"]],
        wanted=[name(key) for key in found.matches["to_resource"]],
        law=[say(f"common.legal_{state}") for state in found.matches["legal_state"]],
    )
    rows = found.steps.to_dict("records")
    steps = pd.DataFrame(
        {
            "who": [_pair(row, language) for row in rows],
            "what": [_given(row, name) for row in rows],
            "stage": [stage_name(row["stage"], language) for row in rows],
            "step": [row["next_step"] or say("after.sum_step_hidden") for row in rows],
            "when": [row["next_step_date"] for row in rows],
        }
    )
    agenda = pd.DataFrame({"step": list(found.agenda)})
    sheets = (
        ("after.sum_numbers", counted, ("what", "count")),
        (
            "after.sum_resources",
            resources,
            ("resource", "offers", "needs", "offered_per_year", "needed_per_year", "unit"),
        ),
        ("workshop.matches", matches, ("giver", "given", "receiver", "wanted", "law")),
        ("after.sum_steps", steps, ("who", "what", "stage", "step", "when")),
        ("after.agenda", agenda, ("step",)),
    )
    return write(
        f"{found.name or say('frame.page_workshop')}, {numbers.day(room.date, language)}",
        [
            Sheet(
                say(title),
                frame,
                tuple(Column(key, say(f"after.sum_{_HEADS.get(key, key)}")) for key in keys),
            )
            for title, frame, keys in sheets
        ],
        language=language,
        made_on=made_on,
        notes=[(say("after.sum_names"), say("after.sum_notes_names")), *notes],
    )


_HEADS = {"offered_per_year": "offered", "needed_per_year": "needed", "what": "given"}


def _firm(name: str, language: str) -> str:
    return name or text(language, "workshop.some_firm")


def _pair(row: dict[Any, Any], language: str) -> str:
    return f"{_firm(row['giver'], language)} → {_firm(row['receiver'], language)}"


def _given(row: dict[Any, Any], name: Any) -> str:
    given = str(name(row["from_resource"]))
    other = row["to_resource"]
    if not isinstance(other, str) or other == row["from_resource"]:
        return given
    return f"{given} → {name(other)}"


def _amount(value: float, unit: str, language: str) -> str:
    if pd.isna(value):
        return numbers.MISSING
    words = text(language, "common.per_year", unit=text(language, f"common.unit_{unit}"))
    return f"{numbers.compact(value, language)} {words}"


def _day(day: Any, language: str) -> str:
    return numbers.MISSING if pd.isna(day) else numbers.day(day, language)


def _more(found: Summary, language: str) -> str:
    """How many rows the PDF leaves out; the workbook has them."""
    frames = (found.resources, found.matches, found.steps)
    left = sum(max(len(frame) - _MOST_ROWS, 0) for frame in frames)
    if not left:
        return ""
    return text(language, "after.sum_more", count=numbers.number(left, language))
