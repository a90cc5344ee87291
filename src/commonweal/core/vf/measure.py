"""An amount with its unit, as an exact integer of the unit's smallest step.

Never a float: 3 kg is 3000 steps of a gram. Kilograms refuse to meet hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from commonweal.core.vf.problems import N_, Problem, Refused

#: Largest number of steps an amount may have. Ten billion tonnes in grams is
#: nonsense for a union, and sums of a million such amounts still fit 64 bits.
MAX_STEPS = 10**12


class UnitMismatch(ValueError):
    """Two measures of different units were put together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    ``code`` is what people and JSON see, ``om2`` the name in the Ontology of Units
    of Measure 2, ``dimension`` groups units of a kind, and ``steps`` says how many of
    our smallest steps make one unit (1000 for kg: grams).
    """

    code: str
    om2: str
    dimension: str
    steps: int


@dataclass(frozen=True, slots=True)
class Measure:
    """So many smallest steps of a unit."""

    amount: int
    unit: Unit

    def __add__(self, other: Measure) -> Measure:
        self._same_unit(other)
        return Measure(self.amount + other.amount, self.unit)

    def __sub__(self, other: Measure) -> Measure:
        self._same_unit(other)
        return Measure(self.amount - other.amount, self.unit)

    def __neg__(self) -> Measure:
        return Measure(-self.amount, self.unit)

    def __lt__(self, other: Measure) -> bool:
        self._same_unit(other)
        return self.amount < other.amount

    def __le__(self, other: Measure) -> bool:
        self._same_unit(other)
        return self.amount <= other.amount

    def __str__(self) -> str:
        return f"{self.decimal.normalize():f} {self.unit.code}"

    @property
    def decimal(self) -> Decimal:
        """The amount in whole units: 3000 g of kg is Decimal('3')."""
        return Decimal(self.amount) / self.unit.steps

    def _same_unit(self, other: Measure) -> None:
        if self.unit != other.unit:
            raise UnitMismatch(
                f"{self.unit.code} and {other.unit.code} cannot be put together"
            )


def measure_of(
    value: str | int | Decimal, unit: Unit, *, field: str = "amount"
) -> Measure:
    """Read an amount given in whole units, as a person writes it.

    A comma or a point parts the decimals: "1,5" and "1.5" are the same. Hours are
    rounded to the minute, because decimals cannot name a third of an hour.

    Raises
    ------
    Refused
        Not a number, not finite, finer than the unit's smallest step, or absurdly
        large; the problem names ``field``.
    """
    text = str(value).strip().replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Refused(
            Problem(
                field,
                N_("“%(value)s” is not a number. Write an amount such as 2.5."),
                {"value": str(value)[:40]},
            )
        ) from None
    if not number.is_finite() or abs(number.adjusted()) > 18:  # noqa: PLR2004 - far past MAX_STEPS
        raise Refused(_absurd(field, value))
    steps = number * unit.steps
    if abs(steps) > MAX_STEPS:
        raise Refused(_absurd(field, value))
    nearest = steps.to_integral_value(ROUND_HALF_UP)
    if steps != nearest and _counts_in_tens(unit):
        raise Refused(
            Problem(
                field,
                N_(
                    "%(value)s is finer than we can weigh. The smallest step is %(step)s."
                ),
                {"value": str(value)[:40], "step": str(Measure(1, unit))},
            )
        )
    return Measure(int(nearest), unit)


def _counts_in_tens(unit: Unit) -> bool:
    """Say whether decimals can name every step; an hour's sixty minutes they cannot."""
    return str(unit.steps).rstrip("0") == "1"


def _absurd(field: str, value: object) -> Problem:
    return Problem(
        field,
        N_("%(value)s is too large to be meant. Check the number and its unit."),
        {"value": str(value)[:40]},
    )
