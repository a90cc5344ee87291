"""What runs in progress will need after the near weeks, and whether it will be there.

A run that begins in the near weeks takes hours and room in far ones too. In a season plan
those are counted by the month; here week by week, because that is how they fall due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonweal.core.planner.asked import Key, asked_by
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import Rest
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
    of_begun = asked_by(problem, plan, before=n_periods)
    for template, key_name, asked, there in (
        (_HOURS, "skill", of_begun.hours, _offered(problem)),
        (_ROOM, "capacity", of_begun.room, _there_is(problem)),
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


def rests_until(
    problem: Problem, beginning: Plan, n_periods: int, give: float
) -> tuple[Rest, ...]:
    """Return the rests of the first periods.

    Parameters
    ----------
    problem : Problem
        In fine periods.
    beginning : Plan
        Lines of a plan in those periods.
    n_periods : int
        How many they are.
    give : float, [share]
        By how much hours may be more than the lines ask for: the solver's noise.

    Returns
    -------
    tuple of Rest
        One that goes on afterwards leaves what the beginning asks for.

    Examples
    --------
    See ``season_weeks.weeks_of``.
    """
    asked = asked_by(problem, beginning)
    found = []
    for rest in problem.rests:
        if rest.first < n_periods and (rest.last is None or rest.last >= n_periods):
            hours = min(rest.hours, asked.within(rest, 0, n_periods) * (1.0 + give))
            found.append(replace(rest, hours=hours, last=None))
        elif rest.first < n_periods:
            found.append(rest)
    return tuple(found)


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
