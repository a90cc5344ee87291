"""Check a plan against its problem, knowing nothing of how it was found.

Reads the problem and the plan only and recomputes every balance, limit and fulfilment
in exact fractions; it must not import the builder, the solver or the raising of levels
(an import contract holds this), so that people can trust a plan without trusting the
optimiser. A line is broken when it is wrong by more than ``TOLERANCE`` of the amounts
it adds up: one gram in a tonne.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

from commonweal.core.planner import check_claims
from commonweal.core.planner.check_accounts import (
    NONE,
    TOLERANCE,
    Account,
    Breach,
    breach,
)
from commonweal.core.planner.check_goods import Goods
from commonweal.core.planner.check_limits import Limits
from commonweal.core.planner.plan import Plan, Status
from commonweal.core.planner.problem import Problem, lanes_of
from commonweal.core.planner.terms import Need
from commonweal.core.planner.words import N_, Sentence


def problems_with_plan(problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Find every line of a plan that does not hold.

    Parameters
    ----------
    problem : Problem
        What the plan was made for.
    plan : Plan
        Any plan, from anywhere.

    Returns
    -------
    tuple of Breach
        Empty when the plan holds. A plan with status "infeasible" promises nothing to
        be kept, so its promises are not asked for.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Given
    >>> from commonweal.core.planner.terms import Good, Period, Tier
    >>> problem = Problem(
    ...     periods=(Period("w1"),), places=("home",), goods=(Good("oats", "kg"),),
    ...     needs=(Need("n", "home", "north", Tier.VITAL, 0, 2.0, {"oats": 1.0}, ("b",)),),
    ... )
    >>> from_nothing = Plan(Status.STOPPED, given=(Given("b", "home", "oats", 0, 2.0),))
    >>> [str(breach.where) for breach in problems_with_plan(problem, from_nothing)]
    ['goods home/oats/0', 'needs n']
    """
    unreadable = tuple(_unknown_lines(problem, plan))
    if unreadable:
        return unreadable
    limits = Limits(problem, plan)
    return (
        *Goods(problem, plan).of_goods(),
        *limits.of_limits(),
        *_of_needs(problem, plan),
        *limits.of_totals(),
        *check_claims.of_claims(problem, plan),
    )


def _unknown_lines(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Lines that name what the problem does not know, or amounts that are none."""
    goods = {good.label for good in problem.goods}
    lanes = lanes_of(problem)
    baskets = {(basket, n.place) for n in problem.needs for basket in n.baskets}
    yield from _impossible_starts(problem, plan)
    for i, move in enumerate(plan.moved):
        if (move.source, move.target, move.good) not in lanes:
            yield _unknown(f"moved[{i}]")
    for i, gift in enumerate(plan.given):
        if (gift.basket, gift.place) not in baskets or gift.good not in goods:
            yield _unknown(f"given[{i}]")
    for where, place, good in (
        *((f"stock[{i}]", kept.place, kept.good) for i, kept in enumerate(plan.stock)),
        *((f"bought[{i}]", b.place, b.good) for i, b in enumerate(plan.bought)),
    ):
        if place not in problem.places or good not in goods:
            yield _unknown(where)
    yield from _impossible_amounts(plan, len(problem.periods))


def _impossible_starts(problem: Problem, plan: Plan) -> Iterator[Breach]:
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    for i, run in enumerate(plan.runs):
        recipe = recipes.get(run.recipe)
        starts = None if recipe is None else recipe.may_start
        known = recipe is not None and recipe.place in {None, run.place}
        if not known or run.place not in problem.places:
            yield _unknown(f"runs[{i}]")
        elif starts is not None and not all(starts[run.period : run.period + 1]):
            words = Sentence(
                N_("%(recipe)s may not start in period %(period)s."),
                {"recipe": run.recipe, "period": run.period},
            )
            yield Breach(f"runs[{i}]", words)
        elif recipe is not None and recipe.whole and not _is_whole(run.runs):
            params = {"recipe": run.recipe, "runs": run.runs}
            words = Sentence(N_("%(recipe)s comes only whole: %(runs)s runs."), params)
            yield Breach(f"runs[{i}]", words)


def _is_whole(amount: float) -> bool:
    return isfinite(amount) and abs(amount - round(amount)) <= TOLERANCE


def _impossible_amounts(plan: Plan, n_periods: int) -> Iterator[Breach]:
    lines = (
        *((f"runs[{i}]", run.period, run.runs) for i, run in enumerate(plan.runs)),
        *(
            (f"stock[{i}]", kept.period, kept.amount)
            for i, kept in enumerate(plan.stock)
        ),
        *((f"bought[{i}]", b.period, b.amount) for i, b in enumerate(plan.bought)),
        *((f"bought[{i}].cost", b.period, b.cost) for i, b in enumerate(plan.bought)),
        *(
            (f"moved[{i}]", move.period, move.amount)
            for i, move in enumerate(plan.moved)
        ),
        *(
            (f"given[{i}]", gift.period, gift.amount)
            for i, gift in enumerate(plan.given)
        ),
    )
    for where, period, amount in lines:
        if not 0 <= period < n_periods or not isfinite(amount) or amount < 0:
            yield _unknown(where)


def _unknown(where: str) -> Breach:
    said = N_("This names something the problem does not know, or no possible amount.")
    return Breach(where, Sentence(said))


def _of_needs(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Every level against what the baskets contain, and what would do harm."""
    said = {line.need: line.level for line in plan.fulfilment}
    explained = {short.need for short in plan.shorts}
    given: dict[str, list[tuple[str, int, Fraction]]] = defaultdict(list)
    for gift in plan.given:
        given[gift.basket].append((gift.good, gift.period, Fraction(gift.amount)))
    for need in problem.needs:
        where, level = f"needs {need.label}", said.get(need.label, -1.0)
        if not 0 <= level <= 1:
            yield Breach(where, Sentence(N_("Its level is not given, 0 to 1.")))
            continue
        yield from _of_need(need, level, _contents(need, given))
        is_short = level < 1 - 10 * TOLERANCE
        if plan.status is Status.OPTIMAL and is_short and need.label not in explained:
            yield Breach(where, Sentence(N_("It is short, and nothing says why.")))


def _of_need(need: Need, level: float, given: Fraction) -> Iterator[Breach]:
    demand, contents = Fraction(need.demand), given + Fraction(need.had)
    if Fraction(level) * demand - contents > TOLERANCE * demand:
        asked = Account(there=contents, taken=Fraction(level) * demand)
        yield breach(f"needs {need.label}", asked)
    if need.most is not None:
        most = Fraction(need.most)
        if given > 0 and contents - most > TOLERANCE * most:
            harm = Account(there=most, taken=contents)
            yield breach(f"needs {need.label} at most", harm)


def _contents(
    need: Need, given: dict[str, list[tuple[str, int, Fraction]]]
) -> Fraction:
    return sum(
        (
            amount * Fraction(need.contents.get(good, 0.0))
            for basket in dict.fromkeys(need.baskets)
            for good, period, amount in given.get(basket, ())
            if need.period in {None, period}
        ),
        NONE,
    )
