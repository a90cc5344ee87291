"""From a problem to sparse arrays: columns, rows of every rule, and their scaling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from commonweal.core.planner import columns, eliminate
from commonweal.core.planner.flat import Flat, Floats, Integers
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.rules import (
    agreed,
    balance,
    batches,
    capacity,
    effort,
    fulfilment,
    goals,
    purse,
    rest,
    spread,
    store,
)

Number = TypeVar("Number", np.int32, np.float64)
GOAL = "goal"
_SCALING_PASSES = 4  # geometric scaling settles within a few passes


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse matrix by columns, each column's rows in order and named once.

    Parameters
    ----------
    start : (n_columns + 1,) int32
        Where each column begins in ``i_rows`` and ``values``.
    i_rows : (n_entries,) int32
    values : (n_entries,) float64
    """

    start: Integers
    i_rows: Integers
    values: Floats

    @property
    def i_columns(self) -> Integers:
        """Column of every entry, (n_entries,) int32."""
        n_columns = len(self.start) - 1
        return np.repeat(np.arange(n_columns, dtype=np.int32), np.diff(self.start))


class GoalCosts(Mapping[str, Floats]):
    """Costs of every goal by name, worked out when asked: all at once would be large."""

    def __init__(
        self, matrix: Matrix, names: tuple[str, ...], column_scale: Floats
    ) -> None:
        self._matrix = matrix
        self._names = names
        self._column_scale = column_scale

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __getitem__(self, name: str) -> Floats:
        if name not in self._names:
            raise KeyError(name)
        return goals.costs_of(self._matrix, name, self._column_scale)


@dataclass(frozen=True, slots=True)
class Arrays:
    """A matrix as the solver takes it: entries * columns ≤ row upper, all scaled.

    Parameters
    ----------
    entries : Sparse
        Row scale * values * column scale; powers of two, so nothing is rounded.
    row_upper : (n_rows,) float64
        Scaled upper bounds; infinite for the rows of goals.
    column_upper : (n_columns,) float64
        Scaled upper bounds; lower bounds are zero.
    row_scale, column_scale : float64
        Scaled column = column / column_scale; scaled row = row * row_scale.
    goal_costs : GoalCosts
        Costs of every goal by name, (n_columns,) float64, not scaled.
    """

    matrix: Matrix
    entries: Sparse
    row_upper: Floats
    column_upper: Floats
    row_scale: Floats
    column_scale: Floats
    goal_costs: GoalCosts

    def used(self, values: Floats) -> Floats:
        """Return what columns use of every row, (n_rows,) float64, [unit of the row]."""
        by_entry = (values / self.column_scale)[self.entries.i_columns]
        weights = self.entries.values * by_entry
        scaled = np.bincount(self.entries.i_rows, weights, len(self.row_scale))
        return np.asarray(scaled / self.row_scale, dtype=np.float64)


def build(problem: Problem, goal_names: tuple[str, ...] = ()) -> Arrays:
    """Write the whole matrix of a problem.

    Parameters
    ----------
    problem : Problem
        A checked problem.
    goal_names : tuple of str
        Secondary goals that get a row of their own, to hold them later.

    Returns
    -------
    Arrays
        Scaled arrays, with the tags to find every column and row again.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Period
    >>> empty = Problem(periods=(Period("week 14"),), places=("home",))
    >>> len(build(empty).column_upper)
    1
    """
    flat = Flat(problem)
    matrix = Matrix(flat, eliminate.find_alive(flat))
    columns.write(matrix)
    for rule in (
        balance, batches, effort, rest, capacity, purse, store, fulfilment, agreed
    ):  # fmt: skip
        rule.write(matrix)
    if spread.KIND in goal_names:  # its rows serve nothing else
        spread.write(matrix)
    row_scale, column_scale = _scale(matrix)
    goal_costs = GoalCosts(matrix, goal_names, column_scale)
    tags = [Tag(GOAL, name) for name in goal_names]
    i_rows = matrix.add_rows(tags, np.full(len(tags), np.inf))
    for i_row, costs in zip(i_rows, goal_costs.values(), strict=True):
        i_columns = np.flatnonzero(costs).astype(np.int32)
        matrix.put(np.full(len(i_columns), i_row), i_columns, costs[i_columns])
    row_scale = np.concatenate([row_scale, _goal_scale(goal_costs, column_scale)])
    return Arrays(
        matrix,
        _by_columns(matrix, row_scale, column_scale),
        matrix.upper * row_scale,
        matrix.column_upper / column_scale,
        row_scale,
        column_scale,
        goal_costs,
    )


def _by_columns(matrix: Matrix, row_scale: Floats, column_scale: Floats) -> Sparse:
    """Sort entries by column and row, scaled; those of one place add up or cancel.

    What was written is taken out of the matrix: it would be as large as all the rest.
    """
    shape = len(matrix.upper), len(matrix.columns)
    rows, columns, amounts = (list(part) for part in zip(*matrix.entries, strict=True))
    matrix.entries.clear()
    i_rows = _emptied(rows)
    i_columns = _emptied(columns)
    values = _emptied(amounts)
    by_columns: Any = sparse.csc_array(  # type: ignore[no-untyped-call]  # theirs
        (values, (i_rows, i_columns)), shape=shape
    )
    del i_rows, i_columns, values
    by_columns.sum_duplicates()
    by_columns.eliminate_zeros()
    start, below, scaled = by_columns.indptr, by_columns.indices, by_columns.data
    scaled *= row_scale[below]
    scaled *= np.repeat(column_scale, np.diff(start))
    return Sparse(
        start.astype(np.int32, copy=False), below.astype(np.int32, copy=False), scaled
    )


def _emptied(parts: list[NDArray[Number]]) -> NDArray[Number]:
    """Join arrays and let go of them."""
    joint = np.concatenate(parts)
    parts.clear()
    return joint


def _scale(matrix: Matrix) -> tuple[Floats, Floats]:
    """Scale by powers of two towards entries near one; one scale for each kind.

    All columns of one good share a scale, all runs of one recipe, all rows of one limit,
    whatever their period and place: scales that drift from week to week along a chain of
    stores cost the solver its footing. Levels and the floor keep theirs, so that
    tolerances mean shares of a need; so do runs that come only whole, to stay countable.
    """
    rows, cols = matrix.rows.kinds(), matrix.columns.kinds()
    n_rows, n_columns = int(rows.max(initial=0)) + 1, int(cols.max()) + 1
    pairs, count, size = _sizes_by_kind(matrix, rows, cols)
    i_row, i_column = np.divmod(pairs, n_columns)
    in_row = np.maximum(np.bincount(i_row, count, n_rows), 1)
    in_column = np.maximum(np.bincount(i_column, count, n_columns), 1)
    by_row, by_column = np.zeros(n_rows), np.zeros(n_columns)
    # The floor is the last column, and levels are of its kind.
    fixed = cols[[*matrix.whole_runs(), matrix.i_floor]]
    for _ in range(_SCALING_PASSES):
        in_all = size + count * by_row[i_row]
        by_column = -np.bincount(i_column, in_all, n_columns) / in_column
        by_column[fixed] = 0.0
        in_all = size + count * by_column[i_column]
        by_row = -np.bincount(i_row, in_all, n_rows) / in_row
    row_scale = np.exp2(np.round(by_row[rows]))
    column_scale = np.exp2(np.round(by_column[cols]))
    return row_scale.astype(np.float64), column_scale.astype(np.float64)


def _sizes_by_kind(
    matrix: Matrix, rows: Integers, cols: Integers
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Count the entries of each pair of kinds, and add up their sizes as powers of two."""
    n_columns = int(cols.max()) + 1
    keys: list[NDArray[np.int64]] = []
    counts: list[Floats] = []
    sizes: list[Floats] = []
    for i_rows, i_columns, values in matrix.entries:
        key = rows[i_rows].astype(np.int64) * n_columns + cols[i_columns]
        pairs, of = np.unique(key, return_inverse=True)
        keys.append(pairs)
        counts.append(_sums(of, np.ones(len(of))))
        sizes.append(_sums(of, np.log2(np.abs(values))))
    pairs, of = np.unique(np.concatenate(keys), return_inverse=True)
    return pairs, _sums(of, np.concatenate(counts)), _sums(of, np.concatenate(sizes))


def _sums(of: NDArray[np.intp], amounts: Floats) -> Floats:
    return np.bincount(of, amounts).astype(np.float64)


def _goal_scale(goal_costs: Mapping[str, Floats], column_scale: Floats) -> Floats:
    """Scale the rows of goals so that their largest entry is about one."""
    largest = [float((costs * column_scale).max()) for costs in goal_costs.values()]
    exponents = [round(np.log2(one)) if one > 0 else 0 for one in largest]
    return np.exp2(-np.asarray(exponents, dtype=np.float64))
