"""The prices of a run: what the plan asks of every candidate, and all terms of some."""

from __future__ import annotations

import numpy as np

from symbio.matching.prepare import Prepared
from symbio.matching.scenario import Scenario
from symbio.matching.value import Terms, terms

TOGETHER = 500_000  # candidates priced at once: a country has millions of them, with 14 terms each


class Priced:
    """The candidates of prepared rows under a scenario, in money and CO2e.

    Attributes
    ----------
    value, co2e, fixed : ndarray, one entry per candidate
        As in `Terms` [currency/unit, kg CO2e/unit, currency/y]; the other terms are worked
        out again for the candidates that somebody looks at.
    """

    def __init__(self, prepared: Prepared, scenario: Scenario) -> None:
        self._prepared = prepared
        self._scenario = scenario
        count = len(prepared.found)
        self.value, self.co2e, self.fixed = (np.empty(count) for _ in range(3))
        for first in range(0, count, TOGETHER):
            part = slice(first, first + TOGETHER)
            some = self.terms(part)
            self.value[part], self.co2e[part], self.fixed[part] = some.value, some.co2e, some.fixed

    def terms(self, rows: slice | np.ndarray) -> Terms:
        """Every term of some candidates."""
        prepared = self._prepared
        return terms(
            prepared.found.take(rows),
            prepared.body.take(rows),
            prepared.own,
            prepared.prices,
            prepared.knowledge,
            self._scenario,
        )
