"""Whether a season plan and a week plan say the same of the weeks both cover, in sums.

Reads both plans line by line and adds up, knowing nothing of how either was made: a week
plan may have been cut from the season plan, solved anew, or changed by people since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.core.planner.coarse import Coarse
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem, lanes_of
from commonweal.core.planner.season_rest import contents_of, stock_after
from commonweal.core.planner.words import N_, Sentence, figure

TOLERANCE = 1e-4
"""Sums part when they differ by more than this share of the larger one."""

_CRUMB = 1e-6  # of any unit; a smaller difference is noise of the solver
_NEED = N_(
    "“%(need)s” gets %(after)s in the week plan and %(before)s in the season plan."
)
_RUNS = N_(
    "%(recipe)s at %(place)s: %(after)s runs in the week plan, "
    "%(before)s in the season plan."
)
_GIVEN = N_(
    "%(good)s in basket %(basket)s: %(after)s in the week plan, "
    "%(before)s in the season plan."
)
_HOURS = N_(
    "%(skill)s at %(place)s: %(after)s hours in the week plan, "
    "%(before)s in the season plan."
)
_SPENT = N_(
    "Spent outside: %(after)s %(currency)s in the week plan, "
    "%(before)s in the season plan."
)
_STOCK = N_(
    "%(good)s left at %(place)s when the weeks end: %(after)s in the week plan, "
    "%(before)s in the season plan."
)
_BORDER = N_("The weeks end inside a step of the season plan; end them with a step.")
Key = tuple[str, ...]  # the kind, then the labels


@dataclass(frozen=True, slots=True)
class Parting:
    """One sum in which a season plan and a week plan part."""

    kind: str  # need, runs, given, hours, spent or stock
    season: float  # in the unit of the sum
    weeks: float
    words: Sentence


def disagreements(
    coarse: Coarse,
    season_plan: Plan,
    weeks_plan: Plan,
    *,
    n_periods: int,
    tolerance: float = TOLERANCE,
) -> tuple[Parting, ...]:
    """Find the sums in which a season plan and a week plan part.

    Parameters
    ----------
    coarse : Coarse
        What the season plan was made for.
    season_plan : Plan
        A plan of ``coarse.problem``.
    weeks_plan : Plan
        A plan of the first fine periods, in the words of ``coarse.fine``.
    n_periods : int
        Fine periods the week plan covers; they end with a step of the season plan.
    tolerance : float, [share of the larger sum]
        A smaller difference is none.

    Returns
    -------
    tuple of Parting
        Contents for each need of those periods; runs by recipe and place; goods given by
        basket; hours by skill and place; money by currency; what stores hold in the end.

    Raises
    ------
    BadProblem
        The week plan ends inside a step of the season plan.

    Examples
    --------
    See ``season.season``.
    """
    borders = {group.stop: i + 1 for i, group in enumerate(coarse.steps.groups)}
    if n_periods not in borders:
        raise BadProblem([Fault("n_periods", Sentence(_BORDER))])
    n_steps = borders[n_periods]
    in_season = _in_fine_words(coarse, _sums(coarse.problem, season_plan, n_steps))
    in_season |= dict(_contents_in_season(coarse, season_plan, n_steps))
    in_weeks = _sums(coarse.fine, weeks_plan, n_periods)
    in_weeks |= dict(_contents_in_weeks(coarse, weeks_plan, n_steps))
    found = []
    for key in sorted(in_season.keys() | in_weeks.keys()):
        before, after = in_season.get(key, 0.0), in_weeks.get(key, 0.0)
        if abs(after - before) > max(tolerance * max(before, after), _CRUMB):
            found.append(Parting(key[0], before, after, _say(key, before, after)))
    return tuple(found)


def _say(key: Key, before: float, after: float) -> Sentence:
    template, names = _SAYINGS[key[0]]
    labels = dict(zip(names, key[1:], strict=True))
    return Sentence(
        template, {**labels, "before": figure(before), "after": figure(after)}
    )


_SAYINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "need": (_NEED, ("need",)),
    "runs": (_RUNS, ("recipe", "place")),
    "given": (_GIVEN, ("basket", "good")),
    "hours": (_HOURS, ("skill", "place")),
    "spent": (_SPENT, ("currency",)),
    "stock": (_STOCK, ("good", "place")),
}


def _sums(problem: Problem, plan: Plan, n_periods: int) -> dict[Key, float]:
    """Add up what a plan does in the first periods of its problem."""
    sums: dict[Key, float] = defaultdict(float)
    for run in plan.runs:
        if run.period < n_periods:
            sums["runs", run.recipe, run.place] += run.runs
    for gift in plan.given:
        if gift.period < n_periods:
            sums["given", gift.basket, gift.good] += gift.amount
    for line in plan.bought:
        sums["spent", line.currency] += line.cost * (line.period < n_periods)
    for kept in stock_after(problem, plan, n_periods):
        sums["stock", kept.good, kept.place] += kept.amount
    for skill, place, hours in _hours(problem, plan, n_periods):
        sums["hours", skill, place] += hours
    return dict(sums)


def _hours(
    problem: Problem, plan: Plan, n_periods: int
) -> Iterator[tuple[str, str, float]]:
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    lanes = lanes_of(problem)
    for run in plan.runs:
        for effort in recipes[run.recipe].effort:
            if run.period + effort.after < n_periods:
                yield effort.skill, run.place, run.runs * effort.hours
    for move in plan.moved:
        moving = lanes[move.source, move.target, move.good].effort
        if moving is not None and move.period + moving.after < n_periods:
            yield moving.skill, move.source, move.amount * moving.hours


def _in_fine_words(coarse: Coarse, sums: dict[Key, float]) -> dict[Key, float]:
    """Put fine labels in place of coarse ones; slips and held time are left out."""
    names = {"runs": coarse.recipes, "given": coarse.baskets}
    own = {*coarse.rooms, *coarse.markets}
    found: dict[Key, float] = defaultdict(float)
    for key, amount in sums.items():
        kind, label, *others = key
        known = names.get(kind)
        if (known is not None and label not in known) or (
            kind == "stock" and label in own
        ):
            continue
        found[kind, label if known is None else known[label], *others] += amount
    return dict(found)


def _contents_in_season(
    coarse: Coarse, plan: Plan, n_steps: int
) -> Iterator[tuple[Key, float]]:
    for need in coarse.problem.needs:
        if need.period is not None and need.period < n_steps:
            contents = need.had + contents_of(need, plan.given)
            yield ("need", need.label), min(contents, need.demand)


def _contents_in_weeks(
    coarse: Coarse, plan: Plan, n_steps: int
) -> Iterator[tuple[Key, float]]:
    fine = {need.label: need for need in coarse.fine.needs}
    for need in coarse.problem.needs:
        if need.period is not None and need.period < n_steps:
            members = [fine[label] for label in coarse.needs[need.label]]
            contents = (
                min(one.had + contents_of(one, plan.given), one.demand)
                for one in members
            )
            yield ("need", need.label), sum(contents)
