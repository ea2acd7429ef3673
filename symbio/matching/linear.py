"""Linear programs as arrays, cut into independent components."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Linear:
    """min cost · x, row_lower ≤ A x ≤ row_upper, lower ≤ x ≤ upper; A by columns.

    `column_start` and `row_start` say where each independent component begins;
    both are sorted by component.
    """

    cost: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    row_lower: np.ndarray
    row_upper: np.ndarray
    start: np.ndarray
    index: np.ndarray
    entry: np.ndarray
    column_start: np.ndarray
    row_start: np.ndarray

    def part(self, first: int, last: int) -> Linear:
        """The components from `first` up to `last`, numbered from 0."""
        columns = slice(self.column_start[first], self.column_start[last])
        rows = slice(self.row_start[first], self.row_start[last])
        begin, end = self.start[columns.start], self.start[columns.stop]
        return Linear(
            cost=self.cost[columns],
            lower=self.lower[columns],
            upper=self.upper[columns],
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            start=self.start[columns.start : columns.stop + 1] - begin,
            index=self.index[begin:end] - np.int32(rows.start),
            entry=self.entry[begin:end],
            column_start=self.column_start[first : last + 1] - columns.start,
            row_start=self.row_start[first : last + 1] - rows.start,
        )

    def only(self, columns: np.ndarray) -> Linear:
        """Some of the columns, given in order; the rows stay."""
        start, place = entries_of(self.start, columns)
        return replace(
            self,
            cost=self.cost[columns],
            lower=self.lower[columns],
            upper=self.upper[columns],
            start=start,
            index=self.index[place],
            entry=self.entry[place],
            column_start=np.searchsorted(columns, self.column_start),
        )

    def batches(self, columns: int) -> list[tuple[int, int]]:
        """Ranges of components with about `columns` columns each."""
        found, first = [], 0
        count = len(self.column_start) - 1
        for last in range(1, count + 1):
            if last == count or self.column_start[last] - self.column_start[first] >= columns:
                found.append((first, last))
                first = last
        return found


def entries_of(start: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the entries of some columns begin when they stand alone, and where they stood."""
    many = np.diff(start)[columns]
    alone = np.concatenate([[0], np.cumsum(many)]).astype("int32")
    return alone, np.repeat(start[columns] - alone[:-1], many) + np.arange(alone[-1])


def assemble(
    cost: np.ndarray,
    bounds: tuple[np.ndarray, np.ndarray],
    rows: tuple[np.ndarray, np.ndarray],
    matrix: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> Linear:
    """One component from its columns, its rows and its entries in any order.

    Parameters
    ----------
    cost, bounds, rows : arrays
        Of each column, lower and upper; of each row, lower and upper.
    matrix : tuple of ndarray
        Column, row and value of each entry.
    """
    owner, index, value = matrix
    order = np.lexsort((index, owner))
    many = np.bincount(owner, minlength=len(cost))
    return Linear(
        cost=cost,
        lower=bounds[0],
        upper=bounds[1],
        row_lower=rows[0],
        row_upper=rows[1],
        start=np.concatenate([[0], np.cumsum(many)]).astype("int32"),
        index=index[order].astype("int32"),
        entry=value[order],
        column_start=np.array([0, len(cost)]),
        row_start=np.array([0, len(rows[0])]),
    )
