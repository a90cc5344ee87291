"""Buying with equal shares: the reckoning, in arrays of whole micro-units.

Prices are found from below, so that a project whose price is still below another's is
looked at again and no other; equal ballots are reckoned once. No amount here exceeds
the budget by more than one micro-unit for each voter, so nothing overflows.
"""

from __future__ import annotations

import heapq
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

#: Smallest parts of a smallest unit of money that shares are reckoned in.
MICRO = 1_000_000
#: So often parts are raised, and no more: with the usual step to tenfold and beyond.
MOST_RAISES = 10_000
#: More than anybody's part, and little enough to be added up without overflowing.
_CALM = 1 << 62
#: Enough that rates of whole amounts below 2**63 over costs below 2**43 stay apart.
_RATE_BITS = 90

Amounts = npt.NDArray[np.int64]
#: Rate in 2**-90, what decides between equal rates, which project, and its price so far.
_Entry = tuple[int, tuple[int, int, int], int, int]


@dataclass(frozen=True, slots=True)
class Project:
    """Something to be paid; ``number`` is its place in the register, for ties."""

    label: str
    cost: int
    number: int = 0
    excludes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bought:
    """A project taken: the most anybody paid (in micro-units), how many pay."""

    label: str
    cost: int
    each: int
    n_payers: int
    n_supporters: int


@dataclass(frozen=True, slots=True)
class _Backers:
    """Who supports a project: places of distinct ballots, and how many cast each."""

    at: npt.NDArray[np.intp]
    weights: Amounts | None
    n: int

    def total(self, amounts: Amounts) -> int:
        """Add up amounts, each as often as the ballot was cast."""
        if self.weights is None:
            return int(np.add.reduce(amounts))
        return int(np.dot(amounts, self.weights))

    def n_where(self, holds: npt.NDArray[np.bool_]) -> int:
        """Count people of whom something holds."""
        if self.weights is None:
            return int(np.count_nonzero(holds))
        return int(self.weights[holds].sum())


@dataclass(frozen=True, slots=True)
class Matter:
    """The ballots as arrays: who supports which project."""

    projects: tuple[Project, ...]
    backers: tuple[_Backers, ...]
    first: tuple[_Entry, ...]
    n_distinct: int
    n_voters: int


@dataclass(slots=True)
class Outcome:
    """What one run buys.

    Were every part larger by ``calm`` or less, the same would be bought at the same
    prices: all paid alike, and who could not be paid lacked more than that.
    """

    rest: Amounts
    remainder: int
    bought: list[Bought] = field(default_factory=list)
    spent: int = 0
    gone: set[str] = field(default_factory=set)
    calm: int = 0
    #: Whether all parts together stay below the largest whole number of an array.
    adds_up: bool = False


def matter_of(
    projects: Sequence[Project], distinct: Mapping[frozenset[str], int], budget: int
) -> Matter:
    """Turn distinct ballots into arrays; what costs more than there is never runs."""
    labels = {one.label: i for i, one in enumerate(projects)}
    backers = _backers(labels, distinct)
    first = tuple(
        ((each << _RATE_BITS) // one.cost, (-who.n, one.cost, one.number), i, each)
        for i, (one, who) in enumerate(zip(projects, backers, strict=True))
        if who.n and one.cost <= budget and (each := -(-one.cost * MICRO // who.n))
    )
    n_voters = sum(distinct.values())
    return Matter(tuple(projects), backers, first, len(distinct), n_voters)


def completed(
    matter: Matter, budget: int, share: int, step: int
) -> tuple[Outcome, int]:
    """Raise everyone's part as long as the outcome costs no more than there is."""
    top = budget * MICRO
    most = min(MOST_RAISES, -(-(top - share) // step))
    best, raises = _bought_with(matter, share, budget), 0
    while raises < most:
        if _nothing_waits(matter, best):
            break
        to = min(raises + best.calm // step + 1, most)
        again = _bought_with(matter, min(share + to * step, top), budget)
        if again.spent > budget:
            if to - 1 > raises:
                raises = to - 1
                best = _bought_with(matter, share + raises * step, budget)
            break
        best, raises = again, to
    return best, min(share + raises * step, top)


def _nothing_waits(matter: Matter, outcome: Outcome) -> bool:
    done = {one.label for one in outcome.bought} | outcome.gone
    return all(
        matter.projects[i].label in done for _rate, _ties, i, _each in matter.first
    )


def _bought_with(matter: Matter, share: int, budget: int) -> Outcome:
    """Run the rule once, with the same part for everyone."""
    adds_up = share * matter.n_voters <= _CALM
    outcome = Outcome(
        rest=np.full(matter.n_distinct, share, dtype=np.int64),
        remainder=max(0, budget * MICRO - share * matter.n_voters),
        calm=_CALM if adds_up else 0,
        adds_up=adds_up,
    )
    queue = list(matter.first)
    heapq.heapify(queue)
    lacking: list[_Entry] = []
    while queue:
        entry = heapq.heappop(queue)
        if matter.projects[entry[2]].label not in outcome.gone:
            _offer(matter, outcome, entry, (queue, lacking))
    for _rate, _ties, i, _each in sorted(lacking, key=lambda entry: entry[1:3]):
        _fill_up(outcome, matter.projects[i], matter.backers[i])
    return outcome


def _offer(
    matter: Matter,
    outcome: Outcome,
    entry: _Entry,
    where: tuple[list[_Entry], list[_Entry]],
) -> None:
    """Raise a price from below until it is paid or another project is cheaper.

    The price so far is never above the true one: whoever pays all they have cannot pay
    more, so what is missing falls on those who can, evenly. What nobody can pay any
    more is put aside.
    """
    queue, lacking = where
    _rate, ties, i, each = entry
    project, who = matter.projects[i], matter.backers[i]
    left, cost = outcome.rest.take(who.at), project.cost * MICRO
    while not queue or entry <= queue[0]:
        paid = np.minimum(left, each)
        need = cost - who.total(paid)
        if need <= 0:
            _buy(outcome, project, who, (each, left, paid))
            return
        able = who.n_where(left > each)
        if outcome.adds_up and (outcome.calm or 2 * able < who.n):
            short = cost - who.total(left)
            outcome.calm = min(outcome.calm, max(0, short - who.n) // who.n)
            able = 0 if short > 0 else able
        if not able:
            lacking.append(entry)
            return
        each -= -need // able
        entry = ((each << _RATE_BITS) // project.cost, ties, i, each)
    heapq.heappush(queue, entry)


def _buy(
    outcome: Outcome,
    project: Project,
    who: _Backers,
    payment: tuple[int, Amounts, Amounts],
) -> None:
    """Take a project: ``payment`` is the price, what all had and what all pay."""
    each, left, paid = payment
    together = who.total(paid)
    outcome.rest[who.at] = left - paid
    outcome.remainder += together - project.cost * MICRO
    outcome.spent += project.cost
    outcome.gone |= project.excludes
    if together < each * who.n or project.excludes:
        outcome.calm = 0
    payers = who.n_where(paid > 0)
    outcome.bought.append(Bought(project.label, project.cost, each, payers, who.n))


def _fill_up(outcome: Outcome, project: Project, who: _Backers) -> None:
    """Take a project that lacks less than a micro-unit for each who supports it."""
    left = outcome.rest[who.at]
    short = project.cost * MICRO - who.total(left)
    if (
        short < who.n
        and short <= outcome.remainder
        and project.label not in outcome.gone
    ):
        _buy(outcome, project, who, (int(left.max()), left, left))


def left_to(matter: Matter, outcome: Outcome, i: int) -> int:
    """Return what a project's supporters have left together, in micro-units."""
    who = matter.backers[i]
    if outcome.adds_up:
        return who.total(outcome.rest[who.at])
    held = outcome.rest[who.at].tolist()
    times = [1] * len(held) if who.weights is None else who.weights.tolist()
    return sum(map(operator.mul, held, times))


def _backers(
    labels: Mapping[str, int], distinct: Mapping[frozenset[str], int]
) -> tuple[_Backers, ...]:
    """Turn distinct ballots round: for each project, who supports it."""
    sizes = [len(approved) for approved in distinct]
    which = np.fromiter(
        (labels[label] for approved in distinct for label in approved),
        dtype=np.intp,
        count=sum(sizes),
    )
    order = np.argsort(which, kind="stable")
    at = np.repeat(np.arange(len(sizes), dtype=np.intp), sizes)[order]
    ends = np.cumsum(np.bincount(which, minlength=len(labels)))
    times = np.fromiter(distinct.values(), dtype=np.int64, count=len(sizes))
    backers = []
    for own in np.split(at, ends[:-1]):
        n = int(times[own].sum())
        weights = None if n == len(own) else times[own]
        backers.append(_Backers(own, weights, n))
    return tuple(backers)
