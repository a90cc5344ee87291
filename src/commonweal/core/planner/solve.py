"""Solve a planning problem: the one way in.

Needs and wishes are settled first, tier by tier, the worst-off raised as high as can
be; then the goals of the charter are kept small, each within the ones before; then
every need that stays short is explained. Tasks that come only whole are settled last,
and everything around them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from commonweal.core.planner import (
    again,
    answers,
    backend,
    blocks,
    build,
    collisions,
    explain,
    found,
    leximin,
    likely_met,
    sifting,
    wholes,
)
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.memory import Memory, Prices
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.plan import Plan, Short, Status
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.words import N_, Sentence, figure

Progress = Callable[[int, Sentence], None]
_PARAMS = Params()
_STOP = Stop()
_PREPARING = Sentence(N_("Writing down what there is and what could be made."))
_RAISING = Sentence(N_("Raising those who have least."))
_SPARING = Sentence(N_("Sparing toil, purchases and the Earth."))
_EXPLAINING = Sentence(N_("Looking for what would help where something is short."))
_WAS_STOPPED = N_("Stopped when asked: this is the best plan found until then.")
_PROMISES_COLLIDE = N_("The promises already made cannot all be kept.")
_NOTHING_TO_TRUST = N_("The solver found no answer to trust; tried: %(tried)s.")
_NOT_SPARED = N_("Less %(goal)s may be possible: the solver found no answer to trust.")
_COUNTING = Sentence(N_("Counting what comes only whole."))
_PRICE_OF_WHOLENESS = N_(
    "Some tasks come only whole, which takes up to %(percent)s %% of a need."
)
_READY = Sentence(N_("The plan is ready."))

_GOAL_NOISE = 1e-8  # of a goal: what the solver cannot tell from none


def solve(  # noqa: PLR0913 - each is named at the call
    problem: Problem,
    *,
    params: Params = _PARAMS,
    seed: int = 0,
    stop: Stop = _STOP,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> Plan:
    """Find the plan that meets needs in the order of goods, and say why it is so.

    Parameters
    ----------
    problem : Problem
        What is needed, what there is and what can be made.
    params : Params
        Tunable numbers and the order of the secondary goals.
    seed : int
        Handed to the solver; the same seed gives the same plan on the same machine.
    stop : Stop
        When to give up; the best plan so far comes back with status "stopped".
    progress : callable, optional
        Called with percent (0 to 100, never falling) and a sentence.
    memory : Memory, optional
        Of an older plan, to begin where its solves ended; it is filled with this
        plan's. Large federations whose lanes are sifted do not use it.

    Returns
    -------
    Plan
        Always a plan: status "optimal", "stopped", "infeasible" (promises collide) or
        "failed" (the solver got into trouble; the notes say what was tried).

    References
    ----------
    .. [1] W. Ogryczak, M. Pióro, A. Tomaszewski, "Telecommunications network design and
       max-min optimization problem", J. Telecomm. Inf. Technol. 3/2005, 43-56.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Need, Period, Stock, Tier
    >>> plan = solve(Problem(
    ...     periods=(Period("week 14"),),
    ...     places=("home",),
    ...     goods=(Good("bread", "kg"),),
    ...     stocks=(Stock("home", "bread", 6.0),),
    ...     needs=(
    ...         Need("bread", "home", "north", Tier.VITAL, 0, 8.0, {"bread": 1.0}, ("b",)),
    ...     ),
    ... ))
    >>> round(plan.fulfilment[0].level, 6)
    0.75
    """
    teller = _Teller(progress)
    teller.tell(1, _PREPARING)
    arrays = build.build(problem, params.goals)
    solver = blocks.solver_for(arrays, params, stop, seed)
    if isinstance(solver, sifting.SiftingSolver):
        memory = None  # corners know nothing of the lanes that are open
    work = _Work(arrays, solver, params, teller, memory)
    status, notes = work.run()
    colliding: tuple[str, ...] = ()
    if status is Status.INFEASIBLE:
        colliding = collisions.find(problem, arrays, params, seed)
    plan = answers.plan_of(
        arrays, work.raising.levels, status=status, seed=seed, solver=solver
    )
    teller.tell(100, _READY)
    return answers.with_findings(
        plan, shorts=work.shorts, notes=notes, collisions=colliding
    )


class _Teller:
    """Tells progress, never backwards."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._percent = -1

    def tell(self, percent: float, words: Sentence) -> None:
        if self._progress is not None and int(percent) > self._percent:
            self._percent = int(percent)
            self._progress(self._percent, words)


class _Work:
    """The steps of one solve, so that a stop at any point keeps what was found."""

    def __init__(
        self,
        arrays: build.Arrays,
        solver: backend.Solver,
        params: Params,
        teller: _Teller,
        memory: Memory | None,
    ) -> None:
        self.arrays = arrays
        self.solver = solver
        self.params = params
        self.teller = teller
        self.memory = memory
        demands = {need.label: need.demand for need in arrays.matrix.problem.needs}
        shape = len(arrays.row_upper), len(arrays.column_upper)
        self.older = Prices() if memory is None else memory.begin(shape, demands)
        self.raising = leximin.Raising(arrays.matrix, solver, params, memory)
        self.shorts: tuple[Short, ...] = ()
        # Until whole numbers are found there are plans with parts of a batch only.
        self._comes_whole = self._in_parts = bool(wholes.columns_of(arrays.matrix))

    def run(self) -> tuple[Status, tuple[Sentence, ...]]:
        """Take every step; say how it ended."""
        notes: tuple[Sentence, ...] = ()
        try:
            if self._comes_whole:
                self.raising.settle(self._tell_raised)
                notes = self._make_whole()
            else:
                notes = self._settle()
                self._explain()
        except found.Stopped:
            self._leave_parts()
            return Status.STOPPED, (*notes, Sentence(_WAS_STOPPED))
        except leximin.NoPlan:
            return Status.INFEASIBLE, (Sentence(_PROMISES_COLLIDE),)
        except found.Trouble as trouble:
            self._leave_parts()
            params = {"tried": ", ".join(trouble.tried)}
            return Status.FAILED, (*notes, Sentence(_NOTHING_TO_TRUST, params))
        return Status.OPTIMAL, notes

    def _settle(self) -> tuple[Sentence, ...]:
        """Settle levels and goals, as much in one solve as an older plan allows."""
        goals, reached = self._goals(), None
        if self.memory is not None and self.params.goal_slack == 0:
            reached = again.reach(self.raising, self.memory, self.older, goals)
        if reached is None:
            if self.solver.is_large and not self.raising.levels.round:
                likely_met.settle(self.raising)
            self.raising.settle(self._tell_raised)
            return self._keep_goals_small(goals)
        goal, *others = goals[reached.n_goals :]
        self._hold_goal(goal, reached.answer)
        return self._keep_goals_small(others)

    def _tell_raised(self, share: float) -> None:
        self.teller.tell(5 + 50 * share, _RAISING)

    def _make_whole(self) -> tuple[Sentence, ...]:
        """Explain what is short, then settle tasks that come only whole and all anew."""
        before = self.raising.levels
        self._explain()
        self.teller.tell(90, _COUNTING)
        wholes.settle(self.solver, before, self.params)
        self._begin_anew()
        self.raising.settle(lambda _: None)
        notes = self._keep_goals_small(self._goals())
        needs, levels = self.arrays.matrix.problem.needs, self.raising.levels.level
        self.shorts = wholes.shorts_after(
            self.arrays.matrix.problem, self.shorts, levels, self.params.tolerance
        )
        worst = max((before.level[n.label] - levels[n.label] for n in needs), default=0)
        if worst > self.params.tolerance:
            percent = {"percent": figure(100 * worst)}
            notes = (*notes, Sentence(_PRICE_OF_WHOLENESS, percent))
        return notes

    def _begin_anew(self) -> None:
        self.raising = leximin.Raising(self.arrays.matrix, self.solver, self.params)
        self._in_parts = False

    def _leave_parts(self) -> None:
        """Forget a plan with parts of what comes only whole: nobody can carry it out."""
        if self._in_parts:
            self._begin_anew()
            self.shorts = ()

    def _goals(self) -> list[str]:
        """Goals that cost something here, in their order."""
        costs = self.arrays.goal_costs
        return [goal for goal in self.params.goals if np.any(costs[goal])]

    def _keep_goals_small(self, goals: Sequence[str]) -> tuple[Sentence, ...]:
        """Keep goals small in order; say which could not be, the needs are met as ever."""
        notes: list[Sentence] = []
        for i, goal in enumerate(goals):
            self.teller.tell(55 + 5 * i, _SPARING)
            self.solver.minimise(self.arrays.goal_costs[goal])
            try:
                answer = self.raising.solve(goal)
            except found.Trouble:
                notes.append(Sentence(_NOT_SPARED, {"goal": goal}))
                continue
            self._hold_goal(goal, answer)
        return tuple(notes)

    def _hold_goal(self, goal: str, answer: found.Answer) -> None:
        """Let what comes later not worsen a goal."""
        i_row = self.arrays.matrix.rows[Tag(build.GOAL, goal)]
        slack = max(self.params.goal_slack, _GOAL_NOISE) * (1.0 + abs(answer.cost))
        self.raising.hold_row(i_row, answer.cost + slack)
        if self.params.goal_slack == 0:
            face = self.solver.face_of(answer)
            self.solver.hold_face(face)
            if self.memory is not None:
                self.memory.prices.add_goal(goal, face)

    def _explain(self) -> None:
        self.solver.free_face()
        for goal in self.params.goals:
            i_row = self.arrays.matrix.rows[Tag(build.GOAL, goal)]
            self.solver.bound_row(i_row, float("inf"))
        explaining = explain.Explaining(self.solver, self.raising.levels, self.params)
        for done in explaining.explain_all():
            self.shorts = explaining.shorts
            self.teller.tell(75 + 24 * done, _EXPLAINING)
