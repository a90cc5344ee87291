"""Fulfilment: a level is only as high as what the baskets contain.

Formula
-------
For every need n with its baskets B, its window T and its contents per unit a[n,g]::

    demand[n]·z[n] ≤ had[n] + Σ a[n,g]·c[b,g,t]   over b in B, t in T, goods g
    had[n] + Σ a[n,g]·c[b,g,t] ≤ most[n]           where more would do harm
    floor ≤ z[n]                          for the needs of the present round

Both sides of the first two rows are divided by the demand (by the most, when nothing is
demanded), so that a level of 1 is a level of 1 for eight people as for eighty thousand.

Units
-----
demand, most and had (what was given before the plan begins) in the unit of the need, a
in that unit per unit of g, c in units of g, z and floor without unit, 0 to 1. Needs that
name the same basket share its contents.

Source
------
G. J. Stigler, "The Cost of Subsistence", J. Farm Economics 27(2), 303-314, 1945 (needs
by contents); domain rule: groups are weighed by nothing but need.

Where it binds
--------------
10 kg of bread, 2 kWh of food energy per kilo, 40 kWh needed: 0.5.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.flat import Integers, integers
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.terms import Need

KIND = "need"
MOST = "most"
FLOOR = "floor"


def write(matrix: Matrix) -> None:
    """Write the rows of every need; a need that nothing serves has level 0."""
    gifts, needs = matrix.gifts, matrix.problem.needs
    lines, i_columns = gifts.entries(np.arange(len(gifts.need), dtype=np.int32))
    of = gifts.need[lines]
    _write_levels(matrix, lines, i_columns)
    given = np.bincount(of, minlength=len(needs)) > 0
    matrix.served = given & (gifts.demand > 0)
    limited = [i for i, need in enumerate(needs) if need.most is not None and given[i]]
    most = np.array([needs[i].most for i in limited], dtype=np.float64)
    had = np.array([needs[i].had for i in limited], dtype=np.float64)
    left = np.maximum(most - had, 0.0)
    size = gifts.demand[limited].copy()
    size[size == 0] = most[size == 0]
    size[size == 0] = 1.0
    i_rows = matrix.add_rows([_tag(MOST, needs[i]) for i in limited], left / size)
    row_of = _by_need(limited, i_rows, len(needs))
    size_of = np.ones(len(needs))
    size_of[limited] = size
    matrix.put(row_of[of], i_columns, gifts.amount[lines] / size_of[of])


def _write_levels(matrix: Matrix, lines: Integers, i_columns: Integers) -> None:
    gifts, needs = matrix.gifts, matrix.problem.needs
    asked = [i for i, need in enumerate(needs) if need.demand > 0]
    ones = np.ones(len(asked))
    i_levels = integers(matrix.levels[needs[i].label] for i in asked)
    had = np.array([needs[i].had / needs[i].demand for i in asked], dtype=np.float64)
    i_rows = matrix.add_rows([_tag(KIND, needs[i]) for i in asked], had)
    matrix.put(i_rows, i_levels, ones)
    of = gifts.need[lines]
    demand = np.where(gifts.demand > 0, gifts.demand, 1.0)
    row_of = _by_need(asked, i_rows, len(needs))
    matrix.put(row_of[of], i_columns, -gifts.amount[lines] / demand[of])
    i_rows = matrix.add_rows([_tag(FLOOR, needs[i]) for i in asked], ones)
    i_floor = np.full(len(asked), matrix.i_floor, dtype=np.int32)
    matrix.put(i_rows, i_floor, ones)
    matrix.put(i_rows, i_levels, -ones)


def _by_need(some: list[int], i_rows: Integers, n_needs: int) -> Integers:
    """Row of every need, -1 where it has none, (n_needs,) int32."""
    rows = np.full(n_needs, -1, dtype=np.int32)
    rows[some] = i_rows
    return rows


def _tag(kind: str, need: Need) -> Tag:
    return Tag(kind, need.label, need.place, need.period)
