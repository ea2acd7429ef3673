"""Read files into the tables of a zone: all problems at once, nothing raised for a mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from symbio.errors import Problem
from symbio.knowledge import Knowledge
from symbio.knowledge.resolution import Taught
from symbio.zone.rows import KEYS, TABLES, Zone, conform, dictionary
from symbio.zone.workbook.block import Block
from symbio.zone.workbook.checking import Rows, missing_cells, read_rows
from symbio.zone.workbook.context import Context, InBoth, Trouble, answer, answer_number
from symbio.zone.workbook.factors import factor_problems
from symbio.zone.workbook.figures import find_convention
from symbio.zone.workbook.linking import (
    box_of,
    linked,
    placed,
    score_problems,
    unique,
    zone_problems,
)
from symbio.zone.workbook.mapping import Mapping, propose
from symbio.zone.workbook.own_words import read_own_words
from symbio.zone.workbook.prices import settle_money
from symbio.zone.workbook.reading import read_sheets
from symbio.zone.workbook.resources import with_ids, with_proposals
from symbio.zone.workbook.shaping import shape
from symbio.zone.workbook.sheet import SourceFile
from symbio.zone.workbook.streams import settle_streams
from symbio.zone.workbook.synergies import reason_problems, settle_synergies

Progress = Callable[[float, str], None]
_IN_NUMBERS = ("number", "quantity", "money")


@dataclass(frozen=True, eq=False)
class Reading:
    """What a set of files says.

    Attributes
    ----------
    tables : dict of table name -> DataFrame
        Conformed rows of each table that the files have rows of. Where there are
        problems or questions, cells that could not be used are empty: not to be written.
    problems : tuple of Problem
        Errors: to be put right in the file or the mapping.
    questions : tuple of Problem
        What is not guessed: put right, or answered by a token in `accepted`.
    notices : tuple of Problem
        What was left out or taken for granted.
    mapping : Mapping
        As it was used; the proposal where none was given.
    meant : dict of text -> resource_id
        What the zone calls its resources, of the sheet that says so.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    mapping: Mapping
    meant: dict[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether the tables may be written."""
        return not self.problems and not self.questions and bool(self.tables)


def read(
    files: Iterable[SourceFile],
    knowledge: Knowledge,
    *,
    mapping: Mapping | None = None,
    stored: Zone,
    zone: dict[str, str] | None = None,
    accepted: frozenset[str] = frozenset(),
    taught: Taught = (),
    progress: Progress | None = None,
) -> Reading:
    """Read and check files.

    Parameters
    ----------
    files : iterable of SourceFile
        .xlsx and .csv; together they are one zone.
    knowledge : Knowledge
    mapping : Mapping or None
        None proposes one; what it is not sure of becomes a question.
    stored : Zone
        What is there already: firms that the files name but do not hold, the box.
    zone : dict of field -> text, or None
        What is said of the zone beside the files; it goes before the mapping's [zone].
    accepted : frozenset of str
        Answers: a rule such as "coordinates_swapped", or "operating_days_unknown=300".
    taught : tuple of (text, resource_id)
        What this zone calls its resources (`Store.synonyms`).
    progress : function of (share done, text key), or None
        Called at each stage with 0 to 1 and a key such as "workbook.progress_reading".

    Returns
    -------
    Reading
        Nothing is raised for what a person did.
    """
    report = progress or (lambda _share, _key: None)
    report(0.0, "workbook.progress_reading")
    sheets, problems = read_sheets(files)
    report(0.3, "workbook.progress_mapping")
    used = mapping or propose(sheets)
    for name, word in (zone or {}).items():
        used = used.with_zone(name, word)
    problems += [] if "header_guessed" in accepted else _guesses(used)
    blocks, found = shape(sheets, used)
    problems += found
    meant, found = read_own_words(sheets, knowledge)
    problems += found
    if sheets and not used.tables:
        problems.append(Problem("nothing_recognised", file=sheets[0].file))
    report(0.4, "workbook.progress_checking")
    reading = read_blocks(
        blocks, used, knowledge, stored=stored, accepted=accepted, taught=taught, found=problems
    )
    report(1.0, "workbook.progress_done")
    return replace(reading, meant=meant)


def read_blocks(
    blocks: list[Block],
    mapping: Mapping,
    knowledge: Knowledge,
    *,
    stored: Zone,
    accepted: frozenset[str] = frozenset(),
    taught: Taught = (),
    found: Iterable[Problem] = (),
) -> Reading:
    """Check rows that are cut out already, as `read` does.

    Parameters
    ----------
    blocks : list of Block
    mapping : Mapping
        Its numbers and operating days hold; its columns are done with.
    found : iterable of Problem
        What is known to be wrong before.
    """
    tables, checked = _read_tables(blocks, mapping, knowledge, stored, accepted, taught)
    tables, unlinked = linked(tables, stored)
    finished, unfinished = _finish(tables, stored, accepted)
    problems = [*found, *checked, *unlinked, *unfinished]
    if not finished and not any(problem.severity == "error" for problem in problems):
        problems.append(Problem("no_rows", severity="notice"))
    by_severity = {
        severity: tuple(problem for problem in problems if problem.severity == severity)
        for severity in ("error", "question", "notice")
    }
    return Reading(
        finished, by_severity["error"], by_severity["question"], by_severity["notice"], mapping
    )


def _guesses(mapping: Mapping) -> list[Problem]:
    problems = []
    for guess in mapping.guesses:
        entry = next(entry for entry in dictionary(guess.table) if entry.field == guess.field)
        values: dict[str, object] = {"header": InBoth(entry.header_tr, entry.header_en)}
        problems.append(
            Problem("header_guessed", guess.file, guess.sheet, column=guess.header,
                    value=guess.header, severity="question", values=values)
        )  # fmt: skip
    return problems


def _read_tables(
    blocks: list[Block],
    mapping: Mapping,
    knowledge: Knowledge,
    stored: Zone,
    accepted: frozenset[str],
    taught: Taught,
) -> tuple[dict[str, Rows], list[Problem]]:
    days = mapping.operating_days or answer_number(accepted, "operating_days_unknown", 366)
    hours = mapping.operating_hours or answer_number(accepted, "operating_hours_unknown", 8784)
    context = Context(
        knowledge,
        accepted,
        operating_days=days,
        operating_hours=hours,
        box=box_of(stored.zone),
        box_assumed=stored.zone.empty,
        currency=stored.currency,
        taught=taught,
    )
    conventions = {
        file: mapping.numbers or find_convention(_texts_in_numbers(blocks, file))
        for file in {block.file for block in blocks}
    }
    problems: list[Problem] = []
    tables: dict[str, Rows] = {}
    for table in TABLES:
        own = [block for block in blocks if block.table == table]
        if not own:
            continue
        contexts = {f: replace(context, convention=c) for f, c in conventions.items()}
        rows, found = read_rows(table, own, contexts.__getitem__)
        problems += with_proposals(found, knowledge, taught)
        if table == "zone":
            context = _of_zone(context, rows)
        own_contexts = [replace(context, convention=conventions[block.file]) for block in own]
        rows, found = _settle(rows, own_contexts)
        problems += found + missing_cells(rows)
        rows, found = unique(rows, accepted)
        problems += found
        tables[table] = rows
    return tables, problems


def _texts_in_numbers(blocks: list[Block], file: str) -> list[str]:
    """Texts of a file in fields of numbers; coordinates show no convention."""
    return [
        cell
        for block in blocks
        if block.file == file
        for entry in dictionary(block.table)
        if entry.type in _IN_NUMBERS and entry.unit != "degree"
        for cell in set(block.cells.get(entry.field, ()))
        if isinstance(cell, str)
    ]


def _of_zone(context: Context, rows: Rows) -> Context:
    """The context with the file's own zone: its box and its currency."""
    if rows.frame.empty:
        return context
    currency = rows.frame["currency"].iloc[0]
    said = str(currency) if currency else context.currency
    return replace(context, box=box_of(rows.frame), box_assumed=False, currency=said)


def _settle(rows: Rows, contexts: list[Context]) -> tuple[Rows, list[Problem]]:
    """What a table needs beyond its single cells."""
    if rows.table == "zone":
        return rows, zone_problems(rows)
    if rows.table == "quiz":
        return rows, score_problems(rows)
    problems: list[Problem] = []
    if rows.table == "stream":
        rows, problems = settle_streams(rows, contexts)
        rows = with_ids(rows)
    if rows.table == "event":
        rows, problems = settle_money(rows, contexts, ("cost",), "cost_currency")
    if rows.table == "synergy":
        rows, problems = settle_synergies(rows, contexts)
    if rows.table == "synergy_step":
        problems = reason_problems(rows)
    if rows.table == "factor":
        problems = factor_problems(rows, contexts[0].knowledge)
    rows, found = placed(rows, contexts[0])
    return rows, problems + found


def _finish(
    tables: dict[str, Rows], stored: Zone, accepted: frozenset[str]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Conformed frames of the tables that have rows."""
    finished = {}
    for table, rows in tables.items():
        keyed = rows.frame[list(KEYS[table])].notna().all(axis="columns").to_numpy()
        frame = rows.take(np.flatnonzero(keyed)).frame
        if not frame.empty:
            finished[table] = conform(table, frame)
    if "zone" in finished and not stored.zone.empty:
        return _settle_zone(finished, tables["zone"], stored, accepted)
    if finished and "zone" not in finished and stored.zone.empty:
        return finished, [Problem("zone_missing", severity="notice")]
    return finished, []


def _settle_zone(
    tables: dict[str, pd.DataFrame], rows: Rows, stored: Zone, accepted: frozenset[str]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Ask before a zone of another name takes the place of the stored one."""
    names = [str(frame["name"].iloc[0]) for frame in (stored.zone, tables["zone"])]
    said = answer(accepted, "other_zone")
    if names[0] == names[1] or said == "replace":
        return tables, []
    if said == "keep":
        return {table: frame for table, frame in tables.items() if table != "zone"}, []
    values = {"stored": names[0], "firms": len(stored.firm)}
    return tables, [rows.problem(0, "name", Trouble("other_zone", "question", values), names[1])]
