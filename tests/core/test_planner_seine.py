"""Kropotkin's plan for Seine and Seine-et-Oise: his figures in, his totals out.

Figures from The Conquest of Bread, chapter XVII (1906 edition); the expected values are
his, or divisions of his done by hand. See examples/seine/README.md for each of them.
"""

from __future__ import annotations

import dataclasses

import pytest

from tests.core import planner_cases

WORK_DAY = 5  # hours


@pytest.fixture(scope="module")
def problem():
    return planner_cases.seine()


@pytest.fixture(scope="module")
def plan(problem):
    return planner_cases.solved(problem)


def twice_the_inhabitants(problem):
    return dataclasses.replace(
        problem,
        needs=tuple(
            dataclasses.replace(need, demand=2 * need.demand) for need in problem.needs
        ),
    )


def runs_of(plan):
    return {run.recipe: run.runs for run in plan.runs}


def used(plan, kind):
    return next(limit for limit in plan.limits if limit.kind == kind)


def test_the_land_is_what_he_counted(problem, plan):
    """Reference case Seine, statement 1."""
    runs = runs_of(plan)
    acres_per_head = problem.recipes[1].uses[0].amount

    assert runs["an acre of cereals"] == pytest.approx(500_000)
    assert runs["an acre of cereals"] == pytest.approx(494_000, rel=0.02)
    assert runs["a head of cattle"] * acres_per_head == pytest.approx(494_000)
    assert 17_300 <= runs["an acre of market garden"] <= 25_000
    land = used(plan, "capacity")
    assert land.amount - land.used >= 494_000


def test_the_effort_is_seventy_million_work_days(problem, plan):
    """Reference case Seine, statement 2."""
    hours = {recipe.label: recipe.effort[0].hours for recipe in problem.recipes}

    work_days = {
        label: runs * hours[label] / WORK_DAY for label, runs in runs_of(plan).items()
    }

    assert work_days == pytest.approx(
        {
            "an acre of cereals": 15_000_000,
            "a head of cattle": 10_000_000,
            "an acre of market garden": 33_000_000,
            "an hour for extras": 12_000_000,
        }
    )
    assert plan.totals.effort_hours / WORK_DAY == pytest.approx(70_000_000)
    per_worker = plan.totals.effort_hours / WORK_DAY / 1_200_000
    assert per_worker == pytest.approx(58.3, abs=0.05)


def test_every_need_is_met_and_neither_land_nor_effort_binds(plan):
    """Reference case Seine, statement 3."""
    assert {line.level for line in plan.fulfilment} == {1.0}
    assert plan.shorts == ()
    for limit in plan.limits:
        assert limit.used < 0.7 * limit.amount


def test_with_twice_the_inhabitants_land_binds_before_effort(problem):
    """Reference case Seine, statement 4: 2,026,000 acres are not there."""
    plan = planner_cases.solved(twice_the_inhabitants(problem))

    assert [short.need for short in plan.shorts] == ["meat"]
    (limit,) = plan.shorts[0].limits
    assert (limit.kind, limit.label) == ("capacity", "land")
    assert str(limit.words) == "All 1507300 acres of land in the year are in use."
    effort = used(plan, "effort")
    assert effort.used < 0.4 * effort.amount
    # 1,507,300 - 1,000,000 - 37,800 = 469,500 acres are left of 988,000 for cattle.
    assert planner_cases.levels(plan)["meat"] == pytest.approx(
        469_500 / 988_000, abs=1e-5
    )


def test_the_land_asked_for_by_twice_the_inhabitants_would_be_enough(problem):
    """Statement 4 again: the relief, and 140 of 360 million work-days with it."""
    doubled = twice_the_inhabitants(problem)
    short = planner_cases.solved(doubled).shorts[0]
    (more,) = [help_ for help_ in short.reliefs[0].helps if help_.limit.label == "land"]

    land = dataclasses.replace(
        doubled.capacities[0], amount=doubled.capacities[0].amount + more.amount
    )
    plan = planner_cases.solved(dataclasses.replace(doubled, capacities=(land,)))

    # 2,025,800 acres are wanted in all: 518,500 more than there are.
    assert more.amount == pytest.approx(518_500)
    assert plan.shorts == ()
    assert plan.totals.effort_hours / WORK_DAY == pytest.approx(140_000_000)


def test_with_pasture_at_nine_acres_a_head_only_meat_is_short(problem):
    """Reference case Seine, statement 5: 6.3 million acres for cattle alone."""
    cattle = problem.recipes[1]
    on_pasture = dataclasses.replace(
        cattle, uses=(dataclasses.replace(cattle.uses[0], amount=9.0),)
    )
    recipes = (problem.recipes[0], on_pasture, *problem.recipes[2:])

    plan = planner_cases.solved(dataclasses.replace(problem, recipes=recipes))

    # 1,507,300 - 500,000 - 18,900 = 988,400 acres feed 109,822 of 700,000 head.
    assert planner_cases.levels(plan) == {
        "bread": 1.0,
        "vegetables": 1.0,
        "meat": 0.15689,
        "extras": 1.0,
    }
    assert [short.need for short in plan.shorts] == ["meat"]
    assert plan.shorts[0].limits[0].label == "land"
