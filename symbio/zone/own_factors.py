"""A zone's own values in place of general factors; the general tables stay as they are."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.zone.rows import Zone

# A value from the zone's own source counts as the zone declares it.
GRADE = "declared"
# A value so many times beyond the general range is rather a slip of unit or decimal sign.
_TIMES = 3.0


def usual_range(knowledge: Knowledge, factor_id: str) -> tuple[float, float]:
    """Low and high of a general factor; its value, twice, where it has no range.

    Raises
    ------
    ValueError
        If the tables know no such factor.
    """
    found = knowledge.factors[knowledge.factors["factor_id"] == factor_id]
    if found.empty:
        raise ValueError(f"factor_id must be one of the tables, got {factor_id!r}")
    row = found.iloc[0]
    low, high = (row["value"] if math.isnan(row[name]) else row[name] for name in ("low", "high"))
    return float(low), float(high)


def is_far(knowledge: Knowledge, factor_id: str, value: float) -> bool:
    """Whether a zone's value is three times beyond the general range, or has another sign."""
    low, high = usual_range(knowledge, factor_id)
    least = min(low * _TIMES, low / _TIMES)
    most = max(high * _TIMES, high / _TIMES)
    return not least <= value <= most


def with_own_factors(knowledge: Knowledge, zone: Zone) -> Knowledge:
    """The knowledge with the zone's own factors in the place of the general ones.

    Unit, currency, metric and subject stay; value, range, year, source and grade
    are the zone's. Without a range of its own a factor has none: the general one
    would belong to another value. Ids that the tables do not know are passed over.

    Returns
    -------
    Knowledge
        The same object for the same rows; `knowledge` itself where there are none.
    """
    own = zone.factor[zone.factor["factor_id"].isin(knowledge.factors["factor_id"])]
    if own.empty:
        return knowledge
    rows = own[["factor_id", "value", "low", "high", "source", "source_date"]]
    # None for what is empty: NaN is not itself, and would never be found in the cache again.
    rows = rows.astype("object").where(rows.notna(), None)
    return _replaced(knowledge, tuple(rows.itertuples(index=False, name=None)))


@lru_cache(maxsize=8)
def _replaced(knowledge: Knowledge, rows: tuple[tuple[object, ...], ...]) -> Knowledge:
    columns = ["factor_id", "value", "low", "high", "source", "source_date"]
    own = pd.DataFrame(list(rows), columns=columns).set_index("factor_id")
    factors = knowledge.factors.copy()
    mine = factors["factor_id"].isin(own.index)
    ids = factors.loc[mine, "factor_id"]
    for name in ("value", "low", "high"):
        factors.loc[mine, name] = ids.map(own[name].astype("float64")).to_numpy()
    year = ids.map(pd.to_datetime(own["source_date"]).dt.year).to_numpy(dtype="float64")
    factors.loc[mine, "year"] = pd.Series(year, index=ids.index).fillna(factors.loc[mine, "year"])
    factors.loc[mine, "source"] = ids.map(own["source"].fillna("")).to_numpy()
    factors.loc[mine, "grade"] = GRADE
    return replace(knowledge, factors=factors)
