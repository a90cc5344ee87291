"""Slack: what is free, what could fall away, and that it is true there and beyond."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from commonweal.core.planner import (
    BadProblem,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Illness,
    LateStart,
    Params,
    Plan,
    PurchaseOption,
    PurseLimit,
    Purses,
    Recipe,
    Rest,
    Rooms,
    Status,
    Stock,
    Stocks,
    Stop,
    Tier,
    Use,
    Yields,
    backend,
    found,
    slack,
    slack_solves,
    solve,
    whatif,
)
from tests.core.planner_cases import (
    bakery,
    changed,
    need_of,
    small_problems,
    solved,
    village,
)

FAST = Params(most_explained=0)


def fall_of(problem, question, **how):
    found = slack.slack_of(problem, solved(problem), questions=(question,), **how)
    (fall,) = found.falls
    return fall


@pytest.mark.parametrize(
    ("hours", "share"),
    [(4.0, 0.0), (5.0, 0.0), (6.0, 1 / 6), (10.0, 0.5)],
)
def test_hours_may_fall_as_far_as_five_are_left(hours, share):
    """Ten kilos at half an hour each take five hours; below that somebody gets less."""
    fall = fall_of(bakery(hours=hours), Illness(0.0, "baking"))

    assert fall.share == pytest.approx(share, abs=slack.TOLERANCE)
    assert fall.share <= share + 1e-9
    assert fall.first == ("bread of north in 0",)


def test_yields_may_fall_as_far_as_hours_make_up_for_them():
    """Six hours make twelve loaves at most; each may be a sixth lighter."""
    fall = fall_of(bakery(hours=6.0), Yields(1.0, "bread"))

    assert fall.share == pytest.approx(1 / 6, abs=slack.TOLERANCE)
    assert fall.share <= 1 / 6


def test_of_ten_kilos_of_flour_two_may_be_lost():
    fall = fall_of(bakery(hours=6.0, flour=10.0), Stocks(1.0, "flour"))

    assert fall.share == pytest.approx(0.2, abs=slack.TOLERANCE)


def test_of_the_purse_what_is_not_spent_may_be_lost_in_any_currency():
    problem = village(
        purchases=(PurchaseOption("home", "bread", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 40.0), PurseLimit("CHF", 7.0)),
        needs=(need_of("bread", 10.0),),
    )

    assert fall_of(problem, Purses(1.0, "EUR")).share == pytest.approx(0.5, abs=1e-3)
    assert fall_of(problem, Purses(1.0, "CHF")).share == 1.0


def test_of_a_room_what_is_in_use_must_stay():
    problem = changed(bakery(hours=8.0), capacities=(Capacity("home", "oven", 0, 8.0),))
    recipe = problem.recipes[0]
    problem = changed(
        problem,
        recipes=(
            Recipe(
                recipe.label, recipe.place, recipe.inputs, recipe.outputs,
                recipe.effort, (Use("oven", 0.2),),
            ),
        ),
    )  # fmt: skip

    assert fall_of(problem, Rooms(1.0, "oven")).share == pytest.approx(0.75, abs=1e-3)


def test_only_one_week_may_lose_what_another_makes_up_for():
    """Four hours in week 15 or in week 14, six offered in each: either may fail."""
    problem = village(
        n_weeks=2,
        recipes=(
            Recipe(
                "bake", outputs=(Flow("bread", 1.0),), effort=(Effort("baking", 1.0),)
            ),
        ),
        efforts=tuple(EffortOffer("home", "baking", t, 6.0) for t in range(2)),
        needs=(need_of("bread", 8.0, period=1),),
    )

    found = slack.slack_of(
        problem,
        solved(problem),
        questions=(
            Illness(0.0, "baking"),
            Illness(0.0, "baking", periods=(0,)),
            Illness(0.0, "baking", "home", periods=(0, 1)),
        ),
    )

    shares = [fall.share for fall in found.falls]
    assert shares == pytest.approx([1 / 3, 2 / 3, 1 / 3], abs=slack.TOLERANCE)
    assert [str(one) for fall in found.falls for one in fall.words[:-1]] == [
        "33.3 % of the hours of baking could fall away before anybody gets less.",
        (
            "66.6 % of the hours of baking in week 14 could fall away "
            "before anybody gets less."
        ),
        "33.3 % of the hours of baking could fall away before anybody gets less.",
        "Only from week 14 to week 15.",
        "Only at home.",
    ]


def test_vital_needs_are_asked_about_by_themselves():
    """Cake takes half of the flour; bread alone would do with the other half."""
    problem = village(
        goods=("flour",),
        stocks=(Stock("home", "flour", 10.0),),
        needs=(
            need_of("flour", 5.0, label="bread", baskets=("b",)),
            need_of("flour", 5.0, label="cake", baskets=("c",), tier=Tier.FLOURISHING),
        ),
    )

    fall = fall_of(problem, Stocks(1.0))

    assert (fall.share, fall.vital_share) == pytest.approx((0.0, 0.5), abs=1e-3)
    assert [str(one) for one in fall.words] == [
        "0 % of the opening stock could be lost before anybody gets less.",
        "Vital needs would stay met as planned up to 50 %.",
        "north: “bread” would be the first to get less.",
        "north: “cake” would be the first to get less.",
    ]


def test_what_comes_only_whole_falls_in_steps():
    """Two batches of an oven are needed; of three hours, one may be lost, no minute more."""
    problem = village(
        recipes=(
            Recipe(
                "batch",
                outputs=(Flow("bread", 4.0),),
                effort=(Effort("baking", 1.0),),
                whole=True,
            ),
        ),
        efforts=(EffortOffer("home", "baking", 0, 3.0),),
        needs=(need_of("bread", 5.0),),
    )

    assert fall_of(problem, Illness(0.0)).share == pytest.approx(1 / 3, abs=1e-3)
    assert fall_of(problem, Yields(1.0)).share == pytest.approx(1 - 5 / 12, abs=1e-3)


def test_what_nobody_uses_may_be_lost_altogether():
    problem = changed(bakery(), stocks=(Stock("home", "flour", 8.0),) * 2)
    problem = changed(problem, needs=(need_of("bread", 0.0),))

    fall = fall_of(problem, Stocks(1.0))

    assert (fall.share, fall.vital_share) == (1.0, 1.0)


def test_what_is_free_is_told_the_tightest_first():
    problem = village(
        n_weeks=2,
        goods=(Good("bread", "kg", store_limit=10.0),),
        stocks=(Stock("home", "bread", 4.0),),
        recipes=(
            Recipe(
                "bake",
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 1.0),),
                uses=(Use("oven", 1.0),),
            ),
        ),
        capacities=(Capacity("home", "oven", None, 16.0, "h"),),
        efforts=(
            EffortOffer("home", "baking", 1, 4.0),
            EffortOffer("home", "sewing", 1, 3.0),
            EffortOffer("home", "sewing", 1, 5.0),
        ),
        purchases=(PurchaseOption("home", "bread", 2.0, "EUR", most_per_period=0.0),),
        purses=(PurseLimit("EUR", 40.0), PurseLimit("EUR", 10.0, 1)),
        needs=(need_of("bread", 8.0, period=1),),
    )

    spares = slack.spares_of(problem, solved(problem))

    assert [(str(one.words), round(one.share, 3)) for one in spares] == [
        ("Of 4 hours of baking in week 15, 0 % are free.", 0.0),
        ("Of the room to keep 10 kg of bread after week 14, 60 % is free.", 0.6),
        ("Of 16 h of oven in week 15, 75 % are free.", 0.75),
        ("Of 16 h of oven in week 14, 100 % are free.", 1.0),
        ("Of 8 hours of sewing in week 15, 100 % are free.", 1.0),
        ("Of 10 EUR in the purse for week 15, 100 % are free.", 1.0),
        ("Of 40 EUR in the purse, 100 % are free.", 1.0),
    ]


def test_by_default_what_the_plan_uses_is_asked_about():
    problem = changed(
        bakery(hours=6.0),
        efforts=(
            EffortOffer("home", "baking", 0, 6.0),
            EffortOffer("home", "sewing", 0, 6.0),
        ),
    )

    found = slack.slack_of(problem, solved(problem))

    assert [fall.whatif for fall in found.falls] == [
        Illness(0.0, "baking"),
        Stocks(1.0),
        Yields(1.0, "bread"),
    ]
    assert found.is_complete
    assert str(found).splitlines()[0] == (
        "16.6 % of the hours of baking could fall away before anybody gets less."
    )


def test_it_stops_when_asked_and_says_so():
    found = slack.slack_of(bakery(), solved(bakery()), stop=Stop(asked=lambda: True))

    assert found.falls == ()
    assert not found.is_complete
    assert "not every question was answered" in str(found)
    assert found.spares


def test_a_plan_of_another_problem_keeps_no_slack():
    problem, other = (
        bakery(),
        changed(bakery(), needs=(need_of("bread", 9.0, label="x"),)),
    )

    with pytest.raises(BadProblem, match="says nothing of x"):
        slack.slack_of(other, solved(problem))
    with pytest.raises(BadProblem, match="cannot be reached"):
        slack.slack_of(bakery(demand=20.0), solved(problem))
    with pytest.raises(BadProblem, match="no plan here"):
        slack.slack_of(problem, Plan(Status.INFEASIBLE))
    with pytest.raises(BadProblem, match="no recipe brew"):
        slack.slack_of(problem, solved(problem), questions=(Yields(1.0, "brew"),))
    with pytest.raises(ValueError, match="no share"):
        slack.slack_of(problem, solved(problem), questions=(LateStart(1),))


@pytest.mark.parametrize("guess", [None, 0.9, 0.05])
def test_a_guess_that_does_not_hold_is_sought_by_halving(guess, monkeypatch):
    """Five of six hours are needed, whatever the first solve believes."""
    monkeypatch.setattr(slack_solves.Asking, "_most", lambda *_: (guess, ()))

    fall = fall_of(bakery(hours=6.0), Illness(0.0, "baking"))

    assert fall.share == pytest.approx(1 / 6, abs=slack.TOLERANCE)
    assert fall.share <= 1 / 6


def test_no_slack_is_told_that_the_solver_found_no_answer_for(monkeypatch):
    problem, plan = bakery(hours=6.0), solved(bakery(hours=6.0))

    def trouble(_):
        raise found.Trouble(("everything",))

    monkeypatch.setattr(backend.Solver, "solve", trouble)

    with pytest.raises(BadProblem, match="cannot be reached"):
        slack.slack_of(problem, plan)


@settings(max_examples=6, deadline=None)
@given(small_problems(with_promises=False))
def test_at_the_share_told_nobody_falls_and_a_little_beyond_somebody_does(problem):
    """Property: both are seen by solving the changed problem from the beginning."""
    plan = solve(problem, params=FAST)
    before = {line.need: line.level for line in plan.fulfilment}
    for question in (Illness(0.0), Stocks(1.0), Yields(1.0), Purses(1.0), Rooms(1.0)):
        fall = slack.slack_of(problem, plan, questions=(question,)).falls[0]

        at = solve(
            whatif.apply(problem, whatif.lost(question, fall.share)), params=FAST
        )

        assert all(at.level_of(need) > level - 1e-5 for need, level in before.items())
        assert fall.share <= fall.vital_share <= 1.0
        if fall.share < 0.98:
            lost = whatif.lost(question, fall.share + 0.01)
            beyond = solve(whatif.apply(problem, lost), params=FAST)
            assert any(
                beyond.level_of(need) < level - 1e-6 for need, level in before.items()
            )


def test_what_only_some_of_the_plan_uses_and_what_stays_in_words():
    """Rooms in one week, one good of all yields; an oven that stands cold is not asked."""
    problem = village(
        n_weeks=2,
        recipes=(
            Recipe(
                "bake",
                outputs=(Flow("bread", 1.0),),
                effort=(Effort("baking", 1.0),),
                uses=(Use("oven", 1.0),),
            ),
            Recipe("fry", outputs=(Flow("bread", 1.0),), uses=(Use("pan", 9.0),)),
        ),
        stocks=(Stock("home", "bread", 4.0),),
        capacities=(
            Capacity("home", "oven", None, 8.0),
            Capacity("home", "pan", None, 9.0),
        ),
        efforts=tuple(EffortOffer("home", "baking", t, 8.0) for t in range(2)),
        rests=(Rest("rest", "home", 16.0),),
        needs=(need_of("bread", 4.0, period=1),),
    )
    plan = solved(problem)

    found = slack.slack_of(
        problem,
        plan,
        questions=(Rooms(1.0, "oven", periods=(0,)), Yields(1.0, good="bread")),
    )

    assert slack.questions_of(problem, plan) == (Stocks(1.0),)
    assert [str(one) for fall in found.falls for one in fall.words] == [
        "100 % of oven could fall away before anybody gets less.",
        "Only in week 14.",
        "100 % of the bread made could be lost before anybody gets less.",
    ]
    assert "Of 16 hours that “rest” leaves, 100 % are free." in str(found)


def test_a_skill_no_task_asks_for_may_be_lost_altogether():
    problem = changed(
        bakery(),
        efforts=(*bakery().efforts, EffortOffer("home", "sewing", 0, 6.0)),
    )

    assert fall_of(problem, Illness(0.0, "sewing")).share == 1.0
