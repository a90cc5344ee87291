"""A problem in coarse steps: far weeks crushed into months, near ones kept as they are.

What is added up, and what is given up, is chosen so that the coarse problem allows
whatever the fine one does: every plan in fine periods, added up, is a plan in coarse
steps with the same fulfilment. So the levels found in coarse steps are an upper bound,
tier by tier and lowest first, and exact where nothing happens inside a step:

====================  ================================================================
fine periods          in a coarse step
====================  ================================================================
period                one; what is kept at its end spoils for the days of its last
                      period only, so ``days`` are those (given up: spoiling inside)
recipe                one for each way its lags fall into steps; runs add up (exact)
effort, arrivals      hours and amounts add up (exact sums)
capacity held longer  a good, ``unit x periods``, that arrives and cannot be kept;
than a period         a run takes what it holds in each step (exact sums)
other capacities      add up (exact sums)
season                a recipe may start in a step when it may in one of its periods
stock that expires    is good to the end of the step (given up: the days between)
store limit           holds at the end of a step (given up: inside)
lane                  moves add up; hours that follow later fall where they always
                      fall, or are left out (given up)
most per period       times the periods joined
purse of a period     adds up where every period of the step has one, else left out
purse of the plan     as it is (exact)
promise               is due at the end of the step (given up: the day)
need of a period      needs alike but for the period are one, demand and most added up
                      (its level is at least the average, so never below the lowest);
                      one that nothing can serve then stays alone, at nothing (exact)
need of the plan      as it is (exact)
agreed runs           add up
====================  ================================================================

Tasks that come only whole stay whole: whole numbers add up to whole numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commonweal.core.planner import coarse_needs, coarse_recipes, coarse_steps
from commonweal.core.planner.coarse_steps import Steps
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import (
    Agreed,
    Arrival,
    EffortOffer,
    Lane,
    Period,
    PurseLimit,
    Rest,
)

_Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Coarse:
    """A problem in coarse steps, and what its labels stand for in the fine one.

    Parameters
    ----------
    problem : Problem
        In coarse steps.
    fine : Problem
        As it was.
    steps : Steps
        The periods each step joins.
    recipes : mapping
        Fine recipe of every coarse one; those that only buy are not among them.
    needs : mapping
        Fine needs that each coarse need joins.
    baskets : mapping
        Fine basket of every coarse one.
    rooms : mapping
        Capacity that a good of the coarse problem stands for.
    markets : mapping
        Good that a good of the coarse problem is bought for.
    """

    problem: Problem
    fine: Problem
    steps: Steps
    recipes: _Labels
    needs: Mapping[str, tuple[str, ...]]
    baskets: _Labels
    rooms: _Labels
    markets: _Labels


def coarsen(problem: Problem, groups: Iterable[Sequence[int]]) -> Coarse:
    """Join periods into coarse steps.

    Parameters
    ----------
    problem : Problem
        In fine periods.
    groups : iterable of sequence of int
        Periods each step joins, such as ``coarse_steps.groups_of`` gives.

    Returns
    -------
    Coarse
        Its levels are never below those of the fine problem: lexicographically, tier by
        tier, lowest first, each joined need counted with the level of its step.

    Raises
    ------
    BadProblem
        The groups do not join all periods in a row.

    References
    ----------
    .. [1] D. F. Rogers, R. D. Plante, R. T. Wong, J. R. Evans, "Aggregation and
       disaggregation techniques and methodology in optimization", Operations Research
       39(4), 553-582, 1991 (rows and columns added up give a bound).

    Examples
    --------
    >>> from commonweal.core.planner.terms import Flow, Good, Need, Recipe, Tier, Use
    >>> weeks = Problem(
    ...     periods=tuple(Period(f"week {t}") for t in range(4)), places=("home",),
    ...     goods=(Good("beans", "kg"),),
    ...     recipes=(Recipe("beans", "home", (), (Flow("beans", 2.0, 2),)),),
    ...     needs=tuple(
    ...         Need(f"beans {t}", "home", "north", Tier.VITAL, t, 1.0, {"beans": 1.0},
    ...              ("north",)) for t in range(4)),
    ... )
    >>> months = coarsen(weeks, [[0], [1, 2, 3]]).problem
    >>> [period.label for period in months.periods]
    ['week 0', 'week 1 - week 3']
    >>> [(need.label, need.demand) for need in months.needs]
    [('beans 0', 1.0), ('beans 1 … beans 3', 3.0)]
    >>> [(r.label, r.outputs[0].after, r.may_start) for r in months.recipes]
    [('beans', 1, (True, False)), ('beans (2)', 0, (False, True)), ('beans (3)', 2, (False, True))]
    """
    steps = coarse_steps.steps_of(len(problem.periods), groups)
    if steps.is_fine:
        return _as_it_is(problem, steps)
    making = coarse_recipes.making_of(problem, steps)
    asking = coarse_needs.asking_of(problem, steps)
    coarse = Problem(
        label=problem.label,
        periods=_periods(problem, steps),
        places=problem.places,
        goods=(*problem.goods, *making.goods),
        recipes=making.recipes,
        stocks=tuple(
            replace(stock, expires=_expires(stock.expires, steps))
            for stock in problem.stocks
        ),
        arrivals=(*_arrivals(problem, steps), *making.arrivals),
        efforts=_efforts(problem, steps),
        rests=tuple(_rests(problem, steps)),
        capacities=making.capacities,
        purchases=making.purchases,
        purses=_purses(problem, steps),
        lanes=tuple(_lane(lane, steps) for lane in problem.lanes),
        needs=asking.needs,
        promises=tuple(
            replace(promise, period=steps.step_of[promise.period])
            for promise in problem.promises
        ),
        agreed=_agreed(problem, steps, making.variant),
    )
    return Coarse(
        coarse,
        problem,
        steps,
        making.fine_recipe,
        asking.members,
        asking.fine_basket,
        making.rooms,
        making.markets,
    )


def _as_it_is(problem: Problem, steps: Steps) -> Coarse:
    return Coarse(
        problem,
        problem,
        steps,
        {recipe.label: recipe.label for recipe in problem.recipes},
        {need.label: (need.label,) for need in problem.needs},
        {basket: basket for need in problem.needs for basket in need.baskets},
        {},
        {},
    )


def _periods(problem: Problem, steps: Steps) -> tuple[Period, ...]:
    found = []
    for group in steps.groups:
        first, last = problem.periods[group[0]], problem.periods[group[-1]]
        label = first.label
        if len(group) > 1:
            label = f"{first.label} - {last.label}"
        found.append(Period(label, last.days, first.month))
    return tuple(found)


def _expires(expires: int | None, steps: Steps) -> int | None:
    """Step to whose end a batch may be used; None: to the end of the plan."""
    if expires is None or expires >= steps.n_periods:
        return None
    return steps.step_of[expires]


def _arrivals(problem: Problem, steps: Steps) -> tuple[Arrival, ...]:
    amounts: dict[tuple[str, str, int], float] = defaultdict(float)
    for one in problem.arrivals:
        amounts[one.place, one.good, steps.step_of[one.period]] += one.amount
    return tuple(Arrival(*key, amount) for key, amount in amounts.items())


def _efforts(problem: Problem, steps: Steps) -> tuple[EffortOffer, ...]:
    hours: dict[tuple[str, str, int], float] = defaultdict(float)
    for offer in problem.efforts:
        hours[offer.place, offer.skill, steps.step_of[offer.period]] += offer.hours
    return tuple(EffortOffer(*key, amount) for key, amount in hours.items())


def _rests(problem: Problem, steps: Steps) -> Iterator[Rest]:
    """Write the rests over the steps that lie in them whole: in no others do they bind."""
    for rest in problem.rests:
        last = steps.n_periods - 1 if rest.last is None else rest.last
        inside = [
            step
            for step, group in enumerate(steps.groups)
            if rest.first <= group[0] and group[-1] <= last
        ]
        if inside:
            yield replace(rest, first=inside[0], last=inside[-1])


def _purses(problem: Problem, steps: Steps) -> tuple[PurseLimit, ...]:
    found = [purse for purse in problem.purses if purse.period is None]
    least: dict[tuple[str, int], float] = {}
    for purse in problem.purses:
        if purse.period is not None:
            key = (purse.currency, purse.period)
            least[key] = min(purse.amount, least.get(key, purse.amount))
    for currency in sorted({currency for currency, _ in least}):
        for step, group in enumerate(steps.groups):
            if all((currency, t) in least for t in group):
                amount = sum(least[currency, t] for t in group)
                found.append(PurseLimit(currency, amount, step))
    return tuple(found)


def _lane(lane: Lane, steps: Steps) -> Lane:
    """Write a lane; hours that follow later stay where they fall alike for all moves."""
    if lane.effort is None or lane.effort.after == 0:
        return lane
    n_steps, after = len(steps.groups), lane.effort.after
    falls = [(step, steps.later(t, after)) for t, step in enumerate(steps.step_of)]
    within = {later for _, later in falls if later < n_steps} or {n_steps}
    alike = min(within)
    never_early = all(
        step + alike >= n_steps for step, later in falls if later == n_steps
    )
    if len(within) == 1 and never_early:
        return replace(lane, effort=replace(lane.effort, after=alike))
    return replace(lane, effort=None)


def _agreed(
    problem: Problem, steps: Steps, variant: Mapping[tuple[str, int], str]
) -> tuple[Agreed, ...]:
    runs: dict[tuple[str, str, int], float] = defaultdict(float)
    for one in problem.agreed:
        label = variant.get((one.recipe, one.period))
        if label is not None:
            runs[label, one.place, steps.step_of[one.period]] += one.runs
    return tuple(Agreed(*key, amount) for key, amount in runs.items())
