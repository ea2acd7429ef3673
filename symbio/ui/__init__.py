"""The seam to Streamlit: the only package that imports it, besides frame and pages.

A page reads: `ui.page(name)`, inputs, one domain call, `ui.sentence`,
`ui.figures`, a picture, `ui.show_table`.
"""

from symbio.ui.address import link_to
from symbio.ui.best_list import best_opportunities
from symbio.ui.charts import show_chart, show_map, show_sankey
from symbio.ui.empty import ask_for_zone, empty, explain
from symbio.ui.exchange_table import show_exchanges
from symbio.ui.figures import Figure, figures
from symbio.ui.filters import Filters, choose_filters
from symbio.ui.firm_card import show_firm
from symbio.ui.flows_page import (
    choose_measure,
    flows_headline,
    most_resources,
    names,
    pick_bar,
    pick_flow,
    sankey_height,
    show_balance,
    show_balance_chart,
    show_months,
    show_routes,
    unit_of,
    unit_of_resource,
    unit_words,
)
from symbio.ui.frame import close_frame, draw_frame, go_home, keep_out, open_frame, page
from symbio.ui.inputs import (
    choose,
    choose_many,
    choose_one_of,
    enter_quantity,
    enter_text,
    slide,
    switch,
)
from symbio.ui.kept import draw_once, make_once
from symbio.ui.language import language, t
from symbio.ui.legend import show_legend
from symbio.ui.map_page import (
    choose_layers,
    choose_view,
    map_deck,
    map_headline,
    map_key,
    map_notes,
    map_parts,
    map_size,
    map_turn,
    pick_firm,
    show_beside_map,
)
from symbio.ui.overview_page import overview_headline, show_best, show_gaps, small_map
from symbio.ui.reading import (
    baseline,
    counts,
    gaps,
    general_knowledge,
    knowledge,
    opportunities,
    plan,
    predicted,
    revision,
    store,
    streams,
    with_candidate,
    zone,
)
from symbio.ui.selection import (
    choose_firm,
    choose_resource,
    select,
    selected_firm,
    selected_resource,
)
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, plain, sentence
from symbio.ui.theme import dark, narrow, projector
from symbio.ui.who import opens, viewer

__all__ = [
    "Column",
    "Figure",
    "Filters",
    "ask_for_zone",
    "baseline",
    "best_opportunities",
    "choose",
    "choose_filters",
    "choose_firm",
    "choose_layers",
    "choose_many",
    "choose_measure",
    "choose_one_of",
    "choose_resource",
    "choose_view",
    "close_frame",
    "counts",
    "dark",
    "download_excel",
    "draw_frame",
    "draw_once",
    "empty",
    "enter_quantity",
    "enter_text",
    "explain",
    "figures",
    "flows_headline",
    "gaps",
    "general_knowledge",
    "go_home",
    "keep_out",
    "knowledge",
    "language",
    "link_to",
    "make_once",
    "map_deck",
    "map_headline",
    "map_key",
    "map_notes",
    "map_parts",
    "map_size",
    "map_turn",
    "most_resources",
    "names",
    "narrow",
    "note",
    "open_frame",
    "opens",
    "opportunities",
    "overview_headline",
    "page",
    "pick_bar",
    "pick_firm",
    "pick_flow",
    "plain",
    "plan",
    "predicted",
    "projector",
    "revision",
    "sankey_height",
    "select",
    "selected_firm",
    "selected_resource",
    "sentence",
    "show_balance",
    "show_balance_chart",
    "show_beside_map",
    "show_best",
    "show_chart",
    "show_exchanges",
    "show_firm",
    "show_gaps",
    "show_legend",
    "show_map",
    "show_months",
    "show_routes",
    "show_sankey",
    "show_table",
    "slide",
    "small_map",
    "store",
    "streams",
    "switch",
    "t",
    "unit_of",
    "unit_of_resource",
    "unit_words",
    "viewer",
    "with_candidate",
    "zone",
]
