"""What a text means and what a waste can become, for one or for a file of them."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from symbio.commands.database import opened
from symbio.commands.terminal import WRONG_INPUT, say, table
from symbio.errors import InputError, Problem
from symbio.knowledge import load, nace_name, resolve, uses
from symbio.knowledge.codes import code_is_known, nace_is_known, read_code, read_nace
from symbio.knowledge.names import resource_name
from symbio.knowledge.phrases import MAX_LENGTH
from symbio.knowledge.resolution import Taught
from symbio.knowledge.uses import disposal_only
from symbio.locale import LANGUAGES, numbers, text
from symbio.locale.letters import fold
from symbio.zone.workbook.delimited import decode
from symbio.zone.workbook.sheet import MAX_FILE_BYTES

_TOP = 10
_SEPARATORS = ",;\t|"
_CELL_WIDTH = 44
_SHOWN_CODES, _SHOWN_MEANINGS = 4, 4
Row = dict[str, Any]


def print_resolve(arguments: Namespace) -> int:
    """Print the resources that a text may mean, or one JSON line for each row of a file."""
    top, taught = arguments.top or _TOP, _taught(arguments.db)
    if arguments.batch is not None:
        answer = partial(_resolved_row, language=arguments.lang, top=top, taught=taught)
        return _print_batch(arguments.batch, ("text", "language", "waste_code"), answer)
    row = {"text": arguments.text or "", "waste_code": arguments.waste_code, "language": ""}
    answer_of_one = _resolved_row(row, language=arguments.lang, top=top, taught=taught)
    return _print_one(answer_of_one, arguments, _resolve_table)


def print_uses(arguments: Namespace) -> int:
    """Print what a waste can become, or one JSON line for each row of a file."""
    taught = _taught(arguments.db)
    if arguments.batch is not None:
        answer = partial(_uses_row, language=arguments.lang, top=arguments.top, taught=taught)
        return _print_batch(arguments.batch, ("waste", "waste_code", "from_nace"), answer)
    row = {
        "waste": arguments.waste or "",
        "waste_code": arguments.waste_code,
        "from_nace": arguments.from_nace,
    }
    top = arguments.top or _TOP
    answer_of_one = _uses_row(row, language=arguments.lang, top=top, taught=taught)
    answer_of_one["question"] = _several_meant(row, taught, arguments.lang)
    return _print_one(answer_of_one, arguments, _uses_table)


def _several_meant(row: Row, taught: Taught, language: str) -> str:
    """What the words may mean where that is not sure and their uses stand mixed; else ""."""
    waste = row["waste"]
    if waste in set(load().resources["resource_id"]):
        return ""
    found = resolve(waste, "", row["waste_code"], from_nace=row["from_nace"], taught=taught)
    meant = [guess.resource_id for guess in found.guesses[:_SHOWN_MEANINGS]] if found.asks else []
    meant = list(found.things) or meant
    if len(meant) < 2:
        return ""
    names = ", ".join(resource_name(one, language) for one in meant)
    return text(language, "knowledge.uses_of_several", names=names)


def _taught(path: Path | None) -> Taught:
    """What the zone of a store calls its resources; nothing without a store."""
    if path is None:
        return ()
    with opened(path) as store:
        return store.synonyms()


def _print_one(
    answer: Row, arguments: Namespace, as_table: Callable[[list[dict[str, Any]], str], str]
) -> int:
    """The suggestions as rows on standard output, what there is to say beside it."""
    rows = answer["suggestions"]
    if arguments.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif rows:
        print(as_table(rows, arguments.lang))
    for said in filter(None, (answer.get("problem"), rows and answer.get("question"))):
        say(said)
    return 0 if rows else WRONG_INPUT


def _print_batch(path: Path, columns: tuple[str, ...], answer: Callable[[Row], Any]) -> int:
    for row in read_batch(path, columns):
        print(json.dumps(answer(row), ensure_ascii=False))
    return 0


def read_batch(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV whose first line names `columns`, in any order and among others.

    Raises
    ------
    InputError
        The file is too large, no text, or its first line lacks the first column.
    """
    name = path.name
    if path.stat().st_size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024**2
        raise InputError(Problem("file_too_large", file=name, values={"limit": limit}))
    content = decode(name, path.read_bytes())
    csv.field_size_limit(max(MAX_FILE_BYTES, csv.field_size_limit()))
    if content.lstrip("\ufeff")[:4].lower() == "sep=":  # a line for Excel, not a row
        content = content.split("\n", 1)[-1]
    first = next(iter(content.splitlines()), "")
    separator = max(_SEPARATORS, key=lambda sign: _named(first.split(sign), columns))
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    try:
        header = [fold(cell.strip("﻿ \"'")) for cell in next(lines, [])]
        if columns[0] not in header:
            values: dict[str, object] = {"columns": ", ".join(columns)}
            raise InputError(Problem("batch_header", file=name, row=1, values=values))
        places = {column: header.index(column) for column in columns if column in header}
        for cells in lines:
            if cells:
                yield {
                    column: cells[place].strip() if place < len(cells) else ""
                    for column, place in places.items()
                }
    except csv.Error as error:
        problem = Problem("csv_broken", file=name, row=lines.line_num, value=str(error))
        raise InputError(problem) from error


def _named(cells: list[str], columns: tuple[str, ...]) -> int:
    return sum(fold(cell.strip("﻿ \"'")) in columns for cell in cells)


def _resolved_row(row: Row, *, language: str, top: int, taught: Taught = ()) -> dict[str, Any]:
    """What a text may mean, as plain values; `problem` and no suggestion where nothing fits."""
    knowledge = load()
    own = fold(row.get("language", ""))[:2]
    code = row.get("waste_code", "")
    found = resolve(row.get("text", ""), own, code, taught=taught, limit=top)
    spoken = own if own in LANGUAGES else language
    suggestions = [
        {
            "rank": rank,
            "resource": guess.resource_id,
            "name_tr": resource_name(guess.resource_id, "tr", knowledge),
            "name_en": resource_name(guess.resource_id, "en", knowledge),
            "confidence": guess.confidence,
            "reason": guess.reason(spoken),
        }
        for rank, guess in enumerate(found.guesses, start=1)
    ]
    answer: dict[str, Any] = {
        "text": row.get("text", "")[:MAX_LENGTH],
        "waste_code": code[:MAX_LENGTH],
        "asks": found.asks,
        "things": list(found.things),
        "question": found.question(spoken),
        "suggestions": suggestions,
    }
    return answer | _problem(code, bool(suggestions), spoken)


def _uses_row(row: Row, *, language: str, top: int | None, taught: Taught = ()) -> dict[str, Any]:
    """What a waste can become, as plain values; `problem` and no suggestion where nothing fits."""
    knowledge = load()
    waste, code = row.get("waste", ""), row.get("waste_code", "")
    found = uses(waste, code, row.get("from_nace", ""), taught=taught)
    suggestions = [
        {
            "rank": rank,
            "from_resource": use.from_resource,
            "to_resource": use.to_resource,
            "to_resource_name": resource_name(use.to_resource, language, knowledge),
            "process": use.process(language),
            "receiver_nace": list(use.receiver_nace),
            "score": use.score,
            "reason": use.reason(language),
            "evidence": use.evidence(language),
            "law": use.law(language),
            "pathway_id": use.pathway_id,
        }
        for rank, use in enumerate(found[:top] if top else found, start=1)
    ]
    answer: dict[str, Any] = {
        "waste": waste[:MAX_LENGTH],
        "waste_code": code[:MAX_LENGTH],
        "from_nace": row.get("from_nace", "")[:MAX_LENGTH],
        "suggestions": suggestions,
    }
    if not suggestions and disposal_only(waste, code, taught=taught):
        return answer | {"problem": text(language, "knowledge.disposal_only")}
    return answer | _problem(code, bool(suggestions), language, row.get("from_nace", ""))


def _problem(code: str, found: bool, language: str, nace: str = "") -> dict[str, str]:
    """A sentence where the code is none of its list, or nothing was found."""
    said = []
    if code.strip() and not code_is_known(load(), read_code(code)):
        said.append(text(language, "knowledge.code_unknown", code=code.strip()[:20]))
    if nace.strip() and not nace_is_known(load(), read_nace(nace)):
        said.append(text(language, "knowledge.nace_unknown", code=nace.strip()[:20]))
    if not found:
        said.append(text(language, "knowledge.ask_nothing"))
    return {"problem": " ".join(said)} if said else {}


def _resolve_table(rows: list[dict[str, Any]], language: str) -> str:
    cells = [
        [
            str(one["rank"]),
            one[f"name_{language}"],
            one["resource"],
            numbers.percent(one["confidence"], language),
            one["reason"],
        ]
        for one in rows
    ]
    names = ("rank", "resource", "resource_id", "confidence", "reason")
    return table([text(language, f"knowledge.column_{name}") for name in names], cells, {0, 3})


def _uses_table(rows: list[dict[str, Any]], language: str) -> str:
    cells = [
        [
            str(one["rank"]),
            _clip(one["to_resource_name"]),
            _clip(one["process"]),
            ", ".join(one["receiver_nace"][:_SHOWN_CODES]),
            _clip(nace_name(one["receiver_nace"][0], language)),
            numbers.number(one["score"], language, 2),
            one["reason"],
            _clip(one["evidence"]),
        ]
        for one in rows
    ]
    names = ("rank", "to_resource", "process", "receiver_nace", "receiver", "score", "reason")
    heads = [text(language, f"knowledge.column_{name}") for name in (*names, "evidence")]
    return table(heads, cells, {0, 5})


def _clip(words: str) -> str:
    return words if len(words) <= _CELL_WIDTH else words[: _CELL_WIDTH - 1] + "…"
