"""One firm on a card: who it is, what it offers and needs, where that is known from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symbio.knowledge import Knowledge
from symbio.knowledge.names import nace_name, resource_name, sector_group
from symbio.locale import numbers
from symbio.ui import estimates_card
from symbio.ui.language import language, t
from symbio.ui.texts import plain
from symbio.zone.rows import Zone, size_class

_MOST = 8


def show_firm(zone: Zone, knowledge: Knowledge, firm_id: str) -> None:
    """Draw the card of a firm of the zone."""
    firm = zone.firm[zone.firm["firm_id"] == firm_id].iloc[0]
    code = language()
    sector = nace_name(str(firm["nace"]), code, knowledge) if pd.notna(firm["nace"]) else ""
    inside = bool(pd.notna(firm["inside_osb"]) and firm["inside_osb"])
    facts = [
        sector or t(f"common.sector_{sector_group(firm['nace'], knowledge)}"),
        t(f"map.size_{size_class(firm['employees'])}"),
        t("common.place_inside" if inside else "common.place_outside"),
    ]
    with st.container(border=True, key="firm_card"):
        st.markdown(f"**{plain(firm['name'])}**")
        st.caption(" · ".join(plain(fact) for fact in facts))
        for side in ("offer", "need"):
            rows = zone.stream[
                (zone.stream["firm_id"] == firm_id) & (zone.stream["direction"] == side)
            ]
            if not rows.empty:
                st.markdown(f"{t(f'map.card_{side}')} {_listed(rows, knowledge)}")
        if not zone.stream["firm_id"].eq(firm_id).any():
            estimates_card.show_estimates(zone, knowledge, firm_id)
        source = firm["source"] if pd.notna(firm["source"]) else t("common.unknown")
        day = firm["source_date"]
        dated = "" if pd.isna(day) else f", {numbers.day(day, code)}"
        st.caption(plain(f"{t('map.card_source')} {source}{dated}"))


def _listed(rows: pd.DataFrame, knowledge: Knowledge) -> str:
    code = language()
    first = rows.sort_values(["quantity_per_year", "stream_id"], ascending=[False, True])
    words = [
        plain(
            f"{resource_name(row['resource'], code, knowledge)} "
            f"({_quantity(row['quantity_per_year'], row['unit'])})"
        )
        for row in first.head(_MOST).to_dict("records")
    ]
    more = len(rows) - len(words)
    return "; ".join(words) + (f" {t('map.card_more', number=more)}" if more else "")


def _quantity(value: float, unit: str) -> str:
    if pd.isna(value) or pd.isna(unit):
        return t("common.quantity_unknown")
    per_year = t("common.per_year", unit=t(f"common.unit_{unit}"))
    return f"{numbers.compact(value, language())} {per_year}"
