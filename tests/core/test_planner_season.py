"""A season plan in months and a week plan of its beginning, which say the same."""

from __future__ import annotations

import dataclasses
import itertools
import random

import pytest

from benchmarks import eco_village
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
    Params,
    Plan,
    Problem,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Run,
    Status,
    Stock,
    Stop,
    Use,
    season_agree,
    season_rest,
    solve,
)
from commonweal.core.planner.season import Season, Steps, season
from tests.core import planner_cases, season_cases
from tests.core.planner_cases import need_of, village
from tests.core.season_cases import holds, levels_of, vectors

QUICK = Params(goals=(), most_explained=0)
NEAR = pytest.approx


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


def test_the_week_plan_is_the_beginning_of_the_season_plan():
    """24 kg of flour make 30 kg of bread for six weeks of 10: half of each."""
    found = season(bread(), Steps(near=2, far=4))

    holds(found)
    assert [period.label for period in found.coarse.problem.periods] == [
        "week 14",
        "week 15",
        "week 16 - week 19",
    ]
    assert found.promised() == {f"bread {t}": NEAR(0.5, abs=1e-5) for t in range(6)}
    assert levels_of(found.weeks_plan) == {
        f"bread {t}": NEAR(0.5, abs=1e-5) for t in range(2)
    }
    assert [promise.label for promise in found.weeks.promises] == ["flour left at home"]
    assert found.weeks.promises[0].amount == NEAR(16.0, abs=1e-4)
    assert found.sure == {f"bread {t}": NEAR(0.5, abs=1e-5) for t in range(6)}
    assert [str(sentence) for sentence in found.sentences()] == [
        "The season plan and the week plan agree.",
        (
            "Week by week, every level that the season plan promises can be reached, "
            "to 1 % of a need."
        ),
    ]


def test_what_is_begun_and_not_ready_is_promised_to_the_season():
    grow = Recipe(
        "grow",
        "home",
        outputs=(Flow("beans", 2.0, 3),),
        effort=(Effort("garden", 1.0), Effort("garden", 1.0, 2)),
        uses=(Use("field", 1.0, 4),),
        may_start=(True, True, False, False, False, False),
    )
    problem = village(
        n_weeks=6,
        goods=("beans",),
        recipes=(grow,),
        efforts=tuple(EffortOffer("home", "garden", t, 3.0) for t in range(6)),
        capacities=(Capacity("home", "field", None, 5.0, "m²"),),
        needs=(need_of("beans", 20.0, period=None, label="beans"),),
    )

    found = season(problem, Steps(near=2, far=2))

    holds(found)
    begun = [run.runs for run in found.weeks_plan.runs]
    assert sum(begun) == NEAR(5.0, abs=1e-5)
    assert found.promised() == {"beans": NEAR(0.5, abs=1e-5)}
    assert [promise.good for promise in found.weeks.promises] == ["grow begun"] * 2
    anew = solve(found.weeks)
    assert [run.runs for run in anew.runs] == NEAR(begun, abs=1e-4)
    assert levels_of(anew) == {"beans": NEAR(0.5, abs=1e-4)}


def test_months_in_the_way_are_cut_until_weeks_reach_what_they_promise():
    """Bread keeps for no week and the oven bakes 8 kg in each, but 24 in a month.

    One week of the month asks for 24 kg: months say all of it, weeks a third.
    """
    problem = bread(
        goods=("flour", planner_cases.Good("bread", "kg", 0.0)),
        stocks=(Stock("home", "flour", 100.0),),
        needs=(need_of("bread", 24.0, period=4, label="feast"),),
    )

    at_their_word = season(problem, Steps(near=2, far=4, looks=0))
    once = season(problem, Steps(near=2, far=4, looks=1))
    found = season(problem, Steps(near=2, far=4))

    assert at_their_word.promised() == {"feast": NEAR(1.0)}
    assert not at_their_word.sure
    assert "months never promise less" in str([*map(str, at_their_word.sentences())])
    assert once.gaps[0].promised == NEAR(1.0)
    assert once.gaps[0].sure == NEAR(1 / 3, abs=1e-5)
    assert [str(words) for words in once.sentences()] == [
        "The season plan and the week plan agree.",
        "“feast”: the season plan promises 100 %, week by week 33.3 % are sure.",
        "All 4 hours of baking offered in week 18 are used.",
    ]
    for each in (at_their_word, once, found):
        holds(each)
    assert found.promised() == {"feast": NEAR(1 / 3, abs=1e-5)}
    assert found.gaps == ()
    assert [len(group) for group in found.coarse.steps.groups] == [1] * 6


def test_what_is_begun_may_ask_no_more_of_a_later_week_than_it_has():
    """Hoeing falls due in week 15, which offers an hour; the month offers four."""
    problem = village(
        n_weeks=4,
        goods=("beans",),
        recipes=(
            Recipe(
                "grow",
                "home",
                outputs=(Flow("beans", 1.0),),
                effort=(Effort("garden", 1.0, 1),),
            ),
        ),
        efforts=tuple(EffortOffer("home", "garden", t, t or 3.0) for t in range(4)),
        needs=(need_of("beans", 4.0, label="beans"),),
    )

    once = season(problem, Steps(near=1, far=3, looks=1))
    found = season(problem, Steps(near=1, far=3))

    assert [str(gap.words) for gap in once.gaps] == [
        (
            "What begins in the near weeks asks for 4 hours of garden in week 15, "
            "where 1 are offered."
        )
    ]
    assert found.gaps == ()
    assert found.promised() == {"beans": NEAR(0.25, abs=1e-5)}


def test_promises_that_only_months_can_keep_are_told_and_cut():
    problem = bread(
        needs=(),
        stocks=(Stock("home", "flour", 100.0),),
        promises=(Promise("to dalia", "home", "bread", 3, 12.0),),
        goods=("flour", planner_cases.Good("bread", "kg", 0.0)),
    )

    once = season(problem, Steps(near=1, far=5, looks=1))
    found = season(problem, Steps(near=1, far=5, looks=5))

    assert "promises already made cannot all be kept" in str(once.gaps[0].words)
    assert found.plan.status is Status.INFEASIBLE
    assert [str(words) for words in found.sentences()] == [
        "There is no season plan, so there is no week plan."
    ]


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


@pytest.mark.parametrize(("near", "far"), [(0, 4), (2, 0)])
def test_seasons_without_weeks_or_months_are_refused(near, far):
    with pytest.raises(BadProblem, match="must be 1 or more"):
        season(bread(), Steps(near=near, far=far))


def test_a_season_that_is_all_near_is_the_plan_itself():
    found = season(bread(), Steps(near=9, far=4))

    holds(found)
    assert found.weeks.promises == ()
    assert levels_of(found.weeks_plan) == levels_of(found.plan)
    assert found.sure == found.promised()
    assert found.n_looks == 0


def test_a_season_that_is_stopped_still_gives_two_plans_that_agree():
    found = season(bread(), Steps(near=2, far=4), stop=Stop(asked=lambda: True))

    assert found.plan.status is Status.STOPPED
    assert found.partings == ()


def test_seconds_are_shared_among_all_solves():
    ticks = itertools.count(step=30.0)

    found = season(
        bread(), Steps(near=2, far=4), stop=Stop(10.0, clock=lambda: next(ticks))
    )

    assert found.plan.status is Status.STOPPED


def test_whole_runs_are_whole_in_both_plans():
    recipe = dataclasses.replace(bread().recipes[0], whole=True)

    found = season(bread(recipes=(recipe,)), Steps(near=2, far=4))

    holds(found)
    assert found.plan.runs
    for run in (*found.plan.runs, *found.weeks_plan.runs):
        assert run.runs == NEAR(round(run.runs))


@pytest.mark.parametrize("seed", range(20))
def test_months_bound_weeks_and_without_gaps_they_are_one(seed):
    chance = random.Random(seed)
    drawing = planner_cases._Drawing(chance)
    drawing.n_periods = chance.randint(3, 6)
    problem = drawing.problem(with_promises=True)
    plan = solve(problem, params=Params(goals=(), most_explained=0))
    steps = Steps(near=chance.randint(1, 2), far=3, looks=6, tolerance=1e-5)

    found = season(problem, steps)

    if Status.INFEASIBLE in {plan.status, found.plan.status}:
        return
    holds(found)
    weeks = vectors(problem, levels_of(plan))
    assert not is_below(vectors(problem, found.promised()), weeks)
    assert not is_below(weeks, vectors(problem, found.sure))
    assert found.gaps or not is_below(vectors(problem, found.sure), weeks)
    anew = levels_of(solve(found.weeks, params=Params(goals=(), most_explained=0)))
    assert anew == NEAR(levels_of(found.weeks_plan), abs=1e-4)


def is_below(some: list[list[float]], others: list[list[float]]) -> bool:
    """Whether the first levels that differ, stage by stage, are lower."""
    for one, other in zip(some, others, strict=True):
        for low, high in zip(one, other, strict=True):
            if abs(low - high) > 5e-5:
                return low < high
    return False


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


def test_a_garden_from_sowing_to_store_is_planned_in_months_and_done_in_weeks():
    """Twelve weeks carried out one by one: nobody is below the season's first promise."""
    garden = season_cases.garden()
    first = season(garden, Steps(near=2, far=4, looks=4), params=QUICK)
    holds(first)

    reached = season_cases.rolled(
        garden, Steps(near=2, far=4, looks=4), 12, params=QUICK
    )

    vital = vectors(garden, first.promised())[0], vectors(garden, reached)[0]
    assert first.gaps == ()
    assert vital[1] == NEAR(vital[0], abs=0.01)
    assert min(vital[0]) < 0.99  # something is scarce, or this would show nothing


def test_a_garden_whose_months_are_taken_at_their_word_falls_short_in_weeks():
    """Why the season is looked through: months promise all, weeks do not reach it."""
    garden = season_cases.garden()
    steps = Steps(near=2, far=4, looks=0)
    first = season(garden, steps, params=QUICK)

    reached = season_cases.rolled(garden, steps, 12, params=QUICK)

    assert min(vectors(garden, first.promised())[0]) == NEAR(1.0)
    assert min(vectors(garden, reached)[0]) < 0.95


def test_an_eco_villages_weeks_reach_what_its_months_promise():
    """Six weeks of seventy goods, all scarce; a month is cut, and weeks reach the rest."""
    village_ = eco_village.month(seed=2, plenty=0.5, n_weeks=6)

    found = season(village_, Steps(near=1, far=4, looks=2), params=QUICK)

    holds(found)
    promised, sure = (
        vectors(village_, levels)[0] for levels in (found.promised(), found.sure)
    )
    assert found.gaps == ()
    assert sure == NEAR(promised, abs=0.01)
    assert 0.1 < min(sure) < 0.9


@pytest.mark.campaign
def test_an_eco_villages_quarter_is_planned_in_months_and_done_in_weeks():
    """Twelve of thirteen weeks carried out one by one, each as a season of its own."""
    quarter = eco_village.month(seed=2, plenty=1.0, n_weeks=13)
    steps = Steps(near=2, far=4, looks=3)
    first = season(quarter, steps, params=QUICK)

    reached = season_cases.rolled(quarter, steps, 11, params=QUICK)

    holds(first)
    assert first.gaps == ()
    promised, done = (
        vectors(quarter, levels)[0] for levels in (first.promised(), reached)
    )
    assert min(done) >= min(promised) - 0.01
