"""Knowledge: what a waste can become, or what can serve a need; who takes it, law, evidence."""

import streamlit as st

from symbio import ui
from symbio.ui import knowledge_ask, knowledge_firms, knowledge_page, knowledge_ways

ui.page("knowledge")
st.space("small")
known = ui.knowledge()

asked = knowledge_ask.ask()
if not asked.given:
    knowledge_ask.say_welcome(known)
    ui.end_page()
resource = knowledge_ask.choose_meaning(asked, known)
if resource is None and not asked.waste_code:
    ui.end_page()
ways = knowledge_ways.ways_of(asked, resource, known)
knowledge_page.say_answer(asked, resource, ways, known)
partners = knowledge_firms.partners_of(resource, asked, known) if resource else None
if partners:
    knowledge_firms.say_count(partners)
ways_side, facts = st.columns([7, 4], gap="medium")
with ways_side:
    knowledge_page.show_ways(ways, known)
with facts:
    knowledge_page.show_facts(resource, known)
    if partners:
        knowledge_firms.show_firms(partners, known)
