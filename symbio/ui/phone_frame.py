"""The document around the plain pages of a phone: styles inside, no script, no font."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

from symbio.locale import LANGUAGES


def document(title: str, body: str, other_link: str) -> str:
    """A whole page.

    Parameters
    ----------
    title : str
        As people typed it.
    body : str
        HTML in which every word of a person is escaped.
    other_link : str
        Where the page is in the other language; its language stands in it as `lang=`.
    """
    other = next(code for code in LANGUAGES if f"lang={code}" in other_link)
    return _frame().format(
        language=other_language(other),
        title=html.escape(title, quote=True),
        body=body,
        other=other,
        other_name=LANGUAGES[other],
        other_link=html.escape(other_link, quote=True),
    )


def other_language(language: str) -> str:
    """The language that a page is not in."""
    return next(code for code in LANGUAGES if code != language)


@cache
def _frame() -> str:
    return Path(__file__).with_name("join.html").read_text(encoding="utf-8")
