"""Accounts of the plan checker: two sides added up in exact fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from commonweal.core.planner.words import N_, Sentence

TOLERANCE = Fraction(1, 1_000_000)
"""A line is broken when it is wrong by more than this share of what it adds up, or,
where next to nothing is handled, by more than this part of one unit."""

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Breach:
    """One line of a plan that does not hold: where, and in words."""

    where: str
    words: Sentence

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


@dataclass(slots=True)
class Account:
    """One side against the other, added up exactly, with the size of its terms."""

    there: Fraction = NONE
    taken: Fraction = NONE
    size: Fraction = NONE

    def put(self, amount: Fraction) -> None:
        """Add to what is there."""
        self.there += amount
        self.size += abs(amount)

    def take(self, amount: Fraction) -> None:
        """Add to what is taken."""
        self.taken += amount
        self.size += abs(amount)

    @property
    def is_overdrawn(self) -> bool:
        """Whether more is taken than is there, beyond the tolerance."""
        return self.taken - self.there > TOLERANCE * max(self.size, Fraction(1))


Key = tuple[str, str, int]  # place, label, period
Accounts = defaultdict[Key, Account]


def overdrawn(what: str, accounts: Accounts, n_periods: int) -> Iterator[Breach]:
    """Name every account within the plan of which more is taken than is there.

    Beyond the tolerance, of the largest account of the same place and label: a crumb in
    a quiet week is measured by what a busy week handles.
    """
    largest: dict[tuple[str, str], Fraction] = {}
    for (place, label, _), account in accounts.items():
        largest[place, label] = max(
            largest.get((place, label), Fraction(1)), account.size
        )
    for key in sorted(accounts):
        account = accounts[key]
        over = account.taken - account.there
        if key[2] < n_periods and over > TOLERANCE * largest[key[:2]]:
            yield breach(f"{what} {name(key)}", account)


def name(key: Key) -> str:
    """Write a key as people read it."""
    return "/".join(str(part) for part in key)


def breach(where: str, account: Account) -> Breach:
    """Say that more is taken than is there."""
    words = Sentence(
        N_("%(taken)s is taken where %(there)s is there."),
        {"taken": float(account.taken), "there": float(account.there)},
    )
    return Breach(where, words)
