"""A need leans on what it is made of, by whom and where; the rest is no reason."""

from __future__ import annotations

import pytest

from commonweal.core import planner
from commonweal.core.planner.chains import Chain, Chains
from tests.core.planner_cases import need_of


@pytest.fixture
def house():
    """Bread from flour from wheat, baked in an oven; blankets woven; coffee bought."""
    flow = planner.Flow
    return planner.Problem(
        places=("house",),
        periods=(planner.Period("week 48", 7.0, 11),),
        goods=tuple(
            planner.Good(label, "kg")
            for label in ("wheat", "flour", "bread", "wool", "blanket", "coffee")
        ),
        recipes=(
            planner.Recipe(
                "mill", "house", (flow("wheat", 1.0),), (flow("flour", 0.8),)
            ),
            planner.Recipe(
                "bake",
                "house",
                (flow("flour", 1.0),),
                (flow("bread", 1.4),),
                effort=(planner.Effort("baking", 0.5),),
                uses=(planner.Use("oven", 0.2),),
            ),
            planner.Recipe(
                "weave",
                "house",
                (flow("wool", 1.0),),
                (flow("blanket", 0.5),),
                effort=(planner.Effort("weaving", 9.0),),
            ),
        ),
        stocks=(
            planner.Stock("house", "wheat", 5.0),
            planner.Stock("house", "wool", 0.4),
        ),
        capacities=(planner.Capacity("house", "oven", None, 10.0),),
        efforts=(
            planner.EffortOffer("house", "baking", 0, 50.0),
            planner.EffortOffer("house", "weaving", 0, 5.0),
        ),
        purchases=(planner.PurchaseOption("house", "coffee", 9.0, "EUR"),),
        purses=(planner.PurseLimit("EUR", 10.0, None),),
        needs=tuple(
            planner.Need(
                good, "house", "north", "dignity", 0, 20.0, {good: 1.0}, (good,)
            )
            for good in ("bread", "coffee", "blanket")
        ),
    )


def test_a_chain_goes_back_to_the_last_ingredient(house):
    bread, coffee, _ = house.needs
    chains = Chains(house)

    of_bread, of_coffee = chains.of(bread), chains.of(coffee)

    assert of_bread.goods == {"bread", "flour", "wheat"}
    assert of_bread.skills == {"baking"}
    assert of_bread.capacities == {"oven"}
    assert of_bread.currencies == frozenset()
    assert of_coffee.goods == {"coffee"}
    assert of_coffee.currencies == {"EUR"}


def test_a_short_need_is_told_only_of_limits_it_leans_on(house):
    plan = planner.solve(house)

    limits = {
        short.need: {limit.label for limit in short.limits} for short in plan.shorts
    }

    assert limits["coffee"] == {"EUR"}
    assert limits["bread"] <= {"bread", "flour", "wheat"}
    assert limits["blanket"] <= {"blanket", "wool"}


def test_a_relief_names_a_cause_and_not_just_more_of_the_same(house):
    """What would close a need is an ingredient, an hour, money: not the thing itself."""
    plan = planner.solve(house)

    helps = {
        short.need: {
            part.limit.label for relief in short.reliefs for part in relief.helps
        }
        for short in plan.shorts
    }

    assert helps["coffee"] == {"EUR"}
    assert "bread" not in helps["bread"]
    assert helps["bread"] & {"wheat", "flour"}


def limit_of(kind, label):
    words = planner.Sentence("It binds.")
    return planner.Limit(kind, label, "house", 0, 1.0, 1.0, words)


def test_a_chain_holds_what_it_leans_on_and_any_limit_of_unknown_kind():
    """What one kind holds another of the same name does not; nothing is nobody's."""
    chain = Chain(
        goods=frozenset({"flour"}),
        skills=frozenset({"baking"}),
        rests=frozenset({"sunday"}),
        capacities=frozenset({"oven"}),
        currencies=frozenset({"EUR"}),
        needs=frozenset({"salt"}),
    )
    labels = {
        **dict.fromkeys(("good", "store", "market", "time"), "flour"),
        "effort": "baking",
        "rest": "sunday",
        "capacity": "oven",
        "purse": "EUR",
        "most": "salt",
    }

    for kind, own in labels.items():
        held = [one for one in labels.values() if chain.holds(limit_of(kind, one))]
        assert set(held) == {own}, kind
    assert chain.holds(limit_of("nothing", ""))


def test_a_chain_is_walked_through_every_way_of_making():
    """Soup of leek and stock; leek of seed; stock of leek, too, or of bones."""
    flow = planner.Flow
    goods = ("soup", "leek", "stock", "seed", "bones", "wax")
    problem = planner.Problem(
        places=("house",),
        periods=(planner.Period("week 48"),),
        goods=tuple(planner.Good(label, "kg") for label in goods),
        recipes=(
            planner.Recipe(
                "cook",
                inputs=(flow("leek", 1), flow("stock", 1)),
                outputs=(flow("soup", 1),),
            ),
            planner.Recipe(
                "sow", inputs=(flow("seed", 1),), outputs=(flow("leek", 1),)
            ),
            planner.Recipe(
                "boil", inputs=(flow("leek", 1),), outputs=(flow("stock", 1),)
            ),
            planner.Recipe(
                "roast",
                inputs=(flow("bones", 1),),
                outputs=(flow("stock", 1),),
                effort=(planner.Effort("roasting", 1.0),),
            ),
        ),
        rests=(
            planner.Rest("of all", "house", 9.0),
            planner.Rest("of cooks", "house", 9.0, skills=("roasting", "singing")),
            planner.Rest("of singers", "house", 9.0, skills=("singing",)),
        ),
        needs=(
            need_of("soup", 1.0, place="house", contents={"soup": 1.0, "wax": 0.0}),
            need_of("bones", 1.0, place="house", label="few bones", most=2.0),
            need_of("bones", 1.0, place="house", label="bones"),
            need_of("wax", 1.0, place="house", label="little wax", most=2.0),
        ),
    )

    chain = Chains(problem).of(problem.needs[0])

    assert chain.goods == set(goods) - {"wax"}
    assert chain.skills == {"roasting"}
    assert chain.rests == {"of all", "of cooks"}
    assert chain.needs == {"few bones"}
