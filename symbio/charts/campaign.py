"""Charts of the campaign: the funnel, who was reached, month by month, what was learned."""

from __future__ import annotations

from typing import Literal

import altair as alt
import pandas as pd

from symbio.charts.language import (
    ACCENT,
    ACCENT_DARK,
    LETTERS_PX,
    ink,
    label_axis,
    localise,
    room_beside,
    top_legend,
    wrapped,
)
from symbio.locale import text

# New firms stand out, returning ones are the same hue, pale.
_PALE, _PALE_DARK = "#A9CFCB", "#2F6F69"


def funnel_chart(
    funnel: pd.DataFrame, *, language: str, dark: bool = False, title: str = ""
) -> alt.TopLevelMixin:
    """The steps of a funnel as bars, above each its name and what is counted.

    Parameters
    ----------
    funnel : DataFrame, one row per step
        Columns `name` (in the reader's language), `firms`, `written`.
    title : str
        What is counted; firms where nothing is said.
    """
    y = alt.Y("name:N", sort=list(funnel["name"]), axis=None)
    counted = title or text(language, "campaign.axis_firms")
    x = alt.X("firms:Q", title=counted, axis=alt.Axis(format=",.0f", tickCount=5))
    base = alt.Chart(funnel)
    bars = base.mark_bar(
        color=ACCENT_DARK if dark else ACCENT, height=12, yOffset=18, cornerRadiusEnd=3
    ).encode(y=y, x=x, tooltip=_tooltip("name", "written"))
    styles: dict[str, tuple[int, Literal["bold", "normal"]]] = {
        "name": (-18, "bold"),
        "written": (0, "normal"),
    }
    lines = [
        base.mark_text(
            align="left", dy=dy, fontSize=LETTERS_PX, fontWeight=weight, color=ink(dark)
        ).encode(y=y, x=alt.value(0), text=f"{field}:N")
        for field, (dy, weight) in styles.items()
    ]
    return localise(alt.layer(bars, *lines).properties(height=alt.Step(62)), language, dark)


def reach_chart(reach: pd.DataFrame, *, language: str, dark: bool = False) -> alt.TopLevelMixin:
    """Firms reached against all firms of each group, the share written beside.

    Parameters
    ----------
    reach : DataFrame, one row per group, in the order to show
        Columns `name` (in the reader's language), `firms`, `reached`, `written`.
    """
    reach = reach.assign(name=[wrapped(name) for name in reach["name"]])
    y = alt.Y("name:N", sort=list(reach["name"]), title=None, axis=label_axis())
    title = text(language, "campaign.axis_firms")
    base = alt.Chart(reach)
    whole = base.mark_bar(
        color=_PALE_DARK if dark else _PALE, height={"band": 0.7}, cornerRadiusEnd=3
    ).encode(
        y=y,
        x=alt.X(
            "firms:Q",
            title=title,
            axis=alt.Axis(format=",.0f", tickCount=4),
            scale=room_beside(0, reach["firms"].max(), reach["written"].str.len().max()),
        ),
        tooltip=_tooltip("name", "written"),
    )
    part = base.mark_bar(color=ACCENT_DARK if dark else ACCENT, height={"band": 0.7}).encode(
        y=y, x=alt.X("reached:Q", title=title), tooltip=_tooltip("name", "written")
    )
    words = base.mark_text(align="left", dx=6, fontSize=LETTERS_PX, color=ink(dark)).encode(
        y=y, x="firms:Q", text="written:N"
    )
    return localise((whole + part + words).properties(height=alt.Step(32)), language, dark)


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
                legend=top_legend(),
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
        .properties(height=320)
    )
    return localise(chart, language, dark)


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
    y = alt.Y("name:N", sort=list(change["name"]), title=None, axis=label_axis())
    x = alt.X(
        "mean:Q",
        title=text(language, "campaign.axis_points"),
        scale=alt.Scale(domain=[0, highest]),
        axis=alt.Axis(tickMinStep=1),
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
        # Towards the middle, so that it is not cut at the end of the scale.
        align=alt.ExprRef(f"datum.mean > {highest / 2} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"datum.mean > {highest / 2} ? 9 : -9"),
        dy=-18,
        fontSize=LETTERS_PX,
        fontWeight=600,
        color=ink(dark),
    ).encode(y=y, x=x, text="written:N")
    return localise((span + dots + words).properties(height=alt.Step(56)), language, dark)


def _tooltip(*columns: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{column}:N", title=" ") for column in columns]
