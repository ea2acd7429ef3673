"""Synergies: what people work on, what is due, how far it gets and why some of it fails."""

import streamlit as st

from symbio import pipeline, ui
from symbio.ui import synergy_board, synergy_card, synergy_forms, synergy_outcome

ui.page("synergies")
zone, knowledge, store = ui.zone(), ui.knowledge(), ui.store()
rows = pipeline.board(zone, knowledge, today=synergy_board.today())

synergy_board.say_answer(rows)
synergy_forms.say_done(store)
if rows.empty:
    ui.empty(ui.t("synergies.empty"))
    synergy_forms.offer_new(zone, knowledge, store, open_first=True)
    ui.end_page()
synergy_board.show_figures(rows)

shown = synergy_board.ask_filters(rows)
picked = synergy_board.picked(rows)
if picked is None:
    ui.note(ui.t("synergies.pick_one"))
    synergy_board.show_board(shown)
    synergy_forms.offer_new(zone, knowledge, store)
else:
    # The opened card stands first, so before the board on a phone; the style puts it to the right.
    with st.container(key="synergy_places"):
        card, board = st.columns([4, 7], gap="medium")
    with card:
        synergy_card.show_card(picked, zone, store)
        synergy_forms.offer_new(zone, knowledge, store)
    with board:
        synergy_board.show_board(shown)
synergy_board.show_list(shown)
synergy_outcome.show_funnel(zone)
if not ui.projector():  # a projector shows no table, so nothing that only heads one
    synergy_outcome.show_in_common(zone, knowledge)
    synergy_outcome.offer_export(zone, knowledge, shown)
