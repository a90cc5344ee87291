"""Planning again: the same plan as from nothing, in fewer steps; a memory does no harm."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, strategies

from commonweal.core.planner import Memory, Stock, backend, solve
from tests.core.planner_cases import (
    FAST,
    changed,
    few,
    levels,
    leximin_vector,
    need_of,
    small_problems,
    village,
)


def pantry(*, amount: float = 30.0, n_goods: int = 40):
    """Much to share out among many, so that a first solve takes hundreds of steps."""
    labels = [f"g{i}" for i in range(n_goods)]
    return village(
        goods=labels,
        stocks=tuple(Stock("home", one, amount + i) for i, one in enumerate(labels)),
        needs=tuple(
            need_of(
                labels[0],
                60.0 + i,
                group=f"of {i}",
                contents={labels[i]: 1.0, labels[(i + 1) % n_goods]: 0.5},
            )
            for i in range(n_goods)
        ),
    )


@pytest.fixture
def steps(monkeypatch):
    """Names of the ways taken and the simplex steps of each."""
    taken: list[tuple[str, int]] = []
    plain = backend.Solver._try

    def counted(self, way, *limit):
        answer = plain(self, way, *limit)
        taken.append((way.name, self.n_steps))
        return answer

    monkeypatch.setattr(backend.Solver, "_try", counted)
    monkeypatch.setattr("commonweal.core.planner.leximin._FAR", 0)
    return taken


def test_after_a_small_change_the_plan_is_the_same_in_fewer_steps(steps):
    memory = Memory()
    solve(pantry(), params=FAST, memory=memory)
    steps.clear()
    anew = solve(pantry(amount=29.9), params=FAST)
    n_anew = sum(n for _, n in steps)
    steps.clear()

    again = solve(pantry(amount=29.9), params=FAST, memory=memory)

    assert levels(again) == pytest.approx(levels(anew), abs=1e-9)
    assert steps[0][0] == "dual simplex from an older answer"
    assert sum(n for _, n in steps) < n_anew / 3


@given(small_problems(), strategies.floats(0.3, 1.5))
@few
def test_a_memory_of_another_amount_changes_no_plan(problem, share):
    stocks = tuple(
        dataclasses.replace(one, amount=one.amount * share) for one in problem.stocks
    )
    other = changed(problem, stocks=stocks)
    memory = Memory()
    solve(problem, params=FAST, memory=memory)

    again = solve(other, params=FAST, memory=memory)

    assert leximin_vector(again) == pytest.approx(
        leximin_vector(solve(other, params=FAST)), abs=1e-6
    )


def test_a_memory_of_another_problem_is_left_alone(steps):
    memory = Memory()
    solve(pantry(n_goods=7), params=FAST, memory=memory)
    steps.clear()

    plan = solve(pantry(n_goods=9), params=FAST, memory=memory)

    assert levels(plan) == pytest.approx(levels(solve(pantry(n_goods=9), params=FAST)))
    assert steps[0][0] == "dual simplex afresh"


def test_a_corner_that_leads_nowhere_is_left(steps, monkeypatch):
    memory = Memory()
    solve(pantry(), params=FAST, memory=memory)
    plain = backend.Solver._try

    def failing(self, way, *limit):
        return None if "older" in way.name else plain(self, way, *limit)

    monkeypatch.setattr(backend.Solver, "_try", failing)

    plan = solve(pantry(amount=20.0), params=FAST, memory=memory)

    assert levels(plan) == pytest.approx(
        levels(solve(pantry(amount=20.0), params=FAST)), abs=1e-9
    )
