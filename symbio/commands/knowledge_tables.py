"""The knowledge tables as a workbook: export, check, import."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from symbio.commands.terminal import WRONG_INPUT, say, say_problems, table
from symbio.commands.workbooks import save
from symbio.knowledge import Knowledge, edit, load
from symbio.knowledge import check as laws
from symbio.locale import text
from symbio.zone.workbook import SourceFile, read_sheets


def export_tables(arguments: Namespace) -> int:
    """Write every table into one workbook."""
    save(arguments, partial(edit.export, load()))
    say(text(arguments.lang, "command.knowledge_exported", path=arguments.out))
    return 0


def check_tables(arguments: Namespace) -> int:
    """Say every law that the tables, or those of a workbook, break."""
    if arguments.file is None:
        found = laws.problems(load())
    else:
        _, found = _read(arguments.file)
    if found:
        return say_problems(tuple(found), arguments.lang)
    say(text(arguments.lang, "command.knowledge_holds"))
    return 0


def import_tables(arguments: Namespace) -> int:
    """Write the tables of a workbook over the package's, if they break no law."""
    after, found = _read(arguments.file)
    if found:
        say_problems(tuple(found), arguments.lang)
        say(text(arguments.lang, "command.knowledge_refused"))
        return WRONG_INPUT
    before, t = load(), arguments.lang
    differences = [row for row in edit.compare(before, after) if row.new or row.changed or row.gone]
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


def _read(path: Path) -> tuple[Knowledge, list[laws.Problem]]:
    """The tables of a workbook and all that is wrong with them."""
    sheets, found = read_sheets([SourceFile.at(path)])
    errors = [problem for problem in found if problem.severity == "error"]
    before = load()
    if errors:
        return before, errors
    after, unread = edit.read({sheet.name: sheet.rows for sheet in sheets}, before)
    return after, unread or laws.problems(after)
