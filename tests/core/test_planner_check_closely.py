"""The checker to the last digit: its words, its tolerance, and what a plan claims."""

from __future__ import annotations

import dataclasses
import math

import pytest

from commonweal.core.planner import (
    Bought,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Fulfilment,
    Given,
    Good,
    Help,
    Kept,
    Lane,
    Limit,
    LimitUse,
    Moved,
    Period,
    Plan,
    Problem,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Relief,
    Run,
    Sentence,
    Status,
    Stock,
    Tier,
    Totals,
    Use,
    check,
)
from tests.core.planner_cases import bakery, changed, need_of, solved, village


def broken(problem, **lines) -> list[str]:
    plan = Plan(lines.pop("status", Status.STOPPED), **lines)
    return [str(breach) for breach in check.problems_with_plan(problem, plan)]


# --- words --------------------------------------------------------------------------


def test_what_cannot_be_read_is_said_so_and_nothing_else():
    assert broken(village(), runs=(Run("cake", "home", 0, 1.0),)) == [
        "runs[0]: This names something the problem does not know, or no possible amount."
    ]


def test_a_need_met_less_than_it_says_is_told_with_both_figures():
    problem = village(
        stocks=(Stock("home", "bread", 9.0),),
        needs=(need_of("bread", 8.0, label="n", contents={"bread": 2.0}),),
    )
    line = Fulfilment("n", "north", Tier.VITAL, False, 0, 0.5)

    assert broken(
        problem, given=(Given("n", "home", "bread", 0, 1.5),), fulfilment=(line,)
    ) == ["needs n: 4.0 is taken where 3.0 is there."]


def test_what_a_good_does_not_hold_counts_for_nothing():
    problem = village(
        goods=("bread", "soap"),
        stocks=(Stock("home", "soap", 9.0),),
        needs=(need_of("bread", 2.0, label="n"),),
    )
    line = Fulfilment("n", "north", Tier.VITAL, False, 0, 1.0)

    assert broken(
        problem, given=(Given("n", "home", "soap", 0, 2.0),), fulfilment=(line,)
    ) == ["needs n: 2.0 is taken where 0.0 is there."]


def test_harm_is_told_with_what_came_and_what_is_the_most():
    problem = village(
        stocks=(Stock("home", "bread", 9.0),),
        needs=(need_of("bread", 2.0, label="n", most=4.0),),
    )
    line = Fulfilment("n", "north", Tier.VITAL, False, 0, 1.0)

    def given(amount):
        gift = Given("n", "home", "bread", 0, amount)
        return broken(problem, given=(gift,), fulfilment=(line,))

    assert given(4.0 * (1 + 1e-6)) == []
    assert given(4.0 * (1 + 2e-6)) != []
    assert given(5.0) == ["needs n at most: 5.0 is taken where 4.0 is there."]


def test_a_task_that_is_almost_whole_is_whole():
    problem = village(recipes=(Recipe("bake", "home", whole=True),))

    assert broken(problem, runs=(Run("bake", "home", 0, 2 - 2**-20),)) == []
    assert broken(problem, runs=(Run("bake", "home", 0, 2.5),)) == [
        "runs[0]: bake comes only whole: 2.5 runs."
    ]


# --- tolerance ----------------------------------------------------------------------


@pytest.mark.parametrize(("more", "holds"), [(1.5, True), (2.5, False)])
def test_a_millionth_of_all_that_an_account_adds_up_is_let_pass(more, holds):
    """A purse of a million, spent in two halves: two units of two million are nothing."""
    problem = village(
        n_weeks=2,
        purchases=(PurchaseOption("home", "bread", 1.0, "EUR"),),
        purses=(PurseLimit("EUR", 1e6),),
    )
    lines = tuple(
        Bought("home", "bread", t, 5e5 + more / 2, 5e5 + more / 2, "EUR")
        for t in range(2)
    )
    spent = Totals(spent=(("EUR", 1e6 + more),))

    found = broken(problem, bought=lines, totals=spent)

    assert found == (
        [] if holds else ["purse EUR: 1000002.5 is taken where 1000000.0 is there."]
    )


def test_a_batch_adds_up_what_is_there_and_what_is_taken_of_it():
    problem = village(
        n_weeks=3,
        stocks=(
            Stock("home", "bread", 5e5, expires=1),
            Stock("home", "bread", 5e5, expires=1),
        ),
    )

    assert (
        broken(problem, stock=(Kept("home", "bread", 0, 1e6 + 1.5, expires=1),))[:1]
        == []
    )


# --- every rule once, each with its first broken line -------------------------------


def test_what_is_kept_for_a_week_of_seven_days_spoils_on_each():
    problem = Problem(
        periods=(Period("a", 7.0), Period("b", 7.0)),
        places=("home",),
        goods=(Good("milk", "l", survival_per_day=0.5),),
        stocks=(Stock("home", "milk", 128.0),),
        needs=(need_of("milk", 2.0, label="n", period=1),),
    )
    kept = (Kept("home", "milk", 0, 128.0),)

    def given(amount):
        return broken(
            problem,
            stock=kept,
            given=(Given("n", "home", "milk", 1, amount),),
            fulfilment=(Fulfilment("n", "north", Tier.VITAL, False, 1, 0.5),),
        )

    assert given(1.0) == []
    assert given(1.1)[0] == "goods home/milk/1: 1.1 is taken where 1.0 is there."


def test_room_is_held_in_every_period_a_run_lasts():
    problem = village(
        n_weeks=3,
        recipes=(Recipe("cheese", "home", uses=(Use("cellar", 2.0, periods=2),)),),
        capacities=(
            Capacity("home", "cellar", None, 3.0),
            Capacity("home", "cellar", 1, 1.0),
        ),
    )

    assert (
        broken(
            problem, runs=(Run("cheese", "home", 0, 1.0), Run("cheese", "home", 1, 1.0))
        )
        == []
    )
    assert broken(
        problem, runs=(Run("cheese", "home", 1, 1.0), Run("cheese", "home", 2, 1.0))
    ) == ["capacity home/cellar/2: 4.0 is taken where 3.0 is there."]


def test_hours_are_due_when_the_work_is_and_where_the_lane_begins():
    problem = village(
        n_weeks=2,
        places=("home", "yard"),
        stocks=(Stock("home", "bread", 9.0),),
        recipes=(Recipe("bake", "home", effort=(Effort("labour", 2.0, after=1),)),),
        lanes=(Lane("home", "yard", effort=Effort("labour", 0.5)),),
        efforts=(
            EffortOffer("home", "labour", 1, 3.0),
            EffortOffer("yard", "labour", 1, 9.0),
        ),
    )
    hours = Totals(effort_hours=4.0, toil=4.0)

    assert broken(
        problem,
        runs=(Run("bake", "home", 0, 1.0),),
        moved=(Moved("home", "yard", "bread", 1, 4.0),),
        stock=(Kept("home", "bread", 0, 9.0),),
        totals=hours,
    ) == ["effort home/labour/1: 4.0 is taken where 3.0 is there."]


def test_of_two_prices_the_one_that_was_paid_counts():
    """Two offers of tea: the dear one is clean and scarce, the cheap one is neither."""
    problem = village(
        goods=("tea",),
        purchases=(
            PurchaseOption("home", "tea", 2.0, "EUR", 5.0),
            PurchaseOption("home", "tea", 8.0, "EUR", 1.0, most_per_period=1.0),
        ),
        purses=(PurseLimit("EUR", 100.0),),
    )
    cheap = Bought("home", "tea", 0, 3.0, 6.0, "EUR")
    dear = Bought("home", "tea", 0, 0.5, 4.0, "EUR")
    totals = Totals(footprint=15.5, spent=(("EUR", 10.0),))

    assert broken(problem, bought=(cheap, dear), totals=totals) == []
    much = (dataclasses.replace(dear, amount=2.0, cost=16.0),)
    assert broken(
        problem, bought=much, totals=Totals(footprint=2.0, spent=(("EUR", 16.0),))
    ) == ["market home/tea at 8.0 EUR/0: 2.0 is taken where 1.0 is there."]
    wrong = (dataclasses.replace(dear, amount=0.5, cost=3.0),)
    assert broken(
        problem, bought=wrong, totals=Totals(footprint=2.5, spent=(("EUR", 3.0),))
    ) == ["bought[0]: No purchase option has this price."]


def test_a_purse_of_one_week_is_kept_in_that_week():
    problem = village(
        n_weeks=2,
        purchases=(PurchaseOption("home", "bread", 1.0, "EUR"),),
        purses=(PurseLimit("EUR", 9.0), PurseLimit("EUR", 4.0, period=1)),
    )
    line = Bought("home", "bread", 1, 5.0, 5.0, "EUR")
    totals = Totals(spent=(("EUR", 5.0),))

    assert broken(problem, bought=(line,), totals=totals) == [
        "purse EUR/1: 5.0 is taken where 4.0 is there."
    ]
    earlier = (dataclasses.replace(line, period=0),)
    assert broken(problem, bought=earlier, totals=totals) == []


def test_by_products_come_when_the_recipe_says():
    problem = village(
        n_weeks=2,
        goods=("straw", "wheat"),
        recipes=(
            Recipe("reap", "home", outputs=(Flow("wheat", 3), Flow("straw", 2, 1))),
        ),
        needs=(need_of("straw", 2.0, label="n", period=None),),
    )

    def given(period):
        return broken(
            problem,
            runs=(Run("reap", "home", 0, 1.0),),
            given=(Given("n", "home", "straw", period, 2.0),),
            fulfilment=(Fulfilment("n", "north", Tier.VITAL, False, None, 1.0),),
        )

    assert given(1) == []
    assert given(0)[0] == "goods home/straw/0: 2.0 is taken where 0.0 is there."


# --- what a plan claims of itself ---------------------------------------------------


@pytest.fixture(scope="module")
def problem():
    return changed(
        bakery(hours=4.0),
        capacities=(Capacity("home", "oven", None, 9.0, "h"),),
        purses=(PurseLimit("EUR", 5.0), PurseLimit("EUR", 3.0)),
    )


@pytest.fixture(scope="module")
def plan(problem):
    return solved(problem)


def claims(problem, plan, **parts) -> list[str]:
    spoiled = dataclasses.replace(plan, **parts)
    return [breach.where for breach in check.problems_with_plan(problem, spoiled)]


def test_a_line_about_anothers_need_is_found(problem, plan):
    (line,) = plan.fulfilment

    for wrong in (
        {"group": "south"},
        {"tier": Tier.DIGNITY},
        {"is_wish": True},
        {"period": None},
    ):
        other = (dataclasses.replace(line, **wrong),)
        assert claims(problem, plan, fulfilment=other) == ["fulfilment[0]"]
    more = dataclasses.replace(line, need="cake")
    assert claims(problem, plan, fulfilment=(line, more)) == ["fulfilment[1]"]


@pytest.mark.parametrize(
    "wrong", [{"level": 0.9}, {"missing": 1.0}, {"missing": math.nan}, {"need": "cake"}]
)
def test_a_shortage_told_wrongly_is_found(problem, plan, wrong):
    (short,) = plan.shorts

    found = claims(problem, plan, shorts=(short, dataclasses.replace(short, **wrong)))

    assert found == ["shorts[1]"]


@pytest.mark.parametrize(
    ("kind", "label", "place", "period", "amount"),
    [
        ("effort", "baking", "home", 0, 5.0),
        ("effort", "singing", "home", 0, 4.0),
        ("capacity", "oven", "home", 0, 8.0),
        ("purse", "EUR", None, None, 5.0),
    ],
)
def test_a_limit_of_another_size_than_there_is_is_found(
    problem, plan, kind, label, place, period, amount
):
    (short,) = plan.shorts
    limit = Limit(kind, label, place, period, amount, 0.1, Sentence("It binds."))
    use = LimitUse(kind, label, place, period, amount, 0.0)

    assert claims(problem, plan, limits=(*plan.limits, use)) == [
        f"limits[{len(plan.limits)}]"
    ]
    held = (dataclasses.replace(short, limits=(limit,)),)
    assert claims(problem, plan, shorts=held) == ["shorts[0].limits[0]"]


def test_limits_as_large_as_the_problem_says_are_approved(problem, plan):
    uses = (
        LimitUse("effort", "baking", "home", 0, 4.0, 4.0),
        LimitUse("capacity", "oven", "home", 0, 9.0, 0.0),
        LimitUse("purse", "EUR", None, None, 3.0, 0.0),
    )

    assert claims(problem, plan, limits=uses) == []


@pytest.mark.parametrize(
    ("amount", "reached"),
    [(0.0, 1.0), (-1.0, 1.0), (math.inf, 1.0), (1.0, 0.8), (1.0, 1.1)],
)
def test_a_relief_that_helps_nobody_is_found(problem, plan, amount, reached):
    (short,) = plan.shorts
    help_ = Help(short.limits[0], amount, Sentence("more"))
    wrong = dataclasses.replace(short, reliefs=(Relief((help_,), reached),))

    assert short.level == pytest.approx(0.8)
    assert claims(problem, plan, shorts=(wrong,)) == ["shorts[0].reliefs[0]"]


def test_a_relief_of_nothing_is_found(problem, plan):
    (short,) = plan.shorts
    wrong = dataclasses.replace(short, reliefs=(Relief((), 1.0),))

    assert claims(problem, plan, shorts=(wrong,)) == ["shorts[0].reliefs[0]"]


def test_a_collision_of_promises_nobody_made_is_found(problem, plan):
    assert claims(problem, plan, collisions=("to dalia",)) == ["collisions"]


def test_claims_are_told_with_what_the_problem_says(problem, plan):
    (short,) = plan.shorts
    wrong = dataclasses.replace(plan, shorts=(dataclasses.replace(short, missing=7.0),))

    assert [str(line) for line in check.problems_with_plan(problem, wrong)] == [
        "shorts[0]: The plan says 7.0; the problem says 2."
    ]
