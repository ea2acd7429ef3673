"""Map: who is where, and what could go from whom to whom."""

import streamlit as st

from symbio import flows, maps, ui
from symbio.locale import numbers

ui.page("map")
zone, knowledge, ranked = ui.zone(), ui.knowledge(), ui.opportunities()
language = ui.language()
headline = st.container()
filters = ui.choose_filters(zone, knowledge)
points = maps.firm_points(zone, knowledge, sectors=filters.sectors, place=filters.place)
switches, views = st.columns([3, 2], vertical_alignment="bottom")
with switches:
    layers = ui.choose_layers()
with views:
    view = ui.choose_view(points)
rows = filters.of_opportunities(ranked)
exchanges = maps.arcs(points, rows, planned=True)
candidates = maps.arcs(points, rows, planned=False) if "candidates" in layers else None
marks = maps.stream_marks(
    points,
    zone,
    knowledge,
    directions=[side for side in ("offer", "need") if f"{side}s" in layers],
    kinds=filters.kinds,
    resource=filters.resource,
)
estimates = None
if "estimates" in layers:
    estimates = maps.stream_marks(
        points,
        zone.with_table("stream", ui.predicted()),
        knowledge,
        directions=("offer", "need"),
        kinds=filters.kinds,
        resource=filters.resource,
    )
with headline:
    ui.map_headline(points, flows.totals(exchanges))

picture, beside = st.columns([3, 2], gap="medium")
with picture:
    ui.show_map(
        maps.zone_map(
            points,
            view=maps.fit(maps.home(points, view, filters.firm), **ui.map_size()),
            language=language,
            knowledge=knowledge,
            exchanges=maps.drawable(exchanges, filters.firm) if "exchanges" in layers else None,
            candidates=candidates,
            marks=marks,
            estimates=estimates,
            selected=filters.firm,
            turn=ui.map_turn(),
            dark=ui.dark(),
        ),
        alt=ui.t(
            "map.alt",
            firms=numbers.number(len(points), language),
            exchanges=numbers.number(len(exchanges), language),
        ),
        key="map",
        on_pick=ui.pick_firm,
        height=ui.map_size()["height_px"],
    )
    ui.show_legend(
        exchanges["kind"],
        points["sector"],
        directions="offers" in layers,
        estimates="estimates" in layers,
    )
    ui.map_notes(zone, points, exchanges, candidates)
with beside:
    ui.show_beside_map(zone, knowledge, filters, rows)
