"""Problems of the planner's benchmark: the same every time, of the size asked, sound."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, sparse

from benchmarks.planner import instances, plain, tables
from commonweal.core import planner
from commonweal.core.planner import build, check

PLAIN = planner.Params(most_explained=0)


def test_the_same_seed_gives_the_same_problem_and_another_gives_another():
    assert instances.federation(3, 20, 5) == instances.federation(3, 20, 5)
    assert instances.federation(3, 20, 5) != instances.federation(3, 20, 5, seed=2)
    assert instances.month(12, 3, 20, 9) == instances.month(12, 3, 20, 9)


def test_a_federation_has_the_size_asked():
    problem = instances.federation(5, 40, 9)
    assert len(problem.places) == 5
    assert len(problem.goods) == len(problem.recipes) == 40
    assert len(problem.periods) == 9
    assert len({need.group for need in problem.needs}) == 20
    assert {need.tier for need in problem.needs} == set(planner.Tier)
    assert {lane.source for lane in problem.lanes} == set(problem.places)
    grown = [recipe for recipe in problem.recipes if recipe.label.startswith("grow")]
    assert len(grown) == 6  # 15 % of 40
    assert all(recipe.outputs[0].after >= 1 for recipe in grown)


def test_a_month_asks_for_food_by_the_week():
    problem = instances.month(100, 20, 60, 30)
    assert len(problem.periods) == 30
    assert len({need.group for need in problem.needs}) == 20
    food = [need for need in problem.needs if need.tier is planner.Tier.VITAL]
    assert {need.period for need in food} == {6, 13, 20, 29}
    assert {need.period for need in problem.needs if need not in food} == {None}


@pytest.mark.parametrize(
    "problem", [instances.federation(2, 20, 6), instances.month(12, 3, 20, 9)]
)
def test_the_plan_of_a_small_one_holds(problem):
    plan = planner.solve(problem, params=PLAIN)
    assert plan.status is planner.Status.OPTIMAL
    assert check.problems_with_plan(problem, plan) == ()


def test_some_needs_are_met_and_some_only_in_part():
    plan = planner.solve(instances.federation(2, 20, 6), params=PLAIN)
    levels = {round(line.level, 3) for line in plan.fulfilment}
    assert min(levels) < 0.9
    assert max(levels) == 1.0
    assert len(levels) >= 4


def test_the_tables_given_to_other_libraries_say_what_the_matrix_says():
    arrays = build.build(instances.federation(3, 30, 8))
    written = tables.write(arrays.matrix)
    assert plain.max_min(arrays) == pytest.approx(floor_of(written), abs=1e-7)


def floor_of(written):
    """The floor by scipy's own HiGHS, from the tables alone."""
    begins, total = {}, 0
    for kind, family in written.columns.items():
        begins[kind], total = total, total + len(family.upper)
    rows, upper = [], []
    for kind, terms in written.by_row().items():
        for line, most in zip(terms, written.rows[kind].upper, strict=True):
            rows.append({begins[column] + j: value for column, j, value in line})
            upper.append(most)
    i = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    j = np.concatenate([list(row) for row in rows])
    values = np.concatenate([list(row.values()) for row in rows])
    matrix = sparse.csr_array((values, (i, j)), shape=(len(rows), total))
    bounds = [
        (0, most if np.isfinite(most) else None)
        for family in written.columns.values()
        for most in family.upper
    ]
    cost = np.zeros(total)
    cost[begins["floor"]] = -1.0
    return -optimize.linprog(cost, matrix, upper, bounds=bounds).fun
