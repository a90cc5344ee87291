"""How much a need comes to in a span of days. Exact fractions of smallest steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

#: Days in a period; a month and a year are those of four years with one leap day.
DAYS: Mapping[str, Fraction] = MappingProxyType(
    {
        "day": Fraction(1),
        "week": Fraction(7),
        "month": Fraction(1461, 48),
        "year": Fraction(1461, 4),
    }
)


class Stated(Protocol):
    """What has to be known of a need to reckon with it."""

    amount: int
    received: int
    per: str
    due: date | None
    begins: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Span:
    """So many days from a day on."""

    first: date
    days: int

    @property
    def last(self) -> date:
        """The last day of the span."""
        return self.first + timedelta(days=self.days - 1)


def per_week(need: Stated) -> Fraction:
    """Return what a recurring need comes to in a week."""
    return need.amount * 7 / DAYS[need.per]


def within(need: Stated, span: Span) -> Fraction:
    """Return what a need comes to within a span of days.

    A once-only need counts with what is still missing of it when its day is not after
    the span; a day that has passed does not make it smaller.
    """
    if need.per == "once":
        begun = need.begins is None or need.begins <= span.last
        is_due = need.due is not None and need.due <= span.last
        return Fraction(need.amount - need.received if begun and is_due else 0)
    first = max(span.first, need.begins or span.first)
    last = min(span.last, need.ends or span.last)
    n_days = max(0, (last - first).days + 1)
    return n_days * need.amount / DAYS[need.per]


def ceiling(amount: Fraction) -> int:
    """Return whole steps, rounded up: a need is never made smaller than it is."""
    return -(-amount.numerator // amount.denominator)
