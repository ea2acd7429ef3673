"""Codes and names of the wider world: NACE, waste, R/D operations, currencies, resources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import is_currency

from symbio.knowledge import Knowledge
from symbio.knowledge.resolution import SURE
from symbio.knowledge.resolve import find_resource, resolve
from symbio.locale.letters import fold
from symbio.zone.workbook.context import Cell, Context, Trouble
from symbio.zone.workbook.figures import AmbiguousError, UnreadableError, plain, read_amount
from symbio.zone.workbook.words import words

LAST_RECOVERY, LAST_DISPOSAL = 13, 15  # R1-R13, D1-D15: AYY annexes 2, Directive 2008/98/EC
_OPERATION = re.compile(r"([RD])\s*-?\s*0*(\d{1,2})(?:\s*[-/]?\s*([A-Z]))?")
_SEPARATORS = re.compile(r"\s*(?:[;,|+\n]|/(?=\s*[RD])|\s(?:ve|and)\s|\s(?=[RD]\s*\d))\s*", re.I)
_NACE = re.compile(r"[A-U]?\s*(\d{1,2})(?:[.,]?(\d{1,2}))?(?:[.,]?(\d{2}))?")


def read_nace(text: str, context: Context) -> Cell:
    """10, 10.5, 10.51 and 1051 become 10, 10.5 and 10.51; a six-digit code is cut to four."""
    match = _NACE.fullmatch(text.strip().upper())
    if not match:
        return Cell(None, Trouble("nace_unreadable"))
    whole, rest, national = match.groups()
    if not re.search(r"[.,]", text) and len(whole) == 1:
        return Cell(None, Trouble("nace_unreadable"))
    division = whole.zfill(2)
    if division not in _divisions(context.knowledge):
        return Cell(None, Trouble("nace_unknown", values={"division": division}))
    code = f"{division}.{rest}" if rest else division
    if national:
        return Cell(code, Trouble("nace_shortened", "notice", {"code": code}))
    return Cell(code)


@lru_cache(maxsize=16)
def _divisions(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(code[:2] for code in knowledge.nace["nace"])


def read_waste_code(text: str, context: Context) -> Cell:
    """03 01 05, 03.01.05 and 30105 become 030105; a star must agree with the list."""
    digits = re.sub(r"[\s.\-/]", "", text.strip()).rstrip("*")
    starred = text.rstrip().endswith("*")
    if re.fullmatch(r"\d{5}", digits):  # a leading zero that Excel took away
        digits = "0" + digits
    if not re.fullmatch(r"\d{6}", digits):
        return Cell(None, Trouble("waste_code_unreadable"))
    hazardous = _waste_codes(context.knowledge).get(digits)
    if hazardous is None:
        return Cell(None, Trouble("waste_code_unknown"))
    if starred and not hazardous and context.answer("waste_code_star") is None:
        return Cell(None, Trouble("waste_code_star", "question", {"proposal": digits}))
    return Cell(digits)


@lru_cache(maxsize=16)
def _waste_codes(knowledge: Knowledge) -> dict[str, bool]:
    table = knowledge.waste_codes
    return dict(zip(table["waste_code"], table["hazardous"] == "yes", strict=True))


def read_operation(text: str, _context: Context) -> Cell:
    """One R or D code: "R 03" becomes R3."""
    code = _operation(text)
    return Cell(code) if code else Cell(None, Trouble("operation_unknown"))


def read_operations(text: str, _context: Context) -> Cell:
    """Any number of R and D codes, in the order R1 … D15: "R12, R3 ve R4" is R3;R4;R12."""
    parts = [part for part in _SEPARATORS.split(text.strip()) if part]
    found = [_operation(part) for part in parts]
    if not found or None in found:
        return Cell(None, Trouble("operation_unknown"))
    distinct = {code for code in found if code}
    ranked = sorted(distinct, key=lambda code: (code[0] == "D", int(code[1:])))
    return Cell(";".join(ranked))


def _operation(text: str) -> str | None:
    match = _OPERATION.fullmatch(text.strip().upper())
    if not match:
        return None
    letter, number = match[1], int(match[2])
    last = LAST_RECOVERY if letter == "R" else LAST_DISPOSAL
    return f"{letter}{number}" if 1 <= number <= last else None


def read_currency(text: str, _context: Context) -> Cell:
    """TL, ₺, Euro and ISO 4217 codes."""
    code = find_currency(text)
    return Cell(code) if code else Cell(None, Trouble("currency_unknown"))


def find_currency(text: str) -> str | None:
    """The ISO 4217 code that `text` names, or None."""
    said = plain(text).strip(". ")
    code = words("currency").get(said) or said.upper()
    return code if re.fullmatch(r"[A-Z]{3}", code) and is_currency(code) else None


def read_country(text: str) -> Cell:
    """An ISO 3166 code, or a country's name in Turkish or English."""
    said = fold(text)
    code = words("country").get(said) or _countries().get(said)
    if code is None and re.fullmatch(r"[a-z]{2}", said) and said.upper() in _territories():
        code = said.upper()
    return Cell(code) if code else Cell(None, Trouble("country_unknown"))


def _territories() -> Mapping[str, str]:
    return Locale.parse("en").territories


@cache
def _countries() -> dict[str, str]:
    """Folded names of countries in both languages, to their codes."""
    return {
        fold(name): code
        for language in ("tr", "en")
        for code, name in Locale.parse(language).territories.items()
        if re.fullmatch(r"[A-Z]{2}", code) and code != "ZZ"
    }


def read_qualities(text: str, context: Context) -> Cell:
    """Qualities by id: "kül=2,5; klor=0,3" is "ash_percent=2.5; chlorine_percent=0.3"."""
    parts = []
    for part in re.split(r"[;\n|]", text):
        if not part.strip():
            continue
        name, sign, number = part.partition("=")
        if not sign:
            name, sign, number = part.partition(":")
        try:
            amount = read_amount(number, context.convention or "comma")
        except (UnreadableError, AmbiguousError):
            return Cell(None, Trouble("quality_unreadable", values={"part": part.strip()}))
        if not name.strip() or amount.value is None or amount.low is not None:
            return Cell(None, Trouble("quality_unreadable", values={"part": part.strip()}))
        known = _qualities(context.knowledge).get(fold(name))
        parts.append(f"{known or ' '.join(name.split())}={_shortest(amount.value)}")
    return Cell("; ".join(parts) or None)


def _shortest(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


@lru_cache(maxsize=16)
def _qualities(knowledge: Knowledge) -> dict[str, str]:
    table = knowledge.qualities
    names: dict[str, str] = {}
    for column in ("name_tr", "name_en", "quality"):
        names |= {
            fold(name): quality
            for name, quality in zip(table[column], table["quality"], strict=True)
        }
    return names


def read_resource(text: str, context: Context) -> Cell:
    """The resource that `text` names; one that it is only like, where that was agreed to."""
    found = find_resource(text, context.knowledge, context.taught)
    if not found and context.answer("resource_guessed") is not None:
        likely = resolve(
            text, waste_code=context.waste_code, knowledge=context.knowledge, taught=context.taught
        )
        sure = likely.best is not None and likely.best.confidence >= SURE and not likely.things
        found = likely.guesses[0].resource_id if sure else None
    if found:
        return Cell(found)
    return Cell(None, Trouble("resource_unknown", values={"waste_code": context.waste_code}))
