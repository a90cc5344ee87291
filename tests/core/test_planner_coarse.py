"""Months instead of weeks never promise less than the weeks could, and exactly as much
where nothing happens inside a month."""

from __future__ import annotations

import dataclasses
import itertools
import random
from fractions import Fraction

import pytest

from commonweal.core.planner import (
    Agreed,
    BadProblem,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    Problem,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
    Tier,
    Use,
    exact,
    reference,
)
from commonweal.core.planner.coarse import Coarse, coarsen
from commonweal.core.planner.coarse_steps import groups_of, split
from tests.core import planner_cases
from tests.core.planner_cases import changed, levels, need_of, solved, village


def in_weeks(coarse: Coarse, found: dict[str, Fraction]) -> dict[str, Fraction]:
    """The level that a plan in months gives each need of a week."""
    return {
        member: found[label]
        for label, members in coarse.needs.items()
        for member in members
    }


def vector(problem: Problem, found: dict[str, Fraction]) -> list[list[Fraction]]:
    """Levels of each stage, lowest first, in the order of stages."""
    return [
        sorted(
            found[need.label]
            for need in problem.needs
            if need.is_wish is is_wish and need.tier == tier
        )
        for is_wish, tier in itertools.product((False, True), Tier)
    ]


def drawn(seed: int) -> Problem:
    drawing = planner_cases._Drawing(random.Random(seed))
    drawing.n_periods = 3
    return drawing.problem(with_promises=True)


@pytest.mark.parametrize("seed", range(40))
def test_joined_periods_never_promise_less(seed):
    fine = drawn(seed)
    coarse = coarsen(fine, [[0], [1, 2]] if seed % 2 else [[0, 1], [2]])
    try:
        in_fine = reference.levels_of(fine)
    except exact.Impossible:
        return

    in_coarse = in_weeks(coarse, reference.levels_of(coarse.problem))

    assert vector(fine, in_coarse) >= vector(fine, in_fine)


def beans(**parts) -> Problem:
    """Four weeks, beans that keep, a need of each week."""
    return village(
        n_weeks=4,
        goods=("beans",),
        needs=tuple(
            need_of("beans", 2.0, period=t, label=f"beans {t}", baskets=("north",))
            for t in range(4)
        ),
        **parts,
    )


def test_what_keeps_gives_the_same_levels_in_months_as_in_weeks():
    fine = beans(stocks=(Stock("home", "beans", 6.0),))

    coarse = coarsen(fine, groups_of(4, near=1, far=3))

    assert levels(solved(fine)) == {f"beans {t}": 0.75 for t in range(4)}
    assert levels(solved(coarse.problem)) == {
        "beans 0": 0.75,
        "beans 1 … beans 3": 0.75,
    }


def test_a_basket_that_changes_its_needs_counts_for_each_only_once():
    """Week 1 asks for beans, week 2 for beans or peas, in the same basket: 4 kg each."""
    asks = {1: {"beans": 1.0}, 2: {"beans": 1.0, "peas": 1.0}}
    fine = village(
        n_weeks=3,
        goods=("beans", "peas"),
        stocks=(Stock("home", "beans", 4.0),),
        needs=(
            *(
                need_of(
                    "beans",
                    4.0,
                    period=t,
                    label=f"week {t}",
                    contents=contents,
                    baskets=("north",),
                )
                for t, contents in asks.items()
            ),
            need_of("beans", 4.0, period=None, label="all", baskets=("north",)),
        ),
    )

    coarse = coarsen(fine, [[0], [1, 2]])

    assert levels(solved(fine)) == {"week 1": 0.5, "week 2": 0.5, "all": 1.0}
    assert levels(solved(coarse.problem)) == {"week 1": 0.5, "week 2": 0.5, "all": 1.0}
    assert coarse.baskets["north (2)"] == "north"


def garden(periods: int, n_weeks: int) -> Recipe:
    return Recipe(
        "beans",
        "home",
        outputs=(Flow("beans", 1.0, n_weeks),),
        effort=(Effort("sowing", 1.0), Effort("picking", 2.0, n_weeks)),
        uses=(Use("field", 10.0, periods),),
    )


def test_a_run_holds_its_field_in_every_step_for_the_weeks_it_lies_there():
    """10 m² for three weeks: started in week 1, two of them in the first pair of weeks."""
    fine = beans(
        recipes=(garden(3, 2),),
        capacities=(Capacity("home", "field", None, 10.0, "m²"),),
        efforts=tuple(
            EffortOffer("home", skill, t, 8.0)
            for skill in ("sowing", "picking")
            for t in range(4)
        ),
    )

    coarse = coarsen(fine, [[0, 1], [2, 3]]).problem

    early, late, *too_late = coarse.recipes
    assert [(flow.amount, flow.after) for flow in early.inputs] == [
        (20.0, 0),
        (10.0, 1),
    ]
    assert [(flow.amount, flow.after) for flow in late.inputs] == [(10.0, 0), (20.0, 1)]
    assert [one.inputs[0].amount for one in too_late] == [20.0, 10.0]
    assert [one.outputs[0].after for one in too_late] == [2, 2]
    assert [one.may_start for one in coarse.recipes] == [
        (True, False),
        (True, False),
        (False, True),
        (False, True),
    ]
    assert early.outputs == late.outputs == (Flow("beans", 1.0, 1),)
    assert early.effort == (Effort("sowing", 1.0, 0), Effort("picking", 2.0, 1))
    assert [one.amount for one in coarse.arrivals] == [20.0, 20.0]
    assert [offer.hours for offer in coarse.efforts] == [16.0] * 4


def test_purses_and_markets_of_a_week_add_up_over_the_weeks_of_a_step():
    """2 kg a week at 1 €, 3 € in all: weeks 0 and 1 may buy 4 kg, and each of them 2."""
    fine = beans(
        purchases=(PurchaseOption("home", "beans", 1.0, "EUR", 0.0, 2.0),),
        purses=(
            PurseLimit("EUR", 3.0),
            PurseLimit("EUR", 2.0, 0),
            PurseLimit("EUR", 2.0, 1),
            PurseLimit("EUR", 1.0, 2),
        ),
    )

    coarse = coarsen(fine, [[0, 1], [2, 3]])
    plan = solved(coarse.problem)

    assert coarse.problem.purses == (PurseLimit("EUR", 3.0), PurseLimit("EUR", 4.0, 0))
    assert [one.amount for one in coarse.problem.capacities] == [4.0, 4.0]
    assert levels(plan) == {"beans 0 … beans 1": 0.375, "beans 2 … beans 3": 0.375}
    assert sum(line.amount for line in plan.bought) == pytest.approx(3.0)
    assert coarse.markets == {plan.bought[0].good: "beans"}


def test_what_spoils_inside_a_step_is_promised_too_much_and_never_too_little():
    """Half spoils each week: 2 kg in week 3 take 16 kg now, or 4 kg of the pair before."""
    keeps = (Good("beans", "kg", 0.5),)
    fine = changed(beans(stocks=(Stock("home", "beans", 8.0),)), goods=keeps)

    coarse = coarsen(fine, [[0, 1], [2, 3]])

    worst = min(levels(solved(fine)).values())
    assert worst == pytest.approx(8 / (2 * 15), abs=1e-5)
    assert levels(solved(coarse.problem)) == {
        "beans 0 … beans 1": pytest.approx(2 / 3, abs=1e-5),
        "beans 2 … beans 3": pytest.approx(2 / 3, abs=1e-5),
    }


def test_batches_promises_and_agreed_runs_fall_into_their_step():
    fine = beans(
        recipes=(garden(1, 0),),
        stocks=(
            Stock("home", "beans", 1.0, 2),
            Stock("home", "beans", 1.0, 9),
            Stock("home", "beans", 1.0),
        ),
        promises=(Promise("to dalia", "home", "beans", 3, 1.0),),
        agreed=(Agreed("beans", "home", 2, 1.0), Agreed("beans", "home", 3, 2.0)),
    )

    coarse = coarsen(fine, [[0], [1], [2, 3]]).problem

    assert [stock.expires for stock in coarse.stocks] == [2, None, None]
    assert coarse.promises[0].period == 2
    assert coarse.agreed == (Agreed("beans", "home", 2, 3.0),)


def test_what_was_agreed_for_a_week_in_which_it_may_not_start_is_left_out():
    late = dataclasses.replace(garden(1, 0), may_start=(False, False, True, True))
    agreed = (Agreed("beans", "home", 1, 1.0), Agreed("beans", "home", 3, 2.0))

    coarse = coarsen(beans(recipes=(late,), agreed=agreed), [[0, 1], [2, 3]]).problem

    assert coarse.agreed == (Agreed("beans", "home", 1, 2.0),)


@pytest.mark.parametrize(
    ("groups", "after"),
    [([[0], [1], [2, 3]], None), ([[0, 1], [2, 3]], None), ([[0], [1, 2, 3]], None)],
)
def test_hours_of_a_lane_that_follow_later_are_left_out_where_they_fall_apart(
    groups, after
):
    lane = Lane("home", "yard", effort=Effort("driving", 1.0, 1))

    coarse = coarsen(beans(places=("home", "yard"), lanes=(lane,)), groups)

    found = coarse.problem.lanes[0].effort
    assert (found and found.after) == after


def test_hours_of_a_lane_that_always_follow_in_the_next_step_stay():
    lane = Lane("home", "yard", effort=Effort("driving", 1.0, 2))

    coarse = coarsen(beans(places=("home", "yard"), lanes=(lane,)), [[0, 1], [2, 3]])

    assert coarse.problem.lanes[0].effort == Effort("driving", 1.0, 1)


def test_whole_runs_stay_whole_and_seasons_open_a_step_that_any_of_its_weeks_opens():
    recipe = Recipe(
        "bake",
        "home",
        outputs=(Flow("beans", 3.0),),
        may_start=(True, False, True, False),
        whole=True,
    )

    coarse = coarsen(beans(recipes=(recipe,)), [[0], [1], [2, 3]]).problem

    assert [(one.whole, one.may_start) for one in coarse.recipes] == [
        (True, (True, False, True))
    ]


@pytest.mark.parametrize(
    "groups",
    [[[0, 1]], [[0], [2, 3], [1]], [[0, 1], [], [2, 3]], [[0, 1, 2], [2, 3]], []],
)
def test_groups_that_leave_out_repeat_or_mix_periods_are_refused(groups):
    with pytest.raises(BadProblem, match="all periods from 0 to 3 in a row"):
        coarsen(beans(), groups)


def test_numbers_of_near_and_far_periods_that_mean_nothing_are_refused():
    with pytest.raises(BadProblem) as bad:
        groups_of(4, near=-1, far=0)

    assert [fault.where for fault in bad.value.faults] == ["near", "far"]


def test_groups_cover_all_periods_whatever_near_and_far_say():
    assert [len(g) for g in groups_of(3, near=9, far=4)] == [1, 1, 1]
    assert [len(g) for g in groups_of(10, near=0, far=4)] == [4, 4, 2]
    assert split([range(1), range(1, 7)], [0, 1]) == (
        range(1),
        range(1, 4),
        range(4, 7),
    )
    assert [len(g) for g in split([range(1), range(1, 4)], [1])] == [1, 1, 1, 1]


def test_steps_of_one_period_each_change_nothing():
    fine = beans(stocks=(Stock("home", "beans", 6.0),))

    assert coarsen(fine, groups_of(4, near=4, far=4)).problem is fine


def test_a_need_that_nothing_can_serve_in_its_week_is_not_served_by_its_month():
    """Beans sown now are ready in week 2: week 1 gets none of them, weeks 2 and 3 do."""
    fine = beans(
        recipes=(garden(1, 2),),
        capacities=(Capacity("home", "field", None, 100.0),),
        efforts=tuple(
            EffortOffer("home", skill, t, 8.0)
            for skill in ("sowing", "picking")
            for t in range(4)
        ),
    )

    plan = solved(coarsen(fine, [[0], [1, 2, 3]]).problem)

    assert levels(plan) == {"beans 0": 0.0, "beans 1": 0.0, "beans 2 … beans 3": 1.0}


def test_a_bound_on_a_week_does_not_bind_the_other_weeks_of_its_month():
    """Week 1 may give nothing more into the basket; week 2 gives all of it to the whole."""
    fine = beans(stocks=(Stock("home", "beans", 8.0),))
    full = need_of("beans", 1.0, period=1, label="full", baskets=("b",), most=1.0)
    full = dataclasses.replace(full, had=1.0)
    whole = need_of("beans", 8.0, period=None, label="whole", baskets=("b",))
    fine = changed(fine, needs=(full, whole))

    plan = solved(coarsen(fine, [[0, 1], [2, 3]]).problem)

    assert levels(solved(fine)) == levels(plan) == {"whole": 1.0, "full": 1.0}
