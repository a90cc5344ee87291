"""Agreed: what is asked of people beyond what they have agreed to already.

Formula
-------
For every task that was agreed, v runs of recipe r at place u from period t on::

    x[r,u,t] - d[r,u,t] ≤ v[r,u,t]

Less than was agreed is a relief and counts as no change.

Units
-----
x, d and v in runs. The goal ``change`` counts d in hours of the task.

Source
------
Stable re-planning: J. D. Blackburn, D. H. Kropp and R. A. Millen, "A comparison of
strategies to dampen nervousness in MRP systems", Management Science 32, 1986, 413-429.

Where it binds
--------------
Bread is baked in week 14 or 15, both are as good; week 15 was agreed: week 15.
"""

from __future__ import annotations

from commonweal.core.planner.matrix import Matrix, Tag

KIND = "agreed"


def write(matrix: Matrix) -> None:
    """Write one row for each task that was agreed."""
    i_runs = {run: i_run for i_run, run in matrix.runs.items()}
    for i_changed, changed in matrix.changed.items():
        run = changed.run
        tag = Tag(KIND, run.recipe.label, run.place, run.period)
        i_row = matrix.row(tag, changed.agreed)
        matrix.put(i_row, i_runs[run], 1.0)
        matrix.put(i_row, i_changed, -1.0)
