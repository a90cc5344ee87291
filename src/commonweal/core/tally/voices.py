"""Counts of voices: consent, consensus, yes and no, silence, and a round of names.

One answer each. Some answers stop a matter when more people give them than a limit
allows (an objection, a block); otherwise it is carried when enough of those who count
are for it. Who abstains or stands aside took part, and counts neither for nor against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Literal

from commonweal.core.tally import lots
from commonweal.core.tally.thresholds import Threshold
from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "voices-1"
NAMES_RULE = "names-1"

Outcome = Literal["no_quorum", "stopped", "carried", "not_carried"]

_UNKNOWN = N_("“%(answer)s” is not an answer here. Answers are %(answers)s.")
_NO_NAME = N_("This line holds no name.")
_SAID = N_("%(count)s say “%(answer)s”.")
_QUORUM = N_("%(n)s of %(of)s have answered; %(needed)s were needed.")
_OVER = N_("“%(answer)s” stops it: %(count)s say so, and %(most)s may.")
_FOR = N_("%(votes)s of %(of)s are for it; %(needed)s were needed.")
_NAMED = N_("%(name)s is named by %(count)s.")
_BY_LOT = N_("%(names)s are named equally often; the lot orders them.")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many may give an answer: so many, or so large a part of all answers."""

    count: int = 0
    part: Fraction = Fraction(0)

    def people_of(self, n_answers: int) -> int:
        """Return how many may, the larger of both; parts are rounded down."""
        return max(self.count, int(self.part * n_answers // 1))


@dataclass(frozen=True, slots=True)
class Question:
    """What may be answered and what carries; ``of`` None counts everyone listed."""

    answers: tuple[str, ...]
    for_: tuple[str, ...]
    of: tuple[str, ...] | None
    needed: Threshold
    limits: Mapping[str, Limit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VoicesCount:
    """How many gave each answer, and what follows; ``over`` went beyond a limit."""

    counts: Mapping[str, int]
    n_for: int
    n_of: int
    needed: int
    over: tuple[str, ...]
    outcome: Outcome
    words: tuple[Sentence, ...]
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class NamesCount:
    """Who was named, most often first; equal ones in the order of the lot."""

    counts: Mapping[str, int]
    order: tuple[str, ...]
    by_lot: bool
    words: tuple[Sentence, ...]
    rule: str = NAMES_RULE


def count_voices(
    question: Question, cast: Iterable[object], *, n_voters: int, quorum: Threshold
) -> VoicesCount:
    """Count one answer each.

    Parameters
    ----------
    question : Question
        What may be answered, what counts, what stops.
    cast : iterable
        The answers; each one of ``question.answers``.
    n_voters : int
        People on the list that was fixed at the opening.
    quorum : Threshold
        The part of them that must have answered, in whatever way.

    Returns
    -------
    VoicesCount
        A tie is never carried, for what is needed is met by people, not by nobody.

    Raises
    ------
    BadBallots
        Every answer that cannot be given, with its row.
    """
    answers = _known(question, cast)
    n, given = len(answers), Counter(answers)
    counts = {answer: given[answer] for answer in question.answers}
    n_for = sum(counts[answer] for answer in question.for_)
    counted = question.answers if question.of is None else question.of
    n_of = n_voters if question.of is None else sum(counts[one] for one in counted)
    over = tuple(
        answer
        for answer, limit in question.limits.items()
        if counts[answer] > limit.people_of(n)
    )
    carried = question.needed.is_met(n_for, n_of) and (n_of or not question.needed.part)
    outcome: Outcome = "carried" if carried else "not_carried"
    if over:
        outcome = "stopped"
    if not quorum.is_met(n, n_voters):
        outcome = "no_quorum"
    needed = question.needed.people_of(n_of)
    said = [_count_said(counts), _quorum_said(n, n_voters, quorum)]
    said.append(_stops_said(question, counts, over, n))
    if question.needed.part:
        facts = {"votes": n_for, "of": n_of, "needed": needed}
        said.append([Sentence(_FOR, facts)])
    words = tuple(one for part in said for one in part)
    return VoicesCount(counts, n_for, n_of, needed, over, outcome, words)


def count_names(cast: Iterable[object], *, seed: str) -> NamesCount:
    """Count how often each name was said; ``seed`` orders equal ones.

    Raises
    ------
    BadBallots
        Every row that holds no name.
    """
    names = [*cast]
    faults = [
        Fault(Sentence(_NO_NAME), row)
        for row, name in enumerate(names, start=1)
        if not isinstance(name, str) or not name
    ]
    if faults:
        raise BadBallots(faults)
    given = Counter(str(name) for name in names)
    counts = dict(sorted(given.items(), key=lambda one: (-one[1], one[0])))
    order: list[str] = []
    said = [
        Sentence(_NAMED, {"name": name, "count": count})
        for name, count in counts.items()
    ]
    for _, equal in groupby(counts, key=lambda name: counts[name]):
        tied = [*equal]
        if len(tied) > 1:
            said.append(Sentence(_BY_LOT, {"names": ", ".join(tied)}))
        order.extend(lots.in_order_of_lot(seed, tied))
    by_lot = any("names" in one.params for one in said)
    return NamesCount(counts, tuple(order), by_lot, tuple(said))


def _known(question: Question, cast: Iterable[object]) -> list[str]:
    answers: list[str] = []
    faults = []
    for row, answer in enumerate(cast, start=1):
        if isinstance(answer, str) and answer in question.answers:
            answers.append(answer)
            continue
        facts = {"answer": str(answer)[:60], "answers": ", ".join(question.answers)}
        faults.append(Fault(Sentence(_UNKNOWN, facts), row))
    if faults:
        raise BadBallots(faults)
    return answers


def _count_said(counts: Mapping[str, int]) -> list[Sentence]:
    return [
        Sentence(_SAID, {"count": count, "answer": answer})
        for answer, count in counts.items()
        if count
    ]


def _quorum_said(n: int, n_voters: int, quorum: Threshold) -> list[Sentence]:
    if not quorum.part:
        return []
    facts = {"n": n, "of": n_voters, "needed": quorum.people_of(n_voters)}
    return [Sentence(_QUORUM, facts)]


def _stops_said(
    question: Question, counts: Mapping[str, int], over: Sequence[str], n: int
) -> list[Sentence]:
    return [
        Sentence(
            _OVER,
            {
                "answer": answer,
                "count": counts[answer],
                "most": question.limits[answer].people_of(n),
            },
        )
        for answer in over
    ]
