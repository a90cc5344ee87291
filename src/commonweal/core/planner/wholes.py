"""Tasks that come only whole: batches, trips, rooms, settled after the levels.

Half an oven is not fired and a van does not drive 0.4 times. Levels are found first as
if it could be; then, stage by stage, whole numbers of runs are found that lose as little
as can be of any level, the greatest loss of a stage kept smallest, and that spare the
goals in their order. What is left of the plan is settled anew around them.

Formula
-------
::

    maximise f   with z[n] ≥ f + level[n] - 1 for the needs of the stage, x[r,u,t] whole

The price of wholeness of a stage is 1 - f: the largest part of a need that it takes.

References
----------
.. [1] L. A. Wolsey, "Integer Programming", Wiley 1998 (branch and bound, as HiGHS does).

Where it binds
--------------
An oven holds 4 kg of bread a batch, one batch fits in, 6 kg are needed and flour for 5
is there: 4 kg are made, not 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from commonweal.core.planner import explain
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.build import GOAL
from commonweal.core.planner.found import Answer, Ending, Trouble
from commonweal.core.planner.levels import Levels, stages_of
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.params import Params
from commonweal.core.planner.plan import Limit, Short
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.rules import fulfilment
from commonweal.core.planner.terms import Need
from commonweal.core.planner.words import N_, Sentence

_NO_FLOOR = 1.0  # a floor row with upper 1 says nothing: levels are ≥ 0
_WHOLE_WORDS = Sentence(N_("What is made for it comes only in whole batches."))
_WHOLE = Limit("whole", "", None, None, 0.0, 0.0, _WHOLE_WORDS)
_GIVE = 1e-6  # by how much what a stage reached may give way to the next


def columns_of(matrix: Matrix) -> list[int]:
    """Return the columns that stand for tasks that come only whole."""
    return matrix.whole_runs()


def settle(solver: Solver, levels: Levels, params: Params) -> None:
    """Find whole numbers of runs that keep to the levels, and bind the runs to them.

    Parameters
    ----------
    solver : Solver
        Holding the matrix. All other bounds are set free.
    levels : Levels
        As settled without wholeness.
    params : Params
        For the order of the goals and how far they may give way.

    Raises
    ------
    Stopped, Trouble
        See ``backend.Solver.solve_whole``.
    """
    finding = _Finding(solver, levels, params)
    for stage in stages_of(finding.matrix.problem.needs):
        finding.settle([need for need in stage if levels.level[need.label] > 0])
    finding.spare()
    finding.bind()


def shorts_after(
    problem: Problem,
    shorts: tuple[Short, ...],
    levels: Mapping[str, float],
    tolerance: float,
) -> tuple[Short, ...]:
    """Return what is short once runs are whole.

    Limits and reliefs are those found before; a need that only wholeness holds down
    says so.
    """
    told = {short.need: short for short in shorts}
    found = []
    for need in problem.needs:
        level = levels[need.label]
        if level < 1.0 - tolerance:
            old = told.get(need.label)
            limits = (_WHOLE,) if old is None else old.limits
            new = explain.short_of(problem, need, level, limits)
            found.append(replace(new, reliefs=() if old is None else old.reliefs))
    return tuple(found)


class _Finding:
    def __init__(self, solver: Solver, levels: Levels, params: Params) -> None:
        self.solver = solver
        self.matrix = solver.arrays.matrix
        self.levels = levels
        self.params = params
        self._i_columns = np.array(columns_of(self.matrix), dtype=np.int32)
        self._i_floor = self.matrix.i_floor
        self._answer: Answer | None = None
        for need in self.matrix.problem.needs:
            solver.bound_column(self.matrix.levels[need.label], 0.0, 1.0)

    def settle(self, stage: Sequence[Need]) -> None:
        """Lose as little as can be of the stage's levels; hold what is left."""
        for need in stage:
            level = self.levels.level[need.label]
            self.solver.bound_row(self._row_of(need), 1.0 - level)
        self.solver.maximise(np.array([self._i_floor], dtype=np.int32))
        loss = max(1.0 - float(self._solve().values[self._i_floor]), 0.0)
        for need in stage:
            lower = self.levels.level[need.label] - loss - _GIVE
            self.solver.bound_row(self._row_of(need), _NO_FLOOR)
            self.solver.bound_column(
                self.matrix.levels[need.label], max(lower, 0.0), 1.0
            )

    def spare(self) -> None:
        """Keep the goals small in their order, with whole numbers of runs."""
        for goal in self.params.goals:
            costs = self.solver.arrays.goal_costs[goal]
            if np.any(costs):
                self.solver.minimise(costs)
                most = self._solve().cost
                slack = max(self.params.goal_slack, _GIVE) * (1.0 + abs(most))
                self.solver.bound_row(self._goal_row(goal), most + slack)

    def bind(self) -> None:
        """Bind the runs to their numbers and set everything else free."""
        values = (self._answer or self._solve()).values
        for i in self._i_columns:
            number = round(float(values[i]))
            self.solver.bound_column(int(i), number, number)
        for goal in self.params.goals:
            self.solver.bound_row(self._goal_row(goal), float("inf"))
        for need in self.matrix.problem.needs:
            self.solver.bound_column(self.matrix.levels[need.label], 0.0, 1.0)

    def _solve(self) -> Answer:
        answer = self.solver.solve_whole(self._i_columns)
        if answer.ending is Ending.INFEASIBLE:
            raise Trouble(("whole numbers of runs",))
        self._answer = answer
        return answer

    def _row_of(self, need: Need) -> int:
        tag = Tag(fulfilment.FLOOR, need.label, need.place, need.period)
        return self.matrix.rows[tag]

    def _goal_row(self, goal: str) -> int:
        return self.matrix.rows[Tag(GOAL, goal)]
