"""The only file that speaks to the solver (HiGHS): bounds and costs in, answers out.

Callers speak in the units of the problem; scaling stays inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner import ways
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.faces import Faces, Scaled
from commonweal.core.planner.found import (
    INFEASIBLE,
    NOTHING,
    Answer,
    Ending,
    Face,
    Floats,
    Stopped,
    Trouble,
)
from commonweal.core.planner.memory import Corner, End
from commonweal.core.planner.params import Params, Stop

_INTERRUPTED = frozenset(
    {highspy.HighsModelStatus.kInterrupt, highspy.HighsModelStatus.kTimeLimit}
)
# The largest cost is made about 2**6: a floor's price is shared among all that limit it,
# so with 1 the solver's tolerance was worth 0.001 of a level among ten unequal unions.
_COST_SIZE = 6
_BASIC, _LOWER = highspy.HighsBasisStatus.kBasic, highspy.HighsBasisStatus.kLower
_BY_COLUMNS = int(highspy.MatrixFormat.kColwise)
_MINIMISE = int(highspy.ObjSense.kMinimize)
_STEPS_PER_LINE = 20  # simplex steps allowed per row and column: more is a stall
_LEAST_STEPS = 500


class Solver:
    """One matrix inside HiGHS; bounds and costs change, every solve starts warm."""

    def __init__(self, arrays: Arrays, params: Params, stop: Stop, seed: int) -> None:
        self.arrays = arrays
        self.params = params
        self.stop = stop
        self.n_solves = self.n_fallbacks = 0
        self.n_steps = 0  # of the last try, simplex and crossover
        self.seconds = 0.0
        self._started = stop.clock() if stop.clock is not None else 0.0
        self._row_scale = arrays.row_scale
        self._column_scale = arrays.column_scale
        self._n_costs = len(arrays.column_scale)
        self._cost_scale = 1.0
        is_amount = np.ones(self._n_costs, dtype=np.bool_)  # no level, not the floor
        is_amount[[*arrays.matrix.levels.values(), -1]] = False
        self._faces = Faces(is_amount, np.zeros(len(self._row_scale), dtype=np.bool_))
        self._row_upper = arrays.row_upper.copy()  # scaled, as they are now
        self._older: End | None = None
        # Whether to begin at the last answer; whether the last one began at the one before.
        self._is_warm = self.was_warm = False
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # theirs
        options = {"output_flag": False, "threads": 1, "random_seed": seed}
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        self._n_lines = len(arrays.row_upper) + len(arrays.column_upper)
        self._pass(arrays)
        if stop.asked is not None or stop.clock is not None:
            self._highs.cbSimplexInterrupt += self._on_iteration
            self._highs.cbIpmInterrupt += self._on_iteration
            self._highs.cbMipInterrupt += self._on_iteration

    def go_on_from(self, other: Solver) -> None:
        """Count the time that another has taken, so that a stop holds for both."""
        self.seconds, self._started = other.seconds, other._started

    def minimise(self, costs: Floats) -> None:
        """Set what to keep small, in units of the problem."""
        scaled = np.zeros(self._n_columns)
        scaled[: len(costs)] = costs * self._column_scale[: len(costs)]
        largest = float(np.abs(scaled).max(initial=0.0))
        exponent = _COST_SIZE - round(np.log2(largest)) if largest > 0 else 0
        self._cost_scale = 2.0**exponent
        every = np.arange(self._n_columns, dtype=np.int32)
        self._highs.changeColsCost(len(every), every, scaled * self._cost_scale)

    def maximise(self, i_columns: NDArray[np.int32]) -> None:
        """Set the sum of these columns as what to make large."""
        costs = np.zeros(self._n_columns)
        costs[i_columns] = -1.0
        self.minimise(costs)

    def bound_column(self, i_column: int, lower: float, upper: float) -> None:
        """Keep a column between two values."""
        scale = self._column_scale[i_column]
        self._highs.changeColBounds(int(i_column), lower / scale, upper / scale)

    def bound_row(self, i_row: int, upper: float) -> None:
        """Keep a row at or below a value."""
        scaled = upper * self._row_scale[i_row]
        self._row_upper[i_row] = scaled
        self._highs.changeRowBounds(int(i_row), -highspy.kHighsInf, scaled)

    def face_of(self, answer: Answer) -> Face:
        """Find what the prices of the last answer, an optimum, keep where it is."""
        n = self._n_costs
        costs = -answer.column_prices[:n] * self._column_scale[:n] * self._cost_scale
        prices = answer.row_prices / self._row_scale * self._cost_scale
        used = np.asarray(self._highs.getSolution().row_value)
        values = answer.values[:n] / self._column_scale[:n]
        scaled = Scaled(values, costs, self._row_upper - used, prices)
        return self._faces.find(scaled, answer)

    def hold_face(self, face: Face) -> Answer:
        """Hold what an optimum keeps where it is.

        Nothing is lost as long as that optimum is held, and the next solve is small.
        Returns its answer with prices that hold for the whole matrix.
        """
        whole = self._faces.hold(face)
        self._bound_scaled(whole.i_columns, np.zeros(self._n_costs))
        self._bound_rows_scaled(whole.i_rows, self._row_upper)
        return whole.answer

    def free_face(self, n_last: int | None = None) -> None:
        """Set free what ``hold_face`` held, the last few times or always."""
        no_bound = np.full(len(self._row_upper), -highspy.kHighsInf)
        for face in self._faces.free(n_last):
            self._bound_scaled(face.i_columns, self.arrays.column_upper)
            self._bound_rows_scaled(face.i_rows, no_bound)

    def leave_rows(
        self, i_rows: Sequence[int], i_columns: Sequence[int], i_floor: int | None
    ) -> None:
        """Let rows stop binding while their columns and the floor stay where they are.

        The last answer remains a corner: each row's column leaves the basis for the
        row, but for the first the floor leaves, if it is named. It must be named when
        the first row has a price: the floor and all the columns would be too many,
        since prices add up to one. Without this the next solve would begin outside what
        is possible.
        """
        basis = self._highs.getBasis()
        columns, rows = list(basis.col_status), list(basis.row_status)
        if not basis.valid or len(columns) != self._n_columns:
            return
        leaving = list(i_columns)
        leaving[:1] = leaving[:1] if i_floor is None else [i_floor]
        for i_row, i_column in zip(i_rows, leaving, strict=True):
            if rows[i_row] != _BASIC and columns[i_column] == _BASIC:
                columns[i_column], rows[i_row] = _LOWER, _BASIC
        basis.col_status, basis.row_status = columns, rows
        self._highs.setBasis(basis)

    def forget(self) -> None:
        """Begin the next solve afresh, not at the corner of the last answer."""
        self._is_warm = False

    def corner(self) -> Corner:
        """Return the corner of the last answer."""
        basis = self._highs.getBasis()
        return list(basis.col_status), list(basis.row_status)

    def begin_at(self, end: End) -> None:
        """Begin the next solve where an older plan's ended, if it leads anywhere."""
        self._older = end

    def come_back(self, corner: Corner) -> None:
        """Begin the next solve at a corner; columns added since are left out."""
        self._is_warm = self._go_to(corner)

    def try_from(self, end: End) -> Answer | None:
        """Solve from where an older plan's solve ended; None when that leads nowhere."""
        answer = None
        if self._go_to(end.corner):
            answer = self._try(ways.FROM_OLDER, max(end.n_steps, _LEAST_STEPS))
        self._is_warm = self.was_warm = answer is not None and (
            answer.ending is Ending.OPTIMAL
        )
        return answer

    def add_help(self, i_row: int) -> int:
        """Add a column, closed for now, of which one unit widens a row by one unit."""
        scale = 1.0 / self._row_scale[i_row]
        rows = np.array([i_row], dtype=np.int32)
        self._highs.addCol(0.0, 0.0, 0.0, 1, rows, np.array([-1.0]))
        self._column_scale = np.append(self._column_scale, scale)
        return self._n_columns - 1

    def add_loss(self, i_rows: NDArray[np.int32], amounts: Floats) -> int:
        """Add a column, closed for now, of which a unit narrows rows by these amounts."""
        values = amounts * self._row_scale[i_rows]
        self._highs.addCol(0.0, 0.0, 0.0, len(i_rows), i_rows, values)
        self._column_scale = np.append(self._column_scale, 1.0)
        return self._n_columns - 1

    def solve(self, *, is_thorough: bool = True) -> Answer:
        """Solve from where the last solve ended; fall back until an answer can be trusted.

        Parameters
        ----------
        is_thorough : bool
            Try ways that take long, too; otherwise a large matrix is given up earlier.

        Raises
        ------
        Stopped
            Somebody asked, or the time is over.
        Trouble
            No way of solving gave an answer.
        """
        self.check_stop()
        answer = self._from_older()
        if answer is not None:
            return answer
        tried: list[str] = []
        for way in self._ways():
            if way.is_long and self.is_large and not is_thorough:
                continue
            answer = self._try(way)
            if answer is not None:
                self._is_warm = answer.ending is Ending.OPTIMAL
                self.was_warm = not way.afresh
                return answer
            tried.append(way.name)
            self.n_fallbacks += 1
        self.was_warm = False
        raise Trouble(tuple(tried))

    def solve_whole(self, i_columns: NDArray[np.int32]) -> Answer:
        """Solve with these columns at whole numbers; the answer has no prices.

        Raises
        ------
        Stopped
            Somebody asked, or the time is over.
        Trouble
            Branching found no answer within the tolerance.
        """
        self.check_stop()
        highs = self._highs
        for name, value in (*ways.OPTIONS, *ways.WHOLE_OPTIONS):
            highs.setOptionValue(name, value)
        self._set_integrality(i_columns, highspy.HighsVarType.kInteger)
        self._set_time_limit()
        before = highs.getRunTime()
        highs.run()
        self.n_solves += 1
        self.seconds += highs.getRunTime() - before
        status = highs.getModelStatus()
        values = np.asarray(highs.getSolution().col_value) * self._column_scale
        cost = highs.getObjectiveValue() / self._cost_scale
        self._set_integrality(i_columns, highspy.HighsVarType.kContinuous)
        highs.clearSolver()
        self._is_warm = False
        if status == highspy.HighsModelStatus.kInfeasible:
            return INFEASIBLE
        if status in _INTERRUPTED:
            raise Stopped
        if status != highspy.HighsModelStatus.kOptimal:
            raise Trouble(("branch and bound",))
        return Answer(Ending.OPTIMAL, values, NOTHING, NOTHING, cost)

    def check_stop(self) -> None:
        """Raise ``Stopped`` when it is time."""
        if self._must_stop():
            raise Stopped

    @property
    def is_large(self) -> bool:
        """Whether interior point takes less than the simplex method."""
        return len(self.arrays.entries.values) > self.params.simplex_up_to

    @property
    def _n_columns(self) -> int:
        return len(self._column_scale)

    def _pass(self, arrays: Arrays) -> None:
        entries = arrays.entries
        n_rows, n_columns = len(arrays.row_upper), len(arrays.column_upper)
        none = np.zeros(n_columns)
        # Arrays as they are: filling in a HighsLp copies them number by number.
        self._highs.passModel(
            n_columns, n_rows, len(entries.values), _BY_COLUMNS, _MINIMISE, 0.0,
            none, none, arrays.column_upper,
            np.full(n_rows, -highspy.kHighsInf), arrays.row_upper,
            entries.start, entries.i_rows, entries.values, none.astype(np.int32),
        )  # fmt: skip

    def _bound_scaled(self, i_columns: NDArray[np.int64], upper: Floats) -> None:
        n, which = len(i_columns), i_columns.astype(np.int32)
        self._highs.changeColsBounds(n, which, np.zeros(n), upper[i_columns])

    def _bound_rows_scaled(self, i_rows: NDArray[np.int64], lower: Floats) -> None:
        n, which, upper = len(i_rows), i_rows.astype(np.int32), self._row_upper[i_rows]
        highs: Any = self._highs  # its types do not know changeRowsBounds
        highs.changeRowsBounds(n, which, lower[i_rows], upper)

    def _ways(self) -> tuple[ways.Way, ...]:
        """Ways to try, in order: from the last answer if there is one, then afresh."""
        warm, simplex, interior, scaled, looser = ways.WAYS
        if self._is_warm:
            return (warm, interior, scaled, simplex, looser)
        if self.is_large:
            return (interior, scaled, simplex, looser)
        return (simplex, interior, scaled, looser)

    def _from_older(self) -> Answer | None:
        """Solve from the corner of an older plan; come back from it if that fails."""
        older, self._older = self._older, None
        if older is None:
            return None
        before = self.corner() if self._is_warm else None
        answer = self.try_from(older)
        if self._is_warm:
            return answer
        self._is_warm = before is not None and self._go_to(before)
        return None

    def _go_to(self, corner: Corner) -> bool:
        columns, rows = corner
        basis = self._highs.getBasis()
        added = [_LOWER] * (self._n_columns - len(columns))
        basis.col_status, basis.row_status = [*columns, *added], rows
        basis.valid, basis.alien = True, False
        return self._highs.setBasis(basis) == highspy.HighsStatus.kOk

    def _try(self, way: ways.Way, most_steps: int | None = None) -> Answer | None:
        highs = self._highs
        for name, value in (*ways.OPTIONS, *way.options):
            highs.setOptionValue(name, value)
        if way.afresh:
            highs.clearSolver()
            # Only a corner needs a floor below the floor; interior point stumbles over it.
            self.bound_column(self.arrays.matrix.i_floor, 0.0, 1.0)
        is_short = self.is_large and not way.is_long
        per_line = way.steps_per_line if is_short else _STEPS_PER_LINE
        steps = _LEAST_STEPS + int(per_line * self._n_lines)
        limit = min(steps, most_steps or steps)
        highs.setOptionValue("simplex_iteration_limit", limit)
        self._set_time_limit()
        before = highs.getRunTime()
        highs.run()
        self.n_solves += 1
        self.seconds += highs.getRunTime() - before
        found = highs.getInfo()
        self.n_steps = found.simplex_iteration_count + found.crossover_iteration_count
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return self._read()
        if status == highspy.HighsModelStatus.kInfeasible:
            return INFEASIBLE
        if status in _INTERRUPTED:
            raise Stopped
        return None

    def _set_integrality(
        self, i_columns: NDArray[np.int32], kind: highspy.HighsVarType
    ) -> None:
        kinds = np.full(len(i_columns), int(kind), dtype=np.uint8)
        self._highs.changeColsIntegrality(len(i_columns), i_columns, kinds)

    def _set_time_limit(self) -> None:
        if self.stop.seconds is not None and self.stop.clock is None:
            left = max(self.stop.seconds - self.seconds, 0.0)
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + left)

    def _read(self) -> Answer:
        solution = self._highs.getSolution()
        values = np.asarray(solution.col_value) * self._column_scale
        row_prices = -np.asarray(solution.row_dual) * self._row_scale
        column_prices = -np.asarray(solution.col_dual) / self._column_scale
        cost = self._highs.getObjectiveValue() / self._cost_scale
        return Answer(
            Ending.OPTIMAL,
            values,
            row_prices / self._cost_scale,
            column_prices / self._cost_scale,
            cost,
        )

    def _on_iteration(self, event: highspy.HighsCallbackEvent) -> None:
        if self._must_stop():
            event.interrupt()

    def _must_stop(self) -> bool:
        stop = self.stop
        if stop.asked is not None and stop.asked():
            return True
        if stop.seconds is None:
            return False
        spent = self.seconds if stop.clock is None else stop.clock() - self._started
        return spent >= stop.seconds
