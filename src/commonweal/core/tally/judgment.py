"""Majority judgment: everyone gives each option a grade; the middle grade counts.

Half of the people at least find an option as good as its middle grade or better, half
as good or worse. Of options with equal middle grades, the larger of the two groups
beside it speaks: those who find it better lift it, those who find it worse hold it
back. If that is equal too, the middle joins that group, and it is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from commonweal.core.tally import lots
from commonweal.core.tally.thresholds import Threshold
from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "majority-judgment-1"

#: From best to worst, in plain words.
GRADES = (
    N_("very good"),
    N_("good"),
    N_("acceptable"),
    N_("poor"),
    N_("reject"),
)

_WRONG_COUNT = N_("“%(option)s” has %(count)s for “%(grade)s”. Write zero or more.")
_WRONG_GRADES = N_("“%(option)s” has %(count)s grades; there are %(grades)s.")
_NOT_GRADES = N_("This answer is not a list of options with a grade each.")
_UNKNOWN = N_("“%(option)s” is not on the ballot.")
_NO_GRADE = N_("“%(option)s” has the grade “%(grade)s”. Write 0 (best) to %(last)s.")
_NOT_GOOD = N_(
    "Half at most find %(option)s “%(grade)s” or better, so nothing is taken."
)
_GRADED = N_(
    "%(option)s: half at least say “%(grade)s” or better. %(above)s of %(of)s say "
    "better, %(below)s say worse."
)
_TOO_FEW = N_(
    "%(option)s was graded by %(graded)s of %(voters)s; %(needed)s were needed."
)

#: The middle grade, and which part speaks beside it: below zero lifts, above holds back.
Step = tuple[int, Fraction]


@dataclass(frozen=True, slots=True)
class Judged:
    """One option: its middle grade (place in the grades, 0 is best) and the groups."""

    option: str
    tally: tuple[int, ...]
    median: int | None
    above: int
    below: int
    is_eligible: bool


@dataclass(frozen=True, slots=True)
class JudgmentCount:
    """All options, best first; ``tied`` are those that only the lot parted."""

    judged: tuple[Judged, ...]
    winner: str | None
    tied: tuple[str, ...]
    words: tuple[Sentence, ...]
    rule: str = RULE


def tallies_of(
    answers: Iterable[object], options: Sequence[str], n_grades: int = len(GRADES)
) -> dict[str, tuple[int, ...]]:
    """Return how many gave each option each grade.

    Parameters
    ----------
    answers : iterable of mapping from option to int
        The place of the grade, 0 is best; whoever is not graded has no opinion.
    options : sequence of str
        What could be graded.
    n_grades : int
        How many grades there are.

    Raises
    ------
    BadBallots
        Unknown options and grades, each with its row.
    """
    tallies = {option: [0] * n_grades for option in options}
    faults: list[Fault] = []
    for row, answer in enumerate(answers, start=1):
        if not isinstance(answer, Mapping):
            faults.append(Fault(Sentence(_NOT_GRADES), row))
            continue
        for option, grade in answer.items():
            if option not in tallies:
                unknown = Sentence(_UNKNOWN, {"option": str(option)[:60]})
                faults.append(Fault(unknown, row))
            elif type(grade) is not int or not 0 <= grade < n_grades:
                facts = {"option": option, "grade": str(grade)[:60]}
                last = {**facts, "last": n_grades - 1}
                faults.append(Fault(Sentence(_NO_GRADE, last), row))
            else:
                tallies[option][grade] += 1
    if faults:
        raise BadBallots(faults)
    return {option: tuple(tally) for option, tally in tallies.items()}


def count_judgment(  # noqa: PLR0913 - the rule has as many settings
    tallies: Mapping[str, Sequence[int]],
    *,
    seed: str,
    n_voters: int | None = None,
    graded_by: Threshold | None = None,
    least: int | None = None,
    grades: Sequence[str] = GRADES,
) -> JudgmentCount:
    """Rank options by majority judgment.

    Parameters
    ----------
    tallies : mapping of option to sequence of int
        How many gave each grade, best grade first. "No opinion" is not a grade.
    seed : str
        Parts options whose grades are the same throughout.
    n_voters : int, optional
        How many took part; with ``graded_by``, an option graded by fewer is out.
    graded_by : Threshold, optional
        The part of those who took part that must have graded an option.
    least : int, optional
        The place of the worst middle grade that is good enough to win.
    grades : sequence of str
        The words for the grades, best first.

    Returns
    -------
    JudgmentCount

    Raises
    ------
    BadBallots
        A negative count or the wrong number of grades, all at once.

    Notes
    -----
    The middle grade of an even number is the worse of the two in the middle. Where
    the groups above and below are equally large, the one below speaks. Options graded
    by different numbers are compared by parts, not heads.

    References
    ----------
    .. [1] M. Balinski and R. Laraki, "Majority Judgment", MIT Press, 2010, chapter 1
       (the majority-gauge).
    .. [2] A. Fabre, "Tie-breaking the highest median", Social Choice and Welfare 56,
       2021; repeated as MieuxVoter's libraries do, the middle joining the group that
       spoke.

    Examples
    --------
    >>> count_judgment({"oak": (3, 1, 0, 0, 0), "elm": (1, 3, 0, 0, 0)}, seed="47").winner
    'oak'
    """
    _require(tallies, len(grades))
    said: list[Sentence] = []
    judged = [
        _judge(option, tuple(tally), grades, said) for option, tally in tallies.items()
    ]
    if graded_by is not None and n_voters is not None:
        judged = [_held_to(one, graded_by, n_voters, said) for one in judged]
    eligible = [one for one in judged if one.is_eligible]
    steps = {one.option: _steps(one.tally) for one in eligible}
    order = sorted(eligible, key=lambda one: steps[one.option])
    ordered, tied = _parted_by_lot(order, steps, seed)
    return JudgmentCount(
        judged=(*ordered, *(one for one in judged if not one.is_eligible)),
        winner=_winner(ordered, least, grades, said),
        tied=tied,
        words=tuple(said),
    )


def _require(tallies: Mapping[str, Sequence[int]], n_grades: int) -> None:
    faults = []
    for option, tally in tallies.items():
        if len(tally) != n_grades:
            words = {"option": option, "count": len(tally), "grades": n_grades}
            faults.append(Fault(Sentence(_WRONG_GRADES, words)))
        faults.extend(
            Fault(
                Sentence(_WRONG_COUNT, {"option": option, "count": n, "grade": grade})
            )
            for grade, n in enumerate(tally, start=1)
            if n < 0
        )
    if faults:
        raise BadBallots(faults)


def _judge(
    option: str, tally: tuple[int, ...], grades: Sequence[str], said: list[Sentence]
) -> Judged:
    n = sum(tally)
    if n == 0:
        return Judged(option, tally, None, 0, 0, is_eligible=False)
    median = _median(tally, n)
    above, below = sum(tally[:median]), sum(tally[median + 1 :])
    words = {"option": option, "grade": grades[median], "of": n}
    said.append(Sentence(_GRADED, {**words, "above": above, "below": below}))
    return Judged(option, tally, median, above, below, is_eligible=True)


def _held_to(
    one: Judged, graded_by: Threshold, n_voters: int, said: list[Sentence]
) -> Judged:
    """Leave out what too few have graded."""
    graded = sum(one.tally)
    if not one.is_eligible or graded_by.is_met(graded, n_voters):
        return one
    needed = graded_by.people_of(n_voters)
    words = {"option": one.option, "graded": graded, "voters": n_voters}
    said.append(Sentence(_TOO_FEW, {**words, "needed": needed}))
    return replace(one, is_eligible=False)


def _winner(
    ordered: Sequence[Judged],
    least: int | None,
    grades: Sequence[str],
    said: list[Sentence],
) -> str | None:
    """Return the first, unless not even it is good enough."""
    if not ordered:
        return None
    first = ordered[0]
    if least is None or first.median is None or first.median <= least:
        return first.option
    facts = {"option": first.option, "grade": grades[least]}
    said.append(Sentence(_NOT_GOOD, facts))
    return None


def _median(tally: Sequence[int], n: int) -> int:
    """Return the grade in the middle, the worse one of two."""
    place = n // 2 + 1
    seen = 0
    for grade, count in enumerate(tally):
        seen += count
        if seen >= place:
            return grade
    raise AssertionError("the counts add up to n")


def _steps(tally: Sequence[int]) -> tuple[Step, ...]:
    """Return middle grades and the parts that speak beside them, until none is left."""
    left, n = list(tally), sum(tally)
    steps: list[Step] = []
    while True:
        grade = _median(left, n)
        above, below = sum(left[:grade]), sum(left[grade + 1 :])
        speaks = -above if above > below else below
        steps.append((grade, Fraction(speaks, n)))
        if not above and not below:
            return tuple(steps)
        beside = _nearest(left, grade, lifts=above > below)
        left[beside] += left[grade]
        left[grade] = 0


def _nearest(left: Sequence[int], grade: int, *, lifts: bool) -> int:
    """Return the nearest grade beside this one that anybody gave."""
    side = range(grade - 1, -1, -1) if lifts else range(grade + 1, len(left))
    return next(other for other in side if left[other])


def _parted_by_lot(
    order: Sequence[Judged], steps: Mapping[str, tuple[Step, ...]], seed: str
) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    """Return the order with equal ones in the order of the lot, and who were equal."""
    ordered: list[Judged] = []
    tied: list[str] = []
    for _, equal in groupby(order, key=lambda one: steps[one.option]):
        rest = {one.option: one for one in equal}
        if len(rest) > 1:
            tied.extend(rest)
        while rest:
            ordered.append(rest.pop(lots.first_drawn(seed, tuple(rest))))
    return tuple(ordered), tuple(tied)
