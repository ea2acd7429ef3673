"""Every name and synonym of every resource as weighted concepts, ready for look-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
import pandas as pd

from symbio.knowledge.general_words import GeneralWords
from symbio.knowledge.marks import as_typed
from symbio.knowledge.phrases import is_about, plain
from symbio.knowledge.tables import Knowledge
from symbio.knowledge.vocabulary import IGNORED, Vocabulary, Word
from symbio.knowledge.whole_names import WholeNames

# What a word says of which resource it is, by its role in words.csv.
ROLE_WEIGHT = {
    "form": 1.0,
    "material": 1.0,
    "own": 1.0,
    "origin": 0.6,
    "loss": 0.5,
    "quality": 0.35,
    "container": 0.2,
    "generic": 0.15,
    IGNORED: 0.0,
}
_HEADS = (("form", "material", "own"), ("origin",))  # what can be the thing, the likelier first
HOLDS, _NOUNS = ("container",), ("form", "material", "own", "origin", "unknown")
# Words of words.csv: an empty or rented drum is a drum, a drum of oil is oil.
_HELD_FOR_ITSELF = frozenset(["empty", "idle", "rental"])
_SERVICES = ("asset", "logistics", "expertise")
_MAKE_CONTAINERS = frozenset(["wood", "plastic", "metal", "paper", "textile", "glass", "composite"])
_PADDING = 0.1  # an ignored word in a name: it tells "steam" from "process steam"
_NUMBER = 0.6  # a number in a name: 304 scrap is no other scrap
_ABOUT = 0.6  # where a thing is from and what it is for in a name, beside what it is
_PART = 0.6  # a word of several that belong together, written alone: cheese of cheese whey
_THE_REST = "99"  # the last digits of "wastes not otherwise specified"
_SAME_THING, _KIND_OF = 0.6, 0.5  # a head that is only broader is another thing, unless a form
_BUILDING = Lock()


class Spellings:
    """The names of the resources, in the order of the resources table.

    Attributes
    ----------
    resources : list of str
    whole : WholeNames
        Which resource a text names as a whole.
    general : GeneralWords
        What is offered where a text says no more than one general word.
    first : ndarray of int
        Per resource, its first spelling; spellings of one resource follow each other.
    total : ndarray of float
        Per spelling, the weights of its concepts added up; inf where it has none.
    postings : dict
        Concept to (spellings that hold it, its weight in each, how much of it holds there:
        less for a part of several words and for what is only broader).
    is_product : ndarray of bool
        Per resource, whether it is goods that are bought: what a need asks for.
    is_energy : ndarray of bool
        Per resource, whether it is energy, heat among it.
    is_service : ndarray of bool
        Per resource, whether it is lent or done: no part of it is left over.
    children : dict
        Place of a resource to the places of the more special ones.
    family : ndarray of str
        Per resource.
    headed : dict
        Concept to the resources, as places, that have names of which it is the head: how many.
    of_container : ndarray of bool
        Per spelling, whether it ends with what holds things: drum, sack.
    has_form : ndarray of bool
        Per spelling, whether what it is, is a form: sludge, ash, dust.
    """

    def __init__(self, knowledge: Knowledge, taught: Sequence[tuple[str, str]]) -> None:
        """Index the tables' names and the zone's own ones, (text, resource) each."""
        table = knowledge.resources
        self.resources = table["resource_id"].tolist()
        known = frozenset(self.resources)
        taught = [pair for pair in taught if pair[1] in known]  # not of an older table
        names = _names(knowledge.resources, taught)
        self.whole = WholeNames(taught, names)
        labels = _labels(knowledge.waste_codes)
        spelt = [tuple(dict.fromkeys((*names[one], *labels.get(one, ())))) for one in names]
        self.text = [spelling for spellings in spelt for spelling in spellings]
        counts = [len(spellings) for spellings in spelt]
        self.first = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)
        self.place = {resource: place for place, resource in enumerate(self.resources)}
        self.owner = np.repeat(np.arange(len(counts)), counts)
        self.vocabulary = Vocabulary(knowledge.words, knowledge.broader, self.text)
        self.general = GeneralWords(
            knowledge.general_words, knowledge.words, self.vocabulary, self.place
        )
        typed = _typed(table, knowledge.waste_codes)
        read = [
            self.vocabulary.read(one.split(), guess=False, typed=as_typed(typed.get(one, "")))
            for one in self.text
        ]
        self._weigh(read)
        goods = table["kind"].isin(["material", "organic"])
        self.is_product = (goods & (table["disposal_class"] == "none")).to_numpy()
        self.is_energy = (table["kind"] == "energy").to_numpy()
        self.is_service = table["kind"].isin(_SERVICES).to_numpy()
        self.family = table["family"].to_numpy(dtype=object)
        self.children = self._children(table["parent_id"])
        self.headed = self._headed(read)
        self.of_container = np.array(
            [bool(words) and self.role(words[-1]) == "container" for words in read]
        )
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

        The last that can be it and does not only tell where it is from or what it is for.
        """
        about = is_about([word.surface for word in words])
        pairs = zip(reversed(words), reversed(about), strict=True)
        plainly = [word for word, aside in pairs if not aside and not word.attributive]
        empty = any(concept in _HELD_FOR_ITSELF for word in words for concept, _ in word.meanings)
        empty = empty or self._is_of_material(plainly)
        for roles in (HOLDS, *_HEADS) if empty else (*_HEADS, HOLDS):
            found: set[str] = set()
            for word in plainly:
                if self.role(word) in roles:
                    found |= {one for one, sure in word.meanings if self._is_thing(one, sure)}
                    # A word that words.csv does not know may be what is done to the thing.
                    if self.role(word) != "own":
                        return frozenset(found)
            if found:
                return frozenset(found)
        return frozenset()

    def _is_thing(self, concept: str, sure: float) -> bool:
        """Whether a meaning says what the thing is: a reefer is a truck, an apple no fruit."""
        is_form = self.vocabulary.roles[concept] == "form"
        return sure > _SAME_THING or (is_form and sure >= _KIND_OF)

    def _is_of_material(self, backwards: Sequence[Word]) -> bool:
        """Whether words end with what holds things and say only what it is made of.

        "Ahşap palet" is the pallet, "yağ varili" may be oil, and "kireç torba" is lime in bags.
        """
        roles = [role for role in map(self.role, backwards) if role in (*_NOUNS, *HOLDS)]
        if len(roles) < 2 or roles[0] not in HOLDS or set(roles[1:]) != {"material"}:
            return False
        made_of = (word for word in backwards if self.role(word) == "material")
        return all(any(one in _MAKE_CONTAINERS for one, _ in self._said(word)) for word in made_of)

    def _children(self, parents: Iterable[str]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for place, parent in enumerate(parents):
            if parent in self.place:
                found.setdefault(self.place[parent], set()).add(place)
        return found

    def _headed(self, read: Sequence[list[Word]]) -> dict[str, Counter[int]]:
        """Per concept, the resources that have names of which it is the head, and how many."""
        found: dict[str, Counter[int]] = {}
        for place, words in enumerate(read):
            for concept in self.head_of(words):
                found.setdefault(concept, Counter())[int(self.owner[place])] += 1
        return found

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
        held: dict[str, dict[int, tuple[float, float]]] = {}
        for place, words in enumerate(read):
            about = is_about([word.surface for word in words])
            for word, aside in zip(words, about, strict=True):
                # A word of two meanings stands in the spelling once: it weighs as its rarest.
                weight = max(
                    (self._weight(concept) for concept, _ in word.meanings), default=_NUMBER
                )
                weight *= _ABOUT if aside else 1.0
                total[place] += weight
                for concept, share in self._said(word):
                    known = held.setdefault(concept, {})
                    if share > known.get(place, (0.0, 0.0))[1]:
                        known[place] = (weight * share, share)
        self.total = np.where(total > 0, total, np.inf)
        self.postings = {
            concept: (
                np.array(list(known)),
                np.array([weight for weight, _ in known.values()]),
                np.array([share for _, share in known.values()]),
            )
            for concept, known in held.items()
        }

    def _said(self, word: Word) -> Iterator[tuple[str, float]]:
        """What a word of a name says, and how much of each."""
        for concept, _ in word.meanings:
            yield concept, 1.0
            yield from self.vocabulary.broader(concept)
        for part in self.vocabulary.within(word):
            yield part, _PART

    def _weight(self, concept: str) -> float:
        weight = ROLE_WEIGHT[self.vocabulary.roles[concept]] * self.rarity(concept)
        return max(weight, _PADDING)


def _names(table: pd.DataFrame, taught: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Per resource its plain names: what the zone calls it, its id, its names and synonyms."""
    own: dict[str, list[str]] = {}
    for text, resource in taught:
        own.setdefault(resource, []).append(text)
    found = {}
    columns = ["resource_id", "name_tr", "name_en", "synonyms_tr", "synonyms_en"]
    for resource, *written in table[columns].to_numpy().tolist():
        texts = [*own.get(resource, ()), resource.replace("_", " "), *"|".join(written).split("|")]
        spellings = dict.fromkeys(plain(text) for text in texts)
        found[resource] = [spelling for spelling in spellings if spelling]
    return found


def _labels(codes: pd.DataFrame) -> dict[str, list[str]]:
    """What the list of wastes calls each resource; its entries for the rest name none."""
    found: dict[str, list[str]] = {}
    named = codes[~codes["waste_code"].str.endswith(_THE_REST)]
    for resource, *labels in named[["resource_id", "label_tr", "label_en"]].to_numpy().tolist():
        found.setdefault(resource, []).extend(plain(label) for label in labels)
    return found


def _typed(table: pd.DataFrame, codes: pd.DataFrame) -> dict[str, str]:
    """Plain names and labels to what stands in the tables, with Turkish letters."""
    names = table[["name_tr", "synonyms_tr"]].agg("|".join, axis=1)
    texts = "|".join([*names, *codes["label_tr"]]).split("|")
    return {plain(text): text for text in texts}


def spellings(knowledge: Knowledge, taught: tuple[tuple[str, str], ...] = ()) -> Spellings:
    """The index of the tables and of what a zone has confirmed, built once."""
    # It takes seconds: a hall of phones waits for one, and does not build a hundred.
    with _BUILDING:
        return _built(knowledge, taught)


@lru_cache(maxsize=16)
def _built(knowledge: Knowledge, taught: tuple[tuple[str, str], ...]) -> Spellings:
    return Spellings(knowledge, taught)
