"""Planning anew in mid-season: what was agreed changes as little as needs allow."""

from __future__ import annotations

import dataclasses

import pytest

from commonweal.core.planner import (
    Agreed,
    BadProblem,
    Effort,
    EffortOffer,
    Flow,
    Recipe,
    Stock,
)
from tests.core.planner_cases import need_of, solved, village


def bakery(*, agreed=(), flour=8.0, hours=(4.0, 4.0)):
    """Bread for the second week can be baked in either; a kilo takes an hour."""
    return village(
        n_weeks=2,
        goods=("flour", "bread"),
        stocks=(Stock("home", "flour", flour),),
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
        agreed=agreed,
    )


def runs_by_week(plan):
    return {run.period: round(run.runs, 6) for run in plan.runs}


@pytest.mark.parametrize("week", [0, 1])
def test_what_was_agreed_stays_where_it_was_when_both_are_as_good(week):
    plan = solved(bakery(agreed=(Agreed("bake", "home", week, 4.0),)))

    assert runs_by_week(plan) == {week: 4.0}


def test_only_what_has_to_change_changes():
    """Somebody is ill in the first week: one hour is left of the four agreed."""
    plan = solved(bakery(agreed=(Agreed("bake", "home", 0, 4.0),), hours=(1.0, 4.0)))

    assert runs_by_week(plan) == {0: 1.0, 1: 3.0}


def test_a_need_is_never_met_less_for_the_sake_of_what_was_agreed():
    plan = solved(bakery(agreed=(Agreed("bake", "home", 0, 1.0),)))

    assert plan.fulfilment[0].level == 1.0
    assert sum(run.runs for run in plan.runs) == pytest.approx(4.0)


def test_who_is_needed_less_than_agreed_is_simply_needed_less():
    plan = solved(
        bakery(agreed=(Agreed("bake", "home", 0, 3.0),) * 2, hours=(6.0, 6.0))
    )

    assert runs_by_week(plan) == {0: 4.0}


def test_hours_that_were_agreed_come_before_easier_ones_that_were_not():
    """By machine it takes half as long, but by hand was agreed: three of the four."""
    machine = Recipe(
        "machine",
        inputs=(Flow("flour", 1.0),),
        outputs=(Flow("bread", 1.0),),
        effort=(Effort("baking", 0.5),),
    )
    problem = bakery(agreed=(Agreed("bake", "home", 0, 3.0),))
    plan = solved(dataclasses.replace(problem, recipes=(*problem.recipes, machine)))

    done = {(run.recipe, run.period): round(run.runs, 6) for run in plan.runs}
    assert done.pop(("bake", 0)) == 3.0
    assert [(recipe, runs) for (recipe, _), runs in done.items()] == [("machine", 1.0)]


def test_what_was_agreed_must_be_of_this_problem():
    wrong = Agreed("brew", "away", 7, -1.0)

    with pytest.raises(BadProblem) as caught:
        dataclasses.replace(bakery(), agreed=(wrong,))

    assert {fault.where for fault in caught.value.faults} == {
        "agreed[0].recipe",
        "agreed[0].place",
        "agreed[0].period",
        "agreed[0].runs",
    }
