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

from commonweal.core.planner.matrix import Matrix, Tag

KIND = "capacity"


def write(matrix: Matrix) -> None:
    """Write the rows of every capacity that some run holds."""
    for i_column, run in matrix.runs.items():
        for use in run.recipe.uses:
            until = min(run.period + use.periods, matrix.n_periods)
            for t in range(run.period, until):
                i_row = matrix.row(Tag(KIND, use.capacity, run.place, t))
                matrix.put(i_row, i_column, use.amount)
    for capacity in matrix.problem.capacities:
        for t in range(matrix.n_periods):
            if capacity.period is None or capacity.period == t:
                found = matrix.rows.get(Tag(KIND, capacity.label, capacity.place, t))
                if found is not None:
                    matrix.upper[found] += capacity.amount
