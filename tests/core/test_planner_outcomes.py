"""What a supposition changes for whom, and that taking away never helps the worst-off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies

from commonweal.core.planner import (
    Agreed,
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
    Purses,
    Recipe,
    Rest,
    Rooms,
    Status,
    Stock,
    Stocks,
    Tier,
    Yields,
    outcomes,
    whatif,
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


def test_what_changes_for_whom_why_and_what_helps():
    """Six hours for ten kilos; half of them are lost: six kilos, two hours short."""
    problem = bakery(hours=6.0)

    outcome = outcomes.compare(problem, solved(problem), Illness(0.5, "baking"))

    assert [str(line) for line in outcome.sentences()] == [
        "50 % of the hours of baking are lost.",
        "north: “bread of north in 0” falls from 100 % to 60 %.",
        "It takes 3 hours instead of 5.",
        "Hours weighted by dislike: 3 instead of 5.",
        "bread of north in 0 in week 14 is met to 60 %; 4 is missing.",
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
