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
