"""How far something can fall while the levels of a plan are held, by solving again.

Hours, rooms, stocks and money stand on the right side of rows: the share lost becomes a
column, and one linear program finds how large it may be. Yields stand inside the matrix:
their share is found by halving. Either way the answer is solved again, at the share told
and a tolerance beyond, and what does not hold is sought by halving.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner import build, wholes
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.found import Answer, Ending, Floats, Trouble
from commonweal.core.planner.matrix import Matrix
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Need, Tier
from commonweal.core.planner.whatif import WhatIf, Yields, apply, lost
from commonweal.core.planner.words import N_, Sentence

_PRICED = 1e-6  # a smaller price on a held level is noise
_STEP = 1e-5  # shares are rounded down to this, so that they hold beyond rounding


@dataclass(frozen=True, slots=True)
class Found:
    """Shares that may be lost, of any need's good and of vital needs' alone."""

    share: float
    vital_share: float
    first: tuple[str, ...]  # needs in the way, where prices tell


@dataclass(frozen=True, slots=True)
class _Loss:
    """Rows that narrow when something is lost, and by how much when all of it is."""

    i_rows: NDArray[np.int32]
    amounts: Floats


class Asking:
    """One problem held at the levels of a plan, asked how much could be lost."""

    def __init__(
        self, problem: Problem, plan: Plan, params: Params, stop: Stop
    ) -> None:
        self.problem = problem
        self.params = params
        self.stop = stop
        self.level = {line.need: line.level for line in plan.fulfilment}
        self._arrays = build.build(problem)
        self._solver = Solver(self._arrays, params, stop, seed=0)
        self._whole = _whole_columns(self._arrays.matrix)
        self._hold(self._solver, self._arrays.matrix, vital=False)
        if not self._holds_now(self._solver, self._whole):
            said = N_("The levels of this plan cannot be reached in this problem.")
            raise BadProblem([Fault("fulfilment", Sentence(said))])

    def answer(self, whatif: WhatIf, tolerance: float) -> Found:
        """Find how much of something may be lost.

        Parameters
        ----------
        whatif : WhatIf
            What is lost; its own factor or share is not looked at.
        tolerance : float
            How exactly, as a share.

        Returns
        -------
        Found
            Shares from 0 to 1.

        Raises
        ------
        ValueError
            The what-if takes no share away.
        Stopped
            Somebody asked, or the time is over.
        """
        ask = self._ask_yields if isinstance(whatif, Yields) else self._ask_limit
        share, first = ask(whatif, tolerance, vital=False)
        if all(_is_vital(need) for need in self.problem.needs) or share == 1.0:
            return Found(share, share, first)
        vital_share, _ = ask(whatif, tolerance, vital=True)
        return Found(share, max(share, vital_share), first)

    def _ask_yields(
        self, whatif: WhatIf, tolerance: float, *, vital: bool
    ) -> tuple[float, tuple[str, ...]]:
        def holds(share: float) -> bool:
            arrays = build.build(apply(self.problem, lost(whatif, share)))
            solver = Solver(arrays, self.params, self.stop, seed=0)
            self._hold(solver, arrays.matrix, vital=vital)
            return self._holds_now(solver, _whole_columns(arrays.matrix))

        return _largest(holds, tolerance), ()

    def _ask_limit(
        self, whatif: WhatIf, tolerance: float, *, vital: bool
    ) -> tuple[float, tuple[str, ...]]:
        loss = self._loss_of(whatif)
        if not len(loss.i_rows):
            return 1.0, ()  # nothing the plan could use is lost
        self._hold(self._solver, self._arrays.matrix, vital=vital)
        i_loss = self._solver.add_loss(loss.i_rows, loss.amounts)
        guess, first = self._most(i_loss)

        def holds(share: float) -> bool:
            # From the beginning, so that nothing of how the guess was found counts.
            solver = Solver(self._arrays, self.params, self.stop, seed=0)
            self._hold(solver, self._arrays.matrix, vital=vital)
            self._narrow(solver, loss, share)
            return self._holds_now(solver, self._whole)

        return _largest(holds, tolerance, guess), first

    def _loss_of(self, whatif: WhatIf) -> _Loss:
        """Compare the rows with those after half was lost; the columns are the same."""
        matrix = self._arrays.matrix
        halved = build.build(apply(self.problem, lost(whatif, 0.5))).matrix
        upper, left = np.asarray(matrix.upper), np.asarray(halved.upper)
        assert len(upper) == len(left), "what is there decides no row"
        less = 2.0 * (upper - left)
        i_rows = np.flatnonzero(np.isfinite(less) & (less > 0))
        return _Loss(i_rows.astype(np.int32), less[i_rows])

    def _most(self, i_loss: int) -> tuple[float | None, tuple[str, ...]]:
        """Find the largest share in one solve, and the needs that stand in its way."""
        self._solver.bound_column(i_loss, 0.0, 1.0)
        self._solver.maximise(np.array([i_loss], dtype=np.int32))
        answer = self._solve(self._solver, self._whole)
        self._solver.bound_column(i_loss, 0.0, 0.0)
        if answer is None:
            return None, ()
        share = float(answer.values[i_loss])
        if share >= 1.0 - _STEP or not len(answer.column_prices):
            return share, ()
        levels: Mapping[str, int] = self._arrays.matrix.levels
        first = tuple(
            label
            for label, i_level in levels.items()
            if answer.column_prices[i_level] < -_PRICED
        )
        return share, first

    def _narrow(self, solver: Solver, loss: _Loss, share: float) -> None:
        upper = self._arrays.matrix.upper
        for i_row, amount in zip(loss.i_rows, loss.amounts, strict=True):
            solver.bound_row(int(i_row), float(upper[i_row] - share * amount))

    def _hold(self, solver: Solver, matrix: Matrix, *, vital: bool) -> None:
        """Hold the levels of all needs, or of vital needs only, within the tolerance."""
        for need in self.problem.needs:
            is_held = _is_vital(need) or not vital
            level = self.level[need.label] if is_held else 0.0
            least = max(level - self.params.tolerance, 0.0)
            solver.bound_column(matrix.levels[need.label], least, 1.0)

    def _holds_now(self, solver: Solver, whole: NDArray[np.int32]) -> bool:
        solver.minimise(np.zeros(0))
        return self._solve(solver, whole) is not None

    def _solve(self, solver: Solver, whole: NDArray[np.int32]) -> Answer | None:
        """Solve; trouble counts as no answer, so that no slack is told that is not there."""
        try:
            answer = solver.solve_whole(whole) if len(whole) else solver.solve()
        except Trouble:
            return None
        return answer if answer.ending is Ending.OPTIMAL else None


def _largest(
    holds: Callable[[float], bool], tolerance: float, guess: float | None = None
) -> float:
    """Find the largest share that holds, by a guess that is verified, or by halving."""
    if guess is not None:
        share = max(math.floor(guess / _STEP) * _STEP, 0.0)
        share = 1.0 if share >= 1.0 - _STEP else share
        is_most = share + tolerance > 1.0 or not holds(share + tolerance)
        if is_most and holds(share):
            return share
    if holds(1.0):
        return 1.0
    low, high = 0.0, 1.0
    while high - low > tolerance:
        middle = (low + high) / 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


def _whole_columns(matrix: Matrix) -> NDArray[np.int32]:
    return np.array(wholes.columns_of(matrix), dtype=np.int32)


def _is_vital(need: Need) -> bool:
    return need.tier == Tier.VITAL and not need.is_wish
