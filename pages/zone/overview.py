"""Overview: where the zone stands, in ten seconds."""

import streamlit as st

from symbio import ui

ui.page("overview")
zone, knowledge, ranked = ui.zone(), ui.knowledge(), ui.opportunities()
ui.overview_headline(zone, ranked, ui.baseline())

picture, best = st.columns([3, 2], gap="large")
with picture:
    st.subheader(ui.t("overview.map_title"), anchor=False)
    ui.small_map(zone, knowledge, ranked)
    ui.link_to(
        "pages/zone/map.py", ui.t("overview.map_link"), ":material/map:", firm=ui.selected_firm()
    )
with best:
    st.subheader(ui.t("overview.best_title"), anchor=False)
    ui.best_opportunities(ranked, knowledge, zone.currency)
    ui.link_to(
        "pages/symbiosis/opportunities.py", ui.t("overview.best_link"), ":material/handshake:"
    )

ui.show_gaps(ui.gaps(), zone.currency)
