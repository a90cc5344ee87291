"""Goals: what is kept small once needs are settled: toil, purchases, footprint, and so on.

Formula
-------
::

    change    = Σ hours[r]·d[r,u,t] + Σ hours[r]·x[r,u,t] of tasks never agreed
    toil      = Σ toil[r]·hours[r]·x[r,u,t] + Σ hours[u→v]·y
    outside   = Σ price[u,g]·b[u,g,t] / scale[currency]
    footprint = Σ kg[r]·x + Σ kg[u,g]·b + Σ kg[u→v]·y
    transport = Σ distance[u→v]·y / size
    spread    = π, the peak of disliked work; see ``spread.py``
    tidy      = Σ c / size + Σ x / size + Σ y / size

Each is minimised in the order the charter gives, held, and the next follows.

Units
-----
change in hours that nobody agreed to yet (nothing was agreed: none); toil in weighted
hours; footprint in kg CO2e; outside in the currency when there is one only, otherwise
in shares of each currency's limit; spread in shares of the hours offered; transport and
tidy count columns in their typical sizes, so that nothing is made, moved or given to no
purpose.

Source
------
Lexicographic goal programming: A. Charnes and W. W. Cooper, "Management Models and
Industrial Applications of Linear Programming", Wiley 1961.

Where it binds
--------------
Bread by hand (2 h) or by machine (1 h), both within reach: all by machine.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from commonweal.core.planner.flat import Floats, floats
from commonweal.core.planner.matrix import Matrix
from commonweal.core.planner.terms import PurseLimit


def costs_of(matrix: Matrix, goal: str, sizes: Floats) -> Floats:
    """Return what each column costs a goal.

    Parameters
    ----------
    matrix : Matrix
        With its columns written.
    goal : str
        One of ``params.GOALS``.
    sizes : (n_columns,) float64, [unit of each column]
        Typical size of each column; used by ``tidy`` and ``transport``.

    Returns
    -------
    (n_columns,) float64, [unit of the goal per unit of the column]
        Zero or more.

    Examples
    --------
    See ``tests/core/test_planner_rules_needs.py``.
    """
    costs: Floats = np.zeros(len(matrix.columns))
    if goal == "tidy":
        for family in (matrix.runs, matrix.moved, matrix.given):
            costs[family.i_columns] = 1.0 / sizes[family.i_columns]
    elif goal == "transport":
        distances = floats(lane.distance for lane in matrix.problem.lanes)
        i_moved = matrix.moved.i_columns
        costs[i_moved] = distances[matrix.moved.of[0]] / sizes[i_moved]
    elif goal == "spread":
        costs[matrix.peak.i_columns] = 1.0
    elif goal == "change":
        _add_change(matrix, costs)
    elif goal == "outside":
        _add_outside(matrix, costs)
    elif goal == "toil":
        _add_toil(matrix, costs)
    else:
        _add_footprint(matrix, costs)
    return costs


def _add_change(matrix: Matrix, costs: Floats) -> None:
    if not matrix.problem.agreed:
        return
    hours = matrix.flat.hours[matrix.runs.of[1]]
    agreed = matrix.changed.of[1]
    costs[matrix.changed.i_columns] = hours[agreed]
    hours[agreed] = 0.0
    costs[matrix.runs.i_columns] = hours


def _add_toil(matrix: Matrix, costs: Floats) -> None:
    toil = floats(recipe.toil for recipe in matrix.problem.recipes)
    costs[matrix.runs.i_columns] = (toil * matrix.flat.hours)[matrix.runs.of[1]]
    costs[matrix.moved.i_columns] = lane_hours(matrix)


def _add_footprint(matrix: Matrix, costs: Floats) -> None:
    problem = matrix.problem
    of_runs = floats(recipe.footprint for recipe in problem.recipes)
    of_options = floats(option.footprint for option in problem.purchases)
    of_lanes = floats(lane.footprint for lane in problem.lanes)
    costs[matrix.runs.i_columns] = of_runs[matrix.runs.of[1]]
    costs[matrix.bought.i_columns] = of_options[matrix.bought.of[0]]
    costs[matrix.moved.i_columns] = of_lanes[matrix.moved.of[0]]


def lane_hours(matrix: Matrix) -> Floats:
    """Hours that each unit sent along a lane takes, (n_moved,) float64, [h per unit]."""
    efforts = [lane.effort for lane in matrix.problem.lanes]
    hours = floats(0.0 if one is None else one.hours for one in efforts)
    return np.asarray(hours[matrix.moved.of[0]], dtype=np.float64)


def _limits_of(purses: Iterable[PurseLimit]) -> dict[str, float]:
    """Return what each currency has: its limit of the whole plan, or those of periods."""
    spans: dict[str, dict[int | None, float]] = {}
    for purse in purses:
        of = spans.setdefault(purse.currency, {})
        of[purse.period] = min(purse.amount, of.get(purse.period, purse.amount))
    return {
        currency: of[None] if None in of else sum(of.values())
        for currency, of in spans.items()
    }


def _add_outside(matrix: Matrix, costs: Floats) -> None:
    limits = _limits_of(matrix.problem.purses)
    prices = floats(
        option.price / ((limits[option.currency] if len(limits) > 1 else 1.0) or 1.0)
        for option in matrix.problem.purchases
    )
    costs[matrix.bought.i_columns] = prices[matrix.bought.of[0]]
