"""Numbers as people type them: 1.234,5 and 1,234.5, "12 500 kg", "yaklaşık 3 ton", "3-5 t"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from symbio.locale.letters import fold
from symbio.zone.workbook.words import words

Convention = Literal["comma", "point"]  # the sign before the decimals
CONVENTIONS: tuple[Convention, ...] = ("comma", "point")
# A number; not the 3 of m3 or the 2 of CO2. Blanks and apostrophes may group thousands.
_NUMBER = re.compile(
    r"(?<![a-z0-9.,])(?:\d{1,3}(?:[ '’]\d{3})+(?!\d)(?:[.,]\d+)?|\d[\d.,]*\d|\d|[.,]\d+)"
    r"(?:e[+-]?\d+)?(?![0-9])"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_LONGEST, _LARGEST_EXPONENT = 40, 200  # beyond these it is no quantity
_TEXT_LONGEST = 200
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True)
class Figure:
    """One number as it was written: its value, or both values where two can be meant."""

    value: float
    other: float | None = None  # with the sign read as a decimal sign; `value` has it as thousands
    shows: Convention | None = None  # the convention that this number proves


@dataclass(frozen=True)
class Amount:
    """What a cell of a quantity or a price says.

    Attributes
    ----------
    value, low, high : float or None
        None where it says nothing about it; "3-5" has all three.
    unit : str
        The words around the number, folded; "" where there are none.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""

    def times(self, factor: float) -> Amount:
        """The same in another unit, `factor` of which make one of this."""
        value, low, high = (
            None if number is None else number * factor
            for number in (self.value, self.low, self.high)
        )
        return Amount(value, low, high)


class UnreadableError(ValueError):
    """The text is no number."""


class AmbiguousError(ValueError):
    """The text is a number that can be read in two ways; both readings are given."""

    def __init__(self, thousands: float, decimal: float) -> None:
        super().__init__(thousands, decimal)
        self.thousands, self.decimal = thousands, decimal


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` folded, with every dash as "-" and every kind of blank as one blank."""
    return fold(unicodedata.normalize("NFKC", text).translate(_DASHES))


def read_figure(token: str) -> Figure:
    """Read one number without sign.

    Raises
    ------
    UnreadableError
        The signs in it fit no way of writing numbers: "1.23,45".
    """
    mantissa, _, exponent = token.partition("e")
    if len(token) > _LONGEST or abs(int(exponent or 0)) > _LARGEST_EXPONENT:
        raise UnreadableError(token)
    grouped_by_blank = any(sign in mantissa for sign in " '’")
    digits = re.sub(r"[ '’]", "", mantissa)
    scale = 10.0 ** int(exponent or 0)
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return Figure(float(digits) * scale)
    if len(set(signs)) == 2:
        return _two_signs(digits, signs, scale)
    sign = signs[0]
    if len(signs) > 1:
        if not _GROUPED.fullmatch(digits):
            raise UnreadableError(token)
        return Figure(float(digits.replace(sign, "")) * scale, shows=_other(sign))
    before, after = digits.split(sign)
    decimal = float(f"{before or 0}.{after}") * scale
    open_to_doubt = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"
    if not open_to_doubt or grouped_by_blank or exponent:
        return Figure(decimal, shows=_named(sign))
    return Figure(float(before + after) * scale, other=decimal)


def _two_signs(digits: str, signs: list[str], scale: float) -> Figure:
    last = signs[-1]
    whole, _, decimals = digits.rpartition(last)
    if signs.count(last) > 1 or not _GROUPED.fullmatch(whole):
        raise UnreadableError(digits)
    plain_whole = re.sub(r"[.,]", "", whole)
    return Figure(float(f"{plain_whole}.{decimals}") * scale, shows=_named(last))


def _named(sign: str) -> Convention:
    return "comma" if sign == "," else "point"


def _other(sign: str) -> Convention:
    return "point" if sign == "," else "comma"


def settle(token: str, convention: Convention | None) -> float:
    """The value of one number, as the file's `convention` reads it.

    Raises
    ------
    UnreadableError, AmbiguousError
    """
    figure = read_figure(token)
    if figure.other is None:
        return figure.value
    if convention is None:
        raise AmbiguousError(figure.value, figure.other)
    sign = "," if "," in token else "."
    return figure.other if _named(sign) == convention else figure.value


def find_convention(texts: Iterable[str]) -> Convention | None:
    """The convention that the numbers of a file prove; None where none do, or both."""
    shown: set[Convention] = set()
    for text in texts:
        if len(text) > _TEXT_LONGEST:
            continue
        for match in _NUMBER.finditer(plain(text)):
            try:
                figure = read_figure(match.group())
            except UnreadableError:
                continue
            if figure.shows:
                shown.add(figure.shows)
        if len(shown) == 2:
            return None
    return next(iter(shown), None)


def read_amount(text: str, convention: Convention | None) -> Amount:
    """Read a cell that holds a quantity in words.

    Parameters
    ----------
    text : str
        As it was typed.
    convention : "comma", "point" or None
        What the file's other numbers prove.

    Returns
    -------
    Amount
        Without any number for "?" or "bilinmiyor".

    Raises
    ------
    UnreadableError, AmbiguousError
    """
    if len(text) > _TEXT_LONGEST:
        raise UnreadableError(text[:_TEXT_LONGEST])
    said = plain(text)
    if said in words("unknown"):
        return Amount()
    said, bound = _strip_words(said)
    found = list(_NUMBER.finditer(said))
    if not 1 <= len(found) <= 2:
        raise UnreadableError(text)
    before = said[: found[0].start()].strip()
    after = said[found[-1].end() :].strip()
    sign = 1.0
    if before.endswith("-") or before.endswith("+"):
        sign, before = (-1.0 if before[-1] == "-" else 1.0), before[:-1].strip()
    numbers = [settle(match.group(), convention) for match in found]
    if len(numbers) == 1:
        times, unit = _multiple(after)
        return _bounded(sign * numbers[0] * times, bound, f"{before} {unit}".strip())
    if sign < 0 or bound:
        raise UnreadableError(text)
    return _range(text, numbers, before, said[found[0].end() : found[1].start()].strip(), after)


def _range(text: str, numbers: list[float], before: str, between: str, after: str) -> Amount:
    """Read "3-5 t", "3 t ile 5 t arası" and "10 ± 2 t"."""
    first, second = numbers
    times, unit = _multiple(after)
    if between in ("±", "+-", "+/-"):
        first, second = first * times, second * times
        return Amount(first, first - second, first + second, f"{before} {unit}".strip())
    word = next((word for word in sorted(words("range"), key=len, reverse=True)
                 if between.endswith(word)), None)  # fmt: skip
    if word is None:
        raise UnreadableError(text)
    own_times, own_unit = _multiple(between.removesuffix(word).strip())
    unit = " ".join(part for part in unit.split() if part not in words("range"))
    if own_unit and unit and own_unit != unit:
        raise UnreadableError(text)
    low = first * (own_times if own_times != 1 else times)
    high = second * times
    if not low <= high:
        raise UnreadableError(text)
    return Amount((low + high) / 2, low, high, f"{before} {unit or own_unit}".strip())


def _bounded(value: float, bound: str, unit: str) -> Amount:
    if bound == "at_least":
        return Amount(low=value, unit=unit)
    if bound == "at_most":
        return Amount(high=value, unit=unit)
    return Amount(value, unit=unit)


def _strip_words(said: str) -> tuple[str, str]:
    """`said` without "about" and without "at least", and which bound it named."""
    bound = ""
    for group in ("approximate", "bound", "approximate"):
        for word in sorted(words(group), key=len, reverse=True):
            cut = _cut(said, word)
            if cut is not None:
                said = cut
                bound = words(group)[word] if group == "bound" else bound
                break
    return said, bound


def _cut(said: str, word: str) -> str | None:
    """`said` without `word` at its begin or end, or None where it is not there."""
    letter = word[0].isalpha()
    if said.startswith(word) and not (letter and said[len(word) : len(word) + 1].isalpha()):
        return said[len(word) :].strip()
    if letter and said.endswith(f" {word}"):
        return said[: -len(word)].strip()
    return None


def _multiple(unit: str) -> tuple[float, str]:
    """Part "bin ton" into 1000 and "ton"."""
    first, _, rest = unit.partition(" ")
    if first in words("multiple"):
        return float(words("multiple")[first]), rest.strip()
    return 1.0, unit
