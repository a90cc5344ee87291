"""From a problem to sparse arrays: columns, rows of every rule, and their scaling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
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
    store,
)

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
    goal_costs : dict
        Costs of every goal by name, (n_columns,) float64, not scaled.
    """

    matrix: Matrix
    entries: Sparse
    row_upper: Floats
    column_upper: Floats
    row_scale: Floats
    column_scale: Floats
    goal_costs: dict[str, Floats]

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
        balance, batches, effort, capacity, purse, store, fulfilment, agreed
    ):  # fmt: skip
        rule.write(matrix)
    row_scale, column_scale = _scale(matrix)
    goal_costs = {
        name: goals.costs_of(matrix, name, column_scale) for name in goal_names
    }
    tags = [Tag(GOAL, name) for name in goal_costs]
    i_rows = matrix.add_rows(tags, np.full(len(tags), np.inf))
    for i_row, costs in zip(i_rows, goal_costs.values(), strict=True):
        i_columns = np.flatnonzero(costs).astype(np.int32)
        matrix.put(np.full(len(i_columns), i_row), i_columns, costs[i_columns])
    entries = _by_columns(matrix)
    row_scale = np.concatenate([row_scale, _goal_scale(goal_costs, column_scale)])
    scaled = (
        entries.values * row_scale[entries.i_rows] * column_scale[entries.i_columns]
    )
    return Arrays(
        matrix,
        Sparse(entries.start, entries.i_rows, scaled),
        matrix.upper * row_scale,
        matrix.column_upper / column_scale,
        row_scale,
        column_scale,
        goal_costs,
    )


def _by_columns(matrix: Matrix) -> Sparse:
    """Sort entries by column and row; entries for the same place add up or cancel."""
    i_rows, i_columns, values = matrix.entries()
    shape = len(matrix.upper), len(matrix.columns)
    by_columns: Any = sparse.csc_array(  # type: ignore[no-untyped-call]  # theirs
        (values, (i_rows, i_columns)), shape=shape
    )
    by_columns.sum_duplicates()
    by_columns.eliminate_zeros()
    start, rows = by_columns.indptr, by_columns.indices
    return Sparse(start.astype(np.int32), rows.astype(np.int32), by_columns.data)


def _scale(matrix: Matrix) -> tuple[Floats, Floats]:
    """Scale by powers of two towards entries near one; one scale for each kind.

    All columns of one good share a scale, all runs of one recipe, all rows of one limit,
    whatever their period and place: scales that drift from week to week along a chain of
    stores cost the solver its footing. Levels and the floor keep theirs, so that
    tolerances mean shares of a need; so do runs that come only whole, to stay countable.
    """
    rows, cols = matrix.rows.kinds(), matrix.columns.kinds()
    i_rows, i_columns, values = matrix.entries()
    i_row, i_column = rows[i_rows], cols[i_columns]
    size = np.log2(np.abs(values))
    n_rows, n_columns = int(rows.max(initial=0)) + 1, int(cols.max()) + 1
    in_row = np.maximum(np.bincount(i_row, minlength=n_rows), 1)
    in_column = np.maximum(np.bincount(i_column, minlength=n_columns), 1)
    by_row, by_column = np.zeros(n_rows), np.zeros(n_columns)
    # The floor is the last column, and levels are of its kind.
    fixed = cols[[*matrix.whole_runs(), matrix.i_floor]]
    for _ in range(_SCALING_PASSES):
        by_column = -np.bincount(i_column, size + by_row[i_row], n_columns) / in_column
        by_column[fixed] = 0.0
        by_row = -np.bincount(i_row, size + by_column[i_column], n_rows) / in_row
    row_scale = np.exp2(np.round(by_row[rows]))
    column_scale = np.exp2(np.round(by_column[cols]))
    return row_scale.astype(np.float64), column_scale.astype(np.float64)


def _goal_scale(goal_costs: dict[str, Floats], column_scale: Floats) -> Floats:
    """Scale the rows of goals so that their largest entry is about one."""
    largest = [float((costs * column_scale).max()) for costs in goal_costs.values()]
    exponents = [round(np.log2(one)) if one > 0 else 0 for one in largest]
    return np.exp2(-np.asarray(exponents, dtype=np.float64))
