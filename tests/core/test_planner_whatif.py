"""What if: one small case for each, and that taking away never helps the worst-off."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings, strategies

from commonweal.core.planner import (
    Agreed,
    Arrival,
    BadProblem,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Illness,
    Lane,
    LateArrival,
    LateReady,
    LateStart,
    Need,
    Params,
    People,
    Prices,
    Promise,
    PurchaseOption,
    PurseLimit,
    Purses,
    Recipe,
    Rest,
    Rooms,
    Status,
    Stock,
    Stocks,
    Tier,
    Use,
    Yields,
    outcomes,
    whatif,
    whatif_words,
)
from tests.core.planner_cases import (
    bakery,
    changed,
    is_lower,
    levels,
    leximin_vector,
    need_of,
    small_problems,
    solved,
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


def test_what_changes_for_whom_why_and_what_helps():
    """Six hours for ten kilos; half of them are lost: six kilos, two hours short."""
    problem = bakery(hours=6.0)

    outcome = outcomes.compare(problem, solved(problem), Illness(0.5, "baking"))

    assert [str(line) for line in outcome.sentences()] == [
        "50 % of the hours of baking are lost.",
        "north: “bread of north in 0” falls from 100 % to 60 %.",
        "It takes 3 hours instead of 5.",
        "Hours weighted by dislike: 3 instead of 5.",
        "bread of north in 0 in week 14 is met to 60 %; 4  is missing.",
        "All 3 hours of baking offered in week 14 are used.",
        "It would be closed by: 2 more hours of baking in week 14.",
        "Nobody is asked for an hour more than was agreed.",
        "baking in week 14: 3 hours instead of 5.",
    ]
    assert outcome.problem.agreed == (Agreed("bread", "home", 0, 10.0),)
    assert [(one.before, one.after) for one in outcome.tasks] == [
        (pytest.approx(10.0), pytest.approx(6.0))
    ]
    assert str(outcome) == "\n".join(str(line) for line in outcome.sentences())


def two_weeks(*, hours=(8.0, 8.0)):
    """Four kilos for the second week, an hour each, baked in either week."""
    return village(
        n_weeks=2,
        goods=("flour", "bread"),
        stocks=(Stock("home", "flour", 8.0),),
        recipes=(
            Recipe(
                "bake",
                inputs=(Flow("flour", 1.0),),
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 1.0),),
            ),
        ),
        efforts=tuple(
            EffortOffer("home", "baking", t, offered) for t, offered in enumerate(hours)
        ),
        needs=(need_of("bread", 4.0, period=1),),
    )


@pytest.mark.parametrize("week", [0, 1])
def test_only_what_was_lost_is_asked_for_elsewhere(week):
    """Seven of eight hours are lost where the bread was to be baked: three move."""
    problem = changed(two_weeks(), agreed=(Agreed("bake", "home", week, 4.0),))
    plan = solved(problem)

    outcome = outcomes.compare(problem, plan, Illness(0.875, "baking", periods=(week,)))

    assert outcome.changes == ()
    assert outcome.hours_beyond == pytest.approx(3.0)
    assert {one.period: round(one.after, 6) for one in outcome.hours} == {
        week: 1.0,
        1 - week: 3.0,
    }
    said = [str(line) for line in outcome.sentences()]
    assert "Nobody's needs are met differently." in said
    assert "3 hours are asked for beyond what was agreed." in said


def test_promises_that_can_no_longer_be_kept_are_named():
    problem = village(
        stocks=(Stock("home", "bread", 5.0),),
        promises=(Promise("ten loaves", "home", "bread", 0, 5.0),),
    )

    outcome = outcomes.compare(problem, solved(problem), Stocks(0.5))

    assert outcome.after.status is Status.INFEASIBLE
    assert "These promises cannot be kept together: ten loaves." in str(outcome)


def test_hours_of_lanes_count_and_hours_after_the_end_do_not():
    problem = village(
        places=("home", "yard"),
        stocks=(Stock("home", "bread", 8.0),),
        recipes=(Recipe("bake", effort=(Effort("baking", 1.0, 5),)),),
        lanes=(
            _lane("home", "yard", Effort("driving", 0.5)),
            _lane("yard", "home", None),
        ),
        efforts=(EffortOffer("home", "driving", 0, 8.0),),
        needs=(need_of("bread", 4.0, place="yard"),),
    )

    hours = outcomes.hours_of(problem, solved(problem))

    assert hours == {("driving", "home", 0): pytest.approx(2.0)}


def _lane(source, target, effort):
    return Lane(source, target, 0.0, effort)


# Neither lateness, which may suit what is fresh for a day only, nor more people, whose
# bounds of what would do harm are wider too.
_LOSSES = strategies.sampled_from(
    [
        Yields(0.5),
        Illness(0.5),
        Illness(1.0, "work", periods=(0,)),
        Rooms(0.5),
        Stocks(0.5),
        Purses(0.0),
        Prices(2.0),
    ]
)


@few
@given(small_problems(with_promises=False), _LOSSES)
def test_what_takes_away_never_raises_the_worst_off(problem, loss):
    """Property: no loss raises the leximin vector of the first tier there is."""
    asked = _names(problem, loss)
    tier = next(t for t in Tier if any(n.tier == t for n in problem.needs))
    before = solved(problem, params=FAST)

    after = solved(whatif.apply(problem, asked), params=FAST)

    assert not is_lower(leximin_vector(before, tier), leximin_vector(after, tier))


def _names(problem, loss):
    """The skill is unknown where neither a task nor an offer names it."""
    is_known = any(offer.skill == "work" for offer in problem.efforts) or any(
        recipe.effort for recipe in problem.recipes
    )
    if isinstance(loss, Illness) and loss.skill and not is_known:
        return Illness(loss.share)
    return loss


@few
@given(small_problems(with_promises=False))
def test_nothing_lost_changes_nothing(problem):
    """Property: factor 1, share 0 and no delay give the same problem."""
    nothing = (
        Yields(1.0), Illness(0.0), Rooms(1.0), LateReady(0), LateArrival(0),
        LateStart(0), Stocks(1.0), Purses(1.0), Prices(1.0), People(1.0),
    )  # fmt: skip

    assert whatif.apply(problem, *nothing) == problem


@few
@given(small_problems(with_promises=False))
def test_laid_beside_itself_a_plan_changes_for_nobody(problem):
    plan = solved(problem, params=FAST)

    outcome = outcomes.compare(problem, plan, Yields(1.0))

    assert outcome.changes == ()
    assert outcome.hours_beyond == pytest.approx(0.0, abs=1e-5)
    assert levels(outcome.after) == pytest.approx(levels(plan), abs=2e-5)


def test_a_need_remembers_what_it_was_given_before():
    """North had six of eight kilos, south none of eight: six kilos go to south first."""
    problem = village(
        stocks=(Stock("home", "bread", 6.0),),
        needs=(
            need_of("bread", 8.0, had=6.0),
            need_of("bread", 8.0, group="south"),
            Need("cake", "home", "north", Tier.DIGNITY, 0, 4.0, {}, (), had=1.0),
        ),
    )

    plan = solved(problem)

    assert levels(plan) == {
        "bread of north in 0": 0.75,
        "bread of south in 0": 0.75,
        "cake": 0.25,
    }


def test_what_a_need_was_given_before_counts_for_what_would_do_harm():
    problem = village(
        goods=("salt", "bread"),
        stocks=(Stock("home", "salt", 6.0), Stock("home", "bread", 6.0)),
        needs=(
            need_of("salt", 2.0, label="salt", baskets=("b",), most=3.0, had=2.5),
            need_of("bread", 4.0, label="food", baskets=("b",),
                    contents={"salt": 1.0}),
        ),
    )  # fmt: skip

    plan = solved(problem)

    assert levels(plan) == {"salt": 1.0, "food": 0.125}


def test_who_is_ill_lends_no_hands_to_anything_else():
    """Half the bakers are ill in one of two weeks: a quarter of the baking, an eighth
    of all hours, is lost to what they may be asked for together."""
    problem = village(
        n_weeks=2,
        places=("home", "yard"),
        efforts=tuple(
            EffortOffer("home", skill, t, 8.0)
            for skill in ("baking", "brewing")
            for t in range(2)
        ),
        rests=(
            Rest("all", "home", 24.0),
            Rest("bakers", "home", 12.0, skills=("baking",)),
            Rest("second week", "home", 12.0, first=1),
            Rest("first week", "home", 12.0, last=0),
            Rest("elsewhere", "yard", 12.0),
        ),
    )

    after = whatif.apply(problem, Illness(0.5, "baking", periods=(1,)))

    assert [rest.hours for rest in after.rests] == [21.0, 9.0, 9.0, 12.0, 12.0]
