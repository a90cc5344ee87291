"""The columns of a plan: everything people could decide, where it can matter."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.core.planner import eliminate
from commonweal.core.planner.matrix import (
    BoughtColumn,
    ChangedColumn,
    FloorColumn,
    GivenColumn,
    KeptColumn,
    LevelColumn,
    Matrix,
    MovedColumn,
    RunColumn,
    TakenColumn,
)


def write(matrix: Matrix) -> None:
    """Add every column that can matter, grouped by what it decides."""
    _write_runs(matrix)
    _write_changed(matrix)
    _write_kept(matrix)
    _write_moved(matrix)
    _write_bought(matrix)
    _write_given(matrix)
    for need in matrix.problem.needs:
        matrix.levels[need.label] = matrix.add_column(LevelColumn(need), 1.0)
    matrix.add_column(FloorColumn(), 1.0)


def _write_runs(matrix: Matrix) -> None:
    for recipe, place, period in matrix.alive.starts:
        column = RunColumn(recipe, place, period)
        matrix.runs[matrix.add_column(column)] = column


def _write_changed(matrix: Matrix) -> None:
    agreed: dict[tuple[str, str, int], float] = {}
    for one in matrix.problem.agreed:
        key = (one.recipe, one.place, one.period)
        agreed[key] = agreed.get(key, 0.0) + one.runs
    for run in tuple(matrix.runs.values()):
        runs = agreed.get((run.recipe.label, run.place, run.period))
        if runs is not None:
            column = ChangedColumn(run, runs)
            matrix.changed[matrix.add_column(column)] = column


def _write_kept(matrix: Matrix) -> None:
    problem, alive = matrix.problem, matrix.alive
    for i_place, place in enumerate(problem.places):
        for i_good, good in enumerate(problem.goods):
            if eliminate.is_kept(good, problem):
                have, want = alive.have[i_place, i_good], alive.want[i_place, i_good]
                for t in range(matrix.n_periods - 1):
                    if have[t] and want[t + 1]:
                        kept = KeptColumn(place, good.label, t, None)
                        matrix.kept[kept] = matrix.add_column(kept)
    _write_batches(matrix)


def _write_batches(matrix: Matrix) -> None:
    batches = {
        (stock.place, stock.good, stock.expires)
        for stock in matrix.problem.stocks
        if stock.expires is not None and stock.expires < matrix.n_periods - 1
    }
    for place, label, expires in sorted(batches):
        for t in range(expires + 1):
            taken = TakenColumn(place, label, t, expires)
            matrix.taken[taken] = matrix.add_column(taken)
            if t < expires:
                left = KeptColumn(place, label, t, expires)
                matrix.kept[left] = matrix.add_column(left)


def _write_moved(matrix: Matrix) -> None:
    problem, alive = matrix.problem, matrix.alive
    i_place = {label: i for i, label in enumerate(problem.places)}
    i_good = {good.label: i for i, good in enumerate(problem.goods)}
    for lane in problem.lanes:
        for label in eliminate.goods_on(lane, problem):
            have = alive.have[i_place[lane.source], i_good[label]]
            want = alive.want[i_place[lane.target], i_good[label]]
            for t in range(matrix.n_periods):
                if have[t] and want[t]:
                    column = MovedColumn(lane, label, t)
                    matrix.moved[matrix.add_column(column)] = column


def _write_bought(matrix: Matrix) -> None:
    problem = matrix.problem
    i_place = {label: i for i, label in enumerate(problem.places)}
    i_good = {good.label: i for i, good in enumerate(problem.goods)}
    for option in problem.purchases:
        most = option.most_per_period
        for t in range(matrix.n_periods):
            if matrix.alive.want[i_place[option.place], i_good[option.good], t]:
                column = BoughtColumn(option, t)
                i_column = matrix.add_column(
                    column, float("inf") if most is None else most
                )
                matrix.bought[i_column] = column


def _write_given(matrix: Matrix) -> None:
    alive = matrix.alive
    i_place = {label: i for i, label in enumerate(matrix.problem.places)}
    i_good = {good.label: i for i, good in enumerate(matrix.problem.goods)}
    seen: set[GivenColumn] = set()
    for column in _possible_gifts(matrix):
        there = alive.have[i_place[column.place], i_good[column.good], column.period]
        if column not in seen and there:
            seen.add(column)
            matrix.given[matrix.add_column(column)] = column


def _possible_gifts(matrix: Matrix) -> Iterator[GivenColumn]:
    for need in matrix.problem.needs:
        if need.demand > 0:
            for t in eliminate.window(need, matrix.n_periods):
                for good, amount in need.contents.items():
                    if amount > 0:
                        for basket in need.baskets:
                            yield GivenColumn(basket, need.place, good, t)
