"""HiGHS: linear programs solved in batches that keep their last basis."""

from __future__ import annotations

import ctypes
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import highspy
import numpy as np

from symbio.matching.linear import Linear

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
LARGE = 500_000  # columns whose models hold some hundred MB
THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Vertex:
    """An optimal solution in the order of the columns."""

    x: np.ndarray
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
        Whether the models stay for the next program or go.
    alone : bool
        Whether it serves every purpose itself: there will be one run only.
    """

    def __init__(self, *, keep: bool = True, alone: bool = False) -> None:
        self._keep = keep
        self._alone = alone
        self._models: list[_Model] = []
        self._others: dict[str, Engine] = {}
        self._held: tuple[object, np.ndarray] | None = None

    def hold(self, owner: object, wanted: np.ndarray, likely: np.ndarray) -> np.ndarray:
        """Which arcs the models shall have: those held for `owner`, as long as they suffice.

        Parameters
        ----------
        owner : object
            The arcs that `wanted` counts; others start anew.
        wanted, likely : ndarray of bool, one per arc
            What this run uses, and what a run with other numbers may use.
        """
        if self._held is None or self._held[0] is not owner:
            self._held = (owner, wanted | likely)
        elif (wanted & ~self._held[1]).any():
            self._held = (owner, wanted | likely | self._held[1])
        return self._held[1]

    def other(self, purpose: str) -> Engine:
        """Another engine that lives as long as this one, for programs derived from its own.

        Each purpose has its own, which then starts from an answer to much the same question.
        """
        return self if self._alone else self._others.setdefault(purpose, Engine())

    def release(self) -> None:
        """Let the models go, and give the memory of large ones back to the system.

        Linux's allocator keeps it for small pieces otherwise: 1.1 GB after a country (measured).
        """
        held = sum(len(model.program.cost) for model in self._models)
        self._models.clear()
        if held > LARGE and sys.platform == "linux":
            allocator = ctypes.CDLL(None)
            if hasattr(allocator, "malloc_trim"):  # glibc
                allocator.malloc_trim(0)

    def solve(self, program: Linear) -> Vertex:
        """Solve every batch; the answers in the order of the columns."""
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
    return Vertex(
        x=np.array(highs.getSolution().col_value),
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
    return Vertex(
        x=np.concatenate([part.x for part in parts] or [np.empty(0)]),
        optimal=all(part.optimal for part in parts),
    )
