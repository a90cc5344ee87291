"""Rules of stores: what there is, spoils, expires and finds room."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Arrival,
    Good,
    Stock,
)
from tests.core.planner_cases import (
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
