"""Every starter pack feeds its people in any season, on its own figures."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks import villages
from commonweal.core import planner
from commonweal.core.planner import check
from commonweal.rooms.planning.translate import to_planner

MONDAYS = (date(2027, 1, 4), date(2027, 4, 5), date(2027, 7, 5), date(2027, 10, 4))
PEOPLE = {
    "house-of-8": 8,
    "eco-village-of-60": 60,
    "urban-union-with-hub": 30,
    "farm-and-workshop": 20,
    "lentil-house": 25,
}


@pytest.mark.parametrize("monday", MONDAYS, ids=lambda day: f"{day:%B}")
@pytest.mark.parametrize("key", PEOPLE)
def test_vital_needs_are_covered_in_every_season(key, monday):
    facts = villages.facts(
        villages.read_pack(key), n_people=PEOPLE[key], first=monday, weeks=4
    )
    asked = to_planner.problem_from(facts)

    plan = planner.solve(asked.problem)

    assert plan.status is planner.Status.OPTIMAL
    assert not check.problems_with_plan(asked.problem, plan)
    vital = [x.level for x in plan.fulfilment if x.tier is planner.Tier.VITAL]
    assert vital
    assert min(vital) > 0.999


def test_nothing_is_harvested_outside_its_months():
    """Leeks stand from September to April: none is dug in July."""
    facts = villages.facts(
        villages.read_pack("lentil-house"), n_people=25, first=date(2027, 7, 5), weeks=4
    )
    (leeks,) = [r for r in facts.recipes if r.name == "Harvest leeks"]

    plan = planner.solve(to_planner.problem_from(facts).problem)

    assert not [run for run in plan.runs if run.recipe.startswith(str(leeks.id))]
