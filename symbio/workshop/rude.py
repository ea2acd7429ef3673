"""Words that a hall should not read before the facilitator has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pandas as pd

from symbio.locale import letters

_WORDS = re.compile(r"[^\W\d_]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
# How signs stand in for letters.
_DISGUISED = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s"})


def rude(text: str) -> bool:
    """Whether a word of `text`, or two that stand together, is in the table of rude words.

    Whole words only: "sıkma" (pressing) and "bokashi" are what they are. Turkish words are
    compared in Turkish lower case, where "SIK" (close-meshed) is not "SİK"; English ones in
    English.
    """
    for lower, language in ((letters.lower, "tr"), (str.lower, "en")):
        for spelled in (text, text.translate(_DISGUISED)):
            read = _WORDS.findall(_STRETCHED.sub(r"\1", lower(spelled)))
            pairs = (" ".join(pair) for pair in zip(read, read[1:], strict=False))
            if not _words(language).isdisjoint([*read, *pairs]):
                return True
    return False


@cache
def _words(language: str) -> frozenset[str]:
    table = pd.read_csv(Path(__file__).with_name("rude.csv"), dtype="str")
    return frozenset(table.loc[table["language"] == language, "word"])
