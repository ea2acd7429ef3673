"""Answers to questions: the tokens that `read` accepts, and their words on a screen."""

from __future__ import annotations

from symbio.locale import text
from symbio.zone.workbook.context import ANSWERS


def tokens(rule: str) -> tuple[str, ...]:
    """The answers offered to a question, as tokens for `accepted`; () for other rules."""
    if rule not in ANSWERS:
        return ()
    choices = ANSWERS[rule]
    return tuple(f"{rule}={choice}" for choice in choices) if choices else (rule,)


def answer_name(token: str, language: str) -> str:
    """The words for a token in `language`."""
    rule, _, choice = token.partition("=")
    if not choice:
        return text(language, f"workbook.answer_{rule}")
    if choice.isdigit():
        return text(language, f"workbook.answer_{rule}", number=choice)
    return text(language, f"workbook.answer_{rule}_{choice}")
