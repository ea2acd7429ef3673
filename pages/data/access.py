"""Access: who may see what, codes given out and taken back."""

from symbio import ui
from symbio.ui import access_page

ui.page("access")
store = ui.store()
access_page.say_answer(store)
access_page.show_new_code()
given, new = access_page.columns()
with new:
    access_page.ask_new(store)
with given:
    access_page.show_given(store)
