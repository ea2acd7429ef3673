"""Synergies that people work on: the stages they pass, what is due, why some fail."""

from symbio.pipeline.board import Standing, begun, board, standing
from symbio.pipeline.outcome import funnel, in_common, reached
from symbio.pipeline.stages import (
    ALL_STAGES,
    PATH,
    REASONS,
    RUNNING,
    SET_ASIDE,
    edit,
    from_candidate,
    move,
    remove,
    stage_name,
    start,
)

__all__ = [
    "ALL_STAGES",
    "PATH",
    "REASONS",
    "RUNNING",
    "SET_ASIDE",
    "Standing",
    "begun",
    "board",
    "edit",
    "from_candidate",
    "funnel",
    "in_common",
    "move",
    "reached",
    "remove",
    "stage_name",
    "standing",
    "start",
]
