"""Equal shares by hand, and what holds for every voter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core.tally import published_rules
from commonweal.core.tally.equal_shares import (
    MICRO,
    Project,
    count_equal_shares,
    step_of,
)
from commonweal.core.tally.recounts import equal_shares as recount
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


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=7),
    st.lists(st.sets(st.integers(0, 6), max_size=3), min_size=1, max_size=9),
    st.integers(20, 500),
    st.integers(1, 40),
)
def test_prices_found_from_below_are_those_of_looking_at_everything(
    costs, cast, budget, step
):
    """The arrays against the stand-alone script, which looks at all, one by one."""
    known = [str(i) for i in range(len(costs))]
    projects = [Project(label, cost) for label, cost in zip(known, costs, strict=True)]
    ballots = [sorted(set(map(str, ballot)) & set(known)) for ballot in cast]
    rule = published_rules.shares_rule(
        projects=projects, budget=budget, n_voters=len(cast), step=step
    )

    counted = published_rules.count(rule, ballots).result

    again = recount.count(rule, ballots)
    assert {key: counted[key] for key in again} == again


def test_a_lonely_wish_is_reached_in_one_leap():
    """A thousand hold 1 each. Who wants 900 alone gets it after 899 steps of one."""
    projects = [Project("bench", 50), Project("statue", 900, 1)]
    cast = [{"bench"}] * 999 + [{"statue"}]

    counted = count_equal_shares(projects, cast, 1000, step=1)

    assert labels(counted) == ["bench", "statue"]
    assert counted.raised == 900 * MICRO


def test_what_costs_more_than_there_is_never_stops_the_raising():
    projects = [Project("palace", 500), Project("well", 24, 1)]

    counted = count_equal_shares(projects, [{"well", "palace"}, {"palace"}], 30, step=1)

    assert labels(counted) == ["well"]
    assert str(counted.words[-1]) == (
        "palace: its 2 supporters have 24 left, it costs 500."
    )


def test_what_is_no_budget_is_refused():
    with pytest.raises(BadBallots) as refused:
        count_equal_shares([WELL, WELL], [{"well"}], 10, step=0)

    assert [str(fault) for fault in refused.value.faults] == [
        "“well” stands twice among the projects.",
        "Parts are raised by 0 at a time. Write one smallest unit or more.",
    ]
    with pytest.raises(BadBallots, match="There is no project to vote on"):
        count_equal_shares([], [set()], 10)


def test_what_is_left_of_nearly_too_much_is_added_up_without_overflowing():
    """Together all hold more micro-units than half of what an array of them counts."""
    budget = 9_000_000_000_000
    projects = [Project("palace", budget), Project("well", 3_000_000_000_000, 1)]
    cast = [{"palace"}, {"palace"}, {"well"}]

    counted = count_equal_shares(projects, cast, budget, step=budget)

    assert labels(counted) == ["well"]
    assert str(counted.words[-1]) == (
        "palace: its 2 supporters have 6000000000000 left, it costs 9000000000000."
    )
