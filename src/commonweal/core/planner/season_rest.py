"""What is left of a problem once the first periods of a plan have been carried out.

Stocks are what the plan leaves, runs in progress bring what they will bring and keep the
hours and the room they still need, the purse is what was not spent, and a need of the
whole plan remembers what its baskets already got.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from commonweal.core.planner import keeping
from commonweal.core.planner.asked import asked_by
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.plan import Given, Kept, Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.terms import (
    Arrival,
    Capacity,
    EffortOffer,
    Need,
    Promise,
    PurseLimit,
    Recipe,
    Rest,
    Stock,
)
from commonweal.core.planner.words import N_, Sentence

_CRUMB = 1e-9  # of a unit; less is noise of the solver
_GIVE = 1e-7  # let go of what is owed, so that rounding is no broken promise
Key = tuple[str, str, int]  # place, label, period


def stock_after(problem: Problem, plan: Plan, n_periods: int) -> tuple[Kept, ...]:
    """Work out what stores hold at the end of the first periods of a plan.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        Its runs, purchases, moves and gifts are read.
    n_periods : int
        1 to the number of periods.

    Returns
    -------
    tuple of Kept
        Amounts at the end of period ``n_periods - 1``, in the unit of each good.

    Examples
    --------
    See ``rest_of``.
    """
    stock = keeping.stock_of(
        problem,
        runs=[run for run in plan.runs if run.period < n_periods],
        bought=[line for line in plan.bought if line.period < n_periods],
        moved=[line for line in plan.moved if line.period < n_periods],
        given=[line for line in plan.given if line.period < n_periods],
    )
    return tuple(kept for kept in stock if kept.period == n_periods - 1)


def contents_of(need: Need, given: Iterable[Given]) -> float:
    """Add up what baskets contain for a need, [unit of the demand].

    Examples
    --------
    >>> from commonweal.core.planner.terms import Tier
    >>> need = Need("n", "home", "north", Tier.VITAL, 0, 2.0, {"oats": 3.5}, ("b",))
    >>> contents_of(need, [Given("b", "home", "oats", t, 2.0) for t in (0, 1)])
    7.0
    """
    return sum(
        line.amount * need.contents.get(line.good, 0.0)
        for line in given
        if line.basket in need.baskets and need.period in {None, line.period}
    )


def rest_of(problem: Problem, plan: Plan, n_periods: int) -> Problem:
    """Return what is left to plan once the first periods were carried out as planned.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        A plan that holds; its lines in the first periods are read.
    n_periods : int
        Periods that are over: 1 to one less than there are.

    Returns
    -------
    Problem
        Of the periods that remain. Needs of periods that are over are left out; a need
        of the whole plan keeps its label and demand, and what it got counts.

    Raises
    ------
    BadProblem
        No period is over, or none remains.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Status
    >>> from commonweal.core.planner.terms import Good, Period, Tier
    >>> problem = Problem(
    ...     periods=(Period("w1"), Period("w2")), places=("home",),
    ...     goods=(Good("oats", "kg"),), stocks=(Stock("home", "oats", 6.0),),
    ...     needs=(Need("n", "home", "north", Tier.VITAL, None, 8.0, {"oats": 1.0}, ("b",)),),
    ... )
    >>> plan = Plan(Status.STOPPED, given=(Given("b", "home", "oats", 0, 2.0),))
    >>> rest = rest_of(problem, plan, 1)
    >>> rest.stocks[0].amount, rest.needs[0].demand, rest.needs[0].had
    (4.0, 8.0, 2.0)
    """
    last = len(problem.periods) - 1
    if not 1 <= n_periods <= last:
        said = N_("From 1 to %(last)s periods may be over; this says %(n)s.")
        words = Sentence(said, {"last": last, "n": n_periods})
        raise BadProblem([Fault("n_periods", words)])
    return _Rest(problem, plan, n_periods).problem_left()


@dataclass(slots=True)
class _Later:
    """What runs in progress still bring and take, by place, label and period."""

    comes: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    goes: dict[Key, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, recipe: Recipe, place: str, start: int, runs: float) -> None:
        """Add a run; what is over by then is not asked for later."""
        for flow in recipe.outputs:
            self.comes[place, flow.good, start + flow.after] += runs * flow.amount
        for flow in recipe.inputs:
            self.goes[place, flow.good, start + flow.after] += runs * flow.amount


class _Rest:
    def __init__(self, problem: Problem, plan: Plan, n_periods: int) -> None:
        self.problem = problem
        self.plan = plan
        self.n = n_periods
        self.given = [line for line in plan.given if line.period < n_periods]
        self.later = _Later()
        recipes = {recipe.label: recipe for recipe in problem.recipes}
        for run in plan.runs:
            if run.period < n_periods:
                recipe = recipes[run.recipe]
                self.later.add(recipe, run.place, run.period, run.runs)
        self.asked = asked_by(problem, plan, before=n_periods)

    def problem_left(self) -> Problem:
        problem, n = self.problem, self.n
        return replace(
            problem,
            periods=problem.periods[n:],
            recipes=tuple(
                replace(recipe, may_start=recipe.may_start and recipe.may_start[n:])
                for recipe in problem.recipes
            ),
            stocks=tuple(self._stocks()),
            arrivals=self._arrivals(),
            efforts=self._efforts(),
            rests=tuple(self._rests()),
            capacities=tuple(self._capacities()),
            purses=tuple(self._purses()),
            needs=tuple(self._needs()),
            promises=tuple(self._promises()),
            agreed=tuple(
                replace(one, period=one.period - n)
                for one in problem.agreed
                if one.period >= n
            ),
        )

    def _within(self, amounts: dict[Key, float]) -> Iterator[tuple[Key, float]]:
        """Go through amounts of the periods that remain, counted from their first."""
        for (place, label, t), amount in amounts.items():
            if self.n <= t < len(self.problem.periods) and amount > _CRUMB:
                yield (place, label, t - self.n), amount

    def _stocks(self) -> Iterator[Stock]:
        goods = {good.label: good for good in self.problem.goods}
        days = self.problem.periods[self.n - 1].days
        for kept in stock_after(self.problem, self.plan, self.n):
            amount = kept.amount * goods[kept.good].survival_per_day ** days
            expires = None if kept.expires is None else kept.expires - self.n
            if amount > _CRUMB and (expires is None or expires >= 0):
                yield Stock(kept.place, kept.good, amount, expires)

    def _arrivals(self) -> tuple[Arrival, ...]:
        amounts = defaultdict(float, self.later.comes)
        for one in self.problem.arrivals:
            amounts[one.place, one.good, one.period] += one.amount
        return tuple(Arrival(*key, amount) for key, amount in self._within(amounts))

    def _efforts(self) -> tuple[EffortOffer, ...]:
        hours: dict[Key, float] = defaultdict(float)
        for offer in self.problem.efforts:
            hours[offer.place, offer.skill, offer.period] += offer.hours
        for key, taken in self.asked.hours.items():
            hours[key] = _left(hours[key], taken)
        return tuple(EffortOffer(*key, amount) for key, amount in self._within(hours))

    def _rests(self) -> Iterator[Rest]:
        n_periods = len(self.problem.periods)
        for rest in self.problem.rests:
            last = None if rest.last is None else rest.last - self.n
            if last is None or last >= 0:
                taken = self.asked.within(rest, 0, n_periods)
                hours, first = _left(rest.hours, taken), max(rest.first - self.n, 0)
                yield replace(rest, hours=hours, first=first, last=last)

    def _capacities(self) -> Iterator[Capacity]:
        """Write capacities period by period where runs in progress hold some."""
        held = dict(self._within(self.asked.room))
        touched = {(place, label) for place, label, _ in held}
        for capacity in self.problem.capacities:
            if capacity.period is not None and capacity.period < self.n:
                continue
            here = (capacity.place, capacity.label)
            later = None if capacity.period is None else capacity.period - self.n
            if here not in touched:
                yield replace(capacity, period=later)
                continue
            n_left = len(self.problem.periods) - self.n
            for t in range(n_left) if later is None else (later,):
                taken = min(held.get((*here, t), 0.0), capacity.amount)
                held[*here, t] = held.get((*here, t), 0.0) - taken
                yield replace(capacity, period=t, amount=_left(capacity.amount, taken))

    def _purses(self) -> Iterator[PurseLimit]:
        spent: dict[str, float] = defaultdict(float)
        for line in self.plan.bought:
            if line.period < self.n:
                spent[line.currency] += line.cost
        for purse in self.problem.purses:
            if purse.period is None:
                amount = _left(purse.amount, spent[purse.currency])
                yield replace(purse, amount=amount)
            elif purse.period >= self.n:
                yield replace(purse, period=purse.period - self.n)

    def _promises(self) -> Iterator[Promise]:
        taken = set()
        for promise in self.problem.promises:
            if promise.period >= self.n:
                taken.add(promise.label)
                yield replace(promise, period=promise.period - self.n)
        for (place, good, t), amount in self._within(self.later.goes):
            period = self.problem.periods[t + self.n].label
            label = f"{good} for what was begun at {place}, {period}"
            while label in taken:
                label += "'"
            yield Promise(label, place, good, t, amount * (1.0 - _GIVE))

    def _needs(self) -> Iterator[Need]:
        """Write needs; one of the whole plan remembers what its baskets already got."""
        for need in self.problem.needs:
            if need.period is None:
                got = need.had + contents_of(need, self.given)
                yield replace(need, had=got if got > _CRUMB else 0.0)
            elif need.period >= self.n:
                yield replace(need, period=need.period - self.n)


def _left(amount: float, taken: float) -> float:
    """Take from an amount; nothing is left where it is only the solver's noise."""
    left = amount - taken
    return left if left > _CRUMB * amount else 0.0
