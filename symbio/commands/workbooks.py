"""Write workbooks: an empty one to fill in, the demo zone, everything that is stored."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import IO

from symbio.commands.database import opened
from symbio.commands.terminal import say
from symbio.errors import InputError, Problem
from symbio.knowledge.resolution import Taught
from symbio.locale import numbers, text
from symbio.zone.demo import generate
from symbio.zone.demo.generate import MOST_FIRMS
from symbio.zone.rows import Zone
from symbio.zone.workbook import export, template

LEAST_FIRMS = 10


def write_template(arguments: Namespace) -> int:
    """Write a workbook to fill in."""
    save(arguments, partial(template.write, language=arguments.lang))
    print(text(arguments.lang, "command.template_done", path=arguments.out))
    return 0


def write_demo(arguments: Namespace) -> int:
    """Write a synthetic zone in the template's shape."""
    if not LEAST_FIRMS <= arguments.firms <= MOST_FIRMS:
        values: dict[str, object] = {"low": LEAST_FIRMS, "high": MOST_FIRMS}
        raise InputError(Problem("demo_size", value=str(arguments.firms), values=values))
    _refuse_to_overwrite(arguments)
    _write_zone(generate(arguments.firms, arguments.seed), arguments)
    say(text(arguments.lang, "command.demo_synthetic"))
    return 0


def write_export(arguments: Namespace) -> int:
    """Write everything that is stored in the template's shape."""
    with opened(arguments.db) as store:
        zone, taught = store.read(), store.synonyms()
    _write_zone(zone, arguments, taught)
    return 0


def _write_zone(zone: Zone, arguments: Namespace, taught: Taught = ()) -> None:
    language = arguments.lang
    save(arguments, lambda buffer: export.write(zone, buffer, language, taught=taught))
    firms, streams = (numbers.number(len(part), language) for part in (zone.firm, zone.stream))
    say_done = partial(text, language, "command.workbook_done")
    print(say_done(path=arguments.out, firms=firms, streams=streams))


def save(arguments: Namespace, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file only once its content is complete."""
    _refuse_to_overwrite(arguments)
    buffer = BytesIO()
    write(buffer)
    arguments.out.write_bytes(buffer.getvalue())


def _refuse_to_overwrite(arguments: Namespace) -> None:
    """Keep a file that is there, which somebody may have filled in.

    Raises
    ------
    InputError
        There is one, and --force was not said; or its name is not that of a workbook,
        so that Excel and the importer would not open what is in it.
    """
    if arguments.out.suffix.lower() != ".xlsx":
        raise InputError(Problem("file_no_xlsx", values={"path": arguments.out}))
    if arguments.out.is_file() and not arguments.force:
        raise InputError(Problem("file_exists", values={"path": arguments.out}))
