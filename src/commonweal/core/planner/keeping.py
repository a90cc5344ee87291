"""What the stores hold at the end of each period, given everything else in a plan.

The matrix says only that enough is kept; here all that is left is kept as far as there
is room, what expires first is used first, and what spoils is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from commonweal.core.planner.plan import Bought, Given, Kept, Moved, Run
from commonweal.core.planner.problem import Problem, lanes_of

Place = tuple[str, str]  # place and good
Amounts = defaultdict[Place, defaultdict[int, float]]
_CRUMB = 1e-9  # of the largest amount seen at that place; less is not worth a line


def stock_of(
    problem: Problem,
    *,
    runs: Iterable[Run],
    bought: Iterable[Bought],
    moved: Iterable[Moved],
    given: Iterable[Given],
) -> tuple[Kept, ...]:
    """Work out what every store holds at the end of every period.

    Parameters
    ----------
    problem : Problem
        What there is and how it keeps.
    runs, bought, moved, given : iterables
        Everything the plan does with goods.

    Returns
    -------
    tuple of Kept
        Amounts in the unit of each good, by place, good, period, earliest expiry first.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Period, Stock
    >>> problem = Problem(
    ...     periods=(Period("w1"),), places=("home",), goods=(Good("oats", "kg"),),
    ...     stocks=(Stock("home", "oats", 6.0),),
    ... )
    >>> stock_of(problem, runs=(), bought=(), moved=(), given=())[0].amount
    6.0
    """
    incoming, outgoing = _flows(problem, runs, bought, moved, given)
    _add_what_is_known(problem, incoming, outgoing)
    goods = {good.label: good for good in problem.goods}
    found: list[Kept] = []
    touched = sorted(set(incoming) | set(outgoing) | _opening_places(problem))
    for place, label in touched:
        good = goods[label]
        shelf = _opening(problem, place, label)
        size = sum(shelf.values()) + sum(incoming[place, label].values())
        for t, period in enumerate(problem.periods):
            shelf[None] += incoming[place, label].get(t, 0.0)
            _use(shelf, outgoing[place, label].get(t, 0.0))
            _discard(shelf, t, good.store_limit)
            found.extend(
                Kept(place, label, t, amount, expires)
                for expires, amount in sorted(shelf.items(), key=_by_expiry)
                if amount > _CRUMB * size
            )
            survival = good.survival_per_day**period.days
            for expires in shelf:
                shelf[expires] *= survival
    return tuple(found)


def _flows(
    problem: Problem,
    runs: Iterable[Run],
    bought: Iterable[Bought],
    moved: Iterable[Moved],
    given: Iterable[Given],
) -> tuple[Amounts, Amounts]:
    incoming: Amounts = defaultdict(lambda: defaultdict(float))
    outgoing: Amounts = defaultdict(lambda: defaultdict(float))
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    lanes = lanes_of(problem)
    for run in runs:
        recipe = recipes[run.recipe]
        for flows, side in ((recipe.outputs, incoming), (recipe.inputs, outgoing)):
            for flow in flows:
                t = run.period + flow.after
                side[run.place, flow.good][t] += run.runs * flow.amount
    for bit in bought:
        incoming[bit.place, bit.good][bit.period] += bit.amount
    for trip in moved:
        outgoing[trip.source, trip.good][trip.period] += trip.amount
        lost = lanes[trip.source, trip.target, trip.good].loss
        incoming[trip.target, trip.good][trip.period] += trip.amount * (1 - lost)
    for gift in given:
        outgoing[gift.place, gift.good][gift.period] += gift.amount
    return incoming, outgoing


def _add_what_is_known(problem: Problem, incoming: Amounts, outgoing: Amounts) -> None:
    for arrival in problem.arrivals:
        incoming[arrival.place, arrival.good][arrival.period] += arrival.amount
    for promise in problem.promises:
        outgoing[promise.place, promise.good][promise.period] += promise.amount


def _opening_places(problem: Problem) -> set[Place]:
    return {(stock.place, stock.good) for stock in problem.stocks}


def _opening(problem: Problem, place: str, good: str) -> dict[int | None, float]:
    """Amounts on hand by last period of use; None is what keeps beyond the plan."""
    shelf: dict[int | None, float] = {None: 0.0}
    last = len(problem.periods) - 1
    for stock in problem.stocks:
        if (stock.place, stock.good) == (place, good):
            keeps = stock.expires is None or stock.expires >= last
            expires = None if keeps else stock.expires
            shelf[expires] = shelf.get(expires, 0.0) + stock.amount
    return shelf


def _by_expiry(entry: tuple[int | None, float]) -> float:
    return float("inf") if entry[0] is None else entry[0]


def _use(shelf: dict[int | None, float], amount: float) -> None:
    for expires, there in sorted(shelf.items(), key=_by_expiry):
        used = min(there, amount)
        shelf[expires] = there - used
        amount -= used


def _discard(shelf: dict[int | None, float], period: int, room: float | None) -> None:
    """Throw away what expires now, then what there is no room for, the oldest first."""
    for expires in shelf:
        if expires is not None and expires <= period:
            shelf[expires] = 0.0
    if room is not None:
        for expires, there in sorted(shelf.items(), key=_by_expiry, reverse=True):
            shelf[expires] = min(there, room)
            room -= shelf[expires]
