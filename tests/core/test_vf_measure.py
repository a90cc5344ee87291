"""Amounts are exact, keep their unit, and refuse what cannot be meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.vf.measure import MAX_STEPS, Measure, UnitMismatch, measure_of
from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import HOUR, KG, PIECE, UNITS, unit_named

STEPS = st.integers(min_value=-MAX_STEPS, max_value=MAX_STEPS)


@pytest.mark.parametrize(
    ("written", "unit", "steps"),
    [
        ("3", KG, 3000),
        ("1,5", KG, 1500),
        (" 1.5 ", KG, 1500),
        ("0.001", KG, 1),
        ("-2", KG, -2000),
        ("2.5", HOUR, 150),
        (Decimal("0.25"), HOUR, 15),
        (7, PIECE, 7),
        ("1e3", KG, 1_000_000),
        ("1.42", HOUR, 85),
        ("1.41666666667", HOUR, 85),
        ("0,33", HOUR, 20),
    ],
)
def test_an_amount_is_read_as_people_write_it(written, unit, steps):
    assert measure_of(written, unit) == Measure(steps, unit)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "is not a number"),
        ("three", "is not a number"),
        ("1.2.3", "is not a number"),
        ("NaN", "too large to be meant"),
        ("Infinity", "too large to be meant"),
        ("1e999999", "too large to be meant"),
        ("9999999999999", "too large to be meant"),
        ("0.0001", "finer than we can weigh"),
        ("1e-30", "too large to be meant"),
    ],
)
def test_an_amount_that_cannot_be_meant_is_refused_by_field(written, said):
    with pytest.raises(Refused) as refusal:
        measure_of(written, KG, field="resource_quantity")

    (problem,) = refusal.value.problems
    assert problem.field == "resource_quantity"
    assert said in str(problem)


def test_kilograms_refuse_to_meet_hours():
    with pytest.raises(UnitMismatch, match="kg and h"):
        Measure(1, KG) + Measure(1, HOUR)
    with pytest.raises(UnitMismatch):
        Measure(1, KG) - Measure(1, HOUR)
    with pytest.raises(UnitMismatch):
        _ = Measure(1, KG) < Measure(1, HOUR)
    with pytest.raises(UnitMismatch):
        _ = Measure(1, KG) <= Measure(1, HOUR)


def test_a_measure_reads_as_people_say_it():
    assert str(Measure(3000, KG)) == "3 kg"
    assert str(Measure(1250, KG)) == "1.25 kg"
    assert str(Measure(100_000, KG)) == "100 kg"
    assert str(Measure(-90, HOUR)) == "-1.5 h"


def test_measures_of_one_unit_add_compare_and_turn():
    assert Measure(3000, KG) + Measure(500, KG) == Measure(3500, KG)
    assert Measure(3000, KG) - Measure(500, KG) == Measure(2500, KG)
    assert -Measure(3000, KG) == Measure(-3000, KG)
    assert Measure(1, KG) < Measure(2, KG) <= Measure(2, KG)
    assert not Measure(2, KG) < Measure(2, KG)


@given(STEPS, st.sampled_from([KG, HOUR, PIECE]))
def test_what_is_written_reads_back_the_same(steps, unit):
    assert measure_of(Measure(steps, unit).decimal, unit) == Measure(steps, unit)


def test_an_unknown_unit_is_refused_with_the_nearest_known_one():
    with pytest.raises(Refused, match="Did you mean kg"):
        unit_named("kgs")


def test_a_known_unit_is_found_with_spaces_around_it():
    assert unit_named(" kg ") is KG
    assert {"EUR", "kcal", "m2"} <= set(UNITS)
