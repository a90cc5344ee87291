"""Flows from sources to needs, for a picture: what comes from where and goes where."""

from __future__ import annotations

from collections import defaultdict

from commonweal.core.planner.plan import Link, Plan
from commonweal.core.planner.problem import Problem

Key = tuple[str, str, str, str, str]


def flows_of(problem: Problem, plan: Plan) -> tuple[Link, ...]:
    """Add up a plan's flows over all periods and places.

    Parameters
    ----------
    problem : Problem
        For recipes, opening stock, arrivals and groups.
    plan : Plan
        Its runs, purchases, gifts and last stock.

    Returns
    -------
    tuple of Link
        From stock, arrival, purchase or recipe to good, from good to recipe, group,
        promise or kept; amounts in the unit of the good, largest first.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Given, Status
    >>> from commonweal.core.planner.terms import Good, Need, Period, Tier
    >>> problem = Problem(
    ...     periods=(Period("w1"),), places=("home",), goods=(Good("oats", "kg"),),
    ...     needs=(Need("n", "home", "north", Tier.VITAL, 0, 2.0, {"oats": 1.0}, ("b",)),),
    ... )
    >>> plan = Plan(Status.OPTIMAL, given=(Given("b", "home", "oats", 0, 2.0),))
    >>> [(link.source, link.target, link.amount) for link in flows_of(problem, plan)]
    [('oats', 'north', 2.0)]
    """
    sums: dict[Key, float] = defaultdict(float)
    _add_sources(problem, plan, sums)
    _add_runs(problem, plan, sums)
    _add_ends(problem, plan, sums)
    units = {good.label: good.unit for good in problem.goods}
    links = [
        Link(source_kind, source, target_kind, target, good, amount, units[good])
        for (source_kind, source, target_kind, target, good), amount in sums.items()
        if amount > 0
    ]
    return tuple(sorted(links, key=lambda link: -link.amount))


def _add_sources(problem: Problem, plan: Plan, sums: dict[Key, float]) -> None:
    for stock in problem.stocks:
        sums["stock", stock.place, "good", stock.good, stock.good] += stock.amount
    for arrival in problem.arrivals:
        key = ("arrival", arrival.place, "good", arrival.good, arrival.good)
        sums[key] += arrival.amount
    for bought in plan.bought:
        sums["purchase", "", "good", bought.good, bought.good] += bought.amount


def _add_runs(problem: Problem, plan: Plan, sums: dict[Key, float]) -> None:
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    n_periods = len(problem.periods)
    for run in plan.runs:
        recipe = recipes[run.recipe]
        for flow in recipe.inputs:
            if run.period + flow.after < n_periods:
                key = ("good", flow.good, "recipe", recipe.label, flow.good)
                sums[key] += flow.amount * run.runs
        for flow in recipe.outputs:
            if run.period + flow.after < n_periods:
                key = ("recipe", recipe.label, "good", flow.good, flow.good)
                sums[key] += flow.amount * run.runs


def _add_ends(problem: Problem, plan: Plan, sums: dict[Key, float]) -> None:
    group_of: dict[str, str] = {}
    for need in problem.needs:
        for basket in need.baskets:
            group_of.setdefault(basket, need.group)
    for given in plan.given:
        key = ("good", given.good, "group", group_of[given.basket], given.good)
        sums[key] += given.amount
    for promise in problem.promises:
        key = ("good", promise.good, "promise", promise.label, promise.good)
        sums[key] += promise.amount
    last = len(problem.periods) - 1
    for kept in plan.stock:
        if kept.period == last:
            sums["good", kept.good, "kept", kept.place, kept.good] += kept.amount
