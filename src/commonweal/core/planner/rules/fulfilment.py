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

from collections.abc import Iterable

from commonweal.core.planner import eliminate
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.terms import Need

KIND = "need"
MOST = "most"
FLOOR = "floor"


def write(matrix: Matrix) -> None:
    """Write the rows of every need; a need that nothing serves has level 0."""
    gifts: dict[str, list[tuple[int, str, int]]] = {}
    for i_column, given in matrix.given.items():
        gifts.setdefault(given.basket, []).append((i_column, given.good, given.period))
    i_floor = len(matrix.columns) - 1
    for need in matrix.problem.needs:
        entries = tuple(_entries(need, gifts, matrix.n_periods))
        i_level = matrix.levels[need.label]
        if need.demand > 0:
            i_row = matrix.row(Tag(KIND, need.label, need.place, need.period))
            matrix.put(i_row, i_level, 1.0)
            for i_column, amount in entries:
                matrix.put(i_row, i_column, -amount / need.demand)
            i_row = matrix.row(Tag(FLOOR, need.label, need.place, need.period), 1.0)
            matrix.put(i_row, i_floor, 1.0)
            matrix.put(i_row, i_level, -1.0)
        if need.most is not None and entries:
            size = need.demand or need.most or 1.0
            tag = Tag(MOST, need.label, need.place, need.period)
            i_row = matrix.row(tag, need.most / size)
            for i_column, amount in entries:
                matrix.put(i_row, i_column, amount / size)


def _entries(
    need: Need, gifts: dict[str, list[tuple[int, str, int]]], n_periods: int
) -> Iterable[tuple[int, float]]:
    periods = eliminate.window(need, n_periods)
    for basket in dict.fromkeys(need.baskets):
        for i_column, good, t in gifts.get(basket, ()):
            amount = need.contents.get(good, 0.0)
            if amount > 0 and t in periods:
                yield i_column, amount
