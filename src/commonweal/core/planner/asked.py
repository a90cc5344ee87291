"""What the lines of a plan ask of people and rooms, added up by place and period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem, lanes_of
from commonweal.core.planner.terms import Rest

Key = tuple[str, str, int]  # place, skill or capacity, period


def _sums() -> defaultdict[Key, float]:
    return defaultdict(float)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hours by place, skill and period, [h]; room by place, capacity and period."""

    hours: defaultdict[Key, float] = field(default_factory=_sums)
    room: defaultdict[Key, float] = field(default_factory=_sums)

    def within(self, rest: Rest, since: int, until: int) -> float:
        """Return the hours that count for a rest, from one period to before another."""
        last = until - 1 if rest.last is None else min(rest.last, until - 1)
        return sum(
            hours
            for (place, skill, t), hours in self.hours.items()
            if place == rest.place
            and (rest.skills is None or skill in rest.skills)
            and max(rest.first, since) <= t <= last
        )


def asked_by(problem: Problem, plan: Plan, *, before: int | None = None) -> Asked:
    """Add up hours and room of a plan's runs and moves.

    Parameters
    ----------
    problem : Problem
        With the recipes and lanes of the plan.
    plan : Plan
        Its runs and moves are read.
    before : int or None
        Only what begins before this period; it may ask for hours and room later on.

    Returns
    -------
    Asked
        Also for periods after the last one of the problem.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Run, Status
    >>> from commonweal.core.planner.terms import Effort, Period, Recipe
    >>> problem = Problem(
    ...     periods=(Period("week 14"),), places=("home",),
    ...     recipes=(Recipe("bake", effort=(Effort("baking", 0.5),)),),
    ... )
    >>> plan = Plan(Status.OPTIMAL, runs=(Run("bake", "home", 0, 4.0),))
    >>> dict(asked_by(problem, plan).hours)
    {('home', 'baking', 0): 2.0}
    """
    asked = Asked()
    until = len(problem.periods) if before is None else before
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    lanes = lanes_of(problem)
    for run in plan.runs:
        if run.period < until:
            recipe = recipes[run.recipe]
            for effort in recipe.effort:
                key = (run.place, effort.skill, run.period + effort.after)
                asked.hours[key] += run.runs * effort.hours
            for use in recipe.uses:
                for t in range(run.period, run.period + use.periods):
                    asked.room[run.place, use.capacity, t] += run.runs * use.amount
    for move in plan.moved:
        moving = lanes[move.source, move.target, move.good].effort
        if moving is not None and move.period < until:
            key = (move.source, moving.skill, move.period + moving.after)
            asked.hours[key] += move.amount * moving.hours
    return asked
