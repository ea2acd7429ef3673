"""A zone's own values in place of general factors; the general tables stay as they are."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.pathway_costs import COLUMNS, cost_id, replaceable
from symbio.zone.rows import Zone

# A value from the zone's own source counts as the zone declares it.
GRADE = "declared"
# A value so many times beyond the general range is rather a slip of unit or decimal sign.
_TIMES = 3.0
_AS_IT_IS = {name: name for name in COLUMNS}


def usual_range(knowledge: Knowledge, factor_id: str) -> tuple[float, float]:
    """Low and high of a general factor; its value, twice, where it has no range.

    Raises
    ------
    ValueError
        If the tables know no such factor.
    """
    known = replaceable(knowledge)
    found = known[known["factor_id"] == factor_id]
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

    A pathway's treatment cost is one of them. Unit, currency, metric and subject stay;
    value, range, year, source and grade are the zone's; of a pathway only cost and year, for
    its grade is that of all its figures. Without a range of its own a factor has none: the
    general one would belong to another value. Ids that the tables do not know are passed over.

    Returns
    -------
    Knowledge
        The same object for the same rows; `knowledge` itself where there are none.
    """
    if zone.factor.empty:
        return knowledge
    own = zone.factor[zone.factor["factor_id"].isin(replaceable(knowledge)["factor_id"])]
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
    own = own.assign(year=pd.to_datetime(own["source_date"]).dt.year)
    factors = _with_own(knowledge.factors, knowledge.factors["factor_id"], own, _AS_IT_IS)
    mine = factors["factor_id"].isin(own.index)
    factors.loc[mine, "source"] = factors.loc[mine, "factor_id"].map(own["source"].fillna(""))
    factors.loc[mine, "grade"] = GRADE
    costs = knowledge.pathways["pathway_id"].map(cost_id)
    pathways = _with_own(knowledge.pathways, costs, own, COLUMNS)
    return replace(knowledge, factors=factors, pathways=pathways)


def _with_own(
    table: pd.DataFrame, ids: pd.Series, own: pd.DataFrame, columns: dict[str, str]
) -> pd.DataFrame:
    """The table with the zone's value, range and year in these columns; a year that it knows."""
    mine = ids.isin(own.index)
    found = {column: ids.map(own[name].astype("float64")) for name, column in columns.items()}
    year = columns["year"]
    found[year] = found[year].fillna(table[year])
    return table.assign(
        **{column: table[column].astype("float64").mask(mine, found[column]) for column in found}
    )
