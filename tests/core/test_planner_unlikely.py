"""What only all lines of a problem together show is named before anything is solved."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    BadProblem,
    Effort,
    Flow,
    Recipe,
    Stock,
    Use,
)
from tests.core.planner_cases import village


def task(label, takes, gives, **more):
    """Take 1 of something and give so much of something else."""
    amount, good = gives
    return Recipe(
        label, inputs=(Flow(takes, 1.0),), outputs=(Flow(good, amount),), **more
    )


def faults_of(*recipes, **more):
    with pytest.raises(BadProblem) as caught:
        village(goods=("cloth", "rags", "paper"), recipes=recipes, **more)
    return {fault.where: str(fault.words) for fault in caught.value.faults}


TEAR = task("tear", "cloth", (2.0, "rags"))


def test_tasks_that_make_something_from_nothing_are_named_together():
    weave = task("weave", "rags", (0.6, "cloth"))

    assert faults_of(task("boil", "rags", (1.0, "paper")), TEAR, weave) == {
        "recipes[1]": (
            "These tasks together make more than they take, with no effort and no room: "
            "tear, weave. Give one of them hours, a capacity or a loss."
        )
    }


def test_of_a_circle_only_those_are_named_who_make_something_from_nothing():
    weave = task("weave", "rags", (0.6, "cloth"))
    felt = task("felt", "rags", (0.4, "cloth"))

    (said,) = faults_of(felt, TEAR, weave).values()

    assert "no effort and no room: tear, weave." in said


@pytest.mark.parametrize(
    "weave",
    [
        task("weave", "rags", (0.5, "cloth")),  # as much as was there
        task("weave", "rags", (0.6, "cloth"), effort=(Effort("weaving", 0.1),)),
        task("weave", "rags", (0.6, "cloth"), uses=(Use("loom", 1.0),)),
    ],
    ids=["loses", "takes hours", "takes room"],
)
def test_a_loop_that_loses_or_takes_hours_or_room_is_no_fault(weave):
    assert village(goods=("cloth", "rags"), recipes=(TEAR, weave)).recipes


def test_amounts_of_one_good_that_are_worlds_apart_are_named():
    small = Recipe("dust", inputs=(Flow("cloth", 1e-7),), effort=(Effort("work", 1.0),))

    assert faults_of(small, stocks=(Stock("home", "cloth", 2e6),)) == {
        "recipes[0].inputs[0].amount": (
            "Amounts of cloth lie from 1e-07 to 2000000.0: too far apart to reckon with. "
            "Check the units."
        )
    }
