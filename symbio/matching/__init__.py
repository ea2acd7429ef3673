"""Who could give what to whom, whether the law allows it, what it is worth, and the best plan.

Pure: frames and frozen dataclasses in, frames out. See docs/method.md.
"""

from symbio.matching.result import Result, Solve, Totals, difference
from symbio.matching.run import Solver, match
from symbio.matching.scenario import AddedFirm, AddedStream, Scenario, apply, default
from symbio.matching.scenario_text import from_query, from_toml, to_query, to_toml

__all__ = [
    "AddedFirm",
    "AddedStream",
    "Result",
    "Scenario",
    "Solve",
    "Solver",
    "Totals",
    "apply",
    "default",
    "difference",
    "from_query",
    "from_toml",
    "match",
    "to_query",
    "to_toml",
]
