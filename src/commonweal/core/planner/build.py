"""From a problem to sparse arrays: columns, rows of every rule, and their scaling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.core.planner import columns, eliminate
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.rules import (
    balance,
    batches,
    capacity,
    effort,
    fulfilment,
    goals,
    purse,
    store,
)

Floats = NDArray[np.float64]
GOAL = "goal"
_SCALING_PASSES = 4  # geometric scaling settles within a few passes


@dataclass(frozen=True, slots=True)
class Arrays:
    """A matrix as the solver takes it: entries * columns ≤ row upper, all scaled.

    Parameters
    ----------
    entries : (n_rows, n_columns) sparse float64
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
    entries: sp.csc_array
    row_upper: Floats
    column_upper: Floats
    row_scale: Floats
    column_scale: Floats
    goal_costs: dict[str, Floats]


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
    >>> build(empty).entries.shape
    (0, 1)
    """
    matrix = Matrix(problem, eliminate.find_alive(problem))
    columns.write(matrix)
    for rule in (balance, batches, effort, capacity, purse, store, fulfilment):
        rule.write(matrix)
    entries = _entries_of(matrix)
    row_scale, column_scale = _scale(entries, _fixed_columns(matrix))
    goal_costs = {
        name: goals.costs_of(matrix, name, column_scale) for name in goal_names
    }
    goal_rows, goal_scale = _goal_rows(goal_costs, column_scale)
    for name in goal_names:
        matrix.row(Tag(GOAL, name), np.inf)
    scaled = sp.diags_array(row_scale) @ entries @ sp.diags_array(column_scale)
    all_rows = np.concatenate([row_scale, goal_scale])
    return Arrays(
        matrix,
        sp.csc_array(sp.vstack([scaled, goal_rows])) if goal_names else scaled.tocsc(),
        np.asarray(matrix.upper) * all_rows,
        np.asarray(matrix.column_upper) / column_scale,
        all_rows,
        column_scale,
        goal_costs,
    )


def _entries_of(matrix: Matrix) -> sp.csr_array:
    shape = (len(matrix.upper), len(matrix.columns))
    triplets = (matrix.values, (matrix.i_rows, matrix.i_columns))
    entries = sp.coo_array(triplets, shape=shape, dtype=np.float64).tocsr()
    entries.sum_duplicates()
    entries.eliminate_zeros()
    return entries


def _fixed_columns(matrix: Matrix) -> NDArray[np.bool_]:
    """Levels and the floor keep their scale, so that tolerances mean shares of a need."""
    fixed = np.zeros(len(matrix.columns), dtype=np.bool_)
    fixed[list(matrix.levels.values())] = True
    fixed[-1] = True
    return fixed


def _scale(entries: sp.csr_array, fixed: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Scale rows and columns by powers of two towards entries near one."""
    n_rows, n_columns = entries.shape
    by_entry = entries.tocoo()
    i_row, i_column = by_entry.row, by_entry.col
    size = np.log2(np.abs(by_entry.data))
    rows, cols = np.zeros(n_rows), np.zeros(n_columns)
    in_row = np.maximum(np.bincount(i_row, minlength=n_rows), 1)
    in_column = np.maximum(np.bincount(i_column, minlength=n_columns), 1)
    for _ in range(_SCALING_PASSES):
        cols = -np.bincount(i_column, size + rows[i_row], n_columns) / in_column
        cols[fixed] = 0.0
        rows = -np.bincount(i_row, size + cols[i_column], n_rows) / in_row
    return np.exp2(np.round(rows)), np.exp2(np.round(cols))


def _goal_rows(
    goal_costs: dict[str, Floats], column_scale: Floats
) -> tuple[sp.csr_array, Floats]:
    costs = np.array([cost * column_scale for cost in goal_costs.values()])
    costs = costs.reshape(len(goal_costs), len(column_scale))
    largest = costs.max(axis=1, initial=0.0)
    scale = np.exp2(-np.round(np.log2(np.where(largest > 0, largest, 1.0))))
    return sp.csr_array(costs * scale[:, None]), scale
