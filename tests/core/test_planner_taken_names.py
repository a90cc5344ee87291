"""What is made for months and weeks has names of its own, even where one is taken."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Agreed,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
    Use,
)
from commonweal.core.planner.coarse import coarsen
from commonweal.core.planner.season import Steps, season
from tests.core.planner_cases import levels, need_of, solved, village

MONTHS = [[0, 1], [2, 3]]


def test_needs_joined_do_not_take_the_name_of_one_that_is_there():
    every_week = [
        need_of("bread", 1.0, period=t, label=f"bread {t}", baskets=("north",))
        for t in range(4)
    ]
    named = need_of("bread", 1.0, period=2, label="bread 0 … bread 1", group="south")
    stocks = (Stock("home", "bread", 10.0),)
    problem = village(n_weeks=4, stocks=stocks, needs=(*every_week, named))

    coarse = coarsen(problem, MONTHS)

    assert coarse.needs["bread 0 … bread 1'"] == ("bread 0", "bread 1")
    assert coarse.needs["bread 0 … bread 1"] == ("bread 0 … bread 1",)
    assert coarse.needs["bread 2 … bread 3"] == ("bread 2", "bread 3")


def test_a_basket_of_its_own_does_not_take_the_name_of_one_that_is_there():
    """Week 1 asks for beans, week 2 for beans or peas, in the same basket."""
    asks = {1: {"beans": 1.0}, 2: {"beans": 1.0, "peas": 1.0}}
    weeks = [
        need_of("beans", 4.0, period=t, label=f"{t}", contents=ask, baskets=("north",))
        for t, ask in asks.items()
    ]
    south = need_of("peas", 1.0, period=0, label="south", baskets=("north (2)",))
    problem = village(
        n_weeks=3,
        goods=("beans", "peas"),
        stocks=(Stock("home", "beans", 4.0), Stock("home", "peas", 1.0)),
        needs=(
            *weeks,
            south,
            need_of("beans", 4.0, period=None, label="all", baskets=("north",)),
        ),
    )

    coarse = coarsen(problem, [[0], [1, 2]])

    assert coarse.baskets["north (2)"] == "north (2)"
    assert coarse.baskets["north (2)'"] == "north"


def test_ways_of_a_task_do_not_take_the_name_of_another_task():
    """Baked in the first week of a month, it is there in it; in the last, later."""
    bake = Recipe("bake", "home", outputs=(Flow("bread", 1.0, 1),))
    other = Recipe("bake (2)", "home", outputs=(Flow("bread", 2.0),))
    problem = village(
        n_weeks=4,
        recipes=tuple(
            Recipe(
                one.label,
                "home",
                outputs=one.outputs,
                effort=(Effort("baking", 1.0),),
            )
            for one in (bake, other)
        ),
        agreed=(Agreed("bake", "home", 0, 1.0), Agreed("bake", "home", 1, 1.0)),
        efforts=tuple(EffortOffer("home", "baking", t, 4.0) for t in range(4)),
        needs=(need_of("bread", 4.0, period=3, label="bread"),),
    )

    coarse = coarsen(problem, MONTHS)

    labels = [recipe.label for recipe in coarse.problem.recipes]
    assert labels == ["bake", "bake (2)'", "bake (3)", "bake (2)"]
    assert coarse.problem.agreed == (
        Agreed("bake", "home", 0, 1.0),
        Agreed("bake (2)'", "home", 0, 1.0),
    )


def test_two_markets_at_one_price_are_one_kind_of_slip():
    """2 kg a week at each of two stands: 8 kg in the four weeks, at each."""
    problem = village(
        n_weeks=4,
        places=("home", "yard"),
        goods=(Good("flour", "kg"),),
        purchases=tuple(
            PurchaseOption(place, "flour", 1.0, "EUR", 0.0, 2.0)
            for place in ("home", "yard")
        ),
        purses=(PurseLimit("EUR", 100.0),),
        needs=(
            need_of("flour", 16.0, period=None, label="home"),
            need_of("flour", 16.0, period=None, label="yard", place="yard"),
        ),
    )

    coarse = coarsen(problem, MONTHS)

    slips = [good.label for good in coarse.problem.goods if good.label != "flour"]
    assert slips == ["flour at 1 EUR"]
    assert len(coarse.problem.recipes) == 2
    assert levels(solved(coarse.problem)) == levels(solved(problem))
    assert levels(solved(problem)) == {
        "home": pytest.approx(0.5, abs=1e-5),
        "yard": pytest.approx(0.5, abs=1e-5),
    }


def test_a_season_begins_and_leaves_nothing_under_a_name_that_is_taken():
    grow = Recipe(
        "grow",
        "home",
        outputs=(Flow("beans", 2.0, 3),),
        effort=(Effort("garden", 1.0),),
        uses=(Use("field", 1.0, 4),),
        may_start=(True, True, False, False, False, False),
    )
    problem = village(
        n_weeks=6,
        goods=("beans", "grow begun"),
        recipes=(grow,),
        stocks=(Stock("home", "beans", 4.0), Stock("home", "grow begun", 1.0)),
        efforts=tuple(EffortOffer("home", "garden", t, 3.0) for t in range(6)),
        capacities=(Capacity("home", "field", None, 5.0, "m²"),),
        needs=(need_of("beans", 40.0, period=5, label="late"),),
        promises=(Promise("beans left at home", "home", "beans", 0, 0.5),),
    )

    found = season(problem, Steps(near=2, far=2))

    promised = {promise.label for promise in found.weeks.promises}
    assert "beans left at home'" in promised
    assert any(promise.good == "grow begun'" for promise in found.weeks.promises)
