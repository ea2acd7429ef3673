"""Flows: what goes where, what is left over, what the plan would change."""

import streamlit as st

from symbio import charts, flows, ui

ui.page("flows")
zone, knowledge, plan = ui.zone(), ui.knowledge(), ui.plan()
language, currency = ui.language(), zone.currency
headline = st.container()
filters = ui.choose_filters(zone, knowledge, everything=False)
measure = ui.choose_measure(
    flows.measures(plan), currency, ui.unit_of_resource(filters.resource, knowledge)
)
unit = ui.unit_of(measure)
seen = (*filters.key, measure)

streams = ui.make_once("streams", *filters.key, make=lambda: filters.of_streams(ui.streams()))
between = ui.make_once(
    "between", *seen, make=lambda: flows.between_sectors(filters.of_firm(plan), measure=measure)
)
balance = ui.make_once("balance", *filters.key, make=lambda: flows.balance(streams))
with headline:
    ui.draw_once(
        "flows_headline",
        *seen,
        draw=lambda: ui.flows_headline(flows.summary(streams, unit=unit), unit),
    )
if not streams["unit"].eq(unit).any():
    ui.empty(ui.t("flows.balance_none"))
    ui.end_page()

st.subheader(ui.t("flows.sankey_title"), anchor=False)
if between.empty:
    ui.empty(ui.t("flows.sankey_none"))
else:
    ui.show_sankey(
        ui.make_once(
            "sankey",
            *seen,
            make=lambda: charts.sankey(
                flows.largest(between, ui.most_resources()),
                language=language,
                unit=ui.unit_words(measure, currency),
                **ui.names(knowledge),
                dark=ui.dark(),
                large=ui.projector(),
            ),
        ),
        alt=ui.t("flows.sankey_alt"),
        key=f"sankey_{filters.word()}_{measure}",
        on_pick=ui.pick_flow,
        height=ui.sankey_height(between),
    )
    ui.note(ui.t("flows.sankey_note"))

today, by_month = st.columns(2, gap="large")
with today:
    st.subheader(ui.t("flows.routes_title"), anchor=False)
    ui.draw_once("routes", *seen, draw=lambda: ui.show_routes(streams, unit))
with by_month:
    st.subheader(ui.t("flows.months_title"), anchor=False)
    ui.draw_once("months", *seen, draw=lambda: ui.show_months(streams, unit))

st.subheader(ui.t("flows.balance_title"), anchor=False)
ui.show_balance_chart(balance, knowledge, unit, seen)
ui.show_balance(balance, knowledge)
