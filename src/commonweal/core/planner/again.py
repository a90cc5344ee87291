"""Planning again: reach in one solve what an older plan's prices prove to be the best.

What the rounds of the older plan held is held again, all at once, and every level at
what its prices prove under the new amounts. With it a goal is made small from the older
plan's corner: the last one, while all before it are held as well, or else the first. When
that works and each goal held is as small as proved, no round needs to be solved again.
When it does not, fewer rounds are held, and the others raised as in a first plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.core.planner.backend import Solver
from commonweal.core.planner.found import NOTHING, Answer, Ending, Face
from commonweal.core.planner.leximin import Raising
from commonweal.core.planner.memory import Memory, Prices
from commonweal.core.planner.proving import SLACKS, Proved, Proving

_MISSED = 1e-9  # by so much of a need a level may miss its bound
_SPARED = 1e-6  # of a goal: so near to its bound it must come


@dataclass(frozen=True, slots=True)
class Reached:
    """All levels are settled, and some goals.

    Parameters
    ----------
    n_goals : int
        Goals that are as small as can be and held there, the first ones.
    answer : Answer
        The next goal made small.
    """

    n_goals: int
    answer: Answer


def reach(
    raising: Raising, memory: Memory, older: Prices, goals: Sequence[str]
) -> Reached | None:
    """Settle as many rounds as an older plan's prices prove and one solve reaches.

    Parameters
    ----------
    raising : Raising
        Of the new problem, with nothing settled yet; afterwards its first rounds may
        be, or all.
    memory : Memory
        Where the older plan's solves ended; begun for the new plan.
    older : Prices
        Of the older plan.
    goals : sequence of str
        Goals that cost something, in their order.

    Returns
    -------
    Reached or None
        None when not all levels are settled.

    Raises
    ------
    Stopped
        See ``backend.Solver.solve``.
    """
    arrays = raising.solver.arrays
    if not goals or not older.settled:
        return None
    proving = Proving(arrays, older.demands, raising.slack)
    stages = [[need.label for need in stage] for stage in raising.stages]
    proved = proving.rounds(stages, older.settled)
    if not proved:
        return None
    reaching = _Reaching(raising, memory)
    if sum(len(one.labels) for one in proved) == sum(map(len, stages)):
        faces = list(proving.goals(goals[:-1], older.goals))
        for n_goals in dict.fromkeys((len(faces), 0)):
            answer = reaching.with_goals(proved, goals, faces[:n_goals])
            if answer is not None:
                return Reached(n_goals, answer)
    if raising.solver.is_large:
        reaching.some(proved)
    return None


class _Reaching:
    """Holds what is proved, solves once, and settles it if it was reached."""

    def __init__(self, raising: Raising, memory: Memory) -> None:
        self.raising = raising
        self.memory = memory
        self.solver: Solver = raising.solver

    def with_goals(
        self, proved: Sequence[Proved], goals: Sequence[str], faces: Sequence[Face]
    ) -> Answer | None:
        """Hold all rounds and the first goals, and make the next goal small."""
        costs = self.solver.arrays.goal_costs
        held, goal = goals[: len(faces)], goals[len(faces)]
        whole = self._hold(proved)
        for face in faces:
            self.solver.hold_face(face)
        self.solver.minimise(costs[goal])
        answer = self._reached(proved, goal)
        is_spared = answer is not None and all(
            _is_spared(float(costs[name] @ answer.values), face.answer.cost)
            for name, face in zip(held, faces, strict=True)
        )
        answer = self._settled(proved, whole, answer if is_spared else None)
        if answer is None:
            return None
        self.raising.keep_end(goal)
        for name, face in zip(held, faces, strict=True):
            self.memory.prices.add_goal(name, face)
        return answer

    def some(self, proved: Sequence[Proved]) -> None:
        """Hold the first rounds: all that are proved, or half as many while none can be."""
        answer, n = None, len(proved)
        while answer is None and n > 0:
            whole = self._hold(proved[:n])
            self.solver.minimise(NOTHING)
            reached = self._reached(proved[:n], f"round {n}")
            answer = self._settled(proved[:n], whole, reached)
            n //= 2

    def _settled(
        self,
        proved: Sequence[Proved],
        whole: Sequence[Answer | None],
        answer: Answer | None,
    ) -> Answer | None:
        """Settle what an answer reaches; without one, let go of everything."""
        if answer is None:
            self.raising.let_go(proved)
        else:
            self.raising.adopt(proved, whole, answer)
        return answer

    def _hold(self, proved: Sequence[Proved]) -> list[Answer | None]:
        """Hold faces; return their answers with prices for the whole matrix."""
        return [
            None if one.face is None else self.solver.hold_face(one.face)
            for one in proved
        ]

    def _reached(self, proved: Sequence[Proved], step: str) -> Answer | None:
        end = self.memory.ends.get(step) or next(iter(self.memory.ends.values()), None)
        missed = max(SLACKS * self.raising.slack, _MISSED)
        self.raising.hold_proved(proved, missed)
        if self.solver.is_large:
            answer = self.raising.attempt()
        else:
            answer = None if end is None else self.solver.try_from(end)
        is_reached = answer is not None and answer.ending is Ending.OPTIMAL
        return answer if is_reached else None


def _is_spared(cost: float, least: float) -> bool:
    return cost <= least + _SPARED * (1.0 + abs(least))
