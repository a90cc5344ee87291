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
from commonweal.core.planner.matrix import Grid, Matrix

KIND = "good"
Terms = tuple[Integers, Integers, Integers, Integers, Floats]
"""Place, good, period, column and amount of each term."""


def write(matrix: Matrix) -> None:
    """Write the balance rows; only goods that something could use get one."""
    flat = matrix.flat
    shape = (flat.n_places, flat.n_goods, flat.n_periods)
    uses, sources = _uses(matrix), _sources(matrix)
    there: Flags = np.zeros(shape, dtype=np.bool_)
    promised = _promised(matrix)
    for place, good, period, *_ in (*uses, promised):
        there[place, good, period] = True
    grid = matrix.grid(KIND, there, flat.goods)
    for place, good, period, i_columns, values in (*uses, *sources):
        matrix.put(grid.numbers[place, good, period], i_columns, values)
    *at, _, amounts = promised
    matrix.widen(grid.numbers[tuple(at)], -amounts)
    _widen_by_what_is_known(matrix, grid)


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


def _widen_by_what_is_known(matrix: Matrix, grid: Grid) -> None:
    for place, good, period, _, amounts in known(matrix):
        matrix.widen(grid.numbers[place, good, period], amounts)


def _promised(matrix: Matrix) -> Terms:
    flat, promises = matrix.flat, matrix.problem.promises
    return (
        integers(flat.places[promise.place] for promise in promises),
        integers(flat.goods[promise.good] for promise in promises),
        integers(promise.period for promise in promises),
        integers(()),
        floats(promise.amount for promise in promises),
    )


def _uses(matrix: Matrix) -> list[Terms]:
    flat, lanes = matrix.flat, matrix.problem.lanes
    lane, good, period = matrix.moved.of
    sources = integers(flat.places[one.source] for one in lanes)
    basket, given, when = matrix.given.of
    kept_place, kept, after, expires = matrix.kept.of
    at_large = expires == NEVER
    ones = np.ones(len(matrix.columns))
    return [
        _of_runs(matrix, flat.inputs, 1.0),
        (sources[lane], good, period, matrix.moved.i_columns, ones[: len(lane)]),
        (
            matrix.gifts.place[basket],
            given,
            when,
            matrix.given.i_columns,
            ones[: len(basket)],
        ),
        (
            kept_place[at_large],
            kept[at_large],
            after[at_large],
            matrix.kept.i_columns[at_large],
            ones[: int(at_large.sum())],
        ),
    ]


def _sources(matrix: Matrix) -> list[Terms]:
    flat, lanes = matrix.flat, matrix.problem.lanes
    lane, good, period = matrix.moved.of
    targets = integers(flat.places[one.target] for one in lanes)
    arriving = 1.0 - floats(one.loss for one in lanes)
    option, when = matrix.bought.of
    kind = integers(flat.goods[one.good] for one in matrix.problem.purchases)
    from_batch, taken, at, _ = matrix.taken.of
    kept_place, kept, after, expires = matrix.kept.of
    at_large = expires == NEVER
    survival = flat.survival()[kept, after]
    return [
        _of_runs(matrix, flat.outputs, -1.0),
        (targets[lane], good, period, matrix.moved.i_columns, -arriving[lane]),
        (
            matrix.bought.places,
            kind[option],
            when,
            matrix.bought.i_columns,
            -np.ones(len(option)),
        ),
        (from_batch, taken, at, matrix.taken.i_columns, -np.ones(len(taken))),
        (
            kept_place[at_large],
            kept[at_large],
            after[at_large] + 1,
            matrix.kept.i_columns[at_large],
            -survival[at_large],
        ),
    ]


def _of_runs(matrix: Matrix, lines: Lines, sign: float) -> Terms:
    place, recipe, start = matrix.runs.of
    of, line = lines.of_each(recipe)
    period = start[of] + lines.span[line]
    in_time = period < matrix.n_periods
    of, line = of[in_time], line[in_time]
    amounts = sign * lines.amount[line]
    i_columns = matrix.runs.first + of
    return place[of], lines.what[line], period[in_time], i_columns, amounts
