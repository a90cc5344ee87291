"""What is wrong with a single value of a problem: an amount, a share, a label."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commonweal.core.planner.terms import Effort
from commonweal.core.planner.words import N_, Sentence

ABSURD = 1e12  # larger than any store on Earth in grams; a slip of the pen, so refused


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a problem: where it stands, and what to do about it."""

    where: str  # as in the JSON form: "recipes[2].inputs[0].good"
    words: Sentence

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def fault(where: str, template: str, **params: object) -> Fault:
    """Name a fault: where, a template and what fills it."""
    return Fault(where, Sentence(template, params))


def labels(where: str, labels: Iterable[str]) -> Iterator[Fault]:
    """Name labels that stand twice or say nothing."""
    seen: set[str] = set()
    for i, label in enumerate(labels):
        if label in seen:
            yield fault(f"{where}[{i}]", TWICE, label=label)
        elif not label.strip():
            yield fault(f"{where}[{i}]", N_("A label must say something."))
        seen.add(label)


TWICE = N_("%(label)s is there already; every label stands once.")


def amount(where: str, amount: float | None, least: float = 0.0) -> Iterator[Fault]:
    """Name an amount that is no number, too small or absurd; None is none at all."""
    if amount is None:
        return
    if not math.isfinite(amount):
        yield fault(where, N_("This must be a number."))
    elif amount < least:
        yield fault(
            where,
            N_("This must be %(least)s or more; it says %(amount)s."),
            least=least,
            amount=amount,
        )
    elif amount > ABSURD:
        yield fault(
            where,
            N_("%(amount)s is more than we can believe; check the unit."),
            amount=amount,
        )


def share(where: str, share: float) -> Iterator[Fault]:
    """Name a share that is not between 0 and 1."""
    if not 0.0 <= share <= 1.0:
        yield fault(
            where, N_("A share lies between 0 and 1; this says %(share)s."), share=share
        )


def later(where: str, n_periods: int, least: int = 0) -> Iterator[Fault]:
    """Name a number of periods that is too small."""
    if n_periods < least:
        yield fault(
            where,
            N_("This must be %(least)s or more; it says %(amount)s."),
            least=least,
            amount=n_periods,
        )


def of_effort(where: str, effort: Effort) -> Iterator[Fault]:
    """Name what is wrong with hours of a skill."""
    yield from amount(f"{where}.hours", effort.hours)
    yield from later(f"{where}.after", effort.after)
