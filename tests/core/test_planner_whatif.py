"""What if: one small case for each kind of supposition, and what it says."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import settings

from commonweal.core.planner import (
    Arrival,
    BadProblem,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Illness,
    LateArrival,
    LateReady,
    LateStart,
    Params,
    People,
    Prices,
    PurchaseOption,
    PurseLimit,
    Purses,
    Recipe,
    Rooms,
    Stock,
    Stocks,
    Use,
    Yields,
    whatif,
    whatif_words,
)
from tests.core.planner_cases import (
    bakery,
    need_of,
    village,
)

FAST = Params(most_explained=0)
few = settings(max_examples=30, deadline=None)


def field(*, may_start=(True, True, False, False)):
    """Sown in week 14 or 15, hoed a week later, reaped two weeks after sowing."""
    return village(
        n_weeks=4,
        goods=("seed", "wheat"),
        stocks=(Stock("home", "seed", 10.0),),
        recipes=(
            Recipe(
                "wheat",
                inputs=(Flow("seed", 1.0),),
                outputs=(Flow("wheat", 4.0, 2),),
                effort=(
                    Effort("farming", 1.0),
                    Effort("farming", 2.0, 1),
                    Effort("farming", 3.0, 2),
                ),
                uses=(Use("land", 1.0, 3), Use("barn", 1.0, 1)),
                may_start=may_start,
            ),
        ),
        capacities=(
            Capacity("home", "land", None, 2.0),
            Capacity("home", "barn", None, 2.0),
        ),
        efforts=tuple(EffortOffer("home", "farming", t, 12.0) for t in range(4)),
        needs=(need_of("wheat", 16.0, period=3),),
    )


def test_a_poor_yield_is_of_one_recipe_or_of_all():
    problem = bakery()

    assert whatif.apply(problem, Yields(0.8)).recipes[0].outputs[0].amount == 0.8
    assert whatif.apply(problem, Yields(0.8, "bread")).recipes[0].outputs == (
        Flow("bread", 0.8),
    )


def test_a_poor_yield_of_one_good_leaves_the_by_product_as_it_is():
    wheat = Recipe("wheat", outputs=(Flow("wheat", 4.0), Flow("straw", 5.0)))
    problem = village(goods=("wheat", "straw"), recipes=(wheat,))

    after = whatif.apply(problem, Yields(0.5, good="wheat"))

    assert after.recipes[0].outputs == (Flow("wheat", 2.0), Flow("straw", 5.0))


def test_illness_takes_hours_of_a_skill_in_a_place_and_some_periods():
    efforts = tuple(
        EffortOffer(place, skill, t, 8.0)
        for place in ("home", "yard")
        for skill in ("baking", "sewing")
        for t in range(2)
    )
    problem = village(n_weeks=2, places=("home", "yard"), efforts=efforts)

    after = whatif.apply(problem, Illness(0.25, "baking", "yard", periods=(1,)))

    assert [offer.hours for offer in after.efforts] == [8, 8, 8, 8, 8, 6, 8, 8]


def test_a_room_may_fail_for_a_while_and_its_label_and_unit_stay():
    problem = village(
        n_weeks=3,
        capacities=(
            Capacity("home", "oven", None, 4.0, "h"),
            Capacity("home", "oven", 1, 2.0, "h"),
            Capacity("home", "oven", 2, 2.0, "h"),
            Capacity("home", "barn", None, 9.0),
        ),
    )

    after = whatif.apply(problem, Rooms(0.5, "oven", periods=(1,)))

    assert after.capacities == (
        Capacity("home", "oven", 0, 4.0, "h"),
        Capacity("home", "oven", 1, 2.0, "h"),
        Capacity("home", "oven", 2, 4.0, "h"),
        Capacity("home", "oven", 1, 1.0, "h"),
        Capacity("home", "oven", 2, 2.0, "h"),
        Capacity("home", "barn", None, 9.0),
    )
    assert whatif.apply(problem, Rooms(0.5, "oven")).capacities[0].amount == 2.0


def test_a_late_season_opens_and_closes_later():
    after = whatif.apply(field(), LateStart(1))

    assert after.recipes[0].may_start == (False, True, True, False)
    assert whatif.apply(field(), LateStart(9)).recipes[0].may_start == (False,) * 4


def test_without_a_season_only_a_named_recipe_starts_later():
    problem = field(may_start=None)

    assert whatif.apply(problem, LateStart(1)) == problem
    assert whatif.apply(problem, LateStart(1, "wheat")).recipes[0].may_start == (
        False, True, True, True
    )  # fmt: skip


def test_what_is_ready_later_is_reaped_later_and_holds_the_field_longer():
    recipe = whatif.apply(field(), LateReady(1)).recipes[0]

    assert recipe.inputs == (Flow("seed", 1.0),)
    assert recipe.outputs == (Flow("wheat", 4.0, 3),)
    assert [effort.after for effort in recipe.effort] == [0, 1, 3]
    assert recipe.uses == (Use("land", 1.0, 4), Use("barn", 1.0, 1))


def test_what_is_ready_at_once_comes_later_only_if_it_is_named():
    problem = bakery()

    assert whatif.apply(problem, LateReady(1)) == problem
    late = whatif.apply(problem, LateReady(1, "bread")).recipes[0]
    assert late.outputs == (Flow("bread", 1.0, 1),)
    assert late.inputs[0].after == late.effort[0].after == 0


def test_a_late_delivery_may_come_after_the_end():
    arrivals = (
        Arrival("home", "flour", 0, 5.0),
        Arrival("home", "flour", 1, 6.0),
        Arrival("home", "bread", 1, 7.0),
    )
    problem = village(n_weeks=2, goods=("flour", "bread"), arrivals=arrivals)

    after = whatif.apply(problem, LateArrival(1, "flour", "home"))

    assert after.arrivals == (Arrival("home", "flour", 1, 5.0), arrivals[2])


def test_stocks_purses_prices_and_people():
    problem = village(
        goods=("flour", "bread"),
        stocks=(Stock("home", "flour", 8.0, 0), Stock("home", "bread", 8.0)),
        purchases=(PurchaseOption("home", "flour", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 20.0), PurseLimit("CHF", 20.0)),
        needs=(
            need_of("bread", 8.0, most=12.0),
            need_of("bread", 8.0, group="south"),
        ),
    )

    after = whatif.apply(
        problem,
        Stocks(0.5, "flour"),
        Purses(0.25, "EUR"),
        Prices(1.5, "flour"),
        People(1.25, "north"),
    )

    assert after.stocks == (Stock("home", "flour", 4.0, 0), problem.stocks[1])
    assert [purse.amount for purse in after.purses] == [5.0, 20.0]
    assert after.purchases[0].price == 3.0
    assert [(need.demand, need.most) for need in after.needs] == [
        (10.0, 15.0),
        (8.0, None),
    ]
    assert whatif.apply(problem, Stocks(0.5)).stocks[1].amount == 4.0
    assert whatif.apply(problem, Prices(2.0)).purchases[0].price == 4.0
    assert whatif.apply(problem, Prices(2.0, "bread")) == problem


def test_everything_wrong_is_told_at_once_with_its_place():
    with pytest.raises(BadProblem) as caught:
        whatif.apply(
            bakery(),
            Yields(float("nan"), "brew", "beer"),
            Illness(1.5, "brewing", "away", (0, 7)),
            LateStart(-1),
            Rooms(-1.0, "cellar"),
            Purses(0.5, "EUR"),
            People(1e9, "south"),
        )

    assert {fault.where: str(fault.words) for fault in caught.value.faults} == {
        "what_if[0].recipe": "There is no recipe brew.",
        "what_if[0].good": "There is no good beer.",
        "what_if[0].factor": "A factor lies between 0 and 1000; this says nan.",
        "what_if[1].skill": (
            "Nobody offers hours of brewing, and no task asks for them."
        ),
        "what_if[1].place": "There is no place away.",
        "what_if[1].share": "A share lies between 0 and 1; this says 1.5.",
        "what_if[1].periods[1]": "Periods are counted from 0 to 0; this says 7.",
        "what_if[2].n_periods": "This must be 0 or more; it says -1.",
        "what_if[3].capacity": "There is no land, room or machine cellar.",
        "what_if[3].factor": "A factor lies between 0 and 1000; this says -1.0.",
        "what_if[4].currency": "There is no purse in EUR.",
        "what_if[5].group": "There is no group south.",
        "what_if[5].factor": "A factor lies between 0 and 1000; this says 1000000000.0.",
    }


def test_a_share_is_lost_of_what_has_shares_only():
    assert whatif.lost(Yields(1.0, "bread"), 0.25) == Yields(0.75, "bread")
    assert whatif.lost(Stocks(1.0), 1.0) == Stocks(0.0)
    with pytest.raises(ValueError, match="no share"):
        whatif.lost(LateStart(1), 0.5)


@pytest.mark.parametrize(
    ("supposed", "said"),
    [
        (Yields(0.8), ["Every task gives 80 % of what was expected."]),
        (Yields(0.8, "bread"), ["bread gives 80 % of what was expected."]),
        (
            Yields(0.8, good="bread"),
            ["Of bread, 80 % of what was expected is made."],
        ),
        (
            Yields(0.8, "bake", "bread"),
            ["Of bread, bake gives 80 % of what was expected."],
        ),
        (
            Illness(0.5, "baking", "home", (1, 2)),
            [
                "50 % of the hours of baking are lost.",
                "Only at home.",
                "Only from week 15 to week 16.",
            ],
        ),
        (Rooms(0.0, periods=(0,)), [
            "0 % of land, rooms and machines can be used.", "Only in week 14.",
        ]),
        (LateStart(2, "wheat"), ["wheat can start only 2 periods later."]),
        (People(1.5), ["Every group is 150 % of its size."]),
    ],
)  # fmt: skip
def test_what_is_supposed_is_said_plainly(supposed, said):
    words = whatif_words.said(village(n_weeks=3), supposed)

    assert [str(one) for one in words] == said


def test_every_kind_has_words_for_all_and_for_one():
    everything = [
        Yields(1.0), Illness(0.0), Rooms(1.0), LateStart(1), LateReady(1),
        LateArrival(1), Stocks(1.0), Purses(1.0), Prices(1.0), People(1.0),
    ]  # fmt: skip
    names = {
        "recipe": "r", "good": "g", "skill": "s",
        "capacity": "c", "currency": "m", "group": "p",
    }  # fmt: skip
    for one in everything:
        fields = {field.name for field in dataclasses.fields(one)}
        key = next(key for key in names if key in fields)
        named = dataclasses.replace(one, **{key: names[key]})

        for supposed in (one, named):
            (sentence,) = whatif_words.said(village(), supposed)
            assert "%(" not in str(sentence)
