"""Bars and lines of the flows: balance by resource, months, today's routes."""

from __future__ import annotations

import altair as alt
import pandas as pd

from symbio.charts.language import ACCENT, kind_colors, localise, month_names
from symbio.locale import numbers, text

ROUTES = ("disposal", "unknown", "recovery", "neighbour")
_ROUTE_COLORS = {
    "disposal": "#7A4A2B",
    "unknown": "#B9BDB4",
    "recovery": "#7FB3AE",
    "neighbour": ACCENT,
}
_MOST_RESOURCES = 14


def balance_chart(
    balance: pd.DataFrame, *, language: str, unit: str, dark: bool = False
) -> alt.TopLevelMixin:
    """Offered above needed for each resource; the matched part is full, the rest pale.

    Parameters
    ----------
    balance : DataFrame, one row per resource, largest first
        Columns `resource`, `name`, `kind`, `offered`, `needed`, `matched_offer`,
        `matched_need` [unit/y]. At most the first 14 are drawn.
    unit : str
        Unit in words, for the axis. [unit]
    """
    shown = balance.head(_MOST_RESOURCES)
    parts = pd.concat(
        [
            shown[["resource", "name", "kind"]].assign(side=side, part=part, quantity=quantity)
            for side, matched, whole in (
                ("offer", shown["matched_offer"], shown["offered"]),
                ("need", shown["matched_need"], shown["needed"]),
            )
            for part, quantity in (("matched", matched), ("left", whole - matched))
        ],
        ignore_index=True,
    )
    sides = {side: text(language, f"common.direction_{side}") for side in ("offer", "need")}
    words = {part: text(language, f"chart.{part}") for part in ("matched", "left")}
    parts = parts.assign(
        side_name=parts["side"].map(sides),
        part_name=parts["part"].map(words),
        order=parts["part"].map({"matched": 0, "left": 1}),
    )
    colors = kind_colors(dark)
    picked = alt.selection_point(name="resource", fields=["resource"])
    chart = (
        alt.Chart(parts)
        .mark_bar()
        .encode(
            y=alt.Y("name:N", sort=list(shown["name"]), title=None, axis=alt.Axis(labelLimit=220)),
            yOffset=alt.YOffset("side_name:N", sort=list(sides.values())),
            x=alt.X(
                "quantity:Q",
                title=text(language, "chart.per_year", unit=unit),
                axis=alt.Axis(format=",.0f", tickCount=5),
            ),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(colors), range=list(colors.values())),
                legend=None,
            ),
            opacity=alt.Opacity(
                "part_name:N",
                scale=alt.Scale(domain=list(words.values()), range=[1.0, 0.35]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            order="order:O",
            tooltip=[
                alt.Tooltip("name:N", title=text(language, "common.resource")),
                alt.Tooltip("side_name:N", title=text(language, "chart.side")),
                alt.Tooltip("part_name:N", title=text(language, "chart.part")),
                alt.Tooltip("quantity:Q", format=",.0f", title=unit),
            ],
        )
        .add_params(picked)
        .properties(height=alt.Step(15))
    )
    return localise(chart, language)


def months_chart(months: pd.DataFrame, *, language: str, unit: str) -> alt.TopLevelMixin:
    """What is matched as bars, what is offered and needed as two lines with different marks.

    Parameters
    ----------
    months : DataFrame, twelve rows
        Columns `month` (1 to 12), `offered`, `needed`, `matched` [unit/month].
    unit : str
        Unit in words, for the axis. [unit]
    """
    names = month_names(language)
    long = months.assign(name=[names[month - 1] for month in months["month"]]).melt(
        id_vars=["month", "name"], value_vars=["offered", "needed", "matched"], var_name="series"
    )
    words = {
        series: text(language, f"chart.{series}") for series in ("matched", "offered", "needed")
    }
    long = long.assign(series_name=long["series"].map(words))
    x = alt.X("name:N", sort=names, title=None, axis=alt.Axis(labelAngle=0))
    y = alt.Y(
        "value:Q",
        title=text(language, "chart.per_month", unit=unit),
        axis=alt.Axis(format=",.0f", tickCount=5),
    )
    color = alt.Color(
        "series_name:N",
        scale=alt.Scale(domain=list(words.values()), range=["#0B6E6E", "#E69F00", "#56B4E9"]),
        legend=alt.Legend(title=None, orient="top"),
    )
    tooltip = [
        alt.Tooltip("name:N", title=text(language, "chart.month")),
        alt.Tooltip("series_name:N", title=text(language, "chart.part")),
        alt.Tooltip("value:Q", format=",.0f", title=unit),
    ]
    base = alt.Chart(long)
    matched = (
        base.transform_filter("datum.series == 'matched'")
        .mark_bar(opacity=0.85)
        .encode(x=x, y=y, color=color, tooltip=tooltip)
    )
    lines = (
        base.transform_filter("datum.series != 'matched'")
        .mark_line(point={"size": 70, "filled": True}, strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=color,
            strokeDash=alt.StrokeDash(
                "series_name:N",
                scale=alt.Scale(domain=[words["offered"], words["needed"]], range=[[1, 0], [6, 4]]),
                legend=None,
            ),
            shape=alt.Shape(
                "series_name:N",
                scale=alt.Scale(
                    domain=[words["offered"], words["needed"]],
                    range=["triangle-up", "triangle-down"],
                ),
                legend=None,
            ),
            tooltip=tooltip,
        )
    )
    return localise((matched + lines).properties(height=280), language)


def routes_chart(routes: pd.DataFrame, *, language: str, unit: str) -> alt.TopLevelMixin:
    """Where the offers go today and in the plan, as two bars of shares.

    Parameters
    ----------
    routes : DataFrame, one row per state and route
        Columns `state` ("today" or "plan"), `route` (one of `ROUTES`), `quantity` [unit/y].
    unit : str
        Unit in words. [unit]
    """
    names = {route: text(language, f"chart.route_{route}") for route in ROUTES}
    states = {state: text(language, f"chart.state_{state}") for state in ("today", "plan")}
    whole = routes.groupby("state")["quantity"].transform("sum")
    drawn = routes.assign(
        route_name=routes["route"].map(names),
        state_name=routes["state"].map(states),
        order=routes["route"].map(ROUTES.index),
        share=(routes["quantity"] / whole).fillna(0.0),
        written=[f"{numbers.number(quantity, language)} {unit}" for quantity in routes["quantity"]],
    )
    chart = (
        alt.Chart(drawn)
        .mark_bar(size=44)
        .encode(
            y=alt.Y("state_name:N", sort=list(states.values()), title=None),
            x=alt.X(
                "share:Q",
                title=text(language, "chart.share"),
                axis=alt.Axis(format="%", tickCount=5),
                scale=alt.Scale(domain=[0, 1]),
            ),
            color=alt.Color(
                "route_name:N",
                scale=alt.Scale(
                    domain=list(names.values()), range=[_ROUTE_COLORS[route] for route in ROUTES]
                ),
                legend=alt.Legend(title=None, orient="top", labelLimit=260),
            ),
            order="order:O",
            tooltip=[
                alt.Tooltip("state_name:N", title=text(language, "chart.state")),
                alt.Tooltip("route_name:N", title=text(language, "chart.route")),
                alt.Tooltip("written:N", title=text(language, "chart.quantity")),
                alt.Tooltip("share:Q", format=".0%", title=text(language, "chart.share")),
            ],
        )
        .properties(height=190)
    )
    return localise(chart, language)
