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

from commonweal.core.planner.matrix import Matrix, Tag

KIND = "store"


def write(matrix: Matrix) -> None:
    """Write the rows of every good whose room is limited."""
    limits = {
        good.label: good.store_limit
        for good in matrix.problem.goods
        if good.store_limit is not None
    }
    for kept, i_column in matrix.kept.items():
        limit = limits.get(kept.good)
        if limit is not None:
            tag = Tag(KIND, kept.good, kept.place, kept.period)
            matrix.put(matrix.row(tag, limit), i_column, 1.0)
