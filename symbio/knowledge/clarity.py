"""What words tell of which resource is meant, and how sure any reading of them can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symbio.knowledge.spellings import ROLE_WEIGHT, Spellings
from symbio.knowledge.vocabulary import Word

_ATTRIBUTE = 0.4  # of the weight of a word that says what is in or on the thing
_UNKNOWN = 0.3  # weight of a word that no name holds: a place, a brand
_ABSENT = 0.8  # share of its weight for a word of words.csv that names no resource: diatomite
_CLEAR = 0.65  # a phrase whose words tell so much is clear
_VAGUE_POWER = 1.5
_VAGUE_SHARE = 0.1  # of the score that is left where no word tells anything
_TELLING = ("form", "material", "own", "origin", "loss", "quality", "container")
_MANY, ANYBODYS = 5, 0.45  # one word that so many resources end with, and how sure it can be
NAMED = 0.75  # how sure a whole name of vague words is: pallet, steam
_MOSTLY = 0.4  # of all names that end with a word, those of what is named by it and its kin


def weight_of(index: Spellings, word: Word) -> float:
    """What a word tells of which resource it is, 0-1."""
    if not word.meanings:
        return _UNKNOWN
    exact = [concept for concept, likeness in word.meanings if likeness == word.meanings[0][1]]
    concept = max(exact, key=index.rarity)
    weight = ROLE_WEIGHT[index.vocabulary.roles[concept]]
    weight *= _ATTRIBUTE if word.attributive else 1.0
    return weight * (index.rarity(concept) if concept in index.postings else _ABSENT)


def clarity_of(
    index: Spellings, words: Sequence[tuple[Word, float]], sharers: Mapping[int, int]
) -> float:
    """How sure any reading of these words can be: "sludge" alone may be anybody's."""
    if sharers:
        return ANYBODYS
    told = _telling(index, words)
    clear = min(sum(told.values()) / _CLEAR, 1.0) ** _VAGUE_POWER
    sure = _VAGUE_SHARE + (1 - _VAGUE_SHARE) * clear
    return min(sure, ANYBODYS) if _names_no_thing(index, told) else sure


def sharers_of(
    index: Spellings, words: Sequence[tuple[Word, float]], exact: int
) -> Mapping[int, int]:
    """Where one word is all that tells and many resources end with it: these, and how often."""
    told = _telling(index, words)
    if len(told) != 1:
        return {}
    (concept,) = told
    headed: Mapping[int, int] = index.headed.get(concept, {})
    if exact >= 0 and _is_mostly(index, headed, exact):
        return {}
    return headed if len(headed.keys() | index.children.get(exact, set())) >= _MANY else {}


def _is_mostly(index: Spellings, headed: Mapping[int, int], named: int) -> bool:
    """Whether a word that names a resource hardly ends other names: "steam", unlike "shavings"."""
    kin = {named} | index.children.get(named, set())
    kin |= {parent for parent, children in index.children.items() if named in children}
    own = sum(count for place, count in headed.items() if place in kin)
    most = max(headed.values(), default=0)
    return headed.get(named, 0) == most > 0 and own >= _MOSTLY * sum(headed.values())


def _names_no_thing(index: Spellings, told: Mapping[str, float]) -> bool:
    """Whether one learned word is all that tells, and no name ends with it: "third"."""
    return len(told) == 1 and all(
        index.vocabulary.roles[concept] == "own" and concept not in index.headed for concept in told
    )


def _telling(index: Spellings, words: Sequence[tuple[Word, float]]) -> dict[str, float]:
    """Concepts that say which resource it is, and how much."""
    return {
        word.meanings[0][0]: share * weight_of(index, word)
        for word, share in words
        if word.meanings and index.role(word) in _TELLING
    }
