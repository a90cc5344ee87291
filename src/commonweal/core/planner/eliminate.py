"""Which columns can matter at all: what can be had, and what is still wanted.

A start, a store or a purchase that can change no need is left out before the matrix is
built. On ten unions and 26 weeks that took one solve from 177 s to 5.4 s; it decides
more than any setting of the solver. Nothing here depends on amounts, only on whether there
is any, so no answer changes. Hours, room and money are not asked for: a recipe that only
lacks hands stays in, so that the explanation can say how many hours would help. One promise is kept here alone:
nothing comes from nothing; a recipe that takes what only it could give (seed for its own
harvest in the same period) never starts without a first amount from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Good, Lane, Need, Recipe

WORTH_KEEPING = 0.25
"""What loses more than three quarters from one period to the next is used fresh or not
at all. Planning to keep it would ask for thousands of times as much at the start of a
long plan, and no solver in floating point can weigh that against a kilo at its end."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alive:
    """What can matter, by place, good and period.

    Parameters
    ----------
    have : (n_places, n_goods, n_periods) bool
        Some of the good can be there in the period.
    want : (n_places, n_goods, n_periods) bool
        Some of the good, if it is there, can still serve a need or a promise.
    starts : tuple of (Recipe, str, int)
        Recipe, place and period of every start worth a column.
    """

    have: Flags
    want: Flags
    starts: tuple[tuple[Recipe, str, int], ...]


def find_alive(problem: Problem) -> Alive:
    """Find which goods and starts can matter.

    Parameters
    ----------
    problem : Problem
        A checked problem.

    Returns
    -------
    Alive
        Flags for every place, good and period, and the starts worth a column.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Period, Stock
    >>> nobody_asks = Problem(
    ...     periods=(Period("week 14"),),
    ...     places=("home",),
    ...     goods=(Good("bread", "kg"),),
    ...     stocks=(Stock("home", "bread", 6.0),),
    ... )
    >>> alive = find_alive(nobody_asks)
    >>> bool(alive.have[0, 0, 0]), bool(alive.want[0, 0, 0])
    (True, False)
    """
    survey = _Survey(problem)
    possible = survey.spread_what_there_is()
    starts = survey.spread_what_is_wanted(possible)
    return Alive(survey.have, survey.want, starts)


def window(need: Need, n_periods: int) -> range:
    """Periods in which what is given counts for the need."""
    if need.period is None:
        return range(n_periods)
    return range(need.period, need.period + 1)


def is_kept(good: Good, problem: Problem) -> bool:
    """Whether keeping a good from period to period is worth planning at all."""
    longest = max(period.days for period in problem.periods)
    return good.survival_per_day**longest >= WORTH_KEEPING and good.store_limit != 0.0


def goods_on(lane: Lane, problem: Problem) -> tuple[str, ...]:
    """Labels of the goods that may go along a lane."""
    if lane.goods is not None:
        return lane.goods
    return tuple(good.label for good in problem.goods)


Start = tuple[Recipe, str, int]


class _Survey:
    """Spreads flags through recipes, stores and lanes until nothing changes."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.n_periods = len(problem.periods)
        self.i_place = {label: i for i, label in enumerate(problem.places)}
        self.i_good = {good.label: i for i, good in enumerate(problem.goods)}
        shape = (len(problem.places), len(problem.goods), self.n_periods)
        self.have: Flags = np.zeros(shape, dtype=np.bool_)
        self.want: Flags = np.zeros(shape, dtype=np.bool_)
        self.keeps = np.array([is_kept(g, problem) for g in problem.goods], np.bool_)
        self.lanes = [
            (
                self.i_place[lane.source],
                self.i_place[lane.target],
                [self.i_good[good] for good in goods_on(lane, problem)],
            )
            for lane in problem.lanes
        ]

    def spread_what_there_is(self) -> list[Start]:
        """Mark all that can be had; return the starts that can be made."""
        self._mark_sources()
        possible: list[Start] = []
        waiting = list(self._starts())
        changed = True
        while changed:
            before = int(self.have.sum())
            self._keep_forward()
            for source, target, goods in self.lanes:
                self.have[target, goods] |= self.have[source, goods]
            still: list[Start] = []
            for start in waiting:
                if self._can_be_made(start):
                    possible.append(start)
                    self._mark(self.have, start, outputs=True)
                else:
                    still.append(start)
            changed = len(still) < len(waiting) or int(self.have.sum()) > before
            waiting = still
        return possible

    def spread_what_is_wanted(self, possible: list[Start]) -> tuple[Start, ...]:
        """Mark all that serves a need; return the possible starts that do."""
        self._mark_sinks()
        useful: set[int] = set()
        changed = True
        while changed:
            before = int(self.want.sum())
            for source, target, goods in self.lanes:
                self.want[source, goods] |= self.want[target, goods]
            for t in range(self.n_periods - 2, -1, -1):
                self.want[:, self.keeps, t] |= self.want[:, self.keeps, t + 1]
            newly = [
                i
                for i, start in enumerate(possible)
                if i not in useful and self._is_wanted(start)
            ]
            for i in newly:
                useful.add(i)
                self._mark(self.want, possible[i], outputs=False)
            changed = bool(newly) or int(self.want.sum()) > before
        return tuple(start for i, start in enumerate(possible) if i in useful)

    def _mark_sources(self) -> None:
        problem = self.problem
        for stock in problem.stocks:
            if stock.amount > 0:
                last = self.n_periods - 1 if stock.expires is None else stock.expires
                place, good = self.i_place[stock.place], self.i_good[stock.good]
                self.have[place, good, 0] = True
                if self.keeps[good]:
                    self.have[place, good, : last + 1] = True
        for arrival in problem.arrivals:
            if arrival.amount > 0:
                place, good = self.i_place[arrival.place], self.i_good[arrival.good]
                self.have[place, good, arrival.period] = True
        for option in problem.purchases:
            self.have[self.i_place[option.place], self.i_good[option.good]] = True

    def _mark_sinks(self) -> None:
        for need in self.problem.needs:
            periods = window(need, self.n_periods)
            at = self.want[self.i_place[need.place]]
            for good, amount in need.contents.items():
                if amount > 0 and need.demand > 0:
                    at[self.i_good[good], periods.start : periods.stop] = True
        for promise in self.problem.promises:
            i_place, i_good = self.i_place[promise.place], self.i_good[promise.good]
            self.want[i_place, i_good, promise.period] = True

    def _keep_forward(self) -> None:
        # Batches that expire were marked to their last period; a flag carried past it
        # costs a column that stays empty, so the few such goods are not told apart.
        for t in range(1, self.n_periods):
            self.have[:, self.keeps, t] |= self.have[:, self.keeps, t - 1]

    def _starts(self) -> Iterator[Start]:
        for recipe in self.problem.recipes:
            places = self.problem.places if recipe.place is None else (recipe.place,)
            for t in range(self.n_periods):
                if recipe.may_start is None or recipe.may_start[t]:
                    for place in places:
                        yield recipe, place, t

    def _can_be_made(self, start: Start) -> bool:
        recipe, place, t = start
        i_place = self.i_place[place]
        return all(
            t + flow.after >= self.n_periods
            or flow.amount == 0
            or self.have[i_place, self.i_good[flow.good], t + flow.after]
            for flow in recipe.inputs
        )

    def _is_wanted(self, start: Start) -> bool:
        recipe, place, t = start
        i_place = self.i_place[place]
        return any(
            t + flow.after < self.n_periods
            and flow.amount > 0
            and self.want[i_place, self.i_good[flow.good], t + flow.after]
            for flow in recipe.outputs
        )

    def _mark(self, flags: Flags, start: Start, *, outputs: bool) -> None:
        recipe, place, t = start
        for flow in recipe.outputs if outputs else recipe.inputs:
            if flow.amount > 0 and t + flow.after < self.n_periods:
                flags[self.i_place[place], self.i_good[flow.good], t + flow.after] = (
                    True
                )
