"""What every chart shares: the colours of the kinds, the reader's language."""

from __future__ import annotations

from typing import Any

import altair as alt
from babel.dates import get_day_names, get_month_names

# Okabe–Ito, one per kind of resource everywhere (design §8).
KIND_COLORS = {
    "material": "#E69F00",
    "energy": "#D55E00",
    "water": "#0072B2",
    "organic": "#009E73",
    "asset": "#CC79A7",
    "logistics": "#56B4E9",
    "expertise": "#4D4D4D",
}
# On dark ground the two darkest of them would not be seen.
KIND_COLORS_DARK = KIND_COLORS | {"water": "#3D9BD6", "organic": "#1DB98F", "expertise": "#A6A6A6"}
ACCENT, ACCENT_DARK = "#0B6E6E", "#5CC4B8"
_LOCALES = {"tr": "tr_TR", "en": "en_GB"}
_NUMBERS = {"tr": {"decimal": ",", "thousands": "."}, "en": {"decimal": ".", "thousands": ","}}


def kind_colors(dark: bool) -> dict[str, str]:
    """Colour of each kind of resource on light or dark ground."""
    return KIND_COLORS_DARK if dark else KIND_COLORS


def localise(chart: alt.TopLevelMixin, language: str) -> alt.TopLevelMixin:
    """The chart with numbers, months and days written in `language`, whatever the browser."""
    locale = _LOCALES[language]
    months = get_month_names("wide", locale=locale)
    short_months = get_month_names("abbreviated", locale=locale)
    days = get_day_names("wide", locale=locale)
    short_days = get_day_names("abbreviated", locale=locale)
    week = (6, 0, 1, 2, 3, 4, 5)  # d3 starts on Sunday, Babel on Monday
    return chart.configure(
        locale={
            "number": {**_NUMBERS[language], "grouping": [3], "currency": ["", ""]},
            "time": {
                "dateTime": "%A, %e %B %Y %X",
                "date": "%d.%m.%Y",
                "time": "%H:%M:%S",
                "periods": ["ÖÖ", "ÖS"] if language == "tr" else ["AM", "PM"],
                "days": [days[day] for day in week],
                "shortDays": [short_days[day] for day in week],
                "months": [months[month] for month in range(1, 13)],
                "shortMonths": [short_months[month] for month in range(1, 13)],
            },
        }
    )


def month_names(language: str) -> list[str]:
    """Short names of the twelve months."""
    names = get_month_names("abbreviated", locale=_LOCALES[language])
    return [names[month] for month in range(1, 13)]


def top_legend(narrow: bool, **options: Any) -> alt.Legend:
    """A legend above the chart; two entries a line on a phone, where more would be cut."""
    return alt.Legend(
        title=None, orient="top", labelLimit=260, columns=2 if narrow else 0, **options
    )


def percent_axis(language: str, **options: Any) -> alt.Axis:
    """An axis of shares as the language writes per cent: %20 in Turkish, 20% in English."""
    plain = "format(100 * datum.value, '.0f')"
    written = f"'%' + {plain}" if language == "tr" else f"{plain} + '%'"
    return alt.Axis(labelExpr=written, **options)
