"""Live workshop: a room with a code, the cards that phones write, what fits what."""

from symbio import ui
from symbio.ui import (
    workshop_after,
    workshop_campaign,
    workshop_cards,
    workshop_ideas,
    workshop_quiz,
    workshop_room,
    workshop_summary,
    workshop_wall,
)

store = ui.store()
room = workshop_room.choose_room(store)
if room is None:
    ui.page("workshop")
    workshop_room.say_empty()
    workshop_room.ask_new(store, open_first=True)
elif ui.projector():
    workshop_wall.show_wall(room, store)
else:
    ui.page("workshop")
    part = workshop_after.choose_part(room)
    if part == "streams":
        workshop_after.show_streams(room, store)
    elif part == "ideas":
        workshop_ideas.show_ideas(room, store)
    elif part == "quiz":
        workshop_quiz.show_quiz(room, store)
    elif part == "campaign":
        workshop_campaign.show_event(room, store)
    elif part == "summary":
        workshop_summary.show_summary(room, store)
    else:
        workshop_room.show_head(room, store)
        workshop_cards.show_live(room, store)
        workshop_room.ask_new(store)
