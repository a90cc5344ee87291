"""One small problem for each rule, where that rule alone binds; answers by hand."""

from __future__ import annotations

import dataclasses

import pytest

from commonweal.core.planner import (
    Arrival,
    Capacity,
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
    Use,
)
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


def test_balance_nobody_gets_more_than_there_is():
    problem = village(
        stocks=(Stock("home", "bread", 6.0),), needs=(need_of("bread", 8.0),)
    )

    assert only_level(problem) == 0.75


def test_what_arrives_later_is_not_there_before():
    problem = village(
        n_weeks=2,
        arrivals=(Arrival("home", "bread", 1, 8.0),),
        needs=(need_of("bread", 4.0), need_of("bread", 16.0, period=1)),
    )

    assert levels(solved(problem)) == {
        "bread of north in 0": 0.0,
        "bread of north in 1": 0.5,
    }


def test_what_spoils_is_not_there_any_more():
    """Half of the bread is lost over a day: 8 kg kept are 4 kg."""
    problem = village(
        n_weeks=2,
        goods=(Good("bread", "kg", survival_per_day=0.5),),
        stocks=(Stock("home", "bread", 8.0),),
        needs=(need_of("bread", 8.0, period=1),),
    )

    assert only_level(problem) == 0.5


def test_what_survives_nothing_is_never_kept():
    problem = village(
        n_weeks=2,
        goods=(Good("bread", "kg", survival_per_day=0.0),),
        stocks=(Stock("home", "bread", 8.0),),
        needs=(need_of("bread", 8.0, period=1),),
    )

    assert only_level(problem) == 0.0


def test_what_loses_more_than_three_quarters_is_used_fresh_or_not_at_all():
    problem = village(
        n_weeks=2,
        goods=(Good("salad", "kg", survival_per_day=0.2),),
        stocks=(Stock("home", "salad", 10.0),),
        needs=(need_of("salad", 1.0), need_of("salad", 1.0, period=1)),
    )

    assert list(levels(solved(problem)).values()) == [1.0, 0.0]


def test_a_batch_is_used_up_to_its_day_and_no_further():
    problem = village(
        n_weeks=3,
        goods=("milk",),
        stocks=(Stock("home", "milk", 10.0, expires=1),),
        needs=(
            need_of("milk", 5.0, period=0),
            need_of("milk", 4.0, period=1),
            need_of("milk", 10.0, period=2),
        ),
    )

    assert list(levels(solved(problem)).values()) == [1.0, 1.0, 0.0]


def test_the_batch_that_expires_first_is_used_first():
    """10 kg that expire and 10 kg that keep: 10 kg are needed in each of two weeks."""
    problem = village(
        n_weeks=3,
        goods=("milk",),
        stocks=(Stock("home", "milk", 10.0, expires=0), Stock("home", "milk", 10.0)),
        needs=(need_of("milk", 10.0, period=0), need_of("milk", 10.0, period=2)),
    )

    plan = solved(problem)

    assert list(levels(plan).values()) == [1.0, 1.0]
    assert [(kept.period, kept.amount) for kept in plan.stock] == [
        (0, pytest.approx(10.0)),
        (1, pytest.approx(10.0)),
    ]


def test_keeping_a_batch_makes_it_no_fresher():
    problem = village(
        n_weeks=3,
        goods=("milk",),
        stocks=(Stock("home", "milk", 10.0, expires=0), Stock("home", "milk", 1.0)),
        arrivals=(Arrival("home", "milk", 0, 1.0), Arrival("home", "milk", 2, 1.0)),
        needs=(need_of("milk", 10.0, period=2),),
    )

    assert only_level(problem) == 0.3


def test_a_store_keeps_no_more_than_it_has_room_for():
    problem = village(
        n_weeks=2,
        goods=(Good("apples", "kg", store_limit=10.0),),
        arrivals=(Arrival("home", "apples", 0, 30.0),),
        needs=(need_of("apples", 15.0), need_of("apples", 15.0, period=1)),
    )

    plan = solved(problem)

    assert list(levels(plan).values()) == [1.0, 0.66667]
    assert [kept.amount for kept in plan.stock] == [pytest.approx(10.0)]
    assert plan.shorts[0].limits[0].kind == "store"
    assert str(plan.shorts[0].reliefs[0].helps[0].words) == (
        "room to keep 5 kg more of apples after week 14"
    )


def test_a_store_without_room_keeps_nothing():
    problem = village(
        n_weeks=2,
        goods=(Good("apples", "kg", store_limit=0.0),),
        stocks=(Stock("home", "apples", 30.0),),
        needs=(need_of("apples", 15.0, period=1),),
    )

    assert only_level(problem) == 0.0


def test_effort_nobody_is_planned_for_more_hours_than_were_offered():
    assert only_level(bakery(hours=4.0)) == 0.8


def test_effort_that_falls_later_is_counted_where_it_falls():
    """Sowing now, 2 hours of harvest next week; one hour is offered then."""
    problem = village(
        n_weeks=2,
        goods=("beans",),
        recipes=(
            Recipe(
                "beans",
                "home",
                outputs=(Flow("beans", 10.0, after=1),),
                effort=(Effort("field", 1.0), Effort("field", 2.0, after=1)),
            ),
        ),
        efforts=(
            EffortOffer("home", "field", 0, 50.0),
            EffortOffer("home", "field", 1, 1.0),
        ),
        needs=(need_of("beans", 10.0, period=1),),
    )

    assert only_level(problem) == 0.5


def test_a_recipe_with_several_outputs_gives_all_of_them():
    """A harvest of 10 kg grain brings 15 kg straw: 12 kg straw are had with 8 kg grain."""
    problem = village(
        goods=("grain", "straw"),
        recipes=(
            Recipe(
                "harvest", "home", outputs=(Flow("grain", 10.0), Flow("straw", 15.0))
            ),
        ),
        needs=(need_of("straw", 12.0),),
    )

    plan = solved(problem)

    assert plan.runs[0].runs == pytest.approx(0.8)
    assert {(kept.good, round(kept.amount, 6)) for kept in plan.stock} == {
        ("grain", 8.0)
    }


def test_a_season_closes_a_recipe():
    sowing = Recipe(
        "beans", "home", outputs=(Flow("beans", 10.0),), may_start=(False, True)
    )
    problem = village(
        n_weeks=2,
        goods=("beans",),
        recipes=(sowing,),
        needs=(need_of("beans", 5.0), need_of("beans", 5.0, period=1)),
    )

    plan = solved(problem)

    assert list(levels(plan).values()) == [0.0, 1.0]
    assert str(plan.shorts[0].limits[0].words) == "Nothing we know of provides it."


def test_what_takes_longer_than_the_plan_is_not_begun():
    problem = village(
        goods=("beans",),
        recipes=(Recipe("beans", "home", outputs=(Flow("beans", 10.0, after=1),)),),
        needs=(need_of("beans", 5.0),),
    )

    assert solved(problem).runs == ()


def test_what_needs_an_input_after_the_plan_may_begin():
    """What falls past the last period belongs to the next plan."""
    problem = village(
        goods=("beans", "sacks"),
        recipes=(
            Recipe(
                "beans",
                "home",
                inputs=(Flow("sacks", 1.0, after=3),),
                outputs=(Flow("beans", 10.0),),
                effort=(Effort("field", 1.0, after=3),),
            ),
        ),
        needs=(need_of("beans", 5.0),),
    )

    assert only_level(problem) == 1.0


def test_capacity_is_held_as_long_as_a_run_lasts():
    """60 m² a run for two weeks on 100 m²: 1.667 runs in all, of 10 kg each."""
    problem = village(
        n_weeks=2,
        goods=("cress",),
        recipes=(
            Recipe(
                "cress",
                "home",
                outputs=(Flow("cress", 10.0),),
                uses=(Use("beds", 60.0, periods=2),),
            ),
        ),
        capacities=(Capacity("home", "beds", None, 100.0, "m²"),),
        needs=(need_of("cress", 20.0, period=None),),
    )

    plan = solved(problem)

    assert levels(plan) == {"cress of north in None": 0.83333}
    assert plan.shorts[0].limits[0].kind == "capacity"


def test_capacity_of_one_period_is_not_there_in_another():
    oven = Recipe(
        "bread", "home", outputs=(Flow("bread", 1.0),), uses=(Use("oven", 1.0),)
    )
    problem = village(
        n_weeks=2,
        recipes=(oven,),
        capacities=(Capacity("home", "oven", 1, 3.0, "h"),),
        needs=(need_of("bread", 6.0), need_of("bread", 6.0, period=1)),
    )

    assert list(levels(solved(problem)).values()) == [0.0, 0.5]


def test_the_purse_limits_what_is_bought():
    problem = village(
        goods=("flour",),
        purchases=(PurchaseOption("home", "flour", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 20.0),),
        needs=(need_of("flour", 40.0),),
    )

    plan = solved(problem)

    assert levels(plan) == {"flour of north in 0": 0.25}
    assert plan.totals.spent == (("EUR", pytest.approx(20.0)),)
    assert str(plan.shorts[0].reliefs[0].helps[0].words) == "60 EUR more in the purse"


def test_the_purse_of_one_week_does_not_pay_for_another():
    problem = village(
        n_weeks=2,
        goods=(Good("flour", "kg", survival_per_day=0.0),),
        purchases=(PurchaseOption("home", "flour", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 100.0), PurseLimit("EUR", 4.0, period=1)),
        needs=(need_of("flour", 4.0), need_of("flour", 4.0, period=1)),
    )

    assert list(levels(solved(problem)).values()) == [1.0, 0.5]


def test_no_more_is_bought_than_is_on_offer():
    problem = village(
        goods=("flour",),
        purchases=(PurchaseOption("home", "flour", 2.0, "EUR", most_per_period=5.0),),
        purses=(PurseLimit("EUR", 100.0),),
        needs=(need_of("flour", 20.0),),
    )

    plan = solved(problem)

    assert levels(plan) == {"flour of north in 0": 0.25}
    assert [limit.kind for limit in plan.shorts[0].limits] == ["market"]
    assert str(plan.shorts[0].reliefs[0].helps[0].words) in {
        "15 kg more of flour on offer outside in week 14",
        "15 kg more of flour in week 14",
    }


def test_moving_loses_some_and_takes_effort():
    """20 kg are asked for at the yard, 30 kg lie at home, a tenth is lost on the way."""
    problem = village(
        places=("home", "yard"),
        stocks=(Stock("home", "bread", 30.0),),
        lanes=(Lane("home", "yard", 0.1, Effort("carting", 0.5), footprint=0.2),),
        efforts=(EffortOffer("home", "carting", 0, 10.0),),
        needs=(need_of("bread", 20.0, place="yard"),),
    )

    plan = solved(problem)

    assert list(levels(plan).values()) == [0.9]
    assert plan.moved[0].amount == pytest.approx(20.0)
    assert plan.totals.effort_hours == pytest.approx(10.0)
    assert plan.totals.footprint == pytest.approx(4.0)
    assert plan.shorts[0].limits[0].label == "carting"


def test_a_lane_carries_only_what_it_is_for():
    problem = village(
        places=("home", "yard"),
        goods=("bread", "milk"),
        stocks=(Stock("home", "bread", 5.0), Stock("home", "milk", 5.0)),
        lanes=(Lane("home", "yard", goods=("bread",)),),
        needs=(
            need_of("bread", 5.0, place="yard"),
            need_of("milk", 5.0, place="yard"),
        ),
    )

    assert list(levels(solved(problem)).values()) == [1.0, 0.0]


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
