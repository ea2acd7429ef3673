"""Overview: where the zone stands, in ten seconds."""

import streamlit as st

from symbio import ui

ui.page("overview")
zone, knowledge, ranked, plan = ui.zone(), ui.knowledge(), ui.opportunities(), ui.plan()
ui.overview_headline(ui.counts(), plan, zone.currency)

picture, best = st.columns([3, 2], gap="large")
with picture:
    st.subheader(ui.t("overview.map_title"), anchor=False)
    ui.small_map(zone, knowledge, ranked)
    ui.link_to(
        "pages/zone/map.py", ui.t("overview.map_link"), ":material/map:", firm=ui.selected_firm()
    )
with best:
    ui.show_best(ranked, plan, knowledge, zone.currency)

ui.show_gaps(zone.currency)
