"""Rules of making and getting: effort, seasons, capacities, purses, lanes."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Stock,
    Use,
)
from tests.core.planner_cases import (
    bakery,
    levels,
    need_of,
    solved,
    village,
)


def only_level(problem, **how):
    (level,) = levels(solved(problem, **how)).values()
    return level


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


def one_pair_of_hands(**rest):
    """Bread and beer, an hour each; 5 hours of each skill, by the same three people."""
    bread = Recipe(
        "bread", outputs=(Flow("bread", 1.0),), effort=(Effort("baking", 1.0),)
    )
    beer = Recipe(
        "beer", outputs=(Flow("beer", 1.0),), effort=(Effort("brewing", 1.0),)
    )
    return village(
        n_weeks=2,
        goods=("bread", "beer"),
        recipes=(bread, beer),
        efforts=tuple(
            EffortOffer("home", skill, t, 5.0)
            for skill in ("baking", "brewing")
            for t in range(2)
        ),
        rests=(Rest("six hours a week", "home", 6.0, **rest),),
        needs=tuple(
            need_of(good, 5.0, period=t) for good in ("bread", "beer") for t in range(2)
        ),
    )


def test_people_who_offer_two_skills_have_one_pair_of_hands():
    problem = one_pair_of_hands(first=0, last=0)

    plan = solved(problem)

    assert levels(plan) == pytest.approx(
        {
            "bread of north in 0": 0.6,
            "beer of north in 0": 0.6,
            "bread of north in 1": 1.0,
            "beer of north in 1": 1.0,
        }
    )
    short = next(one for one in plan.shorts if one.need == "bread of north in 0")
    assert str(short.limits[0].words) == (
        "All 6 hours that “six hours a week” leaves are used."
    )
    (help_,) = short.reliefs[0].helps
    assert str(help_.words) == "2 more hours within “six hours a week”"


def test_rest_may_be_asked_for_over_weeks_and_for_some_skills_alone():
    whole = levels(solved(one_pair_of_hands()))
    baking = levels(solved(one_pair_of_hands(skills=("baking",))))

    assert list(whole.values()) == pytest.approx([0.3] * 4)
    assert baking == pytest.approx(
        {
            "bread of north in 0": 0.6,
            "bread of north in 1": 0.6,
            "beer of north in 0": 1.0,
            "beer of north in 1": 1.0,
        }
    )
