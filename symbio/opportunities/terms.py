"""The sum behind one candidate: its terms, their names, their bars."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.opportunities.ranking import VALUE_TERMS


def terms(opportunity: pd.Series) -> pd.DataFrame:
    """The sum that makes the value of one unit, term by term.

    Returns
    -------
    DataFrame, one row per term that is not zero, and the total last
        `term`, `amount` [currency/unit, costs negative], `start` and `end` of
        its bar in a waterfall [currency/unit].
    """
    names = [name for name in VALUE_TERMS if abs(opportunity[name] or 0.0) > 0]
    amounts = [VALUE_TERMS[name] * float(opportunity[name]) for name in names]
    ends = np.cumsum(amounts)
    total = float(ends[-1]) if len(ends) else 0.0
    return pd.DataFrame(
        {
            "term": [term_of(name, amount) for name, amount in zip(names, amounts, strict=True)]
            + ["total"],
            "amount": [*amounts, total],
            "start": [*(ends - amounts), 0.0],
            "end": [*ends, total],
        }
    )


def term_of(column: str, amount: float) -> str:
    """What a term is called: what is sold today brings no relief but a loss.

    Parameters
    ----------
    column : str
        One of `VALUE_TERMS`.
    amount : float
        As it enters the sum, costs negative. [currency/unit]
    """
    if column == "avoided_disposal_per_unit" and amount < 0:
        return "lost_income"
    return column.removesuffix("_per_unit")
