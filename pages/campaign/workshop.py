"""Live workshop: a room with a code, the cards that phones write, what fits what."""

from symbio import ui
from symbio.ui import workshop_cards, workshop_room

ui.page("workshop")
store = ui.store()
room = workshop_room.choose_room(store)
if room is None:
    workshop_room.say_empty()
    workshop_room.ask_new(store, open_first=True)
else:
    workshop_room.show_head(room, store)
    workshop_cards.show_live(room, store)
    workshop_room.ask_new(store)
