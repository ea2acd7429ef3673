"""Turkish letters as they were typed: "çam" is pine and no glass, "cam" may be either."""

from __future__ import annotations

import re

from symbio.locale.letters import fold, lower

_MARKED = frozenset("çğöşü")  # not ı: lower case makes it of any capital I


def as_typed(text: str) -> dict[str, str]:
    """Folded word to the word in lower case."""
    return {fold(word): lower(word) for word in re.findall(r"\w+", text)}


def is_marked(text: str) -> bool:
    """Whether a text is typed with Turkish letters."""
    return bool(_MARKED & set(lower(text)))


def same_marks(listed: str, typed: str) -> bool:
    """Whether a typed word begins with the letters of a listed one: "çamı" with "çam".

    The last letter may have softened ("ağacı" of "ağaç").
    """
    same = len(listed) if len(typed) == len(listed) else len(listed) - 1
    return all(
        one == other or not _MARKED & {one, other}
        for one, other in zip(listed[:same], typed, strict=False)
    )
