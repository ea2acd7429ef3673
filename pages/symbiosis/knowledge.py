"""Knowledge: what a waste can become, or what can serve a need; who takes it, law, evidence."""

import streamlit as st

from symbio import ui
from symbio.ui import knowledge_ask, knowledge_page

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
ways = knowledge_page.ways_of(asked, resource, known)
knowledge_page.say_answer(asked, resource, ways, known)
ways_side, facts = st.columns([7, 4], gap="medium")
with ways_side:
    knowledge_page.show_ways(ways, known)
with facts:
    knowledge_page.show_facts(resource, known)
    knowledge_page.show_firms(resource, asked, known)
