"""Sources: every figure from the world with its range, year and source; the zone's own values."""

import streamlit as st

from symbio import ui
from symbio.ui import own_factor, sources_page

ui.page("sources")
zone, general, result = ui.zone(), ui.general_knowledge(), ui.baseline()
known = ui.knowledge()
swings = sources_page.swings(zone, known, result)

sources_page.say_answer(zone, known, swings)
sources_page.show_figures(zone, known, swings)
sources_page.show_swings(swings, known, zone)
listed, form = st.columns([7, 4], gap="medium")
with form:
    own_factor.show_factor(zone, general, ui.store())
with listed:
    sources_page.show_factors(known, zone)
sources_page.offer_export(known, swings, zone)
