"""Planning anew in mid-season, from what really happened.

What is over stays as it was; what was begun goes on; people who agreed to the rest of
the first plan are asked to change as little as needs allow. What else is known to be
different from now on (illness, a late delivery) is written into the problem before, see
``whatif.apply``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from commonweal.core.planner import keeping, sankey, season_rest, totals
from commonweal.core.planner.asked import asked_by
from commonweal.core.planner.faults import BadProblem, Fault
from commonweal.core.planner.outcomes import Outcome, Solver, agreed_of, outcome_of
from commonweal.core.planner.plan import Bought, Given, Moved, Plan, Run, Status
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.solve import solve
from commonweal.core.planner.terms import Arrival, Stock
from commonweal.core.planner.words import N_, Sentence, figure

_ENOUGH = 1e-6  # of what is owed; a smaller lack is rounding
_CRUMB = 1e-9  # of a unit; less is noise of the solver
_CARRIED = N_(
    "Of %(recipe)s begun in %(period)s, %(percent)s %% can be carried on: "
    "there is too little %(what)s."
)
_NO_RECIPE = N_("There is no recipe %(recipe)s.")
_NO_LANE = N_("There is no lane from %(place)s to %(target)s.")
_NOT_YET = N_("Only what came before period %(period)s has happened.")
Owed = tuple[str, str, str, int]  # effort or capacity, label, place, period
Line = TypeVar("Line", Run, Given, Bought, Moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What really happened before a period begins; periods as in the first problem.

    Parameters
    ----------
    period : int
        The first period that is still to come: 1 to the last.
    stocks : tuple of Stock
        What was counted when it begins; ``expires`` as in the first problem.
    runs : tuple of Run
        What was really begun before it, in runs.
    given : tuple of Given
        What was really put in baskets; needs of the whole plan remember it.
    bought : tuple of Bought
        What was really spent of purses for the whole plan.
    moved : tuple of Moved
        What was sent, if lanes still ask for hours afterwards.
    arrivals : tuple of Arrival or None
        What is to come in from now on; None: as the problem says.
    """

    period: int
    stocks: tuple[Stock, ...]
    runs: tuple[Run, ...] = ()
    given: tuple[Given, ...] = ()
    bought: tuple[Bought, ...] = ()
    moved: tuple[Moved, ...] = ()
    arrivals: tuple[Arrival, ...] | None = None


def as_planned(problem: Problem, plan: Plan, period: int) -> Happened:
    """Return what happened if everything went as planned until a period.

    Parameters
    ----------
    problem, plan : Problem, Plan
        What was planned.
    period : int
        The first period that is still to come: 1 to the last.

    Returns
    -------
    Happened
        A beginning to be corrected: ``dataclasses.replace(happened, stocks=...)``.

    Examples
    --------
    See ``replan``.
    """
    goods = {good.label: good for good in problem.goods}
    days = problem.periods[period - 1].days
    stocks = tuple(
        Stock(
            kept.place,
            kept.good,
            kept.amount * goods[kept.good].survival_per_day ** days,
            kept.expires,
        )
        for kept in season_rest.stock_after(problem, plan, period)
        if kept.amount > _CRUMB
    )
    return Happened(
        period=period,
        stocks=stocks,
        runs=_before(plan.runs, period),
        given=_before(plan.given, period),
        bought=_before(plan.bought, period),
        moved=_before(plan.moved, period),
    )


def replan(
    problem: Problem, plan: Plan, happened: Happened, *, solver: Solver = solve
) -> Outcome:
    """Plan the rest of a season anew, changing as little as needs allow.

    Parameters
    ----------
    problem : Problem
        What the first plan was made for, with what is known to be different by now.
    plan : Plan
        The first plan; its runs from now on count as agreed.
    happened : Happened
        What really happened until now.
    solver : callable
        As for ``outcomes.compare``.

    Returns
    -------
    Outcome
        With the rest of the season as its problem, counted from the period that begins
        now; the rest of the first plan as ``before``, the new plan as ``after``.

    Raises
    ------
    BadProblem
        What happened names what the problem does not know, or what is still to come.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Good, Need, Period, Tier
    >>> problem = Problem(
    ...     periods=(Period("w1"), Period("w2")), places=("home",),
    ...     goods=(Good("oats", "kg"),), stocks=(Stock("home", "oats", 8.0),),
    ...     needs=(
    ...         Need("n", "home", "north", Tier.VITAL, 1, 8.0, {"oats": 1.0}, ("b",)),
    ...     ),
    ... )
    >>> mice = Happened(period=1, stocks=(Stock("home", "oats", 6.0),))
    >>> str(replan(problem, solve(problem), mice).changes[0].words)
    'north: “n” falls from 100 % to 75 %.'
    """
    rest, notes = rest_of(problem, plan, happened)
    left = rest_of_plan(rest, plan, happened.period)
    outcome = outcome_of(rest, left, rest, solver(rest))
    return replace(outcome, notes=notes)


def rest_of(
    problem: Problem, plan: Plan, happened: Happened
) -> tuple[Problem, tuple[Sentence, ...]]:
    """Return what is left to plan, and what of what was begun cannot be carried on.

    Parameters
    ----------
    problem, plan, happened : Problem, Plan, Happened
        See ``replan``.

    Returns
    -------
    Problem
        Of the periods that remain: stocks as counted; what was begun brings what it
        will bring and takes what it still asks for; agreed is the rest of the plan.
    tuple of Sentence
        Where hours or room are too few for all that was begun, every run that asks for
        them is carried on to the share that can be.

    Raises
    ------
    BadProblem
        See ``replan``.

    Examples
    --------
    See ``replan``.
    """
    found = tuple(_faults_of(problem, happened))
    if found:
        raise BadProblem(found)
    carried, notes = _carried(problem, happened)
    past = Plan(
        Status.STOPPED,
        runs=carried,
        given=happened.given,
        bought=happened.bought,
        moved=happened.moved,
    )
    known = problem
    if happened.arrivals is not None:
        known = replace(problem, arrivals=happened.arrivals)
    k = happened.period
    rest = season_rest.rest_of(known, past, k)
    stocks = tuple(
        replace(stock, expires=None if stock.expires is None else stock.expires - k)
        for stock in happened.stocks
    )
    return replace(rest, stocks=stocks, agreed=agreed_of(plan, since=k)), notes


def rest_of_plan(rest: Problem, plan: Plan, period: int) -> Plan:
    """Return the lines of a plan from a period on, counted from that period.

    Parameters
    ----------
    rest : Problem
        The rest of the problem, from that period on.
    plan : Plan
        The first plan.
    period : int
        The first period that is still to come.

    Returns
    -------
    Plan
        With the levels the first plan gave, and stocks and totals of what is left.

    Examples
    --------
    See ``replan``.
    """
    needs = {need.label for need in rest.needs}
    left = replace(
        plan,
        runs=_since(plan.runs, period),
        bought=_since(plan.bought, period),
        moved=_since(plan.moved, period),
        given=_since(plan.given, period),
        fulfilment=tuple(
            replace(line, period=None if line.period is None else line.period - period)
            for line in plan.fulfilment
            if line.need in needs
        ),
        shorts=(),
        limits=tuple(
            replace(use, period=use.period - period)
            for use in plan.limits
            if use.period is not None and use.period >= period
        ),
    )
    stock = keeping.stock_of(
        rest, runs=left.runs, bought=left.bought, moved=left.moved, given=left.given
    )
    left = replace(left, stock=stock, totals=totals.totals_of(rest, left))
    return replace(left, flows=sankey.flows_of(rest, left))


def _before(lines: Sequence[Line], period: int) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.period < period)


def _since(lines: Sequence[Line], period: int) -> tuple[Line, ...]:
    return tuple(
        replace(line, period=line.period - period)
        for line in lines
        if line.period >= period
    )


def _carried(
    problem: Problem, happened: Happened
) -> tuple[tuple[Run, ...], tuple[Sentence, ...]]:
    """Scale what was begun to the share that hours and room allow."""
    there = _what_there_is(problem)
    asked = [dict(_owed(problem, run, happened.period)) for run in happened.runs]
    owed: dict[Owed, float] = defaultdict(float)
    for one in asked:
        for key, amount in one.items():
            owed[key] += amount
    carried, notes = [], []
    for run, one in zip(happened.runs, asked, strict=True):
        shares = {key: there[key] / owed[key] for key in one if owed[key] > 0}
        tightest = min(shares, key=shares.__getitem__, default=None)
        share = 1.0 if tightest is None else shares[tightest]
        if tightest is None or share >= 1.0 - _ENOUGH:
            carried.append(run)
            continue
        carried.append(replace(run, runs=run.runs * share))
        params = {
            "recipe": run.recipe,
            "period": problem.periods[run.period].label,
            "percent": figure(100 * share),
            "what": tightest[1],
        }
        notes.append(Sentence(_CARRIED, params))
    return tuple(carried), tuple(notes)


def _what_there_is(problem: Problem) -> dict[Owed, float]:
    there: dict[Owed, float] = defaultdict(float)
    for offer in problem.efforts:
        there["effort", offer.skill, offer.place, offer.period] += offer.hours
    for line in problem.capacities:
        span = range(len(problem.periods)) if line.period is None else (line.period,)
        for t in span:
            there["capacity", line.label, line.place, t] += line.amount
    return there


def _owed(problem: Problem, run: Run, period: int) -> Iterator[tuple[Owed, float]]:
    """Hours and room that what was begun asks for from a period on."""
    asked = asked_by(problem, Plan(Status.STOPPED, runs=(run,)))
    for kind, sums in (("effort", asked.hours), ("capacity", asked.room)):
        for (place, label, t), amount in sums.items():
            if period <= t < len(problem.periods):
                yield (kind, label, place, t), amount


def _faults_of(problem: Problem, happened: Happened) -> Iterator[Fault]:
    recipes = {recipe.label for recipe in problem.recipes}
    lanes = {(lane.source, lane.target) for lane in problem.lanes}
    for i, run in enumerate(happened.runs):
        if run.recipe not in recipes:
            where = f"runs[{i}].recipe"
            yield Fault(where, Sentence(_NO_RECIPE, {"recipe": run.recipe}))
    for i, move in enumerate(happened.moved):
        if (move.source, move.target) not in lanes:
            params = {"place": move.source, "target": move.target}
            yield Fault(f"moved[{i}]", Sentence(_NO_LANE, params))
    for name in ("runs", "given", "bought", "moved"):
        for i, line in enumerate(getattr(happened, name)):
            if not 0 <= line.period < happened.period:
                said = Sentence(_NOT_YET, {"period": happened.period})
                yield Fault(f"{name}[{i}].period", said)
