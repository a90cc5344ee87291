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

import numpy as np

from commonweal.core.planner.flat import floats, integers
from commonweal.core.planner.matrix import Matrix, Tag

KIND = "purse"


def write(matrix: Matrix) -> None:
    """Write one row per limit; limits for the same span are one, the smallest."""
    limits: dict[Tag, float] = {}
    for purse in matrix.problem.purses:
        tag = Tag(KIND, purse.currency, None, purse.period)
        limits[tag] = min(purse.amount, limits.get(tag, purse.amount))
    options = matrix.problem.purchases
    which, period = matrix.bought.of
    prices = floats(option.price for option in options)[which]
    currencies = {tag.label: i for i, tag in enumerate(limits)}
    currency = integers(currencies[option.currency] for option in options)[which]
    for tag, most in limits.items():
        spent = currency == currencies[tag.label]
        if tag.period is not None:
            spent &= period == tag.period
        if spent.any():
            i_row = matrix.add_rows([tag], np.array([most]))
            i_rows = np.repeat(i_row, int(spent.sum()))
            matrix.put(i_rows, matrix.bought.i_columns[spent], prices[spent])
