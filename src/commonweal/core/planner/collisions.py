"""Promises that collide: a smallest set that cannot be kept together.

A deletion filter: leave one promise out; if the rest still collides, it was not needed
for the collision and stays out. What remains collides, and any part of it does not.

References
----------
.. [1] J. W. Chinneck and E. W. Dravnieks, "Locating minimal infeasible constraint sets
   in linear programs", ORSA Journal on Computing 3(2), 157-168, 1991.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from commonweal.core.planner import backend, found
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.matrix import Tag
from commonweal.core.planner.params import Params, Stop
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.rules import balance
from commonweal.core.planner.terms import Promise


def find(
    problem: Problem, arrays: Arrays, params: Params, seed: int
) -> tuple[str, ...]:
    """Find a smallest set of promises that cannot all be kept.

    Parameters
    ----------
    problem : Problem
        Whose promises collide.
    arrays : Arrays
        Its matrix.
    params, seed
        As for ``solve``.

    Returns
    -------
    tuple of str
        Labels of the promises, in the order of the problem.

    Examples
    --------
    See ``tests/core/test_planner_rules_needs.py``.
    """
    solver = backend.Solver(arrays, params, Stop(), seed)
    solver.minimise(np.zeros(len(arrays.matrix.columns)))
    kept = list(problem.promises)
    for promise in problem.promises:
        fewer = [other for other in kept if other is not promise]
        if _collide(solver, arrays, problem.promises, fewer):
            kept = fewer
    return tuple(promise.label for promise in kept)


def _collide(
    solver: backend.Solver,
    arrays: Arrays,
    promises: Iterable[Promise],
    kept: Iterable[Promise],
) -> bool:
    matrix = arrays.matrix
    upper: dict[int, float] = {}
    for sign, some in ((1.0, promises), (-1.0, kept)):
        for promise in some:
            tag = Tag(balance.KIND, promise.good, promise.place, promise.period)
            i_row = matrix.rows[tag]
            upper.setdefault(i_row, matrix.upper[i_row])
            upper[i_row] += sign * promise.amount
    for i_row, most in upper.items():
        solver.bound_row(i_row, most)
    return solver.solve().ending is found.Ending.INFEASIBLE
