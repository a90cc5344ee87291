"""A problem's linear programme as LP or MPS text, to be checked with any other solver.

Without a plan the question is the first that is asked: how high can the least-met need
of the most urgent tier be raised? With a plan its levels are held, and the question is
the least of one goal: another solver must come to the plan's own total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from commonweal.core.planner import build
from commonweal.core.planner.families import FloorColumn, LevelColumn, PeakColumn
from commonweal.core.planner.levels import stages_of
from commonweal.core.planner.matrix import Matrix, Tag
from commonweal.core.planner.params import GOALS
from commonweal.core.planner.plan import Plan
from commonweal.core.planner.problem import Problem
from commonweal.core.planner.rules import fulfilment

KINDS: Final = ("lp", "mps")
_GIVE = 1e-6  # levels of a plan are held within this: they are stated no more exactly
_MOST_NAME = 60  # letters of what a row or column is called, after its number
_TERMS_IN_A_LINE = 6


@dataclass(frozen=True, slots=True)
class _Model:
    """Rows ``sum of value * column ≤ upper``, columns from lower to upper, costs."""

    rows: list[str]
    columns: list[str]
    upper: list[float]
    lower_of_column: list[float]
    upper_of_column: list[float]
    costs: list[float]
    entries: list[list[tuple[int, float]]]  # of every column: row and value
    whole: list[bool]


def model_text(
    problem: Problem, kind: str, *, plan: Plan | None = None, goal: str = "toil"
) -> str:
    """Write the linear programme of a problem; the objective is to be minimised.

    Parameters
    ----------
    problem : Problem
        Any problem.
    kind : str
        "lp" (CPLEX LP format) or "mps" (free MPS).
    plan : Plan, optional
        Hold its levels and ask for the least of ``goal``.
    goal : str
        One of ``params.GOALS``; read only with a plan.

    Returns
    -------
    str
        The model in the units of the problem; names of rows and columns begin with
        their number and say what they are. Without a plan its optimum is the floor of
        the most urgent tier, below zero.

    Raises
    ------
    ValueError
        The kind or the goal is unknown.

    Examples
    --------
    >>> from commonweal.core.planner.terms import Period
    >>> empty = Problem(periods=(Period("w1"),), places=("home",))
    >>> model_text(empty, "lp").splitlines()[1]
    'Minimize'
    """
    if kind not in KINDS or goal not in GOALS:
        raise ValueError(f"kind is one of {KINDS}, goal one of {GOALS}")
    model = _model(problem, plan, goal)
    lines = _lp(model) if kind == "lp" else _mps(model)
    return "\n".join(lines) + "\n"


def _model(problem: Problem, plan: Plan | None, goal: str) -> _Model:
    arrays = build.build(problem, (goal,))
    matrix = arrays.matrix
    n_columns = len(matrix.columns)
    entries: list[list[tuple[int, float]]] = [[] for _ in range(n_columns)]
    sparse = arrays.entries
    values = sparse.values / arrays.row_scale[sparse.i_rows]
    values = values / arrays.column_scale[sparse.i_columns]
    for i_row, i_column, value in zip(
        sparse.i_rows, sparse.i_columns, values, strict=True
    ):
        if np.isfinite(matrix.upper[i_row]):  # the row of the goal is no limit
            entries[i_column].append((int(i_row), float(value)))
    whole = frozenset(matrix.whole_runs())
    lower, costs = [0.0] * n_columns, [0.0] * n_columns
    upper: list[float] = matrix.upper.tolist()
    if plan is None:
        costs[-1] = -1.0  # the floor, as high as can be
        _open_the_first_tier(matrix, upper)
    else:
        costs = [float(cost) for cost in arrays.goal_costs[goal]]
        for line in plan.fulfilment:
            lower[matrix.levels[line.need]] = max(line.level - _GIVE, 0.0)
    return _Model(
        rows=[_name("r", i, *tag) for i, tag in enumerate(matrix.rows)],
        columns=[_name("c", i, *_said(c)) for i, c in enumerate(matrix.columns)],
        upper=upper,
        lower_of_column=lower,
        upper_of_column=matrix.column_upper.tolist(),
        costs=costs,
        entries=entries,
        whole=[i in whole for i in range(n_columns)],
    )


def _open_the_first_tier(matrix: Matrix, upper: list[float]) -> None:
    """Put the floor under every need of the first stage that could be met at all."""
    served = {
        need.label
        for need in matrix.problem.needs
        if need.demand > 0 and need.label in matrix.levels
    }
    for stage in stages_of(matrix.problem.needs)[:1]:
        for need in stage:
            if need.label in served:
                tag = Tag(fulfilment.FLOOR, need.label, need.place, need.period)
                upper[matrix.rows[tag]] = 0.0


def _said(column: object) -> tuple[object, ...]:
    if isinstance(column, FloorColumn):
        return ("floor",)
    if isinstance(column, PeakColumn):
        return ("peak",)
    if isinstance(column, LevelColumn):
        return "level", column.need.label
    assert isinstance(column, tuple)
    parts = (part for part in column if isinstance(part, str | int))
    label = getattr(column[0], "label", "") or getattr(column[0], "good", "")
    return type(column).__name__.removesuffix("Column").lower(), label, *parts


def _name(letter: str, number: int, *parts: object) -> str:
    """Name a row or column in letters every solver reads, its number first."""
    said = "_".join(str(part) for part in parts if part not in {None, ""})
    plain = re.sub(r"[^A-Za-z0-9]+", "_", said)[:_MOST_NAME].strip("_")
    return f"{letter}{number}_{plain}"


def _lp(model: _Model) -> Iterator[str]:
    rows: list[list[tuple[int, float]]] = [[] for _ in model.rows]
    for i_column, entries in enumerate(model.entries):
        for i_row, value in entries:
            rows[i_row].append((i_column, value))
    yield "\\ Rows and columns are numbered; see the names after the numbers."
    yield "Minimize"
    yield from _sum_of(model, " cost:", list(enumerate(model.costs)))
    yield "Subject To"
    for name, upper, terms in zip(model.rows, model.upper, rows, strict=True):
        if terms and np.isfinite(upper):
            yield from _sum_of(model, f" {name}:", terms)
            yield f"  <= {upper!r}"
    yield "Bounds"
    yield from _lp_bounds(model)
    if any(model.whole):
        yield "General"
        pairs = zip(model.columns, model.whole, strict=True)
        yield from (f" {name}" for name, is_whole in pairs if is_whole)
    yield "End"


def _lp_bounds(model: _Model) -> Iterator[str]:
    for name, low, high in zip(
        model.columns, model.lower_of_column, model.upper_of_column, strict=True
    ):
        if np.isfinite(high):
            yield f" {low!r} <= {name} <= {high!r}"


def _sum_of(model: _Model, start: str, terms: list[tuple[int, float]]) -> Iterator[str]:
    """Write a sum over several lines; one of nothing is written as nothing of one."""
    kept = [(i, value) for i, value in terms if value] or [(0, 0.0)]
    for i in range(0, len(kept), _TERMS_IN_A_LINE):
        line = " ".join(
            f"{'-' if value < 0 else '+'} {abs(value)!r} {model.columns[i_column]}"
            for i_column, value in kept[i : i + _TERMS_IN_A_LINE]
        )
        yield f"{start if i == 0 else ' '} {line}"


def _mps(model: _Model) -> Iterator[str]:
    yield "NAME commonweal"
    yield "ROWS"
    yield " N cost"
    yield from (f" L {name}" for i, name in enumerate(model.rows) if _binds(model, i))
    yield "COLUMNS"
    for i in range(len(model.columns)):
        yield from _mps_column(model, i)
    yield "RHS"
    for i, name in enumerate(model.rows):
        if _binds(model, i) and model.upper[i]:
            yield f" rhs {name} {model.upper[i]!r}"
    yield "BOUNDS"
    for i, name in enumerate(model.columns):
        if model.lower_of_column[i]:
            yield f" LO b {name} {model.lower_of_column[i]!r}"
        high = model.upper_of_column[i]
        yield f" UP b {name} {high!r}" if np.isfinite(high) else f" PL b {name}"
    yield "ENDATA"


def _mps_column(model: _Model, i: int) -> Iterator[str]:
    name = model.columns[i]
    if model.whole[i]:
        yield f" M{i} 'MARKER' 'INTORG'"
    yield f" {name} cost {model.costs[i]!r}"
    for i_row, value in model.entries[i]:
        yield f" {name} {model.rows[i_row]} {value!r}"
    if model.whole[i]:
        yield f" N{i} 'MARKER' 'INTEND'"


def _binds(model: _Model, i_row: int) -> bool:
    return bool(np.isfinite(model.upper[i_row]))
