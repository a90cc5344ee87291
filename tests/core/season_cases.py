"""Seasons that the planner's tests share: a garden from sowing to store, a village."""

from __future__ import annotations

import dataclasses
import itertools

from commonweal.core.planner import (
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Need,
    Period,
    Plan,
    Problem,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
    Tier,
    Use,
    check,
    season_rest,
)
from commonweal.core.planner.season import Season, Steps, season
from tests.core.planner_cases import need_of, village

WEEKS = 24
HOME = "home"


def _crop(label: str, weeks: tuple[int, int], sown: range, figures) -> Recipe:
    """A bed of 10 m²: sown, hoed halfway, picked in the last weeks it lies there."""
    hours, kilos = figures
    first, last = weeks
    return Recipe(
        label,
        HOME,
        inputs=(Flow(f"{label} seed", 1.0),),
        outputs=tuple(
            Flow(label, kilos / (last - first + 1), t) for t in range(first, last + 1)
        ),
        effort=(
            Effort("garden", hours / 4),
            Effort("garden", hours / 4, first // 2),
            Effort("garden", hours / 2, last),
        ),
        uses=(Use("field", 10.0, last + 1),),
        may_start=tuple(t in sown for t in range(WEEKS)),
    )


def bread(**parts) -> Problem:
    """Six weeks of bread for north; flour that keeps; an oven of 4 hours a week."""
    given = {
        "n_weeks": 6,
        "goods": ("flour", "bread"),
        "recipes": (
            Recipe(
                "bake",
                "home",
                (Flow("flour", 0.8),),
                (Flow("bread", 1.0),),
                (Effort("baking", 0.5),),
            ),
        ),
        "stocks": (Stock("home", "flour", 24.0),),
        "efforts": tuple(EffortOffer("home", "baking", t, 4.0) for t in range(6)),
        "needs": tuple(
            need_of("bread", 10.0, period=t, label=f"bread {t}", baskets=("north",))
            for t in range(6)
        ),
    }
    return village(**(given | parts))


def garden(*, n_weeks: int = WEEKS) -> Problem:
    """Two houses, a field, potatoes for the year, beans for winter, fresh leaves."""
    weeks = range(n_weeks)
    needs = []
    for house, people in (("north", 6.0), ("south", 9.0)):
        for t in weeks:
            needs.append(
                Need(
                    f"fill {house} {t}",
                    HOME,
                    house,
                    Tier.VITAL,
                    t,
                    11.0 * people,
                    {"potatoes": 0.8, "flour": 3.4, "beans": 3.3},
                    (f"{house} sacks",),
                    unit="kWh",
                )
            )
            needs.append(
                Need(
                    f"leaves {house} {t}",
                    HOME,
                    house,
                    Tier.DIGNITY,
                    t,
                    0.8 * people,
                    {"leaves": 1.0},
                    (f"{house} leaves",),
                    unit="kg",
                )
            )
        needs.append(
            Need(
                f"winter beans {house}",
                HOME,
                house,
                Tier.DIGNITY,
                None,
                4.0 * people,
                {"beans": 1.0},
                (f"{house} jars",),
                unit="kg",
            )
        )
    crops = (
        _crop("potatoes", (13, 14), range(2, 7), (9.0, 34.0)),
        _crop("beans", (10, 13), range(5, 11), (14.0, 9.0)),
        _crop("leaves", (5, 7), range(18), (10.0, 18.0)),
    )
    return Problem(
        periods=tuple(Period(f"week {10 + t}", 7.0) for t in weeks),
        places=(HOME,),
        goods=(
            Good("potatoes", "kg", 0.998),
            Good("beans", "kg"),
            Good("leaves", "kg", 0.85),
            Good("flour", "kg", 0.9995),
            *(Good(f"{crop.label} seed", "bags") for crop in crops),
        ),
        recipes=tuple(
            dataclasses.replace(crop, may_start=crop.may_start[:n_weeks])
            for crop in crops
        ),
        stocks=(
            Stock(HOME, "potatoes", 900.0, 18),
            Stock(HOME, "beans", 20.0),
            *(Stock(HOME, f"{crop.label} seed", 60.0) for crop in crops),
        ),
        efforts=tuple(EffortOffer(HOME, "garden", t, 36.0) for t in weeks),
        capacities=(Capacity(HOME, "field", None, 900.0, "m²"),),
        purchases=(PurchaseOption(HOME, "flour", 1.2, "EUR", 0.6, 40.0),),
        purses=(PurseLimit("EUR", 600.0),),
        needs=tuple(needs),
    )


def holds(found: Season) -> None:
    """Both plans pass the independent checker against their own problems, and agree."""
    for problem, plan in (
        (found.coarse.problem, found.plan),
        (found.weeks, found.weeks_plan),
    ):
        assert [str(breach) for breach in check.problems_with_plan(problem, plan)] == []
    assert found.partings == ()


def vectors(problem: Problem, levels) -> list[list[float]]:
    """Levels of each stage, lowest first, in the order of stages."""
    return [
        sorted(
            levels[need.label]
            for need in problem.needs
            if need.is_wish is is_wish and need.tier == tier
        )
        for is_wish, tier in itertools.product((False, True), Tier)
    ]


def levels_of(plan: Plan) -> dict[str, float]:
    return {line.need: line.level for line in plan.fulfilment}


def rolled(problem: Problem, steps: Steps, n_weeks: int, **how):
    """Carry out the first week of each season plan, and plan anew; levels in the end."""
    reached = {}
    for _ in range(n_weeks):
        found = season(problem, steps, **how)
        holds(found)
        now = {need.label for need in problem.needs if need.period == 0}
        weeks = levels_of(found.weeks_plan)
        reached |= {label: weeks[label] for label in now}
        problem = season_rest.rest_of(problem, found.weeks_plan, 1)
    left = len(problem.periods)
    found = season(problem, dataclasses.replace(steps, near=left), **how)
    return reached | levels_of(found.plan)
