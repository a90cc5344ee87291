"""Plans in kind with published answers: Stigler, Kantorovich and Leontief.

The figures are theirs, the expected values their results or sums done by hand.
"""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Need,
    Params,
    Recipe,
    Stock,
    Tier,
    Use,
    formats,
    solve,
)
from tests.core.planner_cases import EXAMPLES, solved, village


def test_the_cheapest_diet_of_1939_costs_39_dollars_66():
    """Stigler 1945; the optimum and its five foods: see examples/stigler/README.md."""
    text = (EXAMPLES / "stigler" / "problem.json").read_bytes()

    plan = solved(formats.problem_from_json(text))

    assert dict(plan.totals.spent)["USD"] == pytest.approx(39.66, abs=0.005)
    assert {line.good: round(line.amount, 2) for line in plan.bought} == {
        "Wheat Flour (Enriched)": 10.77,
        "Liver (Beef)": 0.69,
        "Cabbage": 4.09,
        "Spinach": 1.83,
        "Navy Beans, Dried": 22.28,
    }


#: L. V. Kantorovich, "Mathematical methods of organizing and planning production"
#: (1939; Management Science 6, 1960, 366-422), table 1: pieces of the first and second
#: part that all machines of a kind make in a day.
MACHINES = {
    "milling machines": (30, 60),
    "turret lathes": (60, 90),
    "automatic turret lathe": (30, 80),
}


def workshop():
    """His shop: as many whole sets of two parts as can be made in a day."""
    return village(
        goods=("first part", "second part"),
        recipes=tuple(
            Recipe(
                f"{part} on {machine}",
                outputs=(Flow(part, pieces),),
                uses=(Use(machine, 1.0),),
            )
            for machine, makes in MACHINES.items()
            for part, pieces in zip(("first part", "second part"), makes, strict=True)
        ),
        capacities=tuple(Capacity("home", m, None, 1.0, "day") for m in MACHINES),
        needs=tuple(
            Need(part, "home", part, Tier.VITAL, 0, 120.0, {part: 1.0}, (part,))
            for part in ("first part", "second part")
        ),
    )


def test_kantorovich_s_shop_makes_86_sets_a_day():
    """His table 2: 77 sets by the simplest division of work, 86 by the best."""
    plan = solved(workshop())

    sets = min(120 * line.level for line in plan.fulfilment)
    assert sets == pytest.approx(86 + 2 / 3)  # whole sets: his 86
    done = {run.recipe: run.runs for run in plan.runs}
    assert done["first part on turret lathes"] == pytest.approx(1)
    assert done["second part on automatic turret lathe"] == pytest.approx(1)
    assert done["first part on milling machines"] == pytest.approx(8 / 9)


#: W. Leontief, "Input-Output Economics" (Oxford, 2nd edition 1986), chapter 2: wheat in
#: bushels and cloth in yards, with the man-years of households.
WHEAT_PER_WHEAT, CLOTH_PER_WHEAT, YEARS_PER_WHEAT = 25 / 100, 14 / 100, 80 / 100
WHEAT_PER_CLOTH, CLOTH_PER_CLOTH, YEARS_PER_CLOTH = 20 / 50, 6 / 50, 180 / 50


STORE = 1000.0


def economy(*, wheat: float, cloth: float):
    """Two industries that use what they and the other make, and people's years.

    They draw on stores that must be as full after the year as before it.
    """
    demands = {"wheat": STORE + wheat, "cloth": STORE + cloth}
    return village(
        n_weeks=2,
        goods=("wheat", "cloth"),
        stocks=(Stock("home", "wheat", STORE), Stock("home", "cloth", STORE)),
        recipes=(
            Recipe(
                "agriculture",
                inputs=(Flow("wheat", WHEAT_PER_WHEAT), Flow("cloth", CLOTH_PER_WHEAT)),
                outputs=(Flow("wheat", 1.0, after=1),),
                effort=(Effort("work", YEARS_PER_WHEAT),),
            ),
            Recipe(
                "manufacture",
                inputs=(Flow("wheat", WHEAT_PER_CLOTH), Flow("cloth", CLOTH_PER_CLOTH)),
                outputs=(Flow("cloth", 1.0, after=1),),
                effort=(Effort("work", YEARS_PER_CLOTH),),
            ),
        ),
        efforts=(EffortOffer("home", "work", 0, 1000.0),),
        needs=tuple(
            Need(good, "home", "h", Tier.VITAL, 1, demand, {good: 1.0}, (good,))
            for good, demand in demands.items()
        ),
    )


@pytest.mark.parametrize(
    ("wheat", "cloth", "gross"),
    [
        (55.0, 30.0, (100.0, 50.0)),  # his table
        (110.0, 60.0, (200.0, 100.0)),  # all twice
        (1.0, 0.0, (1.4571, 0.2318)),  # the first column of his inverse
        (0.0, 1.0, (0.6623, 1.2417)),  # the second
    ],
)
def test_leontief_s_final_demand_takes_his_gross_outputs(wheat, cloth, gross):
    plan = solve(economy(wheat=wheat, cloth=cloth), params=Params(goals=("toil",)))

    runs = {run.recipe: run.runs for run in plan.runs}
    assert runs["agriculture"] == pytest.approx(gross[0], abs=2e-3)
    assert runs["manufacture"] == pytest.approx(gross[1], abs=2e-3)
    years = gross[0] * YEARS_PER_WHEAT + gross[1] * YEARS_PER_CLOTH
    assert plan.totals.effort_hours == pytest.approx(years, abs=0.02)
