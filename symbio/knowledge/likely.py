"""How likely each resource is meant by a text, a waste code and the sector of the giver.

Unlike `resolve`, which names a few guesses, every resource stays possible here: what a vague
text becomes is a mixture of what all its readings become.
"""

from __future__ import annotations

import numpy as np

from symbio.knowledge.codes import code_support, possible_resources, sector_support
from symbio.knowledge.likeness import readings
from symbio.knowledge.phrases import Phrase, split
from symbio.knowledge.spellings import Spellings, spellings
from symbio.knowledge.tables import Knowledge

# Likelihoods of words, code and sector multiply.
_WORDS_POWER, _WORDS_FLOOR, _CODE_FLOOR, _SECTOR_FLOOR = 8.0, 0.1, 0.1, 0.4
_CODE_DECIDES = 8.0  # how much likelier a code makes what it means, where the text tells nothing
_CODE_ALONE = 4  # power of what a code says, where it alone speaks
# How much of its power a text loses that tells nothing, and of their floors code and sector: the
# vaguer it is, the more they decide.
_VAGUE = 0.9
_NAMED = 12.0  # how much likelier a resource is that is named as a whole,
_NAMED_CLEAR = 3  # where the name is clear: this power of how clear it is
_CHOSEN = 4  # power of the likeness of what a general word is taken for


def likely_resources(
    what: str,
    waste_code: str,
    from_nace: str,
    knowledge: Knowledge,
    taught: tuple[tuple[str, str], ...] = (),
) -> np.ndarray:
    """How likely each resource is meant, 1 in sum; zeros where nothing says anything.

    Parameters
    ----------
    what : str
        A resource_id, or a text in either language.
    waste_code, from_nace : str
        Digits, as `read_code` and `read_nace` return them.
    """
    index = spellings(knowledge, taught)
    code = waste_code or split(what).waste_code
    possible = possible_resources(knowledge, code)
    if what in index.place:
        if possible[index.place[what]]:
            return np.eye(len(index.resources))[index.place[what]]
        what = ""  # the code says that it is something else
    phrase = split(what)
    support = code_support(knowledge, code)
    sector = sector_support(knowledge, from_nace)
    words, named, clarity = _told(index, phrase, sector, coded=bool(support.any()))
    if not (words.any() or support.any() or sector.any()):
        return words
    if support.any() and not words.any():  # no known word: only what the code is near is meant
        likely = support**_CODE_ALONE * (sector + _SECTOR_FLOOR) * possible
        return likely / likely.sum()
    told = 1 - _VAGUE * (1 - clarity)
    likely = named * (words + _WORDS_FLOOR) ** (_WORDS_POWER * told)
    likely *= (support + _CODE_FLOOR * told) * (sector + _SECTOR_FLOOR * told) * possible
    likely *= np.where(support >= 1, 1 + _CODE_DECIDES * (1 - told), 1)
    return likely / likely.sum()


def _told(
    index: Spellings, phrase: Phrase, sector: np.ndarray, *, coded: bool
) -> tuple[np.ndarray, np.ndarray, float]:
    """Per resource its likeness and the weight of being named, and how clear the words are.

    A general word means what the giver may have of its row; a code says more than it.
    """
    offered = (sector > 0) | index.is_energy | index.is_service | ~sector.any()
    read = readings(index, phrase, alone=not coded)
    if not any(offered[place] for one in read for place in one.choice):
        read = readings(index, phrase, alone=False)
    words, named = np.zeros(len(index.resources)), np.ones(len(index.resources))
    for reading in read:
        words = np.maximum(words, reading.scores)
        if reading.exact >= 0:
            named[reading.exact] = 1 + (_NAMED - 1) * reading.clarity**_NAMED_CLEAR
        for place, likeness in reading.choice.items():
            named[place] = _NAMED * likeness**_CHOSEN if offered[place] else 1.0
    return words, named, max((reading.clarity for reading in read), default=0.0)
