"""The ways to read a phrase: as a whole, and each of its parts that can be a thing alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from symbio.knowledge.clarity import ANYBODYS
from symbio.knowledge.comparison import Reading, compared
from symbio.knowledge.conjunctions import completed, listed
from symbio.knowledge.phrases import Part, Phrase, is_about
from symbio.knowledge.spellings import HOLDS, Spellings
from symbio.knowledge.vocabulary import IGNORED, Word
from symbio.knowledge.wishes import products_first

_DETAIL = 0.4  # what follows a comma, beside what stands before it
_ABOUT = 0.6  # where a thing is from and what it is for, beside what it is
_THING, _DETAIL_ALONE = 0.95, 0.55  # a part read alone: after "and", after a comma
_BESIDE_CHOICE = 0.8  # of the likeness of what a general word is not first taken for
_CLEAR_ALONE = 0.5  # a thing after "and" that is at least so sure needs nothing of the one before
_THINGS = ("form", "material", "own")
_HOT_C, _COMFORT_C, _COLD_C = 35.0, 20.0, 15.0
_GASES, _STORES = frozenset(["gas", "offgas", "air"]), frozenset(["storage"])


def readings(
    index: Spellings,
    phrase: Phrase,
    language: str = "",
    *,
    alone: bool = True,
    wanted: bool = False,
) -> list[Reading]:
    """The phrase as a whole, then each of its parts that can be a thing of its own.

    `alone`: nothing else tells what is meant, so that a general word means what it usually does.
    `wanted`: it is looked for.
    """
    read = partial(_read if alone else compared, index, wanted=wanted)
    parts = [_uncounted(index, part, language, phrase.typed) for part in phrase.parts]
    whole: list[tuple[Word, float]] = []
    share = 1.0
    heads = [index.head_of(words) for words in parts]
    for place, words in enumerate(parts):
        if any(heads[:place]) and not phrase.parts[place].joined:
            share = _DETAIL
        whole += _weighed(words, share)
    whole += _temperature(phrase.temperature_c)
    head = next((one for one in heads if one), frozenset())
    names = _told_words(index, parts[:1])
    degrees = _COMFORT_C if phrase.temperature_c is None else phrase.temperature_c
    if head & _GASES and degrees >= _HOT_C:
        names = [name for name in names if _is_energy(index, name)]
    if head & _STORES and degrees <= _COLD_C:
        names = []
    found = read(whole, head, [phrase.plain, *names])
    more = _alone(index, phrase, parts, read, wanted=wanted) if len(parts) > 1 else ()
    return [found, *more]


def _alone(
    index: Spellings,
    phrase: Phrase,
    parts: list[list[Word]],
    read: Callable[..., Reading],
    *,
    wanted: bool,
) -> Iterator[Reading]:
    """Each part that can be a thing of its own, with what it leaves out after "and"."""
    follows = listed(index, phrase.parts, parts)
    more = completed(index, follows, parts)
    for place, (part, words) in enumerate(zip(phrase.parts, parts, strict=True)):
        head = index.head_of(words)
        names_thing = any(index.vocabulary.roles[one] != "origin" for one in head)
        where = place > 0 and words[-1].attributive  # "kapalı depoda"
        if place not in more and (where or not names_thing):
            continue
        names = [" ".join(part.words), *_told_words(index, [words])]
        one = read(_weighed(words, 1.0), head, names)
        # A material takes the form that follows wherever that says more.
        takes_form = place in more and more[place][0] is words[0]
        if place in more and (takes_form or _sure(one) < _CLEAR_ALONE):
            one = max(one, _completed(index, more[place], wanted=wanted), key=_sure)
        thing = follows[place] or (not place and any(follows))
        factor = _THING if thing or not place else _DETAIL_ALONE
        yield replace(one, scores=one.scores * factor, thing=thing)


def _completed(index: Spellings, words: list[Word], *, wanted: bool) -> Reading:
    """A part with what its neighbour says for both."""
    names = _told_words(index, [words])
    return compared(index, _weighed(words, 1.0), index.head_of(words), names, wanted=wanted)


def _sure(reading: Reading) -> float:
    return float(reading.scores.max()) * reading.clarity


def _uncounted(index: Spellings, part: Part, language: str, typed: Mapping[str, str]) -> list[Word]:
    """The words of a part without what only says how much: the pallets of "3 palet karton"."""
    words = index.vocabulary.read(part.words, language, typed=typed)
    counted = [word for word in words if word.surface in part.counted and index.role(word) in HOLDS]
    left = [word for word in words if word not in counted]
    return left if any(index.role(word) in _THINGS for word in left) else words


def _weighed(words: list[Word], share: float) -> list[tuple[Word, float]]:
    """The words of a part, those of where it is from or what it is for with less weight."""
    about = is_about([word.surface for word in words])
    pairs = zip(words, about, strict=True)
    return [(word, share * _ABOUT if aside else share) for word, aside in pairs]


def _told_words(index: Spellings, parts: list[list[Word]]) -> list[str]:
    """The words of the parts without those that are ignored: as a whole they may be a name.

    Without "waste" too, where it then names a waste: waste of a product is no product.
    """
    if any(any(is_about([word.surface for word in words])) for words in parts):
        return []  # biogas from slurry is no biogas slurry
    told = [word for words in parts for word in words if index.role(word) != IGNORED]
    bare = " ".join(word.surface for word in told if index.role(word) != "generic")
    names = [" ".join(word.surface for word in told)]
    if bare in index.whole.exact and not index.is_product[index.place[index.whole.exact[bare]]]:
        names.append(bare)
    return [name for name in names if name]


def _is_energy(index: Spellings, name: str) -> bool:
    """Whether a name is of no material: a gas of which the heat is told is that heat."""
    resource = index.whole.exact.get(name)
    return resource is None or bool(index.is_energy[index.place[resource]])


def _temperature(degrees: float | None) -> list[tuple[Word, float]]:
    """A temperature as a word: what is warm or cold can heat or cool."""
    if degrees is None or _COLD_C < degrees < _HOT_C:
        return []
    surface = f"{degrees:.0f} °C"
    concepts = ("heat", "hot") if degrees >= _HOT_C else ("cooling",)
    return [(Word(surface, ((concept, 1.0),)), 1.0) for concept in concepts]


def _read(
    index: Spellings,
    words: list[tuple[Word, float]],
    head: frozenset[str],
    whole: list[str],
    *,
    wanted: bool,
) -> Reading:
    """What the words tell; of a general word, the resources that people mean by it first."""
    found = compared(index, words, head, whole, wanted=wanted)
    choice = index.general.choice(whole[0], found.words)
    if not choice or found.named in index.whole.taught:
        return found
    if found.named == whole[0] and index.general.yields_to_name(whole[0], found.words):
        return found
    if wanted:
        choice = products_first(index, choice, found.words)
    scores = found.scores * _BESIDE_CHOICE
    scores[list(choice)] = list(choice.values())
    return Reading(scores, found.names, found.words, ANYBODYS, choice=choice)
