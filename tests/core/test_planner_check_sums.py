"""What the checker adds up itself: stores, batches, rest, purses, totals."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Bought,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Kept,
    Lane,
    Moved,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Rest,
    Run,
    Stock,
    Totals,
)
from tests.core.planner_cases import village
from tests.core.test_planner_check_closely import broken


def kept(*lines, expires=None) -> list[str]:
    """What is broken about stores of milk for six, in two of three weeks."""
    problem = village(
        n_weeks=3,
        goods=(Good("milk", "l", store_limit=6.0),),
        stocks=(
            Stock("home", "milk", 4.0),
            Stock("home", "milk", 4.0, expires=expires),
        ),
    )
    return broken(problem, stock=tuple(Kept("home", "milk", *line) for line in lines))


def test_batches_and_what_is_fresh_share_a_store():
    assert kept((0, 4.0), (0, 2.0, 1), expires=1) == []
    assert kept((0, 4.0), (0, 3.0, 1), expires=1) == [
        "store home/milk/0: 7.0 is taken where 6.0 is there."
    ]


def test_what_lasts_to_the_end_of_the_plan_is_no_batch():
    assert kept((0, 6.0), (1, 6.0), expires=2) == []
    assert kept((0, 6.0), (1, 6.0), expires=3) == []
    assert kept((0, 6.0), expires=1) == [
        "fresh goods home/milk/0: 6.0 is taken where 4.0 is there."
    ]
    assert kept((0, 1.0, 2), expires=2) == [
        "batch home/milk/0 of 2: 1.0 is taken where 0.0 is there."
    ]


def test_what_is_for_this_week_is_not_kept_at_all():
    assert kept((0, 1.0, 0), expires=0) == [
        "batch home/milk/0 of 0: 1.0 is taken where 0.0 is there."
    ]


def test_what_is_needed_later_is_taken_later():
    problem = village(
        n_weeks=3,
        stocks=(Stock("home", "bread", 5.0),),
        recipes=(Recipe("feast", "home", inputs=(Flow("bread", 6.0, after=1),)),),
    )

    assert broken(
        problem,
        runs=(Run("feast", "home", 1, 1.0),),
        stock=(Kept("home", "bread", 0, 5.0), Kept("home", "bread", 1, 5.0)),
    ) == ["goods home/bread/2: 6.0 is taken where 5.0 is there."]


def worked(*rests) -> list[str]:
    """What is broken: 2 hours of baking now, 3 next week, 4 after the plan; 1 of song."""
    problem = village(
        n_weeks=2,
        recipes=(
            Recipe(
                "bake",
                effort=(
                    Effort("baking", 2.0),
                    Effort("baking", 3, 1),
                    Effort("oven", 4, 2),
                ),
            ),
            Recipe("sing", effort=(Effort("song", 1.0),)),
        ),
        efforts=(
            EffortOffer("home", "baking", 0, 2.0),
            EffortOffer("home", "baking", 1, 3.0),
            EffortOffer("home", "song", 1, 1.0),
        ),
        rests=rests,
    )
    runs = (Run("bake", "home", 0, 1.0), Run("sing", "home", 1, 1.0))
    return broken(problem, runs=runs, totals=Totals(effort_hours=10.0, toil=10.0))


@pytest.mark.parametrize(
    ("rest", "hours"),
    [
        (Rest("r", "home", 0.0), 6.0),
        (Rest("r", "home", 0.0, first=1), 4.0),
        (Rest("r", "home", 0.0, last=0), 2.0),
        (Rest("r", "home", 0.0, skills=("baking",)), 5.0),
        (Rest("r", "home", 0.0, skills=("song",)), 1.0),
    ],
)
def test_rest_counts_hours_of_its_skills_and_weeks_within_the_plan(rest, hours):
    assert worked(rest) == [f"rest r: {hours} is taken where 0.0 is there."]


def test_rest_elsewhere_or_of_hours_enough_is_kept():
    assert worked(Rest("r", "home", 6.0)) == []


def totals(**wrong) -> list[str]:
    """What is broken about totals: a run, a cart, and tea for two currencies."""
    problem = village(
        places=("home", "yard"),
        recipes=(
            Recipe(
                "bake",
                outputs=(Flow("bread", 8.0),),
                effort=(Effort("baking", 2.0), Effort("oven", 1.0)),
                toil=1.5,
                footprint=4.0,
            ),
        ),
        efforts=(
            EffortOffer("home", "baking", 0, 9.0),
            EffortOffer("home", "oven", 0, 9.0),
        ),
        lanes=(
            Lane("home", "yard", effort=Effort("oven", 0.5), footprint=0.25),
            Lane("yard", "home", footprint=0.5),
        ),
        purchases=(
            PurchaseOption("home", "bread", 2.0, "EUR", 3.0),
            PurchaseOption("home", "bread", 5.0, "SEK", 1.0),
        ),
        purses=(PurseLimit("EUR", 9.0), PurseLimit("SEK", 9.0)),
    )
    right = {
        "effort_hours": 3 * 1 + 2.0,
        "toil": 4.5 + 2.0,
        "footprint": 4 + 1.0 + 0.5 + 3 + 1.0,
        "spent": (("EUR", 2.0), ("SEK", 5.0)),
    }
    return broken(
        problem,
        runs=(Run("bake", "home", 0, 1.0),),
        moved=(
            Moved("home", "yard", "bread", 0, 4.0),
            Moved("yard", "home", "bread", 0, 1.0),
        ),
        bought=(
            Bought("home", "bread", 0, 1.0, 2.0, "EUR"),
            Bought("home", "bread", 0, 1.0, 5.0, "SEK"),
        ),
        totals=Totals(**{**right, **wrong}),
    )


def test_totals_are_added_up_again():
    assert totals() == []
    said = "The plan says {}; its lines add up to {}."
    assert totals(effort_hours=6.0, toil=0.0, footprint=8.5) == [
        f"totals.effort_hours: {said.format(6.0, 5.0)}",
        f"totals.toil: {said.format(0.0, 6.5)}",
        f"totals.footprint: {said.format(8.5, 9.5)}",
    ]
    assert totals(spent=(("EUR", 2.0), ("USD", 1.0))) == [
        f"totals.spent SEK: {said.format(0.0, 5.0)}",
        f"totals.spent USD: {said.format(1.0, 0.0)}",
    ]
    assert totals(toil=6.5 + 6e-6) == []
    assert len(totals(toil=6.5 + 7e-6)) == 1
    assert len(totals(toil=float("nan"))) == 1


def bought(*lines, n_weeks=2) -> list[str]:
    """What is broken: dear tea without end, cheap for ten, and none at all for nine."""
    spent = sum(cost for _, _, cost in lines)
    problem = village(
        n_weeks=n_weeks,
        goods=("tea",),
        purchases=(
            PurchaseOption("home", "tea", 20.0, "EUR"),
            PurchaseOption("home", "tea", 10.0, "EUR", most_per_period=2e3),
            PurchaseOption("home", "tea", 9.0, "EUR", most_per_period=0.0),
        ),
        purses=(PurseLimit("EUR", 1e6), PurseLimit("EUR", 100.0, period=1)),
    )
    return broken(
        problem,
        bought=tuple(Bought("home", "tea", *line, "EUR") for line in lines),
        totals=Totals(spent=(("EUR", spent),)),
    )


def test_a_purse_of_one_week_adds_up_all_that_is_bought_in_it():
    assert bought((1, 3.0, 60.0), (1, 4.0, 40.0), (0, 9.0, 180.0)) == []
    assert bought((1, 3.0, 60.0), (1, 5.0, 50.0)) == [
        "purse EUR/1: 110.0 is taken where 100.0 is there."
    ]


def test_a_price_may_be_off_by_a_millionth():
    assert bought((0, 1000.0, 10000.005)) == []
    assert bought((0, 1000.0, 10000.05)) == [
        "bought[0]: No purchase option has this price."
    ]


def test_of_what_is_not_on_offer_nothing_is_bought():
    assert bought((0, 2.0, 18.0)) == [
        "market home/tea at 9.0 EUR/0: 2.0 is taken where 0.0 is there."
    ]
    assert bought((0, 0.5, 4.5)) == [
        "market home/tea at 9.0 EUR/0: 0.5 is taken where 0.0 is there."
    ]
