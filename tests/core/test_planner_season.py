"""A season plan in months and a week plan of its beginning, which say the same."""

from __future__ import annotations

import dataclasses
import itertools
import random

import pytest

from benchmarks import eco_village
from commonweal.core.planner import (
    BadProblem,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Params,
    Promise,
    Recipe,
    Rest,
    Status,
    Stock,
    Stop,
    Use,
    solve,
)
from commonweal.core.planner.season import Steps, season
from tests.core import planner_cases, season_cases
from tests.core.planner_cases import need_of, village
from tests.core.season_cases import bread, holds, levels_of, vectors

QUICK = Params(goals=(), most_explained=0)
NEAR = pytest.approx


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
            "to within 1 % of a need."
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
    assert min(vital[0]) < 0.999  # something is scarce, or this would show nothing


def test_a_garden_whose_months_are_taken_at_their_word_falls_short_in_weeks():
    """Why the season is looked through: months promise all, weeks do not reach it."""
    garden = season_cases.garden()
    steps = Steps(near=2, far=4, looks=0)
    first = season(garden, steps, params=QUICK)

    reached = season_cases.rolled(garden, steps, 12, params=QUICK)

    assert min(vectors(garden, first.promised())[0]) == NEAR(1.0)
    assert min(vectors(garden, reached)[0]) < 0.95


def test_an_eco_villages_weeks_reach_what_its_months_promise():
    """Four weeks of seventy goods, all scarce; a month is cut, and weeks reach the rest."""
    village_ = eco_village.month(seed=2, plenty=0.5, n_weeks=4)

    found = season(village_, Steps(near=1, far=3, looks=2), params=QUICK)

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


def test_a_rest_over_the_whole_season_leaves_each_week_its_hours():
    """12 of the 15 hours that 30 kg of bread take: 0.4 for every week, not 0.5."""
    rested = bread(rests=(Rest("twelve hours", "home", 12.0),))

    found = season(rested, Steps(near=2, far=4))

    holds(found)
    assert found.sure == {f"bread {t}": NEAR(0.4, abs=1e-5) for t in range(6)}
    (rest,) = found.weeks.rests
    assert rest.hours == NEAR(4.0, abs=1e-4)


def test_a_rest_that_cuts_a_month_in_two_is_kept_week_by_week():
    """Months cannot see it; weeks do, so the month in the way is cut."""
    rested = bread(rests=(Rest("weeks 2 and 3", "home", 1.0, first=2, last=3),))
    alone = solve(rested, params=QUICK)

    found = season(rested, Steps(near=1, far=5))

    holds(found)
    assert min(found.sure.values()) == NEAR(
        min(line.level for line in alone.fulfilment), abs=0.01
    )


def test_a_rest_that_ends_with_the_near_weeks_binds_them_alone():
    """2 of their 20 kg take the hour; the flour of 28 more is for the other 40."""
    rested = bread(rests=(Rest("weeks 0 and 1", "home", 1.0, first=0, last=1),))

    found = season(rested, Steps(near=2, far=2))

    holds(found)
    assert found.weeks.rests == rested.rests
    assert found.sure == {
        f"bread {t}": NEAR(0.1 if t < 2 else 0.7, abs=1e-5) for t in range(6)
    }
