"""Equal shares: everyone holds the same part of a budget and buys what they approve.

Again and again the project is taken that costs its supporters least for each unit of
it; all supporters pay alike, and who has less left pays that. What cannot be bought by
its supporters is not bought. The parts are then raised, step by step, as long as what
is taken costs no more than there is.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "equal-shares-cost-utility-add1-1"

#: Smallest parts of a smallest unit of money that shares are reckoned in.
MICRO = 1_000_000
#: A budget in smallest units beyond which the reckoning would no longer be exact.
MOST_BUDGET = 9_000_000_000_000

_UNKNOWN = N_("“%(project)s” is not on the ballot.")
_TWICE = N_("“%(project)s” is approved twice.")
_COST = N_("“%(project)s” costs %(cost)s. Write more than zero.")
_BUDGET = N_("The budget is %(budget)s. Write 1 to %(most)s smallest units.")
_NOBODY = N_("Nobody voted, so there is nothing to share.")
_BOUGHT = N_(
    "%(project)s is bought by %(payers)s people, %(each)s each at most. "
    "%(supporters)s approved it."
)
_RAISED = N_(
    "Each part was raised from %(share)s to %(raised)s so that less stays unspent; one "
    "step more and it would cost more than there is."
)
_SHORT = N_(
    "%(project)s: its %(supporters)s supporters have %(left)s left, it costs %(cost)s."
)

Amounts = npt.NDArray[np.int64]
#: Rate, what decides between equal rates, and which project.
_Entry = tuple[Fraction, tuple[int, int, int], int]


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
class SharesCount:
    """What is bought, in order, with what the shares were raised to.

    ``share`` and ``raised`` are the part of each person in micro-units; ``spent`` and
    ``left`` are in smallest units. ``remainder`` (micro-units) is what rounding left.
    ``most_votes`` is what the plain count by approvals would have taken.
    """

    bought: tuple[Bought, ...]
    spent: int
    left: int
    share: int
    raised: int
    remainder: int
    most_votes: tuple[str, ...]
    words: tuple[Sentence, ...]
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class _Matter:
    """The ballots as arrays: who supports which project."""

    projects: tuple[Project, ...]
    supporters: tuple[npt.NDArray[np.intp], ...]
    n_voters: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    bought: tuple[Bought, ...]
    spent: int
    rest: Amounts
    remainder: int


def count_equal_shares(
    projects: Sequence[Project],
    ballots: Sequence[Collection[str]],
    budget: int,
    *,
    step: int | None = None,
) -> SharesCount:
    """Choose projects so that every group has a say over its part of the budget.

    Parameters
    ----------
    projects : sequence of Project
        Costs in smallest units of one money (or hours, or kilos: one budget at a time).
    ballots : sequence of collection of str
        Who approves what; one for each voter, empty ones too.
    budget : int
        Smallest units to spend.
    step : int, optional
        By how many smallest units each person's part is raised at a time; if not given,
        ``step_of(budget, n_voters)``. Publish it before the voting.

    Returns
    -------
    SharesCount

    Raises
    ------
    BadBallots
        All faults of projects, ballots (with their row) and budget at once.

    Notes
    -----
    A project's worth to a supporter is its cost (cost utility). Shares are whole
    micro-units: what division leaves over (fewer than one for each voter) is kept in a
    remainder that may fill up a project which lacks less than that.

    References
    ----------
    .. [1] D. Peters, G. Pierczyński and P. Skowron, "Proportional Participatory
       Budgeting with Additive Utilities", NeurIPS 2021.
    .. [2] The completion of Wieliczka 2023 ("Zielony Milion"): raise until the outcome
       would overspend and take the last that does not, not the first that is
       exhaustive.

    Examples
    --------
    >>> both = [Project("well", 60), Project("oven", 40, number=1)]
    >>> cast = [{"well"}] * 6 + [{"oven"}] * 4
    >>> [one.label for one in count_equal_shares(both, cast, 100).bought]
    ['well', 'oven']
    """
    matter = _matter(projects, ballots, budget)
    share = budget * MICRO // matter.n_voters
    step = step_of(budget, matter.n_voters) if step is None else step
    outcome, raised = _completed(matter, budget, share, step * MICRO)
    words = [_said(one) for one in outcome.bought]
    if raised > share:
        facts = {"share": _money(share), "raised": _money(raised)}
        words.append(Sentence(_RAISED, facts))
    words.extend(_shortages(matter, outcome))
    return SharesCount(
        bought=outcome.bought,
        spent=outcome.spent,
        left=budget - outcome.spent,
        share=share,
        raised=raised,
        remainder=outcome.remainder,
        most_votes=_by_votes(matter, budget),
        words=tuple(words),
    )


def step_of(budget: int, n_voters: int) -> int:
    """Return the usual step: a thousandth of a person's part, one unit at least."""
    return max(1, -(-budget // (n_voters * 1000)))


def _matter(
    projects: Sequence[Project], ballots: Sequence[Collection[str]], budget: int
) -> _Matter:
    faults = [
        Fault(Sentence(_COST, {"project": one.label, "cost": one.cost}))
        for one in projects
        if one.cost <= 0
    ]
    if not 1 <= budget <= MOST_BUDGET:
        words = {"budget": budget, "most": MOST_BUDGET}
        faults.append(Fault(Sentence(_BUDGET, words)))
    if not ballots:
        faults.append(Fault(Sentence(_NOBODY)))
    place = {one.label: i for i, one in enumerate(projects)}
    who: list[list[int]] = [[] for _ in projects]
    for voter, ballot in enumerate(ballots):
        for label in ballot:
            if label not in place:
                unknown = Sentence(_UNKNOWN, {"project": str(label)[:60]})
                faults.append(Fault(unknown, voter + 1))
            elif (supporters := who[place[label]]) and supporters[-1] == voter:
                faults.append(Fault(Sentence(_TWICE, {"project": label}), voter + 1))
            else:
                supporters.append(voter)
    if faults:
        raise BadBallots(faults)
    arrays = tuple(np.array(one, dtype=np.intp) for one in who)
    return _Matter(tuple(projects), arrays, len(ballots))


def _completed(
    matter: _Matter, budget: int, share: int, step: int
) -> tuple[_Outcome, int]:
    """Raise everyone's part as long as the outcome costs no more than there is."""
    wanted = sum(1 for one in matter.supporters if len(one))
    best, raised = _bought_with(matter, share, budget), share
    while len(best.bought) < wanted:
        again = _bought_with(matter, raised + step, budget)
        if again.spent > budget:
            break
        best, raised = again, raised + step
        if raised > budget * MICRO:
            break
    return best, raised


def _bought_with(matter: _Matter, share: int, budget: int) -> _Outcome:
    """Run the rule once, with the same part for everyone."""
    rest = np.full(matter.n_voters, share, dtype=np.int64)
    remainder = max(0, budget * MICRO - share * matter.n_voters)
    queue: list[_Entry] = [
        (Fraction(-(-one.cost * MICRO // len(who)), one.cost), _ties(one, len(who)), i)
        for i, (one, who) in enumerate(
            zip(matter.projects, matter.supporters, strict=True)
        )
        if len(who)
    ]
    heapq.heapify(queue)
    bought: list[Bought] = []
    spent = 0
    gone: set[str] = set()
    while queue:
        _rate, ties, i = heapq.heappop(queue)
        project, who = matter.projects[i], matter.supporters[i]
        if project.label in gone:
            continue
        each = _each(rest[who], project.cost * MICRO, remainder)
        if each is None:
            continue
        now = (Fraction(each, project.cost), ties, i)
        if queue and now > queue[0]:
            heapq.heappush(queue, now)
            continue
        paid = np.minimum(rest[who], each)
        rest[who] -= paid
        remainder += int(paid.sum()) - project.cost * MICRO
        spent += project.cost
        gone |= project.excludes
        bought.append(
            Bought(project.label, project.cost, each, int((paid > 0).sum()), len(who))
        )
    return _Outcome(tuple(bought), spent, rest, remainder)


def _ties(project: Project, n_supporters: int) -> tuple[int, int, int]:
    """Return what decides between equal rates: more people, lower cost, register."""
    return -n_supporters, project.cost, project.number


def _each(left: Amounts, cost: int, remainder: int) -> int | None:
    """Return the smallest amount that, paid by all who have it, covers the cost.

    Who has less pays all they have. None when it cannot be covered, not even with the
    remainder (which must be less than one micro-unit for each supporter).
    """
    total = int(left.sum())
    if total < cost:
        short = cost - total
        if short < len(left) and short <= remainder:
            return int(left.max())
        return None
    paying = np.ones(len(left), dtype=bool)
    fixed, n = 0, len(left)
    while True:
        each = -(-(cost - fixed) // n)
        poor = paying & (left < each)
        if not poor.any():
            return each
        fixed += int(left[poor].sum())
        n -= int(poor.sum())
        paying &= ~poor


def _by_votes(matter: _Matter, budget: int) -> tuple[str, ...]:
    """Return what most approvals first would have taken, for comparison."""
    order = sorted(
        range(len(matter.projects)),
        key=lambda i: (-len(matter.supporters[i]), matter.projects[i].number, i),
    )
    taken, left = [], budget
    gone: set[str] = set()
    for i in order:
        project = matter.projects[i]
        if project.cost <= left and project.label not in gone:
            taken.append(project.label)
            left -= project.cost
            gone |= project.excludes
    return tuple(taken)


def _said(one: Bought) -> Sentence:
    words = {
        "project": one.label,
        "payers": one.n_payers,
        "each": _money(one.each),
        "supporters": one.n_supporters,
    }
    return Sentence(_BOUGHT, words)


def _shortages(matter: _Matter, outcome: _Outcome) -> list[Sentence]:
    taken = {one.label for one in outcome.bought}
    said = []
    for project, who in zip(matter.projects, matter.supporters, strict=True):
        if project.label in taken:
            continue
        words = {"project": project.label, "supporters": len(who), "cost": project.cost}
        left = _money(int(outcome.rest[who].sum()))
        said.append(Sentence(_SHORT, {**words, "left": left}))
    return said


def _money(micro: int) -> str:
    """Return micro-units as smallest units with what decimals they need."""
    whole, part = divmod(micro, MICRO)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")
