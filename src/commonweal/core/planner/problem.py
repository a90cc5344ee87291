"""A planning problem: what is needed, what there is, what can be made; checked once."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.core.planner import faults
from commonweal.core.planner.terms import Lane, Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Parts):
    """All that a plan is made from; whoever holds one may trust it.

    Parameters
    ----------
    periods : tuple of Period
        At least one, in the order of time.
    places : tuple of str
        Where things are kept and made; one union has at least one.
    goods, recipes, stocks, arrivals, efforts, rests, capacities, purchases, purses, lanes,
    needs, promises, agreed : tuple
        See ``terms.py`` for each; all may be empty.

    Raises
    ------
    BadProblem
        With every fault at once: unknown labels, labels that stand twice, amounts that
        are negative, not finite or absurd, periods that do not exist.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Need, Period, Stock, Tier
    >>> problem = Problem(
    ...     periods=(Period("week 14"),),
    ...     places=("home",),
    ...     goods=(Good("bread", "kg"),),
    ...     stocks=(Stock("home", "bread", 6.0),),
    ...     needs=(
    ...         Need("bread of north", "home", "north", Tier.VITAL, 0, 8.0,
    ...              {"bread": 1.0}, ("north",)),
    ...     ),
    ... )
    >>> problem.needs[0].demand
    8.0
    """

    def __post_init__(self) -> None:
        found = faults.faults_of(self)
        if found:
            raise faults.BadProblem(found)


def lanes_of(problem: Problem) -> dict[tuple[str, str, str], Lane]:
    """Return the lane along which each good goes; no two carry the same one.

    Parameters
    ----------
    problem : Problem
        Any problem.

    Returns
    -------
    dict of (str, str, str) to Lane
        By source, target and good.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Period
    >>> problem = Problem(
    ...     periods=(Period("w1"),), places=("mill", "home"), goods=(Good("flour", "kg"),),
    ...     lanes=(Lane("mill", "home", loss=0.1),),
    ... )
    >>> lanes_of(problem)["mill", "home", "flour"].loss
    0.1
    """
    everything = [good.label for good in problem.goods]
    return {
        (lane.source, lane.target, good): lane
        for lane in problem.lanes
        for good in (everything if lane.goods is None else lane.goods)
    }
