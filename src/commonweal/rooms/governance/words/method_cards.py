"""The methods in plain words, each with its version, its source and a worked example."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.core.tally.words import N_

WHY_THE_URN = N_(
    "This is about a person, so it is voted on paper, in an urn. A receipt could be "
    "shown to others, and somebody could be pressed to show it; a paper in an urn "
    "cannot. Two people count the papers, each for themselves."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A count small enough to follow: ballots, one line each, and what comes out."""

    ballots: tuple[tuple[object, int], ...]
    options: tuple[str, ...]
    comes_out: str
    winners: tuple[str, ...]
    outcome: str
    n_voters: int = 0
    seats: int = 1
    budget: int | None = None
    costs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodCard:
    """One method as it is published: what a page and a notice board print."""

    process: str
    name: str
    version: str
    in_short: str
    passes: str
    quorum: str
    ties: str
    abstaining: str
    standing_aside: str
    source: str
    example: Example
    script: str | None = None


CARDS: dict[str, MethodCard] = {}
