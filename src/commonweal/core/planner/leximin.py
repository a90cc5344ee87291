"""Raise the worst-off as high as can be, settle who can go no higher, go on.

Each round maximises a floor under all open needs of a stage. Needs whose floor row has
a price at the optimum can go no higher whatever else is chosen (complementary
slackness), so they are settled at the floor. The prices must add up to one; when they
do not, when none is positive, or when the floor stays where it was, the round falls
back on an exact test: the sum of the needs at the floor is maximised, the risen ones
are set free, until no more can rise. What is settled is never lowered.

References
----------
.. [1] W. Ogryczak and M. Pióro and A. Tomaszewski, "Telecommunications network design
   and max-min optimization problem", J. Telecomm. Inf. Technol. 3/2005, 43-56 (settling
   by prices); W. Ogryczak, "Inequality measures and equitable locations", Annals of
   Operations Research 167, 61-86, 2009.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from commonweal.core.planner.backend import Solver
from commonweal.core.planner.found import (
    INFEASIBLE,
    Answer,
    Ending,
    Face,
    Trouble,
)
from commonweal.core.planner.levels import Levels, stages_of
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.memory import End, Memory
from commonweal.core.planner.params import Params
from commonweal.core.planner.proving import Proved
from commonweal.core.planner.rules import fulfilment
from commonweal.core.planner.terms import Need

_PRICE_TOLERANCE = 1e-6  # a price smaller than this may be the solver's noise
_FAR = 200  # steps; the end of a shorter solve is nearer to the one before
_SNAP = 1e-7  # a level this near to 0 or 1 is written as 0 or 1
# How far held levels give way when the solver's noise collides: not at all at first
# (another method may do), and the last step is within the tolerance of a level.
# Interior point needs some room; later levels gain by it what their prices say.
_SLACK = 1e-8
# With it, how many of the last faces are set free; at the very last, all of them.
_LOOSER = (
    (0.0, 0), (0.0, 1), (0.0, 3), (1e-9, 0), (1e-8, 0), (1e-7, 0), (1e-6, None),
)  # fmt: skip


class NoPlan(Exception):
    """No plan at all keeps the promises made."""


class Raising:
    """Settles the levels of all needs, stage by stage."""

    def __init__(
        self,
        matrix: Matrix,
        solver: Solver,
        params: Params,
        memory: Memory | None = None,
    ) -> None:
        self.matrix = matrix
        self.solver = solver
        self.params = params
        self.memory = memory
        self.levels = Levels()
        self._i_floor = matrix.i_floor
        self._no_floor = 1.0  # a floor row with upper 1 says nothing: levels are ≥ 0
        self.slack = _SLACK if solver.is_large else 0.0  # of levels held
        self._given_way = 0.0
        self._collides = False  # what is held, so that faces may be in the way
        self._held_rows: dict[int, float] = {}
        self._face: Face | None = None  # of this round
        self._served = _served_needs(matrix)
        for need in matrix.problem.needs:
            if need.demand == 0:
                self.levels.level[need.label] = 1.0
            elif need.label not in self._served:
                self.levels.level[need.label] = min(need.had / need.demand, 1.0)

    def settle(self, told: Callable[[float], None]) -> Levels:
        """Settle every need that is not settled yet.

        Parameters
        ----------
        told : callable
            Called with the share of needs settled, 0 to 1, after each round.

        Returns
        -------
        Levels
            A level for every need; needs that nothing serves are at 0.

        Raises
        ------
        NoPlan
            Promises cannot all be kept.
        Stopped, Trouble
            See ``backend.Solver.solve``; ``levels`` keeps what was found.
        """
        if not self._served:
            self.solve()  # are the promises feasible?
        n_needs = len(self.matrix.problem.needs)
        for stage in self.stages:
            self._settle_stage(stage, lambda: told(len(self.levels.level) / n_needs))
        self.solver.bound_column(self._i_floor, 0.0, 1.0)
        return self.levels

    @property
    def stages(self) -> list[list[Need]]:
        """Needs that are not settled yet, stage by stage."""
        needs, settled = self.matrix.problem.needs, self.levels.level
        return stages_of(need for need in needs if need.label not in settled)

    def adopt(
        self, proved: Sequence[Proved], whole: Sequence[Answer | None], answer: Answer
    ) -> None:
        """Settle what is proved to rise no higher and was reached.

        Parameters
        ----------
        proved : sequence of Proved
            In the order of the rounds.
        whole : sequence of Answer or None
            Of each, with prices that hold for the whole matrix.
        answer : Answer
            That reaches them.
        """
        needs = {need.label: need for need in self.matrix.problem.needs}
        for one, named in zip(proved, whole, strict=True):
            i_levels = [self.matrix.levels[label] for label in one.labels]
            self.levels.n_rounds += 1
            if named is not None:
                self.levels.prices |= dict.fromkeys(one.labels, named)
            floor = min(one.most, float(answer.values[i_levels].min()))
            self._write([needs[label] for label in one.labels], floor)
            if self.memory is not None:
                self.memory.prices.add_round(one.labels, one.face)
        self.levels.values = answer.values

    def hold_proved(self, proved: Sequence[Proved], missed: float = 0.0) -> None:
        """Hold levels at what is proved of them, or that share of a need below it."""
        for one in proved:
            lower = 1.0 if one.face is None else max(one.most - missed, 0.0)
            for label in one.labels:
                self.solver.bound_column(self.matrix.levels[label], lower, 1.0)

    def let_go(self, proved: Sequence[Proved]) -> None:
        """Set free what ``hold_proved`` held, and all faces."""
        self.solver.free_face()
        for one in proved:
            for label in one.labels:
                self.solver.bound_column(self.matrix.levels[label], 0.0, 1.0)
        self.solver.forget()

    def attempt(self, step: str = "") -> Answer | None:
        """Do as ``solve`` does where a step may be out of reach; None when it is."""
        self._begin_at_older(step)
        try:
            answer = self.solver.solve(is_thorough=False)
        except Trouble:
            return None
        if answer.ending is Ending.INFEASIBLE:
            return None
        self.keep_end(step)
        return answer

    def open_floor(self, needs: Sequence[Need]) -> None:
        """Ask for the floor under some needs to be raised."""
        self.solver.bound_column(self._i_floor, 0.0, 1.0)
        for need in needs:
            self.solver.bound_row(self._floor_row(need), 0.0)
        self.solver.maximise(np.array([self._i_floor], dtype=np.int32))

    def close_floor(self, needs: Sequence[Need]) -> None:
        """Let the floor say nothing of some needs."""
        for need in needs:
            self.solver.bound_row(self._floor_row(need), self._no_floor)

    def _settle_stage(self, open_: list[Need], told: Callable[[], None]) -> None:
        self.open_floor(open_)
        last_floor = -1.0
        while open_:
            self._face = None
            floor, answer = self._raise_floor()
            settled = priced = self._settled_by_price(open_, answer, floor)
            # Many at one floor: settling a few at a time is well as long as it is quick.
            is_slow = floor - last_floor <= self.params.tolerance and (
                not self.solver.was_warm
            )
            if floor >= 1.0 - self.params.tolerance:
                settled = [*priced, *(need for need in open_ if need not in priced)]
            elif not settled or is_slow:
                priced, settled = [], self._settled_by_test(open_, floor)
            else:
                self._hold_face(settled, answer, 1)
            last_floor = floor
            self._keep_face(settled, floor)
            self._fix(settled, floor, self._i_floor if priced else None)
            done = {need.label for need in settled}
            open_ = [need for need in open_ if need.label not in done]
            told()

    def _raise_floor(self) -> tuple[float, Answer]:
        self.solver.maximise(np.array([self._i_floor], dtype=np.int32))
        answer = self.solve(f"round {self.levels.n_rounds}")
        self.levels.n_rounds += 1
        return float(answer.values[self._i_floor]), answer

    def _settled_by_price(
        self, open_: list[Need], answer: Answer, floor: float
    ) -> list[Need]:
        """Needs whose floor row has a price, the highest first; none if they do not add up."""
        prices = np.array([answer.row_prices[self._floor_row(need)] for need in open_])
        if floor < 1.0 and abs(prices.sum() - 1.0) > 1e-5:  # noqa: PLR2004 - a hundredfold of noise
            return []
        if self.levels.n_rounds > self.params.most_rounds:
            return []
        dearest_first = np.argsort(-prices, kind="stable")
        return [open_[i] for i in dearest_first if prices[i] > _PRICE_TOLERANCE]

    def _settled_by_test(self, open_: list[Need], floor: float) -> list[Need]:
        """Needs that cannot rise above the floor while the others stay at or above it."""
        for need in open_:
            self._hold(need, floor)
        stuck = open_
        while True:
            self.levels.n_tests += 1
            i_levels = [self.matrix.levels[need.label] for need in stuck]
            self.solver.maximise(np.array(i_levels, dtype=np.int32))
            answer = self.solve()
            still = [
                need
                for need, i_level in zip(stuck, i_levels, strict=True)
                if answer.values[i_level] <= floor + self.params.tolerance
            ]
            # Nobody left means that the floor itself could rise, by less than the
            # tolerance: then those tested last are settled.
            if len(still) == len(stuck):
                self._hold_face(stuck, answer, len(stuck))
            if len(still) in {0, len(stuck)}:
                break
            stuck = still
        for need in open_:
            self.solver.bound_column(self.matrix.levels[need.label], 0.0, 1.0)
        return stuck

    def _hold_face(self, settled: list[Need], answer: Answer, n_summed: int) -> None:
        """Hold what the prices of an answer hold; they name what holds these needs."""
        face = self.solver.face_of(answer)
        whole = self.solver.hold_face(face)
        named = replace(
            whole,
            row_prices=whole.row_prices / n_summed,
            column_prices=whole.column_prices / n_summed,
        )
        for need in settled:
            self.levels.prices[need.label] = named
        self._face = face

    def _keep_face(self, settled: list[Need], floor: float) -> None:
        """Let the memory know what settled these needs, if anything proves it."""
        is_met = floor >= 1.0 - self.params.tolerance
        if self.memory is not None and (is_met or self._face is not None):
            labels = tuple(need.label for need in settled)
            self.memory.prices.add_round(labels, None if is_met else self._face)

    def _fix(self, settled: list[Need], floor: float, i_leaving: int | None) -> None:
        level = self._write(settled, floor)
        self.solver.bound_column(self._i_floor, level, 1.0)
        self.solver.leave_rows(
            [self._floor_row(need) for need in settled],
            [self.matrix.levels[need.label] for need in settled],
            i_leaving,
        )

    def _write(self, settled: list[Need], floor: float) -> float:
        """Write down a level, and hold it; return it before it is made even."""
        found = min(max(floor, 0.0), 1.0)
        level = 1.0 if found >= 1.0 - _SNAP else 0.0 if found <= _SNAP else found
        for need in settled:
            self.solver.bound_row(self._floor_row(need), self._no_floor)
            self._hold(need, level)
            self.levels.level[need.label] = level
            self.levels.round[need.label] = self.levels.n_rounds
        return found

    def _hold(self, need: Need, level: float) -> None:
        slack = self.slack if need.label in self.levels.prices else self._given_way
        lower = max(level - slack, 0.0)
        self.solver.bound_column(self.matrix.levels[need.label], lower, 1.0)

    def _floor_row(self, need: Need) -> int:
        tag = Tag(fulfilment.FLOOR, need.label, need.place, need.period)
        return self.matrix.rows[tag]

    def solve(self, step: str = "") -> Answer:
        """Solve with everything settled held; keep the values.

        Parameters
        ----------
        step : str
            What an older plan may remember a corner of.

        Raises
        ------
        NoPlan
            Promises cannot all be kept.
        Stopped, Trouble
            See ``backend.Solver.solve``.
        """
        self._begin_at_older(step)
        answer = self._solve_or_infeasible()
        # A plan was found a moment ago, so only noise can stand in the way.
        for slack, n_faces in _LOOSER:
            if answer.ending is Ending.OPTIMAL or self.levels.values is None:
                break
            if n_faces and not self._collides:
                continue  # it was the method that failed
            if not n_faces and slack <= self.slack and not self.solver.was_warm:
                continue  # that much was given already
            self.solver.forget()
            self._loosen(slack)
            self.solver.free_face(n_faces)
            answer = self._solve_or_infeasible()
        if answer.ending is Ending.INFEASIBLE and self.levels.values is not None:
            raise Trouble(("holding the levels settled, within the tolerance",))
        if answer.ending is Ending.INFEASIBLE:
            raise NoPlan
        self.levels.values = answer.values
        self.keep_end(step)
        return answer

    def _begin_at_older(self, step: str) -> None:
        if self.memory is not None:
            n_columns, n_rows = len(self.matrix.columns), len(self.matrix.upper)
            older = self.memory.of(step, n_columns, n_rows)
            if older is not None and older.n_steps > _FAR:
                self.solver.begin_at(older)

    def keep_end(self, step: str) -> None:
        """Remember where a step ended: a goal, or what was far from the one before."""
        if self.memory is None or not step:
            return
        before = self.memory.ends.get(step)
        n_steps = max(self.solver.n_steps, 0 if before is None else before.n_steps)
        if before or step in self.params.goals or n_steps > _FAR:
            self.memory.ends[step] = End(self.solver.corner(), n_steps)

    def _solve_or_infeasible(self) -> Answer:
        """Solve; once a plan is known, trouble is answered like noise: by giving way."""
        is_thorough = self.levels.values is None or self.slack >= _LOOSER[-1][0]
        try:
            answer = self.solver.solve(is_thorough=is_thorough)
        except Trouble:
            if self.levels.values is None:
                raise
            self._collides = False
            return INFEASIBLE
        self._collides = answer.ending is Ending.INFEASIBLE
        return answer

    def hold_row(self, i_row: int, most: float) -> None:
        """Hold a goal's row at or below what was reached."""
        self._held_rows[i_row] = most
        self.solver.bound_row(i_row, most + 10 * self._given_way * (1.0 + abs(most)))

    def _loosen(self, slack: float) -> None:
        self._given_way = slack
        self.slack = max(self.slack, slack)
        for i_row, most in self._held_rows.items():
            self.hold_row(i_row, most)
        for need in self.matrix.problem.needs:
            if need.label in self.levels.round:
                self._hold(need, self.levels.level[need.label])


def _served_needs(matrix: Matrix) -> frozenset[str]:
    """Needs that some column can serve."""
    needs = matrix.problem.needs
    return frozenset(
        need.label
        for need, is_served in zip(needs, matrix.served, strict=True)
        if is_served
    )
