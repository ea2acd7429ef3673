"""How much words are like each resource's names: shared words, weighted by what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from symbio.knowledge.clarity import NAMED, clarity_of, sharers_of, weight_of
from symbio.knowledge.spellings import ROLE_WEIGHT, Spellings
from symbio.knowledge.vocabulary import Word
from symbio.knowledge.wishes import wish_factor

_IN_PHRASE, _IN_NAME = 0.62, 0.38  # powers of the shares of the phrase and of the name that agree
_LEAST_HEAD = 0.3  # so much of a head must hold
_OTHER_HEAD, _OTHER_FORM = 0.4, 0.85
_SAME_WORDS = 0.97  # the words of a name in another order or form
_WHOLE = 0.75  # share of the score that one name alone must earn


@dataclass(frozen=True, eq=False)
class Reading:
    """One way to read a phrase: as a whole, or one of its parts alone.

    Attributes
    ----------
    scores : ndarray of float
        Per resource, 0-1.
    names : ndarray of int
        Per resource, the place of the spelling that is most alike.
    words : tuple of Word
        What was read.
    clarity : float
        How sure any reading of these words can be, 0-1.
    exact : int
        The resource that is named as a whole, or -1.
    named : str
        The name by which it is, or "".
    thing : bool
        One of several things that the phrase joins by "and".
    sharers : mapping
        Where all it says is one word that many resources end with: these, and how many of their
        names do.
    choice : mapping
        Where all it says is a general word: the resources to choose from, with their likeness.
    """

    scores: np.ndarray
    names: np.ndarray
    words: tuple[Word, ...]
    clarity: float = 1.0
    exact: int = -1
    named: str = ""
    thing: bool = False
    sharers: Mapping[int, int] = field(default_factory=dict)
    choice: Mapping[int, float] = field(default_factory=dict)


def compared(
    index: Spellings,
    words: list[tuple[Word, float]],
    head: frozenset[str],
    whole: list[str],
    *,
    wanted: bool,
) -> Reading:
    """Compare weighted words with every spelling, then take each resource's best."""
    said = tuple(word for word, _ in words)
    weights = _weights(index, words, head)
    total = sum(weight for _, weight in weights)
    named = next((name for name in whole if name in index.whole.exact), "")
    if total <= 0 and not named:
        nothing = np.zeros(len(index.resources))
        return Reading(nothing, index.first, said)
    ignored = total <= 0  # a name of such words only: "UPS"
    total = total or 1.0
    in_phrase, in_name = _shared(index, weights)
    score = _scores(index, in_phrase / total, in_name) * _head_factor(index, said, head)
    scores = np.maximum.reduceat(score, index.first) * wish_factor(index, said, wanted=wanted)
    names = _best_places(index, score, scores)
    place = index.place[index.whole.exact[named]] if named else -1
    sharers = {} if named in index.whole.taught else sharers_of(index, words, place)
    sure = ignored or named in index.whole.taught
    clarity = 1.0 if sure else clarity_of(index, words, sharers)
    if named:
        scores[place] = 1.0
        clarity = clarity if sharers else max(clarity, NAMED)
    else:
        near, likeness = _nearly_named(index, words, whole)
        if near:
            scores[index.place[near]] = max(float(scores[index.place[near]]), likeness)
            clarity = max(clarity, likeness)
    return Reading(scores, names, said, clarity, place, named, sharers=sharers)


def _scores(index: Spellings, in_phrase: np.ndarray, in_name: np.ndarray) -> np.ndarray:
    """How alike phrase and spelling are: the share of each that the other has, 0-1."""
    by_resource = np.maximum.reduceat(in_phrase, index.first)
    hits = np.flatnonzero(in_phrase)  # a few hundred of thousands
    of_phrase = np.minimum(in_phrase[hits], 1.0)
    of_name = np.minimum(in_name[hits] / index.total[hits], 1.0)
    alike = of_phrase**_IN_PHRASE * of_name**_IN_NAME
    alike = np.where(alike > 0.999, _SAME_WORDS, alike)
    score = np.zeros(len(in_phrase))
    score[hits] = alike * (_WHOLE + (1 - _WHOLE) * by_resource[index.owner[hits]])
    return score


def _weights(
    index: Spellings, words: list[tuple[Word, float]], head: frozenset[str]
) -> list[tuple[Word, float]]:
    """Each different word with what it tells; what holds a thing as much as any, if it is meant."""
    found: dict[tuple[tuple[str, float], ...] | str, tuple[Word, float]] = {}
    for word, share in words:
        weight = share * weight_of(index, word)
        if index.role(word) == "container" and _is_head(word, head):
            weight = ROLE_WEIGHT["form"]
        key = word.meanings or word.surface
        if weight > found.get(key, (word, 0.0))[1]:
            found[key] = (word, weight)
    return list(found.values())


def _is_head(word: Word, head: frozenset[str]) -> bool:
    return bool(word.meanings) and word.meanings[0][0] in head


def _shared(
    index: Spellings, weights: Sequence[tuple[Word, float]]
) -> tuple[np.ndarray, np.ndarray]:
    """Per spelling, the weight of the phrase's words in it, and of its words in the phrase."""
    in_phrase, in_name = np.zeros(len(index.text)), np.zeros(len(index.text))
    for word, weight in weights:
        agrees, held = np.zeros(len(index.text)), np.zeros(len(index.text))
        for concept, likeness in word.meanings:
            if concept in index.postings:
                places, own, share = index.postings[concept]
                agrees[places] = np.maximum(agrees[places], share * likeness)
                held[places] = np.maximum(held[places], own * likeness)
        in_phrase += weight * agrees
        in_name += held
    return in_phrase, in_name


def _head_factor(index: Spellings, words: Sequence[Word], head: frozenset[str]) -> np.ndarray:
    """Less for names of another thing: sludge is no ash, whatever else agrees."""
    factor = np.ones(len(index.text))
    if not head:
        return factor
    holds = np.zeros(len(index.text), dtype=bool)
    for concept in head:
        if concept in index.postings:
            places, _, share = index.postings[concept]
            holds[places[share > _LEAST_HEAD]] = True
    here = np.logical_or.reduceat(holds, index.first)[index.owner]
    factor[~here] = _OTHER_HEAD
    # A wooden pallet may be the pallet; waste in sacks is no sack.
    if not any(index.role(word) == "container" and not word.attributive for word in words):
        factor[index.of_container] = np.minimum(factor[index.of_container], _OTHER_HEAD)
    if any(index.vocabulary.roles[concept] == "form" for concept in head):
        factor[~holds & index.has_form] *= _OTHER_FORM
    return factor


def _nearly_named(
    index: Spellings, words: Sequence[tuple[Word, float]], whole: Sequence[str]
) -> tuple[str, float]:
    """The resource one of whose names it is but for a blank or a slip, or ""; and how alike."""
    slips = any(not word.meanings or word.meanings[0][1] < 1 for word, _ in words)
    found = (index.whole.nearest(name, slips=slips) for name in whole)
    return max(found, key=lambda one: one[1])


def _best_places(index: Spellings, score: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Per resource the first spelling that has its best score."""
    hits = np.flatnonzero((score > 0) & (score >= best[index.owner]))
    owners, firsts = np.unique(index.owner[hits], return_index=True)
    found = index.first.copy()
    found[owners] = hits[firsts]
    return found
