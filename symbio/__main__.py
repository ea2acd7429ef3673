"""The command line: `python -m symbio --help`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pkgutil import resolve_name
from types import TracebackType

from symbio.commands.arguments import chosen_language, parse
from symbio.commands.terminal import USAGE, say, say_file_failure, say_problems
from symbio.errors import InputError
from symbio.locale import text

INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    words : sequence of str
        The command line without the program's name; from the system if not given.

    Returns
    -------
    int
        0 done; 1 something in the input is wrong and was said; 2 the command line
        is wrong; 130 stopped by the person.
    """
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
        # Only the chosen command is imported: --help answers at once.
        code: int = resolve_name(arguments.run)(arguments)
        sys.stdout.flush()
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else USAGE
    except InputError as error:
        return say_problems(error.problems, arguments.lang)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return say_file_failure(error, arguments.lang)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def say_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Say a fault of the program in one sentence; with SYMBIO_TRACE, with its trace."""
    if os.environ.get("SYMBIO_TRACE"):
        sys.__excepthook__(kind, fault, trace)
    language = chosen_language(sys.argv[1:], os.environ)
    if isinstance(fault, ModuleNotFoundError):
        say(text(language, "command.not_installed", name=fault.name))
    else:
        say(text(language, "command.unexpected", name=kind.__name__, detail=fault))


if __name__ == "__main__":
    sys.excepthook = say_fault
    sys.exit(main())
