"""Capacity: land, rooms and machines hold what they hold, for as long as a run lasts.

Formula
-------
For every place u, capacity k and period t::

    Σ use[r,k]·x[r,u,t'] over starts t' with t' ≤ t < t' + periods[r,k] ≤ there is[u,k,t]

Units
-----
use per run and what there is in the unit of the capacity (m², oven hours, beds).

Source
------
Kantorovich (1939), the plywood trust: machines as rows.

Where it binds
--------------
100 m² of land held for two periods by each run of 60 m²: 1.67 runs at a time.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.flat import Flags, expand
from commonweal.core.planner.matrix import Matrix

KIND = "capacity"


def write(matrix: Matrix) -> None:
    """Write the rows of every capacity that some run holds."""
    flat, uses, n_periods = matrix.flat, matrix.flat.uses, matrix.n_periods
    place, recipe, start = matrix.runs.of
    run, line = uses.of_each(recipe)
    until = np.minimum(start[run] + uses.span[line], n_periods)
    of, period = expand(start[run], until - start[run])
    run, line = run[of], line[of]
    at = place[run], uses.what[line], period
    shape = (flat.n_places, len(flat.capacities), n_periods)
    there: Flags = np.zeros(shape, dtype=np.bool_)
    there[at] = True
    grid = matrix.grid(KIND, there, flat.capacities)
    matrix.put(grid.numbers[at], matrix.runs.first + run, uses.amount[line])
    for capacity in matrix.problem.capacities:
        what = flat.capacities.get(capacity.label)
        if what is not None:
            when = (
                slice(None)
                if capacity.period is None
                else slice(capacity.period, capacity.period + 1)
            )
            i_rows = grid.numbers[flat.places[capacity.place], what, when]
            matrix.widen(i_rows, np.full(len(i_rows), capacity.amount))
