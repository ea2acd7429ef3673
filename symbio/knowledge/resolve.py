"""From words to resources: `resolve(text)` ranks what a stream can be, with reasons.

Names and synonyms as a whole come first; then shared words, rare ones counting more and
the one that says what the thing is most; a waste code is strong evidence beside them.
Where nothing is sure, it asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from symbio.knowledge.codes import (
    code_support,
    possible_resources,
    read_code,
    read_nace,
    sector_support,
    twin_resources,
)
from symbio.knowledge.comparison import Reading
from symbio.knowledge.likeness import readings
from symbio.knowledge.phrases import Phrase, plain, split
from symbio.knowledge.resolution import ASKS_BELOW, SURE, Guess, Resolution, Taught
from symbio.knowledge.spellings import Spellings, spellings
from symbio.knowledge.tables import Knowledge, load
from symbio.knowledge.vocabulary import IGNORED

_CODE_SHARE = 0.7  # of the doubt that a code's default resource takes away
_CODE_ALONE = 0.72  # how sure a code alone makes
_WORDS_FIRST = 0.45  # of that, taken away by words that say something else
_CODE_AGAINST = 0.85  # a known code that speaks for others
_HAZARD_AGAINST = 0.85  # a hazardous code, of what no such code means,
_TWIN_AGAINST = 0.5  # and of what its clean twin means
_SHARE_POWER, _SHARE_ROOT = 10.0, 0.5  # how much equally good guesses take from each other
_LEAST = 0.12  # confidence of the last guess worth a line
_CHOICE, _LEAST_OF_CHOICE = 3, 0.001  # where the first is not sure, so many to choose from
_SPEAKS_FOR = 0.3  # support from which a code is named as a reason
_MOST_GUESSES = 10
_BESIDE_A_NAME = 0.8  # of the likeness of anything else where one thing is named as a whole
_COMMON = 0.05  # power of how many names of a resource end with the one word that is told
_ELSEWHERE = 0.4  # of the likeness of what the giver's sector has not, where words tell nothing
_SAME_FAMILY = 0.6  # what a guess of a family that is already named is worth, where it asks


def resolve(
    text: str,
    language: str = "",
    waste_code: str = "",
    *,
    from_nace: str = "",
    knowledge: Knowledge | None = None,
    taught: Taught = (),
    wanted: bool = False,
    limit: int = 5,
) -> Resolution:
    """The resources that a text may mean, best first.

    Parameters
    ----------
    text : str
        As people write: Turkish, English or both, with noise, slips, amounts.
    language : str
        "tr" or "en" where it is known; the other one is looked at too.
    waste_code : str
        In any spelling; one that stands in the text counts too.
    from_nace : str
        Of who gives it off, in any spelling: "talaş" of a machine shop is turnings.
    taught : tuple of (text, resource_id)
        What this zone has confirmed; stands before everything else.
    wanted : bool
        It is looked for, not given off: "kum" is then rather sand than spent foundry sand.
    limit : int
        Most guesses.

    Returns
    -------
    Resolution
        Ties in the order of resource_id; no guess where nothing is alike.
    """
    known = knowledge or load()
    code, nace = read_code(waste_code), read_nace(from_nace)
    found = _resolved(known, text, language, code, nace, taught, wanted)
    return replace(found, guesses=found.guesses[:limit])


def find_resource(text: str, knowledge: Knowledge, taught: Taught = ()) -> str | None:
    """The resource that `text` names exactly: id, name or synonym, in either language.

    Case, marks, Turkish i, blanks and punctuation do not matter.
    """
    return spellings(knowledge, taught).whole.exact.get(plain(text))


@lru_cache(maxsize=20_000)
def _resolved(
    knowledge: Knowledge,
    text: str,
    language: str,
    waste_code: str,
    nace: str,
    taught: Taught,
    wanted: bool,
) -> Resolution:
    index = spellings(knowledge, taught)
    sector = sector_support(knowledge, nace)
    phrase = split(text)
    code = waste_code or phrase.waste_code
    support, against = code_support(knowledge, code), _against(knowledge, code)
    read = _read(index, phrase, language, support, wanted=wanted)
    if code and not read:
        read = [_nothing(index)]
    best: dict[int, Guess] = {}
    things: dict[str, None] = {}
    for reading in read:
        scores = _told_apart(reading, sector) * reading.clarity
        confirmed = reading.named in index.whole.taught
        confidence = _confidence(scores if confirmed else scores * against, support)
        first = int(np.argmax(confidence))
        if reading.thing and confidence[first] >= ASKS_BELOW:
            things[index.resources[first]] = None
        for rank, place in enumerate(_ranked(index, reading, confidence)):
            sure = round(float(confidence[place]), 3)
            offered = rank < _CHOICE or place in reading.choice
            if sure < (_LEAST_OF_CHOICE if offered else _LEAST):
                break
            if place not in best or sure > best[place].confidence:
                best[place] = _guess(index, reading, place, sure, code, support, phrase)
    choice = max([_CHOICE, *(len(reading.choice) for reading in read)])
    guesses = _worth_a_line(best.values(), choice)
    asks = not guesses or guesses[0].confidence < ASKS_BELOW or _denied(guesses[0], index, against)
    # "Wash and cutting water" is the name of one thing.
    several = len(things) > 1 and read[0].named != phrase.plain
    return Resolution(guesses, asks, tuple(things) if several else ())


def _read(
    index: Spellings, phrase: Phrase, language: str, support: np.ndarray, *, wanted: bool
) -> list[Reading]:
    """The phrase read; of a general word beside a code, what the code may have of its meanings."""
    read = readings(index, phrase, language, wanted=wanted)
    if support.any() and not any(support[place] for one in read for place in one.choice):
        return readings(index, phrase, language, alone=False, wanted=wanted)
    return read


def _told_apart(reading: Reading, sector: np.ndarray) -> np.ndarray:
    """The likeness: less beside a whole name; more of what many names call by the one word.

    Less, too, of what the giver's sector hardly has, where the words are vague.
    """
    scores = reading.scores.copy()
    for place, names in reading.sharers.items():
        scores[place] *= names**_COMMON
    if reading.exact >= 0:
        scores *= _BESIDE_A_NAME
        scores[reading.exact] = reading.scores[reading.exact]
    if sector.any():
        scores *= 1 - _ELSEWHERE * (1 - reading.clarity) * (1 - sector)
    return scores


def _ranked(index: Spellings, reading: Reading, confidence: np.ndarray) -> list[int]:
    """The likeliest resources; of a word that is anybody's, rather of several families.

    "Talaş" is asked back as wood or metal, not as three kinds of wood.
    """
    order = np.argsort(-confidence, kind="stable")[: 2 * _MOST_GUESSES].tolist()
    if not reading.sharers:
        return order[:_MOST_GUESSES]
    kept: list[int] = []
    while order and len(kept) < _CHOICE:
        families = [index.family[place] for place in kept]
        worth = [
            confidence[place] * (_SAME_FAMILY if index.family[place] in families else 1.0)
            for place in order
        ]
        kept.append(order.pop(int(np.argmax(worth))))
    return sorted(kept, key=lambda place: -confidence[place])


def _worth_a_line(found: Iterable[Guess], least: int) -> tuple[Guess, ...]:
    """The guesses that are likely enough; where none is sure, at least a few to choose from."""
    ranked = sorted(found, key=lambda guess: (-guess.confidence, guess.resource_id))
    likely = sum(guess.confidence >= _LEAST for guess in ranked)
    choice = 0 if likely and ranked[0].confidence >= SURE else least
    return tuple(ranked[: min(max(likely, choice), _MOST_GUESSES)])


def _confidence(scores: np.ndarray, support: np.ndarray) -> np.ndarray:
    """How sure each resource is, from its words, the code, and how near the next best is."""
    sure = _with_code(scores, support)
    powers = sure**_SHARE_POWER
    total = powers.sum()
    return sure * (powers / total) ** _SHARE_ROOT if total else sure


def _with_code(scores: np.ndarray, support: np.ndarray) -> np.ndarray:
    """What words say and what the code says, as one."""
    if not support.any():
        return scores
    against = np.where(support > 0, 1.0, _CODE_AGAINST)
    sure = 1 - (1 - scores * against) * (1 - _CODE_SHARE * support)
    alone = _CODE_ALONE * support * (1 - _WORDS_FIRST * scores.max())
    return np.where(scores > 0, sure, alone)


def _against(knowledge: Knowledge, code: str) -> np.ndarray:
    """What a hazardous code leaves of the likeness of what it does not mean."""
    against = np.where(possible_resources(knowledge, code), 1.0, _HAZARD_AGAINST)
    return np.where(twin_resources(knowledge, code), _TWIN_AGAINST, against)


def _denied(guess: Guess, index: Spellings, against: np.ndarray) -> bool:
    """Whether the code says otherwise, and nobody has confirmed the words."""
    return guess.rule != "taught" and bool(against[index.place[guess.resource_id]] < 1)


def _nothing(index: Spellings) -> Reading:
    return Reading(np.zeros(len(index.resources)), index.first, ())


def _guess(
    index: Spellings,
    reading: Reading,
    place: int,
    confidence: float,
    code: str,
    support: np.ndarray,
    phrase: Phrase,
) -> Guess:
    resource = index.resources[place]
    behind = code if support[place] >= _SPEAKS_FOR else ""
    name = index.text[reading.names[place]]
    if place == reading.exact:
        rule = "taught" if reading.named in index.whole.taught else "name"
        return Guess(resource, confidence, rule, phrase.as_written(reading.named), behind)
    own = {
        concept
        for word in index.vocabulary.read(name.split(), guess=False)
        for concept in (*(meaning for meaning, _ in word.meanings), *index.vocabulary.within(word))
    }
    told = [word for word in reading.words if word.meanings and index.role(word) != IGNORED]
    shared = [word for word in told if any(concept in own for concept, _ in word.meanings)]
    if not shared and behind:
        return Guess(resource, confidence, "code", code)
    shared = shared or told
    slips = all(max(likeness for _, likeness in word.meanings) < 1 for word in shared)
    said = ", ".join(dict.fromkeys(phrase.as_written(word.surface) for word in shared))
    said = said or phrase.as_written(phrase.plain)  # a whole name with a slip, no word known
    return Guess(resource, confidence, "alike" if slips else "words", said, behind)
