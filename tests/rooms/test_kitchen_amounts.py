"""Kitchen amounts as people write them, in English and German (issue 3: recipes)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commonweal.core.vf.problems import Refused
from commonweal.rooms.kitchen.translate import amounts


@pytest.mark.parametrize(
    ("text", "unit", "quantity", "dimension"),
    [
        ("1 1/2", "cups", "0.36", "volume"),
        ("1½", "cups", "0.36", "volume"),
        ("½", "l", "0.5", "volume"),
        ("200 g", "", "0.2", "mass"),
        ("200", "Gramm", "0.2", "mass"),
        ("2", "EL", "0.03", "volume"),
        ("1/4", "tsp.", "0.00125", "volume"),
        ("1,5", "kg", "1.5", "mass"),
        ("2-3", "kg", "3", "mass"),
        ("2 \u2013 3", "kg", "3", "mass"),
        ("2 bis 3", "Stück", "3", "count"),
        ("1", "Pfund", "0.5", "mass"),
        ("1 lb", "", "0.45359237", "mass"),
        ("a dozen", "", "12", "count"),
        ("eine halbe Tasse", "", "0.12", "volume"),
        ("3", "", "3", "count"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, unit, quantity, dimension):
    read = amounts.read_amount(text, unit)

    assert read.quantity == Decimal(quantity)
    assert read.dimension == dimension


@pytest.mark.parametrize(
    "text", ["a pinch", "1 Prise", "to taste", "nach Geschmack", "etwas", "some"]
)
def test_to_taste_is_no_number(text):
    assert amounts.read_amount(text, "").number is None


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("-2", "kg", "less than nothing"),
        ("\u22122", "kg", "less than nothing"),
        ("1/0", "kg", "not an amount"),
        ("many", "", "not an amount"),
        ("1 000 000 000", "", "know the measure"),
        ("999999999", "kg", "too much"),
        ("1.500", "g", "two ways. Write 1500 or 1.5,"),
        ("1,000 ml", "", "two ways. Write 1000 or 1.0,"),
        ("2", "flurbs", "measure “flurbs”"),
        ("2", "tps", "Did you mean tsp"),
        ("", "", "not an amount"),
    ],
)
def test_what_is_no_amount_is_said_with_what_to_do(text, unit, said):
    with pytest.raises(Refused, match=said):
        amounts.read_amount(text, unit)


def test_signs_that_cannot_be_shown_are_left_out():
    assert amounts.clean("oat\x00s \u200b\n and  milk") == "oat s and milk"
