"""What a plan claims of itself, told wrongly, is found with the figure that is right."""

from __future__ import annotations

import pytest

from commonweal.core.planner import (
    Bought,
    Capacity,
    EffortOffer,
    Fulfilment,
    Help,
    Kept,
    Limit,
    LimitUse,
    Promise,
    PurchaseOption,
    PurseLimit,
    Relief,
    Sentence,
    Short,
    Stock,
    Tier,
    Totals,
)
from tests.core.planner_cases import need_of, village
from tests.core.test_planner_check_closely import broken


def house():
    """Two offers of the same hours, two parts of one room, two limits of one purse."""
    return village(
        n_weeks=2,
        efforts=(
            EffortOffer("home", "baking", 0, 3.0),
            EffortOffer("home", "baking", 0, 2e6),
        ),
        capacities=(
            Capacity("home", "oven", None, 4.0),
            Capacity("home", "oven", 1, 1.0),
        ),
        purses=(PurseLimit("EUR", 3.0), PurseLimit("EUR", 5.0), PurseLimit("SEK", 7.0)),
        promises=(Promise("to dalia", "home", "bread", 1, 0.0),),
        needs=(need_of("bread", 4.0, label="n"), need_of("bread", 4.0, label="m")),
    )


def claims(*, fulfilment=(), **parts) -> list[str]:
    met = tuple(Fulfilment(label, "north", Tier.VITAL, False, 0, 0.0) for label in "nm")
    return broken(house(), fulfilment=(*met, *fulfilment), **parts)


def short(need="n", level=0.0, missing=4.0, reliefs=(), limits=()):
    words = Sentence("It is short.")
    return Short(
        need, "north", Tier.VITAL, False, 0, level, missing, limits, reliefs, words
    )


def use(kind, label, place, period, amount):
    return LimitUse(kind, label, place, period, amount, 0.0)


def test_needs_and_promises_of_others_are_named():
    line = Fulfilment("cake", "north", Tier.VITAL, False, 0, 1.0)

    assert claims(
        fulfilment=(line,), shorts=(short("tea"),), collisions=("to dalia", "to ben")
    ) == [
        "fulfilment[2]: No such need is asked for: cake.",
        "shorts[0]: No such need is asked for: tea.",
        "collisions: Nobody promised to ben.",
    ]


def test_shortages_after_one_that_is_not_known_are_looked_at_too():
    assert claims(shorts=(short("tea"), short(missing=3.0), short("m", 0.5))) == [
        "shorts[0]: No such need is asked for: tea.",
        "shorts[1]: The plan says 3.0; the problem says 4.",
        "shorts[2]: The plan says 4.0; the problem says 4.",
    ]


def test_a_relief_must_raise_and_be_of_something():
    limit = Limit("effort", "baking", "home", 0, 2000003.0, 0.1, Sentence("It binds."))

    def told(amount, reached, level=0.0):
        help_ = Help(limit, amount, Sentence("more"))
        reliefs = (Relief((help_,), reached), Relief((help_,), 1.0))
        return claims(shorts=(short(level=level, reliefs=reliefs),))

    useless = "This relief helps nobody."
    assert told(1.0, 0.5) == []
    assert told(1.0, 0.0) == told(1.0, 1.5) == [f"shorts[0].reliefs[0]: {useless}"]
    assert told(0.0, 1.0) == [f"shorts[0].reliefs[{j}]: {useless}" for j in (0, 1)]


@pytest.mark.parametrize(
    ("kind", "label", "place", "period", "amount"),
    [
        ("effort", "baking", "home", 0, 2000003.0),
        ("capacity", "oven", "home", 0, 4.0),
        ("capacity", "oven", "home", 1, 5.0),
        ("purse", "EUR", None, None, 3.0),
        ("purse", "SEK", None, None, 7.0),
    ],
)
def test_limits_are_added_up_and_of_purses_the_smallest_counts(
    kind, label, place, period, amount
):
    assert claims(limits=(use(kind, label, place, period, amount),)) == []
    ((wrong),) = claims(limits=(use(kind, label, place, period, amount + 99.0),))
    assert wrong.startswith(f"limits[0]: The plan says {amount + 99.0}; the problem")


def test_a_limit_of_what_is_not_there_is_nothing():
    assert claims(limits=(use("effort", "singing", "home", 0, 2.0),)) == [
        "limits[0]: The plan says 2.0; the problem says 0."
    ]


@pytest.mark.parametrize(
    ("off", "holds"), [(15.0, True), (25.0, False), (-15.0, True), (-25.0, False)]
)
def test_a_large_limit_may_be_off_by_a_hundred_thousandth(off, holds):
    lines = claims(limits=(use("effort", "baking", "home", 0, 2000003.0 + off),))

    assert (lines == []) is holds


@pytest.mark.parametrize(("off", "holds"), [(3.9e-5, True), (4.1e-5, False)])
def test_a_small_limit_may_be_off_by_as_much_of_itself(off, holds):
    lines = claims(limits=(use("capacity", "oven", "home", 0, 4.0 + off),))

    assert (lines == []) is holds


@pytest.mark.parametrize(("off", "holds"), [(0.9e-5, True), (1.1e-5, False)])
def test_next_to_nothing_may_be_off_by_a_hundred_thousandth_of_one(off, holds):
    lines = claims(limits=(use("effort", "singing", "home", 0, off),))

    assert (lines == []) is holds


@pytest.mark.parametrize(("kept", "holds"), [(1e-6, True), (1.1e-6, False)])
def test_a_crumb_of_next_to_nothing_is_let_pass(kept, holds):
    lines = broken(village(), stock=(Kept("home", "bread", 0, kept),))

    assert (lines == []) is holds


def test_what_comes_in_parts_is_measured_by_all_of_them():
    """Three stocks of a million: two units of three million are let pass, not four."""
    problem = village(
        goods=("bread",),
        stocks=tuple(Stock("home", "bread", 1e6, expires=None) for _ in range(3)),
        purchases=(PurchaseOption("home", "bread", 1.0, "EUR", most_per_period=1e6),),
        purses=(PurseLimit("EUR", 5e6),),
    )

    def kept(more):
        return broken(
            problem,
            bought=(Bought("home", "bread", 0, 1e6, 1e6, "EUR"),),
            stock=(Kept("home", "bread", 0, 4e6 + more),),
            totals=Totals(spent=(("EUR", 1e6),)),
        )

    assert kept(7.0) == []
    assert kept(9.0) == [
        "goods home/bread/0: 4000009.0 is taken where 4000000.0 is there.",
        "fresh goods home/bread/0: 4000009.0 is taken where 4000000.0 is there.",
    ]
