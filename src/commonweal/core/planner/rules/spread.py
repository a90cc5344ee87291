"""Spread: disliked work is not heaped on one place or one week.

Formula
-------
For every place u and period t where a disliked task (toil above the usual) can ask for
hours::

    Σ hours[r,l,k]·x[r,u,t-k] over disliked r ≤ π · Σ offered[u,l,t] over skills l

Units
-----
hours in h per run, offered in h, π a share without unit. Both sides are divided by the
hours offered; where none are offered, no hours can be asked for and there is no row.
Only totals by place: whose hours they are is not known here (I-1).

Source
------
Min-max fairness of a shared burden: H. Luss, "On Equitable Resource Allocation
Problems: A Lexicographic Minimax Approach", Operations Research 47(3), 361-378, 1999.

Where it binds
--------------
Two villages with 10 hours each can empty 6 hours' worth of dry toilets: 3 hours each.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.flat import floats, integers
from commonweal.core.planner.matrix import Matrix
from commonweal.core.planner.terms import USUAL

KIND = "spread"


def write(matrix: Matrix) -> None:
    """Write a row for every place and period where disliked work is possible."""
    if not len(matrix.peak):
        return
    flat, lines = matrix.flat, matrix.flat.effort
    disliked = floats(recipe.toil for recipe in matrix.problem.recipes) > USUAL
    place, recipe, start = matrix.runs.of
    run, line = lines.of_each(recipe)
    period = start[run] + lines.span[line]
    kept = disliked[recipe[run]] & (period < matrix.n_periods)
    run, line, period = run[kept], line[kept], period[kept]
    offered = _offered(matrix)
    there = np.zeros((flat.n_places, 1, matrix.n_periods), dtype=np.bool_)
    there[place[run], 0, period] = True
    there &= offered[:, None] > 0
    grid = matrix.grid(KIND, there, {"": 0})
    i_rows = grid.numbers[place[run], 0, period]
    share = np.maximum(offered[place[run], period], 1e-300)
    matrix.put(i_rows, matrix.runs.first + run, lines.amount[line] / share)
    i_peak = np.full(len(grid), matrix.peak.first, dtype=np.int32)
    i_rows = np.arange(grid.first, grid.first + len(grid), dtype=np.int32)
    matrix.put(i_rows, i_peak, -np.ones(len(grid)))


def _offered(matrix: Matrix) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Hours offered in all, (n_places, n_periods), [h]."""
    flat, offers = matrix.flat, matrix.problem.efforts
    hours = np.zeros((flat.n_places, matrix.n_periods))
    places = integers(flat.places[offer.place] for offer in offers)
    periods = integers(offer.period for offer in offers)
    np.add.at(hours, (places, periods), floats(offer.hours for offer in offers))
    return hours
