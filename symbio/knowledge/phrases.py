"""What people write of a stream, cut into parts: things, details, temperature, waste code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from symbio.knowledge.marks import as_typed, is_marked
from symbio.locale.letters import fold

MAX_LENGTH = 300  # [sign]; what is longer is no name, and its beginning says what it is
_CODE = re.compile(r"(?<!\d)(\d{2})[ .\-]?(\d{2})[ .\-]?(\d{2})(?!\d)\s*\*?")
_DEGREES = re.compile(
    r"(?<![\d.,])((?:(?<![^\s(])[-–−])?\d{1,4})(?:\s*[-–/]\s*([-–−]?\d{1,4}))?"
    r"\s*(?:[°º˚]\s*c?\b|derece\w*|degrees?\b|c\b)",
    re.IGNORECASE,
)
_MINUS = str.maketrans("–−", "--")
_APOSTROPHE = re.compile(r"(\w)['’`´](\w{1,6})\b")
# "Talaş ile kabuk" are two things, "yağ ile kirlenmiş toprak" is one.
_WITH_TOLD = (
    r"(?!\w*(?:m[ıiuü][şs]|n[ae]n|[ıiuü]l[ae]n|l[ıiuü])\b|kar[ıi][şs]|kirli|dolu|temas|bula[şs])"
)
_AND = (
    r"\s(?:ve|and)\s?/\s?(?:veya|or)\s|\s(?:ve|veya|ya da|and|or|plus)\s"
    rf"|\sile\s+{_WITH_TOLD}|[&/|]|\+(?!\s*\d)"
)
_DETAIL = r"[,;:()\[\]{}\n\r\t]|\s[-–—]+\s|\.\s|\.$"
_CUT = re.compile(rf"({_AND})|({_DETAIL})", re.IGNORECASE)
_ENDING = re.compile(r"(\w)\((l[ae]r[ıi]?|e?s|s?[ıiuü])\)", re.IGNORECASE)  # kabuk(ları), chip(s)
_CARRIED = re.compile(  # "tanker ile atık yağ" is the oil
    r"\b((?:tanker|kamyon|t[ıi]r|vidanj[öo]r|forklift|ara[çc]|konteyner|varil|palet|[çc]uval|bidon|ibc)\w*)"
    r"\s+ile\s",
    re.IGNORECASE,
)
_WITH_SIGN = re.compile(r"\bw/", re.IGNORECASE)
# What follows one of these says where a thing is from or what is with it.
PREPOSITIONS = frozenset(["from", "of", "with", "for", "in", "after", "containing", "by"])
_PURPOSE = "icin"  # what stands before it says what the thing is for
_WORD = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_COUNTED = re.compile(r"(?<![a-z0-9])\d+ +([a-z]+)")


@dataclass(frozen=True)
class Part:
    """A run of words that names one thing, or tells more about it.

    Attributes
    ----------
    words : tuple of str
        Folded, in order.
    joined : bool
        Begins with "and": another thing of the same phrase.
    counted : frozenset of str
        Words right after a number: "3 palet" is an amount, where a pallet holds things.
    """

    words: tuple[str, ...]
    joined: bool
    counted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """The parts of a text, and the numbers that say something.

    Attributes
    ----------
    plain : str
        The whole text folded, words only: what a whole name is compared with.
    temperature_c : float or None
        [°C]; the middle of a range.
    waste_code : str
        Six digits that stand in the text, or "".
    written : dict
        Folded word to the word as it stands there.
    typed : dict
        Folded word to the word in lower case; empty where no Turkish letter was typed.
    """

    plain: str
    parts: tuple[Part, ...]
    temperature_c: float | None
    waste_code: str
    written: dict[str, str]
    typed: dict[str, str]

    def as_written(self, words: str) -> str:
        """Folded words as they stand in the text."""
        return " ".join(self.written.get(word, word) for word in words.split())


def plain(text: str) -> str:
    """Folded words and numbers with single blanks: "Talaş (ince)" is "talas ince"."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text[:MAX_LENGTH])))


def is_about(words: Sequence[str]) -> list[bool]:
    """Which folded words tell where a thing is from or what it is for, and not what it is.

    What follows an English preposition; what precedes "için", or only the word before it
    where it ends the phrase ("motorin forklift için").
    """
    first = next((place for place, word in enumerate(words) if word in PREPOSITIONS), 0)
    found = [0 < first <= place for place in range(len(words))]
    if _PURPOSE in words[1:]:
        end = words.index(_PURPOSE, 1)
        begin = 0 if end + 1 < len(words) else end - 1
        if begin or end + 1 < len(words):
            found[begin : end + 1] = [True] * (end + 1 - begin)
    return found


def split(text: str) -> Phrase:
    """Cut `text` into parts."""
    rest = _ENDING.sub(r"\1\2", _APOSTROPHE.sub(r"\1", text[:MAX_LENGTH]))
    code = ""
    for found in _CODE.finditer(rest):
        code = "".join(found.groups())
    rest = _CODE.sub(" , ", rest)
    temperature = None
    if found_degrees := _DEGREES.search(rest):
        ends = [float(end.translate(_MINUS)) for end in found_degrees.groups() if end]
        temperature = sum(ends) / len(ends)
        rest = _DEGREES.sub(" ", rest)
    rest = _CARRIED.sub(r"\1 ", _WITH_SIGN.sub(" with ", rest))
    parts, joined, about = [], False, False
    # "or$" would lose the last connector: one blank on each side.
    for piece in _CUT.split(f" {rest} "):
        if piece is None:
            continue
        if _CUT.fullmatch(piece):
            # "from a and b": what follows a preposition is no other thing.
            joined = bool(re.fullmatch(_AND, piece, re.IGNORECASE)) and not about
            about = about and bool(re.fullmatch(_AND, piece, re.IGNORECASE))
            continue
        words = tuple(_WORD.findall(fold(piece)))
        about = about or any(word in PREPOSITIONS for word in words)
        if words:
            parts.append(Part(words, joined, frozenset(_COUNTED.findall(fold(piece)))))
    written = {fold(word): word for word in re.findall(r"\w+", text[:MAX_LENGTH])}
    typed = as_typed(rest) if is_marked(rest) else {}
    return Phrase(plain(text), tuple(parts), temperature, code, written, typed)
