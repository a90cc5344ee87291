"""Balance: nobody gives, uses, sends or keeps what is not there.

Formula
-------
For every place u, good g and period t::

    Σ in[r,g,k]·x[r,u,t-k] + Σ y[u→v,g,t] + Σ c[b,g,t] + promised[u,g,t] + s[u,g,t]
      ≤ keep[g,t-1]·s[u,g,t-1] + Σ out[r,g,k]·x[r,u,t-k] + Σ (1-loss)·y[v→u,g,t]
        + b[u,g,t] + w[u,g,t] + opening[u,g] (t = 0) + arriving[u,g,t]

Units
-----
Every term in the unit of the good: x runs, in and out in units per run, y, c, b, w
(taken from batches that expire) and s (kept at the end of the period) in units; keep and
loss are shares without unit, keep = survival_per_day ** days of the period.
What is left over may be thrown away: the row is an inequality.

Source
------
The material balance of planning in kind: L. V. Kantorovich, "Mathematical Methods of
Organizing and Planning Production" (1939), Management Science 6(4), 366-422, 1960;
with storage as in any lot-sizing text.

Where it binds
--------------
6 kg of bread in stock, nothing else, a need of 8 kg: the level is 6/8 = 0.75.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonweal.core.planner.columns import NEVER
from commonweal.core.planner.flat import (
    Flags,
    Floats,
    Integers,
    Lines,
    floats,
    integers,
)
from commonweal.core.planner.matrix import Matrix

KIND = "good"
Terms = tuple[Integers, Integers, Integers, Integers, Floats]
"""Place, good, period, column and amount of each term."""


def write(matrix: Matrix) -> None:
    """Write the balance rows; only goods that something could use get one."""
    flat = matrix.flat
    shape = (flat.n_places, flat.n_goods, flat.n_periods)
    there: Flags = np.zeros(shape, dtype=np.bool_)
    promised = _promised(matrix)
    # Terms are found twice, not kept: in long plans they are larger than the matrix.
    for place, good, period, *_ in (promised, *_uses(matrix)):
        there[place, good, period] = True
    grid = matrix.grid(KIND, there, flat.goods)
    for terms in (_uses(matrix), _sources(matrix)):
        for place, good, period, i_columns, values in terms:
            matrix.put(grid.numbers[place, good, period], i_columns, values)
    place, good, period, _, amounts = promised
    matrix.widen(grid.numbers[place, good, period], -amounts)
    for place, good, period, _, amounts in known(matrix):
        matrix.widen(grid.numbers[place, good, period], amounts)


def known(matrix: Matrix) -> list[Terms]:
    """List what is there or sure to come: place, good, period, no column, amount.

    Batches that expire in time are told apart; see ``batches.py``.
    """
    flat, last = matrix.flat, matrix.n_periods - 1
    stocks = [
        stock
        for stock in matrix.problem.stocks
        if stock.expires is None or stock.expires >= last
    ]
    arrivals = matrix.problem.arrivals
    none = integers(())
    return [
        (
            integers(flat.places[stock.place] for stock in stocks),
            integers(flat.goods[stock.good] for stock in stocks),
            np.zeros(len(stocks), dtype=np.int32),
            none,
            floats(stock.amount for stock in stocks),
        ),
        (
            integers(flat.places[arrival.place] for arrival in arrivals),
            integers(flat.goods[arrival.good] for arrival in arrivals),
            integers(arrival.period for arrival in arrivals),
            none,
            floats(arrival.amount for arrival in arrivals),
        ),
    ]


def _promised(matrix: Matrix) -> Terms:
    flat, promises = matrix.flat, matrix.problem.promises
    return (
        integers(flat.places[promise.place] for promise in promises),
        integers(flat.goods[promise.good] for promise in promises),
        integers(promise.period for promise in promises),
        integers(()),
        floats(promise.amount for promise in promises),
    )


def _uses(matrix: Matrix) -> Iterator[Terms]:
    flat, moved, given = matrix.flat, matrix.moved, matrix.given
    yield _of_runs(matrix, flat.inputs, 1.0)
    sources = integers(flat.places[lane.source] for lane in matrix.problem.lanes)
    lane, good, period = moved.of
    yield sources[lane], good, period, moved.i_columns, np.ones(len(lane))
    _, good, period = given.of
    yield given.places, good, period, given.i_columns, np.ones(len(good))
    place, good, period, i_columns = kept_at_large(matrix)
    yield place, good, period, i_columns, np.ones(len(good))


def _sources(matrix: Matrix) -> Iterator[Terms]:
    flat, problem = matrix.flat, matrix.problem
    moved, bought, taken = matrix.moved, matrix.bought, matrix.taken
    yield _of_runs(matrix, flat.outputs, -1.0)
    targets = integers(flat.places[lane.target] for lane in problem.lanes)
    arriving = 1.0 - floats(lane.loss for lane in problem.lanes)
    lane, good, period = moved.of
    yield targets[lane], good, period, moved.i_columns, -arriving[lane]
    goods = integers(flat.goods[option.good] for option in problem.purchases)
    option, period = bought.of
    yield bought.places, goods[option], period, bought.i_columns, -np.ones(len(option))
    place, good, period, _ = taken.of
    yield place, good, period, taken.i_columns, -np.ones(len(good))
    place, good, period, i_columns = kept_at_large(matrix)
    survival = flat.survival()[good, period]
    yield place, good, period + 1, i_columns, -survival


def kept_at_large(matrix: Matrix) -> tuple[Integers, Integers, Integers, Integers]:
    """List what is kept outside of batches: place, good, period and column."""
    place, good, period, expires = matrix.kept.of
    which = expires == NEVER
    return place[which], good[which], period[which], matrix.kept.i_columns[which]


def _of_runs(matrix: Matrix, lines: Lines, sign: float) -> Terms:
    place, recipe, start = matrix.runs.of
    of, line = lines.of_each(recipe)
    period = start[of] + lines.span[line]
    in_time = period < matrix.n_periods
    of, line = of[in_time], line[in_time]
    amounts = sign * lines.amount[line]
    i_columns = matrix.runs.first + of
    return place[of], lines.what[line], period[in_time], i_columns, amounts
