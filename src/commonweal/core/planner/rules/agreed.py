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

import numpy as np

from commonweal.core.planner.matrix import Matrix, Tag

KIND = "agreed"


def write(matrix: Matrix) -> None:
    """Write one row for each task that was agreed."""
    changed = matrix.changed
    lines = list(changed.values())
    tags = [Tag(KIND, c.run.recipe.label, c.run.place, c.run.period) for c in lines]
    i_rows = matrix.add_rows(tags, np.array([line.agreed for line in lines]))
    i_runs = matrix.runs.first + changed.of[1]
    matrix.put(i_rows, i_runs, np.ones(len(tags)))
    matrix.put(i_rows, changed.i_columns, -np.ones(len(tags)))
