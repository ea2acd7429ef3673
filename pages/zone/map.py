"""Map: who is where, and what could go from whom to whom."""

import streamlit as st

from symbio import flows, maps, ui
from symbio.locale import numbers

ui.page("map")
zone, knowledge, ranked = ui.zone(), ui.knowledge(), ui.opportunities()
language = ui.language()
headline = st.container()
filters = ui.choose_filters(zone, knowledge)
points = ui.make_once(
    "map_points",
    filters.sectors,
    filters.place,
    make=lambda: maps.firm_points(zone, knowledge, sectors=filters.sectors, place=filters.place),
)
switches, views = st.columns([3, 2], vertical_alignment="bottom")
with switches:
    layers = ui.choose_layers()
with views:
    view = ui.choose_view(points)
rows = filters.of_opportunities(ranked)
seen = (*filters.key, *layers)
parts = ui.make_once(
    "map_parts",
    *seen,
    make=lambda: ui.map_parts(points, rows, zone, knowledge, filters, layers),
)
with headline:
    ui.draw_once(
        "map_headline",
        *seen,
        draw=lambda: ui.map_headline(points, flows.totals(parts.exchanges)),
    )

picture, beside = st.columns([3, 2], gap="medium")
with picture:
    ui.show_map(
        ui.make_once(
            "map",
            *seen,
            view,
            ui.map_turn(),
            make=lambda: ui.map_deck(points, parts, knowledge, filters, layers, view),
        ),
        alt=ui.t(
            "map.alt",
            firms=numbers.number(len(points), language),
            exchanges=numbers.number(len(parts.exchanges), language),
        ),
        key="map",
        on_pick=ui.pick_firm,
        height=ui.map_size()["height_px"],
    )
    ui.draw_once("map_key", *seen, draw=lambda: ui.map_key(zone, points, parts, layers))
with beside:
    ui.show_beside_map(zone, knowledge, filters, rows)
