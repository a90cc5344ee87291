"""A problem is checked once: every fault at once, each with its place."""

from __future__ import annotations

import math

import pytest

from commonweal.core.planner import (
    Arrival,
    BadProblem,
    Capacity,
    Effort,
    EffortOffer,
    Flow,
    Good,
    Lane,
    Need,
    Params,
    Period,
    Problem,
    Promise,
    PurchaseOption,
    PurseLimit,
    Recipe,
    Stock,
    Tier,
    Use,
)
from tests.core.planner_cases import need_of, village


def faults_of(**parts) -> dict[str, str]:
    with pytest.raises(BadProblem) as caught:
        village(**parts)
    return {fault.where: str(fault.words) for fault in caught.value.faults}


def test_a_plan_without_periods_is_refused():
    with pytest.raises(BadProblem, match="at least one period"):
        Problem(periods=(), places=("home",))


def test_every_fault_is_told_at_once_and_in_words():
    """Bad input: all problems at once, each with its place."""
    found = faults_of(
        stocks=(Stock("cellar", "cake", -1.0), Stock("home", "bread", math.nan)),
        needs=(need_of("bread", 1e15),),
    )

    assert found == {
        "stocks[0].place": "There is no place cellar.",
        "stocks[0].good": "There is no good cake.",
        "stocks[0].amount": "This must be 0.0 or more; it says -1.0.",
        "stocks[1].amount": "This must be a number.",
        "needs[0].demand": "1000000000000000.0 is more than we can believe; check the unit.",
    }


def test_labels_that_stand_twice_are_named():
    found = faults_of(
        n_weeks=1,
        goods=("bread", "bread"),
        places=("home", "home"),
        recipes=(Recipe("a"), Recipe("a")),
        needs=(need_of("bread", 1.0), need_of("bread", 1.0)),
        promises=(
            Promise("p", "home", "bread", 0, 1.0),
            Promise("p", "home", "bread", 0, 1.0),
        ),
    )

    assert list(found) == [
        "places[1]",
        "goods[1]",
        "recipes[1]",
        "needs[1]",
        "promises[1]",
    ]


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        (
            {"goods": (Good("bread", "kg", survival_per_day=1.2),)},
            "goods[0].survival_per_day",
        ),
        ({"goods": (Good("bread", "kg", store_limit=-1.0),)}, "goods[0].store_limit"),
        ({"recipes": (Recipe("r", "cellar"),)}, "recipes[0].place"),
        (
            {"recipes": (Recipe("r", inputs=(Flow("cake", 1.0),)),)},
            "recipes[0].inputs[0].good",
        ),
        (
            {"recipes": (Recipe("r", outputs=(Flow("bread", 1.0, -1),)),)},
            "recipes[0].outputs[0].after",
        ),
        (
            {"recipes": (Recipe("r", effort=(Effort("s", -1.0),)),)},
            "recipes[0].effort[0].hours",
        ),
        (
            {"recipes": (Recipe("r", uses=(Use("k", 1.0, 0),)),)},
            "recipes[0].uses[0].periods",
        ),
        ({"recipes": (Recipe("r", may_start=(True, True)),)}, "recipes[0].may_start"),
        ({"recipes": (Recipe("r", footprint=-1.0),)}, "recipes[0].footprint"),
        ({"stocks": (Stock("home", "bread", 1.0, expires=-1),)}, "stocks[0].expires"),
        ({"arrivals": (Arrival("home", "bread", 5, 1.0),)}, "arrivals[0].period"),
        ({"efforts": (EffortOffer("home", "s", 0, -1.0),)}, "efforts[0].hours"),
        ({"capacities": (Capacity("home", "k", 3, 1.0),)}, "capacities[0].period"),
        (
            {"purchases": (PurchaseOption("home", "bread", 1.0, "EUR"),)},
            "purchases[0].currency",
        ),
        ({"purses": (PurseLimit("EUR", -1.0),)}, "purses[0].amount"),
        ({"lanes": (Lane("home", "home"),)}, "lanes[0].target"),
        (
            {
                "places": ("home", "yard"),
                "lanes": (Lane("home", "yard", goods=("cake",)),),
            },
            "lanes[0].goods[0]",
        ),
        (
            {
                "places": ("home", "yard"),
                "lanes": (Lane("home", "yard", effort=Effort("s", -1.0)),),
            },
            "lanes[0].effort.hours",
        ),
        (
            {"needs": (Need("n", "home", "g", "urgent", 0, 1.0, {}, ()),)},
            "needs[0].tier",
        ),
        (
            {
                "needs": (
                    Need("n", "home", "g", Tier.VITAL, 0, 1.0, {"bread": 1.0}, ()),
                )
            },
            "needs[0].baskets",
        ),
        ({"needs": (need_of("bread", 2.0, most=1.0),)}, "needs[0].most"),
        (
            {"needs": (need_of("bread", 2.0, contents={"cake": 1.0}),)},
            "needs[0].contents['cake']",
        ),
        (
            {
                "places": ("home", "yard"),
                "needs": (
                    need_of("bread", 1.0, label="one", baskets=("b",)),
                    need_of("bread", 1.0, label="two", place="yard", baskets=("b",)),
                ),
            },
            "needs[1].baskets",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(parts, where):
    assert list(faults_of(**parts)) == [where]


def test_a_period_without_days_is_refused():
    with pytest.raises(BadProblem) as caught:
        Problem(periods=(Period("w", days=0.0),), places=("home",))

    assert [fault.where for fault in caught.value.faults] == ["periods[0].days"]
    assert str(caught.value).startswith("periods[0].days: This must be 0.01 or more")


@pytest.mark.parametrize(
    "wrong",
    [
        {"goals": ("toil", "toil")},
        {"goals": ("profit",)},
        {"tolerance": 0.1},
        {"goal_slack": -1.0},
        {"most_rounds": 0},
    ],
)
def test_a_parameter_out_of_its_range_is_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        Params(**wrong)
