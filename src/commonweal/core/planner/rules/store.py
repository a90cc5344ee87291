"""Store: a place keeps no more of a good than it has room for.

Formula
-------
For every place u, good g with a store limit and period t::

    s[u,g,t] + Σ h[q,t] over its batches q ≤ limit[g]

Units
-----
All terms in the unit of the good, at the end of the period.

Source
------
Any lot-sizing text; storage room as in L. V. Kantorovich (1939), appendix 2.

Where it binds
--------------
A harvest of 30 kg in week 0, room for 10 kg, needs of 15 kg in week 0 and week 1: week 1
gets 10 kg, 0.67, and 5 kg are given up.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.flat import Flags, floats
from commonweal.core.planner.matrix import Matrix

KIND = "store"


def write(matrix: Matrix) -> None:
    """Write the rows of every good whose room is limited."""
    flat, goods = matrix.flat, matrix.problem.goods
    limits = floats(
        np.inf if good.store_limit is None else good.store_limit for good in goods
    )
    place, good, period, _ = matrix.kept.of
    limited = np.isfinite(limits[good])
    at = place[limited], good[limited], period[limited]
    there: Flags = np.zeros(matrix.alive.have.shape, dtype=np.bool_)
    there[at] = True
    grid = matrix.grid(KIND, there, flat.goods)
    matrix.widen(
        np.arange(grid.first, grid.first + len(grid), dtype=np.int32),
        limits[grid.at[:, 1]],
    )
    i_columns = matrix.kept.i_columns[limited]
    matrix.put(grid.numbers[at], i_columns, np.ones(len(i_columns)))
