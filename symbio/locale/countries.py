"""Countries by their two letters, named in the reader's language, and the money they use."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from symbio.locale import letters

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ"})
_OTHERWISE = "EUR"


@cache
def country_names(language: str) -> dict[str, str]:
    """Names by ISO 3166 code, in the language's own order; the first user's country first."""
    territories = Locale.parse(language).territories
    names = {
        code: name
        for code, name in territories.items()
        if re.fullmatch(r"[A-Z]{2}", code) and code not in _NO_COUNTRIES
    }
    codes = sorted(names, key=lambda code: (code != "TR", letters.sort_key(names[code])))
    return {code: names[code] for code in codes}


def currency_of(country: str, known: Collection[str]) -> str:
    """What is paid with in `country` today (ISO 4217); the euro where that is not `known`."""
    own = next(iter(get_territory_currencies(country)), "")
    return own if own in known else _OTHERWISE


def currency_name(currency: str, language: str) -> str:
    """Code and name, as a list shows a currency: GBP · İngiliz Sterlini."""
    return f"{currency} · {get_currency_name(currency, locale=language)}"
