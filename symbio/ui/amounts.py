"""Large amounts of money in few digits."""

from __future__ import annotations

from symbio.locale import numbers
from symbio.ui.language import language, t

_MILLION = 1e6


def short_money(value: float, currency: str, *, tight: bool = False) -> str:
    """Money in millions where it is that much: 12,3 million says more than 12.345.678.

    Parameters
    ----------
    tight : bool
        Whether the million is shortened too, for a figure on a card.
    """
    code = language()
    if abs(value) < _MILLION:
        return numbers.money(value, currency, code)
    digits = 0 if abs(value) >= 100 * _MILLION else 1
    written = numbers.money(value / _MILLION, currency, code, digits)
    return t("report.million_short" if tight else "common.million", value=written)
