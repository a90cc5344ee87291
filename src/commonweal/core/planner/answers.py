"""From the solver's numbers to a plan in the words of the problem."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commonweal.core.planner import keeping, sankey
from commonweal.core.planner.backend import Solver
from commonweal.core.planner.build import Arrays
from commonweal.core.planner.found import Floats
from commonweal.core.planner.levels import Levels
from commonweal.core.planner.matrix import Matrix
from commonweal.core.planner.params import RULE_VERSION
from commonweal.core.planner.plan import (
    Bought,
    Fulfilment,
    Given,
    LimitUse,
    Moved,
    Plan,
    Run,
    Short,
    Solving,
    Status,
    Totals,
)
from commonweal.core.planner.rules import capacity, effort, purse, rest
from commonweal.core.planner.words import Sentence

_CRUMB = 1e-8  # of a column's typical size; less is the solver's noise, not a task


def plan_of(
    arrays: Arrays, levels: Levels, *, status: Status, seed: int, solver: Solver
) -> Plan:
    """Read a plan out of the last feasible answer.

    Parameters
    ----------
    arrays : Arrays
        What was solved.
    levels : Levels
        Levels settled and the last feasible values, if any were found.
    status : Status
        How solving ended.
    seed : int
        The seed it was solved with.
    solver : Solver
        For the record of how much work it was.

    Returns
    -------
    Plan
        Without shorts and notes; see ``with_findings``.

    Examples
    --------
    See ``solve.solve``, which is the only caller.
    """
    matrix = arrays.matrix
    values = _clean(arrays, levels.values)
    runs = tuple(
        Run(run.recipe.label, run.place, run.period, amount)
        for run, amount in matrix.runs.chosen(values)
    )
    bought = tuple(
        Bought(
            option.place,
            option.good,
            period,
            amount,
            amount * option.price,
            option.currency,
        )
        for (option, period), amount in matrix.bought.chosen(values)
    )
    moved = tuple(
        Moved(lane.source, lane.target, good, period, amount)
        for (lane, good, period), amount in matrix.moved.chosen(values)
    )
    given = tuple(Given(*gift, amount) for gift, amount in matrix.given.chosen(values))
    plan = Plan(
        status=status,
        runs=runs,
        stock=keeping.stock_of(
            matrix.problem, runs=runs, bought=bought, moved=moved, given=given
        ),
        bought=bought,
        moved=moved,
        given=given,
        fulfilment=_fulfilment(matrix, levels, values),
        limits=_limits(arrays, values),
        totals=_totals(matrix, values),
        rule_version=RULE_VERSION,
        seed=seed,
        solving=Solving(
            n_rows=len(matrix.upper),
            n_columns=len(matrix.columns),
            n_solves=solver.n_solves,
            n_rounds=levels.n_rounds,
            n_fallbacks=solver.n_fallbacks,
            solver_seconds=solver.seconds,
        ),
    )
    return replace(plan, flows=sankey.flows_of(matrix.problem, plan))


def with_findings(
    plan: Plan,
    *,
    shorts: tuple[Short, ...],
    notes: tuple[Sentence, ...],
    collisions: tuple[str, ...],
) -> Plan:
    """Return the plan with what was found out about it.

    Parameters
    ----------
    plan : Plan
        As read from the solver.
    shorts : tuple of Short
        Needs explained so far.
    notes : tuple of Sentence
        What else is to be said.
    collisions : tuple of str
        Labels of promises that collide.

    Returns
    -------
    Plan
        The same plan, with them.

    Examples
    --------
    >>> plan = with_findings(Plan(Status.OPTIMAL), shorts=(), notes=(), collisions=("p",))
    >>> plan.collisions
    ('p',)
    """
    return replace(plan, shorts=shorts, notes=notes, collisions=collisions)


def _clean(arrays: Arrays, values: Floats | None) -> Floats:
    """Drop crumbs and what is below zero by less than the solver's tolerance."""
    n_columns = len(arrays.matrix.columns)
    if values is None:
        return np.zeros(n_columns)
    kept = values[:n_columns].copy()
    kept[kept < _CRUMB * arrays.column_scale[:n_columns]] = 0.0
    return kept


def _fulfilment(
    matrix: Matrix, levels: Levels, values: Floats
) -> tuple[Fulfilment, ...]:
    found = []
    for need in matrix.problem.needs:
        level = levels.level.get(need.label, float(values[matrix.levels[need.label]]))
        found.append(
            Fulfilment(
                need.label,
                need.group,
                need.tier,
                need.is_wish,
                need.period,
                level,
                levels.round.get(need.label),
            )
        )
    return tuple(found)


def _limits(arrays: Arrays, values: Floats) -> tuple[LimitUse, ...]:
    matrix = arrays.matrix
    used = arrays.used(values)
    return tuple(
        LimitUse(*tag, float(matrix.upper[i_row]), float(max(used[i_row], 0.0)))
        for tag, i_row in matrix.rows.of_kinds(
            effort.KIND, rest.KIND, capacity.KIND, purse.KIND
        )
    )


def _totals(matrix: Matrix, values: Floats) -> Totals:
    hours = toil = footprint = 0.0
    spent: dict[str, float] = {}
    for run, amount in matrix.runs.chosen(values):
        of_run = sum(effort.hours for effort in run.recipe.effort) * amount
        hours += of_run
        toil += of_run * run.recipe.toil
        footprint += run.recipe.footprint * amount
    for moved, amount in matrix.moved.chosen(values):
        if moved.lane.effort is not None:
            hours += moved.lane.effort.hours * amount
            toil += moved.lane.effort.hours * amount
        footprint += moved.lane.footprint * amount
    for (option, _), amount in matrix.bought.chosen(values):
        spent[option.currency] = spent.get(option.currency, 0.0) + option.price * amount
        footprint += option.footprint * amount
    return Totals(
        toil=toil,
        effort_hours=hours,
        footprint=footprint,
        spent=tuple(sorted(spent.items())),
    )
