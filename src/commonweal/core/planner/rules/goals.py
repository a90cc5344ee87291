"""Goals: what is kept small once needs are settled: toil, purchases, footprint, tidiness.

Formula
-------
::

    change    = Σ hours[r]·d[r,u,t] + Σ hours[r]·x[r,u,t] of tasks never agreed
    toil      = Σ toil[r]·hours[r]·x[r,u,t] + Σ hours[u→v]·y
    outside   = Σ price[u,g]·b[u,g,t] / scale[currency]
    footprint = Σ kg[r]·x + Σ kg[u,g]·b + Σ kg[u→v]·y
    tidy      = Σ c / size + Σ x / size + Σ y / size

Each is minimised in the order the charter gives, held, and the next follows.

Units
-----
change in hours that nobody agreed to yet (nothing was agreed: none); toil in weighted
hours; footprint in kg CO2e; outside in the currency when there is one only, otherwise
in shares of each currency's limit; tidy counts columns in their typical sizes, so that
nothing is made, moved or given to no purpose.

Source
------
Lexicographic goal programming: A. Charnes and W. W. Cooper, "Management Models and
Industrial Applications of Linear Programming", Wiley 1961.

Where it binds
--------------
Bread by hand (2 h) or by machine (1 h), both within reach: all by machine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.core.planner.matrix import Matrix
from commonweal.core.planner.terms import Recipe

Costs = NDArray[np.float64]


def costs_of(matrix: Matrix, goal: str, sizes: Costs) -> Costs:
    """Return what each column costs a goal.

    Parameters
    ----------
    matrix : Matrix
        With its columns written.
    goal : str
        One of ``params.GOALS``.
    sizes : (n_columns,) float64, [unit of each column]
        Typical size of each column; used by ``tidy`` alone.

    Returns
    -------
    (n_columns,) float64, [unit of the goal per unit of the column]
        Zero or more.

    Examples
    --------
    See ``tests/core/test_planner_rules_needs.py``.
    """
    costs: Costs = np.zeros(len(matrix.columns))
    if goal == "tidy":
        for family in (matrix.runs, matrix.moved, matrix.given):
            i_columns = np.fromiter(family, dtype=np.int64, count=len(family))
            costs[i_columns] = 1.0 / sizes[i_columns]
    elif goal == "change":
        _add_change(matrix, costs)
    elif goal == "outside":
        _add_outside(matrix, costs)
    elif goal == "toil":
        _add_toil(matrix, costs)
    else:
        _add_footprint(matrix, costs)
    return costs


def _add_change(matrix: Matrix, costs: Costs) -> None:
    if not matrix.problem.agreed:
        return
    were_agreed = {changed.run for changed in matrix.changed.values()}
    for i_column, run in matrix.runs.items():
        if run not in were_agreed:
            costs[i_column] = _hours_of(run.recipe)
    for i_column, changed in matrix.changed.items():
        costs[i_column] = _hours_of(changed.run.recipe)


def _hours_of(recipe: Recipe) -> float:
    return sum(effort.hours for effort in recipe.effort)


def _add_toil(matrix: Matrix, costs: Costs) -> None:
    for i_column, run in matrix.runs.items():
        costs[i_column] = run.recipe.toil * _hours_of(run.recipe)
    for i_column, moved in matrix.moved.items():
        if moved.lane.effort is not None:
            costs[i_column] = moved.lane.effort.hours


def _add_footprint(matrix: Matrix, costs: Costs) -> None:
    for i_column, run in matrix.runs.items():
        costs[i_column] = run.recipe.footprint
    for i_column, bought in matrix.bought.items():
        costs[i_column] = bought.option.footprint
    for i_column, moved in matrix.moved.items():
        costs[i_column] = moved.lane.footprint


def _add_outside(matrix: Matrix, costs: Costs) -> None:
    limits: dict[str, float] = {}
    for purse in matrix.problem.purses:
        limits[purse.currency] = limits.get(purse.currency, 0.0) + purse.amount
    for i_column, bought in matrix.bought.items():
        scale = limits[bought.option.currency] if len(limits) > 1 else 1.0
        costs[i_column] = bought.option.price / (scale or 1.0)
