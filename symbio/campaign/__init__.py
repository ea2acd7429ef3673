"""The awareness campaign in numbers: whom it reached, what people learned, what it cost.

Only firms of the zone count; a row of attendance for any other firm is left
out. A firm is *reached* when it attended at least one event. Whoever attended
counts as invited. Every function takes stored rows and returns frames or
frozen dataclasses; empty tables give empty frames with the usual columns.
"""

from symbio.campaign.attendance import WomenShare, attendance, reached_firms, women_share
from symbio.campaign.leads import (
    by_group,
    cost_per_running,
    funnel,
    measures,
    next_activities,
    programmes,
)
from symbio.campaign.learning import QuizChange, quiz_change
from symbio.campaign.outcome import by_event, cost_per_firm_reached, streams_per_firm_reached
from symbio.campaign.reach import never_reached, new_and_returning, reach
from symbio.campaign.small_groups import large_events, large_steps

__all__ = [
    "QuizChange",
    "WomenShare",
    "attendance",
    "by_event",
    "by_group",
    "cost_per_firm_reached",
    "cost_per_running",
    "funnel",
    "large_events",
    "large_steps",
    "measures",
    "never_reached",
    "new_and_returning",
    "next_activities",
    "programmes",
    "quiz_change",
    "reach",
    "reached_firms",
    "streams_per_firm_reached",
    "women_share",
]
