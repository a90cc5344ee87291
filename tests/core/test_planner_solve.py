"""Solving as a whole: progress, stopping, trouble, the same answer twice, the picture."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given

from commonweal.core.planner import (
    RULE_VERSION,
    Effort,
    EffortOffer,
    Flow,
    Params,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Status,
    Stock,
    Stop,
    backend,
    build,
    check,
    explain,
    found,
    solve,
)
from tests.core.planner_cases import (
    bakery,
    changed,
    levels,
    need_of,
    seine,
    small_problems,
    solved,
    village,
)
from tests.core.test_planner_leximin import some


def bread_line(n_circles: int = 6):
    """Circles whose bread runs short one after the other: many rounds."""
    return village(
        goods=tuple(f"bread {i}" for i in range(n_circles)),
        stocks=tuple(Stock("home", f"bread {i}", 1.0 + i) for i in range(n_circles)),
        needs=tuple(need_of(f"bread {i}", 10.0) for i in range(n_circles)),
    )


def test_progress_rises_to_a_hundred_in_words():
    told = []

    solve(
        bread_line(), progress=lambda percent, words: told.append((percent, str(words)))
    )

    percents = [percent for percent, _ in told]
    assert percents == sorted(set(percents))
    assert told[0] == (1, "Writing down what there is and what could be made.")
    assert told[-1] == (100, "The plan is ready.")


def test_a_stop_at_any_moment_gives_a_plan_that_holds():
    """Story 5: it can be stopped; what comes back can be carried out."""
    problem = bread_line()
    seen = set()
    for n_calls in range(40):
        calls = itertools.count()

        plan = solve(problem, stop=Stop(asked=lambda c=calls, n=n_calls: next(c) >= n))

        assert check.problems_with_plan(problem, plan) == ()
        seen.add(plan.status)
    assert Status.STOPPED in seen


def test_a_stopped_plan_says_so():
    plan = solve(bakery(), stop=Stop(asked=lambda: True))

    assert plan.status is Status.STOPPED
    assert levels(plan) == {"bread of north in 0": 0.0}
    assert "This plan can be carried out, but a better one may exist." in str(plan)


def test_time_runs_out_by_the_clock_that_was_given():
    ticks = itertools.count(0.0, 10.0)

    plan = solve(bread_line(), stop=Stop(seconds=45.0, clock=lambda: next(ticks)))

    assert plan.status is Status.STOPPED


def test_time_runs_out_by_the_solver_itself_without_a_clock():
    assert solve(bakery(), stop=Stop(seconds=0.0)).status is Status.STOPPED
    assert solve(bakery(), stop=Stop(seconds=60.0)).status is Status.OPTIMAL


def test_a_solve_in_the_middle_of_its_iterations_stops(monkeypatch):
    """The solver asks while it iterates, not only between solves."""
    asked = itertools.count()
    stop = Stop(asked=lambda: next(asked) >= 3)

    plan = solve(bread_line(30), stop=stop)

    assert plan.status is Status.STOPPED


def test_a_stop_while_promises_are_compared_is_a_stop():
    problem = village(
        promises=tuple(Promise(f"to {i}", "home", "bread", 0, 4.0) for i in range(3))
    )
    asked = itertools.count()

    plan = solve(problem, stop=Stop(asked=lambda: next(asked) >= 3))

    assert plan.status in {Status.INFEASIBLE, Status.STOPPED}


def test_the_same_problem_and_seed_give_the_same_plan():
    problem = seine()

    one, other = solve(problem, seed=7), solve(problem, seed=7)

    assert (one.runs, one.given, one.fulfilment) == (
        other.runs,
        other.given,
        other.fulfilment,
    )
    assert (one.seed, one.rule_version) == (7, RULE_VERSION)


def test_trouble_in_the_solver_is_a_result_that_says_what_was_tried(monkeypatch):
    """Never a silent wrong plan."""
    monkeypatch.setattr(backend.Solver, "_try", lambda self, way: None)

    plan = solve(bakery())

    assert plan.status is Status.FAILED
    assert "dual simplex afresh" in str(plan.notes[0])
    assert "interior point with crossover" in str(plan.notes[0])


def test_a_second_way_is_tried_when_the_first_gives_no_answer(monkeypatch):
    honest = backend.Solver._try
    asked = itertools.count()

    def unlucky_once(self, way):
        return None if next(asked) == 0 else honest(self, way)

    monkeypatch.setattr(backend.Solver, "_try", unlucky_once)

    plan = solved(bakery())

    assert plan.status is Status.OPTIMAL
    assert plan.solving.n_fallbacks == 1


def test_an_answer_of_unknown_kind_is_not_believed(monkeypatch):
    solver_status = backend.highspy.Highs.getModelStatus
    answers = itertools.chain(
        [backend.highspy.HighsModelStatus.kUnknown], itertools.repeat(None)
    )

    def first_unknown(self):
        return next(answers) or solver_status(self)

    monkeypatch.setattr(backend.highspy.Highs, "getModelStatus", first_unknown)

    assert solved(bakery()).solving.n_fallbacks == 1


def test_large_problems_start_with_interior_point():
    plan = solved(bakery(), params=Params(simplex_up_to=0))

    assert levels(plan) == {"bread of north in 0": 0.8}


@pytest.mark.parametrize(("is_thorough", "n_ways"), [(True, 4), (False, 2)])
def test_ways_that_take_long_are_left_out_where_a_first_plan_is_known(
    monkeypatch, is_thorough, n_ways
):
    arrays = build.build(bakery())
    solver = backend.Solver(arrays, Params(simplex_up_to=0), Stop(), 0)
    monkeypatch.setattr(backend.Solver, "_try", lambda *_: None)

    with pytest.raises(found.Trouble) as trouble:
        solver.solve(is_thorough=is_thorough)
    assert len(trouble.value.tried) == n_ways


@pytest.mark.parametrize(
    ("status", "raised"),
    [("kTimeLimit", found.Stopped), ("kUnknown", found.Trouble)],
)
def test_branching_that_does_not_end_well_is_named(monkeypatch, status, raised):
    arrays = build.build(bakery())
    solver = backend.Solver(arrays, Params(), Stop(), 0)
    ending = getattr(backend.highspy.HighsModelStatus, status)
    monkeypatch.setattr(backend.highspy.Highs, "getModelStatus", lambda _: ending)

    with pytest.raises(raised):
        solver.solve_whole(np.array([0], dtype=np.int32))


@some
@given(small_problems())
def test_interior_point_with_crossover_agrees_with_simplex(problem):
    one = solve(problem, params=Params(most_explained=0))
    other = solve(problem, params=Params(most_explained=0, simplex_up_to=0))

    assert one.status == other.status
    assert [line.level for line in other.fulfilment] == pytest.approx(
        [line.level for line in one.fulfilment], abs=1e-6
    )


def test_a_problem_without_needs_is_an_empty_plan():
    plan = solved(village(stocks=(Stock("home", "bread", 6.0),)))

    assert (plan.status, plan.runs, plan.given) == (Status.OPTIMAL, (), ())


def test_a_need_of_nothing_is_met():
    assert levels(solved(village(needs=(need_of("bread", 0.0),)))) == {
        "bread of north in 0": 1.0
    }


def test_no_goals_at_all_is_a_plan_too():
    assert solved(bakery(), params=Params(goals=())).level_of(
        "bread of north in 0"
    ) == (pytest.approx(0.8))


def test_the_level_of_a_need_nobody_stated_is_an_error():
    with pytest.raises(KeyError):
        solved(bakery()).level_of("cake")


def test_the_picture_shows_where_everything_comes_from_and_goes():
    problem = changed(
        bakery(hours=4.0, flour=10.0),
        promises=(Promise("to dalia", "home", "flour", 0, 1.0),),
    )

    links = {
        (link.source_kind, link.source, link.target_kind, link.target): round(
            link.amount, 6
        )
        for link in solved(problem).sankey()
    }

    assert links == {
        ("stock", "home", "good", "flour"): 10.0,
        ("good", "flour", "recipe", "bread"): 6.4,
        ("recipe", "bread", "good", "bread"): 8.0,
        ("good", "bread", "group", "north"): 8.0,
        ("good", "flour", "promise", "to dalia"): 1.0,
        ("good", "flour", "kept", "home"): 2.6,
    }


def test_a_plan_says_wishes_and_what_is_spent():
    problem = village(
        purchases=(PurchaseOption("home", "bread", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 20.0),),
        needs=(need_of("bread", 5.0, is_wish=True),),
    )

    lines = str(solved(problem)).splitlines()

    assert lines[1:] == [
        "Of 1 vital wishes, 1 are met in full; the least is met to 100 %.",
        "It takes 0 hours, and 0 kg CO2e.",
        "It spends 10 EUR outside.",
    ]


def test_a_goal_in_trouble_is_noted_and_the_plan_stands(monkeypatch):
    honest = backend.Solver._try
    asked = itertools.count()

    def trouble_after_the_needs(self, way):
        return honest(self, way) if next(asked) < 1 else None

    monkeypatch.setattr(backend.Solver, "_try", trouble_after_the_needs)

    plan = solved(bakery(hours=100.0))

    assert plan.status is Status.OPTIMAL
    assert levels(plan) == {"bread of north in 0": 1.0}
    assert str(plan.notes[0]) == (
        "Less toil may be possible: the solver found no answer to trust."
    )


def test_a_relief_in_trouble_is_not_told_and_the_limit_is(monkeypatch):
    monkeypatch.setattr(explain.Explaining, "_solve_or_none", lambda self: None)

    (short,) = solved(bakery()).shorts

    assert short.limits and not short.reliefs


@pytest.mark.parametrize("trouble", [found.Trouble(("everything",)), None])
def test_trouble_while_explaining_spoils_no_plan(monkeypatch, trouble):
    """Six kinds of bread, short for reasons of their own, settled by test."""
    honest = explain.Explaining.explain_all

    def in_trouble(self):
        def solve_badly(**_):
            if trouble is not None:
                raise trouble
            return found.INFEASIBLE

        monkeypatch.setattr(self.solver, "solve", solve_badly)
        return honest(self)

    monkeypatch.setattr(explain.Explaining, "explain_all", in_trouble)
    always_tested = Params(most_rounds=1)

    plan = solved(bread_line(), params=always_tested)

    assert plan.status is Status.OPTIMAL
    assert len(plan.shorts) == 6
    assert [limit.label for limit in plan.shorts[-1].limits] == ["bread 5"]
    assert plan.shorts[-1].reliefs == ()


def test_a_goal_may_be_worsened_a_little_for_those_after_it():
    """A hundredth more toil is allowed; work that is a little harder uses no oil."""
    ways = (("by oil", 1.0, 10.0), ("by hand", 1.004, 0.0))
    problem = village(
        recipes=tuple(
            Recipe(
                label,
                "home",
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 1.0),),
                toil=toil,
                footprint=footprint,
            )
            for label, toil, footprint in ways
        ),
        efforts=(EffortOffer("home", "baking", 0, 9.0),),
        needs=(need_of("bread", 4.0),),
    )

    strict, lenient = (
        solved(problem, params=Params(goal_slack=slack)) for slack in (0.0, 0.01)
    )

    assert [run.recipe for run in strict.runs] == ["by oil"]
    assert strict.totals.footprint == pytest.approx(40.0, rel=1e-4)
    assert lenient.totals.footprint <= 0.01 + 1e-6  # which may be worsened in its turn
    assert lenient.totals.toil == pytest.approx(4 * 1.004, rel=1e-4)
