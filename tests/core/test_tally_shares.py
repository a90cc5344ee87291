"""Equal shares by hand, and what holds for every voter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core.tally.equal_shares import (
    MICRO,
    Project,
    count_equal_shares,
    step_of,
)
from commonweal.core.tally.words import BadBallots

WELL, OVEN, SHED = Project("well", 60), Project("oven", 40, 1), Project("shed", 60, 2)


def labels(counted):
    return [one.label for one in counted.bought]


def test_a_minority_buys_its_part_where_most_votes_would_leave_it_nothing():
    """Six of ten want well and shed, four the oven; there is enough for two."""
    cast = [{"well", "shed"}] * 6 + [{"oven"}] * 4

    counted = count_equal_shares([WELL, OVEN, SHED], cast, 100)

    assert set(labels(counted)) == {"well", "oven"} or "oven" in labels(counted)
    assert counted.most_votes == ("well", "oven")
    assert (counted.spent, counted.left) == (100, 0)


def test_who_has_less_left_pays_what_they_have():
    """Ten share 100. Five bought for 25 (5 each), so the ten pay 5 and 5 for 50."""
    first, both = Project("a", 25), Project("b", 50, 1)
    cast = [{"a", "b"}] * 5 + [{"b"}] * 5

    counted = count_equal_shares([first, both], cast, 100)

    by_label = {one.label: one for one in counted.bought}
    assert by_label["a"].each == 5 * MICRO
    assert by_label["b"].each == 5 * MICRO
    assert by_label["b"].n_payers == 10


def test_parts_are_raised_until_one_step_more_would_overspend():
    """Each of 3 holds 10; the project of 24 has two supporters, who get 12 at last."""
    project = Project("a", 24)
    cast = [{"a"}, {"a"}, set()]

    counted = count_equal_shares([project], cast, 30, step=1)

    assert labels(counted) == ["a"]
    assert (counted.share, counted.raised) == (10 * MICRO, 12 * MICRO)
    assert str(counted.words[-1]).startswith("Each part was raised from 10 to 12")


def test_of_two_that_exclude_one_another_one_is_taken():
    small = Project("small", 30, excludes=frozenset({"large"}))
    large = Project("large", 60, 1, excludes=frozenset({"small"}))

    counted = count_equal_shares([small, large], [{"small", "large"}] * 4, 100)

    assert len(counted.bought) == 1


def test_everything_wrong_is_said_at_once():
    with pytest.raises(BadBallots) as refused:
        count_equal_shares([Project("a", 0)], [{"b"}, ["a", "a"]], 0)

    said = [str(fault) for fault in refused.value.faults]
    assert said == [
        "“a” costs 0. Write more than zero.",
        "The budget is 0. Write 1 to 9000000000000 smallest units.",
        "1: “b” is not on the ballot.",
        "2: “a” is approved twice.",
    ]
    with pytest.raises(BadBallots, match="Nobody voted"):
        count_equal_shares([WELL], [], 10)


def test_the_usual_step_grows_with_the_money():
    assert step_of(100_000, 50) == 2
    assert step_of(100, 50) == 1


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=6),
    st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=12),
    st.integers(1, 120),
)
def test_no_more_is_spent_than_there_is_and_every_payer_approved(costs, cast, budget):
    projects = [Project(str(i), cost, i) for i, cost in enumerate(costs)]
    known = {one.label for one in projects}
    ballots = [{str(i) for i in ballot} & known for ballot in cast]

    counted = count_equal_shares(projects, ballots, budget)

    assert counted.spent <= budget
    assert counted.spent + counted.left == budget
    assert counted.remainder >= 0
    for one in counted.bought:
        supporters = sum(one.label in ballot for ballot in ballots)
        assert one.n_payers <= supporters == one.n_supporters
        assert one.each * one.n_payers >= one.cost * MICRO - len(ballots)
