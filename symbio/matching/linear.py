"""Linear programs as arrays, solved by HiGHS in batches that keep their last basis."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import highspy
import numpy as np

# Options of every run: the same arrays give the same answer, whatever the clock says.
# Presolve and scaling cost more than they save on these programs (measured).
_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "presolve": "off",
    "simplex_scale_strategy": 0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    # Our own weights already keep optima apart.
    "dual_simplex_cost_perturbation_multiplier": 0.0,
}
# Columns solved together: smaller batches pay per call, larger ones per pivot (measured).
BATCH_COLUMNS = 2000
LARGEST_COST = 1e5
THREADS = min(4, os.cpu_count() or 1)


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

    def take(self, components: np.ndarray) -> tuple[Linear, np.ndarray]:
        """Some components as a program of their own, and their columns here."""
        parts = [self.part(int(place), int(place) + 1) for place in components]
        columns = [
            np.arange(self.column_start[place], self.column_start[place + 1])
            for place in components
        ]
        row_start = np.concatenate([[0], np.cumsum([len(part.row_upper) for part in parts])])
        many = np.concatenate([np.diff(part.start) for part in parts])
        index = [
            part.index + np.int32(first) for part, first in zip(parts, row_start, strict=False)
        ]
        program = Linear(
            cost=np.concatenate([part.cost for part in parts]),
            lower=np.concatenate([part.lower for part in parts]),
            upper=np.concatenate([part.upper for part in parts]),
            row_lower=np.concatenate([part.row_lower for part in parts]),
            row_upper=np.concatenate([part.row_upper for part in parts]),
            start=np.concatenate([[0], np.cumsum(many)]).astype("int32"),
            index=np.concatenate(index),
            entry=np.concatenate([part.entry for part in parts]),
            column_start=np.concatenate([[0], np.cumsum([len(part.cost) for part in parts])]),
            row_start=row_start,
        )
        return program, np.concatenate(columns)

    def batches(self, columns: int) -> list[tuple[int, int]]:
        """Ranges of components with about `columns` columns each."""
        found, first = [], 0
        count = len(self.column_start) - 1
        for last in range(1, count + 1):
            if last == count or self.column_start[last] - self.column_start[first] >= columns:
                found.append((first, last))
                first = last
        return found


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


@dataclass(frozen=True)
class Vertex:
    """An optimal solution with its duals, in the order of columns and rows."""

    x: np.ndarray
    reduced_cost: np.ndarray
    row_dual: np.ndarray
    optimal: bool


class _Model:
    """One batch as HiGHS holds it; only what changed is sent again."""

    def __init__(self, program: Linear) -> None:
        self.program = program
        self.answer: Vertex | None = None
        self._highs = new_highs()
        pass_model(self._highs, program)

    def fits(self, program: Linear) -> bool:
        """Whether `program` differs from what is held in numbers only."""
        held = self.program
        return (
            len(held.cost) == len(program.cost)
            and len(held.row_upper) == len(program.row_upper)
            and np.array_equal(held.start, program.start)
            and np.array_equal(held.index, program.index)
            and np.array_equal(held.entry, program.entry)
        )

    def update(self, program: Linear) -> None:
        """Send new costs and bounds."""
        held, highs = self.program, self._highs
        changed = np.flatnonzero(held.cost != program.cost).astype("int32")
        if len(changed):
            highs.changeColsCost(len(changed), changed, program.cost[changed])
        moved = (held.lower != program.lower) | (held.upper != program.upper)
        columns = np.flatnonzero(moved).astype("int32")
        if len(columns):
            highs.changeColsBounds(
                len(columns), columns, program.lower[columns], program.upper[columns]
            )
        moved = (held.row_lower != program.row_lower) | (held.row_upper != program.row_upper)
        rows = np.flatnonzero(moved).astype("int32")
        if len(rows):
            highs.changeRowsBounds(  # type: ignore[attr-defined]
                len(rows), rows, program.row_lower[rows], program.row_upper[rows]
            )
        if len(changed) or len(columns) or len(rows):
            self.answer = None
        self.program = program

    def solve(self) -> Vertex:
        """The optimum; remembered until a number changes."""
        if self.answer is None:
            self._highs.run()
            self.answer = read_vertex(self._highs)
        return self.answer


class Engine:
    """Solves linear programs batch by batch and starts again from where it stopped.

    Parameters
    ----------
    keep : bool
        Whether the models stay for the next run (a what-if) or go (one run).
    """

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self._models: list[_Model] = []
        self._second: Engine | None = None

    def second(self) -> Engine:
        """Another engine that lives as long as this one, for programs derived from its own."""
        if self._second is None:
            self._second = Engine()
        return self._second

    def solve(self, program: Linear) -> Vertex:
        """Solve every batch; the answers in the order of columns and rows, duals scaled."""
        program = _scaled(program)
        parts = [program.part(*span) for span in program.batches(BATCH_COLUMNS)]
        if not self._keep:
            return _join(_each(_solve_once, parts))
        for place, part in enumerate(parts):
            if place >= len(self._models):
                self._models.append(_Model(part))
            elif self._models[place].fits(part):
                self._models[place].update(part)
            else:
                self._models[place] = _Model(part)
        del self._models[len(parts) :]
        return _join(_each(_Model.solve, self._models))


def _scaled(program: Linear) -> Linear:
    """Costs times a power of two per component, so that the largest is about `LARGEST_COST`.

    Small differences of small costs then stand clear of the solver's tolerance.
    """
    some = np.flatnonzero(np.diff(program.column_start) > 0)
    if len(some) == 0:
        return program
    largest = np.maximum.reduceat(np.abs(program.cost), program.column_start[some])
    factor = 2.0 ** np.round(np.log2(LARGEST_COST / np.where(largest > 0, largest, 1.0)))
    columns = np.diff(program.column_start)[some]
    return replace(program, cost=program.cost * np.repeat(factor, columns))


class _Quiet(highspy.Highs):
    """HiGHS without its callbacks: setting them up prints a banner on standard output."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name
        """Log nothing; nothing here listens to a callback."""
        self.setOptionValue("output_flag", False)


def new_highs() -> highspy.Highs:
    """A silent HiGHS with this module's options."""
    highs = _Quiet()
    for name, value in _OPTIONS.items():
        highs.setOptionValue(name, value)
    return highs


def pass_model(
    highs: highspy.Highs, program: Linear, integrality: np.ndarray | None = None
) -> None:
    """Give HiGHS the whole program as arrays."""
    columns, rows = len(program.cost), len(program.row_upper)
    if integrality is None:
        integrality = np.zeros(columns, dtype="int32")
    highs.passModel(
        columns,
        rows,
        len(program.entry),
        1,  # by columns
        1,  # minimise
        0.0,
        program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        program.start[:-1],
        program.index,
        program.entry,
        integrality,
    )


def read_vertex(highs: highspy.Highs) -> Vertex:
    """The solution that HiGHS holds."""
    solution = highs.getSolution()
    return Vertex(
        x=np.array(solution.col_value),
        reduced_cost=np.array(solution.col_dual),
        row_dual=np.array(solution.row_dual),
        optimal=highs.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )


def _solve_once(program: Linear) -> Vertex:
    highs = new_highs()
    pass_model(highs, program)
    highs.run()
    return read_vertex(highs)


def _each(solve, parts: list) -> list[Vertex]:  # type: ignore[no-untyped-def]
    """Each part's answer; HiGHS lets other threads run meanwhile."""
    if len(parts) < 2 or THREADS < 2:
        return [solve(part) for part in parts]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(solve, parts))


def _join(parts: list[Vertex]) -> Vertex:
    none = np.empty(0)
    return Vertex(
        x=np.concatenate([part.x for part in parts] or [none]),
        reduced_cost=np.concatenate([part.reduced_cost for part in parts] or [none]),
        row_dual=np.concatenate([part.row_dual for part in parts] or [none]),
        optimal=all(part.optimal for part in parts),
    )
