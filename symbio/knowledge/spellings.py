"""Every name and synonym of every resource as weighted concepts, ready for look-up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from symbio.knowledge.phrases import plain
from symbio.knowledge.tables import Knowledge
from symbio.knowledge.vocabulary import IGNORED, Vocabulary, Word

# What a word says of which resource it is, by its role in words.csv.
ROLE_WEIGHT = {
    "form": 1.0,
    "material": 1.0,
    "own": 1.0,
    "origin": 0.6,
    "quality": 0.35,
    "container": 0.2,
    "generic": 0.15,
    IGNORED: 0.0,
}
_HEADS = ("form", "material", "own", "origin")
HEAD_WEIGHT = 1.6
_PART = 0.6  # a word of several that belong together, written alone: cheese of cheese whey
_PREPOSITION = frozenset(["from", "of", "with", "for", "in", "after", "containing", "w", "by"])


class Spellings:
    """The names of the resources, in the order of the resources table.

    Attributes
    ----------
    resources : list of str
    exact : dict
        Plain spelling to resource.
    taught : frozenset of str
        The plain spellings that the zone has confirmed.
    first : ndarray of int
        Per resource, its first spelling; spellings of one resource follow each other.
    total : ndarray of float
        Per spelling, the weights of its concepts added up; inf where it has none.
    postings : dict
        Concept to (spellings that hold it, its weight in each).
    has_form : ndarray of bool
        Per spelling, whether what it is, is a form: sludge, ash, dust.
    """

    def __init__(self, knowledge: Knowledge, taught: Sequence[tuple[str, str]]) -> None:
        """Index the tables' names and the zone's own ones, (text, resource) each."""
        table = knowledge.resources
        self.resources = table["resource_id"].tolist()
        own: dict[str, list[str]] = {}
        known = frozenset(self.resources)
        taught = [pair for pair in taught if pair[1] in known]  # not of an older table
        for text, resource in taught:
            own.setdefault(resource, []).append(text)
        names = {
            row["resource_id"]: _names(row, own.get(row["resource_id"], ()))
            for row in table.to_dict("records")
        }
        self.exact = {plain(text): resource for text, resource in taught}
        self.taught = frozenset(self.exact)
        for resource, spellings in names.items():
            for spelling in spellings:
                self.exact.setdefault(spelling, resource)
        self.text = [spelling for spellings in names.values() for spelling in spellings]
        counts = [len(spellings) for spellings in names.values()]
        self.first = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
        self.place = {resource: place for place, resource in enumerate(self.resources)}
        self.owner = np.repeat(np.arange(len(counts)), counts)
        self.vocabulary = Vocabulary(knowledge.words, self.text)
        read = [self.vocabulary.read(spelling.split(), guess=False) for spelling in self.text]
        self._weigh(read)
        self.has_form = np.array(
            [
                any(self.vocabulary.roles[concept] == "form" for concept in self.head_of(words))
                for words in read
            ]
        )

    def role(self, word: Word) -> str:
        """The role of the first meaning of a word; "unknown" of one that has none."""
        return self.vocabulary.roles[word.meanings[0][0]] if word.meanings else "unknown"

    def rarity(self, concept: str) -> float:
        """From about 0.3 for a word that many resources share to 1 for one of a few."""
        return self._rarity.get(concept, 1.0)

    def head_of(self, words: Sequence[Word]) -> frozenset[str]:
        """The concepts of the word that says what the thing is.

        The last that can be it; in English the last before a preposition.
        """
        places = (place for place, word in enumerate(words) if word.surface in _PREPOSITION)
        end = next(places, len(words)) or len(words)
        for word in reversed(words[:end]):
            if self.role(word) in _HEADS:
                return frozenset(concept for concept, _ in word.meanings)
        return frozenset()

    def _weigh(self, read: Sequence[list[Word]]) -> None:
        holders: dict[str, set[int]] = {}
        for place, words in enumerate(read):
            for word in words:
                for concept, _ in word.meanings:
                    holders.setdefault(concept, set()).add(int(self.owner[place]))
        most = np.log(1 + len(self.resources))
        self._rarity = {
            concept: float(np.log(1 + len(self.resources) / len(owners)) / most)
            for concept, owners in holders.items()
        }
        total = np.zeros(len(read))
        held: dict[str, tuple[list[int], list[float]]] = {}
        for place, words in enumerate(read):
            head = self.head_of(words)
            for word in words:
                # A word of two meanings stands in the spelling once: it weighs as its rarest.
                weight = max((self._weight(concept) for concept, _ in word.meanings), default=0.0)
                if head and word.meanings and word.meanings[0][0] in head:
                    weight *= HEAD_WEIGHT
                total[place] += weight
                parts = [(part, weight * _PART) for part in self.vocabulary.within(word)]
                for concept, held_weight in [*((c, weight) for c, _ in word.meanings), *parts]:
                    places, weights = held.setdefault(concept, ([], []))
                    if not places or places[-1] != place:
                        places.append(place)
                        weights.append(held_weight)
        self.total = np.where(total > 0, total, np.inf)
        self.postings = {
            concept: (np.array(places), np.array(weights))
            for concept, (places, weights) in held.items()
        }

    def _weight(self, concept: str) -> float:
        return ROLE_WEIGHT[self.vocabulary.roles[concept]] * self.rarity(concept)


def _names(row: Mapping[Hashable, Any], own: Iterable[str]) -> list[str]:
    written = [str(row["resource_id"]).replace("_", " ")]
    written += [str(row[name]) for name in ("name_tr", "name_en")]
    for name in ("synonyms_tr", "synonyms_en"):
        written += str(row[name]).split("|")
    found = dict.fromkeys(plain(text) for text in (*own, *written))
    return [spelling for spelling in found if spelling]


@lru_cache(maxsize=16)
def spellings(knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> Spellings:
    """The index of the tables and of what a zone has confirmed, built once."""
    return Spellings(knowledge, taught)
