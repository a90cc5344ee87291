"""The checker at its bounds: the last amount it lets pass, and the first it does not."""

from __future__ import annotations

import math

import pytest

from commonweal.core.planner import (
    Bought,
    Fulfilment,
    Given,
    Kept,
    Lane,
    Moved,
    Recipe,
    Run,
    Status,
    Stock,
    Tier,
)
from tests.core.planner_cases import need_of, village
from tests.core.test_planner_check_closely import broken

UNKNOWN = "This names something the problem does not know, or no possible amount."


def seasons():
    """Two seasons: one recipe starts in the second week only, one comes whole."""
    return village(
        n_weeks=2,
        places=("home", "yard"),
        recipes=(
            Recipe("sow", "home", may_start=(False, True)),
            Recipe("any", may_start=(True, False)),
            Recipe("whole", "home", whole=True),
        ),
        stocks=(Stock("home", "bread", 9.0),),
        lanes=(Lane("home", "yard", goods=("bread",)),),
        needs=(need_of("bread", 0.0, label="n"),),
    )


def found(**lines) -> list[str]:
    """What is broken about lines of the two seasons, whose one need is met."""
    met = Fulfilment("n", "north", Tier.VITAL, False, 0, 1.0)
    return broken(seasons(), fulfilment=(met,), **lines)


def test_a_task_starts_in_its_season_only():
    assert found(runs=(Run("sow", "home", 1, 1.0),)) == []
    assert found(runs=(Run("any", "yard", 0, 1.0), Run("sow", "home", 0, 1.0))) == [
        "runs[1]: sow may not start in period 0."
    ]


def test_a_task_is_done_where_it_can_be():
    assert found(
        runs=(Run("sow", "yard", 1, 1.0), Run("any", "moon", 0, 1.0)),
    ) == [f"runs[0]: {UNKNOWN}", f"runs[1]: {UNKNOWN}"]


@pytest.mark.parametrize(("period", "is_there"), [(-1, 0), (0, 1), (1, 1), (2, 0)])
def test_only_periods_of_the_plan_are_known(period, is_there):
    lines = found(runs=(Run("whole", "home", period, 1.0),))

    assert lines == ([] if is_there else [f"runs[0]: {UNKNOWN}"])


@pytest.mark.parametrize(
    ("runs", "is_possible"), [(0.0, 1), (2.0, 1), (-1.0, 0), (-1e-9, 0), (math.inf, 0)]
)
def test_amounts_are_zero_or_more_and_finite(runs, is_possible):
    lines = found(runs=(Run("any", "home", 0, runs),))

    assert lines == ([] if is_possible else [f"runs[0]: {UNKNOWN}"])


def test_every_kind_of_line_with_a_bad_amount_is_named_by_its_number():
    plan = {
        "runs": (Run("any", "home", 0, 0.0), Run("any", "home", 0, math.nan)),
        "stock": (Kept("home", "bread", 5, 1.0), Kept("home", "bread", 0, -1.0)),
        "bought": (
            Bought("home", "bread", 0, -1.0, 0.0, "EUR"),
            Bought("home", "bread", 0, 1.0, -2.0, "EUR"),
        ),
        "moved": (Moved("home", "yard", "bread", 7, 1.0),),
        "given": (Given("n", "home", "bread", 0, -1.0),),
    }

    assert [line.partition(": ")[0] for line in found(**plan)] == [
        "runs[1]",
        "stock[0]",
        "stock[1]",
        "bought[0]",
        "bought[1].cost",
        "moved[0]",
        "given[0]",
    ]


def test_every_kind_of_line_about_what_is_not_known_is_named_by_its_number():
    plan = {
        "moved": (
            Moved("home", "yard", "bread", 0, 1.0),
            Moved("yard", "home", "bread", 0, 1.0),
            Moved("home", "yard", "tea", 0, 1.0),
        ),
        "given": (
            Given("n", "yard", "bread", 0, 1.0),
            Given("n", "home", "tea", 0, 1.0),
            Given("n", "home", "bread", 0, 1.0),
        ),
        "stock": (Kept("moon", "bread", 0, 1.0), Kept("home", "tea", 0, 1.0)),
        "bought": (
            Bought("moon", "bread", 0, 1.0, 1.0, "EUR"),
            Bought("home", "tea", 0, 1.0, 1.0, "EUR"),
        ),
    }

    assert found(**plan) == [
        f"{where}: {UNKNOWN}"
        for where in (
            "moved[1]",
            "moved[2]",
            "given[0]",
            "given[1]",
            "stock[0]",
            "stock[1]",
            "bought[0]",
            "bought[1]",
        )
    ]


@pytest.mark.parametrize(("runs", "is_whole"), [(2.0, 1), (2 + 2e-6, 0), (1 - 2e-6, 0)])
def test_whole_is_whole_within_a_millionth(runs, is_whole):
    lines = found(runs=(Run("whole", "home", 0, runs),))

    assert lines == (
        [] if is_whole else [f"runs[0]: whole comes only whole: {runs} runs."]
    )


def loaves(*given, status=Status.STOPPED, **levels) -> list[str]:
    """What is broken about two needs of four loaves each, out of nine loaves."""
    problem = village(
        stocks=(Stock("home", "bread", 9.0),),
        needs=tuple(need_of("bread", 4.0, label=label, most=6.0) for label in "ab"),
    )
    return broken(
        problem,
        status=status,
        fulfilment=tuple(
            Fulfilment(label, "north", Tier.VITAL, False, 0, level)
            for label, level in levels.items()
        ),
        given=tuple(Given(label, "home", "bread", 0, much) for label, much in given),
    )


def test_every_need_must_have_a_level_from_nothing_to_all():
    unsaid = "Its level is not given, 0 to 1."

    assert loaves(("b", 3.0), b=1.0) == [
        f"needs a: {unsaid}",
        "needs b: 4.0 is taken where 3.0 is there.",
    ]
    assert loaves(a=1.1, b=-0.1) == [f"needs a: {unsaid}", f"needs b: {unsaid}"]
    assert loaves(("a", 4.0), a=1.0, b=0.0) == []


def test_a_level_may_be_said_lower_than_it_is_and_a_millionth_higher():
    assert loaves(("a", 4.0), ("b", 2.0), a=0.5, b=0.5) == []
    assert loaves(("a", 4.0), ("b", 4 - 3e-6), a=1.0, b=1.0) == []
    assert loaves(("a", 4.0), ("b", 4 - 5e-6), a=1.0, b=1.0) != []


def test_whoever_is_short_in_a_finished_plan_must_be_told_why():
    silent = "needs b: It is short, and nothing says why."

    assert loaves(("a", 4.0), ("b", 2.0), a=1.0, b=0.5) == []
    given = (("a", 4.0), ("b", 4.0))
    assert loaves(*given, status=Status.OPTIMAL, a=1.0, b=0.5) == [silent]
    assert loaves(*given, status=Status.OPTIMAL, a=1.0, b=1 - 2e-5) == [silent]
    assert loaves(*given, status=Status.OPTIMAL, a=1.0, b=1 - 5e-6) == []


def test_what_was_had_counts_and_what_does_harm_is_counted_with_it():
    problem = village(
        stocks=(Stock("home", "bread", 9.0),),
        needs=(need_of("bread", 4.0, label="n", had=3.0, most=6.0),),
    )

    def given(amount, level=1.0):
        return broken(
            problem,
            given=(Given("n", "home", "bread", 0, amount),),
            fulfilment=(Fulfilment("n", "north", Tier.VITAL, False, 0, level),),
        )

    assert given(1.0) == given(3.0) == []
    assert given(0.5) == ["needs n: 4.0 is taken where 3.5 is there."]
    assert given(4.0) == ["needs n at most: 7.0 is taken where 6.0 is there."]


def test_a_basket_counts_in_its_week_and_once():
    problem = village(
        n_weeks=2,
        stocks=(Stock("home", "bread", 9.0),),
        needs=(
            need_of("bread", 4.0, label="now", baskets=("x", "x")),
            need_of("bread", 8.0, label="ever", period=None, baskets=("x", "y")),
        ),
    )

    assert broken(
        problem,
        given=(
            Given("x", "home", "bread", 0, 3.0),
            Given("x", "home", "bread", 1, 2.0),
            Given("y", "home", "bread", 1, 2.0),
        ),
        stock=(Kept("home", "bread", 0, 5.0),),
        fulfilment=(
            Fulfilment("now", "north", Tier.VITAL, False, 0, 1.0),
            Fulfilment("ever", "north", Tier.VITAL, False, None, 1.0),
        ),
    ) == [
        "needs now: 4.0 is taken where 3.0 is there.",
        "needs ever: 8.0 is taken where 7.0 is there.",
    ]
