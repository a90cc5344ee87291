"""The independent checker approves good plans and names the broken line of bad ones."""

from __future__ import annotations

import ast
import dataclasses
import math
import pathlib

import pytest

from commonweal.core import planner
from commonweal.core.planner import (
    Arrival,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Given,
    Good,
    Kept,
    Lane,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Run,
    Sentence,
    Status,
    Stock,
    Use,
    check,
    outcomes,
)
from tests import checked_plans
from tests.core.planner_cases import changed, need_of, solved, village


@pytest.fixture(scope="module")
def problem():
    """A week with a little of everything: oven, purse, lane, batch, store, promise."""
    return village(
        n_weeks=3,
        places=("home", "yard"),
        goods=("flour", "bread", Good("milk", "l", store_limit=6.0), "tea"),
        recipes=(
            Recipe(
                "bread",
                "home",
                inputs=(Flow("flour", 0.8),),
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 0.5),),
                uses=(Use("oven", 0.1),),
                may_start=(True, False, True),
                footprint=0.3,
            ),
        ),
        stocks=(Stock("home", "flour", 8.0), Stock("home", "milk", 5.0, expires=1)),
        arrivals=(Arrival("home", "milk", 1, 2.0),),
        efforts=tuple(EffortOffer("home", "baking", t, 3.0) for t in range(3)),
        capacities=(Capacity("home", "oven", None, 2.0, "h"),),
        purchases=(
            PurchaseOption("home", "tea", 10.0, "EUR", most_per_period=1.0),
            PurchaseOption("home", "flour", 2.0, "EUR", footprint=0.5),
        ),
        purses=(PurseLimit("EUR", 20.0), PurseLimit("EUR", 15.0, period=0)),
        lanes=(
            Lane("home", "yard", 0.1, Effort("baking", 0.01), goods=("bread", "tea")),
        ),
        needs=(
            need_of("bread", 6.0),
            need_of("bread", 6.0, group="south", period=2, place="yard"),
            need_of("milk", 4.0, period=1, most=4.5),
            need_of("tea", 1.0, period=0),
        ),
        promises=(Promise("to dalia", "home", "bread", 2, 1.0),),
    )


@pytest.fixture(scope="module")
def plan(problem):
    return solved(problem)


def broken_lines(problem, plan, **parts):
    spoiled = dataclasses.replace(plan, **parts)
    return [breach.where for breach in check.problems_with_plan(problem, spoiled)]


def first_changed(lines, **parts):
    return (dataclasses.replace(lines[0], **parts), *lines[1:])


def test_the_plan_holds_to_begin_with(problem, plan):
    assert plan.status is Status.OPTIMAL
    assert check.problems_with_plan(problem, plan) == ()


def test_giving_what_is_not_there_is_found(problem, plan):
    more = first_changed(plan.given, amount=plan.given[0].amount + 1)

    assert broken_lines(problem, plan, given=more)[0].startswith("goods home/")


def test_making_without_inputs_hands_and_room_is_found(problem, plan):
    more = first_changed(plan.runs, runs=40.0)

    found = broken_lines(problem, plan, runs=more)

    assert {line.split()[0] for line in found} >= {"goods", "effort", "capacity"}


def test_forgetting_a_run_is_found(problem, plan):
    assert "goods home/bread/0" in broken_lines(problem, plan, runs=plan.runs[1:])


def test_starting_out_of_season_is_found(problem, plan):
    late = first_changed(plan.runs, period=1)

    assert broken_lines(problem, plan, runs=late) == ["runs[0]"]


def test_keeping_more_than_is_left_is_found(problem, plan):
    more = (*plan.stock, Kept("home", "tea", 1, 2.0))

    assert "fresh goods home/tea/1" in broken_lines(problem, plan, stock=more)


def test_keeping_a_batch_past_its_day_is_found(problem, plan):
    late = (*plan.stock, Kept("home", "milk", 1, 1.0, expires=1))

    assert "batch home/milk/1 of 1" in broken_lines(problem, plan, stock=late)


def test_passing_a_batch_off_as_fresh_is_found(problem, plan):
    fresh = tuple(
        dataclasses.replace(kept, expires=None) if kept.good == "milk" else kept
        for kept in plan.stock
    )

    assert "fresh goods home/milk/0" in broken_lines(problem, plan, stock=fresh)


def test_a_batch_kept_for_weeks_is_followed_through_them():
    problem = village(
        n_weeks=5,
        goods=("milk",),
        stocks=(Stock("home", "milk", 4.0, expires=3),),
        needs=(need_of("milk", 4.0, period=3),),
    )

    plan = solved(problem)

    assert [(kept.period, kept.expires) for kept in plan.stock] == [
        (0, 3),
        (1, 3),
        (2, 3),
    ]
    assert "batch home/milk/1 of 3" in broken_lines(problem, plan, stock=plan.stock[1:])


def test_a_store_that_is_too_full_is_found(problem, plan):
    full = village(
        goods=(Good("milk", "l", store_limit=1.0),),
        stocks=(Stock("home", "milk", 5.0),),
    )
    lines = (Kept("home", "milk", 0, 5.0),)

    assert broken_lines(full, planner.Plan(Status.OPTIMAL), stock=lines) == [
        "store home/milk/0"
    ]


def test_spending_more_than_the_purse_allows_is_found(problem, plan):
    i = next(i for i, line in enumerate(plan.bought) if line.good == "flour")
    more = dataclasses.replace(plan.bought[i], amount=90.0, cost=180.0)

    found = broken_lines(problem, plan, bought=(*plan.bought[:i], more))

    assert "purse EUR" in found


def test_buying_below_the_price_is_found(problem, plan):
    cheap = first_changed(plan.bought, cost=0.01)

    assert "bought[0]" in broken_lines(problem, plan, bought=cheap)


def test_buying_what_is_not_for_sale_is_found(problem, plan):
    strange = first_changed(plan.bought, good="bread")

    assert "bought[0]" in broken_lines(problem, plan, bought=strange)


def test_buying_more_than_is_on_offer_is_found(problem, plan):
    tea = next(line for line in plan.bought if line.good == "tea")
    more = dataclasses.replace(tea, amount=1.4, cost=14.0)

    found = broken_lines(problem, plan, bought=(more,))

    assert "market home/tea at 10.0 EUR/0" in found


def test_moving_what_the_lane_does_not_carry_is_found(problem, plan):
    strange = first_changed(plan.moved, good="milk")
    nowhere = first_changed(plan.moved, source="yard", target="home")

    assert broken_lines(problem, plan, moved=strange) == ["moved[0]"]
    assert broken_lines(problem, plan, moved=nowhere) == ["moved[0]"]


def test_moving_without_loss_is_found(problem, plan):
    less = first_changed(plan.moved, amount=plan.moved[0].amount * 0.9)

    assert broken_lines(problem, plan, moved=less)[0].startswith("goods yard/bread/")


def test_a_level_that_is_not_reached_is_found(problem, plan):
    short = next(i for i, line in enumerate(plan.fulfilment) if line.level < 1)
    lines = list(plan.fulfilment)
    lines[short] = dataclasses.replace(lines[short], level=1.0)

    assert broken_lines(problem, plan, fulfilment=tuple(lines)) == [
        f"needs {lines[short].need}",
        "shorts[0]",
    ]


def test_a_level_that_is_missing_or_absurd_is_found(problem, plan):
    absurd = first_changed(plan.fulfilment, level=1.5)
    first = f"needs {plan.fulfilment[0].need}"

    assert broken_lines(problem, plan, fulfilment=plan.fulfilment[1:]) == [first]
    assert broken_lines(problem, plan, fulfilment=absurd) == [first, "shorts[0]"]


def test_a_short_need_nobody_explains_is_found(problem, plan):
    assert plan.shorts

    assert broken_lines(problem, plan, shorts=()) == [
        f"needs {short.need}" for short in plan.shorts
    ]


def test_more_than_does_good_is_found(problem, plan):
    milk = need_of("milk", 4.0, period=1, most=4.0)
    stricter = changed(problem, needs=(*problem.needs[:2], milk, problem.needs[3]))
    more = tuple(
        dataclasses.replace(line, amount=4.2) if line.good == "milk" else line
        for line in plan.given
    )

    assert f"needs {milk.label} at most" in broken_lines(stricter, plan, given=more)


def test_a_promise_forgotten_is_found(problem, plan):
    more = changed(
        problem, promises=(dataclasses.replace(problem.promises[0], amount=5.0),)
    )

    assert "goods home/bread/2" in broken_lines(more, plan)


def test_an_infeasible_plan_is_not_asked_for_promises():
    problem = village(promises=(Promise("to dalia", "home", "bread", 0, 4.0),))

    assert broken_lines(problem, planner.Plan(Status.INFEASIBLE)) == []
    assert broken_lines(problem, planner.Plan(Status.OPTIMAL)) == ["goods home/bread/0"]


@pytest.mark.parametrize("name", ["toil", "effort_hours", "footprint"])
@pytest.mark.parametrize("wrong", [0.1, math.nan])
def test_totals_that_are_not_the_sum_are_found(problem, plan, name, wrong):
    totals = dataclasses.replace(
        plan.totals, **{name: getattr(plan.totals, name) + wrong}
    )

    assert broken_lines(problem, plan, totals=totals) == [f"totals.{name}"]


def test_spending_that_is_not_the_sum_is_found(problem, plan):
    totals = dataclasses.replace(plan.totals, spent=(("EUR", 1.0), ("SEK", 1.0)))

    assert broken_lines(problem, plan, totals=totals) == [
        "totals.spent EUR",
        "totals.spent SEK",
    ]


@pytest.mark.parametrize("runs", [-1.0, math.nan, math.inf])
def test_an_impossible_amount_is_found(problem, plan, runs):
    assert broken_lines(problem, plan, runs=first_changed(plan.runs, runs=runs)) == [
        "runs[0]"
    ]


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("runs", Run("cake", "home", 0, 1.0)),
        ("runs", Run("bread", "yard", 0, 1.0)),
        ("runs", Run("bread", "home", 7, 1.0)),
        ("stock", Kept("cellar", "tea", 0, 1.0)),
        ("given", Given("nobody's", "home", "tea", 0, 1.0)),
        ("given", Given("tea of north in 0", "home", "cake", 0, 1.0)),
        ("given", Given("tea of north in 0", "home", "tea", 9, 1.0)),
    ],
)
def test_a_line_about_something_unknown_is_found(problem, plan, part, line):
    lines = (*getattr(plan, part), line)

    assert broken_lines(problem, plan, **{part: lines}) == [f"{part}[{len(lines) - 1}]"]


def test_a_breach_says_what_is_there_and_what_is_taken(problem, plan):
    gift = Given("tea of north in 0", "home", "tea", 0, 6.0)
    spoiled = dataclasses.replace(plan, given=(gift,), bought=(), runs=(), moved=())

    said = [str(breach) for breach in check.problems_with_plan(problem, spoiled)]

    assert "goods home/tea/0: 6.0 is taken where 0.0 is there." in said


def test_the_checker_knows_nothing_of_how_plans_are_found():
    """Invariant: it imports neither builder nor solver nor the raising of levels."""
    folder = pathlib.Path(check.__file__).parent
    imported = set()
    waiting = {"check"}
    while waiting:
        name = waiting.pop()
        imported.add(name)
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and "core.planner" in (
                node.module or ""
            ):
                last = node.module.rsplit(".", 1)[1]
                names = [last] if last != "planner" else [a.name for a in node.names]
                waiting |= {
                    n for n in names if (folder / f"{n}.py").exists()
                } - imported

    assert not imported & {
        "build", "backend", "leximin", "columns", "eliminate", "matrix", "solve",
        "answers", "keeping", "explain", "reasons", "highspy",
    }  # fmt: skip


def test_every_plan_of_every_test_is_checked(monkeypatch):
    """Issue: the checker has approved every plan in the test suite."""
    n_before = checked_plans.n_checked

    planner.solve(village(needs=(need_of("bread", 1.0),)))
    outcomes.solve(village(needs=(need_of("bread", 1.0),)))

    assert checked_plans.n_checked == n_before + 2
    breach = check.Breach("needs n", Sentence("It is short."))
    monkeypatch.setattr(check, "problems_with_plan", lambda problem, plan: (breach,))
    with pytest.raises(checked_plans.PlanDoesNotHold, match="needs n: It is short"):
        planner.solve(village())


@pytest.mark.spoils_plans
def test_a_test_that_spoils_plans_may(monkeypatch):
    breach = check.Breach("needs n", Sentence("It is short."))
    monkeypatch.setattr(check, "problems_with_plan", lambda problem, plan: (breach,))

    assert planner.solve(village()).status is Status.OPTIMAL


def test_hours_beyond_what_leaves_rest_are_found():
    problem = village(
        recipes=(
            Recipe("b", outputs=(Flow("bread", 1.0),), effort=(Effort("baking", 1.0),)),
        ),
        efforts=(EffortOffer("home", "baking", 0, 5.0),),
        needs=(need_of("bread", 5.0),),
    )
    plan = solved(problem)
    rested = changed(problem, rests=(Rest("three hours", "home", 3.0),))

    assert not check.problems_with_plan(problem, plan)
    (first, *_) = check.problems_with_plan(rested, plan)
    assert str(first) == "rest three hours: 5.0 is taken where 3.0 is there."
