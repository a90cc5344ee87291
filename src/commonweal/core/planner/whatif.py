"""What if: a poor harvest, illness, late rain, less money, more people at the table.

Each is a small value; ``apply`` writes it into a problem and changes nothing else, so
that a plan for the changed problem can be laid beside the first (see ``outcomes.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from commonweal.core.planner import whatif_faults
from commonweal.core.planner.faults import BadProblem
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import (
    Arrival,
    Capacity,
    EffortOffer,
    Flow,
    Recipe,
    Rest,
    Stock,
)

Periods = tuple[int, ...]  # counted from 0, as everywhere in a problem
Efforts = tuple[EffortOffer, ...]


@dataclass(frozen=True, slots=True)
class Yields:
    """Recipes give this much of what was expected; None: every recipe, every output."""

    factor: float  # 0.8: a fifth is lost; more than 1: a good year
    recipe: str | None = None
    good: str | None = None  # only this output, of any recipe


@dataclass(frozen=True, slots=True)
class Illness:
    """A share of the hours offered is lost; None: of any skill, anywhere, always.

    A limit that leaves people rest falls as the hours it is about: who is ill lends no
    hands to anything else.
    """

    share: float  # lost, 0 to 1
    skill: str | None = None
    place: str | None = None
    periods: Periods | None = None


@dataclass(frozen=True, slots=True)
class Rooms:
    """Of land, rooms or machines only this much can be used; None: of all of them."""

    factor: float
    capacity: str | None = None
    place: str | None = None
    periods: Periods | None = None


@dataclass(frozen=True, slots=True)
class LateStart:
    """A recipe's season begins and ends this many periods later; None: every season.

    A recipe without a season, if it is named, cannot start before ``n_periods``.
    """

    n_periods: int
    recipe: str | None = None


@dataclass(frozen=True, slots=True)
class LateReady:
    """What a recipe gives is ready later; None: of every recipe that takes a while.

    Everything from its first output on comes later, harvest work too, and what is held
    until then (the field) is held longer.
    """

    n_periods: int
    recipe: str | None = None


@dataclass(frozen=True, slots=True)
class LateArrival:
    """What is sure to come in comes later; what comes after the plan's end is not seen."""

    n_periods: int
    good: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Stocks:
    """Of what is on hand at the start only this much is left; None: of everything."""

    factor: float
    good: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Purses:
    """Only this much of what may be spent outside is there; None: in any currency."""

    factor: float
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """Outside prices are this many times as high; None: of everything."""

    factor: float
    good: str | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Groups are this many times as large; None: every group."""

    factor: float
    group: str | None = None


WhatIf = (
    Yields
    | Illness
    | Rooms
    | LateStart
    | LateReady
    | LateArrival
    | Stocks
    | Purses
    | Prices
    | People
)


def apply(problem: Problem, *whatifs: WhatIf) -> Problem:
    """Write what-ifs into a problem, one after the other.

    Parameters
    ----------
    problem : Problem
        Any problem; it stays as it is.
    *whatifs : WhatIf
        Factors and shares without unit, lateness in periods.

    Returns
    -------
    Problem
        With the same labels in the same order.

    Raises
    ------
    BadProblem
        A what-if names something the problem does not know, or a number is out of
        range; every fault at once, at ``what_if[0].recipe`` and the like. Also when
        the changed problem itself is wrong: something would come from nothing.

    Examples
    --------
    >>> from commonweal.core.planner.terms import EffortOffer, Period
    >>> problem = Problem(
    ...     periods=(Period("week 14"),), places=("home",),
    ...     efforts=(EffortOffer("home", "baking", 0, 8.0),),
    ... )
    >>> apply(problem, Illness(0.5, skill="baking")).efforts[0].hours
    4.0
    """
    found = whatif_faults.faults_of(problem, whatifs)
    if found:
        raise BadProblem(found)
    for whatif in whatifs:
        problem = _apply_one(problem, whatif)
    return problem


def lost(whatif: WhatIf, share: float) -> WhatIf:
    """Return the same what-if with this share lost.

    Parameters
    ----------
    whatif : WhatIf
        One that takes a share away: yields, hours, rooms, stocks or the purse.
    share : float
        0: nothing is lost; 1: everything.

    Raises
    ------
    ValueError
        It takes no share away (lateness, prices, people).

    Examples
    --------
    >>> lost(Illness(0.0, "baking"), 0.25)
    Illness(share=0.25, skill='baking', place=None, periods=None)
    """
    match whatif:
        case Illness():
            return replace(whatif, share=share)
        case Yields() | Rooms() | Stocks() | Purses():
            return replace(whatif, factor=1.0 - share)
    raise ValueError(f"no share can be lost: {whatif}")


def _apply_one(problem: Problem, whatif: WhatIf) -> Problem:
    match whatif:
        case Yields() | LateStart() | LateReady():
            changed = replace(problem, recipes=_recipes(problem, whatif))
        case LateArrival():
            changed = replace(problem, arrivals=tuple(_arrivals(problem, whatif)))
        case Stocks():
            changed = replace(problem, stocks=tuple(_stocks(problem, whatif)))
        case Illness():
            changed = _with_fewer_hours(problem, whatif)
        case Rooms():
            changed = replace(problem, capacities=tuple(_rooms(problem, whatif)))
        case Purses() | Prices():
            changed = _with_money(problem, whatif)
        case _:
            changed = _with_people(problem, whatif)
    return changed


def _recipes(
    problem: Problem, whatif: Yields | LateStart | LateReady
) -> tuple[Recipe, ...]:
    def change(recipe: Recipe) -> Recipe:
        if isinstance(whatif, Yields):
            return _less(recipe, whatif)
        if isinstance(whatif, LateStart):
            return _later_season(recipe, whatif, len(problem.periods))
        return _later_ready(recipe, whatif)

    return tuple(
        change(recipe) if _is(whatif.recipe, recipe.label) else recipe
        for recipe in problem.recipes
    )


def _less(recipe: Recipe, whatif: Yields) -> Recipe:
    outputs = tuple(
        replace(flow, amount=flow.amount * whatif.factor)
        if _is(whatif.good, flow.good)
        else flow
        for flow in recipe.outputs
    )
    return replace(recipe, outputs=outputs)


def _later_season(recipe: Recipe, whatif: LateStart, n_periods: int) -> Recipe:
    if recipe.may_start is None:
        if whatif.recipe is None:
            return recipe
        starts = tuple(t >= whatif.n_periods for t in range(n_periods))
        return replace(recipe, may_start=starts)
    closed = (False,) * min(whatif.n_periods, n_periods)
    return replace(recipe, may_start=(*closed, *recipe.may_start)[:n_periods])


def _later_ready(recipe: Recipe, whatif: LateReady) -> Recipe:
    later_by = whatif.n_periods
    first = min((flow.after for flow in recipe.outputs), default=0)
    if first == 0 and whatif.recipe is None:
        return recipe
    of_harvest = max(first, 1)  # what happens at the start stays where it is

    def later(flow: Flow) -> Flow:
        is_later = flow.after >= of_harvest
        return replace(flow, after=flow.after + later_by) if is_later else flow

    return replace(
        recipe,
        inputs=tuple(later(flow) for flow in recipe.inputs),
        outputs=tuple(
            replace(flow, after=flow.after + later_by) for flow in recipe.outputs
        ),
        effort=tuple(
            replace(work, after=work.after + later_by)
            if work.after >= of_harvest
            else work
            for work in recipe.effort
        ),
        uses=tuple(
            replace(use, periods=use.periods + later_by) if use.periods > first else use
            for use in recipe.uses
        ),
    )


def _arrivals(problem: Problem, whatif: LateArrival) -> Iterable[Arrival]:
    for arrival in problem.arrivals:
        if not (_is(whatif.good, arrival.good) and _is(whatif.place, arrival.place)):
            yield arrival
        elif arrival.period + whatif.n_periods < len(problem.periods):
            yield replace(arrival, period=arrival.period + whatif.n_periods)


def _stocks(problem: Problem, whatif: Stocks) -> Iterable[Stock]:
    for stock in problem.stocks:
        if _is(whatif.good, stock.good) and _is(whatif.place, stock.place):
            yield replace(stock, amount=stock.amount * whatif.factor)
        else:
            yield stock


def _with_fewer_hours(problem: Problem, whatif: Illness) -> Problem:
    efforts = tuple(_efforts(problem, whatif))
    rests = tuple(
        replace(rest, hours=rest.hours * _share_left(rest, problem.efforts, efforts))
        for rest in problem.rests
    )
    return replace(problem, efforts=efforts, rests=rests)


def _share_left(rest: Rest, before: Efforts, after: Efforts) -> float:
    """Share that is left of the hours a limit of rest is about."""
    meant = [
        (offer.hours, offer.hours - left.hours)
        for offer, left in zip(before, after, strict=True)
        if offer.place == rest.place
        and (rest.skills is None or offer.skill in rest.skills)
        and offer.period >= rest.first
        and (rest.last is None or offer.period <= rest.last)
    ]
    there, gone = (
        (sum(hours) for hours in zip(*meant, strict=True)) if meant else (0, 0)
    )
    return 1.0 - gone / there if there > 0 else 1.0


def _efforts(problem: Problem, whatif: Illness) -> Iterable[EffortOffer]:
    for offer in problem.efforts:
        if (
            _is(whatif.skill, offer.skill)
            and _is(whatif.place, offer.place)
            and (whatif.periods is None or offer.period in whatif.periods)
        ):
            yield replace(offer, hours=offer.hours * (1.0 - whatif.share))
        else:
            yield offer


def _rooms(problem: Problem, whatif: Rooms) -> Iterable[Capacity]:
    """Return what is left of capacities: one line, or one for each period."""
    for line in problem.capacities:
        less = replace(line, amount=line.amount * whatif.factor)
        if not (_is(whatif.capacity, line.label) and _is(whatif.place, line.place)):
            yield line
        elif whatif.periods is None:
            yield less
        elif line.period is not None:
            yield less if line.period in whatif.periods else line
        else:
            for t in range(len(problem.periods)):
                yield replace(less if t in whatif.periods else line, period=t)


def _with_money(problem: Problem, whatif: Purses | Prices) -> Problem:
    if isinstance(whatif, Purses):
        purses = tuple(
            replace(purse, amount=purse.amount * whatif.factor)
            if _is(whatif.currency, purse.currency)
            else purse
            for purse in problem.purses
        )
        return replace(problem, purses=purses)
    purchases = tuple(
        replace(option, price=option.price * whatif.factor)
        if _is(whatif.good, option.good)
        else option
        for option in problem.purchases
    )
    return replace(problem, purchases=purchases)


def _with_people(problem: Problem, whatif: People) -> Problem:
    needs = tuple(
        replace(
            need,
            demand=need.demand * whatif.factor,
            most=None if need.most is None else need.most * whatif.factor,
        )
        if _is(whatif.group, need.group)
        else need
        for need in problem.needs
    )
    return replace(problem, needs=needs)


def _is(asked: str | None, label: str) -> bool:
    return asked is None or asked == label
