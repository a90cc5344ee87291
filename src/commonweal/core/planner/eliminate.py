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

from dataclasses import dataclass

import numpy as np

from commonweal.core.planner.flat import ANY, Flags, Flat, Lines
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Lane, Need

WORTH_KEEPING = 0.25
"""What loses more than three quarters from one period to the next is used fresh or not
at all. Planning to keep it would ask for thousands of times as much at the start of a
long plan, and no solver in floating point can weigh that against a kilo at its end."""


@dataclass(frozen=True, slots=True)
class Alive:
    """What can matter, by place, good and period.

    Parameters
    ----------
    have : (n_places, n_goods, n_periods) bool
        Some of the good can be there in the period.
    want : (n_places, n_goods, n_periods) bool
        Some of the good, if it is there, can still serve a need or a promise.
    keeps : (n_goods,) bool
        Whether keeping a good from period to period is worth planning.
    starts : (n_recipes, n_places, n_periods) bool
        Every start worth a column.
    """

    have: Flags
    want: Flags
    keeps: Flags
    starts: Flags


def find_alive(flat: Flat) -> Alive:
    """Find which goods and starts can matter.

    Parameters
    ----------
    flat : Flat
        A checked problem in numbers.

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
    >>> alive = find_alive(Flat(nobody_asks))
    >>> bool(alive.have[0, 0, 0]), bool(alive.want[0, 0, 0])
    (True, False)
    """
    survey = _Survey(flat)
    possible = survey.spread_what_there_is()
    starts = survey.spread_what_is_wanted(possible)
    return Alive(survey.have, survey.want, survey.keeps, starts)


def window(need: Need, n_periods: int) -> range:
    """Periods in which what is given counts for the need."""
    if need.period is None:
        return range(n_periods)
    return range(need.period, need.period + 1)


def kept_goods(problem: Problem) -> Flags:
    """Whether keeping a good from period to period is worth planning, (n_goods,) bool."""
    longest = max(period.days for period in problem.periods)
    survives = np.array([good.survival_per_day for good in problem.goods], np.float64)
    has_room = np.array([good.store_limit != 0.0 for good in problem.goods], np.bool_)
    is_worth: Flags = survives**longest >= WORTH_KEEPING
    return is_worth & has_room


def goods_on(lane: Lane, problem: Problem) -> tuple[str, ...]:
    """Labels of the goods that may go along a lane."""
    if lane.goods is not None:
        return lane.goods
    return tuple(good.label for good in problem.goods)


class _Survey:
    """Spreads flags through recipes, stores and lanes until nothing changes."""

    def __init__(self, flat: Flat) -> None:
        self.flat = flat
        problem = flat.problem
        shape = (flat.n_places, flat.n_goods, flat.n_periods)
        self.have: Flags = np.zeros(shape, dtype=np.bool_)
        self.want: Flags = np.zeros(shape, dtype=np.bool_)
        self.keeps = kept_goods(problem)
        self.inputs = _flows(flat.inputs, flat.n_periods)
        self.outputs = _flows(flat.outputs, flat.n_periods)
        self.lanes = [
            (
                flat.places[lane.source],
                flat.places[lane.target],
                [flat.goods[good] for good in goods_on(lane, problem)],
            )
            for lane in problem.lanes
        ]

    def spread_what_there_is(self) -> Flags:
        """Mark all that can be had; return the starts that can be made."""
        self._mark_sources()
        flat, waiting = self.flat, self._starts()
        possible = np.zeros_like(waiting)
        changed = True
        while changed:
            before = int(self.have.sum())
            # Batches that expire were marked to their last period; a flag carried past
            # it costs a column that stays empty, so the few such goods are not told apart.
            kept = self.have[:, self.keeps]
            self.have[:, self.keeps] = np.logical_or.accumulate(kept, axis=2)
            for source, target, goods in self.lanes:
                self.have[target, goods] |= self.have[source, goods]
            for i_recipe in np.flatnonzero(waiting.any(axis=(1, 2))).tolist():
                at = self._places_of(i_recipe)
                newly = waiting[i_recipe, at].copy()
                for good, after in self.inputs[i_recipe]:
                    left = flat.n_periods - after
                    newly[:, :left] &= self.have[at, good, after:]
                waiting[i_recipe, at] &= ~newly
                possible[i_recipe, at] |= newly
                _mark(self.have[at], newly, self.outputs[i_recipe])
            changed = int(self.have.sum()) > before
        return possible

    def spread_what_is_wanted(self, possible: Flags) -> Flags:
        """Mark all that serves a need; return the possible starts that do."""
        self._mark_sinks()
        flat, useful = self.flat, np.zeros_like(possible)
        changed = True
        while changed:
            before = int(self.want.sum())
            for source, target, goods in self.lanes:
                self.want[source, goods] |= self.want[target, goods]
            kept = self.want[:, self.keeps, ::-1]
            self.want[:, self.keeps] = np.logical_or.accumulate(kept, axis=2)[..., ::-1]
            waiting = np.flatnonzero((possible & ~useful).any(axis=(1, 2)))
            for i_recipe in waiting[::-1].tolist():  # what is made last comes last
                at = self._places_of(i_recipe)
                wanted = np.zeros_like(possible[i_recipe, at])
                for good, after in self.outputs[i_recipe]:
                    left = flat.n_periods - after
                    wanted[:, :left] |= self.want[at, good, after:]
                newly = wanted & possible[i_recipe, at] & ~useful[i_recipe, at]
                useful[i_recipe, at] |= newly
                _mark(self.want[at], newly, self.inputs[i_recipe])
            changed = int(self.want.sum()) > before
        return useful

    def _mark_sources(self) -> None:
        flat, problem = self.flat, self.flat.problem
        for stock in problem.stocks:
            if stock.amount > 0:
                last = flat.n_periods - 1 if stock.expires is None else stock.expires
                place, good = flat.places[stock.place], flat.goods[stock.good]
                self.have[place, good, 0] = True
                if self.keeps[good]:
                    self.have[place, good, : last + 1] = True
        for arrival in problem.arrivals:
            if arrival.amount > 0:
                place, good = flat.places[arrival.place], flat.goods[arrival.good]
                self.have[place, good, arrival.period] = True
        for option in problem.purchases:
            self.have[flat.places[option.place], flat.goods[option.good]] = True

    def _mark_sinks(self) -> None:
        flat = self.flat
        wanted = [
            (flat.places[need.place], flat.goods[good], need.period)
            for need in flat.problem.needs
            if need.demand > 0
            for good, amount in need.contents.items()
            if amount > 0
        ]
        for i_place, i_good, _ in {one for one in wanted if one[2] is None}:
            self.want[i_place, i_good] = True
        for i_place, i_good, period in {one for one in wanted if one[2] is not None}:
            self.want[i_place, i_good, period] = True
        for promise in flat.problem.promises:
            i_place, i_good = flat.places[promise.place], flat.goods[promise.good]
            self.want[i_place, i_good, promise.period] = True

    def _starts(self) -> Flags:
        flat = self.flat
        where = flat.recipe_place[:, None]
        here = (where == ANY) | (where == np.arange(flat.n_places)[None, :])
        starts: Flags = here[:, :, None] & flat.may_start[:, None, :]
        return starts

    def _places_of(self, i_recipe: int) -> slice:
        i_place = int(self.flat.recipe_place[i_recipe])
        return slice(None) if i_place == ANY else slice(i_place, i_place + 1)


def _flows(lines: Lines, n_periods: int) -> list[list[tuple[int, int]]]:
    """Goods that runs take or give within the plan, and how long after their start."""
    parts = (lines.what.tolist(), lines.amount.tolist(), lines.span.tolist())
    flows = list(zip(*parts, strict=True))
    bounds = zip(lines.start[:-1].tolist(), lines.start[1:].tolist(), strict=True)
    return [
        [
            (good, after)
            for good, amount, after in flows[first:last]
            if amount > 0 and after < n_periods
        ]
        for first, last in bounds
    ]


def _mark(flags: Flags, starts: Flags, flows: list[tuple[int, int]]) -> None:
    """Mark what the starts, (n_places, n_periods), take or give."""
    n_periods = starts.shape[1]
    if starts.any():
        for good, after in flows:
            flags[:, good, after:] |= starts[:, : n_periods - after]
