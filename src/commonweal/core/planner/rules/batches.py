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

from commonweal.core.planner.matrix import KeptColumn, Matrix, Tag, TakenColumn
from commonweal.core.planner.rules import balance

KIND = "batch"
FRESH = "fresh"


def write(matrix: Matrix) -> None:
    """Write the rows of every batch, then those of the stores it lies in."""
    if matrix.taken:
        _write_batches(matrix)
        _write_fresh(matrix)


def _batch_tag(taken: TakenColumn | KeptColumn, period: int) -> Tag:
    return Tag(f"{KIND} {taken.expires}", taken.good, taken.place, period)


def _write_batches(matrix: Matrix) -> None:
    goods = {good.label: good for good in matrix.problem.goods}
    for taken, i_column in matrix.taken.items():
        matrix.put(matrix.row(_batch_tag(taken, taken.period)), i_column, 1.0)
    for kept, i_column in matrix.kept.items():
        if kept.expires is not None:
            survival = matrix.survival(goods[kept.good], kept.period)
            matrix.put(matrix.row(_batch_tag(kept, kept.period)), i_column, 1.0)
            matrix.put(
                matrix.row(_batch_tag(kept, kept.period + 1)), i_column, -survival
            )
    for stock in matrix.problem.stocks:
        tag = Tag(f"{KIND} {stock.expires}", stock.good, stock.place, 0)
        i_row = matrix.rows.get(tag)
        if i_row is not None:
            matrix.upper[i_row] += stock.amount


def _write_fresh(matrix: Matrix) -> None:
    """Copy the sources of each balance row of such a good, without the batches."""
    perishable = {(taken.place, taken.good) for taken in matrix.taken}
    fresh_of: dict[int, int] = {}
    for kept, i_column in matrix.kept.items():
        if kept.expires is None and (kept.place, kept.good) in perishable:
            tag = Tag(balance.KIND, kept.good, kept.place, kept.period)
            i_fresh = matrix.row(tag._replace(kind=FRESH))
            matrix.put(i_fresh, i_column, 1.0)
            fresh_of[matrix.rows[tag]] = i_fresh
            matrix.upper[i_fresh] = _known(matrix, tag)
    batch_columns = set(matrix.taken.values())
    for k in range(len(matrix.values)):
        i_fresh_or_none = fresh_of.get(matrix.i_rows[k])
        if matrix.values[k] < 0 and matrix.i_columns[k] not in batch_columns:
            matrix.put(i_fresh_or_none, matrix.i_columns[k], matrix.values[k])


def _known(matrix: Matrix, tag: Tag) -> float:
    last = matrix.n_periods - 1
    stocks = sum(
        stock.amount
        for stock in matrix.problem.stocks
        if (stock.place, stock.good, 0) == (tag.place, tag.label, tag.period)
        and (stock.expires is None or stock.expires >= last)
    )
    arrivals = sum(
        arrival.amount
        for arrival in matrix.problem.arrivals
        if (arrival.place, arrival.good, arrival.period)
        == (tag.place, tag.label, tag.period)
    )
    return stocks + arrivals
