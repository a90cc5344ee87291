"""Stages taken as met at once: the same levels, whether the guess was right or wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.planner import (
    Memory,
    Status,
    Stock,
    Stop,
    Tier,
    backend,
    build,
    leximin,
    likely_met,
    solve,
)
from commonweal.core.planner.found import INFEASIBLE, Trouble
from commonweal.core.planner.levels import stages_of
from tests.core.planner_cases import (
    FAST,
    LARGE,
    few,
    levels,
    need_of,
    small_problems,
    solved,
    village,
)


def larder(stock: float):
    """One heap of bread: 20 kg for vital needs, then 8 for dignity, 4 to flourish."""
    return village(
        n_weeks=4,
        stocks=(Stock("home", "bread", stock),),
        needs=(
            need_of("bread", 10.0, period=0, label="north"),
            need_of("bread", 10.0, period=3, label="south"),
            need_of("bread", 8.0, period=3, tier=Tier.DIGNITY, label="guests"),
            need_of("bread", 4.0, period=3, tier=Tier.FLOURISHING, label="feast"),
        ),
    )


def guessed(problem) -> int:
    arrays = build.build(problem, FAST.goals)
    return likely_met.n_met(arrays, stages_of(problem.needs), FAST, Stop())


@pytest.fixture
def n_rounds(monkeypatch):
    """Steps at which a floor was raised, in order."""
    taken: list[str] = []
    plain = leximin.Raising._raise_floor

    def raise_floor(self):
        taken.append(f"round {self.levels.n_rounds}")
        return plain(self)

    monkeypatch.setattr(leximin.Raising, "_raise_floor", raise_floor)
    return taken


@pytest.mark.parametrize(
    ("stock", "n_stages"), [(19.0, 0), (20.0, 1), (27.9, 1), (28.0, 2), (99.0, 2)]
)
def test_stages_likely_met_are_counted_from_the_first(stock, n_stages):
    assert guessed(larder(stock)) == n_stages


def test_a_stage_after_one_that_is_short_is_not_counted():
    problem = village(
        goods=("bread", "tea"),
        stocks=(Stock("home", "bread", 5.0), Stock("home", "tea", 9.0)),
        needs=(
            need_of("bread", 10.0),
            need_of("tea", 4.0, tier=Tier.DIGNITY, label="guests"),
            need_of("tea", 4.0, tier=Tier.FLOURISHING, label="feast"),
        ),
    )
    assert guessed(problem) == 0


def test_a_single_stage_is_always_raised():
    assert guessed(village(needs=(need_of("bread", 1.0),))) == 0


def test_what_is_taken_as_met_is_not_raised_again(n_rounds):
    plan = solved(larder(24.0), params=LARGE)
    assert levels(plan) == {"north": 1, "south": 1, "guests": 0.5, "feast": 0}
    assert n_rounds[0] == "round 1"
    assert plan.solving.n_rounds == len(n_rounds) + 1


def test_a_small_matrix_is_not_asked(n_rounds):
    solved(larder(24.0), params=FAST)
    assert n_rounds[0] == "round 0"


@pytest.mark.parametrize("n_stages", [1, 2])
def test_a_wrong_guess_costs_a_solve_and_nothing_else(monkeypatch, n_stages):
    problem = larder(13.0)
    truth = solved(problem, params=LARGE)
    monkeypatch.setattr(likely_met, "n_met", lambda *_: n_stages)
    plan = solved(problem, params=LARGE)
    assert levels(plan) == levels(truth)
    assert plan.solving.n_rounds == truth.solving.n_rounds


@given(small_problems(), st.integers(1, 2))
@few
def test_any_guess_gives_the_levels_of_none(problem, n_stages):
    stages = stages_of(problem.needs)
    truth = solve(problem, params=FAST)
    arrays = build.build(problem, LARGE.goals)
    solver = backend.Solver(arrays, LARGE, Stop(), 0)
    raising = leximin.Raising(arrays.matrix, solver, LARGE)
    if truth.status is Status.OPTIMAL and len(stages) > 1:
        guess = min(n_stages, len(raising.stages) - 1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(likely_met, "n_met", lambda *_: max(guess, 0))
            likely_met.settle(raising)
        found = raising.settle(lambda _: None).level
        for line in truth.fulfilment:
            assert found[line.need] == pytest.approx(line.level, abs=1e-5)


@pytest.mark.parametrize("ending", [INFEASIBLE, Trouble(("asking",))])
def test_without_an_answer_nothing_is_guessed(monkeypatch, ending):
    def no_answer(self, *, is_thorough=True):
        if isinstance(ending, Trouble):
            raise ending
        return ending

    problem = larder(99.0)
    monkeypatch.setattr(backend.Solver, "solve", no_answer)
    assert guessed(problem) == 0


def test_trouble_with_a_guess_leaves_it_out(monkeypatch):
    problem = larder(24.0)
    truth = solved(problem, params=LARGE)
    plain, asked = backend.Solver.solve, []

    def solve_but_one(self, *, is_thorough=True):
        asked.append(self)
        if len(asked) == 2:  # the first is the crushed problem's
            raise Trouble(("holding a guess",))
        return plain(self, is_thorough=is_thorough)

    monkeypatch.setattr(backend.Solver, "solve", solve_but_one)
    plan = solved(problem, params=LARGE)
    assert levels(plan) == levels(truth)


def test_planning_again_after_a_guess():
    memory = Memory()
    solve(larder(24.0), params=LARGE, memory=memory)
    for stock in (23.0, 18.0, 40.0, 24.0):
        plan = solve(larder(stock), params=LARGE, memory=memory)
        assert levels(plan) == levels(solve(larder(stock), params=FAST))
