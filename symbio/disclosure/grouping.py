"""Labels that roll up until five firms share them.

Rows keep what is counted; only the labels by which somebody could tell a firm get
coarser. As every combination of labels in what comes out is shared by five firms, so
is every group that a page can make of it, and every difference of two groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

K = 5


@dataclass(frozen=True)
class Step:
    """One step up: what the labels of rows in too small groups become.

    Attributes
    ----------
    columns : tuple of str
        Labels that get coarser.
    coarser : callable
        Gets the rows, returns the new values of `columns` as a frame or one text for all.
    """

    columns: tuple[str, ...]
    coarser: Callable[[pd.DataFrame], pd.DataFrame | str]


def roll_up(
    rows: pd.DataFrame,
    labels: Sequence[str],
    firms: Sequence[str],
    steps: Sequence[Step],
    k: int = K,
) -> pd.DataFrame:
    """Make the labels of small groups coarser until `k` firms share each.

    Parameters
    ----------
    rows : DataFrame
        Any rows; the order stays.
    labels : sequence of str
        Columns whose combinations are the groups.
    firms : sequence of str
        Columns that hold the firms which contribute something that is added up;
        each must name none or at least `k` different ones in every group.
    steps : sequence of Step
        From fine to coarse.

    Returns
    -------
    DataFrame
        The rows with their labels rolled up. Where even the last step leaves a group
        too small, it joins the smallest group that is large enough; without any
        such group there are no rows.
    """
    found = rows.copy()
    for step in steps:
        small = _small(found, labels, firms, k)
        if not small.any():
            return found
        _coarsen(found, small, step)
    fixed = [name for name in labels if not any(name in step.columns for step in steps)]
    small = _small(found, labels, firms, k)
    joined = small | _smallest_beside(found, small, labels, fixed, firms[0])
    for step in steps:
        _coarsen(found, joined, step)
    return found[~_small(found, labels, firms, k)].copy()


def _smallest_beside(
    rows: pd.DataFrame, small: pd.Series, labels: Sequence[str], fixed: Sequence[str], firm: str
) -> pd.Series:
    """The rows of the smallest large group for each set of fixed labels that has a small one."""
    large = rows[~small]
    if large.empty or not small.any():
        return pd.Series(False, index=rows.index)
    sizes = large.groupby(list(labels), dropna=False)[firm].nunique().rename("firms").reset_index()
    sizes = sizes.sort_values(["firms", *labels], na_position="last")
    if fixed:
        wanted = rows.loc[small, list(fixed)].drop_duplicates()
        sizes = sizes.merge(wanted, on=list(fixed)).drop_duplicates(list(fixed))
    else:
        sizes = sizes.head(1)
    # A left join keeps the order and the number of rows: the groups are distinct.
    found = rows[list(labels)].merge(sizes, on=list(labels), how="left")["firms"].notna()
    return pd.Series(found.to_numpy(), index=rows.index) & ~small


def _coarsen(rows: pd.DataFrame, chosen: pd.Series, step: Step) -> None:
    if not chosen.any():
        return
    coarser = step.coarser(rows[chosen])
    for column in step.columns:
        rows.loc[chosen, column] = coarser if isinstance(coarser, str) else coarser[column]


def _small(rows: pd.DataFrame, labels: Sequence[str], firms: Sequence[str], k: int) -> pd.Series:
    """Which rows stand in a group that some, but fewer than `k` firms of some column share."""
    groups = rows.groupby(list(labels), dropna=False, sort=False)
    small = pd.Series(False, index=rows.index)
    for column in firms:
        # One that contributes nothing is no secret; what one alone contributes is.
        contribute = groups[column].transform("nunique")
        small |= (contribute > 0) & (contribute < k)
    return small
