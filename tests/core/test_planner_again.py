"""Planning again: what older prices prove, and that it is reached in one solve."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, strategies

from commonweal.core.planner import (
    Memory,
    Params,
    Stock,
    Stop,
    Tier,
    again,
    backend,
    build,
    solve,
    ways,
)
from commonweal.core.planner.found import Trouble
from commonweal.core.planner.levels import stages_of
from commonweal.core.planner.memory import End, Settled
from commonweal.core.planner.proving import Proving
from tests.core.planner_cases import (
    FAST,
    LARGE,
    changed,
    few,
    levels,
    leximin_vector,
    need_of,
    small_problems,
    village,
)


def kitchen(*, flour: float = 12.0, bread: float = 10.0, tea: float = 3.0):
    """Two groups want bread of one heap of flour, two want tea of another."""
    return village(
        goods=("flour", "tea"),
        stocks=(Stock("home", "flour", flour), Stock("home", "tea", tea)),
        needs=(
            need_of("flour", bread, group="north"),
            need_of("flour", 6.0, group="south"),
            need_of("tea", 4.0, group="north", tier=Tier.FLOURISHING),
            need_of("tea", 2.0, group="south", tier=Tier.FLOURISHING),
        ),
    )


def remembered(problem, params: Params = FAST) -> Memory:
    memory = Memory()
    solve(problem, params=params, memory=memory)
    return memory


def proved(problem, memory: Memory):
    """What the memory's prices prove for a problem: needs and their level."""
    proving = Proving(build.build(problem, FAST.goals), memory.prices.demands, 0.0)
    stages = [[need.label for need in stage] for stage in stages_of(problem.needs)]
    rounds = proving.rounds(stages, memory.prices.settled)
    return [(set(one.labels), pytest.approx(one.most, abs=1e-9)) for one in rounds]


@pytest.fixture
def tries(monkeypatch):
    """Names of the ways tried."""
    taken: list[str] = []
    plain = backend.Solver._try

    def counted(self, way, *limit):
        taken.append(way.name)
        return plain(self, way, *limit)

    monkeypatch.setattr(backend.Solver, "_try", counted)
    return taken


def labels_of(problem, *numbers: int) -> set[str]:
    return {problem.needs[i].label for i in numbers}


def test_prices_of_a_round_tell_its_level_under_other_amounts():
    memory = remembered(kitchen())
    other = kitchen(flour=8.0, tea=1.5)

    assert proved(other, memory) == [
        (labels_of(other, 0, 1), 8 / 16), (labels_of(other, 2, 3), 1.5 / 6),
    ]  # fmt: skip


def test_prices_of_a_round_tell_its_level_when_more_is_needed():
    memory = remembered(kitchen())
    other = kitchen(bread=14.0)

    assert proved(other, memory) == [
        (labels_of(other, 0, 1), 12 / 20), (labels_of(other, 2, 3), 3 / 6),
    ]  # fmt: skip


def test_a_need_met_in_full_is_proved_by_being_met():
    memory = remembered(kitchen(flour=20.0))

    assert proved(kitchen(flour=20.0), memory)[0] == (labels_of(kitchen(), 0, 1), 1.0)


def test_nothing_is_proved_of_other_needs():
    memory = remembered(kitchen())
    one = memory.prices.settled[0]
    memory.prices.settled[0] = Settled(("of another plan",), one.face)

    assert proved(kitchen(), memory) == []


@pytest.mark.parametrize("times", [0.0, -1.0])
def test_prices_of_nothing_or_below_zero_prove_nothing(times):
    memory = remembered(kitchen())
    one = memory.prices.settled[0]
    answer = dataclasses.replace(
        one.face.answer, row_prices=times * one.face.answer.row_prices
    )
    face = dataclasses.replace(one.face, answer=answer)
    memory.prices.settled[0] = Settled(one.labels, face)

    assert proved(kitchen(), memory) == []


def test_prices_prove_only_the_rounds_before_one_that_falls_below_them():
    """What was scarcest is so no longer."""
    memory = remembered(two_heaps(4.0, 6.0, 3.0))

    assert len(proved(two_heaps(3.0, 6.0, 3.0), memory)) == 3
    assert len(proved(two_heaps(7.0, 6.0, 3.0), memory)) == 1


@pytest.mark.parametrize("params", [FAST, LARGE])
@pytest.mark.parametrize(
    "other", [kitchen(flour=11.5), kitchen(bread=10.5), kitchen(tea=2.9)]
)
def test_one_solve_is_enough_for_all_rounds_and_goals(params, other, tries):
    memory = remembered(kitchen(), params)
    anew = solve(other, params=params)
    tries.clear()

    again = solve(other, params=params, memory=memory)

    assert levels(again) == pytest.approx(levels(anew), abs=1e-6)
    assert len(tries) == 1


def test_a_memory_goes_on_from_plan_to_plan(tries):
    memory = remembered(kitchen())
    for flour in (11.5, 11.0, 10.5):
        tries.clear()
        plan = solve(kitchen(flour=flour, bread=flour), params=FAST, memory=memory)
        share = flour / (flour + 6.0)
        assert leximin_vector(plan) == pytest.approx([share, share], abs=1e-6)
        assert len(tries) == 1


def test_reasons_are_told_as_in_a_first_plan():
    other = kitchen(flour=11.5)

    again = solve(other, memory=remembered(kitchen()))

    assert [one.limits for one in again.shorts] == [
        one.limits for one in solve(other).shorts
    ]
    assert [one.reliefs for one in again.shorts] == [
        one.reliefs for one in solve(other).shorts
    ]


@given(
    small_problems(), strategies.floats(0.5, 1.5), strategies.integers(0, 9),
    strategies.booleans(),
)  # fmt: skip
@few
def test_more_of_a_need_makes_the_same_plan_as_anew(problem, share, which, is_large):
    params = LARGE if is_large else FAST
    needs = list(problem.needs)
    one = needs[which % len(needs)]
    more = one.demand * share
    most = None if one.most is None else max(one.most, more)
    needs[which % len(needs)] = dataclasses.replace(one, demand=more, most=most)
    other = changed(problem, needs=tuple(needs))
    memory = remembered(problem, params)

    again = solve(other, params=params, memory=memory)

    assert leximin_vector(again) == pytest.approx(
        leximin_vector(solve(other, params=params)), abs=2e-6
    )


def test_prices_of_another_shape_are_not_handed_out():
    memory = remembered(kitchen())
    n_rows, n_columns = memory.prices.shape

    assert memory.begin((n_rows, n_columns + 1), {}).settled == []
    assert memory.prices.shape == (n_rows, n_columns + 1)


def two_heaps(first: float, second: float, third: float):
    """Two heaps of one tier, and cake of the next."""
    return village(
        goods=("flour", "tea", "cake"),
        stocks=(
            Stock("home", "flour", first),
            Stock("home", "tea", second),
            Stock("home", "cake", third),
        ),
        needs=(
            need_of("flour", 10.0),
            need_of("tea", 10.0, group="south"),
            need_of("cake", 10.0, tier=Tier.DIGNITY),
        ),
    )


def test_rounds_that_are_proved_are_held_though_others_are_not(tries):
    memory = remembered(two_heaps(4.0, 6.0, 3.0), LARGE)
    other = two_heaps(7.0, 6.0, 3.0)
    tries.clear()

    again = solve(other, params=LARGE, memory=memory)

    assert levels(again) == levels(solve(other, params=FAST))
    assert tries[0] == "interior point with crossover"  # all that is proved, at once


def test_half_as_many_rounds_are_held_while_not_all_can_be(monkeypatch):
    problem, n_tried = kitchen(), []
    memory = remembered(problem, LARGE)
    reached = again._Reaching._reached

    def only_one(self, proved, step):
        n_tried.append(len(proved))
        return reached(self, proved, step) if len(proved) == 1 else None

    monkeypatch.setattr(again._Reaching, "_reached", only_one)
    other = kitchen(flour=11.0)
    then = solve(other, params=LARGE, memory=memory)
    n_rounds = n_tried[0]
    assert n_rounds > 1
    assert n_tried[-1] == 1
    assert n_tried[-2] in {2, 3}
    assert levels(then) == pytest.approx(levels(solve(other, params=LARGE)), abs=1e-6)


def test_older_prices_that_prove_nothing_are_left_alone():
    memory = remembered(kitchen(), LARGE)
    one = memory.prices.settled[0]
    memory.prices.settled[0] = Settled(("of another plan",), one.face)

    again = solve(kitchen(flour=8.0), params=LARGE, memory=memory)

    assert levels(again) == levels(solve(kitchen(flour=8.0), params=FAST))


def test_trouble_with_what_is_proved_is_answered_by_planning_as_ever(monkeypatch):
    memory = remembered(kitchen(), LARGE)
    truth = levels(solve(kitchen(flour=11.0), params=FAST))
    plain, asked = backend.Solver.solve, []

    def solve_but_first(self, *, is_thorough=True):
        asked.append(self)
        if len(asked) <= 2:  # with the goals held, then without
            raise Trouble(("holding what is proved",))
        return plain(self, is_thorough=is_thorough)

    monkeypatch.setattr(backend.Solver, "solve", solve_but_first)
    again = solve(kitchen(flour=11.0), params=LARGE, memory=memory)

    assert levels(again) == truth


def test_a_corner_that_leads_nowhere_is_left_for_the_one_before(monkeypatch):
    arrays = build.build(kitchen(), FAST.goals)
    solver = backend.Solver(arrays, FAST, Stop(), 0)
    first = solver.solve()
    plain = backend.Solver._try

    def no_answer_from_older(self, way, *limit):
        return None if way is ways.FROM_OLDER else plain(self, way, *limit)

    monkeypatch.setattr(backend.Solver, "_try", no_answer_from_older)
    solver.begin_at(End(solver.corner(), 1))
    answer = solver.solve()

    assert answer.cost == pytest.approx(first.cost)
    assert solver.was_warm


def test_an_older_corner_is_where_the_next_solve_begins(tries):
    arrays = build.build(kitchen(), FAST.goals)
    solver = backend.Solver(arrays, FAST, Stop(), 0)
    i_floor = arrays.matrix.i_floor
    solver.maximise(np.array([i_floor], dtype=np.int32))
    first = solver.solve()
    end = End(solver.corner(), solver.n_steps)
    other = backend.Solver(arrays, FAST, Stop(), 0)
    other.maximise(np.array([i_floor], dtype=np.int32))
    tries.clear()
    other.begin_at(end)

    assert other.solve().cost == pytest.approx(first.cost)
    assert tries == [ways.FROM_OLDER.name]
    assert other.n_steps == 0
