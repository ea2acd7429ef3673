"""What every chart shares: the colours of the kinds, the reader's language."""

from __future__ import annotations

from textwrap import wrap
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
INK, INK_DARK = "#1B2A30", "#E6ECEA"
# The browser knows how wide its window is, the server does not. `width` is the chart's:
# with it in the sum, the answer is asked for again when a phone is turned.
_WINDOW = "(windowSize()[0] + 0 * width)"
_PHONE_PX, _WALL_PX = 640, 1800
_LETTERS_A_LINE = 24
_LOCALES = {"tr": "tr_TR", "en": "en_GB"}
_NUMBERS = {"tr": {"decimal": ",", "thousands": "."}, "en": {"decimal": ".", "thousands": ","}}


def kind_colors(dark: bool) -> dict[str, str]:
    """Colour of each kind of resource on light or dark ground."""
    return KIND_COLORS_DARK if dark else KIND_COLORS


def ink(dark: bool) -> str:
    """Colour of text on light or dark ground."""
    return INK_DARK if dark else INK


def by_window(phone: float, desk: float, wall: float) -> alt.ExprRef:
    """A size that follows the reader's window: below 640 px, up to 1800 px, wider."""
    desk_or_wall = f"{_WINDOW} < {_WALL_PX} ? {desk} : {wall}"
    return alt.ExprRef(f"{_WINDOW} < {_PHONE_PX} ? {phone} : {desk_or_wall}")


# What is written in a chart, and how much of an axis label is shown.
LETTERS_PX = by_window(13, 13, 16)
_LABEL_PX = by_window(11.5, 12, 15)
_LABEL_LIMIT_PX = by_window(150, 230, 300)


def wrapped(words: str) -> str:
    """A label of an axis in lines, as `label_axis` shows it."""
    return "\n".join(wrap(words, _LETTERS_A_LINE))


def label_axis() -> alt.Axis:
    """An axis of `wrapped` words, which on a phone leaves room for the bars."""
    phone, desk = "split(datum.label, '\\n')", "replace(datum.label, /\\n/g, ' ')"
    return alt.Axis(
        labelExpr=f"{_WINDOW} < {_PHONE_PX} ? {phone} : {desk}",
        labelLimit=_LABEL_LIMIT_PX,
        labelLineHeight=14,
        labelOverlap=False,
    )


def room_beside(low: float, high: float, letters: int) -> alt.Scale:
    """A scale from `low` to `high` that leaves room for `letters` right of the longest bar."""
    low, high = min(low, 0.0), max(high, 0.0)
    room = round(7.5 * letters) + 10
    span = (high - low) or 1.0
    return alt.Scale(
        domainMax=alt.ExprRef(f"{low} + {span} * width / max(width - {room}, 0.4 * width)"),
        nice=False,
    )


def localise(chart: alt.TopLevelMixin, language: str, dark: bool = False) -> alt.TopLevelMixin:
    """The chart with numbers, months and days written in `language`, whatever the browser.

    Its axes and legend have the colour of text, so that they are read on a projector too.
    """
    locale = _LOCALES[language]
    months = get_month_names("wide", locale=locale)
    short_months = get_month_names("abbreviated", locale=locale)
    days = get_day_names("wide", locale=locale)
    short_days = get_day_names("abbreviated", locale=locale)
    week = (6, 0, 1, 2, 3, 4, 5)  # d3 starts on Sunday, Babel on Monday
    color = ink(dark)
    return chart.configure(
        # Vega describes axes and marks in English, by the columns; the text beside the chart
        # says what it shows in the reader's language.
        aria=False,
        axis={
            "labelColor": color,
            "titleColor": color,
            "labelFontSize": _LABEL_PX,
            "titleFontSize": LETTERS_PX,
        },
        legend={"labelColor": color, "labelFontSize": LETTERS_PX},
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
        },
    )


def month_names(language: str) -> list[str]:
    """Short names of the twelve months."""
    names = get_month_names("abbreviated", locale=_LOCALES[language])
    return [names[month] for month in range(1, 13)]


def top_legend(**options: Any) -> alt.Legend:
    """A legend above the chart; two entries a line on a phone, where more would be cut."""
    return alt.Legend(
        title=None,
        orient="top",
        labelLimit=by_window(130, 260, 360),
        columns=by_window(2, 0, 0),
        **options,
    )


def percent_axis(language: str, **options: Any) -> alt.Axis:
    """An axis of shares as the language writes per cent: %20 in Turkish, 20% in English."""
    plain = "format(100 * datum.value, '.0f')"
    written = f"'%' + {plain}" if language == "tr" else f"{plain} + '%'"
    return alt.Axis(labelExpr=written, **options)
