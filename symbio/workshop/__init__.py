"""The live workshop: what phones write, what it means, and which cards fit each other.

Pure: cards, zone and knowledge in, frames and frozen dataclasses out.
"""

from symbio.workshop.cards import (
    MOST_FIRM,
    MOST_TEXT,
    UNITS,
    Meaning,
    clean,
    doubts,
    meaning,
    personal_data,
)
from symbio.workshop.rooms import MOST_TABLES, Pace, fresh_code, read_code
from symbio.workshop.same import same_cards
from symbio.workshop.wall import Counters, Wall, best_since, matches_of, wall

__all__ = [
    "MOST_FIRM",
    "MOST_TABLES",
    "MOST_TEXT",
    "UNITS",
    "Counters",
    "Meaning",
    "Pace",
    "Wall",
    "best_since",
    "clean",
    "doubts",
    "fresh_code",
    "matches_of",
    "meaning",
    "personal_data",
    "read_code",
    "same_cards",
    "wall",
]
