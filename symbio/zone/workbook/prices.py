"""Money in a cell: which currency, per what."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.errors import Problem
from symbio.zone.workbook.checking import Rows, count_notice
from symbio.zone.workbook.codes import find_currency
from symbio.zone.workbook.context import Context, Trouble
from symbio.zone.workbook.figures import Amount


def currency_apart(words: str) -> tuple[str | None, str]:
    """Part the words around a price: "tl/t" is TRY and "t", "€" is EUR and "", "t" is "t"."""
    first, sign, rest = words.partition("/")
    if find_currency(first):
        return find_currency(first), rest.strip()
    if " " in words and not sign:
        for part, other in (words.split(" ", 1), words.rsplit(" ", 1)[::-1]):
            if find_currency(part):
                return find_currency(part), other
    if " " in first:  # "₺ 150 /t" leaves "₺ /t"
        part, other = first.split(" ", 1)
        if find_currency(part):
            return find_currency(part), f"{other}/{rest}".strip("/ ")
    return None, words


def settle_money(
    rows: Rows, contexts: list[Context], fields: tuple[str, ...], currency_field: str
) -> tuple[Rows, list[Problem]]:
    """Turn amounts of money that share one currency into numbers.

    Parameters
    ----------
    rows : Rows
        Of any table; the money is amounts.
    contexts : list of Context
        One per block.
    fields : tuple of str
        The columns of money.
    currency_field : str
        The column of their currency.

    Returns
    -------
    Rows
        Money [currency_field]; the zone's currency where none is given.
    problems : list of Problem
    """
    out: dict[str, list[object]] = {name: [] for name in (*fields, currency_field)}
    problems: list[Problem] = []
    assumed: list[int] = []
    for place, row in enumerate(rows.frame[[*fields, currency_field]].to_dict("records")):
        currency, found = row[currency_field], False
        for field in fields:
            value, own, trouble = _money(row[field], currency)
            if trouble is not None:
                problems.append(rows.problem(place, field, trouble))
            currency = currency or own
            found |= value is not None
            out[field].append(value)
        if found and not currency:
            assumed.append(place)
            currency = contexts[rows.block[place]].currency
        out[currency_field].append(currency)
    if assumed:
        currency = contexts[0].currency
        problems += count_notice(rows, np.array(assumed), "currency_assumed", currency=currency)
    columns = {name: pd.Series(values, dtype="object") for name, values in out.items()}
    return rows.with_frame(rows.frame.assign(**columns)), problems


def _money(amount: object, currency: str | None) -> tuple[float | None, str | None, Trouble | None]:
    """The number, the currency beside it, and what is wrong with the two."""
    if not isinstance(amount, Amount):
        return None, None, None
    own, rest = currency_apart(amount.unit)
    if rest:
        return None, None, Trouble("currency_unknown")
    if own and currency and own != currency:
        return None, None, Trouble("currency_twice", values={"currency": currency})
    return amount.value, own, None
