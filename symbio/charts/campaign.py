"""Charts of the campaign: the funnel, who was reached, month by month, what was learned."""

from __future__ import annotations

import altair as alt
import pandas as pd

from symbio.charts.language import ACCENT, ACCENT_DARK, localise, top_legend
from symbio.locale import text

# New firms stand out, returning ones are the same hue, pale.
_PALE, _PALE_DARK = "#A9CFCB", "#2F6F69"
_INK, _INK_DARK = "#1B2A30", "#E6ECEA"


def funnel_chart(
    funnel: pd.DataFrame, *, language: str, dark: bool = False, title: str = ""
) -> alt.TopLevelMixin:
    """The steps of a funnel as bars, the count written on each.

    Parameters
    ----------
    funnel : DataFrame, one row per step
        Columns `name` (in the reader's language), `firms`, `written`.
    title : str
        What is counted; firms where nothing is said.
    """
    y = alt.Y("name:N", sort=list(funnel["name"]), title=None, axis=alt.Axis(labelLimit=200))
    counted = title or text(language, "campaign.axis_firms")
    x = alt.X("firms:Q", title=counted, axis=alt.Axis(format=",.0f"))
    bars = (
        alt.Chart(funnel)
        .mark_bar(color=ACCENT_DARK if dark else ACCENT, height={"band": 0.7}, cornerRadiusEnd=3)
        .encode(y=y, x=x, tooltip=_tooltip("name", "written"))
    )
    return localise(
        (bars + _words(funnel, y, "firms", dark)).properties(height=alt.Step(40)), language
    )


def reach_chart(reach: pd.DataFrame, *, language: str, dark: bool = False) -> alt.TopLevelMixin:
    """Firms reached against all firms of each group, the share written beside.

    Parameters
    ----------
    reach : DataFrame, one row per group, in the order to show
        Columns `name` (in the reader's language), `firms`, `reached`, `written`.
    """
    y = alt.Y("name:N", sort=list(reach["name"]), title=None, axis=alt.Axis(labelLimit=190))
    title = text(language, "campaign.axis_firms")
    base = alt.Chart(reach)
    whole = base.mark_bar(
        color=_PALE_DARK if dark else _PALE, height={"band": 0.7}, cornerRadiusEnd=3
    ).encode(
        y=y,
        x=alt.X("firms:Q", title=title, axis=alt.Axis(format=",.0f", tickCount=5)),
        tooltip=_tooltip("name", "written"),
    )
    part = base.mark_bar(color=ACCENT_DARK if dark else ACCENT, height={"band": 0.7}).encode(
        y=y, x=alt.X("reached:Q", title=title), tooltip=_tooltip("name", "written")
    )
    return localise(
        (whole + part + _words(reach, y, "firms", dark)).properties(height=alt.Step(27)), language
    )


def visits_chart(months: pd.DataFrame, *, language: str, dark: bool = False) -> alt.TopLevelMixin:
    """New and returning firms of each month, stacked.

    Parameters
    ----------
    months : DataFrame, one row per month
        Columns `month` (its first day), `new`, `returning`, `reached` [firm], `events`.
    """
    words = {name: text(language, f"campaign.series_{name}") for name in ("new", "returning")}
    long = months.melt(
        id_vars=["month", "reached", "events"],
        value_vars=list(words),
        var_name="series",
        value_name="firms",
    )
    long = long.assign(name=long["series"].map(words), order=long["series"].map(list(words).index))
    colors = [ACCENT_DARK, _PALE_DARK] if dark else [ACCENT, _PALE]
    chart = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=alt.X(
                "yearmonth(month):T",
                title=None,
                axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6, labelOverlap=True),
            ),
            y=alt.Y("firms:Q", title=text(language, "campaign.axis_firms")),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=list(words.values()), range=colors),
                legend=top_legend(narrow=False),
            ),
            order="order:O",
            tooltip=[
                alt.Tooltip("month:T", format="%B %Y", title=text(language, "campaign.month")),
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("firms:Q", title=text(language, "campaign.axis_firms")),
                alt.Tooltip("reached:Q", title=text(language, "campaign.reached_so_far")),
                alt.Tooltip("events:Q", title=text(language, "campaign.events")),
            ],
        )
        .properties(height=260)
    )
    return localise(chart, language)


def quiz_chart(
    change: pd.DataFrame, *, highest: float, language: str, dark: bool = False
) -> alt.TopLevelMixin:
    """Mean scores before and after, the confidence interval of the change around the second.

    Parameters
    ----------
    change : DataFrame, two rows
        Columns `name` (before, after, in the reader's language), `mean`, `low`,
        `high` [point]; the first row has no interval.
    highest : float
        Highest possible score. [point]
    """
    y = alt.Y("name:N", sort=list(change["name"]), title=None)
    x = alt.X(
        "mean:Q",
        title=text(language, "campaign.axis_points"),
        scale=alt.Scale(domain=[0, highest]),
    )
    base = alt.Chart(change)
    color = ACCENT_DARK if dark else ACCENT
    dots = base.mark_circle(size=170, color=color, opacity=1).encode(
        y=y, x=x, tooltip=_tooltip("name", "written")
    )
    span = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=3, color=color)
        .encode(y=y, x=alt.X("low:Q"), x2="high:Q")
    )
    words = base.mark_text(
        align="left", dy=-16, fontSize=13, fontWeight=600, color=_INK_DARK if dark else _INK
    ).encode(y=y, x=x, text="written:N")
    return localise((span + dots + words).properties(height=alt.Step(56)), language)


def _words(rows: pd.DataFrame, y: alt.Y, column: str, dark: bool) -> alt.Chart:
    """What is written to the right of each bar."""
    return (
        alt.Chart(rows)
        .mark_text(align="left", dx=6, fontSize=13, color=_INK_DARK if dark else _INK)
        .encode(y=y, x=f"{column}:Q", text="written:N")
    )


def _tooltip(*columns: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{column}:N", title=" ") for column in columns]
