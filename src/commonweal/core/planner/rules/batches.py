"""Batches: what expires is used in time, and keeping it back makes it no fresher.

Formula
-------
For every opening batch q of good g at place u that may be used up to period e::

    h[q,t] + w[q,t] ≤ keep[g,t-1]·h[q,t-1]      (t = 0: ≤ opening amount of the batch)
    h[q,t] exists for t < e only, w[q,t] for t ≤ e

and, so that nothing is taken from a batch only to be kept past its day::

    s[u,g,t] ≤ keep[g,t-1]·s[u,g,t-1] + what is made, moved in, bought or arrives in t

Units
-----
h (left of the batch), w (taken in t) and s (kept) in units of the good, keep a share.

Source
------
First-expired-first-out issuing of perishables; S. Nahmias, "Perishable Inventory
Theory: A Review", Operations Research 30(4), 680-708, 1982.

Where it binds
--------------
10 kg of milk to be used in week 0 and needs of 10 kg in week 0 and in week 1: week 1
gets nothing, although the store could hold all of it.
"""

from __future__ import annotations

import numpy as np

from commonweal.core.planner.columns import NEVER
from commonweal.core.planner.flat import Flags, Integers, floats, integers
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.rules import balance

KIND = "batch"
FRESH = "fresh"


def write(matrix: Matrix) -> None:
    """Write the rows of every batch, then those of the stores it lies in."""
    if len(matrix.taken):
        _write_batches(matrix)
        _write_fresh(matrix)


def _write_batches(matrix: Matrix) -> None:
    flat, problem = matrix.flat, matrix.problem
    tags = [
        Tag(f"{KIND} {taken.expires}", taken.good, taken.place, taken.period)
        for taken in matrix.taken.values()
    ]
    number = {
        key: i
        for i, key in enumerate(
            zip(*(part.tolist() for part in matrix.taken.of), strict=True)
        )
    }
    i_rows = matrix.add_rows(tags, np.zeros(len(tags)))
    matrix.put(i_rows, matrix.taken.i_columns, np.ones(len(tags)))
    place, good, period, expires = matrix.kept.of
    left = expires != NEVER
    place, good, period, expires = (
        part[left] for part in (place, good, period, expires)
    )
    i_columns = matrix.kept.i_columns[left]
    survival = flat.survival()[good, period]
    for later, values in ((0, np.ones(len(place))), (1, -survival)):
        keys = zip(
            *(part.tolist() for part in (place, good, period + later, expires)),
            strict=True,
        )
        matrix.put(i_rows[integers(number[key] for key in keys)], i_columns, values)
    opening = [
        (
            number.get((flat.places[one.place], flat.goods[one.good], 0, one.expires)),
            one,
        )
        for one in problem.stocks
    ]
    found = [(i, stock.amount) for i, stock in opening if i is not None]
    matrix.widen(i_rows[integers(i for i, _ in found)], floats(a for _, a in found))


def _write_fresh(matrix: Matrix) -> None:
    """Copy the sources of each balance row of such a good, without the batches."""
    flat = matrix.flat
    perishable: Flags = np.zeros((flat.n_places, flat.n_goods), dtype=np.bool_)
    perishable[matrix.taken.of[0], matrix.taken.of[1]] = True
    place, good, period, i_columns = balance.kept_at_large(matrix)
    which = perishable[place, good]
    place, good, period = place[which], good[which], period[which]
    there = np.zeros((flat.n_places, flat.n_goods, flat.n_periods), dtype=np.bool_)
    there[place, good, period] = True
    written = tuple(matrix.entries)
    balances = matrix.rows.numbers_of(balance.KIND)
    grid = matrix.grid(FRESH, there, flat.goods)
    matrix.put(
        grid.numbers[place, good, period],
        i_columns[which],
        np.ones(len(place)),
    )
    for where, what, when, _, amounts in balance.known(matrix):
        matrix.widen(grid.numbers[where, what, when], amounts)
    fresh_of: Integers = np.full(len(matrix.upper), -1, dtype=np.int32)
    fresh_of[balances[there]] = grid.numbers[there]
    taken = matrix.taken.i_columns
    for i_rows, i_columns, values in written:
        made = (values < 0) & ~np.isin(i_columns, taken)
        matrix.put(fresh_of[i_rows[made]], i_columns[made], values[made])
