"""Charts of the opportunities: the most valuable ones, and the sum behind one of them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import altair as alt
import pandas as pd

from symbio.charts.language import (
    ACCENT,
    ACCENT_DARK,
    LETTERS_PX,
    ink,
    kind_colors,
    label_axis,
    localise,
    room_beside,
    top_legend,
    wrapped,
)
from symbio.locale import text

# Gains and costs differ by sign and place too, so colour alone says nothing.
GAIN, COST = "#009E73", "#D55E00"


def best_chart(
    best: pd.DataFrame, *, language: str, currency: str, dark: bool = False
) -> alt.TopLevelMixin:
    """The joint gain a year of the most valuable candidates, in the order given.

    What a bar stands for is written above it: beside it a phone had no room for the bar.

    Parameters
    ----------
    best : DataFrame, one row per candidate
        Columns `candidate_id`, `label` (what is written), `pair` (both
        firms), `kind`, `kind_name`, `value_per_year` [currency/y].
    currency : str
        For the axis (ISO 4217).
    """
    colors = kind_colors(dark)
    shown = {
        kind: name
        for kind, name in dict(zip(best["kind"], best["kind_name"], strict=True)).items()
        if kind in colors
    }
    picked = alt.selection_point(name="candidate", fields=["candidate_id"])
    base = alt.Chart(best).encode(y=alt.Y("label:N", sort=list(best["label"]), axis=None))
    bars = (
        base.mark_bar(height=16, yOffset=10, cornerRadiusEnd=3)
        .encode(
            x=alt.X(
                "value_per_year:Q",
                title=text(language, "opportunities.chart_axis", currency=currency),
                axis=alt.Axis(format=",.0f", tickCount=3),
            ),
            color=alt.Color(
                "kind_name:N",
                scale=alt.Scale(
                    domain=list(shown.values()), range=[colors[kind] for kind in shown]
                ),
                legend=top_legend(),
            ),
            tooltip=[
                alt.Tooltip("pair:N", title=text(language, "opportunities.card_parties")),
                alt.Tooltip("label:N", title=text(language, "opportunities.column_from")),
                alt.Tooltip("value_per_year:Q", format=",.0f", title=currency),
            ],
        )
        .add_params(picked)
    )
    words = base.mark_text(
        align="left", dy=-10, fontSize=LETTERS_PX, limit=alt.ExprRef("width"), color=ink(dark)
    ).encode(x=alt.value(0), text="label:N")
    return localise((bars + words).properties(height=alt.Step(44)), language, dark)


def with_bars(spec: dict[str, Any], best: pd.DataFrame) -> dict[str, Any]:
    """A drawn `best_chart` with other candidates of the same kinds: their rows, their order.

    Altair takes milliseconds to say the same again, and whoever moves a slider waits for it.
    """
    rows = best.to_dict("records")
    # Named by what is in them, as Altair does: the browser draws anew what has another name.
    name = f"data-{sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:32]}"
    parts = []
    for part in spec["layer"]:
        places = part["encoding"]["y"] | {"sort": list(best["label"])}
        parts.append(part | {"encoding": part["encoding"] | {"y": places}})
    return spec | {"layer": parts, "data": {"name": name}, "datasets": {name: rows}}


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
        name=[wrapped(name) for name in terms["name"]],
    )
    y = alt.Y("name:N", sort=list(drawn["name"]), title=None, axis=label_axis())
    ends = drawn[["start", "end"]]
    room = room_beside(ends.min().min(), ends.max().max(), drawn["written"].str.len().max())
    axis = text(language, "opportunities.card_value_axis", currency=currency, unit=unit)
    bars = (
        alt.Chart(drawn)
        .mark_bar(cornerRadius=2, height={"band": 0.7})
        .encode(
            y=y,
            x=alt.X("start:Q", title=axis, axis=alt.Axis(format=",.0f", tickCount=3), scale=room),
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
        .mark_text(align="left", dx=5, fontSize=LETTERS_PX, color=ink(dark))
        .encode(y=y, x="right:Q", text="written:N")
    )
    return localise((bars + words).properties(height=alt.Step(32)), language, dark)
