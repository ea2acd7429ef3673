"""What a benchmark says: one line per measured quantity, beside its budget."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measured quantity.

    Attributes
    ----------
    benchmark : str
        Which benchmark it belongs to.
    what : str
        What was measured, in English: figures are compared between machines.
    value : float
        [unit]
    unit : str
        ms, s, GB, times or the thing that is counted.
    budget : float or None
        The most it may be [unit]; None where it only describes the case.
    digits : int
        Decimals worth reading.
    least : float or None
        The least it should be [unit], where more is better.
    """

    benchmark: str
    what: str
    value: float
    unit: str
    budget: float | None = None
    digits: int = 0
    least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the value is within its bounds; a description always is."""
        below = self.budget is None or self.value <= self.budget
        return below and (self.least is None or self.value >= self.least)


def median_ms(run: Callable[[], object], times: int) -> float:
    """Median duration of `run` over `times` calls [ms]."""
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations) * 1000


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of the values do not exceed; NaN without values."""
    if not values:
        return float("nan")
    place = max(-(-len(values) * share // 1) - 1, 0)
    return sorted(values)[int(place)]
