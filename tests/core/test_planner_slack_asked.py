"""What is asked about slack by default, and what is free, from a plan made by hand."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    BadProblem,
    EffortOffer,
    Fall,
    Fulfilment,
    Good,
    Illness,
    Kept,
    LimitUse,
    Plan,
    Purses,
    Rooms,
    Run,
    Sentence,
    Slack,
    Spare,
    Status,
    Stock,
    Stocks,
    Tier,
    Yields,
    slack,
)
from tests.core.planner_cases import need_of, solved, village


def problem(*, n_weeks=2, stock=0.5):
    return village(
        n_weeks=n_weeks,
        places=("home", "yard"),
        goods=(Good("milk", "l", store_limit=8.0), Good("jam", "kg")),
        stocks=(Stock("home", "milk", stock),),
        efforts=(
            EffortOffer("home", "bake", 0, 8.0),
            EffortOffer("home", "mend", n_weeks - 1, 3.0),
            EffortOffer("home", "mend", n_weeks - 1, 2.0),
            EffortOffer("home", "mend", 0, 0.0),
        ),
    )


LIMITS = (
    LimitUse("effort", "bake", "yard", 0, 8.0, 6.0),
    LimitUse("effort", "bake", "home", 0, 8.0, 2.0),
    LimitUse("effort", "bake", "home", 1, 8.0, 4.0),
    LimitUse("effort", "song", "home", 1, 4.0, 4.0),
    LimitUse("effort", "idle", "home", 1, 4.0, 0.0),
    LimitUse("effort", "none", "home", 1, 0.0, 0.0),
    LimitUse("rest", "sunday", "home", None, 4.0, 1.0),
    LimitUse("capacity", "cold", "home", 0, 4.0, 0.0),
    LimitUse("capacity", "oven", "home", 0, 0.5, 0.25),
    LimitUse("purse", "SEK", None, None, 9.0, 0.0),
    LimitUse("purse", "EUR", None, None, 9.0, 0.5),
)
PLAN = Plan(
    Status.OPTIMAL,
    limits=LIMITS,
    runs=(
        Run("bake", "home", 0, 1.0),
        Run("bake", "home", 1, 1.0),
        Run("fry", "home", 0, 1.0),
    ),
    stock=(
        Kept("home", "milk", 0, 1.0),
        Kept("home", "milk", 0, 5.0, expires=1),
        Kept("home", "jam", 0, 1.0),
        Kept("yard", "milk", 1, 8.0),
    ),
)


def test_what_is_used_is_asked_about_all_of_it_first_and_the_tightest_weeks_last():
    assert slack.questions_of(problem(), PLAN) == (
        Illness(0.0),
        Illness(0.0, "bake"),
        Illness(0.0, "song"),
        Stocks(1.0),
        Purses(1.0, "EUR"),
        Rooms(1.0, "oven"),
        Yields(1.0),
        Yields(1.0, "bake"),
        Yields(1.0, "fry"),
        Illness(0.0, "song", periods=(1,)),
        Illness(0.0, "bake", periods=(0,)),
        Illness(0.0, "bake", periods=(1,)),
    )


def test_of_one_week_one_skill_one_task_and_no_stock_less_is_asked():
    plan = Plan(Status.OPTIMAL, limits=LIMITS[:1], runs=PLAN.runs[:1])

    assert slack.questions_of(problem(n_weeks=1, stock=0.0), plan) == (
        Illness(0.0, "bake"),
        Yields(1.0, "bake"),
    )


def test_no_more_than_the_24_tightest_weeks_are_asked_about():
    many = tuple(
        LimitUse("effort", "bake", "home", t, 100.0, 1.0 + t) for t in range(30)
    )
    plan = Plan(Status.OPTIMAL, limits=many)

    asked = slack.questions_of(problem(n_weeks=30, stock=0.0), plan)

    weeks = [one.periods for one in asked if isinstance(one, Illness) and one.periods]
    assert weeks == [(t,) for t in range(29, 5, -1)]


def test_what_is_free_is_sorted_by_share_and_then_by_time_and_kind():
    spares = slack.spares_of(problem(), PLAN)

    assert [
        (one.kind, one.label, one.place, one.period, one.amount, one.used, one.share)
        for one in spares
    ] == [
        ("effort", "song", "home", 1, 4.0, 4.0, 0.0),
        ("store", "milk", "yard", 1, 8.0, 8.0, 0.0),
        ("effort", "bake", "yard", 0, 8.0, 6.0, 0.25),
        ("store", "milk", "home", 0, 8.0, 6.0, 0.25),
        ("capacity", "oven", "home", 0, 0.5, 0.25, 0.5),
        ("effort", "bake", "home", 1, 8.0, 4.0, 0.5),
        ("effort", "bake", "home", 0, 8.0, 2.0, 0.75),
        ("rest", "sunday", "home", None, 4.0, 1.0, 0.75),
        ("purse", "EUR", None, None, 9.0, 0.5, pytest.approx(17 / 18)),
        ("capacity", "cold", "home", 0, 4.0, 0.0, 1.0),
        ("effort", "idle", "home", 1, 4.0, 0.0, 1.0),
        ("effort", "mend", "home", 1, 5.0, 0.0, 1.0),
        ("purse", "SEK", None, None, 9.0, 0.0, 1.0),
    ]
    assert all(one.words.params["percent"] <= 100 * one.share for one in spares)


def test_slack_says_what_could_fall_then_the_twelve_tightest_limits():
    word, other = Sentence("It could fall."), Sentence("It is free.")
    spare = Spare("effort", "bake", "home", 0, 4.0, 5.0, other)
    fall = Fall(Stocks(1.0), 0.5, 0.5, (), (word, word))

    said = [str(one) for one in Slack((spare,) * 13, (fall,)).sentences()]
    cut = [str(one) for one in Slack((spare,), (fall,), is_complete=False).sentences()]

    assert said == [str(word)] * 2 + [str(other)] * 12
    assert len(cut) == 4 and cut[-1] == str(other)
    assert spare.share == 0.0


@pytest.mark.parametrize(("n_circles", "n_told"), [(3, 3), (4, 0)])
def test_who_would_be_first_is_told_of_few(n_circles, n_told):
    needs = tuple(need_of("bread", 1.0, group=f"circle {i}") for i in range(n_circles))
    short = village(stocks=(Stock("home", "bread", float(n_circles)),), needs=needs)
    plan = Plan(
        Status.OPTIMAL,
        fulfilment=tuple(
            Fulfilment(one.label, one.group, Tier.VITAL, False, 0, 1.0) for one in needs
        ),
    )

    (fall,) = slack.slack_of(short, plan, questions=(Stocks(1.0),)).falls

    assert len(fall.first) == n_circles
    assert (fall.share, fall.vital_share) == (0.0, 0.0)
    assert [one.params for one in fall.words[1:]] == [
        {"group": one.group, "need": one.label} for one in needs[:n_told]
    ]


@pytest.mark.parametrize(
    ("plan", "where", "params"),
    [
        (Plan(Status.INFEASIBLE), "status", {}),
        (Plan(Status.FAILED), "status", {}),
        (Plan(Status.OPTIMAL), "fulfilment", {"need": "n"}),
        (
            Plan(
                Status.OPTIMAL,
                fulfilment=(Fulfilment("n", "north", Tier.VITAL, False, 0, 1.0),),
            ),
            "fulfilment",
            {},
        ),
    ],
)
def test_a_plan_that_cannot_be_asked_about_is_refused_where_it_fails(
    plan, where, params
):
    hungry = village(needs=(need_of("bread", 1.0, label="n"),))

    with pytest.raises(BadProblem) as caught:
        slack.slack_of(hungry, plan)

    (fault,) = caught.value.faults
    assert (fault.where, fault.words.params) == (where, params)


def test_vital_needs_may_be_held_where_others_take_all_that_is_left():
    """Two wishes and a vital need: three of four kilos may be lost before it is."""
    problem_ = village(
        stocks=(Stock("home", "bread", 4.0),),
        needs=(
            need_of("bread", 1.0, label="v"),
            need_of("bread", 2.0, label="w", is_wish=True),
            need_of("bread", 1.0, label="d", tier=Tier.DIGNITY),
        ),
    )
    plan = solved(problem_)

    both, none = slack.slack_of(
        problem_, plan, questions=(Stocks(1.0), Purses(1.0))
    ).falls

    assert (both.share, both.vital_share) == pytest.approx((0.0, 0.75), abs=1e-3)
    assert both.first == ("v", "w", "d")
    assert (none.share, none.vital_share, none.first) == (1.0, 1.0, ())
