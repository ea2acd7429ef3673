"""Tie the rows together: ids that stand once, firms that exist, positions that are plausible."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from symbio.errors import Problem
from symbio.locale.letters import fold
from symbio.zone.changes import OWNERS, REFERENCES
from symbio.zone.rows import KEYS, Zone, dictionary
from symbio.zone.workbook.checking import POSITIONS, Rows, count_notice
from symbio.zone.workbook.context import Box, Context, Trouble
from symbio.zone.workbook.coordinates import LIMITS, rescaled
from symbio.zone.workbook.resources import PROPOSED_FOR

# Where a zone has no box of its own: Türkiye lies within 36-42° N and 26-45° E, with a margin.
# and Great Britain with Shetland within 49.8-60.9° N and 8.7° W-1.8° E.
COUNTRY_BOXES = {"TR": Box(35.8, 42.2, 25.6, 44.9), "GB": Box(49.5, 61.2, -9.0, 2.2)}
_ALIKE = 75.0  # of 100
# Owner table -> rules: unknown, perhaps another id, found by its name.
_RULES = {
    "firm": ("firm_unknown", "firm_alike", "firm_by_name"),
    "event": ("event_unknown", "event_alike", "event_by_name"),
    "stream": ("stream_unknown", "stream_alike", "stream_by_name"),
    "synergy": ("synergy_unknown", "synergy_alike", "synergy_by_name"),
}


def unique(rows: Rows, accepted: frozenset[str]) -> tuple[Rows, list[Problem]]:
    """Find ids that stand more than once; merge rows that may.

    Returns
    -------
    Rows
        The first row of each id.
    problems : list of Problem
        An error for each repeated row, or a question where a merged row says otherwise.
    """
    keys = list(KEYS[rows.table])
    frame = rows.frame
    complete = frame[keys].notna().all(axis="columns").to_numpy()
    names = pd.Series(list(frame[keys].itertuples(index=False, name=None)), dtype="object")
    first: dict[object, int] = {}
    kept, problems = [], []
    for place, key in enumerate(names):
        if not complete[place]:
            kept.append(place)
        elif key not in first:
            first[key] = place
            kept.append(place)
        elif rows.blocks[rows.block[place]].distinct:
            problems += _differences(rows, first[key], place, accepted)
        else:
            said = {"first": rows.row(first[key]) or "–"}
            value = " / ".join(str(part) for part in key)
            problems.append(
                rows.problem(place, keys[-1], Trouble("duplicate_id", values=said), value)
            )
    return rows.take(np.array(kept, dtype=int)), problems


def _differences(rows: Rows, first: int, place: int, accepted: frozenset[str]) -> list[Problem]:
    if "rows_differ" in accepted:
        return []
    one, other = rows.frame.iloc[first], rows.frame.iloc[place]
    return [
        rows.problem(
            place, entry.field,
            Trouble("rows_differ", "question",
                    {"first": rows.row(first) or "–", "other": rows.shown(first, entry.field)}),
        )
        for entry in dictionary(rows.table)
        if not _same(one[entry.field], other[entry.field])
    ]  # fmt: skip


def _same(one: object, other: object) -> bool:
    return other is None or one == other


def linked(tables: dict[str, Rows], stored: Zone) -> tuple[dict[str, Rows], list[Problem]]:
    """Find rows of firms and events that are neither in the files nor stored.

    A name in place of an id is taken for the id where exactly one firm or event has it.
    """
    problems: list[Problem] = []
    out = dict(tables)
    for table in out:
        for field, owner in {**OWNERS.get(table, {}), **REFERENCES.get(table, {})}.items():
            out[table], found = _link(out[table], field, owner, out.get(owner), stored)
            problems += found
    return out, problems


def _link(
    rows: Rows, field: str, owner: str, owners: Rows | None, stored: Zone
) -> tuple[Rows, list[Problem]]:
    frames = [stored.tables()[owner]] + ([owners.frame] if owners is not None else [])
    known: dict[str, str] = {}
    by_name: dict[str, set[str]] = {}
    for frame in frames:
        names = frame["name"] if "name" in frame else frame[KEYS[owner][0]]
        for key, name in zip(frame[KEYS[owner][0]], names, strict=True):
            if isinstance(key, str):
                known[key] = key
                if isinstance(name, str):
                    by_name.setdefault(fold(name), set()).add(key)
    unknown, similar, by_its_name = _RULES[owner]
    problems, values, named = [], [], []
    proposals: dict[str, str] = {}
    for place, value in enumerate(rows.frame[field]):
        ids = by_name.get(fold(value), set()) if isinstance(value, str) else set()
        if isinstance(value, str) and value not in known:
            if len(ids) == 1:
                value = next(iter(ids))
                named.append(place)
            else:
                if value not in proposals and len(proposals) < PROPOSED_FOR:
                    proposals[value] = _alike(value, known, by_name)
                alike = proposals.get(value, "")
                said = {"proposal": alike} if alike else {}
                trouble = Trouble(similar if alike else unknown, values=said)
                problems.append(rows.problem(place, field, trouble, value))
        values.append(value)
    notices = count_notice(rows, np.array(named), by_its_name) if named else []
    frame = rows.frame.assign(**{field: pd.Series(values, dtype="object")})
    return rows.with_frame(frame), problems + notices


def _alike(value: str, known: dict[str, str], by_name: dict[str, set[str]]) -> str:
    """The id that `value` is most like, by itself or by the name; "" where none is."""
    near_id = process.extractOne(value, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if near_id:
        return near_id[0]
    near = process.extractOne(fold(value), list(by_name), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return sorted(by_name[near[0]])[0] if near else ""


def placed(rows: Rows, context: Context) -> tuple[Rows, list[Problem]]:
    """Check the positions of a table against the globe, those of firms against the box.

    Returns
    -------
    Rows
        Proposals put in where the question was accepted; a position in doubt is empty.
    problems : list of Problem
    """
    problems: list[Problem] = []
    frame = rows.frame
    for fields in POSITIONS.get(rows.table, ()):
        box = context.box if rows.table == "firm" else None
        columns = [frame[name].tolist() for name in fields]
        for place, pair in enumerate(zip(*columns, strict=True)):
            latitude, longitude, trouble = _position(pair[0], pair[1], box, context)
            columns[0][place], columns[1][place] = latitude, longitude
            asked = any((place, name) in rows.bad for name in fields)
            if trouble is not None and not asked:
                shown = rows.shown(place, fields[0]), rows.shown(place, fields[1])
                # One cell may hold both halves; two cells may say the same number.
                halves = shown[:1] if shown[0] == shown[1] and pair[0] != pair[1] else shown
                value = "; ".join(part for part in halves if part)
                problems.append(rows.problem(place, fields[0], trouble, value))
        frame = frame.assign(
            **{
                name: pd.Series(column, dtype="object")
                for name, column in zip(fields, columns, strict=True)
            }
        )
    if rows.table == "firm" and context.box_assumed:
        problems = _ask_country(problems, len(frame))
    return rows.with_frame(frame), problems


def _ask_country(problems: list[Problem], firms: int) -> list[Problem]:
    """One question about the country where most firms lie outside the one that was assumed."""
    outside = [problem for problem in problems if problem.rule == "coordinates_outside"]
    if 2 * len(outside) <= firms:
        return problems
    first = outside[0]
    values: dict[str, object] = {"count": len(outside), "firms": firms}
    asked = Problem("country_unsaid", first.file, first.sheet, severity="question", values=values)
    return [asked, *(problem for problem in problems if problem.rule != "coordinates_outside")]


Placed = tuple[float | None, float | None, Trouble | None]


def _position(latitude: object, longitude: object, box: Box | None, context: Context) -> Placed:
    """The position, or a question about it with a proposal."""
    if latitude is None and longitude is None:
        return None, None, None
    if not (isinstance(latitude, float) and isinstance(longitude, float)):
        return None, None, Trouble("coordinates_half")
    on_globe = abs(latitude) <= LIMITS["latitude"] and abs(longitude) <= LIMITS["longitude"]
    if on_globe and (box is None or box.holds(latitude, longitude)):
        return latitude, longitude, None
    proposal = _proposal(latitude, longitude, box)
    if proposal is not None:
        rule, (north, east) = proposal
    elif on_globe:
        rule, north, east = "coordinates_outside", latitude, longitude
    else:
        return None, None, Trouble("coordinates_impossible", values={"limit": "90 / 180"})
    if context.answer(rule) is not None:
        return north, east, None
    said: dict[str, object] = {"proposal": f"{north:.6g}; {east:.6g}"}
    if box is not None:
        said |= {"south": box.latitude_min, "north": box.latitude_max}
        said |= {"west": box.longitude_min, "east": box.longitude_max}
    return None, None, Trouble(rule, "question", said)


def _proposal(
    latitude: float, longitude: float, box: Box | None
) -> tuple[str, tuple[float, float]] | None:
    if box is None:
        swapped = abs(longitude) <= LIMITS["latitude"] and abs(latitude) <= LIMITS["longitude"]
        return ("coordinates_swapped", (longitude, latitude)) if swapped else None
    if box.holds(longitude, latitude):
        return "coordinates_swapped", (longitude, latitude)
    north = rescaled(latitude, box.latitude_min, box.latitude_max)
    east = rescaled(longitude, box.longitude_min, box.longitude_max)
    north = latitude if box.latitude_min <= latitude <= box.latitude_max else north
    east = longitude if box.longitude_min <= longitude <= box.longitude_max else east
    if north is not None and east is not None:
        return "coordinates_scaled", (north, east)
    return None


def box_of(zone: pd.DataFrame) -> Box | None:
    """The plausible box of the zone, or of its country where it has none."""
    if zone.empty:
        return COUNTRY_BOXES["TR"]
    row = zone.iloc[0]
    sides = [
        row[name] for name in ("latitude_min", "latitude_max", "longitude_min", "longitude_max")
    ]
    if all(isinstance(side, (int, float)) and math.isfinite(side) for side in sides):
        return Box(*(float(side) for side in sides))
    return COUNTRY_BOXES.get(str(row["country"]))


def zone_problems(rows: Rows) -> list[Problem]:
    """One zone per file, and a box with its sides in order."""
    problems = [
        rows.problem(place, "name", Trouble("two_zones")) for place in range(1, len(rows.frame))
    ]
    for low, high in (("latitude_min", "latitude_max"), ("longitude_min", "longitude_max")):
        for place, (one, other) in enumerate(zip(rows.frame[low], rows.frame[high], strict=True)):
            if isinstance(one, float) and isinstance(other, float) and not one < other:
                problems.append(rows.problem(place, low, Trouble("box_reversed")))
    return problems


def score_problems(rows: Rows) -> list[Problem]:
    """Scores above the highest one can get."""
    problems = []
    for field in ("score_before", "score_after"):
        for place, (score, most) in enumerate(
            zip(rows.frame[field], rows.frame["score_max"], strict=True)
        ):
            if isinstance(score, float) and isinstance(most, float) and score > most:
                said: dict[str, object] = {"most": most}
                problems.append(
                    rows.problem(place, field, Trouble("score_above_most", values=said))
                )
    return problems
