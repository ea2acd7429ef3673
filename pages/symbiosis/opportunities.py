"""Opportunities: what could go where, ranked, with reasons and the sum behind each."""

import streamlit as st

from symbio import ui
from symbio.ui import opportunity_answer, opportunity_card, opportunity_list, synergy_forms

ui.page("opportunities")
zone = ui.zone()
knowledge = ui.knowledge()
ranked = ui.opportunities()
say = opportunity_list.wording(knowledge, zone.currency)

opportunity_answer.show_answer(ranked, say)
if ranked.empty:
    ui.empty(ui.t("opportunities.empty_hint"))
    ui.end_page()

shown = opportunity_list.ask_filters(ranked, zone, knowledge)
if not len(shown):
    ui.empty(ui.t("opportunities.none_fit"))
    ui.end_page()
opportunity_list.show_best(shown, say)

row = opportunity_list.picked_row(shown)
if ui.projector():  # no table, so the card has its room
    opportunity_card.show_card(row, zone, knowledge, say)
else:
    listed, card = st.columns([3, 2], gap="medium")
    with card:
        synergy_forms.offer_start(row, zone, ui.store())
        opportunity_card.show_card(row, zone, knowledge, say)
    with listed:
        opportunity_list.show_list(shown, len(ranked), say)
        opportunity_list.offer_export(shown, len(ranked), zone, knowledge)
