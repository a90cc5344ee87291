"""Rules of needs and goals: contents, promises, and what is spared first."""

from __future__ import annotations

import dataclasses

import pytest

from commonweal.core.planner import (
    Arrival,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    Params,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Status,
    Stock,
    Tier,
)
from commonweal.core.planner.rules import goals
from tests.core.planner_cases import (
    bakery,
    changed,
    levels,
    need_of,
    solved,
    village,
)


def only_level(problem, **how):
    (level,) = levels(solved(problem, **how)).values()
    return level


def test_a_need_is_met_by_contents():
    """10 kg of bread with 2 kWh a kilo: half of 40 kWh."""
    problem = village(
        stocks=(Stock("home", "bread", 10.0),),
        needs=(need_of("bread", 40.0, contents={"bread": 2.0}),),
    )

    assert only_level(problem) == 0.5


def test_needs_of_one_basket_are_met_by_the_same_goods():
    """Energy and protein of the same bread are not in each other's way."""
    problem = village(
        stocks=(Stock("home", "bread", 10.0),),
        needs=(
            need_of(
                "bread", 20.0, label="energy", contents={"bread": 2.0}, baskets=("b",)
            ),
            need_of(
                "bread", 1.0, label="protein", contents={"bread": 0.1}, baskets=("b",)
            ),
        ),
    )

    plan = solved(problem)

    assert levels(plan) == {"energy": 1.0, "protein": 1.0}
    assert sum(given.amount for given in plan.given) == pytest.approx(10.0)


def test_any_of_several_goods_meets_a_need():
    problem = village(
        goods=("rice", "oats", "air"),
        stocks=(Stock("home", "rice", 3.0), Stock("home", "oats", 4.0)),
        needs=(need_of("rice", 10.0, contents={"rice": 1.0, "oats": 1.0, "air": 0.0}),),
    )

    assert only_level(problem) == 0.7


def test_no_more_is_given_than_does_good():
    """Beans bring 1 of energy and 1 of salt each; more than 5 of salt does harm."""
    problem = village(
        goods=("beans",),
        stocks=(Stock("home", "beans", 20.0),),
        needs=(
            need_of("beans", 10.0, label="energy", baskets=("b",)),
            need_of("beans", 0.0, label="salt", baskets=("b",), most=5.0, unit="g"),
        ),
    )

    plan = solved(problem)

    assert levels(plan) == {"energy": 0.5, "salt": 1.0}
    assert str(plan.shorts[0].limits[0].words) == "More than 5 g would do harm."
    assert plan.shorts[0].reliefs == ()


def test_a_promise_is_kept_before_any_need():
    problem = village(
        stocks=(Stock("home", "bread", 6.0),),
        needs=(need_of("bread", 6.0),),
        promises=(Promise("to dalia", "home", "bread", 0, 4.0),),
    )

    assert only_level(problem) == 0.33333


def test_promises_that_collide_are_named_and_no_others():
    problem = village(
        goods=("bread", "milk"),
        stocks=(Stock("home", "bread", 6.0), Stock("home", "milk", 6.0)),
        needs=(need_of("bread", 6.0),),
        promises=(
            Promise("milk to dalia", "home", "milk", 0, 5.0),
            Promise("bread to dalia", "home", "bread", 0, 4.0),
            Promise("bread to oak yard", "home", "bread", 0, 3.0),
        ),
    )

    plan = solved(problem)

    assert plan.status is Status.INFEASIBLE
    assert plan.collisions == ("bread to dalia", "bread to oak yard")
    assert "bread to dalia, bread to oak yard" in str(plan)


def test_promises_can_collide_where_nobody_needs_anything():
    problem = village(promises=(Promise("to dalia", "home", "bread", 0, 4.0),))

    plan = solved(problem)

    assert plan.status is Status.INFEASIBLE
    assert plan.collisions == ("to dalia",)


def test_toil_is_spared_before_money_and_money_before_the_earth():
    """Three ways to the same bread: each goal decides when it comes first."""
    by_hand = Recipe(
        "by hand", "home", outputs=(Flow("bread", 1.0),), effort=(Effort("work", 2.0),)
    )
    by_fire = dataclasses.replace(
        by_hand, label="by fire", effort=(Effort("work", 1.0),), footprint=3.0
    )
    problem = village(
        recipes=(by_hand, by_fire),
        efforts=(EffortOffer("home", "work", 0, 100.0),),
        purchases=(PurchaseOption("home", "bread", 4.0, "EUR", footprint=1.0),),
        purses=(PurseLimit("EUR", 100.0),),
        needs=(need_of("bread", 10.0),),
    )

    def way(*goals):
        plan = solved(problem, params=Params(goals=goals))
        names = {run.recipe for run in plan.runs}
        return names | {"bought" for _ in plan.bought}

    assert way("toil", "outside", "footprint") == {"bought"}
    assert way("outside", "toil", "footprint") == {"by fire"}
    assert way("outside", "footprint", "toil") == {"by hand"}


def test_goods_come_from_near_when_everything_else_is_equal():
    near = Lane("mill", "home", distance=2.0)
    problem = village(
        places=("home", "mill", "port"),
        goods=("flour",),
        stocks=(Stock("mill", "flour", 6.0), Stock("port", "flour", 9.0)),
        lanes=(dataclasses.replace(near, source="port", distance=30.0), near),
        needs=(need_of("flour", 8.0),),
    )

    plan = solved(problem)

    sent = {move.source: move.amount for move in plan.moved}
    assert sent == pytest.approx({"mill": 6.0, "port": 2.0})


def test_disliked_work_is_spread_over_places_and_weeks():
    """Either village could empty all the toilets in either week; each does its part."""
    emptying = Recipe(
        "emptying",
        outputs=(Flow("compost", 1.0),),
        effort=(Effort("work", 1.0),),
        toil=2.0,
    )
    problem = village(
        n_weeks=2,
        places=("home", "hill"),
        goods=("compost",),
        recipes=(emptying,),
        efforts=tuple(
            EffortOffer(place, "work", t, 20.0 if place == "hill" else 10.0)
            for place in ("home", "hill")
            for t in range(2)
        ),
        lanes=(Lane("hill", "home", distance=0.0),),
        needs=(need_of("compost", 12.0, period=None),),
    )

    plan = solved(problem)

    hours = {(run.place, run.period): run.runs for run in plan.runs}
    assert hours == pytest.approx(
        {("home", 0): 2.0, ("home", 1): 2.0, ("hill", 0): 4.0, ("hill", 1): 4.0}
    )
    assert plan.totals.toil == pytest.approx(24.0)


def test_disliked_hours_weigh_more():
    scrubbing = Recipe(
        "scrubbing",
        "home",
        outputs=(Flow("clean rooms", 1.0),),
        effort=(Effort("work", 1.0),),
        toil=2.0,
    )
    steaming = dataclasses.replace(
        scrubbing, label="steaming", effort=(Effort("work", 1.5),), toil=1.0
    )
    problem = village(
        goods=("clean rooms",),
        recipes=(scrubbing, steaming),
        efforts=(EffortOffer("home", "work", 0, 100.0),),
        needs=(need_of("clean rooms", 10.0),),
    )

    plan = solved(problem)

    assert {run.recipe for run in plan.runs} == {"steaming"}
    assert plan.totals.toil == pytest.approx(15.0)


def test_two_currencies_are_measured_by_their_own_limits():
    """50 of 1,000 crowns weigh less than 10 of 100 euros."""
    problem = village(
        purchases=(
            PurchaseOption("home", "bread", 10.0, "EUR"),
            PurchaseOption("home", "bread", 50.0, "SEK"),
        ),
        purses=(PurseLimit("EUR", 100.0), PurseLimit("SEK", 1000.0)),
        needs=(need_of("bread", 1.0),),
    )

    assert {bought.currency for bought in solved(problem).bought} == {"SEK"}


def test_nothing_is_given_or_made_to_no_purpose():
    plan = solved(bakery(hours=100.0, demand=10.0))

    assert [given.amount for given in plan.given] == [pytest.approx(10.0)]
    assert [run.runs for run in plan.runs] == [pytest.approx(10.0)]


def test_wishes_come_after_every_need():
    problem = village(
        stocks=(Stock("home", "bread", 10.0),),
        needs=(
            need_of("bread", 5.0, label="cake", is_wish=True),
            need_of("bread", 8.0, label="treat", tier=Tier.FLOURISHING),
        ),
    )

    assert levels(solved(problem)) == {"cake": 0.4, "treat": 1.0}


def test_periods_of_unequal_length_spoil_by_their_days():
    """A tenth is lost a day; a period of two days leaves 81 of 100."""
    problem = changed(
        village(
            n_weeks=2,
            goods=(Good("bread", "kg", survival_per_day=0.9),),
            stocks=(Stock("home", "bread", 100.0),),
            needs=(need_of("bread", 100.0, period=1),),
        ),
    )
    first, second = problem.periods
    longer = (dataclasses.replace(first, days=2.0), second)

    assert only_level(changed(problem, periods=longer)) == 0.81


def test_stores_and_arrivals_of_nothing_change_nothing():
    problem = village(
        stocks=(Stock("home", "bread", 0.0), Stock("home", "bread", 6.0)),
        arrivals=(Arrival("home", "bread", 0, 0.0),),
        needs=(need_of("bread", 8.0),),
    )

    assert only_level(problem) == 0.75


def test_effort_of_a_lane_after_the_plan_belongs_to_the_next():
    problem = village(
        places=("home", "yard"),
        stocks=(Stock("home", "bread", 30.0),),
        lanes=(Lane("home", "yard", effort=Effort("carting", 0.5, after=1)),),
        needs=(need_of("bread", 20.0, place="yard"),),
    )

    assert only_level(problem) == 1.0


def test_of_two_limits_of_one_purse_the_smaller_counts_outside():
    """EUR 9 and 5 for the whole plan, 3 for a week: five are there, as for the purse."""
    limits = goals._limits_of(
        (
            PurseLimit("EUR", 9.0),
            PurseLimit("EUR", 5.0),
            PurseLimit("EUR", 3.0, 1),
            PurseLimit("SEK", 40.0, 0),
            PurseLimit("SEK", 60.0, 1),
        )
    )

    assert limits == {"EUR": 5.0, "SEK": 100.0}
