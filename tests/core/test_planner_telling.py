"""What a task is for, why a group receives this much, what changes between plans."""

from __future__ import annotations

import dataclasses

import pytest

from commonweal.core.planner import (
    Flow,
    Need,
    Plan,
    Recipe,
    Status,
    Stock,
    Tier,
    comparing,
    purposes,
    shares,
)
from commonweal.core.planner.plan import Link
from tests.core.planner_cases import solved, village


def two_groups(*, flour: float):
    """Flour is baked into bread; north and south need bread, north also porridge."""
    return village(
        goods=("flour", "bread"),
        stocks=(Stock("home", "flour", flour),),
        recipes=(
            Recipe("bake", inputs=(Flow("flour", 2.0),), outputs=(Flow("bread", 3.0),)),
        ),
        needs=(
            Need("b n", "home", "north", Tier.VITAL, 0, 6.0, {"bread": 1.0}, ("bn",)),
            Need("b s", "home", "south", Tier.VITAL, 0, 6.0, {"bread": 1.0}, ("bs",)),
            Need("f n", "home", "north", Tier.DIGNITY, 0, 2.0, {"flour": 1.0}, ("fn",)),
        ),
    )


def told(sentences):
    return [str(sentence) for sentence in sentences]


def test_a_task_ends_with_those_who_eat_what_is_made_of_it():
    plan = solved(two_groups(flour=10.0))

    found = purposes.purposes_of(plan, "bake")

    assert [(one.kind, one.label, one.share) for one in found] == [
        ("group", "north", pytest.approx(0.5)),
        ("group", "south", pytest.approx(0.5)),
    ]
    assert str(found[0].words) == "50 % of the bread ends with north."


def test_a_loop_of_tasks_is_followed_until_nothing_is_left_of_it():
    """Compost feeds the garden, whose scraps are compost again: a tenth each time."""
    problem = village(
        n_weeks=4,
        goods=("compost", "greens"),
        stocks=(Stock("home", "compost", 1.0),),
        recipes=(
            Recipe(
                "garden",
                inputs=(Flow("compost", 1.0),),
                outputs=(Flow("greens", 10.0), Flow("compost", 0.1, after=1)),
            ),
        ),
        needs=(
            Need("g", "home", "north", Tier.VITAL, None, 99.0, {"greens": 1.0}, ("g",)),
        ),
    )

    found = purposes.purposes_of(solved(problem), "garden")

    by_good = dict.fromkeys(("greens", "compost"), 0.0)
    for one in found:
        by_good[one.good] += one.share
    assert by_good == pytest.approx({"greens": 1.0, "compost": 1.0}, abs=1e-3)
    assert found[-1].label == "north"


def test_a_loop_that_gives_nearly_all_back_is_followed_two_hundred_steps():
    """Of the sand a thousandth is lost to the garden in each of a hundred sievings."""
    plan = Plan(
        Status.OPTIMAL,
        flows=(
            Link("recipe", "dig", "good", "sand", "sand", 1.0, "t"),
            Link("good", "sand", "recipe", "sieve", "sand", 999.0, "t"),
            Link("good", "sand", "group", "garden", "sand", 1.0, "t"),
            Link("recipe", "sieve", "good", "sand", "sand", 999.0, "t"),
        ),
    )

    (found,) = purposes.purposes_of(plan, "dig")

    assert (found.label, found.share) == ("garden", pytest.approx(1 - 0.999**100))


def test_a_task_that_is_not_run_is_for_nothing():
    assert purposes.purposes_of(solved(two_groups(flour=10.0)), "brew") == ()


def test_a_group_is_told_what_came_first_and_who_stands_beside_it():
    """Of 4 kg of flour 6 kg of bread: 3 for each group; nothing is left for porridge."""
    problem = two_groups(flour=4.0)
    plan = solved(problem)

    said = told(shares.why_this_much(problem, plan, "north"))

    assert said[0] == "“b n” (vital) is met to 50 %: 3 of 6."
    assert said[1] == (
        "Needs that could not be raised further either, and stand at the same level: 1."
    )
    assert said[2] == "Nobody with a need of this tier has less."
    assert "Needs that are more urgent were settled first: vital." in said
    assert "It is given 3 kg of bread." in said
    assert "who contributed what was not known" in said[-1]


def test_a_group_the_plan_does_not_know_is_told_nothing():
    problem = two_groups(flour=4.0)

    assert shares.why_this_much(problem, solved(problem), "west") == ()


def test_plans_are_compared_with_the_greatest_loss_first():
    before = solved(two_groups(flour=10.0))
    after = solved(two_groups(flour=4.0))

    changes = comparing.changes_between(before, after)

    assert [(one.need, round(one.after - one.before, 6)) for one in changes] == [
        ("f n", -1.0),
        ("b n", -0.5),
        ("b s", -0.5),
    ]
    assert told(comparing.sentences_between(before, before)) == [
        "Nobody's needs are met differently."
    ]


def test_a_need_that_is_new_or_gone_is_said_so():
    problem = two_groups(flour=10.0)
    less = dataclasses.replace(problem, needs=problem.needs[:2])

    assert told(comparing.sentences_between(solved(problem), solved(less))) == [
        "north: “f n” is asked for no more."
    ]
    assert told(comparing.sentences_between(solved(less), solved(problem))) == [
        "north: “f n” is new, met to 100 %."
    ]
