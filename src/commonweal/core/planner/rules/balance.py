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

from collections.abc import Iterable

from commonweal.core.planner.matrix import KeptColumn, Matrix, Tag
from commonweal.core.planner.terms import Flow, Good

KIND = "good"


def write(matrix: Matrix) -> None:
    """Write the balance rows; only goods that something could use get one."""
    _write_uses(matrix)
    _write_sources(matrix)
    _write_what_is_known(matrix)


def _tag(place: str, good: str, period: int) -> Tag:
    return Tag(KIND, good, place, period)


def _write_uses(matrix: Matrix) -> None:
    for promise in matrix.problem.promises:
        matrix.upper[matrix.row(_tag(promise.place, promise.good, promise.period))] -= (
            promise.amount
        )
    for i_column, run in matrix.runs.items():
        for flow, t in _in_time(run.recipe.inputs, run.period, matrix.n_periods):
            matrix.put(matrix.row(_tag(run.place, flow.good, t)), i_column, flow.amount)
    for i_column, moved in matrix.moved.items():
        tag = _tag(moved.lane.source, moved.good, moved.period)
        matrix.put(matrix.row(tag), i_column, 1.0)
    for i_column, given in matrix.given.items():
        tag = _tag(given.place, given.good, given.period)
        matrix.put(matrix.row(tag), i_column, 1.0)
    for kept, i_column in matrix.kept.items():
        if kept.expires is None:
            matrix.put(
                matrix.row(_tag(kept.place, kept.good, kept.period)), i_column, 1.0
            )


def _write_sources(matrix: Matrix) -> None:
    goods = {good.label: good for good in matrix.problem.goods}
    rows = matrix.rows
    for i_column, run in matrix.runs.items():
        for flow, t in _in_time(run.recipe.outputs, run.period, matrix.n_periods):
            i_row = rows.get(_tag(run.place, flow.good, t))
            matrix.put(i_row, i_column, -flow.amount)
    for i_column, moved in matrix.moved.items():
        i_row = rows.get(_tag(moved.lane.target, moved.good, moved.period))
        matrix.put(i_row, i_column, moved.lane.loss - 1.0)
    for i_column, bought in matrix.bought.items():
        tag = _tag(bought.option.place, bought.option.good, bought.period)
        matrix.put(rows.get(tag), i_column, -1.0)
    for taken, i_column in matrix.taken.items():
        i_row = rows.get(_tag(taken.place, taken.good, taken.period))
        matrix.put(i_row, i_column, -1.0)
    for kept, i_column in matrix.kept.items():
        if kept.expires is None:
            _carry(matrix, kept, i_column, goods[kept.good])


def _carry(matrix: Matrix, kept: KeptColumn, i_column: int, good: Good) -> None:
    i_row = matrix.rows.get(_tag(kept.place, kept.good, kept.period + 1))
    matrix.put(i_row, i_column, -matrix.survival(good, kept.period))


def _write_what_is_known(matrix: Matrix) -> None:
    last = matrix.n_periods - 1
    for stock in matrix.problem.stocks:
        if stock.expires is None or stock.expires >= last:
            _raise(matrix, _tag(stock.place, stock.good, 0), stock.amount)
    for arrival in matrix.problem.arrivals:
        tag = _tag(arrival.place, arrival.good, arrival.period)
        _raise(matrix, tag, arrival.amount)


def _raise(matrix: Matrix, tag: Tag, amount: float) -> None:
    i_row = matrix.rows.get(tag)
    if i_row is not None:
        matrix.upper[i_row] += amount


def _in_time(
    flows: Iterable[Flow], start: int, n_periods: int
) -> Iterable[tuple[Flow, int]]:
    for flow in flows:
        if start + flow.after < n_periods:
            yield flow, start + flow.after
