"""Texts of the frames, kept once and taken by number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.matching.legal import STATES
from symbio.matching.pathways import pathways_of
from symbio.matching.prices import GRADES
from symbio.matching.streams import resources_of

# From so many rows on the texts of a candidate are categories: the same words, a tenth of the
# memory. A zone never has as many; a country does.
MANY = 1_000_000
Words = pd.api.extensions.ExtensionArray


class Lexicon:
    """Texts by number; `take` turns numbers into a column, -1 into a missing text."""

    def __init__(self, texts: np.ndarray | tuple[str, ...]) -> None:
        self.texts: Words = pd.array(np.array([*texts, ""], dtype="object")[:-1], dtype="str")

    def take(self, numbers: np.ndarray) -> Words:
        """The column of the texts with these numbers."""
        if len(numbers) < MANY:
            return self.texts.take(numbers.astype("int64"), allow_fill=True)
        code, distinct = pd.factorize(pd.Index(self.texts))
        numbers = np.append(code, -1)[numbers]
        return pd.Categorical.from_codes(numbers, categories=pd.Index(distinct))


@dataclass(frozen=True)
class Names:
    """What streams and firms are called."""

    stream: Lexicon
    firm: Lexicon


@dataclass(frozen=True)
class General:
    """What resources, pathways and verdicts are called."""

    resource: Lexicon
    kind: Lexicon
    unit: Lexicon
    pathway: Lexicon
    state: Lexicon
    grade: Lexicon
    direction: Lexicon


@lru_cache(maxsize=8)
def general_names(knowledge: Knowledge) -> General:
    """The names that the knowledge tables give."""
    resources = resources_of(knowledge)
    return General(
        resource=Lexicon(resources.id),
        kind=Lexicon(resources.kind),
        unit=Lexicon(resources.unit),
        pathway=Lexicon(pathways_of(knowledge).id),
        state=Lexicon(STATES),
        grade=Lexicon(GRADES),
        direction=Lexicon(("need", "offer")),
    )
