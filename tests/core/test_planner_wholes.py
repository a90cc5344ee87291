"""Tasks that come only whole: batches and trips, with levels as high as they let them."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Params,
    Recipe,
    Status,
    Stock,
    Stop,
    Tier,
    Use,
    backend,
    check,
    solve,
)
from commonweal.core.planner.found import INFEASIBLE
from commonweal.core.planner.plan import Run
from tests.core.planner_cases import need_of, solved, village
from tests.core.test_planner_leximin import some


def oven(*, flour: float, bread: float, batches: float = 9.0, **more):
    """Batches of 4 kg of bread from 3 kg of flour, an hour each; only whole ones."""
    bake = Recipe(
        "bake",
        inputs=(Flow("flour", 3.0),),
        outputs=(Flow("bread", 4.0),),
        effort=(Effort("baking", 1.0),),
        uses=(Use("oven", 1.0),),
        whole=True,
    )
    return village(
        goods=("flour", "bread", "cake"),
        recipes=(bake, *more.pop("recipes", ())),
        stocks=(Stock("home", "flour", flour),),
        efforts=(EffortOffer("home", "baking", 0, 99.0),),
        capacities=(Capacity("home", "oven", None, batches),),
        needs=more.pop("needs", (need_of("bread", bread),)),
        **more,
    )


def runs_of(plan):
    return {run.recipe: run.runs for run in plan.runs}


def test_half_a_batch_is_not_baked():
    """Flour for 5/3 batches: one is baked, 4 of 6 kg, not 6.7."""
    plan = solved(oven(flour=5.0, bread=6.0))

    assert runs_of(plan) == {"bake": 1.0}
    assert plan.fulfilment[0].level == pytest.approx(4 / 6)


def test_a_batch_more_than_is_needed_is_baked_when_there_is_enough():
    plan = solved(oven(flour=30.0, bread=6.0))

    assert runs_of(plan) == {"bake": 2.0}
    assert plan.fulfilment[0].level == 1.0
    assert plan.totals.effort_hours == pytest.approx(2.0)


def test_a_stop_at_any_moment_gives_whole_batches_or_none():
    problem, seen = oven(flour=5.0, bread=6.0), set()
    for n_calls in range(12):
        calls = itertools.count()

        plan = solve(problem, stop=Stop(asked=lambda c=calls, n=n_calls: next(c) >= n))

        assert check.problems_with_plan(problem, plan) == ()
        seen.add(plan.status)
    assert seen == {Status.STOPPED, Status.OPTIMAL}


def test_no_whole_number_where_parts_were_possible_is_a_named_failure(monkeypatch):
    """No run at all is whole, so there always is an answer; else the solver is wrong."""
    problem = oven(flour=5.0, bread=6.0)
    monkeypatch.setattr(backend.Solver, "solve_whole", lambda *_: INFEASIBLE)

    plan = solve(problem)

    assert plan.status is Status.FAILED
    assert "whole numbers of runs" in str(plan)
    assert plan.runs == plan.shorts == ()
    assert check.problems_with_plan(problem, plan) == ()


def test_what_wholeness_takes_is_said():
    plan = solved(oven(flour=5.0, bread=6.0))

    said = [str(note) for note in plan.notes]
    assert said == [
        "Some tasks come only whole, which takes up to 33.3 % of a need.",
    ]
    (short,) = plan.shorts
    assert [str(limit.words) for limit in short.limits] == [
        "What is made for it comes only in whole batches."
    ]
    assert short.missing == pytest.approx(2.0)


def test_what_is_short_anyway_keeps_its_own_limit():
    """3 kg of flour for 8 kg of bread: short of flour, and no batch is lost by it."""
    plan = solved(oven(flour=3.0, bread=8.0))

    assert plan.notes == ()
    assert "flour" in str(plan.shorts[0].limits[0].words)


def test_urgent_needs_do_not_pay_for_the_wholeness_of_later_ones():
    """One batch: it goes to bread, which is vital, not to cake, which is not."""
    cake = Recipe(
        "cake", inputs=(Flow("flour", 3.0),), outputs=(Flow("cake", 4.0),), whole=True
    )
    plan = solved(
        oven(
            flour=5.0,
            bread=4.0,
            recipes=(cake,),
            needs=(
                need_of("bread", 4.0),
                need_of("cake", 4.0, tier=Tier.DIGNITY),
            ),
        )
    )

    assert runs_of(plan) == {"bake": 1.0}
    assert plan.level_of("bread of north in 0") == 1.0


def test_the_checker_refuses_half_a_batch_by_whomever_it_is_planned():
    problem = oven(flour=30.0, bread=6.0)
    plan = solved(problem)
    half = dataclasses.replace(plan, runs=(Run("bake", "home", 0, 1.5),))

    breaches = [str(breach) for breach in check.problems_with_plan(problem, half)]

    assert "runs[0]: bake comes only whole: 1.5 runs." in breaches


def test_two_groups_lose_as_little_as_can_be():
    """Three batches for two groups of 8 kg: 6 each, as whole batches are shared."""
    plan = solved(
        oven(
            flour=9.5,
            bread=0.0,
            needs=(need_of("bread", 8.0), need_of("bread", 8.0, group="south")),
        )
    )

    assert runs_of(plan) == {"bake": 3.0}
    assert [round(line.level, 6) for line in plan.fulfilment] == [0.75, 0.75]


def best_by_trying(problem, n_most: int) -> float:
    """Return the level of the only need when every number of batches is tried."""
    flour = problem.stocks[0].amount
    demand = problem.needs[0].demand
    small, large = problem.recipes
    return max(
        min((a * small.outputs[0].amount + b * large.outputs[0].amount) / demand, 1.0)
        for a, b in itertools.product(range(n_most), repeat=2)
        if a * small.inputs[0].amount + b * large.inputs[0].amount <= flour + 1e-9
    )


@some
@given(
    flour=st.integers(1, 20),
    demand=st.integers(1, 30),
    small=st.integers(1, 4),
    large=st.integers(5, 7),
)
def test_the_best_whole_numbers_are_found(flour, demand, small, large):
    """Two ovens of different size: as good as trying every number of batches."""
    problem = village(
        goods=("flour", "bread"),
        recipes=tuple(
            Recipe(
                name,
                inputs=(Flow("flour", float(size)),),
                outputs=(Flow("bread", size + extra),),
                whole=True,
            )
            for name, size, extra in (("small", small, 0.0), ("large", large, 0.5))
        ),
        stocks=(Stock("home", "flour", float(flour)),),
        needs=(need_of("bread", float(demand)),),
    )

    plan = solve(problem, params=Params(goals=()))

    assert plan.status is Status.OPTIMAL
    assert check.problems_with_plan(problem, plan) == ()
    assert plan.fulfilment[0].level == pytest.approx(
        best_by_trying(problem, 21), abs=1e-5
    )
