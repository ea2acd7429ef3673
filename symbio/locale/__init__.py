"""Texts, numbers and letters in Turkish and English.

Texts live in `tr/<section>.toml` and `en/<section>.toml`; a key is
`<section>.<name>`. Both languages hold the same keys and placeholders (tested).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = {"tr": "Türkçe", "en": "English"}
DEFAULT_LANGUAGE = "tr"
FOLDER = Path(__file__).parent


@cache
def texts(language: str) -> dict[str, str]:
    """All texts of one language, keyed `<section>.<name>`."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{name}"] = value
    return found


def text(language: str, key: str, **values: object) -> str:
    """The text `key` in `language`, its {placeholders} filled.

    Raises
    ------
    KeyError
        If the key is unknown: a programmer's mistake, caught by tests.
    """
    return texts(language)[key].format(**values)
