"""What if: change an assumption and see what it changes, against today's."""

import streamlit as st

from symbio import ui
from symbio.matching import Scenario, difference
from symbio.ui import (
    scenario_added,
    scenario_form,
    scenario_shelf,
    scenario_state,
    what_if_export,
    what_if_result,
    what_if_run,
)

ui.page("what_if")
zone, knowledge, store = ui.zone(), ui.knowledge(), ui.store()
base = Scenario.of(zone)
scenario, problem = scenario_state.open_scenario(base)
if problem:
    st.warning(ui.t("what_if.bad_link"))
    ui.explain(problem)
headline = st.container()
inputs, outcome = st.columns([2, 5], gap="large")
with inputs:
    st.subheader(ui.t("what_if.inputs"), anchor=False)
    scenario_shelf.offer_reset(base)
    scenario = scenario_form.ask_scenario(scenario, zone, knowledge)
    scenario_added.ask_added(scenario, zone, knowledge)
    scenario = scenario_shelf.ask_name(scenario, store, base)
    against = scenario_shelf.ask_against(store, base)
scenario_state.keep_scenario(scenario, base)

before = what_if_run.run_against(against, base)
after = what_if_run.run(scenario)
moved = difference(before, after)
with headline:
    what_if_result.say_answer(before, after, moved)
    what_if_result.say_solved(after)
    what_if_result.show_figures(before, after)
with outcome:
    what_if_result.show_map_of_changes(before, after, moved, zone, knowledge)
    what_if_result.show_list(before, after, moved, zone)
    what_if_export.offer_export(before, after, moved, zone, knowledge)
