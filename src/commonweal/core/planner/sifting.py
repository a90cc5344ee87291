"""Lanes are opened only when they pay: a solver for many places in one problem.

Of all that could be sent from place to place in some period, an optimum uses little:
about a hundredth on fifty unions. So lanes start closed but for those that a crushed
problem (``crush``) would use. Every solve prices the closed ones; those that would
better the answer are opened and the solve goes on from where it was, until none would.
Then the answer is an optimum of the whole matrix, to the solver's own tolerance, and
its prices prove it. Nothing else changes: rounds, goals and reliefs ask as before.

References
----------
.. [1] R. E. Bixby, J. W. Gregory, I. J. Lustig, R. E. Marsten and D. F. Shanno, "Very
   large-scale linear programming: a case study in combining interior point and simplex
   methods", Operations Research 40, 1992, 885-897 (sifting).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner import crush
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.flat import Flags
from commonweal.core.planner.found import INFEASIBLE, Answer, Ending, Trouble
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.terms import Need

_PAYS = 1e-7  # scaled, the solver's own tolerance on prices
_USED = 1e-9  # scaled; less is noise
_AT_ONCE = 2_000  # lanes opened after one solve, those that pay most
_CRUSHED_ROUNDS = 4  # the crushed problem only guesses; its last lanes matter little
_PERIODS_A_STEP = 6
_MOST_STEPS: Final = 4


@dataclass(frozen=True, slots=True)
class First:
    """Which lanes are open at first.

    Parameters
    ----------
    needs : sequence of Need, optional
        Lanes that a crushed problem uses for their sake; for all needs by default.
    is_lane : (n_columns,) bool, optional
        What counts as lanes, all of them closed at first; ``matrix.moved`` by default.
    """

    needs: Sequence[Need] | None = None
    is_lane: Flags | None = None


_FIRST = First()


class SiftingSolver(Solver):
    """A solver that keeps lanes closed until they pay; otherwise like ``Solver``.

    Parameters
    ----------
    arrays : Arrays
        The whole matrix.
    params : Params
        How the planner works.
    stop : Stop
        When to give up.
    seed : int
        Handed to the solver.
    first : First
        Which lanes to begin with.

    Examples
    --------
    See ``tests/core/test_planner_sifting.py``.
    """

    def __init__(
        self,
        arrays: Arrays,
        params: Params,
        stop: Stop,
        seed: int,
        first: First = _FIRST,
    ) -> None:
        super().__init__(arrays, params, stop, seed)
        self.n_openings = 0
        self._seed = seed
        self._needs = first.needs
        self._is_prepared = first.is_lane is not None
        is_lane = first.is_lane
        if is_lane is None:
            is_lane = np.zeros(self._n_costs, dtype=np.bool_)
            is_lane[arrays.matrix.moved.i_columns] = True
        self._is_closed = is_lane.copy()
        self._close()

    @property
    def is_closed(self) -> Flags:
        """Lanes that are closed, (n_columns,) bool."""
        return self._is_closed.copy()

    def solve(self, *, is_thorough: bool = True) -> Answer:
        """Solve, opening lanes until none that is closed would better the answer.

        Parameters
        ----------
        is_thorough : bool
            See ``backend.Solver.solve``.

        Raises
        ------
        Stopped, Trouble
            See ``backend.Solver.solve``.
        """
        if not self._is_prepared:
            self._is_prepared = True
            self._open(self._first_lanes())
        n_rounds = 0
        while True:
            answer = super().solve(is_thorough=is_thorough)
            n_rounds += 1
            i_paying = self._paying(answer)
            if len(i_paying) == 0 or self._is_good_enough(answer, n_rounds):
                return answer
            self._open(i_paying)
            self.n_openings += 1

    def solve_whole(self, i_columns: NDArray[np.int32]) -> Answer:
        """Solve with these columns at whole numbers, all lanes open.

        Raises
        ------
        Stopped, Trouble
            See ``backend.Solver.solve_whole``.
        """
        self._is_prepared = True
        self._open(np.flatnonzero(self._is_closed & self._faces.may_hold))
        return super().solve_whole(i_columns)

    def free_face(self, n_last: int | None = None) -> None:
        """Set free what ``hold_face`` held; lanes never opened stay closed."""
        super().free_face(n_last)
        self._close()

    def _is_good_enough(self, answer: Answer, n_rounds: int) -> bool:
        """Whether to leave closed what would still pay; never, unless overridden."""
        del answer, n_rounds
        return False

    def _paying(self, answer: Answer) -> NDArray[np.int64]:
        """Find closed lanes that would better the answer, those that pay most."""
        can_open = self._is_closed & self._faces.may_hold
        if answer.ending is Ending.INFEASIBLE:
            return np.flatnonzero(can_open)
        n = self._n_costs
        prices = answer.column_prices[:n] * self._column_scale[:n] * self._cost_scale
        i_paying = np.flatnonzero(can_open & (prices > _PAYS))
        if len(i_paying) > _AT_ONCE:
            best = np.argsort(-prices[i_paying], kind="stable")[:_AT_ONCE]
            i_paying = np.sort(i_paying[best])
        return i_paying

    def _first_lanes(self) -> NDArray[np.int64]:
        """Lanes that a crushed problem uses."""
        n_periods = self.arrays.matrix.n_periods
        n_steps = max(1, min(n_periods // _PERIODS_A_STEP, _MOST_STEPS))
        crushed = crush.crush(self.arrays, n_steps, self._needs)
        first = First(is_lane=crushed.is_lane)
        solver = _Guessing(crushed.arrays, self.params, self.stop, self._seed, first)
        solver.minimise(crushed.costs)
        try:
            answer = solver.solve()
        except Trouble:
            answer = INFEASIBLE
        self.n_solves += solver.n_solves
        self.seconds += solver.seconds
        if answer.ending is Ending.INFEASIBLE:
            return np.zeros(0, dtype=np.int64)
        is_used = crushed.is_lane & (answer.values > _USED)
        return np.flatnonzero(is_used[crushed.of] & self._is_closed)

    def _open(self, i_columns: NDArray[np.int64]) -> None:
        self._bound_scaled(i_columns, self.arrays.column_upper)
        self._is_closed[i_columns] = False

    def _close(self) -> None:
        n = self._n_costs
        self._bound_scaled(np.flatnonzero(self._is_closed), np.zeros(n))


class _Guessing(SiftingSolver):
    """Sifts a crushed problem, a few rounds only."""

    def _is_good_enough(self, answer: Answer, n_rounds: int) -> bool:
        del answer
        return n_rounds >= _CRUSHED_ROUNDS
