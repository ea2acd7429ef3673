"""Word stems in Turkish and English, for texts typed with or without Turkish letters."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from threading import Lock

import snowballstemmer

# Of folded words: snowball's Turkish stemmer follows vowel harmony, which is lost where
# people type "talasi" for "talaşı". Which reading is meant (talaş-ı, tala-sı) the
# vocabulary decides, so all of them are kept. A suffix with a buffer letter stands after
# a vowel only, one that begins with a vowel after a consonant, one with t after a hard one.
_AFTER_ANY = (
    "larindan lerinden larinda lerinde larinin lerinin larina lerine larini lerini "
    "lardan lerden larin lerin lara lere lari leri lar ler lik luk siz suz li lu"
)
_AFTER_HARD = "taki teki tan ten ta te"
_AFTER_SOFT = "daki deki dan den da de"
_AFTER_VOWEL = (
    "sindan sinden sundan sinin sunun sina sine suna sini sunu yla yle nin nun "
    "ndan nden nda nde si su yi yu ni nu ya ye na ne miz muz niz nuz yumuz yunuz"
)
_AFTER_CONSONANT = (
    "indan inden undan unden inin unun in un ina ine una une ini unu i u a e imiz umuz iniz unuz"
)
_ANY = frozenset("abcdefghijklmnopqrstuvwxyz")
_VOWELS = frozenset("aeiou")
_PARTICIPLE = ("mis", "mus", "ilan", "ulan", "ilen", "ulen", "lanan", "lenen")
_SHORTEST_PARTICIPLE = 5
_DONE = ("ma", "me", "masi", "mesi", "ing")
_WITH = ("li", "lu", "siz", "suz", "lik", "luk", "da", "de", "daki", "deki")
_FROM = ("dan", "den", "tan", "ten")
_HARD = frozenset("fstkchp")
_SUFFIXES: dict[str, frozenset[str]] = {
    **dict.fromkeys(_AFTER_ANY.split(), _ANY),
    **dict.fromkeys(_AFTER_HARD.split(), _HARD),
    **dict.fromkeys(_AFTER_SOFT.split(), _ANY - _HARD),
    **dict.fromkeys(_AFTER_VOWEL.split(), _VOWELS),
    **dict.fromkeys(_AFTER_CONSONANT.split(), _ANY - _VOWELS),
}
_LONGEST = max(map(len, _SUFFIXES))
# What is left of three letters is a word only where nothing but one of these was cut off.
_SHORTEST = 3
_ORDINARY = (
    "i", "u", "si", "su", "yi", "yu", "li", "lu", "lar", "ler", "lari", "leri",
    "dan", "den", "tan", "ten", "imiz", "umuz",
)  # fmt: skip
_HARDENED = str.maketrans("gbd", "kpt")  # kabuğu is of kabuk, kağıdı of kağıt
_ENGLISH = snowballstemmer.stemmer("english")
_STEMMING = Lock()  # a stemmer keeps the word it is at
_LETTERS = re.compile(r"[a-z]+")


@lru_cache(maxsize=65_536)
def turkish(word: str) -> tuple[str, ...]:
    """Every stem that a folded Turkish word may have, the longest first.

    "kabugu" may be of kabugu, kabuk and kabug; the word itself is always one.
    """
    found = {word}
    fresh = [word] if _LETTERS.fullmatch(word) else []
    while fresh:
        shorter = {stem for one in fresh for stem in _without_suffix(one)}
        fresh = sorted(shorter - found)
        found |= shorter
    return tuple(sorted(found, key=lambda stem: (-len(stem), stem != word, stem)))


@lru_cache(maxsize=65_536)
def english(word: str) -> str:
    """The stem of a folded English word."""
    with _STEMMING:
        return str(_ENGLISH.stemWord(word))


def role_of(word: str, known: Container[str]) -> str:
    """What a folded word that stands in no table probably says, by its ending.

    Returns
    -------
    str
        quality of "cut", "yagsiz", "siklondan"; origin of what is done ("toplama"); else own.
    """
    if is_attributive(word, known) or (word.endswith("ed") and len(word) > _SHORTEST_PARTICIPLE):
        return "quality"
    done = len(word) > _SHORTEST_PARTICIPLE and word.endswith(_DONE)
    return "origin" if done else "own"


def is_attributive(word: str, known: Container[str]) -> bool:
    """Whether a folded Turkish word tells how a thing is: "yagli", "siklondan", "elenmis"."""
    if word.endswith(_PARTICIPLE) and len(word) > _SHORTEST_PARTICIPLE:
        return True
    if word.endswith(_FROM) and len(word) > _SHORTEST_PARTICIPLE and word not in known:
        return True
    return any(word.endswith(end) and word[: -len(end)] in known for end in (*_WITH, *_FROM))


def possessed(word: str) -> str:
    """A folded Turkish word as the last of a compound: "camur" is "camuru"."""
    vowel = next((sign for sign in reversed(word) if sign in _VOWELS), "i")
    ending = "u" if vowel in "ou" else "i"
    if word[-1:] in _VOWELS:
        return f"{word}s{ending}"
    return (word[:-1] + "g" if word.endswith("k") else word) + ending


def _without_suffix(word: str) -> list[str]:
    stems = []
    for length in range(1, min(_LONGEST, len(word) - _SHORTEST) + 1):
        rest, suffix = word[:-length], word[-length:]
        if suffix not in _SUFFIXES or rest[-1] not in _SUFFIXES[suffix]:
            continue
        if len(rest) == _SHORTEST and suffix not in _ORDINARY:
            continue
        stems.append(rest)
        if suffix[0] in _VOWELS and rest[-1] in "gbd":
            stems.append(rest[:-1] + rest[-1].translate(_HARDENED))
    return stems
