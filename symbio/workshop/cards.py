"""One card: its words made clean, what they mean, and what should not stand in them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from symbio.knowledge import Knowledge, resolve
from symbio.knowledge.resolution import Taught
from symbio.workshop.rude import rude
from symbio.zone.workbook.resources import natures
from symbio.zone.workbook.units import NoWayError, factor, read_unit
from symbio.zone.workshop_rows import Card

MOST_TEXT, MOST_FIRM = 120, 80
# What a phone may choose; read as a workbook's units are.
UNITS = ("t/yıl", "t/ay", "kg/ay", "m3/yıl", "m3/ay", "MWh/yıl", "kWh/ay")
_GUESSES = 3
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+?90|0)?[\s()/.-]{0,2}[2-5]\d{2}[\s()/.-]{0,2}\d{3}[\s.-]?\d{2}[\s.-]?\d{2}(?!\d)"
)
_ABROAD = re.compile(r"(?<![\w.,])(?:\+|00)[1-9]\d{0,2}(?:[\s()/.-]{0,2}\d){7,12}(?!\d)")
# People write the eleven digits in groups too.
_ELEVEN = re.compile(r"(?<!\d)[1-9](?:[ .-]?\d){10}(?!\d)")
_ACCOUNT = re.compile(r"\bTR\d{2}(?:[ -]?\d){22}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What a card is taken for.

    Attributes
    ----------
    resource : str or None
        None where nothing is sure enough.
    guesses : tuple of str
        Where nothing is sure: the resources to ask about, the likeliest first.
    quantity_per_year : float
        In the resource's own unit; NaN where it is unknown. [unit/y]
    """

    resource: str | None
    guesses: tuple[str, ...]
    quantity_per_year: float


def clean(typed: str, most: int) -> str:
    """`typed` in one line of at most `most` signs, without signs that cannot be seen."""
    seen = "".join(
        sign if unicodedata.category(sign)[0] != "C" else " "
        for sign in unicodedata.normalize("NFC", typed[: 4 * most])
    )
    return " ".join(seen.split())[:most].strip()


@lru_cache(maxsize=8_192)  # a full room is read anew twice a second
def meaning(card: Card, knowledge: Knowledge, taught: Taught = ()) -> Meaning:
    """What a card means: what a person said, else what its words say surely enough.

    Parameters
    ----------
    card : Card
    knowledge : Knowledge
    taught : tuple of (text, resource_id)
        The zone's synonyms.
    """
    known = natures(knowledge)
    if card.resource in known:
        return Meaning(card.resource, (), _quantity(card, str(card.resource), knowledge))
    wanted = card.direction == "need"
    read = resolve(card.text, card.language, knowledge=knowledge, taught=taught, wanted=wanted)
    if read.best is None:
        guesses = tuple(guess.resource_id for guess in read.guesses[:_GUESSES])
        return Meaning(None, guesses, math.nan)
    resource = read.best.resource_id
    return Meaning(resource, (), _quantity(card, resource, knowledge))


def doubts(text: str) -> tuple[str, ...]:
    """Why a facilitator should read `text` before a hall does; empty where nothing is found.

    Returns
    -------
    tuple of str
        What looks like it belongs to a person ("mail", "phone", "national_id", "account"),
        then "rude".
    """
    return (*personal_data(text), *(["rude"] if rude(text) else []))


def personal_data(text: str) -> tuple[str, ...]:
    """What in `text` looks like a person's: "mail", "account", "national_id" or "phone"."""
    found = ["mail"] if _MAIL.search(text) else []
    digits = ("".join(filter(str.isdigit, number)) for number in _ELEVEN.findall(text))
    if _ACCOUNT.search(text):
        found.append("account")
    elif any(map(_is_national_id, digits)):
        found.append("national_id")
    elif _PHONE.search(text) or _ABROAD.search(text):
        found.append("phone")
    return tuple(found)


def _quantity(card: Card, resource: str, knowledge: Knowledge) -> float:
    """The card's amount in the resource's unit; a unit that does not fit leaves it unknown."""
    if card.quantity is None or not card.unit:
        return math.nan
    unit = read_unit(card.unit)
    if unit is None:
        return math.nan
    try:
        each = factor(unit, natures(knowledge)[resource], operating_days=None, operating_hours=None)
    except NoWayError:
        return math.nan
    return card.quantity * each


def _is_national_id(digits: str) -> bool:
    """Whether the two check digits of a T.C. identity number are right.

    Source: the rule of the General Directorate of Civil Registration (NVİ), general knowledge.
    """
    numbers = [int(sign) for sign in digits]
    odd, even = sum(numbers[0:9:2]), sum(numbers[1:8:2])
    return (7 * odd - even) % 10 == numbers[9] and sum(numbers[:10]) % 10 == numbers[10]
