"""The reference solver itself: answers that can be found with pencil and paper."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commonweal.core.planner import EffortOffer, Lane, Stock, exact, reference
from tests.core.planner_cases import bakery, changed, need_of, village

ONE = Fraction(1)


def test_a_textbook_program_has_the_textbook_answer():
    """Chvátal, chapter 2: 5x + 4y + 3z, optimum 13."""
    rows = [
        ({"x": Fraction(2), "y": Fraction(3), "z": ONE}, Fraction(5)),
        ({"x": Fraction(4), "y": ONE, "z": Fraction(2)}, Fraction(11)),
        ({"x": Fraction(3), "y": Fraction(4), "z": Fraction(2)}, Fraction(8)),
    ]

    best = exact.maximise({"x": Fraction(5), "y": Fraction(4), "z": Fraction(3)}, rows)

    assert best == 13


def test_rows_that_start_below_zero_are_reached():
    """x at least 1, at most 3: the least of it is 1, the most 3."""
    rows = [({"x": -ONE}, -ONE), ({"x": ONE}, Fraction(3))]

    assert exact.maximise({"x": -ONE}, rows) == -1
    assert exact.maximise({"x": ONE}, rows) == 3


def test_rows_that_leave_one_point_are_reached():
    rows = [({"x": -ONE}, -ONE), ({"x": ONE}, ONE), ({"x": ONE, "y": -ONE}, ONE)]

    assert exact.maximise({"x": ONE}, rows) == 1


def test_rows_that_contradict_are_impossible():
    with pytest.raises(exact.Impossible):
        exact.maximise({}, [({"x": -ONE}, Fraction(-2)), ({"x": ONE}, ONE)])


def test_a_sum_without_limit_is_an_error():
    with pytest.raises(ArithmeticError, match="no limit"):
        exact.maximise({"x": ONE}, [({"x": -ONE}, ONE)])


def test_the_reference_bakes_as_much_bread_as_hours_allow():
    assert reference.levels_of(bakery(hours=4.0)) == {
        "bread of north in 0": Fraction(4, 5)
    }


def test_the_reference_carries_only_what_a_lane_is_for():
    problem = village(
        places=("home", "yard"),
        goods=("bread", "milk"),
        stocks=(Stock("home", "bread", 5.0), Stock("home", "milk", 5.0)),
        lanes=(Lane("home", "yard", goods=("bread",)),),
        needs=(
            need_of("bread", 5.0, place="yard"),
            need_of("milk", 5.0, place="yard"),
            need_of("milk", 0.0, place="yard", label="nothing", most=1.0),
        ),
    )

    assert reference.levels_of(problem) == {
        "bread of north in 0": 1,
        "milk of north in 0": 0,
        "nothing": 1,
    }


def test_the_reference_keeps_a_batch_for_weeks():
    problem = village(
        n_weeks=4,
        goods=("milk",),
        stocks=(Stock("home", "milk", 4.0, expires=2),),
        needs=(need_of("milk", 8.0, period=2), need_of("milk", 8.0, period=3)),
    )

    assert reference.levels_of(problem) == {
        "milk of north in 2": Fraction(1, 2),
        "milk of north in 3": 0,
    }


def test_hours_nobody_offers_bake_nothing():
    offers = (EffortOffer("home", "singing", 0, 9.0),)

    assert list(reference.levels_of(changed(bakery(), efforts=offers)).values()) == [0]


def test_a_goal_that_starts_among_the_basic_columns_is_added_up():
    """x and y are driven up first (x ≥ 1, y ≥ 2); both count in 2x + 3y - z."""
    rows = [
        ({"x": -ONE}, -ONE),
        ({"y": -ONE}, Fraction(-2)),
        ({"x": ONE, "y": ONE, "z": -ONE}, Fraction(4)),
        ({"z": ONE}, Fraction(1)),
    ]

    best = exact.maximise({"x": Fraction(2), "y": Fraction(3), "z": -ONE}, rows)

    assert best == 2 * 1 + 3 * 4 - 1 * 1


def test_a_goal_named_in_no_row_that_binds_is_still_told_to_have_no_limit():
    with pytest.raises(ArithmeticError, match=r"^the sum has no limit$"):
        exact.maximise({"x": ONE, "y": ONE}, [({"x": ONE}, ONE), ({"y": -ONE}, ONE)])


def test_no_rows_and_no_goal_are_worth_nothing():
    assert exact.maximise({}, []) == 0
