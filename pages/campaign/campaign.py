"""Campaign: whom the awareness campaign reached, what people learned, what came of it."""

import streamlit as st

from symbio import ui
from symbio.ui import campaign_export, campaign_forms, campaign_leads, campaign_page

ui.page("campaign")
zone, knowledge, with_candidate = ui.zone(), ui.knowledge(), ui.with_candidate()
keeps_data = ui.viewer().sees_all
if zone.event.empty:
    ui.empty(ui.t("campaign.empty"))
    if keeps_data:
        campaign_forms.offer_event(zone, knowledge, ui.store())
    ui.link_to("pages/data/data.py", ui.t("campaign.to_data"), icon=":material/table_view:")
    st.stop()
campaign_page.say_answer(zone)
campaign_page.show_figures(zone)

funnel, months = st.columns(2, gap="medium")
with funnel:
    campaign_page.show_funnel(zone, with_candidate)
with months:
    campaign_page.show_months(zone)
sectors, sizes = st.columns(2, gap="medium")
with sectors:
    campaign_page.show_reach(zone, "sector")
    ui.note(ui.t("campaign.reach_note"))
with sizes:
    campaign_page.show_reach(zone, "size")
    campaign_page.show_learning(zone)
if keeps_data:
    campaign_leads.show_next(zone, knowledge, ui.opportunities())
campaign_page.show_never_reached(zone, knowledge)
campaign_leads.show_groups(zone)
campaign_leads.show_programmes(zone)
campaign_page.show_events(zone)
if keeps_data:
    campaign_forms.offer_event(zone, knowledge, ui.store())
campaign_export.offer_export(zone, with_candidate)
