"""Purse: no more is spent outside than the union decided, in each currency.

Formula
-------
For every limit of currency m, over the whole plan or in period t::

    Σ price[u,g,m]·b[u,g,t] ≤ limit[m]      or, for one period,      ≤ limit[m,t]
    b[u,g,t] ≤ most[u,g]

Units
-----
price in currency per unit, b in units, limit in currency. Currencies are never added.

Source
------
domain rule: money lives at the border only, within a limit decided beforehand.

Where it binds
--------------
20 € for the month, flour at 2 € the kilo, a need of 40 kg: 10 kg, 0.25.
"""

from __future__ import annotations

from commonweal.core.planner.matrix import Matrix, Tag

KIND = "purse"


def write(matrix: Matrix) -> None:
    """Write one row per limit; limits for the same span are one, the smallest."""
    limits: dict[Tag, float] = {}
    for purse in matrix.problem.purses:
        tag = Tag(KIND, purse.currency, None, purse.period)
        limits[tag] = min(purse.amount, limits.get(tag, purse.amount))
    for i_column, bought in matrix.bought.items():
        for period in (None, bought.period):
            tag = Tag(KIND, bought.option.currency, None, period)
            if tag in limits:
                i_row = matrix.row(tag, limits[tag])
                matrix.put(i_row, i_column, bought.option.price)
