"""Sources: every figure from the world with its range, year and source; the zone's own values."""

from symbio import ui
from symbio.ui import own_factor, sources_page, sources_tables

ui.page("sources")
zone, general, result = ui.zone(), ui.general_knowledge(), ui.baseline()
known = ui.knowledge()
swings = sources_page.swings(zone, known, result)

sources_page.say_answer(zone, known, swings)
sources_page.show_figures(zone, known, swings)
sources_page.show_swings(swings, known, zone)
sources_tables.show_tables(known, zone)
own_factor.show_picked(zone, general, ui.store())
sources_page.offer_export(known, swings, zone)
