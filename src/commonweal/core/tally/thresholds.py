"""Thresholds as exact fractions, shown as whole people."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Threshold:
    """A part of a whole that must be reached, or, when ``strict``, passed.

    Examples
    --------
    >>> Threshold(Fraction(1, 2)).people_of(16), MORE_THAN_HALF.people_of(16)
    (8, 9)
    """

    part: Fraction
    strict: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.part <= 1:
            raise ValueError(f"{self.part} is not a part of a whole: take 0 to 1.")

    def is_met(self, count: int, of: int) -> bool:
        """Whether so many of so many are enough."""
        reached = self.part * of
        return count > reached if self.strict else count >= reached

    def people_of(self, of: int) -> int:
        """Return how many whole people of so many are enough."""
        exact = self.part * of
        if self.strict:
            return int(exact // 1) + 1
        return -int(-exact // 1)


MORE_THAN_HALF = Threshold(Fraction(1, 2), strict=True)
