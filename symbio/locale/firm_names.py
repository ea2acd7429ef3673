"""Firm names as people say them: without the legal form that fills a narrow column."""

from __future__ import annotations

import re
from functools import lru_cache

# Words that close a name and tell nothing of the firm, in Turkish and in English.
_FORM = re.compile(
    r"(?:[\s,]+(?:san(?:ayi(?:i)?)?|tic(?:aret(?:i)?)?|ve|&|paz(?:arlama)?|ith(?:alat)?|ihr(?:acat)?"
    r"|ltd|limited|l[iı]m[iı]ted|şti|şirketi|a\.?ş|anonim|inc|llc|plc|gmbh|co|corp)\.?)+\.?\s*$",
    re.IGNORECASE,
)
_SHORTEST = 3  # letters; less would name nobody


@lru_cache(maxsize=4096)
def short_name(name: str) -> str:
    """`name` without its legal form: "Gülova Yem San. ve Tic. Ltd. Şti." is "Gülova Yem".

    For lists where the whole name would be cut; beside it the whole name must be within reach.
    """
    form = _FORM.search(name)
    cut = name[: form.start()].rstrip(" ,.-") if form else name
    return cut if len(cut) >= _SHORTEST else name
