"""The words of resource names, and which of them a written word means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from symbio.knowledge import stems
from symbio.knowledge.marks import same_marks
from symbio.knowledge.phrases import plain
from symbio.locale.letters import lower

_SHORTEST_SLIP = 4  # letters; a slip in a shorter word makes another word
_LEAST_LIKE = 0.78
_ABBREVIATED, _LONGEST_ABBREVIATION = 0.7, 5
_SHORTEST_HALF = 3
_LONGEST_STEM = 4
_BROADER = 0.5  # an apple is a fruit, but not any fruit an apple
IGNORED = "noise"
_LEARNED = ("own", "quality")


@dataclass(frozen=True)
class Word:
    """A word, or words that belong together, of a text.

    Attributes
    ----------
    surface : str
        As it stands there, folded.
    meanings : tuple of (concept, likeness)
        What it may mean; likeness 1 where it is written so, less after a slip and for
        what is only broader. Empty: unknown.
    attributive : bool
        Tells how the thing is: "yağlı", "yakıtlık", "elenmiş".
    """

    surface: str
    meanings: tuple[tuple[str, float], ...]
    attributive: bool = False


class Vocabulary:
    """Concepts by the forms that stand for them, in two languages.

    A concept of words.csv has several forms; any other word of a resource's names is a
    concept of its own.
    """

    def __init__(
        self, words: pd.DataFrame, broader: pd.DataFrame, spellings: Iterable[str]
    ) -> None:
        """Learn the forms of words.csv first, then the words of the plain `spellings`."""
        self.roles: dict[str, str] = {}
        self._broader = dict(zip(broader["word"], broader["broader"], strict=True))
        self._concepts: dict[str, list[str]] = {}  # of an exact form
        self._written_as: dict[tuple[str, str], set[str]] = {}  # (concept, form) with its marks
        self._stems: dict[str, str] = {}
        self._whole: set[str] = set()  # forms of several words
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        columns = ["word", "role", "words_tr", "words_en"]
        for concept, role, *written in words[columns].to_numpy().tolist():
            self.roles[concept] = role
            for form in "|".join(written).split("|"):
                self._learn(plain(form), concept)
                self._written_as.setdefault((concept, plain(form)), set()).add(lower(form))
        singles = sorted({word for spelling in spellings for word in spelling.split()}, key=_order)
        for word in singles:
            if word.isdigit() or self._known(word):
                continue
            self.roles.setdefault(word, stems.role_of(word, self._concepts))
            self._learn(word, word)
        # A slip is looked for in the forms, and in the one that ends most compounds.
        own = [form for form in self._concepts if len(form) >= _SHORTEST_SLIP]
        self._written = {stems.possessed(form): form for form in own} | {form: form for form in own}
        self._forms = sorted(self._written)
        self._guess = lru_cache(maxsize=20_000)(self._guessed)

    def read(
        self,
        words: Sequence[str],
        language: str = "",
        *,
        guess: bool = True,
        typed: Mapping[str, str] | None = None,
    ) -> list[Word]:
        """The words of one part, those that belong together as one.

        Parameters
        ----------
        words : sequence of str
            Folded.
        language : str
            "tr" or "en": whose endings are cut off first; "" cuts both.
        guess : bool
            Whether a word that is unknown may be one with a slip, cut short or two in one.
        typed : mapping
            Folded word to the one that was typed, where that is known: "çam" is no glass.
        """
        out: list[Word] = []
        place = 0
        while place < len(words):
            length, concepts = self._longest(words, place, language)
            surface = " ".join(words[place : place + length])
            if typed and len(concepts) > 1:
                concepts = self._as_typed(surface, typed.get(surface, ""), concepts)
            attributive = surface not in self._whole and self._is_attributive(
                words[place + length - 1]
            )
            if concepts or (attributive and guess):
                found = [Word(surface, tuple((one, 1.0) for one in concepts), attributive)]
            else:
                found = list(self._guess(surface)) if guess else [Word(surface, ())]
            out += [self._with_broader(word) for word in found] if guess else found
            place += length
        return out

    def _as_typed(self, word: str, typed: str, concepts: tuple[str, ...]) -> tuple[str, ...]:
        """Of several meanings those that are spelt with the letters that were typed."""
        fits = [
            concept
            for concept in concepts
            for stem in forms(word)
            for listed in self._written_as.get((concept, stem), ())
            if same_marks(listed, typed)
        ]
        return tuple(dict.fromkeys(fits)) or concepts

    def _is_attributive(self, word: str) -> bool:
        """Whether a word tells how a thing is, where words.csv does not say what it is."""
        given = any(self.roles[one] not in _LEARNED for one in self._concepts.get(word, ()))
        return not given and stems.is_attributive(word, self._concepts)

    def broader(self, concept: str) -> list[tuple[str, float]]:
        """What is broader than a concept, the nearest first, with how much of it holds."""
        found: list[tuple[str, float]] = []
        share = _BROADER
        while concept in self._broader:
            concept = self._broader[concept]
            found.append((concept, share))
            share *= _BROADER
        return found

    def _with_broader(self, word: Word) -> Word:
        """The word with its parts and with what is broader, where it may not mean more."""
        found = dict(word.meanings)
        parts = ((part, _BROADER) for part in self.within(word))
        above = (
            (one, likeness * share)
            for concept, likeness in word.meanings
            for one, share in self.broader(concept)
        )
        for concept, share in (*parts, *above):
            found[concept] = max(found.get(concept, 0.0), share)
        return Word(word.surface, tuple(found.items()), word.attributive)

    def within(self, word: Word) -> tuple[str, ...]:
        """The concepts of the single words of several that belong together."""
        singles = word.surface.split()
        if len(singles) < 2:
            return ()
        own = {concept for concept, _ in word.meanings}
        found = (concept for single in singles for concept in self._known(single))
        return tuple(
            one for one in dict.fromkeys(found) if one not in own and self.roles[one] != IGNORED
        )

    def _learn(self, form: str, concept: str) -> None:
        words = form.split()
        if len(words) > 1:
            self._whole.add(form)
            entry = (tuple(words), concept)
            for stem in forms(words[0]):
                self._phrases.setdefault(stem, []).append(entry)
        elif words:
            known = self._concepts.setdefault(form, [])
            if concept not in known:
                known.append(concept)
            for stem in forms(form):
                if len(stem) >= _LONGEST_STEM:
                    self._stems.setdefault(stem, concept)

    def _longest(
        self, words: Sequence[str], place: int, language: str
    ) -> tuple[int, tuple[str, ...]]:
        """How many words from `place` on belong together, and what they mean."""
        best, meant = 1, ""
        for stem in forms(words[place]):
            for phrase, concept in self._phrases.get(stem, ()):
                end = place + len(phrase)
                if len(phrase) > best and end <= len(words):
                    pairs = zip(phrase[1:], words[place + 1 : end], strict=True)
                    if self._is_form(phrase[0], words[place]) and all(
                        self._is_form(one, other) for one, other in pairs
                    ):
                        best, meant = len(phrase), concept
        if meant:
            return best, (meant,)
        if place + 1 < len(words):
            together = words[place] + words[place + 1]
            if len(together) > _LONGEST_STEM + 1 and together in self._concepts:
                return 2, tuple(self._concepts[together])
        return 1, self._known(words[place], language)

    def _is_form(self, listed: str, written: str) -> bool:
        """Whether a written word is a form of a listed one, and none of another meaning.

        "Condenser" has the stem of "condensed", but is a word of its own.
        """
        if listed == written:
            return True
        own = self._concepts.get(written)
        if own and not set(own) & set(self._known(listed)):
            return False
        return bool(forms(listed) & forms(written))

    def _known(self, word: str, language: str = "") -> tuple[str, ...]:
        """The concepts of a word as it stands, or of its stems."""
        if word in self._concepts:
            return tuple(self._concepts[word])
        in_turkish = next((s for s in stems.turkish(word)[1:] if s in self._concepts), "")
        found = {
            "tr": self._concepts.get(in_turkish, []),
            "en": self._concepts.get(stems.english(word), []),
        }
        if found.get(language):
            return tuple(found[language])
        if found["tr"] or found["en"]:
            return tuple(dict.fromkeys((*found["tr"], *found["en"])))
        for stem in (*stems.turkish(word), stems.english(word)):
            if len(stem) >= _LONGEST_STEM and stem in self._stems:
                return (self._stems[stem],)
        return ()

    def _guessed(self, word: str) -> tuple[Word, ...]:
        """An unknown word as two in one, one with a slip, or one cut short."""
        for cut in sorted(range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1), reverse=True):
            left, right = self._known(word[:cut]), self._known(word[cut:])
            if left and right and IGNORED not in (self.roles[left[0]], self.roles[right[0]]):
                return (
                    Word(word[:cut], tuple((one, 1.0) for one in left)),
                    Word(word[cut:], tuple((one, 1.0) for one in right)),
                )
        return (Word(word, tuple(self._alike(word).items())),)

    def _alike(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        if len(word) < _SHORTEST_HALF or any(sign.isdigit() for sign in word):
            return found
        if len(word) >= _SHORTEST_SLIP:
            for stem in stems.turkish(word)[:3]:
                if len(stem) < _SHORTEST_SLIP:
                    continue
                for form, likeness, _ in process.extract(
                    stem, self._forms, scorer=OSA.normalized_similarity,
                    score_cutoff=_LEAST_LIKE, limit=3,
                ):  # fmt: skip
                    if form[0] != stem[0] and len(stem) <= _LONGEST_ABBREVIATION:
                        continue
                    for concept in self._concepts[self._written[form]]:
                        found[concept] = max(found.get(concept, 0.0), round(likeness, 3))
        if not found and len(word) <= _LONGEST_ABBREVIATION:
            begun = {
                concept
                for form in self._forms
                if form.startswith(word)
                for concept in self._concepts[self._written[form]]
            }
            if len(begun) == 1:
                found[begun.pop()] = _ABBREVIATED
        return found


def _order(word: str) -> tuple[int, str]:
    """Short words first: an inflected one is then known by its stem."""
    return len(word), word


@lru_cache(maxsize=65_536)
def forms(word: str) -> frozenset[str]:
    """The word and its stems in both languages."""
    return frozenset((*stems.turkish(word), stems.english(word)))
