"""What the lines of a plan cost people and the outside, added up."""

from __future__ import annotations

from collections import defaultdict

from commonweal.core.planner.plan import Bought, Plan, Totals
from commonweal.core.planner.problem import Problem, lanes_of


def totals_of(problem: Problem, plan: Plan) -> Totals:
    """Add up hours, toil, footprint and spending of a plan's lines.

    Parameters
    ----------
    problem : Problem
        With the recipes, lanes and purchases of the plan.
    plan : Plan
        Its runs, moves and purchases are read.

    Returns
    -------
    Totals
        Hours, weighted hours, kg CO2e, and amounts by currency.

    Examples
    --------
    >>> from commonweal.core.planner.plan import Run, Status
    >>> from commonweal.core.planner.terms import Effort, Period, Recipe
    >>> problem = Problem(
    ...     periods=(Period("week 14"),), places=("home",),
    ...     recipes=(Recipe("bake", effort=(Effort("baking", 0.5),), toil=2.0),),
    ... )
    >>> plan = Plan(Status.OPTIMAL, runs=(Run("bake", "home", 0, 4.0),))
    >>> totals_of(problem, plan).effort_hours, totals_of(problem, plan).toil
    (2.0, 4.0)
    """
    recipes = {recipe.label: recipe for recipe in problem.recipes}
    lanes = lanes_of(problem)
    hours = toil = footprint = 0.0
    spent: dict[str, float] = defaultdict(float)
    for run in plan.runs:
        recipe = recipes[run.recipe]
        of_run = run.runs * sum(effort.hours for effort in recipe.effort)
        hours, toil = hours + of_run, toil + of_run * recipe.toil
        footprint += run.runs * recipe.footprint
    for move in plan.moved:
        lane = lanes[move.source, move.target, move.good]
        of_move = move.amount * (lane.effort.hours if lane.effort else 0.0)
        hours, toil = hours + of_move, toil + of_move
        footprint += move.amount * lane.footprint
    for line in plan.bought:
        spent[line.currency] += line.cost
        footprint += line.amount * _kilo_of(problem, line)
    return Totals(toil, hours, footprint, tuple(sorted(spent.items())))


def _kilo_of(problem: Problem, line: Bought) -> float:
    """Footprint of a unit of a purchase: of the option that has its price."""
    options = [
        option
        for option in problem.purchases
        if (option.place, option.good, option.currency)
        == (line.place, line.good, line.currency)
    ]
    return min(
        options, key=lambda option: abs(option.price * line.amount - line.cost)
    ).footprint
