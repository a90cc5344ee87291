"""What runs in progress will need after the near weeks, and whether it will be there.

A run that begins in the near weeks takes hours and room in far ones too. In a season plan
those are counted by the month; here week by week, because that is how they fall due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.words import N_, Sentence, figure

_NOISE = 1e-6  # share of what there is; the solver's own tolerance, tenfold
_HOURS = N_(
    "What begins in the near weeks asks for %(amount)s hours of %(skill)s in %(period)s, "
    "where %(there)s are offered."
)
_ROOM = N_(
    "What begins in the near weeks holds %(amount)s of %(capacity)s in %(period)s, "
    "where there are %(there)s."
)
Key = tuple[str, str, int]  # place, label, period


@dataclass(frozen=True, slots=True)
class Owed:
    """More of a skill or a capacity than a week has, asked for by what was begun."""

    period: int
    words: Sentence


def overdrawn(problem: Problem, plan: Plan, n_periods: int) -> Iterator[Owed]:
    """Find the weeks that what is begun in the first periods asks too much of.

    Parameters
    ----------
    problem : Problem
        In fine periods.
    plan : Plan
        Its runs and moves in the first periods are read.
    n_periods : int
        How many periods are over by then.

    Yields
    ------
    Owed
        For every later period, skill and place, capacity and place with too little.

    Examples
    --------
    See ``season.season``.
    """
    hours, room = _asked(problem, plan, n_periods)
    for template, key_name, asked, there in (
        (_HOURS, "skill", hours, _offered(problem)),
        (_ROOM, "capacity", room, _there_is(problem)),
    ):
        for key in sorted(asked):
            place, label, t = key
            is_later = n_periods <= t < len(problem.periods)
            if is_later and asked[key] > there[key] * (1 + _NOISE) + _NOISE:
                params = {
                    key_name: label,
                    "place": place,
                    "period": problem.periods[t].label,
                    "amount": figure(asked[key]),
                    "there": figure(there[key]),
                }
                yield Owed(t, Sentence(template, params))


def _asked(
    problem: Problem, plan: Plan, n_periods: int
) -> tuple[dict[Key, float], dict[Key, float]]:
    hours: dict[Key, float] = defaultdict(float)
    room: dict[Key, float] = defaultdict(float)
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    lanes = {(lane.source, lane.target): lane for lane in problem.lanes}
    for run in plan.runs:
        if run.period >= n_periods:
            continue
        recipe = recipes[run.recipe]
        for effort in recipe.effort:
            key = (run.place, effort.skill, run.period + effort.after)
            hours[key] += run.runs * effort.hours
        for use in recipe.uses:
            for t in range(run.period, run.period + use.periods):
                room[run.place, use.capacity, t] += run.runs * use.amount
    for move in plan.moved:
        moving = lanes[move.source, move.target].effort
        if moving is not None and move.period < n_periods:
            key = (move.source, moving.skill, move.period + moving.after)
            hours[key] += move.amount * moving.hours
    return hours, room


def _offered(problem: Problem) -> dict[Key, float]:
    hours: dict[Key, float] = defaultdict(float)
    for offer in problem.efforts:
        hours[offer.place, offer.skill, offer.period] += offer.hours
    return hours


def _there_is(problem: Problem) -> dict[Key, float]:
    there: dict[Key, float] = defaultdict(float)
    for one in problem.capacities:
        periods = range(len(problem.periods)) if one.period is None else (one.period,)
        for t in periods:
            there[one.place, one.label, t] += one.amount
    return there
