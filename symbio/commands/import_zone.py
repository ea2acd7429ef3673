"""Check files, show what they would change, and store them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from symbio.access import FACILITATOR
from symbio.access.sign_in import add_code, now
from symbio.commands.database import opened, person
from symbio.commands.terminal import WRONG_INPUT, Progress, say, say_problems, table
from symbio.commands.toml_file import toml_text
from symbio.errors import InputError, Problem
from symbio.knowledge import currencies, load
from symbio.knowledge.resolution import Taught
from symbio.locale import numbers, text
from symbio.locale.countries import currency_of
from symbio.zone.changes import Changes, compare, row_keys
from symbio.zone.rows import TABLES, Zone
from symbio.zone.store import Store
from symbio.zone.workbook import ANSWERS, Mapping, Reading, SourceFile, read

_NAMED_GONE = 10
_FIRST_COUNTRY = "TR"


def import_zone(arguments: Namespace) -> int:
    """Read, compare, and write in one transaction, unless something is wrong."""
    language = arguments.lang
    stored, taught = _stored(arguments.db)
    reading = _read(arguments, stored, taught)
    say_problems(reading.notices, language)
    if not reading.ready:
        say_problems(reading.problems, language)
        for question in reading.questions:
            say(question.sentence(language))
        _say_answers(reading.questions, language)
        say(text(language, "command.import_refused"))
        return WRONG_INPUT
    changes = compare(stored, reading.tables)
    words = len(reading.meant.items() - set(taught))
    print(_report(changes, language))
    _say_gone(changes, arguments.remove_gone, language)
    if arguments.dry_run:
        print(text(language, "command.import_dry"))
        return 0
    gone = frozenset(TABLES) if arguments.remove_gone else frozenset()
    with opened(arguments.db, create=True) as store:
        note = ", ".join(path.name for path in arguments.files)
        rows = store.apply(
            changes, who=person(), remove_gone=gone, note=note, meant=reading.meant
        ).rows
        _give_first_code(store, language)
    if words:
        print(text(language, "command.import_own_words", count=numbers.number(words, language)))
    done = "command.import_done" if rows or words else "command.import_unchanged"
    print(text(language, done, rows=numbers.number(rows, language), path=arguments.db))
    return 0


def _give_first_code(store: Store, language: str) -> None:
    """Own data is in, and nobody could sign in to see it: make the first facilitator's code."""
    if not store.closed() or store.access().facilitator(now()):
        return
    label = text(language, "access.import_first_label")
    code = add_code(store, FACILITATOR, label, by=person())
    print(text(language, "command.import_first_code", code=code))


def _stored(path: Path) -> tuple[Zone, Taught]:
    """The rows and synonyms there; nothing, and no new file, where there is none."""
    if not path.exists():
        return Zone.of({}), ()
    with opened(path) as store:
        return store.read(), store.synonyms()


def _read(arguments: Namespace, stored: Zone, taught: Taught) -> Reading:
    """The files as checked rows, with progress where somebody watches."""
    mapping = None
    if arguments.mapping is not None:
        mapping = Mapping.from_toml(toml_text(arguments.mapping), file=arguments.mapping.name)
    files = [SourceFile.at(path) for path in arguments.files]
    progress = Progress(arguments.lang)
    try:
        return read(
            files,
            load(),
            mapping=mapping,
            stored=stored,
            zone=_zone(arguments),
            accepted=_accepted(arguments.accept),
            taught=taught,
            progress=lambda share, key: progress(share, text(arguments.lang, key)),
        )
    finally:
        progress.close()


def _zone(arguments: Namespace) -> dict[str, str]:
    """What the command line says of the zone.

    Raises
    ------
    InputError
        A country without the zone's name.
    """
    if not arguments.zone:
        if arguments.country:
            raise InputError(Problem("country_without_zone", value=arguments.country))
        return {}
    country = arguments.country or _FIRST_COUNTRY
    return {
        "name": arguments.zone,
        "country": country,
        "currency": currency_of(country, currencies(load())),
    }


def _accepted(words: list[str]) -> frozenset[str]:
    """The answers given; one that answers no question is a mistake.

    Raises
    ------
    InputError
        A rule that nothing asks about.
    """
    unknown = [word for word in words if word.partition("=")[0] not in ANSWERS]
    if unknown:
        rules = ", ".join(sorted(ANSWERS))
        raise InputError.of(
            Problem("accept_unknown", value=word, values={"rules": rules}) for word in unknown
        )
    return frozenset(words)


def _say_answers(questions: tuple[Problem, ...], language: str) -> None:
    """How each kind of question can be answered on the command line."""
    for rule in sorted({question.rule for question in questions} & ANSWERS.keys()):
        answers = ANSWERS[rule]
        option = f"--accept {rule}" + (f"={answers[0]}" if answers else "")
        key = "command.import_choose" if answers else "command.import_accept"
        say(text(language, key, option=option, answers=", ".join(answers)))


def _report(changes: Changes, language: str) -> str:
    """Rows per table: new, changed, gone, the same."""
    headings = ("table", "new", "changed", "gone", "same")
    rows = [
        (
            text(language, f"workbook.sheet_{name}"),
            *(numbers.number(int(count), language) for count in counts),
        )
        for name, *counts in changes.counts().to_numpy()
    ]
    return table(
        [text(language, f"command.import_{heading}") for heading in headings], rows, {1, 2, 3, 4}
    )


def _say_gone(changes: Changes, remove: bool, language: str) -> None:
    """Name what is stored but no longer in the files, and what happens to it."""
    for name, part in changes.tables().items():
        if name == "zone" or part.gone.empty:
            continue
        keys = row_keys(name, part.gone)
        named = ", ".join(keys.head(_NAMED_GONE))
        if len(keys) > _NAMED_GONE:
            named += " …"
        say(
            text(
                language,
                "command.import_removed" if remove else "command.import_kept",
                table=text(language, f"workbook.sheet_{name}"),
                count=numbers.number(len(keys), language),
                keys=named,
            )
        )
