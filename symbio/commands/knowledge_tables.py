"""The knowledge tables as a workbook: export, check, import."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from functools import partial
from pathlib import Path

from symbio.commands.terminal import WRONG_INPUT, say, say_problems, table
from symbio.commands.workbooks import save
from symbio.errors import Problem
from symbio.knowledge import Knowledge, check, edit, load, sheets
from symbio.locale import text
from symbio.zone.workbook import SourceFile, read_sheets


def export_tables(arguments: Namespace) -> int:
    """Write every table into one workbook."""
    save(arguments, partial(sheets.export, load()))
    say(text(arguments.lang, "command.knowledge_exported", path=arguments.out))
    return 0


def check_tables(arguments: Namespace) -> int:
    """Say every law that the tables, or those of a workbook, break."""
    if arguments.file is None:
        found = check.problems(load())
    else:
        _, found = _read(arguments.file, arguments.lang)
    if found:
        return say_problems(tuple(found), arguments.lang)
    say(text(arguments.lang, "command.knowledge_holds"))
    return 0


def import_tables(arguments: Namespace) -> int:
    """Write the tables of a workbook over the package's, if they break no law."""
    after, found = _read(arguments.file, arguments.lang)
    if found:
        say_problems(tuple(found), arguments.lang)
        say(text(arguments.lang, "command.knowledge_refused"))
        return WRONG_INPUT
    before, t = load(), arguments.lang
    differences = list(filter(None, edit.compare(before, after)))
    if not differences:
        say(text(t, "command.knowledge_same"))
        return 0
    headings = [
        text(t, f"command.knowledge_column_{name}") for name in ("table", "new", "changed", "gone")
    ]
    rows = [[row.table, str(row.new), str(row.changed), str(row.gone)] for row in differences]
    print(table(headings, rows, {1, 2, 3}))
    if arguments.dry_run:
        say(text(t, "command.knowledge_dry_run"))
        return 0
    for path in edit.write(before, after):
        say(text(t, "command.knowledge_written", path=path))
    return 0


def _read(path: Path, language: str) -> tuple[Knowledge, list[Problem]]:
    """The tables of a workbook and all that is wrong with them; a hidden sheet is only said."""
    opened, found = read_sheets([SourceFile.at(path)])
    errors = [problem for problem in found if problem.severity == "error"]
    before = load()
    if errors:
        return before, errors
    say_problems(found, language)
    after, wrong = sheets.read({sheet.name: sheet.rows for sheet in opened}, before)
    return after, [replace(problem, file=path.name) for problem in wrong]
