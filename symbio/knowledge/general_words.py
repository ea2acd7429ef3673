"""Words too general for one resource ("energy", "scrap"), and what people mean by them first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from symbio.knowledge.phrases import plain
from symbio.knowledge.stems import turkish
from symbio.knowledge.vocabulary import IGNORED, Vocabulary, Word

_GENERIC = "generic"
_STEP = 0.95  # likeness of each resource of a row beside the one before it


class GeneralWords:
    """What is offered to choose from where a text says no more than one general word.

    A word that words.csv writes first for its meaning counts in every form that means the same,
    with "waste" or without it: "hurda", "hurdalar", "scraps". Any other counts as it is
    written and with its endings: "kutu" is no "kasa", though both are crates.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        words: pd.DataFrame,
        vocabulary: Vocabulary,
        place: Mapping[str, int],
    ) -> None:
        """Read the rows; `place` is that of each resource in its table."""
        written_first = {
            plain(forms.split("|")[0])
            for column in ("words_tr", "words_en")
            for forms in words[column]
        }
        self._vocabulary = vocabulary
        self._written: dict[str, dict[int, float]] = {}
        self._meant: dict[frozenset[str], dict[int, float]] = {}
        columns = ["words_tr", "words_en", "resources"]
        for *written, resources in table[columns].to_numpy().tolist():
            known = [one for one in resources.split("|") if one in place]
            choice = {place[one]: _STEP**rank for rank, one in enumerate(known)}
            for form in filter(None, map(plain, "|".join(written).split("|"))):
                self._written.setdefault(form, choice)
                meant = self._meaning(vocabulary.read(form.split(), guess=False))
                if meant and form in written_first:
                    self._meant.setdefault(meant, choice)

    def yields_to_name(self, text: str, words: Sequence[Word]) -> bool:
        """Whether a whole name is nearer than the row: "ayran" is more than any dairy product.

        Not where the row writes it itself, nor where it only adds "waste" to the general word.
        """
        plainly = all(self._role(word) != _GENERIC for word in words)
        return plainly and not any(one in self._written for one in turkish(text))

    def choice(self, text: str, words: Sequence[Word]) -> Mapping[int, float]:
        """Resources to choose from, as places, with their likeness; empty of other texts.

        Parameters
        ----------
        text : str
            Plain, as it was written.
        words : sequence of Word
            What was read in it.
        """
        meant = self._meaning(words)
        stems = turkish(text) if meant else (text,)
        written = next((self._written[one] for one in stems if one in self._written), None)
        return written or self._meant.get(meant, {})

    def _meaning(self, words: Sequence[Word]) -> frozenset[str]:
        """The concepts that are told, without "waste" beside another one; of details none."""
        told = [word for word in words if self._role(word) != IGNORED]
        if any(not word.meanings or word.attributive for word in told):
            return frozenset()
        plainly = [word for word in told if self._role(word) != _GENERIC] or told
        return frozenset(word.meanings[0][0] for word in plainly)

    def _role(self, word: Word) -> str:
        return self._vocabulary.roles[word.meanings[0][0]] if word.meanings else "unknown"
