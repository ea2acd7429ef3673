"""The seam to Streamlit: the only package that imports it, besides frame and pages.

A page reads: `ui.page(name)`, inputs, one domain call, `ui.sentence`,
`ui.figures`, a picture, `ui.show_table`.
"""

from symbio.ui.address import link_to
from symbio.ui.charts import show_chart, show_map, show_sankey
from symbio.ui.empty import ask_for_zone, empty, explain
from symbio.ui.figures import Figure, figures
from symbio.ui.frame import close_frame, draw_frame, open_frame, page
from symbio.ui.inputs import (
    choose,
    choose_many,
    choose_one_of,
    enter_quantity,
    enter_text,
    slide,
    switch,
)
from symbio.ui.language import language, t
from symbio.ui.selection import (
    choose_firm,
    choose_resource,
    select,
    selected_firm,
    selected_resource,
)
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, plain, sentence
from symbio.ui.theme import dark, projector
from symbio.ui.zone import baseline, knowledge, opportunities, revision, store, zone

__all__ = [
    "Column",
    "Figure",
    "ask_for_zone",
    "baseline",
    "choose",
    "choose_firm",
    "choose_many",
    "choose_one_of",
    "choose_resource",
    "close_frame",
    "dark",
    "download_excel",
    "draw_frame",
    "empty",
    "enter_quantity",
    "enter_text",
    "explain",
    "figures",
    "knowledge",
    "language",
    "link_to",
    "note",
    "opportunities",
    "open_frame",
    "page",
    "plain",
    "projector",
    "revision",
    "select",
    "selected_firm",
    "selected_resource",
    "sentence",
    "show_chart",
    "show_map",
    "show_sankey",
    "show_table",
    "slide",
    "store",
    "switch",
    "t",
    "zone",
]
