"""argparse with headings and mistakes in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn, cast

from symbio.commands.terminal import USAGE, say
from symbio.locale import LANGUAGES, text

# What argparse says -> the sentence we say, with the named parts.
_MISTAKES = (
    (r"the following arguments are required: (?P<names>.*)", "mistake_missing"),
    (
        r"argument (?P<name>.*?): invalid choice: '?(?P<value>.*?)'?"
        r" \(choose from (?P<choices>.*)\)",
        "mistake_choice",
    ),
    (r"argument (?P<name>.*?): invalid at_least_one value: '(?P<value>.*)'", "mistake_least"),
    (r"argument (?P<name>.*?): invalid \w+ value: '(?P<value>.*)'", "mistake_value"),
    (r"argument (?P<name>.*?): expected .*argument.*", "mistake_no_value"),
    (r"unrecognized arguments: (?P<names>.*)", "mistake_unknown"),
)


class Parser(argparse.ArgumentParser):
    """argparse with our headings and sentences."""

    def __init__(self, language: str, **settings: Any) -> None:
        self.language = language
        self.t = partial(text, language)
        super().__init__(
            **settings,
            add_help=False,
            allow_abbrev=False,
            formatter_class=partial(_Help, usage_word=self.t("command.usage")),
        )
        self.needed = self.add_argument_group(self.t("command.group_arguments"))
        self.options = self.add_argument_group(self.t("command.group_options"))
        self.options.add_argument("-h", "--help", action="help", help=self.t("command.help_help"))
        # Read by `chosen_language` before there is a parser; here for help and for mistakes.
        self.options.add_argument(
            "--lang", choices=list(LANGUAGES), help=self.t("command.help_lang")
        )

    def commands(self, dest: str, **settings: Any) -> argparse._SubParsersAction[Parser]:
        """Room for commands below this one, explained in its language; `dest` keeps the chosen."""
        return self.add_subparsers(
            **settings,
            dest=dest,
            title=self.t("command.group_commands"),
            metavar=self.t("command.metavar_command"),
            required=True,
            parser_class=cast("type[Parser]", partial(Parser, self.language)),
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence, and where to read on."""
        for pattern, key in _MISTAKES:
            found = re.fullmatch(pattern, message)
            if found:
                message = self.t(f"command.{key}", **found.groupdict())
                break
        say(message)
        say(self.t("command.mistake_help", program=self.prog))
        self.exit(USAGE)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keeps our line breaks, and says "usage" in the reader's language."""

    def __init__(self, prog: str, usage_word: str, **settings: Any) -> None:
        super().__init__(prog, max_help_position=32, **settings)
        self._usage_word = usage_word

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or self._usage_word)
