"""Firmam: what of mine can go where, what can I get, what is it worth, what is the next step."""

from symbio import ui
from symbio.ui import firm_contact, firm_page, firm_sheet, firm_streams

ui.page("firm")
zone, knowledge = ui.zone(), ui.knowledge()
me = firm_page.own_side(zone)
firm_page.say_answer(me)
firm_page.show_figures(me)
firm_page.show_partners(me, knowledge)
firm_streams.show_streams(me, knowledge)
firm_contact.ask_contact(me)
firm_page.show_synergies(zone, knowledge)
firm_page.show_gaps(me, knowledge)
firm_page.show_share(me)
firm_sheet.offer_sheet(me, knowledge)
