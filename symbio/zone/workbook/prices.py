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


def settle_events(rows: Rows, contexts: list[Context]) -> tuple[Rows, list[Problem]]:
    """Turn the cost of every event into a number with a currency.

    Parameters
    ----------
    rows : Rows
        Of table event; costs are amounts.
    contexts : list of Context
        One per block.

    Returns
    -------
    Rows
        Cost [cost_currency]; the zone's currency where none is given.
    problems : list of Problem
    """
    costs: list[float | None] = []
    currencies: list[str | None] = []
    problems: list[Problem] = []
    assumed: list[int] = []
    given = zip(rows.frame["cost"], rows.frame["cost_currency"], strict=True)
    for place, (amount, currency) in enumerate(given):
        context = contexts[rows.block[place]]
        value = amount.value if isinstance(amount, Amount) else None
        own, rest = currency_apart(amount.unit) if isinstance(amount, Amount) else (None, "")
        trouble = None
        if rest:
            trouble = Trouble("currency_unknown")
        elif own and currency and own != currency:
            trouble = Trouble("currency_twice", values={"currency": currency})
        if trouble is not None:
            problems.append(rows.problem(place, "cost", trouble))
            value = None
        if value is not None and not (own or currency):
            assumed.append(place)
        costs.append(value)
        currencies.append(own or currency or (None if value is None else context.currency))
    if assumed:
        currency = contexts[0].currency
        problems += count_notice(rows, np.array(assumed), "currency_assumed", currency=currency)
    frame = rows.frame.assign(
        cost=pd.Series(costs, dtype="object"), cost_currency=pd.Series(currencies, dtype="object")
    )
    return rows.with_frame(frame), problems
