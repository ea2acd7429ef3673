"""Bars and lines of the flows: balance by resource, months, today's routes."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from symbio.charts.language import (
    ACCENT,
    ACCENT_DARK,
    kind_colors,
    label_axis,
    localise,
    month_names,
    percent_axis,
    top_legend,
    wrapped,
)
from symbio.locale import numbers, text

ROUTES = ("disposal", "unknown", "recovery", "neighbour")
_ROUTE_COLORS = ("#7A4A2B", "#B9BDB4", "#7FB3AE", ACCENT)
_ROUTE_COLORS_DARK = ("#A8714D", "#6B7478", "#3F7F79", ACCENT_DARK)
_SIDES = (("offer", "offered", -1), ("need", "needed", 1))
_MOST_RESOURCES = 14


def balance_chart(
    balance: pd.DataFrame, *, language: str, unit: str, dark: bool = False
) -> alt.TopLevelMixin:
    """Offered to the left, needed to the right; the matched part is full, the rest pale.

    Parameters
    ----------
    balance : DataFrame, one row per resource, largest first
        Columns `resource`, `name`, `kind`, `offered`, `needed`, `matched_offer`,
        `matched_need` [unit/y]. At most the first 14 are drawn.
    unit : str
        Unit in words, for the axis. [unit]
    """
    shown = balance.head(_MOST_RESOURCES)
    shown = shown.assign(name=[wrapped(name) for name in shown["name"]])
    colors = kind_colors(dark)
    words = {part: text(language, f"chart.{part}") for part in ("matched", "left")}
    picked = alt.selection_point(name="resource", fields=["resource"])
    chart = (
        alt.Chart(_balance_parts(shown, language, unit, words))
        .mark_bar()
        .encode(
            y=alt.Y("name:N", sort=list(shown["name"]), title=None, axis=label_axis()),
            x=alt.X(
                "signed:Q",
                title=text(language, "chart.balance_axis", unit=unit),
                axis=alt.Axis(labelExpr="format(abs(datum.value), ',.0f')", tickCount=4),
            ),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(colors), range=list(colors.values())),
                legend=None,
            ),
            opacity=alt.Opacity(
                "part_name:N",
                scale=alt.Scale(domain=list(words.values()), range=[1.0, 0.32]),
                legend=top_legend(symbolFillColor="#8C8F86", symbolStrokeWidth=0),
            ),
            order="order:O",
            tooltip=[
                alt.Tooltip("name:N", title=text(language, "common.resource")),
                alt.Tooltip("side_name:N", title=text(language, "chart.side")),
                alt.Tooltip("part_name:N", title=text(language, "chart.part")),
                alt.Tooltip("written:N", title=text(language, "chart.quantity")),
            ],
        )
        .add_params(picked)
        .properties(height=alt.Step(32))
    )
    return localise(chart, language, dark)


def _balance_parts(
    shown: pd.DataFrame, language: str, unit: str, words: dict[str, str]
) -> pd.DataFrame:
    """One row per resource, side and part, the offers' quantities below nothing."""
    sides = []
    for side, whole, sign in _SIDES:
        matched = shown[f"matched_{side}"]
        for order, (part, quantity) in enumerate(
            (("matched", matched), ("left", shown[whole] - matched))
        ):
            sides.append(
                shown[["resource", "name", "kind"]].assign(
                    side=side,
                    side_name=text(language, f"common.direction_{side}"),
                    part=part,
                    part_name=words[part],
                    order=order,
                    quantity=quantity,
                    signed=sign * quantity,
                    written=[f"{numbers.compact(value, language)} {unit}" for value in quantity],
                )
            )
    return pd.concat(sides, ignore_index=True)


def months_chart(
    months: pd.DataFrame, *, language: str, unit: str, dark: bool = False
) -> alt.TopLevelMixin:
    """What is matched as bars, what is offered and needed as two lines with different marks.

    Parameters
    ----------
    months : DataFrame, twelve rows
        Columns `month` (1 to 12), `offered`, `needed`, `matched` [unit/month].
    unit : str
        Unit in words, for the axis. [unit]
    """
    names = month_names(language)
    words = {name: text(language, f"chart.{name}") for name in ("matched", "offered", "needed")}
    long = months.assign(name=[names[month - 1] for month in months["month"]]).melt(
        id_vars=["month", "name"], value_vars=list(words), var_name="series"
    )
    long = long.assign(
        series_name=long["series"].map(words),
        written=[f"{numbers.compact(value, language)} {unit}" for value in long["value"]],
    )
    lines = [words["offered"], words["needed"]]
    shared: dict[str, Any] = {
        "x": alt.X("name:N", sort=names, title=None, axis=alt.Axis(labelAngle=0)),
        "y": alt.Y(
            "value:Q",
            title=text(language, "chart.per_month", unit=unit),
            axis=alt.Axis(format=",.0f", tickCount=5),
        ),
        "color": alt.Color(
            "series_name:N",
            scale=alt.Scale(
                domain=list(words.values()),
                range=[ACCENT_DARK if dark else ACCENT, "#E69F00", "#56B4E9"],
            ),
            legend=top_legend(),
        ),
        "tooltip": [
            alt.Tooltip("name:N", title=text(language, "chart.month")),
            alt.Tooltip("series_name:N", title=text(language, "chart.part")),
            alt.Tooltip("written:N", title=text(language, "chart.quantity")),
        ],
    }
    base = alt.Chart(long)
    matched = base.transform_filter("datum.series == 'matched'").mark_bar(opacity=0.8)
    drawn = base.transform_filter("datum.series != 'matched'").mark_line(
        point={"size": 70, "filled": True}, strokeWidth=2.5
    )
    drawn = drawn.encode(
        **shared,
        strokeDash=_per_line(alt.StrokeDash, lines, [[1, 0], [6, 4]]),
        shape=_per_line(alt.Shape, lines, ["triangle-up", "triangle-down"]),
    )
    return localise((matched.encode(**shared) + drawn).properties(height=300), language, dark)


def routes_chart(
    routes: pd.DataFrame, *, language: str, unit: str, dark: bool = False
) -> alt.TopLevelMixin:
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
        written=[f"{numbers.compact(amount, language)} {unit}" for amount in routes["quantity"]],
    )
    drawn["written_share"] = [numbers.percent(share, language) for share in drawn["share"]]
    chart = (
        alt.Chart(drawn)
        .mark_bar()
        .encode(
            y=alt.Y(
                "state_name:N",
                sort=list(states.values()),
                title=None,
                scale=alt.Scale(paddingInner=0.35, paddingOuter=0.15),
            ),
            x=alt.X(
                "share:Q",
                title=text(language, "chart.share"),
                axis=percent_axis(language, tickCount=5),
                scale=alt.Scale(domain=[0, 1]),
            ),
            color=alt.Color(
                "route_name:N",
                scale=alt.Scale(
                    domain=list(names.values()),
                    range=list(_ROUTE_COLORS_DARK if dark else _ROUTE_COLORS),
                ),
                legend=top_legend(),
            ),
            order="order:O",
            tooltip=[
                alt.Tooltip("state_name:N", title=text(language, "chart.state")),
                alt.Tooltip("route_name:N", title=text(language, "chart.route")),
                alt.Tooltip("written:N", title=text(language, "chart.quantity")),
                alt.Tooltip("written_share:N", title=text(language, "chart.share")),
            ],
        )
        .properties(height=300)
    )
    return localise(chart, language, dark)


def _per_line(channel: Any, domain: list[str], values: list[Any]) -> Any:
    return channel("series_name:N", scale=alt.Scale(domain=domain, range=values), legend=None)
