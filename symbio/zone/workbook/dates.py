"""Dates as people type them; a month alone is its first day."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel.dates import get_month_names

from symbio.locale.letters import fold
from symbio.zone.workbook.figures import plain

EARLIEST, LATEST = dt.date(1950, 1, 1), dt.date(2100, 12, 31)
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SIGN = r"\s*[./\- ]\s*"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SIGN}(\d{{1,2}})(?:{_SIGN}(\d{{1,2}}))?(?:[t ].*)?")
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{4}}|\d{{2}})(?: \d.*)?")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SIGN}(\d{{4}})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})[. \-]*)?([a-z]+)[. ,\-]*(?:(\d{1,2})[, ]+)?(\d{4}|\d{2})")


def read_date(value: object) -> dt.date:
    """The day that a cell names.

    Parameters
    ----------
    value : date, datetime, float or str
        31.12.2025, 31/12/2025 (day first), 2025-12-31, "Aralık 2025", 2025, or the
        day number of Excel.

    Returns
    -------
    date

    Raises
    ------
    ValueError
        It is no date between 1950 and 2100.
    """
    if isinstance(value, dt.datetime):
        day = value.date()
    elif isinstance(value, dt.date):
        day = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        day = _from_number(float(value))
    elif isinstance(value, str):
        day = _from_text(plain(value))
    else:
        raise ValueError(value)
    if not EARLIEST <= day <= LATEST:
        raise ValueError(value)
    return day


def _from_number(value: float) -> dt.date:
    if value.is_integer() and EARLIEST.year <= value <= LATEST.year:
        return dt.date(int(value), 1, 1)
    if 0 < value < 100_000:
        return _EXCEL_EPOCH + dt.timedelta(days=int(value))
    raise ValueError(value)


def _from_text(said: str) -> dt.date:
    if re.fullmatch(r"\d{4}(?:\d|[.,]\d*)?", said):
        return _from_number(float(said.replace(",", ".")))
    if match := _YEAR_FIRST.fullmatch(said):
        return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _DAY_FIRST.fullmatch(said):
        return dt.date(_year(match[3]), int(match[2]), int(match[1]))
    if match := _MONTH_YEAR.fullmatch(said):
        return dt.date(int(match[2]), int(match[1]), 1)
    if (match := _IN_WORDS.fullmatch(said)) and match[2] in _months():
        return dt.date(_year(match[4]), _months()[match[2]], int(match[1] or match[3] or 1))
    raise ValueError(said)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


@cache
def _months() -> dict[str, int]:
    """Folded names and short names of months in both languages."""
    return {
        fold(name).strip("."): number
        for locale in ("tr", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
