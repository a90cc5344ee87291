"""Amounts as people type them: read right, or refused with what to do."""

from __future__ import annotations

import pytest

from commonweal.core.vf.problems import Refused
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.translate.money import read_money

EUR = UNITS["EUR"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.50", 1250),
        ("0,05", 5),
        (",50", 50),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1'234.50", 123450),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1.234.567", 123456700),
        ("1.234.567,89", 123456789),
        ("12,-", 1200),
        ("12,\u2013", 1200),
        ("€ 12", 1200),
        ("12 EUR", 1200),
        ("12 Euro", 1200),
        ("+12", 1200),
        ("\uff11\uff12", 1200),  # full-width digits of another keyboard
        ("012.50", 1250),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed, cents):
    assert read_money(typed, usual=EUR).amount == cents


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write an amount, for example 12.50."),
        (
            "1.234",
            ("“1.234” can be read in two ways. "
            "Write 1234.00 or 1.23, whichever you mean."),
        ),
        (
            "1,234",
            ("“1,234” can be read in two ways. "
            "Write 1234.00 or 1.23, whichever you mean."),
        ),
        ("0.125", "“0.125” is finer than a cent. Write at most two decimals."),
        ("1234.567", "“1234.567” is finer than a cent. Write at most two decimals."),
        (
            "12 EUR 5 CHF",
            ("This line names two currencies, EUR and CHF. Write a line for each; "
            "an exchange has a page of its own."),
        ),
        ("12€ $3", ("This line names two currencies, EUR and USD. Write a line for "
         "each; an exchange has a page of its own.")),
        ("99999999999", "“99999999999” is too large to be meant. Check the number."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(typed, said):
    with pytest.raises(Refused) as refused:
        read_money(typed, usual=EUR)

    assert str(refused.value) == said


@pytest.mark.parametrize(
    "typed",
    ["abc", "1..2", "1,2,3", "12.34.56", "12,34,567.00", "½", "٣", "1e5", "12 EUR 50",
     "1,234.567.89", ".", "--5", "9" * 100],
)  # fmt: skip
def test_what_is_no_amount_is_never_guessed_at(typed):
    with pytest.raises(Refused) as refused:
        read_money(typed, usual=EUR)

    assert str(refused.value).endswith(
        "is not an amount of money. Write for example 12.50 or 1234.50."
    )


@pytest.mark.parametrize("typed", ["0", "-5", "5-", "\u22125", "0,00"])
def test_nothing_and_less_are_not_noted(typed):
    with pytest.raises(Refused, match=r"is not more than zero. Write the amount with"):
        read_money(typed, usual=EUR)


def test_a_beginning_may_be_below_zero():
    assert read_money("-200,00", usual=EUR, signed=True).amount == -20000


def test_a_sign_of_several_currencies_is_the_usual_one_if_it_can_be():
    assert read_money("5 kr", usual=UNITS["DKK"]).unit.code == "DKK"
    assert read_money("$5", usual=UNITS["CAD"]).unit.code == "CAD"
    assert read_money("$5", usual=EUR).unit.code == "USD"


def test_an_unknown_currency_is_named():
    with pytest.raises(Refused, match="We do not know the currency “XYZ”"):
        read_money("12 XYZ", usual=EUR)
