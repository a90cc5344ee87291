"""What a method's card holds, and the words that several cards share."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.core.tally.words import N_

WHY_THE_URN = N_(
    "This is about a person, so it is voted on paper, in an urn. A receipt could be "
    "shown to others, and somebody could be pressed to show it; a paper in an urn "
    "cannot. Two people count the papers, each for themselves."
)

ALL_QUORUM = N_(
    "Any answer counts, abstaining too. When too few answered, the time is extended "
    "once and everybody is reminded; when it is too few again, nothing is adopted."
)
NO_ASIDE = N_("There is no standing aside here; abstain instead.")
LOT = N_(
    "“Leave as is” wins every tie it is part of. Any other tie is parted by the lot, "
    "whose seed is made of the list of voters and of all receipts, and is published."
)
STATUS_QUO = N_("A tie leaves things as they are.")
OUTSIDE = N_("Abstaining counts for the quorum, and neither for nor against.")
LEFT_OUT = N_(
    "Whoever hands in an empty answer has taken part and prefers nothing to nothing."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A count small enough to follow: answers, how many gave each, and what comes out."""

    ballots: tuple[tuple[object, int], ...]
    n_voters: int
    outcome: str
    comes_out: str
    winners: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    costs: tuple[int, ...] = ()
    seats: int = 1
    budget: int | None = None
    seed: str = "47"


@dataclass(frozen=True, slots=True)
class MethodCard:
    """One method as it is published: what a page and a notice board print."""

    process: str
    name: str
    version: str
    in_short: str
    passes: str
    ties: str
    standing_aside: str
    source: str
    example: Example
    abstaining: str = OUTSIDE
    quorum: str = ALL_QUORUM
