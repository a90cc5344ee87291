"""Why a need stays short, and what would close it; every relief is solved again.

The prices that settled a need name its limits. For each limit the least addition that
closes the need, while nobody falls at all, is itself a small linear program; its answer
is rounded up to a figure people can plan with, and solved once more with that much.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from commonweal.core.planner import reasons
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.chains import TIME, Chains
from commonweal.core.planner.found import Answer, Ending, Trouble
from commonweal.core.planner.levels import Levels, stages_of
from commonweal.core.planner.memory import Corner
from commonweal.core.planner.params import Params
from commonweal.core.planner.plan import Help, Limit, Relief, Short
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.reasons import Reason, Reasons
from commonweal.core.planner.rules import balance, fulfilment
from commonweal.core.planner.terms import Need
from commonweal.core.planner.words import N_, Sentence, figure

_HOLD = 1e-7  # levels are held within this while a relief is sought
_MOST_LIMITS = 5  # more than five reasons for one need explain nothing
_MOST_TRIED = 4  # limits tried as reliefs; weaker ones take far more of themselves
_LEAST_TOLD = 0.01  # of any unit; a relief smaller than that is the solver's noise
_MOST_TOGETHER = 4  # additions in one relief; more is a wish list, not a relief
_NO_HELP = frozenset({fulfilment.MOST, TIME, reasons.NOTHING})


class Explaining:
    """Explains every short need of a solved plan."""

    def __init__(self, solver: Solver, levels: Levels, params: Params) -> None:
        self.solver = solver
        self.matrix = solver.arrays.matrix
        self.levels = levels
        self.params = params
        self.shorts: tuple[Short, ...] = ()
        self._reasons = Reasons(solver.arrays)
        self._chains = Chains(self.matrix.problem)
        self._helps: dict[int, int] = {}
        self._n_relieved = 0
        self._corner: Corner | None = None  # of this stage, to come back to

    def explain_all(self) -> Iterator[float]:
        """Explain needs one by one; yield the share done after each.

        Raises
        ------
        Stopped, Trouble
            See ``backend.Solver.solve``; ``shorts`` keeps what was explained.
        """
        stages = stages_of(self.matrix.problem.needs)
        shorts = [[need for need in stage if self._is_short(need)] for stage in stages]
        n_steps = 2 * max(sum(len(stage) for stage in shorts), 1)
        n_done = 0
        for i, stage in enumerate(shorts):
            later = [need for after in stages[i + 1 :] for need in after]
            worst_first = sorted(stage, key=lambda need: self.levels.level[need.label])
            helpful: list[tuple[Need, list[Reason]]] = []
            self._release(later)
            self._corner = None
            for need in worst_first:
                helpful.append((need, self._explain(need)))
                n_done += 1
                yield n_done / n_steps
            for other in later:
                self._hold(other, self.levels.level[other.label])
            for need, some in helpful:
                self._relieve(need, some)
                n_done += 1
                yield n_done / n_steps

    def _is_short(self, need: Need) -> bool:
        return self.levels.level[need.label] < 1.0 - self.params.tolerance

    def _explain(self, need: Need) -> list[Reason]:
        """Name what holds a need down; return what more of could help."""
        limits: tuple[Limit, ...] = (reasons.nothing(),)
        helpful: list[Reason] = []
        if need.label in self.levels.round:
            found, goods = self._find_limits(need)
            limits = tuple(self._reasons.told(one) for one in found[:_MOST_LIMITS])
            can_grow = [reason for reason in found if reason.limit.kind not in _NO_HELP]
            helpful = _one_each([*_one_each(can_grow)[:_MOST_TRIED], *goods])
        self.shorts = (*self.shorts, self._short(need, limits))
        return helpful

    def _find_limits(self, need: Need) -> tuple[list[Reason], list[Reason]]:
        """Read limits from the prices that settled the need, or find its own.

        Its own: raise it as far as it goes while nobody of its stage or before falls.
        """
        answer = self.levels.prices.get(need.label)
        if answer is None:
            i_level = self.matrix.levels[need.label]
            self.solver.maximise(np.array([i_level], dtype=np.int32))
            answer = self._solve_or_none()
        if answer is None:
            return [], []
        chain = self._chains.of(need)
        found = self._reasons.limits_of(need, answer, chain)
        near = [reason for reason in found if chain.holds(reason.limit)]
        return near or found, self._reasons.goods_of(need, answer, chain)

    def _relieve(self, need: Need, helpful: list[Reason]) -> None:
        if not helpful or self._n_relieved >= self.params.most_explained:
            return
        self._n_relieved += 1
        reliefs = self._find_reliefs(need, helpful)
        self.shorts = tuple(
            replace(short, reliefs=reliefs) if short.need == need.label else short
            for short in self.shorts
        )

    def _release(self, needs: list[Need]) -> None:
        for need in needs:
            self.solver.bound_column(self.matrix.levels[need.label], 0.0, 1.0)

    def _find_reliefs(self, need: Need, helpful: list[Reason]) -> tuple[Relief, ...]:
        """Find the smallest additions that close a need, each by itself or together."""
        found: list[tuple[float, Reason, float]] = []
        for reason in helpful:
            amounts = self._least(need, [reason])
            if amounts is not None:
                enough = max(round_up(amounts[0]), _LEAST_TOLD)
                found.append((enough / self._reasons.size_of(reason), reason, enough))
        found.sort(key=lambda one: one[0])
        causes = [one for one in found if not _is_itself(need, one[1])]
        together = [] if causes else self._together(need)
        found = causes or found
        tried = [together, *([(reason, enough)] for _, reason, enough in found)]
        reliefs: list[Relief] = []
        for parts in tried:
            if parts and len(reliefs) < self.params.most_reliefs:
                reached = self._reached(need, parts)
                # What does not hold when it is solved again is not told.
                if reached >= 1.0 - self.params.tolerance:
                    reliefs.append(self._relief(parts, reached))
        return tuple(reliefs)

    def _together(self, need: Need) -> list[tuple[Reason, float]]:
        """Find a small set of additions that close a need when no single one does."""
        limits = [r for r in self._reasons.all_limits() if not _is_itself(need, r)]
        amounts = self._least(need, limits) if limits else None
        parts = [
            (reason, round_up(amount))
            for reason, amount in zip(limits, amounts or [], strict=False)
            if amount > self.params.tolerance * self._reasons.size_of(reason)
        ]
        return parts if len(parts) <= _MOST_TOGETHER else []

    def _least(self, need: Need, helpful: list[Reason]) -> list[float] | None:
        """Least additions that bring a need to 1 while nobody falls; None if none do.

        Trouble counts as none: no relief is told that could not be verified.
        """
        self._hold(need, 1.0)
        i_columns = [self._open(reason) for reason in helpful]
        costs = np.zeros(max(i_columns) + 1)
        for reason, i_column in zip(helpful, i_columns, strict=True):
            costs[i_column] = 1.0 / self._reasons.size_of(reason)
        self.solver.minimise(costs)
        answer = self._solve_or_none()
        for reason in helpful:
            self._close(reason)
        self._hold(need, self.levels.level[need.label])
        if answer is None:
            return None
        return [
            max(
                float(answer.values[i])
                - (reason.limit.amount if reason.i_row is None else 0),
                0.0,
            )
            for reason, i in zip(helpful, i_columns, strict=True)
        ]

    def _reached(self, need: Need, parts: list[tuple[Reason, float]]) -> float:
        """Solve again with that much more, and see how far the need gets."""
        for reason, amount in parts:
            if reason.i_column is not None:
                more = reason.limit.amount + amount
                self.solver.bound_column(reason.i_column, 0.0, more)
            else:
                assert reason.i_row is not None, "a limit is a row or a column"
                more = self.matrix.upper[reason.i_row] + amount
                self.solver.bound_row(reason.i_row, more)
        i_level = self.matrix.levels[need.label]
        self.solver.maximise(np.array([i_level], dtype=np.int32))
        answer = self._solve_or_none()
        for reason, _ in parts:
            self._close(reason)
        return 0.0 if answer is None else float(answer.values[i_level])

    def _solve_or_none(self) -> Answer | None:
        """Solve where an answer must exist; None when the solver's noise hides it."""
        try:
            if self._corner is not None:
                self.solver.come_back(self._corner)
            answer: Answer | None = self.solver.solve()
        except Trouble:
            answer = None
        if answer is None or answer.ending is not Ending.OPTIMAL:
            if self._corner is not None:
                self.solver.come_back(self._corner)
            return None
        if self._corner is None:
            self._corner = self.solver.corner()
        return answer

    def _open(self, reason: Reason) -> int:
        if reason.i_row is None:
            assert reason.i_column is not None
            self.solver.bound_column(reason.i_column, 0.0, math.inf)
            return reason.i_column
        if reason.i_row not in self._helps:
            self._helps[reason.i_row] = self.solver.add_help(reason.i_row)
        i_column = self._helps[reason.i_row]
        self.solver.bound_column(i_column, 0.0, math.inf)
        return i_column

    def _close(self, reason: Reason) -> None:
        if reason.i_row is None:
            assert reason.i_column is not None
            self.solver.bound_column(reason.i_column, 0.0, reason.limit.amount)
            return
        self.solver.bound_row(reason.i_row, self.matrix.upper[reason.i_row])
        if reason.i_row in self._helps:
            self.solver.bound_column(self._helps[reason.i_row], 0.0, 0.0)

    def _hold(self, need: Need, level: float) -> None:
        i_level = self.matrix.levels[need.label]
        self.solver.bound_column(i_level, max(level - _HOLD, 0.0), 1.0)

    def _relief(self, parts: list[tuple[Reason, float]], reached: float) -> Relief:
        helps = tuple(
            Help(
                self._reasons.told(reason),
                amount,
                self._reasons.help_words(reason, amount),
            )
            for reason, amount in parts
        )
        return Relief(helps, min(reached, 1.0))

    def _short(self, need: Need, limits: tuple[Limit, ...]) -> Short:
        level = self.levels.level[need.label]
        return short_of(self.matrix.problem, need, level, limits)


def short_of(
    problem: Problem, need: Need, level: float, limits: tuple[Limit, ...]
) -> Short:
    """Say that a need stays at a level, how much is missing and what holds it there."""
    missing = need.demand * (1.0 - level)
    return Short(
        need=need.label,
        group=need.group,
        tier=need.tier,
        is_wish=need.is_wish,
        period=need.period,
        level=level,
        missing=missing,
        limits=limits,
        reliefs=(),
        words=_first_words(problem, need, level, missing),
    )


def _first_words(
    problem: Problem, need: Need, level: float, missing: float
) -> Sentence:
    params: dict[str, object] = {
        "need": need.label,
        "group": need.group,
        "percent": math.floor(100 * level),
        "missing": figure(missing),
        "unit": need.unit,
    }
    if need.period is None:
        return Sentence(
            N_("%(need)s is met to %(percent)s %%; %(missing)s %(unit)s is missing."),
            params,
        )
    params["period"] = problem.periods[need.period].label
    return Sentence(
        N_(
            "%(need)s in %(period)s is met to %(percent)s %%; "
            "%(missing)s %(unit)s is missing."
        ),
        params,
    )


def round_up(amount: float) -> float:
    """Round up to a figure people can plan with: two digits, whole from 100 up.

    Parameters
    ----------
    amount : float, [any unit]
        Zero or more.

    Returns
    -------
    float, [same unit]
        Never less than the amount.

    Examples
    --------
    >>> round_up(5.93), round_up(0.1201), round_up(137.2), round_up(0.0)
    (6.0, 0.13, 138.0, 0.0)
    """
    if amount <= 0:
        return 0.0
    # A billionth is taken off first: 6.0000000001 is the solver's way to say 6.
    amount *= 1.0 - 1e-9
    digits = min(1 - math.floor(math.log10(amount)), 12)
    step = 10.0 ** -max(digits, 0)
    return round(math.ceil(amount / step) * step, max(digits, 0))


def _is_itself(need: Need, reason: Reason) -> bool:
    """Whether a limit is just more of what the need asks for."""
    is_good = reason.limit.kind == balance.KIND
    return is_good and need.contents.get(reason.limit.label, 0.0) > 0


def _one_each(helpful: list[Reason]) -> list[Reason]:
    """Keep the strongest reason for each kind and label."""
    kept: dict[tuple[str, str], Reason] = {}
    for reason in helpful:
        key = (reason.limit.kind, reason.limit.label)
        held = kept.get(key)
        if held is None or reason.limit.gain_per_unit > held.limit.gain_per_unit:
            kept[key] = reason
    return list(kept.values())
