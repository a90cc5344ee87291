"""Where two plans of a season part, and what is left when its first weeks are over."""

from __future__ import annotations

import dataclasses

import pytest

from commonweal.core.planner import (
    BadProblem,
    Bought,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Given,
    Lane,
    Moved,
    Plan,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Run,
    Status,
    Stock,
    Use,
    season_agree,
    season_rest,
)
from commonweal.core.planner.season import Season, Steps, season
from tests.core.planner_cases import need_of, village
from tests.core.season_cases import bread, holds

NEAR = pytest.approx


def parted(found: Season, plan: Plan) -> list[str]:
    partings = season_agree.disagreements(found.coarse, found.plan, plan, n_periods=2)
    return [str(parting.words) for parting in partings]


def test_a_week_plan_that_people_changed_is_told_where_it_parts():
    found = season(bread(), Steps(near=2, far=4))
    plan = found.weeks_plan
    runs = tuple(dataclasses.replace(run, runs=run.runs + 1) for run in plan.runs)
    given = tuple(
        dataclasses.replace(line, amount=line.amount + 1) for line in plan.given
    )

    assert parted(found, plan) == []
    assert parted(found, dataclasses.replace(plan, runs=runs, given=given)) == [
        "bread in basket north: 12 in the week plan, 10 in the season plan.",
        "baking at home: 6 hours in the week plan, 5 in the season plan.",
        "“bread 0” gets 6 in the week plan and 5 in the season plan.",
        "“bread 1” gets 6 in the week plan and 5 in the season plan.",
        "bake at home: 12 runs in the week plan, 10 in the season plan.",
        (
            "flour left at home when the weeks end: 14.4 in the week plan, "
            "16 in the season plan."
        ),
    ]


def test_money_spent_otherwise_is_told():
    problem = bread(
        stocks=(),
        purchases=(PurchaseOption("home", "flour", 2.0, "EUR", 0.0, 4.0),),
        purses=(PurseLimit("EUR", 48.0),),
    )
    found = season(problem, Steps(near=2, far=4))
    plan = found.weeks_plan
    more = tuple(dataclasses.replace(line, cost=line.cost + 1) for line in plan.bought)

    holds(found)
    assert {line.good for line in plan.bought} == {"flour"}
    assert max(line.amount for line in plan.bought) <= 4.0 + 1e-6
    assert sum(line.cost for line in plan.bought) == NEAR(16.0, abs=1e-4)
    assert found.weeks.purses[0].amount == NEAR(16.0, abs=1e-4)
    assert parted(found, dataclasses.replace(plan, bought=more))[-1] == (
        "Spent outside: 18 EUR in the week plan, 16 in the season plan."
    )


def test_weeks_that_end_inside_a_month_cannot_be_compared():
    found = season(bread(), Steps(near=2, far=4))

    with pytest.raises(BadProblem, match="end inside a step"):
        season_agree.disagreements(
            found.coarse, found.plan, found.weeks_plan, n_periods=3
        )


def test_what_is_over_leaves_what_it_leaves():
    """Runs in progress bring beans and keep hours and room; the purse is what is left."""
    grow = Recipe(
        "grow",
        "home",
        inputs=(Flow("water", 3.0, 2),),
        outputs=(Flow("beans", 2.0, 2),),
        effort=(Effort("garden", 1.0), Effort("garden", 2.0, 2)),
        uses=(Use("field", 1.0, 3),),
    )
    problem = village(
        n_weeks=4,
        goods=("beans", "water"),
        places=("home", "yard"),
        recipes=(grow,),
        stocks=(Stock("home", "beans", 5.0, 2), Stock("home", "beans", 1.0)),
        efforts=tuple(EffortOffer("home", "garden", t, 9.0) for t in range(4)),
        capacities=(
            Capacity("home", "field", None, 4.0),
            Capacity("home", "oven", 3, 1.0),
        ),
        purchases=(PurchaseOption("home", "water", 0.5, "EUR"),),
        purses=(PurseLimit("EUR", 10.0), PurseLimit("EUR", 4.0, 3)),
        lanes=(Lane("home", "yard", effort=Effort("garden", 1.0, 1)),),
        needs=(
            need_of("beans", 8.0, period=None, label="all", most=9.0),
            need_of("beans", 1.0, period=0, label="over"),
            need_of("beans", 1.0, period=3, label="to come"),
        ),
        promises=(Promise("to dalia", "home", "beans", 3, 1.0),),
    )
    plan = Plan(
        Status.STOPPED,
        runs=(Run("grow", "home", 1, 2.0),),
        bought=(Bought("home", "water", 0, 4.0, 2.0, "EUR"),),
        moved=(Moved("home", "yard", "beans", 1, 1.0),),
        given=(Given("all", "home", "beans", 0, 3.0),),
    )

    rest = season_rest.rest_of(problem, plan, 2)

    assert [period.label for period in rest.periods] == ["week 16", "week 17"]
    assert [(s.good, s.amount, s.expires) for s in rest.stocks] == [
        ("beans", 1.0, 0),
        ("beans", 1.0, None),
        ("water", 4.0, None),
        ("beans", 1.0, None),
    ]
    assert [(a.good, a.period, a.amount) for a in rest.arrivals] == [("beans", 1, 4.0)]
    assert [(p.good, p.period, p.amount) for p in rest.promises] == [
        ("beans", 1, 1.0),
        ("water", 1, NEAR(6.0)),
    ]
    assert [(e.period, e.hours) for e in rest.efforts] == [(0, 8.0), (1, 5.0)]
    fields = [c for c in rest.capacities if c.label == "field"]
    assert [(c.period, c.amount) for c in fields] == [(0, 2.0), (1, 2.0)]
    assert [purse.amount for purse in rest.purses] == [8.0, 4.0]
    assert [(need.label, need.period, need.had) for need in rest.needs] == [
        ("all", None, 3.0),
        ("to come", 1, 0.0),
    ]


@pytest.mark.parametrize("n_periods", [0, 6])
def test_a_rest_needs_a_past_and_a_future(n_periods):
    with pytest.raises(BadProblem, match="From 1 to 5 periods may be over"):
        season_rest.rest_of(bread(), Plan(Status.STOPPED), n_periods)
