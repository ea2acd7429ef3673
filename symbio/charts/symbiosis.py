"""Charts of the opportunities: the most valuable ones, and the sum behind one of them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from symbio.charts.language import ACCENT, ACCENT_DARK, kind_colors, localise, top_legend
from symbio.locale import text

# Gains and costs differ by sign and place too, so colour alone says nothing.
GAIN, COST = "#009E73", "#D55E00"


def best_chart(
    best: pd.DataFrame,
    *,
    language: str,
    currency: str,
    dark: bool = False,
    narrow: bool = False,
) -> alt.TopLevelMixin:
    """The joint gain a year of the most valuable candidates, in the order given.

    Parameters
    ----------
    best : DataFrame, one row per candidate
        Columns `candidate_id`, `label` (what the axis says), `pair` (both
        firms), `kind`, `kind_name`, `value_per_year` [currency/y].
    currency : str
        For the axis (ISO 4217).
    dark, narrow : bool
        Whether the page is dark, and whether it is a phone.
    """
    colors = kind_colors(dark)
    shown = {
        kind: name
        for kind, name in dict(zip(best["kind"], best["kind_name"], strict=True)).items()
        if kind in colors
    }
    picked = alt.selection_point(name="candidate", fields=["candidate_id"])
    chart = (
        alt.Chart(best)
        .mark_bar(cornerRadiusEnd=3, height={"band": 0.72})
        .encode(
            y=alt.Y("label:N", sort=list(best["label"]), title=None, axis=alt.Axis(labelLimit=360)),
            x=alt.X(
                "value_per_year:Q",
                title=text(language, "opportunities.chart_axis", currency=currency),
                axis=alt.Axis(format=",.0f", tickCount=2 if narrow else 4),
            ),
            color=alt.Color(
                "kind_name:N",
                scale=alt.Scale(
                    domain=list(shown.values()), range=[colors[kind] for kind in shown]
                ),
                legend=top_legend(narrow),
            ),
            tooltip=[
                alt.Tooltip("pair:N", title=text(language, "opportunities.card_parties")),
                alt.Tooltip("label:N", title=text(language, "opportunities.column_from")),
                alt.Tooltip("value_per_year:Q", format=",.0f", title=currency),
            ],
        )
        .add_params(picked)
        .properties(height=alt.Step(26))
    )
    return localise(chart, language)


def terms_chart(
    terms: pd.DataFrame, *, language: str, currency: str, unit: str, dark: bool = False
) -> alt.TopLevelMixin:
    """The sum of one unit as a waterfall: each term begins where the one above it ended.

    Parameters
    ----------
    terms : DataFrame, one row per term, the total last
        As `symbio.opportunities.terms` returns it, and `name` in the reader's
        language and `written`, the amount as it is to be read.
    currency, unit : str
        For the axis.
    """
    drawn = terms.assign(
        sense=[
            "total" if term == "total" else "gain" if amount > 0 else "cost"
            for term, amount in zip(terms["term"], terms["amount"], strict=True)
        ],
        right=terms[["start", "end"]].max(axis=1),
    )
    y = alt.Y("name:N", sort=list(drawn["name"]), title=None, axis=alt.Axis(labelLimit=170))
    axis = text(language, "opportunities.card_value_axis", currency=currency, unit=unit)
    bars = (
        alt.Chart(drawn)
        .mark_bar(cornerRadius=2, height={"band": 0.7})
        .encode(
            y=y,
            x=alt.X("start:Q", title=axis, axis=alt.Axis(format=",.0f", tickCount=4)),
            x2="end:Q",
            color=alt.Color(
                "sense:N",
                scale=alt.Scale(
                    domain=["gain", "cost", "total"],
                    range=[GAIN, COST, ACCENT_DARK if dark else ACCENT],
                ),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("name:N", title=text(language, "opportunities.column_reasons")),
                alt.Tooltip("written:N", title=f"{currency}/{unit}"),
            ],
        )
    )
    words = (
        alt.Chart(drawn)
        .mark_text(align="left", dx=5, fontSize=13, color="#E9EEEA" if dark else "#1B2A30")
        .encode(y=y, x="right:Q", text="written:N")
    )
    return localise((bars + words).properties(height=alt.Step(27)), language)
