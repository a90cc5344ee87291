"""The near stretch of a season plan as a plan of weeks, with a problem of its own.

Near weeks stand in the season plan one by one, so the week plan is its beginning, line by
line: the two agree because they are one. The problem of the weeks says what they must
leave behind for the season to go on: what stores hold at their end, what was begun and
is not ready, the money left in the purse. Those are promises and limits in it, so a week
plan that is made anew, by the planner or by people, is held to the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from commonweal.core.planner import (
    keeping,
    sankey,
    season_owed,
    season_rest,
    totals,
)
from commonweal.core.planner.coarse import Coarse
from commonweal.core.planner.plan import (
    Bought,
    Fulfilment,
    Given,
    Limit,
    LimitUse,
    Plan,
    Short,
)
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import (
    Agreed,
    Capacity,
    Flow,
    Good,
    Need,
    Promise,
    PurseLimit,
    Recipe,
    Use,
)

_GIVE = 1e-7  # share by which what is left behind may be less: the solver's noise


def beginning_of(coarse: Coarse, plan: Plan, n_periods: int) -> Plan:
    """Return the lines of a season plan in its first periods, in the words of weeks.

    Parameters
    ----------
    coarse : Coarse
        Its first ``n_periods`` steps are one period each.
    plan : Plan
        A plan of ``coarse.problem``.
    n_periods : int
        How many.

    Returns
    -------
    Plan
        Runs, purchases, moves and gifts only, of ``coarse.fine``.

    Examples
    --------
    See ``season.season``.
    """
    return Plan(
        plan.status,
        runs=tuple(
            replace(run, recipe=coarse.recipes[run.recipe])
            for run in plan.runs
            if run.period < n_periods and run.recipe in coarse.recipes
        ),
        bought=tuple(_bought(coarse, plan, n_periods)),
        moved=tuple(line for line in plan.moved if line.period < n_periods),
        given=_given(coarse, plan, n_periods),
        rule_version=plan.rule_version,
        seed=plan.seed,
    )


def _bought(coarse: Coarse, plan: Plan, n_periods: int) -> Iterator[Bought]:
    """Go through purchases; of slips, only those that were turned into the good count."""
    used: dict[tuple[str, str, int], float] = defaultdict(float)
    slip_of = {
        recipe.label: recipe.inputs[0].good
        for recipe in coarse.problem.recipes
        if recipe.label not in coarse.recipes
    }
    for run in plan.runs:
        if run.recipe in slip_of:
            used[run.place, slip_of[run.recipe], run.period] += run.runs
    for line in plan.bought:
        if line.period < n_periods:
            good = coarse.markets.get(line.good)
            if good is None:
                yield line
                continue
            key = (line.place, line.good, line.period)
            amount = min(line.amount, used[key])
            used[key] -= amount
            share = amount / line.amount if line.amount else 0.0
            yield replace(line, good=good, amount=amount, cost=line.cost * share)


def _given(coarse: Coarse, plan: Plan, n_periods: int) -> tuple[Given, ...]:
    amounts: dict[tuple[str, str, str, int], float] = defaultdict(float)
    for line in plan.given:
        if line.period < n_periods:
            basket = coarse.baskets[line.basket]
            amounts[basket, line.place, line.good, line.period] += line.amount
    return tuple(Given(*key, amount) for key, amount in amounts.items())


def weeks_of(
    problem: Problem, beginning: Plan, n_periods: int, in_all: Mapping[str, float]
) -> Problem:
    """Write the problem of the first periods, with what they must leave behind.

    Parameters
    ----------
    problem : Problem
        Of the whole season, in fine periods.
    beginning : Plan
        Lines of a plan in the first periods; they say what is left behind.
    n_periods : int
        How many periods.
    in_all : mapping
        What each need of the whole plan gets in all, [unit of its demand].

    Returns
    -------
    Problem
        Of those periods. What needs of the whole plan are to get later counts as had, so
        that their levels compare with those of others;
        promises beyond those made say what stays in stores and what must be begun (a
        good ``begun`` of every recipe that is not ready by then, and room for no more);
        what the beginning does not begin starts only when it is ready in time; a purse
        of the whole plan holds what the beginning spends; the runs of the beginning
        count as agreed.

    Examples
    --------
    See ``season.season``.
    """
    goes_on = n_periods < len(problem.periods)
    begun = _begun(problem, beginning, n_periods) if goes_on else {}
    return replace(
        problem,
        periods=problem.periods[:n_periods],
        goods=(*problem.goods, *(Good(label, "") for label in begun.values())),
        recipes=tuple(
            _near_recipe(recipe, begun.get(recipe.label), n_periods)
            if goes_on
            else recipe
            for recipe in problem.recipes
        ),
        arrivals=tuple(one for one in problem.arrivals if one.period < n_periods),
        efforts=tuple(one for one in problem.efforts if one.period < n_periods),
        rests=season_owed.rests_until(problem, beginning, n_periods, _GIVE),
        capacities=(
            *(
                one
                for one in problem.capacities
                if one.period is None or one.period < n_periods
            ),
            *_as_begun(beginning, begun),
        ),
        purses=tuple(_purses(problem, beginning, n_periods)),
        needs=tuple(_needs(problem, beginning, n_periods, in_all)),
        promises=(
            *(one for one in problem.promises if one.period < n_periods),
            *(_left_behind(problem, beginning, n_periods) if goes_on else ()),
            *_to_be_begun(beginning, begun),
        ),
        agreed=tuple(
            Agreed(run.recipe, run.place, run.period, run.runs)
            for run in beginning.runs
        ),
    )


def ready_after(recipe: Recipe) -> int:
    """Count the periods after its start in which a run still does anything."""
    return max(
        *(flow.after for flow in (*recipe.inputs, *recipe.outputs)),
        *(effort.after for effort in recipe.effort),
        *(use.periods - 1 for use in recipe.uses),
        0,
        0,
    )


def _begun(problem: Problem, beginning: Plan, n_periods: int) -> dict[str, str]:
    """Name a good for every recipe that is begun and, from some start, not ready."""
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    taken = {good.label for good in problem.goods}
    names: dict[str, str] = {}
    for run in beginning.runs:
        if run.period + ready_after(recipes[run.recipe]) >= n_periods:
            names[run.recipe] = ""
    for label in names:
        name = f"{label} begun"
        while name in taken:
            name += "'"
        taken.add(name)
        names[label] = name
    return names


def _near_recipe(recipe: Recipe, begun: str | None, n_periods: int) -> Recipe:
    """Write a recipe for the weeks; one that is begun there is begun as the season says."""
    near = replace(recipe, may_start=recipe.may_start and recipe.may_start[:n_periods])
    if begun is not None:
        outputs = (*recipe.outputs, Flow(begun, 1.0))
        return replace(near, outputs=outputs, uses=(*recipe.uses, Use(begun, 1.0)))
    is_ready = tuple(t + ready_after(recipe) < n_periods for t in range(n_periods))
    if all(is_ready):
        return near
    starts = near.may_start or (True,) * n_periods
    may_start = tuple(a and b for a, b in zip(starts, is_ready, strict=True))
    return replace(near, may_start=may_start)


def _as_begun(beginning: Plan, begun: dict[str, str]) -> Iterator[Capacity]:
    for run in beginning.runs:
        if run.recipe in begun:
            most = run.runs * (1 + _GIVE)
            yield Capacity(run.place, begun[run.recipe], run.period, most, "")


def _purses(problem: Problem, beginning: Plan, n_periods: int) -> Iterator[PurseLimit]:
    spent: dict[str, float] = defaultdict(float)
    for line in beginning.bought:
        spent[line.currency] += line.cost
    for purse in problem.purses:
        if purse.period is None:
            amount = min(purse.amount, spent[purse.currency] * (1 + _GIVE))
            yield replace(purse, amount=amount)
        elif purse.period < n_periods:
            yield purse


def _needs(
    problem: Problem, beginning: Plan, n_periods: int, in_all: Mapping[str, float]
) -> Iterator[Need]:
    for need in problem.needs:
        if need.period is None:
            here = season_rest.contents_of(need, beginning.given)
            later = in_all.get(need.label, 0.0) - here
            yield replace(need, had=max(later, need.had))
        elif need.period < n_periods:
            yield need


def _left_behind(
    problem: Problem, beginning: Plan, n_periods: int
) -> Iterator[Promise]:
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for kept in season_rest.stock_after(problem, beginning, n_periods):
        amounts[kept.place, kept.good] += kept.amount
    taken = {promise.label for promise in problem.promises}
    for (place, good), amount in amounts.items():
        label = f"{good} left at {place}"
        while label in taken:
            label += "'"
        yield Promise(label, place, good, n_periods - 1, amount * (1 - _GIVE))


def _to_be_begun(beginning: Plan, begun: dict[str, str]) -> Iterator[Promise]:
    for run in beginning.runs:
        if run.recipe in begun:
            good = begun[run.recipe]
            label = f"{good} at {run.place}, {run.period}"
            yield Promise(label, run.place, good, run.period, run.runs * (1 - _GIVE))


def plan_of_weeks(coarse: Coarse, plan: Plan, beginning: Plan, weeks: Problem) -> Plan:
    """Complete the beginning of a season plan to a plan of the weeks' own problem.

    Parameters
    ----------
    coarse : Coarse
        What the season plan was made for.
    plan : Plan
        The season plan.
    beginning : Plan
        Its lines in the weeks, see ``beginning_of``.
    weeks : Problem
        See ``weeks_of``.

    Returns
    -------
    Plan
        With levels, stocks, totals, and the reasons the season plan gives.

    Examples
    --------
    See ``season.season``.
    """
    n_periods = len(weeks.periods)
    stock = keeping.stock_of(
        weeks,
        runs=beginning.runs,
        bought=beginning.bought,
        moved=beginning.moved,
        given=beginning.given,
    )
    whole = replace(
        beginning,
        stock=stock,
        fulfilment=tuple(_levels(plan, weeks)),
        shorts=tuple(
            _near_short(coarse, short, n_periods)
            for short in plan.shorts
            if short.period is None or short.period < n_periods
        ),
        limits=tuple(_limits(coarse, plan, n_periods)),
        totals=totals.totals_of(weeks, beginning),
        notes=plan.notes,
        solving=plan.solving,
    )
    return replace(whole, flows=sankey.flows_of(weeks, whole))


def _levels(plan: Plan, weeks: Problem) -> Iterator[Fulfilment]:
    known = {need.label for need in weeks.needs}
    return (line for line in plan.fulfilment if line.need in known)


def _limits(coarse: Coarse, plan: Plan, n_periods: int) -> Iterator[LimitUse]:
    for use in plan.limits:
        is_near = use.period is not None and use.period < n_periods
        if is_near and use.label not in coarse.markets:
            yield use


def _near_short(coarse: Coarse, short: Short, n_periods: int) -> Short:
    limits = tuple(_near_limit(coarse, limit, n_periods) for limit in short.limits)
    reliefs = tuple(
        replace(
            relief,
            helps=tuple(
                replace(one, limit=_near_limit(coarse, one.limit, n_periods))
                for one in relief.helps
            ),
        )
        for relief in short.reliefs
    )
    return replace(short, limits=limits, reliefs=reliefs)


def _near_limit(coarse: Coarse, limit: Limit, n_periods: int) -> Limit:
    """Name a limit as the weeks know it; what binds beyond them is a limit of later."""
    is_beyond = limit.period is not None and limit.period >= n_periods
    if is_beyond or (limit.kind == "purse" and limit.period is None):
        return replace(limit, kind="later", period=None)
    if limit.kind == "good" and limit.label in coarse.rooms:
        return replace(limit, kind="capacity", label=coarse.rooms[limit.label])
    if limit.kind == "capacity" and limit.label in coarse.markets:
        return replace(limit, kind="market", label=coarse.markets[limit.label])
    return limit
