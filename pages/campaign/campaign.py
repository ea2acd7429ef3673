"""Campaign: whom the awareness campaign reached, what people learned, what came of it."""

import streamlit as st

from symbio import ui
from symbio.ui import campaign_export, campaign_forms, campaign_leads, campaign_never, campaign_page

ui.page("campaign")
zone, knowledge, with_candidate = ui.zone(), ui.knowledge(), ui.with_candidate()
keeps_data = ui.viewer().sees_all
if zone.event.empty:
    ui.empty(ui.t("campaign.empty"))
    if keeps_data:
        campaign_forms.offer_event(zone, knowledge, ui.store())
    ui.link_to("pages/data/data.py", ui.t("campaign.to_data"), icon=":material/table_view:")
    ui.end_page()
ui.draw_once("campaign_answer", draw=lambda: campaign_page.show_answer(zone))

left, right = st.columns(2, gap="large")
with left:
    ui.draw_once("funnel", draw=lambda: campaign_page.show_funnel(zone, with_candidate))
    ui.draw_once("learning", draw=lambda: campaign_page.show_learning(zone))
with right:
    ui.draw_once("visits", draw=lambda: campaign_page.show_months(zone))
    ui.draw_once("reach_by_sector", draw=lambda: campaign_page.show_reach(zone, "sector"))
    ui.note(ui.t("campaign.reach_note" if keeps_data else "campaign.reach_note_groups"))
    ui.draw_once("reach_by_size", draw=lambda: campaign_page.show_reach(zone, "size"))
if ui.projector():  # no tables, so nothing that only heads one
    campaign_never.show_never_reached(zone, knowledge)
else:
    if keeps_data:
        campaign_leads.show_next(zone, knowledge, ui.opportunities())
    campaign_never.show_never_reached(zone, knowledge)
    campaign_leads.show_groups(zone)
    ui.draw_once("programmes", draw=lambda: campaign_leads.show_programmes(zone))
    ui.draw_once("events", draw=lambda: campaign_page.show_events(zone))
    if keeps_data:
        campaign_forms.offer_event(zone, knowledge, ui.store())
    campaign_export.offer_export(zone, with_candidate)
