"""The key of the map: what colours, shapes and signs mean."""

from __future__ import annotations

import html
from collections.abc import Iterable

import streamlit as st

from symbio.charts import kind_colors
from symbio.maps import SIGNS
from symbio.ui.language import t
from symbio.ui.theme import dark


def show_legend(
    kinds: Iterable[str],
    sectors: Iterable[str],
    directions: bool = False,
    estimates: bool = False,
) -> None:
    """Draw the key under a map.

    Parameters
    ----------
    kinds, sectors : iterable of str
        What is on the map: kinds of resource, sector groups.
    directions : bool
        Whether offers and needs are drawn.
    estimates : bool
        Whether predicted streams are drawn.
    """
    colors = kind_colors(dark())
    shown, branches = set(kinds), set(sectors)
    parts = [
        _entry(f'<i class="line" style="background:{color}"></i>', t(f"common.kind_{kind}"))
        for kind, color in colors.items()
        if kind in shown
    ]
    if parts:
        parts.append(_entry('<i class="line fade"></i>', t("map.legend_direction")))
    if directions:
        parts += [_entry(_sign(side), t(f"common.direction_{side}")) for side in ("offer", "need")]
    if estimates:
        parts.append(_entry(_sign("offer", "sign pale"), t("map.legend_estimates")))
    signs = [
        _entry(_sign(sector), t(f"common.sector_{sector}"))
        for sector in SIGNS
        if sector in branches
    ]
    rows = "".join(f"<div>{''.join(row)}</div>" for row in (parts, signs) if row)
    st.html(f'<div class="symbio-legend" role="note">{rows}</div>')


def _entry(picture: str, words: str) -> str:
    return f"<span>{picture}{html.escape(words)}</span>"


def _sign(name: str, look: str = "sign") -> str:
    place = list(SIGNS).index(name)
    x, y = place % 8 * 16, place // 8 * 16
    at = f"-{x}px -{y}px"
    return f'<i class="{look}" style="-webkit-mask-position:{at};mask-position:{at}"></i>'
