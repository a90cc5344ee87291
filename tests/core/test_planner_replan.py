"""Planning anew in mid-season: what was begun goes on, and what was had counts."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import assume, given, settings

from commonweal.core.planner import (
    Arrival,
    BadProblem,
    Bought,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Given,
    Good,
    Illness,
    Lane,
    Moved,
    Params,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Run,
    Status,
    Stock,
    Use,
    check,
    replan,
    solve,
    whatif,
)
from tests.core.planner_cases import (
    changed,
    levels,
    need_of,
    small_problems,
    solved,
    village,
)

FAST = Params(most_explained=0)


def field(*, hours=(12.0,) * 4, land=2.0):
    """Sown in week 14 or 15, hoed a week later, fed in the week after, reaped then."""
    return village(
        n_weeks=4,
        goods=("seed", "dung", "wheat"),
        stocks=(Stock("home", "seed", 10.0), Stock("home", "dung", 10.0)),
        recipes=(
            Recipe(
                "wheat",
                inputs=(Flow("seed", 1.0), Flow("dung", 0.5, 1)),
                outputs=(Flow("wheat", 4.0, 2),),
                effort=(
                    Effort("farming", 1.0),
                    Effort("farming", 2.0, 1),
                    Effort("farming", 3.0, 2),
                ),
                uses=(Use("land", 1.0, 3),),
                may_start=(True, True, False, False),
            ),
        ),
        capacities=(Capacity("home", "land", None, land, "ha"),),
        efforts=tuple(
            EffortOffer("home", "farming", t, offered)
            for t, offered in enumerate(hours)
        ),
        needs=(need_of("wheat", 8.0, period=3),),
    )


def begun(problem, runs=2.0, **more):
    """The field was sown in week 14; a week later the rest of the seed is counted."""
    return replan.Happened(
        period=1,
        stocks=more.pop("stocks", (Stock("home", "dung", 10.0),)),
        runs=(Run("wheat", "home", 0, runs),),
        **more,
    )


def test_what_was_begun_brings_its_harvest_and_takes_what_it_still_asks_for():
    problem = field()

    rest, notes = replan.rest_of(problem, solved(problem), begun(problem))

    assert notes == ()
    assert [period.label for period in rest.periods] == [
        "week 15",
        "week 16",
        "week 17",
    ]
    assert rest.arrivals == (Arrival("home", "wheat", 1, 8.0),)
    (owed,) = rest.promises
    assert (owed.good, owed.place, owed.period) == ("dung", "home", 0)
    assert owed.amount == pytest.approx(1.0)
    assert [(offer.period, offer.hours) for offer in rest.efforts] == [
        (0, 8.0),
        (1, 6.0),
        (2, 12.0),
    ]
    assert {(one.period, one.amount, one.unit) for one in rest.capacities} == {
        (0, 0.0, "ha"),
        (1, 0.0, "ha"),
        (2, 2.0, "ha"),
    }
    assert rest.recipes[0].may_start == (True, False, False)
    assert rest.needs[0].period == 2


def test_a_harvest_that_was_begun_meets_the_need():
    problem = field()

    outcome = replan.replan(problem, solved(problem), begun(problem))

    assert outcome.changes == ()
    assert outcome.after.runs == ()
    assert check.problems_with_plan(outcome.problem, outcome.after) == ()


def test_who_sowed_less_sows_the_rest_while_there_is_time():
    """One of two hectares was sown: the other is sown a week later, as land is free."""
    problem = field()
    happened = begun(
        problem, 1.0, stocks=(Stock("home", "seed", 9.0), Stock("home", "dung", 10.0))
    )

    outcome = replan.replan(problem, solved(problem), happened)

    assert outcome.changes == ()
    assert [(run.period, round(run.runs, 6)) for run in outcome.after.runs] == [
        (0, 1.0)
    ]
    assert outcome.hours_beyond == pytest.approx(6.0)


def test_too_few_hours_carry_on_a_share_and_it_is_said():
    """Two hectares owe four hours of hoeing; ill people leave three: three quarters."""
    problem = field()
    plan = solved(problem)
    ill = whatif.apply(problem, Illness(0.75, "farming", periods=(1,)))

    outcome = replan.replan(ill, plan, begun(problem))

    assert [str(note) for note in outcome.notes] == [
        "Of wheat begun in week 14, 75 % can be carried on: there is too little farming."
    ]
    assert outcome.problem.arrivals == (Arrival("home", "wheat", 1, 6.0),)
    assert levels(outcome.after) == {"wheat of north in 3": 0.75}
    assert str(outcome.notes[0]) in str(outcome)


def test_room_that_is_lost_stops_what_was_begun_in_it():
    problem = field()
    flood = changed(problem, capacities=(Capacity("home", "land", None, 1.0, "ha"),))

    rest, notes = replan.rest_of(flood, solved(problem), begun(problem))

    assert str(notes[0]).startswith("Of wheat begun in week 14, 50 % can be carried on")
    assert rest.arrivals[0].amount == pytest.approx(4.0)


def test_what_cannot_be_fed_is_named():
    """No dung is left for what was sown: nobody pretends that it grows."""
    problem = field()

    outcome = replan.replan(problem, solved(problem), begun(problem, stocks=()))

    assert outcome.after.status is Status.INFEASIBLE
    assert outcome.after.collisions == ("dung for what was begun at home, week 15",)


def test_a_group_that_had_much_waits_for_one_that_had_little():
    """Both need eight; north had six by now: of six that are left, south gets all."""
    problem = village(
        n_weeks=2,
        stocks=(Stock("home", "bread", 12.0),),
        needs=(
            need_of("bread", 8.0, period=None, label="n", baskets=("n",)),
            need_of(
                "bread", 8.0, period=None, group="south", label="s", baskets=("s",)
            ),
        ),
    )
    happened = replan.Happened(
        period=1,
        stocks=(Stock("home", "bread", 6.0),),
        given=(Given("n", "home", "bread", 0, 6.0),),
    )

    outcome = replan.replan(problem, solved(problem), happened)

    assert outcome.problem.needs[0].had == 6.0
    assert levels(outcome.after) == {"n": 0.75, "s": 0.75}
    assert outcome.changes == ()


def test_a_purse_for_the_whole_plan_holds_what_was_not_spent():
    problem = village(
        n_weeks=2,
        purchases=(PurchaseOption("home", "bread", 2.0, "EUR"),),
        purses=(PurseLimit("EUR", 20.0), PurseLimit("EUR", 5.0, 1)),
        needs=(need_of("bread", 4.0, period=1),),
    )
    happened = replan.Happened(
        period=1, stocks=(), bought=(Bought("home", "bread", 0, 9.0, 18.0, "EUR"),)
    )

    outcome = replan.replan(problem, solved(problem), happened)

    assert outcome.problem.purses == (
        PurseLimit("EUR", 2.0),
        PurseLimit("EUR", 5.0, 0),
    )
    assert levels(outcome.after) == {"bread of north in 1": 0.25}


def test_other_arrivals_are_those_one_knows_of_now():
    problem = village(
        n_weeks=3,
        arrivals=(Arrival("home", "bread", 1, 8.0),),
        needs=(need_of("bread", 8.0, period=1),),
    )
    later = replan.Happened(
        period=1, stocks=(), arrivals=(Arrival("home", "bread", 2, 8.0),)
    )

    outcome = replan.replan(problem, solved(problem), later)

    assert outcome.problem.arrivals == (Arrival("home", "bread", 1, 8.0),)
    assert [(one.before, one.after) for one in outcome.changes] == [(1.0, 0.0)]


def test_lanes_owe_their_hours_too():
    problem = village(
        n_weeks=2,
        places=("home", "yard"),
        lanes=(Lane("home", "yard", effort=Effort("unloading", 1.0, 1)),),
        efforts=(EffortOffer("home", "unloading", 1, 8.0),),
    )
    happened = replan.Happened(
        period=1, stocks=(), moved=(Moved("home", "yard", "bread", 0, 3.0),)
    )

    rest, _ = replan.rest_of(problem, solve(problem), happened)

    assert rest.efforts == (EffortOffer("home", "unloading", 0, 5.0),)


def test_what_was_counted_keeps_its_day_of_expiry():
    problem = village(n_weeks=4, stocks=(Stock("home", "bread", 8.0, 2),))

    happened = replan.as_planned(problem, solve(problem), 1)
    rest, _ = replan.rest_of(problem, solve(problem), happened)

    assert happened.stocks == (Stock("home", "bread", 8.0, 2),)
    assert rest.stocks == (Stock("home", "bread", 8.0, 1),)


def test_what_spoils_is_counted_as_it_will_be_there():
    problem = village(
        n_weeks=2, goods=(Good("milk", "l", 0.5),), stocks=(Stock("home", "milk", 8.0),)
    )

    happened = replan.as_planned(problem, solve(problem), 1)

    assert happened.stocks == (Stock("home", "milk", 4.0),)


def test_everything_wrong_with_what_happened_is_told_at_once():
    problem = field()
    wrong = replan.Happened(
        period=1,
        stocks=(),
        runs=(Run("barley", "home", 0, 1.0), Run("wheat", "home", 1, 1.0)),
        moved=(Moved("home", "moon", "wheat", -1, 1.0),),
    )

    with pytest.raises(BadProblem) as caught:
        replan.replan(problem, solved(problem), wrong)

    assert [str(fault) for fault in caught.value.faults] == [
        "runs[0].recipe: There is no recipe barley.",
        "moved[0]: There is no lane from home to moon.",
        "runs[1].period: Only what came before period 1 has happened.",
        "moved[0].period: Only what came before period 1 has happened.",
    ]


@pytest.mark.parametrize("period", [0, 4])
def test_something_must_be_over_and_something_left(period):
    problem = field()

    with pytest.raises(BadProblem):
        replan.rest_of(
            problem, solve(problem), replan.Happened(period=period, stocks=())
        )


@settings(max_examples=60, deadline=None)
@given(small_problems(with_promises=False))
def test_if_all_went_as_planned_nothing_changes(problem):
    """Property: the same levels, and nobody is asked for an hour more than agreed."""
    assume(len(problem.periods) > 1)
    plan = solve(problem, params=FAST)

    outcome = replan.replan(problem, plan, replan.as_planned(problem, plan, 1))

    assert outcome.after.status is Status.OPTIMAL
    assert check.problems_with_plan(outcome.problem, outcome.after) == ()
    first = {line.need: line.level for line in plan.fulfilment}
    for line in outcome.after.fulfilment:
        assert line.level == pytest.approx(first[line.need], abs=1e-5)
    assert outcome.changes == ()
    assert outcome.notes == ()
    assert outcome.hours_beyond == pytest.approx(0.0, abs=1e-5)


def test_a_season_as_planned_is_the_same_from_every_week_on():
    problem = field(land=1.5)
    plan = solved(problem)

    for period in (1, 2, 3):
        happened = replan.as_planned(problem, plan, period)
        outcome = replan.replan(problem, plan, happened)
        assert outcome.changes == ()
        assert dataclasses.replace(outcome).hours_beyond == pytest.approx(0.0)
