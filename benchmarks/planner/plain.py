"""Plain solves of the planner's own matrix: one max-min, one weighted sum."""

from __future__ import annotations

import highspy
import numpy as np

from commonweal.core.planner.levels import stages_of
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.rules import fulfilment
from commonweal.core.planner.terms import Tier

WEIGHTS = {Tier.VITAL: 100.0, Tier.DIGNITY: 10.0, Tier.FLOURISHING: 1.0}


def handed_over(arrays) -> highspy.Highs:
    """Hand the matrix to a HiGHS of its own, with nothing to minimise yet."""
    n_rows, n_columns = len(arrays.row_upper), len(arrays.column_upper)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = n_columns, n_rows
    model.col_cost_ = np.zeros(n_columns)
    model.col_lower_ = np.zeros(n_columns)
    model.col_upper_ = arrays.column_upper
    model.row_lower_ = np.full(n_rows, -highspy.kHighsInf)
    model.row_upper_ = arrays.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = arrays.entries.start
    model.a_matrix_.index_ = arrays.entries.i_rows
    model.a_matrix_.value_ = arrays.entries.values
    highs = highspy.Highs()
    highs.silent()
    highs.passModel(model)
    highs.setOptionValue("simplex_scale_strategy", 0)
    return highs


def max_min(arrays, *, solver: str = "ipm", crossover: bool = True) -> float:
    """Raise the floor of the first stage once; return it."""
    highs = handed_over(arrays)
    for i_row in floor_rows(arrays.matrix):
        highs.changeRowBounds(i_row, -highspy.kHighsInf, 0.0)
    i_floor = arrays.matrix.i_floor
    highs.changeColCost(i_floor, -1.0)
    return float(_solved(highs, solver, crossover=crossover)[i_floor])


def floor_rows(matrix) -> list[int]:
    """Rows that hold the needs of the first stage above the floor."""
    return [
        int(matrix.rows[Tag(fulfilment.FLOOR, need.label, need.place, need.period)])
        for need in stages_of(matrix.problem.needs)[0]
    ]


def weighted_sum(arrays) -> dict[str, float]:
    """Make the sum of all levels large, vital ones a hundredfold; return the levels."""
    highs = handed_over(arrays)
    matrix = arrays.matrix
    for need in matrix.problem.needs:
        highs.changeColCost(int(matrix.levels[need.label]), -WEIGHTS[need.tier])
    values = _solved(highs, "choose", crossover=True) * arrays.column_scale
    return {
        need.label: float(values[matrix.levels[need.label]])
        for need in matrix.problem.needs
    }


def _solved(highs: highspy.Highs, solver: str, *, crossover: bool):
    highs.setOptionValue("solver", solver)
    highs.setOptionValue("run_crossover", "on" if crossover else "off")
    highs.run()
    status = highs.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"HiGHS ended with {highs.modelStatusToString(status)}")
    return np.asarray(highs.getSolution().col_value)
