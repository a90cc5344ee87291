"""What becomes of a plan when something happens: for whom, in which tasks, by how much.

The runs of the first plan count as agreed, so that people are asked to change as little
as needs allow. Used for what-ifs and for planning anew in mid-season.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from commonweal.core.planner import comparing, whatif_words
from commonweal.core.planner.asked import asked_by
from commonweal.core.planner.comparing import Change
from commonweal.core.planner.plan import Plan, Short, Status
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.solve import solve
from commonweal.core.planner.terms import Agreed
from commonweal.core.planner.whatif import WhatIf, apply
from commonweal.core.planner.words import N_, Sentence, figure

Solver = Callable[[Problem], Plan]
_SEEN = 1e-4  # of the larger one; a smaller change of hours or runs is noise
_CRUMB = 1e-6  # of an hour or a run
_TASK = N_("%(recipe)s in %(period)s: %(after)s times instead of %(before)s.")
_HOURS = N_("%(skill)s in %(period)s: %(after)s hours instead of %(before)s.")
_AS_AGREED = N_("Nobody is asked for an hour more than was agreed.")
_BEYOND = N_("%(hours)s hours are asked for beyond what was agreed.")


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that is done more or less often than in the first plan, in runs."""

    recipe: str
    place: str
    period: int
    before: float
    after: float
    words: Sentence


@dataclass(frozen=True, slots=True)
class HoursChange:
    """Hours of a skill asked for at a place in a period, before and after."""

    skill: str
    place: str
    period: int
    before: float
    after: float
    words: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan before and after something happened, and what changes for whom.

    Parameters
    ----------
    whatifs : tuple of WhatIf
        What was supposed; empty when planning anew from what really happened.
    problem : Problem
        The changed problem, with the runs of the first plan as agreed.
    before, after : Plan
        The first plan and the one for the changed problem.
    changes : tuple of Change
        Needs met otherwise, the greatest loss first.
    shorts : tuple of Short
        Of the needs that fall: what is missing, which limits hold them, what helps.
    tasks : tuple of TaskChange
        Tasks done more or less, by period.
    hours : tuple of HoursChange
        Hours by skill and place, by period.
    hours_beyond : float, [h]
        Hours asked for beyond what the first plan had agreed, task by task.
    notes : tuple of Sentence
        What else is to be said first, such as what was begun and cannot be carried on.
    """

    whatifs: tuple[WhatIf, ...] = ()
    problem: Problem
    before: Plan
    after: Plan
    changes: tuple[Change, ...]
    shorts: tuple[Short, ...]
    tasks: tuple[TaskChange, ...]
    hours: tuple[HoursChange, ...]
    hours_beyond: float
    notes: tuple[Sentence, ...] = ()

    def __str__(self) -> str:
        return "\n".join(str(sentence) for sentence in self.sentences())

    def sentences(self) -> Iterator[Sentence]:
        """Say what was supposed, for whom what changes, why, and what would help."""
        for whatif in self.whatifs:
            yield from whatif_words.said(self.problem, whatif)
        yield from self.notes
        if self.after.status is not Status.OPTIMAL:
            yield from self.after.sentences()
        if self.after.status in {Status.INFEASIBLE, Status.FAILED}:
            return
        yield from comparing.sentences_between(self.before, self.after)
        for short in self.shorts:
            yield short.words
            yield from (limit.words for limit in short.limits)
            yield from (relief.words for relief in short.reliefs)
        beyond = {"hours": figure(self.hours_beyond)}
        yield Sentence(_BEYOND, beyond) if beyond["hours"] else Sentence(_AS_AGREED)
        yield from (line.words for line in self.hours)


def compare(
    problem: Problem, plan: Plan, *whatifs: WhatIf, solver: Solver = solve
) -> Outcome:
    """Find what becomes of a plan if something happens.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        A plan of it; its runs count as agreed.
    *whatifs : WhatIf
        What is supposed to happen, all together.
    solver : callable
        Solves the changed problem; ``functools.partial(solve, params=..., stop=...)``
        where defaults will not do.

    Returns
    -------
    Outcome
        The new plan and what changes for whom.

    Raises
    ------
    BadProblem
        See ``whatif.apply``.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Need, Period, Stock, Tier
    >>> from commonweal.core.planner.whatif import Stocks
    >>> problem = Problem(
    ...     periods=(Period("week 14"),), places=("home",), goods=(Good("bread", "kg"),),
    ...     stocks=(Stock("home", "bread", 8.0),),
    ...     needs=(
    ...         Need("bread", "home", "north", Tier.VITAL, 0, 8.0, {"bread": 1.0}, ("b",)),
    ...     ),
    ... )
    >>> outcome = compare(problem, solve(problem), Stocks(0.75))
    >>> str(outcome.changes[0].words)
    'north: “bread” falls from 100 % to 75 %.'
    """
    changed = replace(apply(problem, *whatifs), agreed=agreed_of(plan))
    return outcome_of(problem, plan, changed, solver(changed), whatifs)


def agreed_of(plan: Plan, since: int = 0) -> tuple[Agreed, ...]:
    """Return the runs of a plan from a period on as agreed, counted from that period.

    Parameters
    ----------
    plan : Plan
        What people have agreed to.
    since : int
        The first period that still counts; it becomes period 0.

    Returns
    -------
    tuple of Agreed
        One for each run.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Run
    >>> agreed_of(Plan(Status.OPTIMAL, runs=(Run("bake", "home", 3, 2.0),)), since=2)
    (Agreed(recipe='bake', place='home', period=1, runs=2.0),)
    """
    return tuple(
        Agreed(run.recipe, run.place, run.period - since, run.runs)
        for run in plan.runs
        if run.period >= since
    )


def outcome_of(
    problem: Problem,
    before: Plan,
    changed: Problem,
    after: Plan,
    whatifs: tuple[WhatIf, ...] = (),
) -> Outcome:
    """Lay two plans side by side.

    Parameters
    ----------
    problem, before : Problem, Plan
        The first problem and its plan.
    changed, after : Problem, Plan
        The changed problem, with the same periods, and its plan.
    whatifs : tuple of WhatIf
        What was supposed, to be said first.

    Returns
    -------
    Outcome
        Needs, tasks and hours that change.

    Examples
    --------
    See ``compare``.
    """
    changes = comparing.changes_between(before, after)
    fallen = {
        change.need
        for change in changes
        if change.after is not None
        and (change.before is None or change.after < change.before)
    }
    return Outcome(
        whatifs=whatifs,
        problem=changed,
        before=before,
        after=after,
        changes=changes,
        shorts=tuple(short for short in after.shorts if short.need in fallen),
        tasks=_task_changes(changed, before, after),
        hours=_hours_changes(problem, before, changed, after),
        hours_beyond=_hours_beyond(changed, after),
    )


def hours_of(problem: Problem, plan: Plan) -> dict[tuple[str, str, int], float]:
    """Add up the hours a plan asks for.

    Parameters
    ----------
    problem : Problem
        With the recipes and lanes of the plan.
    plan : Plan
        Any plan of it.

    Returns
    -------
    dict
        Hours by (skill, place, period); those after the plan's end are left out.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Run
    >>> from commonweal.core.planner.terms import Effort, Period, Recipe
    >>> problem = Problem(
    ...     periods=(Period("week 14"),), places=("home",),
    ...     recipes=(Recipe("bake", effort=(Effort("baking", 0.5),)),),
    ... )
    >>> hours_of(problem, Plan(Status.OPTIMAL, runs=(Run("bake", "home", 0, 4.0),)))
    {('baking', 'home', 0): 2.0}
    """
    n_periods = len(problem.periods)
    return {
        (skill, place, period): hours
        for (place, skill, period), hours in asked_by(problem, plan).hours.items()
        if period < n_periods
    }


def _task_changes(
    problem: Problem, before: Plan, after: Plan
) -> tuple[TaskChange, ...]:
    found = []
    for key, was, now in _different(_runs_of(before), _runs_of(after)):
        recipe, place, period = key
        params = {
            "recipe": recipe,
            "place": place,
            "period": problem.periods[period].label,
            "before": figure(was),
            "after": figure(now),
        }
        words = Sentence(_TASK, params)
        found.append(TaskChange(recipe, place, period, was, now, words))
    return tuple(found)


def _hours_changes(
    problem: Problem, before: Plan, changed: Problem, after: Plan
) -> tuple[HoursChange, ...]:
    found = []
    old, new = hours_of(problem, before), hours_of(changed, after)
    for key, was, now in _different(old, new):
        skill, place, period = key
        params = {
            "skill": skill,
            "place": place,
            "period": problem.periods[period].label,
            "before": figure(was),
            "after": figure(now),
        }
        words = Sentence(_HOURS, params)
        found.append(HoursChange(skill, place, period, was, now, words))
    return tuple(found)


def _hours_beyond(problem: Problem, plan: Plan) -> float:
    """Hours of tasks beyond the runs agreed, as the goal ``change`` counts them."""
    agreed: dict[tuple[str, str, int], float] = defaultdict(float)
    for one in problem.agreed:
        agreed[one.recipe, one.place, one.period] += one.runs
    hours = {
        recipe.label: sum(effort.hours for effort in recipe.effort)
        for recipe in problem.recipes
    }
    return sum(
        max(runs - agreed[key], 0.0) * hours[key[0]]
        for key, runs in _runs_of(plan).items()
    )


def _runs_of(plan: Plan) -> dict[tuple[str, str, int], float]:
    found: dict[tuple[str, str, int], float] = defaultdict(float)
    for run in plan.runs:
        found[run.recipe, run.place, run.period] += run.runs
    return found


def _different(
    before: Mapping[tuple[str, str, int], float],
    after: Mapping[tuple[str, str, int], float],
) -> Iterator[tuple[tuple[str, str, int], float, float]]:
    """Yield what differs by more than noise, by period, then in the order of labels."""
    keys = dict.fromkeys((*before, *after))
    for key in sorted(keys, key=lambda one: (one[2], one[0], one[1])):
        was, now = before.get(key, 0.0), after.get(key, 0.0)
        if abs(now - was) > max(_SEEN * max(was, now), _CRUMB):
            yield key, was, now
