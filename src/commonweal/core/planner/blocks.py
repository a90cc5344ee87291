"""Large federations: which solver to take, and one floor raised with a proven bound.

Places are coupled by lanes and the purse alone. ``solver_for`` takes the solver that
opens lanes only as they pay (``sifting``) once a matrix is large enough for that to win;
its answers are those of the whole matrix. ``raise_floor`` raises one floor and may stop
early: then it says how far below the best it can be at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from commonweal.core.planner import ways
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.duality import Bounding
from commonweal.core.planner.few_places import floor_rows, reach
from commonweal.core.planner.found import Answer, Ending
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.sifting import First, SiftingSolver
from commonweal.core.planner.terms import Need


def solver_for(arrays: Arrays, params: Params, stop: Stop, seed: int) -> Solver:
    """Return the solver for a matrix: sifting when it is large and has lanes.

    Parameters
    ----------
    arrays : Arrays
        As built.
    params : Params
        ``params.sift_from`` says from how many non-zeros on lanes are sifted.
    stop : Stop
        When to give up.
    seed : int
        Handed to the solver.

    Returns
    -------
    Solver
        Either kind answers the same questions with the same answers.

    Examples
    --------
    >>> from commonweal.core.planner import Period, Problem, build
    >>> arrays = build.build(Problem(periods=(Period("week 14"),), places=("home",)))
    >>> type(solver_for(arrays, Params(), Stop(), 0)).__name__
    'Solver'
    """
    is_large = len(arrays.entries.values) >= params.sift_from
    if is_large and len(arrays.matrix.moved):
        return SiftingSolver(arrays, params, stop, seed)
    return Solver(arrays, params, stop, seed)


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor under some needs, and how much higher it could be at most.

    Parameters
    ----------
    level : float, [share of a need]
        Every need asked for reaches it in the plan found.
    at_most : float, [share of a need]
        No plan raises them all above it: proved by prices, whatever lanes are open.
    answer : Answer
        The plan found and the prices.
    n_open, n_lanes : int
        Lane columns that were opened, and all there are.
    """

    level: float
    at_most: float
    answer: Answer
    n_open: int
    n_lanes: int


def raise_floor(
    arrays: Arrays,
    needs: Iterable[Need],
    params: Params,
    stop: Stop,
    *,
    gap: float = 0.0,
) -> Floor:
    """Raise the worst-off of some needs as high as can be.

    With a gap a few places prove the floor and all come near it region by region
    (``few_places``). Where that finds nothing, all lanes are opened at once and interior
    point need not go to a corner. Where its prices do not prove it near enough, and
    without a gap, lanes are opened as they pay.

    Parameters
    ----------
    arrays : Arrays
        As built.
    needs : iterable of Need
        Whose floor is raised; all others are free.
    params : Params
        How the planner works.
    stop : Stop
        When to give up.
    gap : float, [share of a need]
        Good enough: stop once the level is proved to be no farther from the best.

    Returns
    -------
    Floor
        The level and its bound.

    Raises
    ------
    Stopped, Trouble
        See ``backend.Solver.solve``.
    ValueError
        Promises cannot all be kept, so there is no plan at all.

    Examples
    --------
    >>> from commonweal.core.planner import Good, Period, Problem, Stock, Tier, build
    >>> need = Need("bread", "home", "all", Tier.VITAL, 0, 8.0, {"bread": 1.0}, ("b",))
    >>> problem = Problem(periods=(Period("week 14"),), places=("home",),
    ...     goods=(Good("bread", "kg"),), stocks=(Stock("home", "bread", 6.0),),
    ...     needs=(need,))
    >>> floor = raise_floor(build.build(problem), [need], Params(), Stop())
    >>> round(floor.level, 6), round(floor.at_most, 6)
    (0.75, 0.75)
    """
    asked, n_lanes = tuple(needs), len(arrays.matrix.moved)
    solver = _Bounded(arrays, params, stop, asked)
    near = reach(solver, asked, gap) if gap > 0 else None
    if near is not None:
        level = -near.answer.cost
        return Floor(level, near.at_most, near.answer, near.n_open, n_lanes)
    solver.gap = gap
    solver.maximise(np.array([arrays.matrix.i_floor], dtype=np.int32))
    answer = (solver.solve_inside() if gap > 0 else None) or solver.solve()
    if answer.ending is Ending.INFEASIBLE:
        raise ValueError("there is no plan at all: promises collide")
    n_open = n_lanes - int(solver.is_closed.sum())
    return Floor(-answer.cost, solver.at_most(answer), answer, n_open, n_lanes)


class _Bounded(SiftingSolver):
    """Raises one floor, and stops sifting once the best is near enough."""

    def __init__(
        self,
        arrays: Arrays,
        params: Params,
        stop: Stop,
        needs: tuple[Need, ...],
    ) -> None:
        super().__init__(arrays, params, stop, 0, First(needs))
        self.gap = 0.0
        self._bounding = Bounding(arrays)
        asked = set(floor_rows(arrays, needs).tolist())
        for i_row in floor_rows(arrays):
            self.bound_row(int(i_row), 0.0 if i_row in asked else np.inf)

    def solve_inside(self) -> Answer | None:
        """Solve with all lanes open; None when it is not proved to be near enough.

        Raises
        ------
        Stopped
            See ``backend.Solver.solve``.
        """
        i_lanes = np.flatnonzero(self.is_closed)
        self._open(i_lanes)
        answer = self._try(ways.INSIDE)
        if answer is not None and self._is_good_enough(answer, 1):
            return answer
        self._is_closed[i_lanes] = True
        self._close()
        return None

    def at_most(self, answer: Answer) -> float:
        """Say how high the floor could be at most; see ``duality``."""
        return self._bounding.at_most(answer.row_prices, self._row_upper)

    def _is_good_enough(self, answer: Answer, n_rounds: int) -> bool:
        del n_rounds
        if answer.ending is Ending.INFEASIBLE or self.gap == 0:
            return False
        return self.at_most(answer) + answer.cost <= self.gap
