"""Fulfilment: a level is only as high as what the baskets contain.

Formula
-------
For every need n with its baskets B, its window T and its contents per unit a[n,g]::

    demand[n]·z[n] ≤ Σ a[n,g]·c[b,g,t]   over b in B, t in T, goods g
    Σ a[n,g]·c[b,g,t] ≤ most[n]           where more would do harm
    floor ≤ z[n]                          for the needs of the present round

Both sides of the first two rows are divided by the demand (by the most, when nothing is
demanded), so that a level of 1 is a level of 1 for eight people as for eighty thousand.

Units
-----
demand and most in the unit of the need, a in that unit per unit of g, c in units of g,
z and floor without unit, 0 to 1. Needs that name the same basket share its contents.

Source
------
G. J. Stigler, "The Cost of Subsistence", J. Farm Economics 27(2), 303-314, 1945 (needs
by contents); domain rule: groups are weighed by nothing but need.

Where it binds
--------------
10 kg of bread, 2 kWh of food energy per kilo, 40 kWh needed: 0.5.
"""

from __future__ import annotations

from commonweal.core.planner import eliminate
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.terms import Need

KIND = "need"
MOST = "most"
FLOOR = "floor"
Gifts = dict[
    tuple[str, int], list[tuple[int, str]]
]  # columns and goods by basket, period


def write(matrix: Matrix) -> None:
    """Write the rows of every need; a need that nothing serves has level 0."""
    gifts: Gifts = {}
    for i_column, given in matrix.given.items():
        gifts.setdefault((given.basket, given.period), []).append(
            (i_column, given.good)
        )
    for need in matrix.problem.needs:
        i_columns, amounts = _contents(need, gifts, matrix.n_periods)
        if need.demand > 0:
            _write_level(matrix, need, i_columns, amounts)
        if need.most is not None and i_columns:
            size = need.demand or need.most or 1.0
            tag = Tag(MOST, need.label, need.place, need.period)
            i_row = matrix.row(tag, need.most / size)
            matrix.put_all(i_row, i_columns, [amount / size for amount in amounts])


def _write_level(
    matrix: Matrix, need: Need, i_columns: list[int], amounts: list[float]
) -> None:
    i_level, i_floor = matrix.levels[need.label], len(matrix.columns) - 1
    i_row = matrix.row(Tag(KIND, need.label, need.place, need.period))
    matrix.put(i_row, i_level, 1.0)
    matrix.put_all(i_row, i_columns, [-amount / need.demand for amount in amounts])
    i_row = matrix.row(Tag(FLOOR, need.label, need.place, need.period), 1.0)
    matrix.put_all(i_row, [i_floor, i_level], [1.0, -1.0])


def _contents(
    need: Need, gifts: Gifts, n_periods: int
) -> tuple[list[int], list[float]]:
    """Columns of what may be given to a need, and how much one unit contains."""
    i_columns: list[int] = []
    amounts: list[float] = []
    contained = {good: amount for good, amount in need.contents.items() if amount > 0}
    for basket in dict.fromkeys(need.baskets):
        for t in eliminate.window(need, n_periods):
            for i_column, good in gifts.get((basket, t), ()):
                if good in contained:
                    i_columns.append(i_column)
                    amounts.append(contained[good])
    return i_columns, amounts
